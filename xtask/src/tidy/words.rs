//! No word of any charter stands in the program: what levels, grades, posts
//! and meetings are called comes from the charter that is loaded.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use charter::Charter;

use crate::sources;

/// Words that a charter shares with the program's own vocabulary, and why the
/// program may say them. Everything else in a charter is the charter's alone.
const OUR_OWN: &[(&str, &str)] = &[
    (
        "member",
        "the field's standard term for whoever belongs, in every organisation",
    ),
    ("members", "its plural"),
    ("full", "an ordinary English word: a full inbox"),
    ("general", "an ordinary English word"),
];

/// Phrases of other languages in which a charter's word means something else.
const NOT_OURS: &[(&str, &str)] = &[
    (
        "charters/party-cell.md",
        "the path of the charter that the demo shows",
    ),
    (
        "charters/party-cell/record",
        "the path of the history that the demo publishes",
    ),
    ("primary key", "SQL"),
    ("<section", "an element of HTML"),
    ("</section", "an element of HTML"),
    ("section {", "an element of HTML, in a style sheet"),
    ("section >", "an element of HTML, in a style sheet"),
    ("> section", "an element of HTML, in a style sheet"),
    (
        "annotationkind::primary",
        "a name of the library that shows errors",
    ),
    ("primary_title", "a name of the library that shows errors"),
    ("std::cell::", "a module of Rust's library"),
    ("refcell", "a type of Rust's library"),
    ("oncecell", "a type of Rust's library"),
    ("git branch", "version control"),
];

/// A word or phrase of a charter, as the words it is made of, with where it comes from.
type Words = BTreeMap<Vec<String>, String>;

pub(super) fn faults(root: &Path) -> Result<Vec<String>> {
    let mut words = Words::new();
    let mut faults = Vec::new();
    let folder = root.join("charters");
    let mut paths: Vec<_> = match fs::read_dir(&folder) {
        Ok(entries) => entries
            .filter_map(Result::ok)
            .map(|entry| entry.path())
            .collect(),
        Err(_) => Vec::new(),
    };
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "md"));
    paths.sort();
    for path in paths {
        let shown = sources::relative(root, &path);
        let text = fs::read_to_string(&path).with_context(|| format!("reading {shown}"))?;
        match charter::read(&text).charter {
            Some(charter) => collect(&charter, &shown, &mut words),
            None => faults.push(format!(
                "{shown}: cannot be read as a charter; see `charterhouse charter check {shown}`"
            )),
        }
    }
    for source in
        sources::without_tests(root, "crates", &["rs", "html", "css", "svg", "sql", "txt"])?
    {
        faults.extend(found_in(&source.path, &source.text, &words));
    }
    Ok(faults)
}

/// Everything a charter calls its levels, grades, posts and meetings, one or several of them.
fn collect(charter: &Charter, from: &str, words: &mut Words) {
    let levels = charter.levels.iter().flat_map(|row| {
        let titles = row.titles.iter().map(|title| &title.title);
        [&row.id, &row.title, &row.plural].into_iter().chain(titles)
    });
    let grades = charter
        .grades
        .iter()
        .flat_map(|row| [&row.id, &row.title, &row.plural]);
    let posts = charter.posts.iter().flat_map(|row| {
        let titles = row.titles.iter().map(|title| &title.title);
        [&row.id, &row.title].into_iter().chain(titles)
    });
    let meetings = charter
        .meetings
        .iter()
        .flat_map(|row| [&row.id, &row.title]);
    for name in levels.chain(grades).chain(posts).chain(meetings) {
        let parts = split(name);
        let is_ours =
            matches!(parts.as_slice(), [one] if OUR_OWN.iter().any(|(word, _)| word == one));
        if let (Some(last), false) = (parts.last(), is_ours) {
            let mut several = parts.clone();
            several.pop();
            several.push(format!("{last}s"));
            for parts in [parts, several] {
                words.entry(parts).or_insert_with(|| from.to_owned());
            }
        }
    }
}

/// The words of a charter in one file, each with its line.
fn found_in(path: &str, text: &str, words: &Words) -> Vec<String> {
    let mut faults = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let line = NOT_OURS
            .iter()
            .fold(line.to_owned(), |line, (phrase, _)| without(&line, phrase));
        let parts = split(&line);
        for start in 0..parts.len() {
            let rest = parts.get(start..).unwrap_or_default();
            for (phrase, from) in words {
                if begins_with(rest, phrase) {
                    faults.push(format!(
                        "{path}:{}: \"{}\" is a word of {from}; take it from the charter that is loaded",
                        index + 1,
                        phrase.join(" ")
                    ));
                }
            }
        }
    }
    faults
}

