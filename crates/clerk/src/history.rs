//! What was done: entries of the journal with their events read.

use journal::encoding::{DecodeError, Decoder};
use journal::{Entry, ReadError, Store, actor_from_text};
use kernel::charters::Edition;
use kernel::{Actor, Event};

/// One entry of the journal, read.
#[derive(Clone, Debug, PartialEq)]
pub struct HistoryEntry {
    /// Its place in the one order.
    pub sequence: u64,
    /// The number of the request that caused it.
    pub request: u64,
    /// When it was recorded, in milliseconds since 1970-01-01 UTC.
    pub at_ms: i64,
    /// Who caused it.
    pub actor: Actor,
    /// What happened.
    pub event: Event,
    /// Its hash.
    pub hash: [u8; 32],
}

/// Why the history of something could not be told.
#[derive(Debug, thiserror::Error)]
pub enum HistoryError {
    /// The entries could not be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// An entry cannot be understood.
    #[error("entry {sequence} cannot be understood")]
    Decode {
        /// The entry.
        sequence: u64,
        /// What is wrong with it.
        #[source]
        source: DecodeError,
    },
    /// An entry was caused by nobody this program knows.
    #[error("entry {sequence} names no actor")]
    Actor {
        /// The entry.
        sequence: u64,
    },
}

/// Reads the events of `entries`, all of which lie under these editions.
pub(crate) fn read(
    store: &dyn Store,
    editions: &[Edition],
    entries: Vec<Entry>,
) -> Result<Vec<HistoryEntry>, HistoryError> {
    let read = |entry: Entry| {
        let sequence = entry.sequence;
        // An entry may adopt an older edition, whose tables lack words of later ones.
        let mut decoder = Decoder::among(store, editions);
        let decoded = decoder.decode(&entry.event);
        Ok(HistoryEntry {
            sequence,
            request: entry.request,
            at_ms: entry.at_ms,
            actor: actor_from_text(&entry.actor).ok_or(HistoryError::Actor { sequence })?,
            event: decoded
                .map_err(|source| HistoryError::Decode { sequence, source })?
                .event,
            hash: entry.hash,
        })
    };
    entries.into_iter().map(read).collect()
}
