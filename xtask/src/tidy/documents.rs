//! Every path and link that a document names exists.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// A path in code marks is one of ours when it begins with one of these.
const FOLDERS: [&str; 6] = ["crates/", "charters/", "docs/", "xtask/", ".ci/", ".cargo/"];

pub(super) fn faults(root: &Path) -> Result<Vec<String>> {
    let mut documents = Vec::new();
    for name in ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"] {
        if root.join(name).exists() {
            documents.push(root.join(name));
        }
    }
    collect(&root.join("docs"), &mut documents)?;
    documents.sort();
    let mut faults = Vec::new();
    for document in documents {
        let text = fs::read_to_string(&document)
            .with_context(|| format!("reading {}", document.display()))?;
        let shown = crate::sources::relative(root, &document);
        for (line, wanted) in named(&text) {
            if !exists(root, &document, &wanted) {
                faults.push(format!(
                    "{shown}:{line}: names {}, which does not exist",
                    wanted.shown()
                ));
            }
        }
    }
    Ok(faults)
}

fn collect(folder: &Path, documents: &mut Vec<PathBuf>) -> Result<()> {
    if !folder.exists() {
        return Ok(());
    }
    for entry in fs::read_dir(folder).with_context(|| format!("listing {}", folder.display()))? {
        let path = entry
            .with_context(|| format!("listing {}", folder.display()))?
            .path();
        if path.is_dir() {
            collect(&path, documents)?;
        } else if path.extension().is_some_and(|extension| extension == "md") {
            documents.push(path);
        }
    }
    Ok(())
}

/// Something a document says is there.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Named {
    /// A link, seen from the document; it may end in the name of a heading.
    Link(String),
    /// A path in code marks, seen from the top folder.
    Path(String),
}

impl Named {
    fn shown(&self) -> &str {
        match self {
            Named::Link(target) | Named::Path(target) => target,
        }
    }
}

/// Links and paths with their lines; fenced blocks are left out.
fn named(text: &str) -> Vec<(usize, Named)> {
    let mut found = Vec::new();
    let mut fenced = false;
    for (index, line) in text.lines().enumerate() {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
        } else if !fenced {
            let (prose, code) = prose_and_code(line);
            found.extend(links(&prose).into_iter().map(|link| (index + 1, link)));
            found.extend(
                code.iter()
                    .filter_map(|span| path(span))
                    .map(|path| (index + 1, path)),
            );
        }
    }
    found
}

fn prose_and_code(line: &str) -> (String, Vec<&str>) {
    let mut prose = String::new();
    let mut code = Vec::new();
    for (index, part) in line.split('`').enumerate() {
        if index % 2 == 0 {
            prose.push_str(part);
        } else {
            code.push(part);
        }
    }
    (prose, code)
}

fn links(prose: &str) -> Vec<Named> {
    prose
        .split("](")
        .skip(1)
        .filter_map(|rest| rest.split([')', ' ']).next())
        .filter(|target| {
            !target.contains("://") && !target.starts_with("mailto:") && !target.is_empty()
        })
        .map(|target| Named::Link(target.to_owned()))
        .collect()
}

/// A path of ours, unless it is a pattern such as `crates/*/src`.
fn path(span: &str) -> Option<Named> {
    let is_pattern = span.contains(['*', '<', '{', ' ', '…']) || span.contains("NNN");
    let is_ours = FOLDERS.iter().any(|folder| span.starts_with(folder));
    let path = span.split("::").next()?.split(':').next()?;
    (is_ours && !is_pattern).then(|| Named::Path(path.to_owned()))
}

fn exists(root: &Path, document: &Path, named: &Named) -> bool {
    match named {
        Named::Path(path) => root.join(path).exists(),
        Named::Link(target) => {
            let (file, heading) = target.split_once('#').unwrap_or((target, ""));
            let path = if file.is_empty() {
                document.to_path_buf()
            } else {
                document.parent().unwrap_or(root).join(file)
            };
            path.exists() && (heading.is_empty() || headings(&path).contains(heading))
        }
    }
}

/// The names under which a document's headings can be linked to.
fn headings(path: &Path) -> BTreeSet<String> {
    let text = fs::read_to_string(path).unwrap_or_default();
    text.lines()
        .filter(|line| line.starts_with('#'))
        .map(|line| {
            line.trim_start_matches('#')
                .trim()
                .to_lowercase()
                .chars()
                .filter(|letter| letter.is_alphanumeric() || matches!(letter, ' ' | '-' | '_'))
                .map(|letter| if letter == ' ' { '-' } else { letter })
                .collect()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::faults;

    #[test]
    fn links_and_paths_that_lead_nowhere_are_named_with_their_line() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path();
        fs::create_dir_all(root.join("docs/decisions")).expect("folders");
        fs::write(
            root.join("docs/a.md"),
            "# One and two\n\n[here](#one-and-two) [up](../README.md)\n",
        )
        .expect("a.md");
        fs::write(
            root.join("README.md"),
            "[a](docs/a.md#one-and-two) [b](docs/b.md) [c](docs/a.md#three)\n`docs/a.md:3` `crates/none.rs` `crates/*/x`\n\
             [web](https://example.org)\n```\n[d](docs/d.md)\n```\n",
        )
        .expect("README.md");
        assert_eq!(
            faults(root).expect("readable"),
            [
                "README.md:1: names docs/b.md, which does not exist",
                "README.md:1: names docs/a.md#three, which does not exist",
                "README.md:2: names crates/none.rs, which does not exist",
            ]
        );
    }
}
