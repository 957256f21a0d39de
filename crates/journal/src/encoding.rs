//! How events are stored: versioned wire forms, and the way there and back.
//!
//! The kernel's types are never serialised themselves: the day somebody
//! renames a field, old journals must still be read. Levels, grades, posts
//! and kinds of meeting are written with the charter's own identifiers, so
//! that an entry can be read without this program. Decision 003 has the rules.

mod awards;
mod bodies;
mod bulletins;
mod charters;
mod conferences;
mod directives;
mod dues;
mod form;
mod meetings;
mod members;
mod petitions;
mod posts;
mod procedures;
mod reports;
mod study;
mod units;
mod visits;

use std::collections::BTreeMap;
use std::sync::Arc;

use charter::Charter;
use kernel::charters::{CharterEvent, Edition};
use kernel::{DocumentId, Event};

use self::form::{Envelope, Reading, Writing};
use crate::{Contents, Sha256Hash, StorageError, Store};

/// The version of the forms that are written today.
pub const VERSION: u8 = 1;

/// Why an event could not be written down.
#[derive(Debug, thiserror::Error)]
pub enum EncodeError {
    /// The charter has no row for a number in the event.
    #[error("the charter has no {table} number {row}")]
    UnknownRow {
        /// Which table: level, grade, post, meeting.
        table: &'static str,
        /// The row that is not there.
        row: u8,
    },
    /// The event rests on a text whose fingerprint was not given.
    #[error("document {0} has no fingerprint")]
    NoFingerprint(DocumentId),
    /// The form could not be turned into JSON.
    #[error("could not write the event as JSON")]
    Json(#[from] serde_json::Error),
}

/// Why an entry's event could not be read.
#[derive(Debug, thiserror::Error)]
pub enum DecodeError {
    /// It is not JSON, or lacks or has a field too many.
    #[error("it is not of its form: {0}")]
    Form(#[from] serde_json::Error),
    /// Its version or name is unknown, perhaps because a newer program wrote it.
    #[error("there is no event `{event}` of version {version}; a newer charterhouse may know it")]
    Unknown {
        /// The event's name.
        event: String,
        /// The form's version.
        version: u8,
    },
    /// A date is none.
    #[error("`{0}` is not a date")]
    Date(String),
    /// A hash is not 64 lower-case hexadecimal digits.
    #[error("`{0}` is not a hash")]
    Hash(String),
    /// A word stands for one of a few, and this is none of them.
    #[error("`{word}` is not {what}")]
    Word {
        /// What stands there.
        word: String,
        /// What should stand there.
        what: &'static str,
    },
    /// The charter has no such identifier.
    #[error("the charter has no {table} `{word}`")]
    UnknownWord {
        /// Which table: level, grade, post, meeting.
        table: &'static str,
        /// The identifier that is not there.
        word: String,
    },
    /// The event comes before any charter was adopted.
    #[error("it comes before any charter was adopted")]
    NoCharter,
    /// The charter it rests on is not kept.
    #[error("the charter with hash {0} is not kept")]
    CharterMissing(String),
    /// The charter it rests on cannot be read by this program.
    #[error("the charter with hash {hash} has {problems} problems for this program")]
    CharterUnreadable {
        /// The text's hash.
        hash: String,
        /// How many problems there are.
        problems: usize,
    },
    /// The charter's text could not be fetched.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// How far into an entry its event's name begins at the latest.
const NAME_WITHIN: usize = 64;

/// Whether the event in an entry has one of these names, as far as can be told
/// without reading it; where it cannot be told, it may have.
#[must_use]
pub fn is_named(event: &str, names: &[&str]) -> bool {
    const MARK: &str = "\"event\":\"";
    let begins = event.find(MARK).filter(|at| *at < NAME_WITHIN);
    let after = begins.and_then(|at| event.get(at.saturating_add(MARK.len())..));
    match after.and_then(|after| after.split_once('"')) {
        Some((name, _)) => names.contains(&name),
        None => true,
    }
}

/// An event as an entry tells it.
#[derive(Clone, Debug, PartialEq)]
pub struct Decoded {
    /// What happened.
    pub event: Event,
    /// The texts it rests on, with their fingerprints, in the event's order.
    pub documents: Vec<(DocumentId, Sha256Hash)>,
}

impl Decoded {
    /// What the verifier holds against the other tables.
    #[must_use]
    pub fn contents(&self) -> Contents {
        let mut subjects = self.event.touches();
        subjects.sort_unstable();
        subjects.dedup();
        let charters = match &self.event {
            Event::Charter(CharterEvent::Adopted { sha256, .. }) => vec![*sha256],
            _ => Vec::new(),
        };
        let documents = self
            .documents
            .iter()
            .map(|(id, hash)| (id.0, *hash))
            .collect();
        Contents {
            subjects,
            documents,
            charters,
        }
    }
}

/// Writes an event down as one line of JSON. `charter` is the newest edition,
/// whose tables hold every word of the older ones; `fingerprints` has those of
/// the texts the event numbers.
///
/// # Errors
/// When the charter lacks a row or a fingerprint is missing.
pub fn encode(
    event: &Event,
    charter: Option<&Charter>,
    fingerprints: &BTreeMap<DocumentId, Sha256Hash>,
) -> Result<String, EncodeError> {
    let writing = Writing {
        charter,
        fingerprints,
    };
    match event {
        Event::Charter(it) => charters::write(it),
        Event::Unit(it) => units::write(it, writing),
        Event::Member(it) => members::write(it, writing),
        Event::Post(it) => posts::write(it, writing),
        Event::Meeting(it) => meetings::write(it, writing),
        Event::Directive(it) => directives::write(it, writing),
        Event::Report(it) => reports::write(it, writing),
        Event::Award(it) => awards::write(it, writing),
        Event::Body(it) => bodies::write(it, writing),
        Event::Conference(it) => conferences::write(it, writing),
        Event::Study(it) => study::write(it, writing),
        Event::Visit(it) => visits::write(it, writing),
        Event::Bulletin(it) => bulletins::write(it, writing),
        Event::Petition(it) => petitions::write(it, writing),
        Event::Procedure(it) => procedures::write(it, writing),
        Event::Dues(it) => dues::write(it, writing),
    }
}

/// Reads an event of version 1 of one room; none where it is not one of its.
type ReadRoom = fn(&str, &str, &mut Reading<'_>) -> Result<Option<Event>, DecodeError>;

/// The rooms whose events need nothing but the charter at hand.
const ROOMS: &[ReadRoom] = &[
    members::read,
    meetings::read,
    posts::read,
    units::read,
    directives::read,
    reports::read,
    awards::read,
    bodies::read,
    conferences::read,
    study::read,
    visits::read,
    bulletins::read,
    petitions::read,
    procedures::read,
    dues::read,
];

/// Reads events in the order of the journal, and keeps in mind which editions
/// of the charter have gone by.
#[derive(Debug)]
pub struct Decoder<'a> {
    store: &'a dyn Store,
    newest: Option<Arc<Charter>>,
    editions: BTreeMap<Sha256Hash, Arc<Charter>>,
}

impl<'a> Decoder<'a> {
    /// A decoder for the first entry on.
    #[must_use]
    pub fn new(store: &'a dyn Store) -> Decoder<'a> {
        Decoder {
            store,
            newest: None,
            editions: BTreeMap::new(),
        }
    }

    /// A decoder for entries up to any place where `newest` is the newest
    /// edition: its tables hold every word of the older ones.
    #[must_use]
    pub fn under(store: &'a dyn Store, newest: Option<Arc<Charter>>) -> Decoder<'a> {
        Decoder {
            store,
            newest,
            editions: BTreeMap::new(),
        }
    }

    /// The same for a record that has these editions, none of which is read a second time.
    #[must_use]
    pub fn among(store: &'a dyn Store, editions: &[Edition]) -> Decoder<'a> {
        let known = |it: &Edition| (it.sha256, Arc::clone(&it.charter));
        Decoder {
            store,
            newest: editions.last().map(|it| Arc::clone(&it.charter)),
            editions: editions.iter().map(known).collect(),
        }
    }

    /// Reads the next event.
    ///
    /// # Errors
    /// When it is not of a known form or names what no charter has.
    pub fn decode(&mut self, text: &str) -> Result<Decoded, DecodeError> {
        let envelope: Envelope<'_> = serde_json::from_str(text)?;
        let name = envelope.event.as_ref();
        let mut reading = Reading {
            charter: self.newest.as_deref(),
            documents: Vec::new(),
        };
        if envelope.v == VERSION {
            for read in ROOMS {
                if let Some(event) = read(name, text, &mut reading)? {
                    let documents = reading.documents;
                    return Ok(Decoded { event, documents });
                }
            }
            if name == charters::ADOPTED {
                return self.adopted(text);
            }
        }
        Err(DecodeError::Unknown {
            event: name.to_owned(),
            version: envelope.v,
        })
    }

    /// Reads the adoption of a charter, whose words stand for something from then on.
    fn adopted(&mut self, text: &str) -> Result<Decoded, DecodeError> {
        let event = charters::read(text, self)?;
        if let Event::Charter(CharterEvent::Adopted { charter, .. }) = &event {
            self.newest = Some(Arc::clone(charter));
        }
        Ok(Decoded {
            event,
            documents: Vec::new(),
        })
    }

    /// The editions met so far, by the hash of their text.
    #[must_use]
    pub fn into_editions(self) -> BTreeMap<Sha256Hash, Arc<Charter>> {
        self.editions
    }

    /// The charter with this hash, read once.
    ///
    /// # Errors
    /// When it is not kept or this program cannot read it.
    pub fn edition(&mut self, hash: &Sha256Hash) -> Result<Arc<Charter>, DecodeError> {
        if let Some(charter) = self.editions.get(hash) {
            return Ok(Arc::clone(charter));
        }
        let text = self
            .store
            .charter(hash)?
            .ok_or(DecodeError::CharterMissing(crate::hex(hash)))?;
        let reading = charter::read(&text);
        let problems = reading.problems.len();
        let charter = reading
            .charter
            .ok_or_else(|| DecodeError::CharterUnreadable {
                hash: crate::hex(hash),
                problems,
            })?;
        let charter = Arc::new(charter);
        self.editions.insert(*hash, Arc::clone(&charter));
        Ok(charter)
    }
}
