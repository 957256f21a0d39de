//! The keys of one table: asked for one after the other, and whatever was
//! never asked for is a problem.

use std::collections::BTreeMap;
use std::ops::Range;

use jiff::civil::Date;

use super::value::{Entry, Marked, Value};
use crate::problem::{Problems, did_you_mean, nearest};
use crate::rule::Basis;
use crate::sentence::listed;

/// A table of a rule block that is being read.
#[derive(Debug)]
pub(super) struct Fields {
    /// What the table is, for messages: `size`, `size.outside`.
    pub(super) what: String,
    /// Where the table begins.
    pub(super) span: Range<usize>,
    entries: Vec<Entry>,
    asked: Vec<&'static str>,
    /// Where the values asked for stand.
    pub(super) marks: BTreeMap<&'static str, Range<usize>>,
    /// Values that named a basis of their own.
    pub(super) parts: Vec<(&'static str, Marked<String>)>,
    /// What tables within this one rest on, where its reader says so.
    pub(super) parts_within: Vec<crate::rule::PartBasis>,
}

impl Fields {
    pub(super) fn new(what: impl Into<String>, span: Range<usize>, entries: Vec<Entry>) -> Self {
        Fields {
            what: what.into(),
            span,
            entries,
            asked: Vec::new(),
            marks: BTreeMap::new(),
            parts: Vec::new(),
            parts_within: Vec::new(),
        }
    }

    /// Where the value of a key stands, or else the table.
    pub(super) fn mark(&self, key: &str) -> Range<usize> {
        self.marks
            .get(key)
            .cloned()
            .unwrap_or_else(|| self.span.clone())
    }

    /// Takes the value of a key out as it stands.
    fn take(&mut self, key: &'static str) -> Option<Marked<Value>> {
        self.asked.push(key);
        let at = self
            .entries
            .iter()
            .position(|entry| entry.key.value == key)?;
        let entry = self.entries.remove(at);
        self.marks.insert(key, entry.value.span.clone());
        Some(entry.value)
    }

    /// Takes a value that may be written with a basis of its own: `{ value = ..., basis = "..." }`.
    fn take_value(&mut self, key: &'static str, problems: &mut Problems) -> Option<Marked<Value>> {
        let taken = self.take(key)?;
        let Value::Table(entries) = taken.value else {
            return Some(taken);
        };
        let mut inner = Fields::new(format!("{}.{key}", self.what), taken.span, entries);
        let value = inner.take("value");
        let basis = inner.text("basis", problems);
        inner.finish(problems);
        if let Some(basis) = basis {
            self.parts.push((key, basis));
        }
        match value {
            Some(value) => {
                self.marks.insert(key, value.span.clone());
                Some(value)
            }
            None => {
                let help = format!(
                    "write `{key} = ...`, or `{key} = {{ value = ..., basis = \"assumed\" }}`"
                );
                problems.note(
                    &inner.span,
                    format!("`{key}` has no value"),
                    "a table without `value`",
                    help,
                );
                None
            }
        }
    }

    /// Notes that a key has to be there.
    pub(super) fn missing(&self, key: &str, example: &str, problems: &mut Problems) {
        // A misspelt key is reported as such, and once is enough.
        let misspelt = |entry: &Entry| nearest(&entry.key.value, [key]).is_some();
        if self.entries.iter().any(misspelt) {
            return;
        }
        problems.note(
            &self.span,
            format!("`[{}]` has no `{key}`", self.what),
            format!("`{key}` is missing"),
            format!("add a line such as `{key} = {example}`"),
        );
    }

    fn wrong(&self, key: &str, found: &Marked<Value>, expected: &str, problems: &mut Problems) {
        problems.note(
            &found.span,
            format!("`{key}` has to be {expected}"),
            format!("this is {}", found.value.kind()),
            "",
        );
    }

