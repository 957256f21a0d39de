//! What is kept: journal, cards, documents, accounts, snapshots.
//!
//! This floor stores and hands back; it decides nothing about the
//! organisation. `docs/journal-format.md` describes what lies on disk.

mod chain;
pub mod encoding;
mod entry;
mod error;
mod login;
mod memory;
mod notices;
mod seal;
mod snapshot;
mod sqlite;
mod store;
mod verify;

pub use chain::{hash_from_hex, hash_of, hex, sha256, sha256_of_stream};
pub use entry::{
    Entry, Head, Recorded, RequestKey, Sha256Hash, actor_from_text, actor_text, subject_from_parts,
    subject_parts,
};
pub use error::{
    AccountError, AppendError, Cause, OpenError, ReadError, SnapshotError, StorageError,
};
pub use memory::MemoryStore;
pub use notices::{Notice, NoticeStanding, Notices};
pub use seal::{Randomness, SealedCard, SealedDocument};
pub use snapshot::{Snapshot, SnapshotHead, WriteState, snapshot_sum};
pub use sqlite::SqliteStore;
pub use store::{
    Account, Accounts, Document, Erasure, PreparedEntry, PreparedRequest, Session, Store, View,
};
pub use verify::{Broken, Contents, Fault, Verified, verify, verify_with};
