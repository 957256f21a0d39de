//! A bulletin as its writers have it: Markdown, and before it what belongs with
//! it: day and place, who was there, what was said, pictures, tags, sources.
//!
//! Once it is published it is a record like any other; see [`published`].

mod lines;
mod publishing;

use serde::{Deserialize, Serialize};

use crate::edtf::Edtf;
use crate::lines::line_of;

pub use lines::{AttendedLine, LineError};
pub use publishing::{Notice, NoticeWord, Own, Size, published};

/// What stands before and behind what belongs with the text.
const FENCE: &str = "+++";

/// Rows of one list at the most.
const ROWS_MAX: usize = 5_000;

/// Longest title made of a text that has none, in characters.
const TITLE_CHARACTERS_MAX: usize = 90;

/// A bulletin as its writers have it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Writing {
    /// What it goes by.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// What it was: a meeting, an award.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub kind: String,
    /// Where.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub place: String,
    /// When, in EDTF.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub date: String,
    /// Tags, as they were typed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// What it rests on.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<String>,
    /// Who was there, in the order in which they are to be listed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub attendance: Vec<Attended>,
    /// What was said, word for word.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub quotation: Vec<Quotation>,
    /// Pictures, which may be known without their files.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub photograph: Vec<Picture>,
    /// The text, in Markdown.
    #[serde(skip)]
    pub text: String,
}

/// Somebody who was there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Attended {
    /// As it is to be printed, with other forms of the name in brackets.
    pub name: String,
    /// Posts as of that day.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub posts: Vec<String>,
    /// The capacity in which they came.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub capacity: String,
    /// By which two bulletins are known to speak of one person: a number on
    /// the roll, or an id of the record.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub person: String,
}

/// Words that are kept to the letter.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Quotation {
    /// The words.
    pub words: String,
    /// Whose they are.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub speaker: String,
    /// Who quotes them.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub quoted_by: String,
}

/// A picture.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Picture {
    /// What stands under it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub caption: String,
    /// Who is credited, in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub credits: Vec<String>,
    /// What it shows, for whoever does not see it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub alt: String,
    /// Its file, by the hash of its bytes; nothing where it is not there.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub file: String,
}

/// Why a text cannot be read as a bulletin.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WritingError {
    /// What belongs with the text has no end.
    #[error("it begins with {FENCE} and no later line says {FENCE}")]
    Open,
    /// What belongs with the text cannot be read.
    #[error("line {line}: {message}")]
    Head {
        /// The line, counted from one.
        line: usize,
        /// Why.
        message: String,
    },
    /// There is no text.
    #[error("it has no text")]
    Empty,
    /// No calendar has the day.
    #[error("the date {0:?} is none: write it as 2017-12-26")]
    Date(String),
    /// A name that cannot be read.
    #[error("in the name {name:?} {why}")]
    Name {
        /// The name.
        name: String,
        /// Why.
        why: String,
    },
    /// Whose words they are, or who quotes them, cannot be read.
    #[error("in quotation {row} the name {name:?} is none: {why}")]
    Speaker {
        /// Which, counted from one.
        row: usize,
        /// The name.
        name: String,
        /// Why.
        why: String,
    },
    /// One person stands in the list twice.
    #[error(
        "row {again} is the person of row {first}, #{person}: a list has a row a person, with several posts in it where there are several"
    )]
    Twice {
        /// The person.
        person: String,
        /// The first row, counted from one.
        first: usize,
        /// The other.
        again: usize,
    },
    /// A list that is too long.
    #[error("more than {ROWS_MAX} rows in one list")]
    TooMany,
}

impl Writing {
    /// Reads a text: what belongs with it stands between two lines `+++`, as
    /// TOML; a text without that is all there is.
    ///
    /// # Errors
    /// When it cannot be read or says what cannot be.
    pub fn read(document: &str) -> Result<Writing, WritingError> {
        let document = document.replace("\r\n", "\n");
        let (head, text) = match document.strip_prefix("+++\n") {
            Some(rest) => {
                let (head, text) = split(rest).ok_or(WritingError::Open)?;
                (Some(head), text)
            }
            None => (None, document.as_str()),
        };
        let mut writing = match head {
            Some(head) => toml::from_str::<Writing>(head).map_err(|error| {
                let at = error.span().map_or(0, |span| span.start);
                WritingError::Head {
                    // The first line is the fence.
                    line: line_of(head, at).saturating_add(1),
                    message: error.message().trim().replace('\n', "; "),
                }
            })?,
            None => Writing::default(),
        };
        writing.text = text.trim().to_owned();
        writing.take_title();
        writing.checked()
    }