fn begins_with(parts: &[String], phrase: &[String]) -> bool {
    parts.len() >= phrase.len() && parts.iter().zip(phrase).all(|(have, want)| have == want)
}

/// The line with a phrase, in whatever case, made blank.
fn without(line: &str, phrase: &str) -> String {
    // Lowering ASCII alone keeps every byte where it was.
    let mut kept = line.to_owned();
    while let Some(at) = kept.to_ascii_lowercase().find(phrase) {
        kept.replace_range(at..at + phrase.len(), &" ".repeat(phrase.len()));
    }
    kept
}

/// The words of a line in lower case. Parts of `snake_case` and `CamelCase`
/// names are words of their own.
fn split(line: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    let mut before: Option<char> = None;
    for letter in line.chars() {
        if letter.is_alphanumeric() {
            let begins = !before.is_some_and(char::is_alphanumeric)
                || letter.is_uppercase() && before.is_some_and(char::is_lowercase);
            if begins {
                parts.push(String::new());
            }
            if let Some(word) = parts.last_mut() {
                word.extend(letter.to_lowercase());
            }
        }
        before = Some(letter);
    }
    parts
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{Words, found_in, split};

    fn words(of: &[&str]) -> Words {
        of.iter()
            .map(|phrase| (split(phrase), "charters/a.md".to_owned()))
            .collect()
    }

    #[test]
    fn a_planted_word_is_found_in_every_form_of_writing() {
        let words = words(&["cell", "Night Watch"]);
        let planted = "let cell_size = 1;\nstruct CellSize;\n.cell { }\n// the Cell.\n\"night watch\"\nNIGHT_WATCH\n";
        let lines: Vec<String> = found_in("a.rs", planted, &words)
            .iter()
            .map(|fault| fault.split(' ').next().unwrap_or_default().to_owned())
            .collect();
        assert_eq!(
            lines,
            [
                "a.rs:1:", "a.rs:2:", "a.rs:3:", "a.rs:4:", "a.rs:5:", "a.rs:6:"
            ]
        );
    }

    #[test]
    fn parts_of_other_words_and_of_other_languages_are_left_alone() {
        let words = words(&["cell", "primary", "section", "night watch"]);
        let innocent = "cellar excellent cells\nid INTEGER PRIMARY KEY,\n<section class=\"a\"></section>\nuse std::cell::Ref;\nnight\nwatch night\n";
        assert_eq!(found_in("a.rs", innocent, &words), Vec::<String>::new());
    }

    #[test]
    fn the_words_of_a_shipped_charter_are_its_own_and_not_ours() {
        let text = include_str!("../../../charters/party-cell.md");
        let charter = charter::read(text).charter.expect("a charter");
        let mut words = Words::new();
        super::collect(&charter, "charters/a.md", &mut words);
        for (said, is_found) in [
            ("cell", true),
            ("cells", true),
            ("Secretary", true),
            ("member", false),
        ] {
            assert_eq!(
                !found_in("a.rs", said, &words).is_empty(),
                is_found,
                "{said}"
            );
        }
    }

    #[test]
    fn tests_may_say_what_a_charter_says() {
        let folder = tempfile::tempdir().expect("a folder");
        let source = folder.path().join("crates/a/src");
        fs::create_dir_all(&source).expect("folders");
        fs::write(
            source.join("lib.rs"),
            "fn a() {}\n#[cfg(test)]\nmod tests { const A: &str = \"cell\"; }\n",
        )
        .expect("lib.rs");
        let sources =
            crate::sources::without_tests(folder.path(), "crates", &["rs"]).expect("readable");
        assert_eq!(
            found_in("lib.rs", &sources[0].text, &words(&["cell"])),
            Vec::<String>::new()
        );
        fs::write(source.join("lib.rs"), "fn cell() {}\n").expect("lib.rs");
        let sources =
            crate::sources::without_tests(folder.path(), "crates", &["rs"]).expect("readable");
        assert_eq!(
            found_in("lib.rs", &sources[0].text, &words(&["cell"])).len(),
            1
        );
    }
}
