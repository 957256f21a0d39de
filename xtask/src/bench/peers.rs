//! The same work done by other programs: installs them into a folder of their
//! own, runs them and the kernel side by side on the same data, compares every
//! answer, and keeps how long each took. Nobody is kept whose answer differs.

mod installing;
mod outcome;
mod promises;
mod table;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde_json::Value as Json;

use super::{Options, machine};
use crate::say;
use installing::Installed;
use outcome::{Entry, Outcome, Part};

/// Where the other programs and the data lie, seen from the top folder.
const FOLDER: &str = "target/peers";
/// Months that the simulation passes.
const MONTHS: usize = 12;
/// What is compared if nothing is said.
const PARTS: [&str; 3] = ["check-1000000", "check-10000000", "month-1000000"];
const PARTS_QUICK: [&str; 2] = ["check-5000", "month-5000"];

/// What a part has everybody do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Work {
    /// Check every rule over the whole organisation.
    Check,
    /// Let a year pass.
    Month,
}

/// A part to be compared: what, and with how many members.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Wish {
    name: String,
    work: Work,
    members: u64,
}

/// Runs every peer and keeps the outcome for [`section`].
///
/// # Errors
///
/// When a peer cannot be installed or run, or its answers differ from ours.
pub(super) fn run(root: &Path, options: &Options) -> Result<()> {
    let wishes = wishes(options)?;
    let installed = Installed::make(root)?;
    let kept = if options.quick {
        root.join(FOLDER).join("quick.json")
    } else {
        kept_at(root)
    };
    let mut outcome = Outcome::read(&kept)?.unwrap_or_default();
    let runs = options.runs.unwrap_or(if options.quick { 1 } else { 5 });
    for wish in &wishes {
        say(&format!("{}: {runs} runs of each program", wish.name));
        let of = machine::circumstances(root)?;
        let load = machine::load();
        let entries =
            compare(&installed, wish, runs).with_context(|| format!("comparing {}", wish.name))?;
        let part = Part {
            of,
            load,
            members: wish.members,
            runs,
            command: command(wish, options),
            entries,
        };
        outcome.parts.insert(wish.name.clone(), part);
        outcome.write(&kept)?;
    }
    say(&format!("wrote {}", kept.display()));
    Ok(())
}

/// The table of ratios as Markdown, heading included; nothing before the peers
/// have been run.
///
/// # Errors
///
/// When what was kept cannot be read.
pub(super) fn section(root: &Path) -> Result<Option<String>> {
    Ok(Outcome::read(&kept_at(root))?.map(|outcome| table::render(&outcome)))
}

fn kept_at(root: &Path) -> PathBuf {
    root.join("docs/peers.json")
}

fn command(wish: &Wish, options: &Options) -> String {
    let mut command = format!("cargo xtask bench --peers --only {}", wish.name);
    if let Some(runs) = options.runs {
        command.push_str(&format!(" --runs {runs}"));
    }
    command
}

/// The parts wished for: any number of members may be asked for by name.
fn wishes(options: &Options) -> Result<Vec<Wish>> {
    let usual = if options.quick {
        PARTS_QUICK.as_slice()
    } else {
        PARTS.as_slice()
    };
    let names: Vec<&str> = if options.only.is_empty() {
        usual.to_vec()
    } else {
        options.only.iter().map(String::as_str).collect()
    };
    names.into_iter().map(wish).collect()
}

fn wish(name: &str) -> Result<Wish> {
    let parts = name
        .split_once('-')
        .and_then(|(work, members)| Some((work, members.parse().ok()?)));
    let (work, members) = match parts {
        Some(("check", members)) => (Work::Check, members),
        Some(("month", members)) => (Work::Month, members),
        Some(_) | None => bail!(
            "there is no comparison `{name}`: write check or month, and how many members, as in {}",
            PARTS.join(", ")
        ),
    };
    Ok(Wish {
        name: name.to_owned(),
        work,
        members,
    })
}

/// Has everybody do the work, ourselves first, and compares the answers.
fn compare(installed: &Installed, wish: &Wish, runs: usize) -> Result<Vec<Entry>> {
    let data = installed.folder.join("data").join(&wish.name);
    if data.exists() {
        fs::remove_dir_all(&data).with_context(|| format!("clearing {}", data.display()))?;
    }
    fs::create_dir_all(&data).with_context(|| format!("making {}", data.display()))?;
    let ours = installed.ours(wish.work, wish.members, &data, runs)?;
    let answer = ours.get("answer").cloned().context("we gave no answer")?;
    let mut entries = Vec::new();
    outcome::read_entries("Charterhouse", &ours, &answer, &mut entries)?;
    for peer in installed.peers(wish.work, &data, runs) {
        say(&format!("{}: {}", wish.name, peer.name));
        let told: Json = installing::told(&peer.program, &peer.words)
            .with_context(|| format!("running {}", peer.name))?;
        outcome::read_entries(peer.name, &told, &answer, &mut entries)?;
    }
    fs::remove_dir_all(&data).with_context(|| format!("clearing {}", data.display()))?;
    Ok(entries)
}

#[cfg(test)]
mod tests {
    use super::{Options, PARTS, Work, wish, wishes};

    #[test]
    fn any_number_of_members_can_be_asked_for() {
        let wish = wish("month-2500000").expect("in order");
        assert_eq!((wish.work, wish.members), (Work::Month, 2_500_000));
        let usual = wishes(&Options::default()).expect("in order");
        assert_eq!(usual.len(), PARTS.len());
    }

    #[test]
    fn what_is_no_comparison_is_named() {
        for name in ["check", "check-many", "year-5"] {
            let error = wish(name).expect_err("not in order");
            assert!(format!("{error}").contains(name), "{error}");
        }
    }
}
