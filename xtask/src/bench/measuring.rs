//! Runs the programs that measure, and keeps what they report after each part,
//! so that a part that fails or is broken off takes nothing from the others.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context, Result, bail};
use serde_json::Value as Json;

use super::kept::{Circumstances, Kept, Line, Measured, Value};
use super::parts::{LARGE_PAGES, Part, Program};
use super::{Options, Papers, machine};
use crate::say;

/// Measures the parts wished for and keeps each as soon as it is done.
///
/// # Errors
///
/// When nothing is wished for, or when a part failed; the others are measured all the same.
pub(super) fn measure(
    root: &Path,
    options: &Options,
    papers: &Papers,
    parts: &[Part],
) -> Result<()> {
    let of = machine::circumstances(root)?;
    let mut kept = Kept::read(&papers.kept)?;
    let mut programs = Programs::new(root);
    let mut failed = Vec::new();
    for part in parts {
        if options.resume && is_measured(&kept, part, &of) {
            say(&format!("{}: measured already", part.name));
            continue;
        }
        let measured = match room_for(part) {
            Ok(()) => measure_part(root, options, part, &of, &mut programs),
            Err(lack) => Err(lack),
        };
        match measured {
            Ok(measured) => {
                kept.parts.insert(part.name.clone(), measured);
                kept.write(&papers.kept)?;
                // Whoever breaks off the rest has a document of what there is.
                super::render(root, papers)?;
            }
            Err(error) => {
                say(&format!("{}: {error:#}", part.name));
                failed.push(part.name.as_str());
            }
        }
    }
    if failed.is_empty() {
        Ok(())
    } else {
        bail!("not measured: {}", failed.join(", "))
    }
}

fn is_measured(kept: &Kept, part: &Part, of: &Circumstances) -> bool {
    kept.parts.get(&part.name).is_some_and(|it| {
        it.size == part.size && it.of.commit == of.commit && it.of.clean && of.clean
    })
}

/// A machine that begins to swap measures its disk.
fn room_for(part: &Part) -> Result<()> {
    let (needed, free) = (part.memory_needed(), machine::memory_free());
    match free {
        Some(free) if free < needed => bail!(
            "needs {} MB of memory, and {} MB are free",
            needed >> 20,
            free >> 20
        ),
        Some(_) | None => Ok(()),
    }
}

fn measure_part(
    root: &Path,
    options: &Options,
    part: &Part,
    of: &Circumstances,
    programs: &mut Programs<'_>,
) -> Result<Measured> {
    let runs = options
        .runs
        .unwrap_or(if options.quick { 1 } else { part.runs });
    let mut measured = Measured {
        of: of.clone(),
        command: part.command(),
        size: part.size,
        runs,
        load: None,
        figures: Vec::new(),
    };
    if let Program::Example { package, name, .. } = &part.program {
        programs.build(package, name)?;
    }
    if let Some((words, folder)) = part.organisation() {
        make(
            root,
            programs.path("charterhouse", "charterhouse")?,
            &words,
            &folder,
        )?;
    }
    measured.load = machine::load();
    for run in 1..=runs {
        say(&format!(
            "{}: run {run} of {runs}: {}",
            part.name, measured.command
        ));
        for line in run_once(root, part, programs)? {
            measured.add(line);
        }
    }
    if measured.figures.is_empty() {
        bail!("the program reported nothing");
    }
    Ok(measured)
}

/// Makes an organisation to be measured with the program itself, unless it is there already.
fn make(root: &Path, program: &Path, words: &[String], folder: &str) -> Result<()> {
    if root.join(folder).exists() {
        return Ok(());
    }
    say(&format!("charterhouse {}", words.join(" ")));
    let status = Command::new(program)
        .args(words)
        .current_dir(root)
        .stdout(Stdio::null())
        .status()
        .context("starting charterhouse")?;
    if !status.success() {
        bail!("making {folder} failed ({status})");
    }
    Ok(())
}

fn run_once(root: &Path, part: &Part, programs: &Programs<'_>) -> Result<Vec<Line>> {
    match &part.program {
        Program::Example {
            package,
            name,
            arguments,
        } => {
            let path = programs.path(package, name)?;
            let (variable, value) = LARGE_PAGES;
            reported(
                Command::new(path)
                    .args(arguments)
                    .env(variable, value)
                    .current_dir(root),
            )
        }
        Program::Cargo {
            figure,
            arguments,
            afresh,
        } => {
            if let Some(folder) = afresh
                .map(|folder| root.join(folder))
                .filter(|it| it.exists())
            {
                fs::remove_dir_all(&folder)
                    .with_context(|| format!("clearing {}", folder.display()))?;
            }
            let begun = Instant::now();
            let status = Command::new(crate::cargo_path())
                .args(arguments)
                .current_dir(root)
                .status()
                .context("starting cargo")?;
            if !status.success() {
                bail!("cargo {} failed ({status})", arguments.join(" "));
            }
            Ok(vec![Line {
                figure: (*figure).to_owned(),
                size: 0,
                value: Value::Number(begun.elapsed().as_secs_f64()),
                unit: "s".to_owned(),
            }])
        }
    }
}