    /// A text, if the key is there.
    pub(super) fn text(
        &mut self,
        key: &'static str,
        problems: &mut Problems,
    ) -> Option<Marked<String>> {
        let found = self.take_value(key, problems)?;
        match found.value {
            Value::Text(text) if text.trim().is_empty() => {
                problems.note(
                    &found.span,
                    format!("`{key}` is empty"),
                    "nothing stands here",
                    "",
                );
                None
            }
            Value::Text(text) => Some(Marked::new(text, found.span)),
            _ => {
                self.wrong(key, &found, "text in quotation marks", problems);
                None
            }
        }
    }

    /// A text that has to be there; empty when it is not.
    pub(super) fn text_needed(
        &mut self,
        key: &'static str,
        example: &str,
        problems: &mut Problems,
    ) -> Option<Marked<String>> {
        let before = problems.count();
        let found = self.text(key, problems);
        if found.is_none() && problems.count() == before {
            self.missing(key, example, problems);
        }
        found
    }

    /// An identifier that has to be there: small letters, digits and hyphens (duties may use capitals).
    pub(super) fn id_needed(
        &mut self,
        example: &str,
        problems: &mut Problems,
    ) -> Option<Marked<String>> {
        let found = self.text_needed("id", example, problems)?;
        let plain = found
            .value
            .chars()
            .all(|letter| letter.is_ascii_alphanumeric() || letter == '-');
        if plain {
            return Some(found);
        }
        let help = "use letters, digits and hyphens; the words for people go into `title`";
        problems.note(
            &found.span,
            format!("`{}` is no identifier", found.value),
            "",
            help,
        );
        None
    }

    /// True or false, if the key is there.
    pub(super) fn truth(
        &mut self,
        key: &'static str,
        problems: &mut Problems,
    ) -> Option<Marked<bool>> {
        let found = self.take_value(key, problems)?;
        if let Value::Truth(truth) = found.value {
            return Some(Marked::new(truth, found.span));
        }
        self.wrong(key, &found, "`true` or `false`", problems);
        None
    }

    /// A whole number of at least nought that fits, if the key is there.
    pub(super) fn whole<T: TryFrom<i64>>(
        &mut self,
        key: &'static str,
        problems: &mut Problems,
    ) -> Option<Marked<T>> {
        let found = self.take_value(key, problems)?;
        let Value::Whole(number) = found.value else {
            self.wrong(key, &found, "a whole number", problems);
            return None;
        };
        if let Some(fits) = T::try_from(number).ok().filter(|_| number >= 0) {
            return Some(Marked::new(fits, found.span));
        }
        problems.note(
            &found.span,
            format!("`{key}` cannot be {number}"),
            "out of bounds",
            "",
        );
        None
    }

    /// A date, if the key is there.
    pub(super) fn day(
        &mut self,
        key: &'static str,
        problems: &mut Problems,
    ) -> Option<Marked<Date>> {
        let found = self.take_value(key, problems)?;
        if let Value::Day(day) = found.value {
            return Some(Marked::new(day, found.span));
        }
        self.wrong(
            key,
            &found,
            "a date such as 2017-12-28, without quotation marks",
            problems,
        );
        None
    }

    /// A list of texts, empty when the key is not there.
    pub(super) fn texts(
        &mut self,
        key: &'static str,
        problems: &mut Problems,
    ) -> Vec<Marked<String>> {
        let Some(found) = self.take_value(key, problems) else {
            return Vec::new();
        };
        let Value::List(items) = found.value else {
            self.wrong(key, &found, "a list such as [\"one\", \"other\"]", problems);
            return Vec::new();
        };
        let mut texts: Vec<Marked<String>> = Vec::new();
        for item in items {
            match item.value {
                Value::Text(text) => {
                    if texts.iter().any(|other| other.value == text) {
                        let message = format!("`{text}` stands in `{key}` twice");
                        problems.note(&item.span, message, "once is enough", "");
                    } else {
                        texts.push(Marked::new(text, item.span));
                    }
                }
                _ => self.wrong(key, &item, "a list of texts", problems),
            }
        }
        texts
    }

    /// Counts a key as known here, though it is not there.
    pub(super) fn expects(&mut self, key: &'static str) {
        self.asked.push(key);
    }

