//! Saying that two people of a record are one, and taking it back: one claim
//! of one person, written into their file and out of it again to the byte.

use crate::archive::sameness;
use crate::check::check;
use crate::model::Kind;
use crate::problem::Problem;
use crate::reading::{File, Record};

/// Why two people of a record were not made one, or not parted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum JoinError {
    /// No file has such a person.
    #[error("the record has no person `{0}`")]
    NoSuchPerson(String),
    /// They are one already.
    #[error("`{0}` and `{1}` are taken for one person already")]
    AlreadyOne(String, String),
    /// Nothing says that they are one.
    #[error("nothing says that `{0}` is `{1}`")]
    NotOne(String, String),
    /// The claim is there, and not as this program writes it.
    #[error("{path} says that `{one}` is `{other}` in words of its own")]
    ByHand {
        /// The file.
        path: String,
        /// The one.
        one: String,
        /// The other.
        other: String,
    },
    /// The record would have a mistake that it does not have.
    #[error("{0}")]
    Wrong(Problem),
}

/// The files of a record with a claim more: that one person is another, by a source.
///
/// # Errors
///
/// When there are no such people, they are one already, or the claim would be wrong.
pub fn say_same(
    files: &[File],
    (one, other): (&str, &str),
    source: &str,
) -> Result<Vec<File>, JoinError> {
    let record = Record::read(files.to_vec());
    for id in [one, other] {
        if file_of(&record, id).is_none() {
            return Err(JoinError::NoSuchPerson(id.to_owned()));
        }
    }
    let all = crate::check::things(&record).map(|(kind, _, thing)| (kind, thing));
    let all: Vec<_> = all.collect();
    let same = sameness::same(all.into_iter());
    if same
        .get(one)
        .is_some_and(|ids| ids.iter().any(|id| id == other))
    {
        return Err(JoinError::AlreadyOne(one.to_owned(), other.to_owned()));
    }
    let path = file_of(&record, one).unwrap_or_default();
    let said = claim(other, source);
    let with = |text: &str| {
        let at = end_of_person(text, one)?;
        let (before, after) = text.split_at_checked(at)?;
        let gap = if before.ends_with('\n') { "" } else { "\n" };
        Some(format!("{before}{gap}{said}{after}"))
    };
    let files = changed(files, path, with);
    let files = files.ok_or_else(|| JoinError::NoSuchPerson(one.to_owned()))?;
    let before = check(&record).problems.len();
    let report = check(&Record::read(files.clone()));
    // What was wrong before is not this claim's fault.
    let mine = |it: &&Problem| it.file == path;
    match report.problems.iter().rfind(mine) {
        Some(problem) if report.problems.len() > before => Err(JoinError::Wrong(problem.clone())),
        _ => Ok(files),
    }
}

/// The files of a record without the claim that two people are one, whichever
/// of the two it stands with.
///
/// # Errors
///
/// When nothing says so, or not in the words that [`say_same`] writes.
pub fn take_back(files: &[File], (one, other): (&str, &str)) -> Result<Vec<File>, JoinError> {
    let record = Record::read(files.to_vec());
    for (one, other) in [(one, other), (other, one)] {
        let mut people = crate::check::things(&record).filter(|(kind, ..)| *kind == Kind::Person);
        let person = people.find(|(_, _, thing)| thing.id == one);
        let claims = person.iter().flat_map(|(_, _, thing)| &thing.claim);
        let mut claims = claims.filter(|it| it.says == sameness::SAME_AS);
        let found = claims.find(|it| it.thing.as_deref() == Some(other));
        let (Some(found), Some(path)) = (found, file_of(&record, one)) else {
            continue;
        };
        let said = claim(other, &found.source);
        let without = |text: &str| {
            let begin = start_of_person(text, one)?;
            let end = end_of_person(text, one)?;
            let at = begin + text.get(begin..end)?.rfind(&said)?;
            let rest = text.get(at + said.len()..)?;
            Some(format!("{}{rest}", text.get(..at)?))
        };
        return changed(files, path, without).ok_or_else(|| JoinError::ByHand {
            path: path.to_owned(),
            one: one.to_owned(),
            other: other.to_owned(),
        });
    }
    Err(JoinError::NotOne(one.to_owned(), other.to_owned()))
}

/// The claim as it is written.
fn claim(other: &str, source: &str) -> String {
    let quoted = |text: &str| toml::Value::from(text).to_string();
    format!(
        "\n[[person.claim]]\nsays = \"{}\"\nthing = {}\nsource = {}\n",
        sameness::SAME_AS,
        quoted(other),
        quoted(source)
    )
}