    /// Reads a text that somebody has just written: what would be passed over in one that
    /// is kept is said here, while it can be mended.
    ///
    /// # Errors
    /// When it cannot be read, names a person of the list twice or a speaker without a name.
    pub fn typed(document: &str) -> Result<Writing, WritingError> {
        let writing = Writing::read(document)?;
        for (at, row) in writing.attendance.iter().enumerate() {
            let mut earlier = writing.attendance.iter().take(at);
            let first = earlier.position(|it| it.person == row.person);
            if let Some(first) = first.filter(|_| !row.person.is_empty()) {
                return Err(WritingError::Twice {
                    person: row.person.clone(),
                    first: first.saturating_add(1),
                    again: at.saturating_add(1),
                });
            }
        }
        for (row, quotation) in (1..).zip(&writing.quotation) {
            for name in [&quotation.speaker, &quotation.quoted_by] {
                if name.is_empty() {
                    continue;
                }
                let number = "it has a number; give the name as the list has it";
                let number = name.contains('#').then(|| number.to_owned());
                if let Some(why) = number.or_else(|| wrong_with(name)) {
                    let name = name.clone();
                    return Err(WritingError::Speaker { row, name, why });
                }
            }
        }
        Ok(writing)
    }

    /// The text as it is kept: reading it again gives the same.
    ///
    /// # Errors
    /// When a value cannot be written as TOML, which none that was read is.
    pub fn write(&self) -> Result<String, toml::ser::Error> {
        let head = toml::to_string(self)?;
        Ok(format!("{FENCE}\n{head}{FENCE}\n\n{}\n", self.text.trim()))
    }

    /// A text without a title goes by its first heading or its first line.
    fn take_title(&mut self) {
        if !self.title.trim().is_empty() {
            return;
        }
        let first = self.text.lines().next().unwrap_or_default();
        if let Some(heading) = first.strip_prefix("# ") {
            self.title = heading.trim().to_owned();
            let rest = self.text.lines().skip(1).collect::<Vec<_>>().join("\n");
            rest.trim().clone_into(&mut self.text);
            return;
        }
        self.title = first.chars().take(TITLE_CHARACTERS_MAX).collect();
    }

    fn checked(self) -> Result<Writing, WritingError> {
        if self.text.is_empty() && self.title.trim().is_empty() {
            return Err(WritingError::Empty);
        }
        if !self.date.is_empty() && Edtf::parse(&self.date).is_err() {
            return Err(WritingError::Date(self.date));
        }
        let lists = [
            self.attendance.len(),
            self.quotation.len(),
            self.photograph.len(),
            self.tags.len(),
            self.sources.len(),
        ];
        if lists.iter().any(|rows| *rows > ROWS_MAX) {
            return Err(WritingError::TooMany);
        }
        for row in &self.attendance {
            if let Some(why) = wrong_with(&row.name) {
                let name = row.name.clone();
                return Err(WritingError::Name { name, why });
            }
        }
        Ok(self)
    }
}

/// Why a name cannot be one; nothing where it can.
fn wrong_with(name: &str) -> Option<String> {
    match names::parse(name) {
        Err(error) => Some(error.to_string()),
        Ok(_) if names::compact(name).is_empty() => Some("there are no letters".to_owned()),
        Ok(_) => None,
    }
}

/// What stands before the closing fence, and what behind it.
fn split(rest: &str) -> Option<(&str, &str)> {
    if let Some(text) = rest.strip_prefix("+++\n") {
        return Some(("", text));
    }
    let (head, text) = rest.split_once("\n+++\n").or_else(|| {
        let head = rest.strip_suffix("\n+++")?;
        Some((head, ""))
    })?;
    Some((head, text))
}

#[cfg(test)]
mod tests;
