//! Debian's packages that tests need, installed where this machine allows it
//! without asking.

use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::say;

/// Installs packages, or says how they are installed.
///
/// # Errors
///
/// When they cannot be installed from here: `need` says what for, and
/// `otherwise` what to do on a machine without Debian's packages.
pub(crate) fn install(packages: &[&str], need: &str, otherwise: &str) -> Result<()> {
    if !Path::new("/etc/debian_version").exists() {
        bail!("{need}: {otherwise}");
    }
    if !is_root()? {
        bail!(
            "{need}; run:\n\n    sudo apt-get install --no-install-recommends {}\n",
            packages.join(" ")
        );
    }
    let mut arguments = vec!["install", "--yes", "--no-install-recommends"];
    arguments.extend(packages);
    // The packages may be listed already, and an update takes its time.
    if apt_get(&arguments).is_err() {
        apt_get(&["update"])?;
        apt_get(&arguments)?;
    }
    Ok(())
}

fn apt_get(arguments: &[&str]) -> Result<()> {
    let shown = arguments.join(" ");
    say(&format!("$ apt-get {shown}"));
    let status = Command::new("apt-get")
        .args(arguments)
        .env("DEBIAN_FRONTEND", "noninteractive")
        .stdin(Stdio::null())
        .status()
        .context("starting apt-get")?;
    if !status.success() {
        bail!("apt-get {shown} failed ({status})");
    }
    Ok(())
}

fn is_root() -> Result<bool> {
    let output = Command::new("id")
        .arg("-u")
        .output()
        .context("asking `id` who runs this")?;
    Ok(output.stdout.trim_ascii() == b"0")
}
