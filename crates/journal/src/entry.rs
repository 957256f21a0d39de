//! One line of the journal, and what it may be about.

use std::fmt;

/// A 32-byte SHA-256 value.
pub type Sha256Hash = [u8; 32];

/// What an entry touched: the key under which its history is found again.
///
/// The order is that of the words `meeting`, `person`, `unit`, so that memory
/// and a database index list subjects alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// A meeting, by its number.
    Meeting(u32),
    /// A person, by their pseudonymous number.
    Person(u32),
    /// A unit, by its number.
    Unit(u32),
}

impl Subject {
    /// The word kept in the touched-index.
    #[must_use]
    pub fn kind(self) -> &'static str {
        match self {
            Subject::Meeting(_) => "meeting",
            Subject::Person(_) => "person",
            Subject::Unit(_) => "unit",
        }
    }

    /// The number kept in the touched-index.
    #[must_use]
    pub fn number(self) -> u32 {
        match self {
            Subject::Meeting(number) | Subject::Person(number) | Subject::Unit(number) => number,
        }
    }

    /// The subject that `kind` and `number` name, if there is such a kind.
    #[must_use]
    pub fn from_parts(kind: &str, number: u32) -> Option<Subject> {
        match kind {
            "meeting" => Some(Subject::Meeting(number)),
            "person" => Some(Subject::Person(number)),
            "unit" => Some(Subject::Unit(number)),
            _ => None,
        }
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.kind(), self.number())
    }
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
    /// Who caused it: `operator` or `person:123`.
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
    pub const EMPTY: Head = Head { sequence: 0, request: 0, hash: [0; 32] };
}

impl fmt::Debug for Head {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Head({}, request {}, {})", self.sequence, self.request, crate::hex(&self.hash))
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
