//! No file of Rust code is forgotten: a file that no module names is compiled
//! by nobody, and a test in it runs never.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

pub(super) fn faults(root: &Path) -> Result<Vec<String>> {
    let mut faults = Vec::new();
    for folder in ["crates", "xtask"] {
        let mut files = Vec::new();
        collect(&root.join(folder), &mut files)?;
        files.sort();
        for file in files {
            if !is_named(&file)? {
                let shown = crate::sources::relative(root, &file);
                faults.push(format!(
                    "{shown}: no module names it, so nobody compiles it"
                ));
            }
        }
    }
    Ok(faults)
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    if !folder.exists() {
        return Ok(());
    }
    for entry in fs::read_dir(folder).with_context(|| format!("listing {}", folder.display()))? {
        let path = entry
            .with_context(|| format!("listing {}", folder.display()))?
            .path();
        if path.is_dir() {
            if path.file_name().is_some_and(|name| name != "target") {
                collect(&path, files)?;
            }
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    Ok(())
}

/// Whether cargo finds the file by itself, or a file above it names it.
fn is_named(file: &Path) -> Result<bool> {
    let (Some(stem), Some(folder)) = (
        file.file_stem().and_then(|stem| stem.to_str()),
        file.parent(),
    ) else {
        return Ok(true);
    };
    let folder_name = folder
        .file_name()
        .and_then(|name| name.to_str())
        .unwrap_or_default();
    let is_root = match stem {
        "lib" | "main" | "build" => true,
        _ => matches!(folder_name, "tests" | "benches" | "examples" | "bin"),
    };
    if is_root {
        return Ok(true);
    }
    // `a/mod.rs` is the module `a`, named one folder further up.
    let (name, within) = if stem == "mod" {
        (folder_name, folder.parent().unwrap_or(folder))
    } else {
        (stem, folder)
    };
    let above = within
        .file_name()
        .and_then(|name| name.to_str())
        .unwrap_or_default();
    let beside = within
        .parent()
        .map(|parent| parent.join(format!("{above}.rs")));
    let candidates = ["mod.rs", "lib.rs", "main.rs"]
        .into_iter()
        .map(|name| within.join(name))
        .chain(beside);
    for candidate in candidates.filter(|candidate| candidate.is_file()) {
        let text = fs::read_to_string(&candidate)
            .with_context(|| format!("reading {}", candidate.display()))?;
        let declaration = format!("mod {name};");
        if text.lines().any(|line| {
            line.trim_end().ends_with(&declaration) && !line.trim_start().starts_with("//")
        }) {
            return Ok(true);
        }
    }
    Ok(false)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::faults;

    #[test]
    fn a_file_that_no_module_names_is_named_here() {
        let folder = tempfile::tempdir().expect("a folder");
        let source = folder.path().join("crates/a/src");
        fs::create_dir_all(source.join("room")).expect("folders");
        fs::write(
            source.join("lib.rs"),
            "mod room;\npub(crate) mod other;\n// mod lost;\n",
        )
        .expect("lib.rs");
        for name in [
            "other.rs",
            "lost.rs",
            "room/mod.rs",
            "room/inner.rs",
            "room/gone.rs",
        ] {
            fs::write(source.join(name), "").expect("a file");
        }
        fs::write(source.join("room/mod.rs"), "mod inner;\n").expect("mod.rs");
        assert_eq!(
            faults(folder.path()).expect("readable"),
            [
                "crates/a/src/lost.rs: no module names it, so nobody compiles it",
                "crates/a/src/room/gone.rs: no module names it, so nobody compiles it",
            ]
        );
    }
}
