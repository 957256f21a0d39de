//! Where things stand and what is known by which id.

use std::collections::BTreeMap;

use crate::lines::{Lines, Step};
use crate::model::{Kind, Source, Thing};
use crate::problem::Problem;
use crate::reading::Record;

/// Ids that nothing can have: where the record is published, these are pages of their own.
pub const RESERVED_IDS: [&str; 5] = ["conflicts", "people", "problems", "sources", "tags"];

/// A place in the files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    file: usize,
    way: Vec<Step>,
}

impl Place {
    pub(crate) fn new(file: usize, table: &'static str, at: usize) -> Place {
        Place {
            file,
            way: vec![Step::Key(table), Step::At(at)],
        }
    }

    /// A table within this one.
    pub(crate) fn of(&self, table: &'static str, at: usize) -> Place {
        let mut place = self.clone();
        place.way.extend([Step::Key(table), Step::At(at)]);
        place
    }

    /// A value of this table.
    pub(crate) fn key(&self, key: &'static str) -> Place {
        let mut place = self.clone();
        place.way.push(Step::Key(key));
        place
    }
}

/// The problems found so far, and the lines they need.
pub(crate) struct Notes<'a> {
    record: &'a Record,
    lines: Vec<Lines<'a>>,
    problems: Vec<Problem>,
}

impl<'a> Notes<'a> {
    pub(crate) fn of(record: &'a Record) -> Notes<'a> {
        let lines = record.files.iter();
        let lines = lines.map(|(file, _)| Lines::of(record.lines_of(file)));
        Notes {
            record,
            lines: lines.collect(),
            problems: Vec::new(),
        }
    }

    pub(crate) fn note(
        &mut self,
        place: &Place,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        let (file, line) = self.whereabouts(place);
        self.problems.push(Problem {
            file,
            line,
            message: message.into(),
            help: help.into(),
        });
    }

    /// The file and the line of a place.
    pub(crate) fn whereabouts(&self, place: &Place) -> (String, usize) {
        let file = self.record.files.get(place.file);
        let line = self
            .lines
            .get(place.file)
            .map(|lines| lines.line(&place.way));
        (
            file.map(|(file, _)| file.path.clone()).unwrap_or_default(),
            line.unwrap_or(1),
        )
    }

    pub(crate) fn into_problems(self) -> Vec<Problem> {
        self.problems
    }
}

/// What is known by an id.
#[derive(Clone, Debug)]
pub(crate) struct Entry<'a> {
    pub(crate) kind: Kind,
    pub(crate) place: Place,
    pub(crate) thing: Option<&'a Thing>,
    pub(crate) source: Option<&'a Source>,
}

/// Everything that has an id.
pub(crate) struct Index<'a> {
    entries: BTreeMap<&'a str, Entry<'a>>,
}

impl<'a> Index<'a> {
    /// Notes ids that are missing, badly written, or there twice.
    pub(crate) fn of(record: &'a Record, notes: &mut Notes<'a>) -> Index<'a> {
        let mut index = Index {
            entries: BTreeMap::new(),
        };
        for (file, (_, says)) in record.files.iter().enumerate() {
            for (at, source) in says.source.iter().enumerate() {
                let entry = Entry {
                    kind: Kind::Source,
                    place: Place::new(file, Kind::Source.word(), at),
                    thing: None,
                    source: Some(source),
                };
                index.enter(&source.id, entry, notes);
            }
            for (at, conflict) in says.conflict.iter().enumerate() {
                let entry = Entry {
                    kind: Kind::Conflict,
                    place: Place::new(file, Kind::Conflict.word(), at),
                    thing: None,
                    source: None,
                };
                index.enter(&conflict.id, entry, notes);
            }
        }
        for (kind, place, thing) in super::things(record) {
            let entry = Entry {
                kind,
                place,
                thing: Some(thing),
                source: None,
            };
            index.enter(&thing.id, entry, notes);
        }
        index
    }

    fn enter(&mut self, id: &'a str, entry: Entry<'a>, notes: &mut Notes<'a>) {
        let is_word = |letter: char| letter.is_ascii_alphanumeric() || letter == '-';
        let begins = id.starts_with(|letter: char| letter.is_ascii_alphabetic());
        if !begins || !id.chars().all(is_word) {
            notes.note(
                &entry.place.key("id"),
                format!("`{id}` is no id"),
                "an id begins with a letter and has letters, digits and hyphens only",
            );
        } else if RESERVED_IDS.contains(&id) {
            notes.note(
                &entry.place.key("id"),
                format!(
                    "the id `{id}` is the address of a page of the record, which would hide it"
                ),
                "give it another id",
            );
        } else if let Some(first) = self.entries.get(id) {
            let (file, line) = notes.whereabouts(&first.place);
            notes.note(
                &entry.place.key("id"),
                format!("the id `{id}` is there twice: first at {file}:{line}"),
                "give one of them another id, or make one thing of the two",
            );
        } else {
            self.entries.insert(id, entry);
        }
    }

    pub(crate) fn get(&self, id: &str) -> Option<&Entry<'a>> {
        self.entries.get(id)
    }

    /// Notes a name of nothing, or of something of another kind than is meant.
    pub(crate) fn must_be(&self, notes: &mut Notes<'_>, place: &Place, id: &str, kinds: &[Kind]) {
        let wanted: Vec<&str> = kinds.iter().map(|kind| kind.a_word()).collect();
        let wanted = wanted.join(" or ");
        match self.get(id) {
            None => notes.note(
                place,
                format!("`{id}` names nothing in this record"),
                self.help_for(id, kinds, &wanted),
            ),
            Some(entry) if !kinds.contains(&entry.kind) => notes.note(
                place,
                format!(
                    "`{id}` is {}, and {wanted} is meant here",
                    entry.kind.a_word()
                ),
                format!("name {wanted} by its id"),
            ),
            Some(_) => {}
        }
    }

    fn help_for(&self, id: &str, kinds: &[Kind], wanted: &str) -> String {
        let of_kind = self
            .entries
            .iter()
            .filter(|(_, entry)| kinds.contains(&entry.kind));
        let meant = of_kind.map(|(id, _)| *id).find(|known| {
            names::compact(known) == names::compact(id) || names::is_one_step_off(known, id)
        });
        match meant {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => format!("add {wanted} with this id, or name another"),
        }
    }

    /// Notes a claim without a source, or with one that is not in the record.
    pub(crate) fn must_have_source(&self, notes: &mut Notes<'_>, place: &Place, source: &str) {
        if source.is_empty() {
            notes.note(
                place,
                "a claim without a source",
                "say with `source` which source says it; what no source says is not recorded",
            );
        } else {
            self.must_be(notes, &place.key("source"), source, &[Kind::Source]);
        }
    }
}
