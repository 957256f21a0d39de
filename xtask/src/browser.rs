//! Finds the browser and the driver that the browser tests need, and installs
//! them where this machine allows it without asking.

use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::packages;

/// Debian's packages: without a font every letter is drawn as a box.
const PACKAGES: [&str; 3] = ["chromium", "chromium-driver", "fonts-dejavu-core"];

/// Where the browser and its driver are.
#[derive(Debug)]
pub(crate) struct Browser {
    pub(crate) chromium: PathBuf,
    pub(crate) chromedriver: PathBuf,
}

/// Finds both, installing them first where they are missing.
///
/// # Errors
///
/// When they are missing and cannot be installed from here; the message holds
/// the command to run.
pub(crate) fn find_or_install() -> Result<Browser> {
    if let Some(browser) = find() {
        return Ok(browser);
    }
    packages::install(
        &PACKAGES,
        "the browser tests need Chromium and ChromeDriver",
        "install both so that `chromium` and `chromedriver` are on the PATH, or name them in \
         CHARTERHOUSE_CHROMIUM and CHARTERHOUSE_CHROMEDRIVER",
    )?;
    find().context("the packages are installed, yet chromium or chromedriver is not on the PATH")
}

fn find() -> Option<Browser> {
    Some(Browser {
        chromium: program(
            "CHARTERHOUSE_CHROMIUM",
            &["chromium", "chromium-browser", "google-chrome"],
        )?,
        chromedriver: program("CHARTERHOUSE_CHROMEDRIVER", &["chromedriver"])?,
    })
}

/// The program a variable names, or the first of `names` on the PATH.
fn program(variable: &str, names: &[&str]) -> Option<PathBuf> {
    if let Some(path) = std::env::var_os(variable) {
        return Some(PathBuf::from(path));
    }
    let path = std::env::var_os("PATH")?;
    names
        .iter()
        .flat_map(|name| std::env::split_paths(&path).map(move |folder| folder.join(name)))
        .find(|candidate| candidate.is_file())
}