/// What a program says in lines of JSON; any other line is passed on to whoever watches.
fn reported(command: &mut Command) -> Result<Vec<Line>> {
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .context("starting the program")?;
    let said = child.stdout.take().context("the program has no answer")?;
    let mut lines = Vec::new();
    for line in BufReader::new(said).lines() {
        let line = line.context("reading what the program says")?;
        if line.starts_with('{') {
            let line =
                serde_json::from_str(&line).with_context(|| format!("the program says {line}"))?;
            lines.push(line);
        } else {
            say(&format!("  {line}"));
        }
    }
    let status = child.wait().context("waiting for the program")?;
    if !status.success() {
        bail!("the program failed ({status})");
    }
    Ok(lines)
}

/// The programs that measure, built as they are needed.
struct Programs<'a> {
    root: &'a Path,
    paths: BTreeMap<(String, String), PathBuf>,
}

impl<'a> Programs<'a> {
    fn new(root: &'a Path) -> Programs<'a> {
        Programs {
            root,
            paths: BTreeMap::new(),
        }
    }

    fn path(&self, package: &str, example: &str) -> Result<&Path> {
        let path = self.paths.get(&(package.to_owned(), example.to_owned()));
        Ok(path.context("the program has not been built")?)
    }

    /// Builds an example of a crate and, where the crate is a program, the program
    /// in the same go: built apart, its dependencies may be built with other features.
    fn build(&mut self, package: &str, example: &str) -> Result<()> {
        let key = |name: &str| (package.to_owned(), name.to_owned());
        if self.paths.contains_key(&key(example)) {
            return Ok(());
        }
        let is_program = package == "charterhouse";
        let mut what = vec!["-p", package, "--example", example];
        if is_program {
            what.extend(["--bin", package]);
        }
        let built = self.cargo_build(&what)?;
        let names = [example, package];
        for name in names.iter().take(if is_program { 2 } else { 1 }) {
            let path = executable(&built, name)
                .with_context(|| format!("cargo built no {name} of {package}"))?;
            self.paths.insert(key(name), path);
        }
        Ok(())
    }

    fn cargo_build(&self, what: &[&str]) -> Result<String> {
        say(&format!("building {}", what.join(" ")));
        let output = Command::new(crate::cargo_path())
            .args([
                "build",
                "--release",
                "--message-format=json-render-diagnostics",
            ])
            .args(what)
            .current_dir(self.root)
            .stderr(Stdio::inherit())
            .output()
            .context("starting cargo build")?;
        if !output.status.success() {
            bail!("cargo build {} failed ({})", what.join(" "), output.status);
        }
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }
}

/// Where cargo put the example, as its messages say.
fn executable(messages: &str, example: &str) -> Option<PathBuf> {
    messages
        .lines()
        .filter_map(|line| serde_json::from_str::<Json>(line).ok())
        .filter(|message| message.pointer("/target/name").and_then(Json::as_str) == Some(example))
        .find_map(|message| Some(PathBuf::from(message.get("executable")?.as_str()?)))
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use super::{executable, reported};

    fn shell(script: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        command
    }

    #[test]
    fn lines_of_json_are_taken_and_others_passed_on() {
        let line = r#"{"figure":"admit","size":10,"value":131.5,"unit":"ns"}"#;
        let lines = reported(&mut shell(&format!(
            "echo making it; echo '{line}'; echo '{line}'"
        )));
        assert_eq!(lines.expect("in order").len(), 2);
    }

    #[test]
    fn a_program_that_fails_or_says_nonsense_is_no_measurement() {
        for (script, said) in [
            ("echo '{\"figure\":'", "the program says"),
            ("exit 3", "the program failed"),
        ] {
            let error = reported(&mut shell(script)).expect_err("not in order");
            assert!(format!("{error:#}").contains(said), "{error:#}");
        }
    }

    #[test]
    fn cargo_says_where_an_example_is() {
        let messages = concat!(
            r#"{"reason":"compiler-artifact","target":{"name":"kernel"},"executable":null}"#,
            "\nno json\n",
            r#"{"reason":"compiler-artifact","target":{"name":"timing"},"executable":"/a/timing"}"#,
        );
        assert_eq!(executable(messages, "timing"), Some("/a/timing".into()));
        assert_eq!(executable(messages, "years"), None);
    }
}