    /// Whether a key is there and was not taken yet.
    pub(super) fn has(&self, key: &str) -> bool {
        self.entries.iter().any(|entry| entry.key.value == key)
    }

    /// A text that is there under this key, looked at without taking it.
    pub(super) fn peek_text(&self, key: &str) -> Option<Marked<String>> {
        let entry = self.entries.iter().find(|entry| entry.key.value == key)?;
        match &entry.value.value {
            Value::Text(text) => Some(Marked::new(text.clone(), entry.value.span.clone())),
            _ => None,
        }
    }

    /// A table under a key, if the key is there.
    pub(super) fn table(&mut self, key: &'static str, problems: &mut Problems) -> Option<Fields> {
        let found = self.take(key)?;
        match found.value {
            Value::Table(entries) => Some(Fields::new(
                format!("{}.{key}", self.what),
                found.span,
                entries,
            )),
            _ => {
                self.wrong(key, &found, "a table", problems);
                None
            }
        }
    }

    /// Tables under a key, as in `[[size.outside]]`.
    pub(super) fn tables(&mut self, key: &'static str, problems: &mut Problems) -> Vec<Fields> {
        let Some(found) = self.take(key) else {
            return Vec::new();
        };
        let Value::List(items) = found.value else {
            self.wrong(
                key,
                &found,
                &format!("a list of tables, as in `[[{}.{key}]]`", self.what),
                problems,
            );
            return Vec::new();
        };
        let mut tables = Vec::new();
        for item in items {
            match item.value {
                Value::Table(entries) => {
                    tables.push(Fields::new(
                        format!("{}.{key}", self.what),
                        item.span,
                        entries,
                    ));
                }
                _ => self.wrong(key, &item, "a list of tables", problems),
            }
        }
        tables
    }

    /// Every key that is left, with its value: for tables whose keys are free.
    pub(super) fn rest(&mut self) -> Vec<Entry> {
        std::mem::take(&mut self.entries)
    }

    /// Whatever was never asked for has no meaning here.
    pub(super) fn finish(&mut self, problems: &mut Problems) {
        for entry in std::mem::take(&mut self.entries) {
            let key = &entry.key.value;
            problems.note(
                &entry.key.span,
                format!("`[{}]` has no key `{key}`", self.what),
                "not known here",
                did_you_mean(key, self.asked.iter().copied(), "key"),
            );
        }
    }
}

/// The keys of the sources a document names, and how a basis is read.
#[derive(Debug, Default)]
pub(super) struct SourceKeys(pub(super) Vec<String>);

impl SourceKeys {
    /// Reads `"SRC-1"`, `"SRC-1 S10"` or `"assumed"`.
    pub(super) fn basis(&self, text: &Marked<String>, problems: &mut Problems) -> Basis {
        let written = text.value.trim();
        if written == "assumed" {
            return Basis::Assumed;
        }
        let (key, place) = written
            .split_once(char::is_whitespace)
            .unwrap_or((written, ""));
        if !self.0.iter().any(|known| known == key) {
            let known = self.0.iter().map(String::as_str).chain(["assumed"]);
            let first = match nearest(key, known.clone()) {
                Some(guess) => format!("did you mean `{guess}`? If not,"),
                None => {
                    let known: Vec<String> = known.map(|known| format!("`{known}`")).collect();
                    format!("write {}, or", listed(&known, "or"))
                }
            };
            problems.note(
                &text.span,
                format!("`{key}` is no source of this charter"),
                "not in the front matter",
                format!("{first} name it in the front matter as `[sources.{key}]`"),
            );
        }
        let place = place.trim();
        Basis::Source {
            key: key.to_owned(),
            place: (!place.is_empty()).then(|| place.to_owned()),
        }
    }

    /// The basis of a table that has to name one.
    pub(super) fn basis_needed(&self, fields: &mut Fields, problems: &mut Problems) -> Basis {
        fields
            .text_needed("basis", "\"assumed\"", problems)
            .map_or(Basis::Assumed, |text| self.basis(&text, problems))
    }
}
