//! Developer tasks: `cargo xtask test`, `cargo xtask ci`, `cargo xtask tidy`, `cargo xtask bench`.

mod bench;
mod browser;
mod mail_server;
mod packages;
mod sources;
mod tidy;

use std::ffi::OsStr;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use anyhow::{Context, Result, bail};

const USAGE: &str = "\
usage: cargo xtask <task>

  test   tidy, then install what the tests need where that is possible and run every test
         (words after it go to `cargo test`, as in `cargo xtask test -p kernel`)
  ci     format, clippy with warnings denied, test: what .ci/run calls
  tidy   dependency directions, paths in documents, forgotten and long files, words of charters
  bench  measure speed and memory and write docs/benchmarks.md; see `cargo xtask bench --help`
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            say(&format!("error: {error:#}"));
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[String]) -> Result<()> {
    let Some((task, rest)) = arguments.split_first() else {
        bail!("no task given\n\n{USAGE}");
    };
    match task.as_str() {
        "test" => test(rest),
        "ci" => ci(),
        "tidy" => tidy::run(&root()?),
        "bench" => bench::run(&root()?, rest),
        "help" | "--help" | "-h" => {
            say(USAGE);
            Ok(())
        }
        _ => bail!("there is no task `{task}`\n\n{USAGE}"),
    }
}

/// What a change has to pass, in the order in which a failure is cheapest.
fn ci() -> Result<()> {
    cargo(["fmt", "--all", "--check"], &[])?;
    cargo(
        [
            "clippy",
            "--workspace",
            "--all-targets",
            "--",
            "-D",
            "warnings",
        ],
        &[],
    )?;
    test(&[])
}

/// Every test, the browser's included, after the checks on the sources, which
/// are tests too and take a moment.
fn test(rest: &[String]) -> Result<()> {
    tidy::run(&root()?)?;
    let browser = browser::find_or_install()?;
    let python = mail_server::find_or_install()?;
    let mut arguments = vec!["test".to_owned()];
    if !rest.iter().any(|word| word == "-p" || word == "--package") {
        arguments.push("--workspace".to_owned());
    }
    arguments.extend(rest.iter().cloned());
    cargo(
        arguments,
        &[
            ("CHARTERHOUSE_CHROMIUM", browser.chromium.as_os_str()),
            (
                "CHARTERHOUSE_CHROMEDRIVER",
                browser.chromedriver.as_os_str(),
            ),
            ("CHARTERHOUSE_PYTHON", python.as_os_str()),
        ],
    )
}

/// Runs cargo, the one that started this program, and shows what it was asked.
fn cargo<I>(arguments: I, environment: &[(&str, &OsStr)]) -> Result<()>
where
    I: IntoIterator<Item: Into<String>>,
{
    let arguments: Vec<String> = arguments.into_iter().map(Into::into).collect();
    let shown = arguments.join(" ");
    say(&format!("$ cargo {shown}"));
    let status = Command::new(cargo_path())
        .args(&arguments)
        .envs(environment.iter().copied())
        .current_dir(root()?)
        .status()
        .with_context(|| format!("starting cargo {shown}"))?;
    if !status.success() {
        bail!("cargo {shown} failed ({status})");
    }
    Ok(())
}

/// The cargo that runs this task, so that one toolchain does everything.
fn cargo_path() -> PathBuf {
    std::env::var_os("CARGO").map_or_else(|| PathBuf::from("cargo"), PathBuf::from)
}

/// The top folder of the project.
fn root() -> Result<PathBuf> {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .map(Path::to_path_buf)
        .context("the folder of xtask stands in no other folder")
}

/// Writes a line for the developer; a closed terminal is no reason to fail.
fn say(line: &str) {
    if writeln!(std::io::stderr(), "{line}").is_err() {
        // Nobody reads this any more.
    }
}
