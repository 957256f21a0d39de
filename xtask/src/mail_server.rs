//! Finds a Python with the library of the mail server that the tests of notices
//! talk to, and installs it where this machine allows it without asking.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result};

use crate::packages;

/// Debian's package; it brings its Python.
const PACKAGES: [&str; 1] = ["python3-aiosmtpd"];

/// The Python that can run the mail server.
///
/// # Errors
///
/// When there is none and it cannot be installed from here; the message holds
/// the command to run.
pub(crate) fn find_or_install() -> Result<PathBuf> {
    if let Some(python) = find() {
        return Ok(python);
    }
    packages::install(
        &PACKAGES,
        "the tests of notices need a mail server, aiosmtpd for Python",
        "install it, and name the Python that has it in CHARTERHOUSE_PYTHON",
    )?;
    find().context("the package is installed, yet no Python has aiosmtpd")
}

/// The Python a variable names, or the first that has the library: Debian's
/// is not always the first on the PATH.
fn find() -> Option<PathBuf> {
    if let Some(path) = std::env::var_os("CHARTERHOUSE_PYTHON") {
        return Some(PathBuf::from(path));
    }
    ["/usr/bin/python3", "python3"]
        .map(PathBuf::from)
        .into_iter()
        .find(|python| has_library(python))
}

fn has_library(python: &Path) -> bool {
    let asked = Command::new(python)
        .args(["-c", "import aiosmtpd"])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    asked.is_ok_and(|status| status.success())
}
