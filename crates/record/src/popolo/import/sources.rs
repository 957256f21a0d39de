//! The sources that a Popolo document names, as sources of a record, and which
//! of what the document says comes from which of them.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{Object, SOURCE, text};
use crate::model::Source;

/// How the source of a membership goes on that stands only in a list of one day.
const IN_A_LIST: &str = "printed in the list of ";

/// The sources named so far.
#[derive(Debug, Default)]
pub(super) struct Named {
    /// The id of each by the words that name it.
    by_words: BTreeMap<String, String>,
    /// The sources themselves.
    pub(super) all: Vec<Source>,
}

/// A source as one entry of a document names it.
#[derive(Debug)]
pub(super) struct Entry {
    /// Its id in the record.
    pub(super) id: String,
    /// What comes from it, where the document says so.
    says: Vec<String>,
    /// The event, by its id in the document, in whose list it prints something.
    pub(super) in_list_of: Option<String>,
}

/// The entries of one thing.
#[derive(Debug, Default)]
pub(super) struct Entries(pub(super) Vec<Entry>);

impl Entries {
    /// The source of a field: the one that says it, the only one, or else the
    /// document itself.
    pub(super) fn of(&self, field: &str) -> String {
        let mut entries = self.0.iter();
        let said = entries.find(|it| it.says.iter().any(|it| it == field));
        let id = match (said, self.0.as_slice()) {
            (Some(said), _) => &said.id,
            (None, [only]) => &only.id,
            (None, _) => SOURCE,
        };
        id.to_owned()
    }
}

impl Named {
    /// Whether a source has this id.
    pub(super) fn has(&self, id: &str) -> bool {
        self.all.iter().any(|it| it.id == id)
    }

    /// The entries under `sources` of an object, and how many of them name nothing.
    pub(super) fn entries(&mut self, it: &Object) -> (Entries, usize) {
        let all = it.get("sources").and_then(Value::as_array);
        let mut entries = Entries::default();
        let mut strange = 0;
        for entry in all.into_iter().flatten() {
            let whole = entry.as_object();
            let of_whole = whole.and_then(|it| match (text(it, "note"), text(it, "url")) {
                (Some(note), url) => Some((note, url)),
                (None, url) => Some((url?, None)),
            });
            let bare = entry.as_str().map(|words| (words, None));
            let Some((words, url)) = bare.or(of_whole) else {
                strange += 1;
                continue;
            };
            let says = whole.and_then(|it| it.get("says")?.as_array());
            let says = says.into_iter().flatten().filter_map(Value::as_str);
            let in_list_of = words.split_once(": ").and_then(|(_, rest)| {
                let rest = rest.strip_prefix(IN_A_LIST)?;
                Some(rest.split(", ").next().unwrap_or(rest).to_owned())
            });
            entries.0.push(Entry {
                id: self.id(words, url),
                says: says.map(str::to_owned).collect(),
                in_list_of,
            });
        }
        (entries, strange)
    }

    /// The id of the source that these words name: the one that stands before
    /// its title as a record writes it out, or one of our own.
    fn id(&mut self, words: &str, url: Option<&str>) -> String {
        let key = format!("{words}\n{}", url.unwrap_or_default());
        if let Some(known) = self.by_words.get(&key) {
            return known.clone();
        }
        let is_id = |id: &&str| {
            id.starts_with(|it: char| it.is_ascii_alphabetic())
                && id.chars().all(|it| it.is_ascii_alphanumeric() || it == '-')
                && *id != SOURCE
        };
        let (own, title) = match words.split_once(": ") {
            Some((id, rest)) => (Some(id).filter(is_id), rest),
            None => (Some(words).filter(is_id), words),
        };
        let id = match own {
            // A list of that source, and not its title.
            Some(own) if self.has(own) && (title.starts_with(IN_A_LIST) || title == own) => {
                return own.to_owned();
            }
            Some(own) if !self.has(own) => own.to_owned(),
            Some(_) | None => self.fresh(),
        };
        let title = if own == Some(id.as_str()) {
            title
        } else {
            words
        };
        self.all.push(Source {
            id: id.clone(),
            title: title.to_owned(),
            note: url.map(str::to_owned),
            ..Source::default()
        });
        self.by_words.insert(key, id.clone());
        id
    }

    fn fresh(&self) -> String {
        let mut number = self.all.len() + 1;
        loop {
            let id = format!("{SOURCE}-{number}");
            if !self.has(&id) {
                return id;
            }
            number += 1;
        }
    }
}
