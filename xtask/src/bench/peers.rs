//! The same work done by other programs: installs them into a folder of their
//! own, runs them and the kernel side by side, and keeps what came of it.

use std::path::Path;

use anyhow::{Result, bail};

use super::Options;

/// Runs every peer and keeps the outcome for [`section`].
///
/// # Errors
///
/// When a peer cannot be installed or run, or its answers differ from ours.
pub(super) fn run(_root: &Path, _options: &Options) -> Result<()> {
    bail!("no peers are described yet")
}

/// The table of ratios as Markdown, heading included; nothing before the peers
/// have been run.
///
/// # Errors
///
/// When what was kept cannot be read.
pub(super) fn section(_root: &Path) -> Result<Option<String>> {
    Ok(None)
}
