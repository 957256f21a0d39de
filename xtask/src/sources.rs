//! The project's own files, and Rust code without its tests.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// One file of the project.
#[derive(Debug)]
pub(crate) struct Source {
    /// Its path from the top folder, with forward slashes.
    pub(crate) path: String,
    /// Its text; for Rust, blank where its tests were, line for line.
    pub(crate) text: String,
}

/// The files under `folder` with one of the extensions, tests left out, in the
/// order of their paths.
///
/// # Errors
///
/// When a folder or file cannot be read.
pub(crate) fn without_tests(root: &Path, folder: &str, extensions: &[&str]) -> Result<Vec<Source>> {
    let mut paths = Vec::new();
    collect(&root.join(folder), extensions, &mut paths)?;
    paths.sort();
    paths
        .into_iter()
        .map(|path| {
            let text =
                fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
            let text = if path.extension().is_some_and(|extension| extension == "rs") {
                blank_tests(&text)
            } else {
                text
            };
            Ok(Source {
                path: relative(root, &path),
                text,
            })
        })
        .collect()
}

/// A path as it is written in documents: from the top folder, with `/`.
pub(crate) fn relative(root: &Path, path: &Path) -> String {
    path.strip_prefix(root)
        .unwrap_or(path)
        .to_string_lossy()
        .replace('\\', "/")
}

fn collect(folder: &Path, extensions: &[&str], paths: &mut Vec<PathBuf>) -> Result<()> {
    if !folder.exists() {
        return Ok(());
    }
    let entries = fs::read_dir(folder).with_context(|| format!("listing {}", folder.display()))?;
    for entry in entries {
        let path = entry
            .with_context(|| format!("listing {}", folder.display()))?
            .path();
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        if path.is_dir() {
            let holds_no_source =
                matches!(name.as_str(), "tests" | "target" | "benches" | "examples");
            if !holds_no_source && !name.starts_with('.') {
                collect(&path, extensions, paths)?;
            }
        } else if name != "tests.rs"
            && path
                .extension()
                .is_some_and(|have| extensions.iter().any(|want| have == *want))
        {
            paths.push(path);
        }
    }
    Ok(())
}

/// The text with every item under `#[cfg(test)]` blanked, its lines kept so
/// that line numbers stay true.
pub(crate) fn blank_tests(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("#[cfg(test)]") {
        let (before, from) = rest.split_at(at);
        kept.push_str(before);
        let (item, after) = from.split_at(item_end(from));
        kept.extend(item.chars().filter(|letter| *letter == '\n'));
        rest = after;
    }
    kept.push_str(rest);
    kept
}

/// Where the item that begins here ends: behind the brace that closes its
/// first one, or behind a semicolon that comes before any brace.
fn item_end(text: &str) -> usize {
    let mut depth = 0_usize;
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        match letter {
            '{' => depth += 1,
            '}' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return at + 1;
                }
            }
            ';' if depth == 0 => return at + 1,
            '"' => skip_string(&mut letters, hashes_before(text, at)),
            '\'' => skip_character(text, at, &mut letters),
            '/' if letters.peek().is_some_and(|(_, next)| *next == '/') => {
                while letters.next_if(|(_, next)| *next != '\n').is_some() {}
            }
            _ => {}
        }
    }
    text.len()
}

type Letters<'a> = std::iter::Peekable<std::str::CharIndices<'a>>;

/// How many `#` make the string that opens at `at` a raw one; none if it is an ordinary string.
fn hashes_before(text: &str, at: usize) -> Option<usize> {
    let before = text.get(..at)?;
    let bare = before.trim_end_matches('#');
    (bare.ends_with('r') && !bare.ends_with("_r")).then_some(before.len() - bare.len())
}

fn skip_string(letters: &mut Letters<'_>, raw: Option<usize>) {
    while let Some((_, letter)) = letters.next() {
        match (letter, raw) {
            ('\\', None) => {
                letters.next();
            }
            ('"', None | Some(0)) => return,
            ('"', Some(hashes)) => {
                let mut seen = 0;
                while seen < hashes && letters.next_if(|(_, next)| *next == '#').is_some() {
                    seen += 1;
                }
                if seen == hashes {
                    return;
                }
            }
            _ => {}
        }
    }
}

/// Steps over `'{'` and `'\''`, and leaves a lifetime alone.
fn skip_character(text: &str, at: usize, letters: &mut Letters<'_>) {
    let mut after = text.get(at + 1..).unwrap_or_default().chars();
    let length = match (after.next(), after.next(), after.next()) {
        (Some('\\'), Some(_), Some('\'')) => 3,
        (Some(_), Some('\''), _) => 2,
        _ => 0,
    };
    for _ in 0..length {
        letters.next();
    }
}

#[cfg(test)]
mod tests {
    use super::blank_tests;

    #[test]
    fn tests_are_blanked_and_lines_stay_where_they_were() {
        let text = "fn a() {}\n#[cfg(test)]\nmod tests {\n    // a }\n    const X: &str = \"}\";\n    const Y: char = '}';\n    const Z: &str = r#\"}\"#;\n}\nfn b() {}\n";
        let kept = blank_tests(text);
        assert_eq!(kept.lines().count(), text.lines().count());
        assert_eq!(kept.replace('\n', ""), "fn a() {}fn b() {}");
    }

    #[test]
    fn a_test_module_in_a_file_of_its_own_ends_at_its_semicolon() {
        assert_eq!(
            blank_tests("#[cfg(test)]\nmod tests;\nfn b<'a>() {}\n"),
            "\n\nfn b<'a>() {}\n"
        );
    }
}
