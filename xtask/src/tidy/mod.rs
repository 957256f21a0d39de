//! What the compiler does not look at: who depends on whom, whether documents
//! name files that exist, whether every file is compiled, how long files are,
//! and whether a charter's words have crept into the program.

mod dependencies;
mod documents;
mod forgotten;
mod words;

use std::path::Path;

use anyhow::{Result, bail};

use crate::{say, sources};

/// A file above this length is asked to be split by concept.
const LINES_MAX: usize = 600;

/// Runs every check and lists everything that is wrong.
///
/// # Errors
///
/// When anything is wrong, or when the project cannot be read.
pub(crate) fn run(root: &Path) -> Result<()> {
    let mut faults = dependencies::faults(root)?;
    faults.extend(documents::faults(root)?);
    faults.extend(forgotten::faults(root)?);
    faults.extend(long_files(root)?);
    faults.extend(words::faults(root)?);
    if faults.is_empty() {
        say("tidy: nothing to put right");
        return Ok(());
    }
    for fault in &faults {
        say(fault);
    }
    bail!("tidy: {} to put right", faults.len());
}

fn long_files(root: &Path) -> Result<Vec<String>> {
    let mut faults = Vec::new();
    for folder in ["crates", "xtask"] {
        for source in sources::without_tests(root, folder, &["rs", "css", "html"])? {
            faults.extend(too_long(&source.path, &source.text));
        }
    }
    Ok(faults)
}

/// Counts lines that say something: tests have been blanked before.
fn too_long(path: &str, text: &str) -> Option<String> {
    let lines = text.trim_end().lines().count();
    (lines > LINES_MAX).then(|| {
        format!("{path}: {lines} lines without its tests, {LINES_MAX} at most: split it by concept")
    })
}

#[cfg(test)]
mod tests {
    use super::{LINES_MAX, too_long};

    #[test]
    fn a_file_over_the_limit_is_named() {
        assert_eq!(too_long("a.rs", &"//\n".repeat(LINES_MAX)), None);
        let fault = too_long("a.rs", &"//\n".repeat(LINES_MAX + 1)).expect("one line too many");
        assert!(fault.starts_with("a.rs: 601 lines"), "{fault}");
    }
}
