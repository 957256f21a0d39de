//! What belongs with a bulletin as people type it into a form: a line each,
//! its parts divided by a stroke.

use super::{Attended, Picture, Quotation};

/// What stands between the parts of a line.
const STROKE: char = '|';

/// A line that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {what}")]
pub struct LineError {
    /// Which, counted from one.
    pub line: usize,
    /// What is wrong with it.
    pub what: &'static str,
}

/// Somebody who was there, as one line: `Name #12 | post; post | capacity`.
#[derive(Debug)]
pub struct AttendedLine;

/// The lines that say anything, with their numbers.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let all = (1..).zip(text.lines());
    all.map(|(at, line)| (at, line.trim()))
        .filter(|(_, line)| !line.is_empty())
}

/// What stands between semicolons.
fn several(text: &str) -> Vec<String> {
    let parts = text.split(';').map(str::trim);
    let parts = parts.filter(|part| !part.is_empty());
    parts.map(str::to_owned).collect()
}

/// The parts of a line, of which there are so many at the most.
fn parts(line: usize, text: &str, most: usize) -> Result<Vec<String>, LineError> {
    let parts: Vec<String> = text
        .split(STROKE)
        .map(|part| part.trim().to_owned())
        .collect();
    if parts.len() > most {
        let what = "it has more parts than there is a meaning for";
        return Err(LineError { line, what });
    }
    Ok(parts)
}

fn part(parts: &[String], at: usize) -> String {
    parts.get(at).cloned().unwrap_or_default()
}

/// A row of parts without the empty ones at its end.
fn joined(mut parts: Vec<String>) -> String {
    while parts.last().is_some_and(String::is_empty) {
        parts.pop();
    }
    parts.join(" | ")
}

impl AttendedLine {
    /// Reads one line a person.
    ///
    /// # Errors
    /// When a line has no name or too many parts.
    pub fn read(text: &str) -> Result<Vec<Attended>, LineError> {
        let row = |(line, text): (usize, &str)| {
            let parts = parts(line, text, 3)?;
            let (name, person) = match part(&parts, 0).rsplit_once('#') {
                Some((name, person)) => (name.trim().to_owned(), person.trim().to_owned()),
                None => (part(&parts, 0), String::new()),
            };
            if name.is_empty() {
                let what = "it has no name";
                return Err(LineError { line, what });
            }
            Ok(Attended {
                name,
                posts: several(&part(&parts, 1)),
                capacity: part(&parts, 2),
                person,
            })
        };
        lines(text).map(row).collect()
    }

    /// The line of a person.
    #[must_use]
    pub fn of(row: &Attended) -> String {
        let name = if row.person.is_empty() {
            row.name.clone()
        } else {
            format!("{} #{}", row.name, row.person)
        };
        joined(vec![name, row.posts.join("; "), row.capacity.clone()])
    }
}

impl Quotation {
    /// Reads one line a quotation: `words | speaker | who quotes them`.
    ///
    /// # Errors
    /// When a line has no words or too many parts.
    pub fn lines(text: &str) -> Result<Vec<Quotation>, LineError> {
        let row = |(line, text): (usize, &str)| {
            let parts = parts(line, text, 3)?;
            if part(&parts, 0).is_empty() {
                let what = "it has no words";
                return Err(LineError { line, what });
            }
            Ok(Quotation {
                words: part(&parts, 0),
                speaker: part(&parts, 1),
                quoted_by: part(&parts, 2),
            })
        };
        lines(text).map(row).collect()
    }

    /// Its line.
    #[must_use]
    pub fn line(&self) -> String {
        let [words, speaker, quoted_by] = [&self.words, &self.speaker, &self.quoted_by];
        joined(vec![words.clone(), speaker.clone(), quoted_by.clone()])
    }
}

impl Picture {
    /// Reads one line a picture: `caption | credit; credit | what it shows | file`.
    ///
    /// # Errors
    /// When a line has too many parts.
    pub fn lines(text: &str) -> Result<Vec<Picture>, LineError> {
        let row = |(line, text): (usize, &str)| {
            let parts = parts(line, text, 4)?;
            Ok(Picture {
                caption: part(&parts, 0),
                credits: several(&part(&parts, 1)),
                alt: part(&parts, 2),
                file: part(&parts, 3),
            })
        };
        lines(text).map(row).collect()
    }

    /// Its line.
    #[must_use]
    pub fn line(&self) -> String {
        let [caption, alt, file] = [&self.caption, &self.alt, &self.file];
        let credits = self.credits.join("; ");
        joined(vec![caption.clone(), credits, alt.clone(), file.clone()])
    }
}
