//! The machine, the commit and the load under which something is measured.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde::{Deserialize, Serialize};

use super::kept::Circumstances;

/// A machine, as far as it bears on how fast a program runs.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Machine {
    /// The model of its processor.
    pub(super) processor: String,
    /// How many of them programs may use.
    pub(super) cores: usize,
    /// Memory in whole gigabytes.
    pub(super) memory_gb: u64,
    /// The kernel of its system.
    pub(super) system: String,
    /// The compiler.
    pub(super) rustc: String,
}

/// This machine and the sources in `root`.
///
/// # Errors
///
/// When git or rustc cannot be asked.
pub(super) fn circumstances(root: &Path) -> Result<Circumstances> {
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    Ok(Circumstances {
        machine: Machine {
            processor: field("/proc/cpuinfo", "model name").unwrap_or_else(|| "not known".into()),
            cores,
            memory_gb: kilobytes("MemTotal").unwrap_or(0).div_ceil(1 << 20),
            system: said(root, "uname", &["-sr"]).unwrap_or_else(|_| "not known".into()),
            rustc: said(root, "rustc", &["--version"])?,
        },
        commit: said(root, "git", &["rev-parse", "HEAD"])?,
        clean: is_clean(root)?,
        day: jiff::Zoned::now().date().to_string(),
    })
}

/// Whether nothing that is measured was changed since the last commit; what was
/// measured lately is not.
fn is_clean(root: &Path) -> Result<bool> {
    let changed = said(root, "git", &["status", "--porcelain", "--", ".", ":!docs"])?;
    Ok(changed.is_empty())
}

/// The memory that programs may still have, in bytes, where the system tells.
pub(super) fn memory_free() -> Option<u64> {
    kilobytes("MemAvailable").map(|kilobytes| kilobytes.saturating_mul(1024))
}

/// How many processes wanted to run, on average over the last minute.
pub(super) fn load() -> Option<f64> {
    let text = fs::read_to_string("/proc/loadavg").ok()?;
    text.split_whitespace().next()?.parse().ok()
}

fn kilobytes(name: &str) -> Option<u64> {
    let value = field("/proc/meminfo", name)?;
    value.split_whitespace().next()?.parse().ok()
}

/// The value behind a name and a colon in a file of the system.
fn field(path: &str, name: &str) -> Option<String> {
    let text = fs::read_to_string(path).ok()?;
    let line = text.lines().find(|line| line.starts_with(name))?;
    Some(line.split_once(':')?.1.trim().to_owned())
}

/// What a program says on one line.
fn said(root: &Path, program: &str, arguments: &[&str]) -> Result<String> {
    let output = Command::new(program)
        .args(arguments)
        .current_dir(root)
        .output()
        .with_context(|| format!("starting {program}"))?;
    if !output.status.success() {
        bail!("{program} failed ({})", output.status);
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}
