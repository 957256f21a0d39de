//! `cargo xtask bench`: measures what the design promises, keeps every result,
//! and writes the document that shows them.

mod chart;
mod document;
mod goals;
mod kept;
mod machine;
mod measuring;
mod parts;
mod peers;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::say;
use kept::Kept;
use parts::Part;

/// Where measuring keeps what it makes on its way, seen from the top folder.
const FOLDER: &str = "target/bench";
/// How the names of organisations begin that were made there.
const MADE: &str = "made-";

const USAGE: &str = "\
usage: cargo xtask bench [options]

  --only NAME   measure one part, or the parts whose name begins so; may stand several times
  --runs N      how often each part is run [default: 5, and 2 at a hundred million]
  --quick       small sizes, one run, into a folder of its own: to try the programs out
  --resume      leave out the parts that were measured at this commit already
  --list        name the parts and what each runs
  --render      write the document again from what was kept, and measure nothing
  --peers       run the other programs on the same data, and nothing else
";

/// What was asked of `cargo xtask bench`.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Options {
    /// Beginnings of the names of the parts wished for; all parts if there are none.
    pub(crate) only: Vec<String>,
    /// How often each part is run, if not as often as it says itself.
    pub(crate) runs: Option<usize>,
    /// Small sizes and one run.
    pub(crate) quick: bool,
    /// Parts that were measured at this commit are left as they are.
    pub(crate) resume: bool,
    /// What to do.
    pub(crate) task: Task,
}

/// What `cargo xtask bench` does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Task {
    /// Measure, keep, and write the document.
    #[default]
    Measure,
    /// Name the parts.
    List,
    /// Write the document from what was kept.
    Render,
    /// Run the other programs.
    Peers,
}

/// Where what was measured is kept and shown.
#[derive(Debug)]
struct Papers {
    kept: PathBuf,
    document: PathBuf,
    chart: PathBuf,
}

impl Papers {
    /// In the documents, or apart from them where programs are only tried out.
    fn of(root: &Path, quick: bool) -> Papers {
        let folder = if quick {
            root.join(FOLDER).join("quick")
        } else {
            root.join("docs")
        };
        Papers {
            kept: folder.join("benchmarks.json"),
            document: folder.join("benchmarks.md"),
            chart: folder.join("benchmarks.svg"),
        }
    }
}

/// Does what the arguments ask.
///
/// # Errors
///
/// When an argument is not known, or something could not be measured.
pub(crate) fn run(root: &Path, arguments: &[String]) -> Result<()> {
    if arguments
        .iter()
        .any(|word| word == "--help" || word == "-h")
    {
        say(USAGE);
        return Ok(());
    }
    let options = read(arguments)?;
    let papers = Papers::of(root, options.quick);
    match options.task {
        Task::Peers => {
            peers::run(root, &options)?;
            if options.quick {
                return Ok(());
            }
            render(root, &papers)
        }
        Task::List => {
            for part in wished(&options)? {
                say(&format!("{:<14} {}", part.name, part.command()));
            }
            Ok(())
        }
        Task::Render => render(root, &papers),
        Task::Measure => {
            let parts = wished(&options)?;
            make_folders(root, &options)?;
            measuring::measure(root, &options, &papers, &parts)
        }
    }
}

/// The parts that the options name.
fn wished(options: &Options) -> Result<Vec<Part>> {
    let mut parts = parts::all(options.quick);
    for wish in &options.only {
        if !parts
            .iter()
            .any(|part| part.name.starts_with(wish.as_str()))
        {
            bail!("no part's name begins with `{wish}`; --list names them");
        }
    }
    parts.retain(|part| part.is_wished(&options.only));
    Ok(parts)
}

/// Makes the folders; what an earlier version of the program has made is not measured again.
fn make_folders(root: &Path, options: &Options) -> Result<()> {
    let folder = root.join(FOLDER);
    if !options.resume && folder.exists() {
        for entry in fs::read_dir(&folder).context("listing what was made")? {
            let path = entry.context("listing what was made")?.path();
            let is_made = path
                .file_name()
                .is_some_and(|name| name.to_string_lossy().starts_with(MADE));
            if is_made {
                fs::remove_dir_all(&path)
                    .with_context(|| format!("clearing {}", path.display()))?;
            }
        }
    }
    let quick = folder.join("quick");
    fs::create_dir_all(&quick).with_context(|| format!("making {}", quick.display()))
}

/// Writes the document and the chart from what was kept.
fn render(root: &Path, papers: &Papers) -> Result<()> {
    let kept = Kept::read(&papers.kept)?;
    let peers = peers::section(root)?;
    let document = document::render(&kept, peers.as_deref());
    for (path, text) in [
        (&papers.document, document),
        (&papers.chart, chart::draw(&kept)),
    ] {
        fs::write(path, text).with_context(|| format!("writing {}", path.display()))?;
        say(&format!("wrote {}", path.display()));
    }
    Ok(())
}