fn changed(
    files: &[File],
    path: &str,
    change: impl Fn(&str) -> Option<String>,
) -> Option<Vec<File>> {
    let mut files = files.to_vec();
    let file = files.iter_mut().find(|file| file.path == path)?;
    file.text = change(&file.text)?;
    Some(files)
}

/// The file in which a person stands.
fn file_of<'a>(record: &'a Record, id: &str) -> Option<&'a str> {
    let mut files = record.files.iter();
    let has = |things: &crate::Things| things.person.iter().any(|it| it.id == id);
    let found = files.find(|(_, things)| has(things));
    found.map(|(file, _)| file.path.as_str())
}

/// Where the table of a person begins.
fn start_of_person(text: &str, id: &str) -> Option<usize> {
    tables(text)
        .find(|(_, table)| id_of(table) == Some(id))
        .map(|(at, _)| at)
}

/// Behind the last line of a person that says something, so that what stands
/// before the next table stays with it.
fn end_of_person(text: &str, id: &str) -> Option<usize> {
    let (at, table) = tables(text).find(|(_, table)| id_of(table) == Some(id))?;
    let mut end = 0;
    let mut passed = 0;
    for line in table.split_inclusive('\n') {
        passed += line.len();
        let bare = line.trim();
        if !bare.is_empty() && !bare.starts_with('#') {
            end = passed;
        }
    }
    Some(at + end)
}

/// The tables of people with what belongs to them, and where each begins.
fn tables(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut begins: Vec<(usize, bool)> = Vec::new();
    let mut at = 0;
    let mut quoted = false;
    for line in text.split_inclusive('\n') {
        let bare = line.trim();
        // A text of several lines may have brackets at the beginning of one.
        if !quoted && bare.starts_with("[[") && !bare.starts_with("[[person.") {
            begins.push((at, bare.starts_with("[[person]]")));
        }
        let marks = line.matches("\"\"\"").count() + line.matches("'''").count();
        quoted ^= marks % 2 == 1;
        at += line.len();
    }
    let ends: Vec<usize> = begins.iter().skip(1).map(|it| it.0).chain([at]).collect();
    let both = begins.into_iter().zip(ends);
    both.filter(|((_, is_person), _)| *is_person)
        .filter_map(|((from, _), to)| Some((from, text.get(from..to)?)))
}

/// The id that a table gives in its own lines.
fn id_of(table: &str) -> Option<&str> {
    let own = table.lines().skip(1).map(str::trim);
    let mut own = own.take_while(|line| !line.starts_with("[["));
    own.find_map(|line| {
        let value = line.strip_prefix("id")?.trim_start().strip_prefix('=')?;
        let value = value.trim_start().strip_prefix(['"', '\''])?;
        value.split(['"', '\'']).next()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "# People of two texts\n\n[[source]]\nid = \"SRC-1\"\ntitle = \"A text\"\ndate = \"2018\"\n\n[[person]]\nid = \"ada\" # the first\n\n[[person.name]]\ntext = \"Ada Lee\"\nsource = \"SRC-1\"\n\n# The other text has her so.\n[[person]]\nid = 'ada-2'\n\n[[person.name]]\ntext = \"Ada Li\"\nsource = \"SRC-1\"\n";

    fn files() -> Vec<File> {
        vec![File {
            path: "people.toml".to_owned(),
            text: TEXT.to_owned(),
        }]
    }

    #[test]
    fn two_are_one_by_a_claim_and_two_again_to_the_byte() {
        for pair in [("ada", "ada-2"), ("ada-2", "ada")] {
            let joined = say_same(&files(), pair, "SRC-1").unwrap();
            assert_ne!(joined, files());
            assert!(
                joined[0]
                    .text
                    .contains("\n# The other text has her so.\n[[person]]\n")
            );
            let report = check(&Record::read(joined.clone()));
            assert_eq!((report.problems, report.proposals), (vec![], vec![]));
            let again = say_same(&joined, (pair.1, pair.0), "SRC-1").unwrap_err();
            assert!(matches!(again, JoinError::AlreadyOne(..)));
            for back in [pair, (pair.1, pair.0)] {
                assert_eq!(take_back(&joined, back).unwrap(), files());
            }
        }
    }

    #[test]
    fn what_cannot_be_said_is_named() {
        let told = |pair, source| say_same(&files(), pair, source).unwrap_err().to_string();
        assert_eq!(
            told(("ada", "eva"), "SRC-1"),
            "the record has no person `eva`"
        );
        assert!(told(("ada", "ada-2"), "SRC-9").contains("people.toml:"));
        assert!(told(("ada", "ada"), "SRC-1").contains("it contradicts itself"));
        let none = take_back(&files(), ("ada", "ada-2")).unwrap_err();
        assert_eq!(none.to_string(), "nothing says that `ada` is `ada-2`");
    }
}
