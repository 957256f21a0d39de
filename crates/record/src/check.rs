//! What is wrong with a record, and where its sources disagree.
//!
//! A problem is a mistake of whoever wrote the files: a date that no calendar
//! has, a claim without a source, a name of nothing, a file that contradicts
//! itself. That two sources say different things is none: it is shown.

mod claims;
mod conflicts;
mod dates;
mod index;
mod people;

use names::Proposal;
use serde::Serialize;

use crate::model::{Kind, Thing, Things};
use crate::problem::Problem;
use crate::reading::Record;
pub use index::RESERVED_IDS;
use index::{Index, Notes, Place};

/// What came of checking a record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// What is wrong, in the order of the files.
    pub problems: Vec<Problem>,
    /// Where sources disagree: those the record lists, then those it does not.
    pub conflicts: Vec<Conflicting>,
    /// Which people may be one, by id; somebody who knows them says.
    pub proposals: Vec<Proposal<String>>,
}

/// A disagreement between sources, or of a source with itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Conflicting {
    /// Its id, where the record lists it.
    pub id: Option<String>,
    /// What it is about.
    pub what: String,
    /// How the record keeps it.
    pub kept: Option<String>,
    /// What is said.
    pub sides: Vec<Side>,
    /// The file in which it is listed, or the last of the sides stands.
    pub file: String,
    /// The line there.
    pub line: usize,
}

/// What a source says in a disagreement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Side {
    /// Of which thing, by id; a tag is nobody's.
    pub thing: Option<String>,
    /// Of what about it.
    pub says: String,
    /// What.
    pub value: String,
    /// The source, by id.
    pub source: String,
}

/// Checks a record.
#[must_use]
pub fn check(record: &Record) -> Report {
    let mut notes = Notes::of(record);
    let index = Index::of(record, &mut notes);
    for (kind, place, thing) in things(record) {
        thing_alone(&index, &mut notes, kind, &place, thing);
    }
    dates::of_sources(record, &index, &mut notes);
    dates::by_others(record, &index, &mut notes);
    people::tags(record, &index, &mut notes);
    let mut conflicts = conflicts::listed(record, &index, &mut notes);
    let found = conflicts::found(record, &mut notes, &conflicts);
    conflicts.extend(found);
    let mut problems = record.unread.clone();
    problems.extend(notes.into_problems());
    problems.sort();
    problems.dedup();
    Report {
        problems,
        conflicts,
        proposals: people::proposals(record),
    }
}

fn thing_alone(index: &Index<'_>, notes: &mut Notes<'_>, kind: Kind, place: &Place, thing: &Thing) {
    people::names(index, notes, kind, place, thing);
    for (at, claim) in thing.claim.iter().enumerate() {
        let place = place.of("claim", at);
        claims::claim(index, notes, kind, &place, claim);
    }
    people::attendance(index, notes, kind, place, thing);
    people::weakness(notes, kind, place, thing);
    people::same_as(notes, place, thing);
}

/// Notes that something is read and nobody says what is printed.
fn reading_of_nothing(notes: &mut Notes<'_>, place: &Place) {
    notes.note(
        &place.key("reading"),
        "a reading of nothing: what is printed is not given",
        "give the words of the source as `printed`",
    );
}

/// Every thing of a record with its kind and its place.
pub(crate) fn things(record: &Record) -> impl Iterator<Item = (Kind, Place, &Thing)> {
    let files = record.files.iter().enumerate();
    files.flat_map(|(file, (_, says))| of_file(file, says))
}

fn of_file(file: usize, says: &Things) -> impl Iterator<Item = (Kind, Place, &Thing)> {
    Kind::OF_THINGS.into_iter().flat_map(move |kind| {
        let things = says.of(kind).iter().enumerate();
        things.map(move |(at, thing)| (kind, Place::new(file, kind.word(), at), thing))
    })
}
