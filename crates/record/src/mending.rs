//! A file in which something cannot be read is read without that: one misspelt word
//! must not hide every other mistake of the file.

use std::ops::Range;

use toml::de::DeTable;

use crate::lines::line_of;
use crate::model::Things;
use crate::problem::Problem;
use crate::reading::File;

/// Mistakes of this kind that are named in one file at the most.
const MISTAKES_MAX: usize = 100;

/// What a file says, what in it could not be read, and its text without that, line by
/// line as it was; nothing of a file that is no TOML.
pub(crate) struct Mended {
    pub(crate) says: Things,
    pub(crate) text: String,
    pub(crate) problems: Vec<Problem>,
}

/// Reads a file that cannot be read as it is.
pub(crate) fn mended(file: &File) -> Result<Mended, Vec<Problem>> {
    let mut text = file.text.clone();
    let mut problems = Vec::new();
    while problems.len() < MISTAKES_MAX {
        let error = match toml::from_str::<Things>(&text) {
            Ok(says) => {
                return Ok(Mended {
                    says,
                    text,
                    problems,
                });
            }
            Err(error) => error,
        };
        let is_toml = DeTable::parse(&text).is_ok();
        let at = error.span().map_or(0, |span| span.start);
        problems.push(problem(file, &error, line_of(&text, at), is_toml));
        let without = is_toml.then(|| without(&text, at)).flatten();
        let Some(without) = without else {
            return Err(problems);
        };
        text = without;
    }
    Err(problems)
}

fn problem(file: &File, error: &toml::de::Error, line: usize, is_toml: bool) -> Problem {
    let message = error.message().trim().replace('\n', "; ");
    let known = message.split_once("expected").map(|(_, known)| known);
    let has_note = known.is_some_and(|known| known.contains("`note`"));
    let help = if message.starts_with("unknown field") && has_note {
        "correct the word, or say it in a `note`; docs/record-format.md has every word"
    } else if message.starts_with("unknown field") {
        "correct the word, or take the line out; docs/record-format.md has every word"
    } else if is_toml {
        "correct it; the rest of the file was read without it"
    } else {
        "correct it; nothing of this file was read"
    };
    Problem {
        file: file.path.clone(),
        line,
        message,
        help: help.to_owned(),
    }
}

/// The text with empty lines where the thing at this byte stands: a table with the tables
/// under it, or a key with its value. Nothing where that is no TOML either.
fn without(text: &str, at: usize) -> Option<String> {
    let lines: Vec<&str> = text.lines().collect();
    let first = line_of(text, at).checked_sub(1)?;
    let header = header_of(lines.get(first)?);
    let mut last = first;
    if let Some(header) = header {
        let below = format!("{header}.");
        let ends = |line: &&str| header_of(line).is_some_and(|other| !other.starts_with(&below));
        let rest = lines.iter().skip(first.saturating_add(1));
        last = first.saturating_add(rest.take_while(|line| !ends(line)).count());
        return Some(blanked(&lines, first..last.saturating_add(1)));
    }
    // A value may go over several lines.
    while last < lines.len() {
        let tried = blanked(&lines, first..last.saturating_add(1));
        if DeTable::parse(&tried).is_ok() {
            return Some(tried);
        }
        last = last.saturating_add(1);
        if lines
            .get(last)
            .is_some_and(|line| header_of(line).is_some())
        {
            return None;
        }
    }
    None
}

/// The name in the head of a table; none where the line is no head.
fn header_of(line: &str) -> Option<&str> {
    let inside = line.trim().strip_prefix('[')?;
    let name = inside.trim_start_matches('[').split(']').next()?;
    // A list within a value begins alike.
    let letters = |letter: char| letter.is_alphanumeric() || "-_. \"".contains(letter);
    let name = name.trim();
    (!name.is_empty() && name.chars().all(letters)).then_some(name)
}

fn blanked(lines: &[&str], gone: Range<usize>) -> String {
    let mut text = String::new();
    for (at, line) in lines.iter().enumerate() {
        if !gone.contains(&at) {
            text.push_str(line);
        }
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::Record;

    fn told(text: &str) -> Vec<String> {
        let file = File {
            path: "events.toml".to_owned(),
            text: text.to_owned(),
        };
        let report = crate::check::check(&Record::read(vec![file]));
        let told = report.problems.iter();
        told.map(|it| format!("{}: {}", it.line, it.message))
            .collect()
    }

    #[test]
    fn one_misspelt_word_hides_no_other_mistake_of_the_file() {
        let text = "[[source]]\nid = \"S\"\ntitle = \"A paper\"\n\n\
            [[evnt]]\nid = \"lost\"\n\n[[evnt.claim]]\nsays = \"date\"\n\n\
            [[event]]\nid = \"met\"\ncolour = [\n  \"red\",\n]\n\n\
            [[event.claim]]\nsays = \"date\"\ndate = \"2017-02-30\"\nsource = \"S\"\n\n\
            [[person]]\nid = \"kim\"\nname = \"Kim\"\n";
        let told = told(text);
        let lines: Vec<&str> = told
            .iter()
            .map(|it| it.split(':').next().unwrap())
            .collect();
        // The unknown table, the unknown word, the day, the name that is no table, and
        // the person who has none for it.
        for (line, what) in [
            ("5", "unknown field `evnt`"),
            ("13", "unknown field `colour`"),
            ("19", "2017-02-30"),
            ("24", "invalid type"),
        ] {
            let at = lines.iter().position(|it| *it == line);
            let at = at.unwrap_or_else(|| panic!("line {line} of {told:#?}"));
            assert!(told[at].contains(what), "{told:#?}");
        }
        assert!(!told.iter().any(|it| it.starts_with("8:")), "{told:#?}");
    }

    #[test]
    fn a_file_that_is_no_toml_is_named_once() {
        let told = told("[[event]]\nid = \"a\ntitle = 1\n[[evnt]]\n");
        assert_eq!(told.len(), 1, "{told:?}");
    }
}
