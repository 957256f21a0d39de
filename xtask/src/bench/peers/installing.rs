//! Getting the other programs, each from its registry, into a folder of their
//! own. Nothing else is asked of the machine than a Python with `venv`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};
use serde_json::Value as Json;

use super::{FOLDER, MONTHS, Work};
use crate::say;

/// Threads that every program may use.
const THREADS: &str = "2";

/// The programs, ready to be run.
#[derive(Debug)]
pub(super) struct Installed {
    /// Where the programs are and data may be put.
    pub(super) folder: PathBuf,
    sources: PathBuf,
    root: PathBuf,
}

/// Another program and how it is asked.
#[derive(Debug)]
pub(super) struct Peer {
    /// What it is called in the table.
    pub(super) name: &'static str,
    /// The program.
    pub(super) program: PathBuf,
    /// Its words.
    pub(super) words: Vec<String>,
}

impl Installed {
    /// Builds our side and the one in Rust, and fetches those in Python.
    ///
    /// # Errors
    ///
    /// When something is missing on the machine, or cannot be fetched or built.
    pub(super) fn make(root: &Path) -> Result<Installed> {
        let installed = Installed {
            folder: root.join(FOLDER),
            sources: root.join("bench/peers"),
            root: root.to_path_buf(),
        };
        fs::create_dir_all(&installed.folder)
            .with_context(|| format!("making {}", installed.folder.display()))?;
        installed.python("venv", "requirements.txt")?;
        installed.python("venv-mesa-frames", "requirements-mesa-frames.txt")?;
        installed.cargo(&["build", "--release", "-p", "sim", "--example", "peers"])?;
        let manifest = installed.sources.join("krabmaga/Cargo.toml");
        let target = installed.folder.join("krabmaga");
        installed.cargo(&[
            "build",
            "--release",
            "--locked",
            "--manifest-path",
            &manifest.to_string_lossy(),
            "--target-dir",
            &target.to_string_lossy(),
        ])?;
        Ok(installed)
    }

    fn cargo(&self, words: &[&str]) -> Result<()> {
        let mut command = Command::new(crate::cargo_path());
        run(command.args(words).current_dir(&self.root))
    }

    /// A Python of its own with exactly what a list names, unless it is there already.
    fn python(&self, folder: &str, list: &str) -> Result<()> {
        let (folder, list) = (self.folder.join(folder), self.sources.join(list));
        let wanted =
            fs::read_to_string(&list).with_context(|| format!("reading {}", list.display()))?;
        let stamp = folder.join("installed.txt");
        if fs::read_to_string(&stamp).is_ok_and(|there| there == wanted) {
            return Ok(());
        }
        let has_venv = Command::new("python3")
            .args(["-c", "import venv, ensurepip"])
            .stderr(Stdio::null())
            .status();
        match has_venv {
            Err(error) => bail!("the other programs need `python3`, which cannot be run: {error}"),
            Ok(status) if !status.success() => bail!(
                "the other programs need Python's `venv`, which this python3 lacks \
                 (Debian has it in `python3-venv`)"
            ),
            Ok(_) => {}
        }
        if folder.exists() {
            fs::remove_dir_all(&folder)
                .with_context(|| format!("clearing {}", folder.display()))?;
        }
        run(Command::new("python3").args(["-m", "venv"]).arg(&folder))?;
        let mut pip = Command::new(python_in(&folder));
        run(pip
            .args(["-m", "pip", "install", "--quiet", "--requirement"])
            .arg(&list))?;
        fs::write(&stamp, wanted).with_context(|| format!("writing {}", stamp.display()))
    }

    /// Our own side: it makes the data and does the work.
    ///
    /// # Errors
    ///
    /// When it fails or answers nothing that can be read.
    pub(super) fn ours(&self, work: Work, members: u64, data: &Path, runs: usize) -> Result<Json> {
        let program = self.root.join("target/release/examples/peers");
        let mut words = vec![
            task(work).to_owned(),
            members.to_string(),
            data.to_string_lossy().into_owned(),
        ];
        if work == Work::Month {
            words.push(MONTHS.to_string());
        }
        words.push(runs.to_string());
        told(&program, &words)
    }

    /// Everybody else who can do the work.
    pub(super) fn peers(&self, work: Work, data: &Path, runs: usize) -> Vec<Peer> {
        let (data, runs) = (data.to_string_lossy().into_owned(), runs.to_string());
        let months = MONTHS.to_string();
        let script = |folder: &str, name: &'static str, file: &str, words: &[&str]| Peer {
            name,
            program: python_in(&self.folder.join(folder)),
            words: std::iter::once(self.sources.join(file).to_string_lossy().into_owned())
                .chain(words.iter().map(|word| (*word).to_owned()))
                .collect(),
        };
        let check = |name: &'static str, engine: &str| {
            script("venv", name, "check.py", &[engine, &data, &runs, THREADS])
        };
        let krabmaga = |name: &'static str, agent: &str| Peer {
            name,
            program: self.folder.join("krabmaga/release/peer-krabmaga"),
            words: [agent, &data, &months, &runs].map(str::to_owned).to_vec(),
        };
        let months_words = [data.as_str(), &months, &runs, THREADS];
        match work {
            Work::Check => vec![
                check("DuckDB", "duckdb"),
                check("SQLite", "sqlite"),
                check("Polars", "polars"),
                check("NumPy", "numpy"),
            ],
            Work::Month => vec![
                script("venv", "NumPy", "month_numpy.py", &months_words),
                script(
                    "venv-mesa-frames",
                    "mesa-frames",
                    "month_mesa_frames.py",
                    &months_words,
                ),
                krabmaga("krabmaga, an agent a member", "member"),
                krabmaga("krabmaga, an agent a unit", "unit"),
            ],
        }
    }
}

fn task(work: Work) -> &'static str {
    match work {
        Work::Check => "check",
        Work::Month => "month",
    }
}

fn python_in(folder: &Path) -> PathBuf {
    folder.join("bin/python")
}

/// Runs a program and says what is run.
fn run(command: &mut Command) -> Result<()> {
    let shown = format!("{command:?}").replace('"', "");
    say(&format!("$ {shown}"));
    let status = command
        .status()
        .with_context(|| format!("starting {shown}"))?;
    if !status.success() {
        bail!("{shown} failed ({status})");
    }
    Ok(())
}

/// The last line that a program says, which is JSON.
///
/// # Errors
///
/// When it cannot be run, fails, or says something else.
pub(super) fn told(program: &Path, words: &[String]) -> Result<Json> {
    let output = Command::new(program)
        .args(words)
        .stderr(Stdio::inherit())
        .output()
        .with_context(|| format!("starting {}", program.display()))?;
    if !output.status.success() {
        bail!("{} failed ({})", program.display(), output.status);
    }
    let text = String::from_utf8_lossy(&output.stdout);
    let line = text.lines().last().unwrap_or_default();
    serde_json::from_str(line).with_context(|| format!("{} said `{line}`", program.display()))
}
