//! The sourced record: what sources say of people, organisations, events,
//! texts and pictures, kept in a folder of small TOML files.
//!
//! Nothing here is a fact; everything is a claim with its source. Where
//! sources disagree, both stand and the disagreement is shown. [`Record::read`]
//! takes the files, [`check`] says what is wrong with them and where, and
//! [`find_people`] finds people under any form of their names. An [`Archive`]
//! is the record made ready for readers: who was where, with whom, and when.

mod archive;
pub mod bulletin;
mod check;
mod edtf;
mod finding;
mod folder;
mod joining;
mod lines;
mod mending;
mod model;
mod ontology;
mod phrase;
mod popolo;
mod problem;
mod reading;
mod relative;
mod vocabulary;

pub use archive::{
    Answer, Appearance, Archive, Company, Dating, Hit, List, Matched, Move, Part, PostHeld,
    Sighting, claims, list_before, moves, value,
};
pub use check::{Conflicting, RESERVED_IDS, Report, Side, check};
pub use edtf::{Doubt, Edtf, EdtfError, End, Moment, Precision};
pub use finding::{Found, Post, find_people};
pub use folder::{FolderError, Mark, RECORD_FOLDER, home, load, mark, put, replace, store};
pub use joining::{JoinError, say_same, take_back};
pub use model::{
    Attendance, Claim, Conflict, ConflictSide, Kind, NameClaim, Source, Tag, Thing, Things, Voice,
};
pub use ontology::ontology;
pub use popolo::{FromPopolo, PopoloError, from_popolo, plain_ends, popolo};
pub use problem::Problem;
pub use reading::{File, FileForm, Record, RecordForm, write};
pub use relative::{Anchor, Relation, Relative, RelativeError, Unit};