fn read(arguments: &[String]) -> Result<Options> {
    let mut options = Options::default();
    let mut words = arguments.iter();
    while let Some(word) = words.next() {
        let mut value = || {
            words
                .next()
                .with_context(|| format!("{word} needs a value\n\n{USAGE}"))
        };
        match word.as_str() {
            "--only" => options.only.push(value()?.clone()),
            "--runs" => {
                let runs: usize = value()?.parse().context("--runs needs a number")?;
                if runs == 0 {
                    bail!("--runs needs at least 1");
                }
                options.runs = Some(runs);
            }
            "--quick" => options.quick = true,
            "--resume" => options.resume = true,
            "--list" => options.task = Task::List,
            "--render" => options.task = Task::Render,
            "--peers" => options.task = Task::Peers,
            _ => bail!("there is no option `{word}`\n\n{USAGE}"),
        }
    }
    Ok(options)
}

/// Some figures to show, in tests of how they are shown.
#[cfg(test)]
fn sample() -> Kept {
    let text = r#"{"parts": {
        "kernel-1m": {
            "of": {"machine": {"processor": "A machine", "cores": 2, "memory_gb": 24, "system": "Linux 6", "rustc": "rustc 1.95"},
                   "commit": "0123456789abcdef", "clean": false, "day": "2026-11-23"},
            "command": "cargo run --release -p kernel --example timing -- 1000000",
            "size": 1000000, "runs": 2, "load": 0.25,
            "figures": [{"name": "admit", "unit": "ns", "values": [120, 140]}]
        },
        "kernel-100m": {
            "of": {"machine": {"processor": "A machine", "cores": 2, "memory_gb": 24, "system": "Linux 6", "rustc": "rustc 1.95"},
                   "commit": "0123456789abcdef", "clean": false, "day": "2026-11-23"},
            "command": "cargo run --release -p kernel --example timing -- 100000000",
            "size": 100000000, "runs": 1, "load": null,
            "figures": [{"name": "admit", "unit": "ns", "values": [390]}]
        },
        "year-100m": {
            "of": {"machine": {"processor": "A machine", "cores": 2, "memory_gb": 24, "system": "Linux 6", "rustc": "rustc 1.95"},
                   "commit": "0123456789abcdef", "clean": false, "day": "2026-11-23"},
            "command": "cargo run --release -p sim --example years -- 100000000",
            "size": 100000000, "runs": 2, "load": null,
            "figures": [{"name": "state", "unit": "sha256", "values": ["ab12", "ab12"]}]
        }
    }}"#;
    serde_json::from_str(text).expect("in order")
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::{Options, Papers, Task, chart, document, kept::Kept, peers, read, wished};

    fn words(line: &str) -> Vec<String> {
        line.split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn arguments_are_read() {
        let options = read(&words("--only year --only check --runs 3 --resume")).expect("in order");
        assert_eq!(
            options,
            Options {
                only: words("year check"),
                runs: Some(3),
                resume: true,
                ..Options::default()
            }
        );
        let peers = read(&words("--peers --quick")).expect("in order");
        assert_eq!((peers.task, peers.quick), (Task::Peers, true));
    }

    #[test]
    fn an_unknown_option_and_a_missing_value_are_named() {
        for (line, said) in [
            ("--fast", "--fast"),
            ("--only", "--only needs a value"),
            ("--runs 0", "at least 1"),
            ("--runs many", "--runs needs a number"),
        ] {
            let error = read(&words(line)).expect_err("not in order");
            assert!(format!("{error:#}").contains(said), "{line}: {error:#}");
        }
    }

    #[test]
    fn a_part_that_does_not_exist_is_named() {
        let options = read(&words("--only yeer")).expect("in order");
        let error = wished(&options).expect_err("no such part");
        assert!(error.to_string().contains("yeer"), "{error:#}");
    }

    #[test]
    fn the_document_says_what_is_kept() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"))
            .parent()
            .expect("a folder");
        let papers = Papers::of(root, false);
        let kept = Kept::read(&papers.kept).expect("readable");
        let peers = peers::section(root).expect("readable");
        let shown = |path: &Path| fs::read_to_string(path).expect("it is there");
        assert!(
            shown(&papers.document) == document::render(&kept, peers.as_deref()),
            "docs/benchmarks.md is not what `cargo xtask bench --render` writes"
        );
        assert!(
            shown(&papers.chart) == chart::draw(&kept),
            "docs/benchmarks.svg is not what `cargo xtask bench --render` writes"
        );
    }
}
