//! One line of the journal, and what it may be about.

use std::fmt;

use kernel::{Actor, DirectiveId, MeetingId, PersonId, PetitionId, Subject, UnitId};

/// A 32-byte SHA-256 value.
pub type Sha256Hash = [u8; 32];

/// The word and number under which the touched-index keeps `subject`.
#[must_use]
pub fn subject_parts(subject: Subject) -> (&'static str, u32) {
    match subject {
        Subject::Charter => ("charter", 0),
        Subject::Unit(unit) => ("unit", unit.0),
        Subject::Person(person) => ("person", person.0),
        Subject::Meeting(meeting) => ("meeting", meeting.0),
        Subject::Directive(directive) => ("directive", directive.0),
        Subject::Petition(petition) => ("petition", petition.0),
    }
}

/// The subject that a word and a number of the touched-index name, if any.
#[must_use]
pub fn subject_from_parts(kind: &str, number: u32) -> Option<Subject> {
    match kind {
        "charter" if number == 0 => Some(Subject::Charter),
        "unit" => Some(Subject::Unit(UnitId(number))),
        "person" => Some(Subject::Person(PersonId(number))),
        "meeting" => Some(Subject::Meeting(MeetingId(number))),
        "directive" => Some(Subject::Directive(DirectiveId(number))),
        "petition" => Some(Subject::Petition(PetitionId(number))),
        _ => None,
    }
}

/// How an actor is written: `operator`, `public` or `person:123`.
#[must_use]
pub fn actor_text(actor: Actor) -> String {
    match actor {
        Actor::Operator => "operator".to_owned(),
        Actor::Public => "public".to_owned(),
        Actor::Person(person) => format!("person:{person}"),
    }
}

/// The actor that `text` names, written in the one way there is.
#[must_use]
pub fn actor_from_text(text: &str) -> Option<Actor> {
    if text == "operator" {
        return Some(Actor::Operator);
    }
    if text == "public" {
        return Some(Actor::Public);
    }
    let number = text.strip_prefix("person:")?.parse().ok()?;
    let actor = Actor::Person(PersonId(number));
    (actor_text(actor) == text).then_some(actor)
}

/// One entry of the journal: one thing that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its place in the one order, from 1 without gaps.
    pub sequence: u64,
    /// The number of the request that caused it; entries of one act share it.
    pub request: u64,
    /// When it was recorded, in milliseconds since 1970-01-01 UTC.
    pub at_ms: i64,
    /// Who caused it: `operator`, `public` or `person:123`.
    pub actor: String,
    /// What happened: one JSON object on one line.
    pub event: String,
    /// The hash of the entry before; 32 zero bytes for the first.
    pub previous: Sha256Hash,
    /// The hash of this entry, see `docs/journal-format.md`.
    pub hash: Sha256Hash,
}

/// The end of the journal: what the next entry must follow.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Head {
    /// The last entry's sequence, 0 when there is none.
    pub sequence: u64,
    /// The last entry's request number, 0 when there is none.
    pub request: u64,
    /// The last entry's hash, zeros when there is none.
    pub hash: Sha256Hash,
}

impl Head {
    /// The head of a journal without entries.
    pub const EMPTY: Head = Head {
        sequence: 0,
        request: 0,
        hash: [0; 32],
    };
}

impl fmt::Debug for Head {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "Head({}, request {}, {})",
            self.sequence,
            self.request,
            crate::hex(&self.hash)
        )
    }
}

/// The key a client makes for a request, so that asking twice has one effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RequestKey(pub [u8; 16]);

/// Which entries the request with a certain key caused.
///
/// A request that changed nothing has `last == first - 1`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// The request's key.
    pub key: RequestKey,
    /// The sequence of its first entry.
    pub first: u64,
    /// The sequence of its last entry.
    pub last: u64,
}
