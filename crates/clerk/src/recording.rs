//! Writing down what was decided elsewhere: simulated years become a journal
//! like any other, without a desk that decides everything a second time.
//!
//! Who records vouches that the events were decided and applied in this order,
//! from an empty organisation on. The database works on a thread of its own.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, SyncSender};
use std::thread::{self, JoinHandle};

use charter::Charter;
use journal::encoding::EncodeError;
use journal::{
    AppendError, Head, OpenError, PreparedRequest, Randomness, RequestKey, SnapshotError,
    SnapshotHead, SqliteStore, StorageError, Store, actor_text,
};
use kernel::{Actor, Event, PersonId, State, columns};

use crate::desk::prepare;
use crate::replay::erased_by;
use crate::{Card, fresh_key};

/// Entries or cards that are appended in one transaction, at least.
const BATCH_ROWS: usize = 20_000;
/// Batches that may wait for the database.
const BATCHES_WAITING_MAX: usize = 2;

/// Why it could not be written down.
#[derive(Debug, thiserror::Error)]
pub enum RecordingError {
    /// The folder could not be made.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The batch was not appended.
    #[error("the journal did not take the batch")]
    Append(#[from] AppendError),
    /// An event could not be written down.
    #[error("an event could not be written down")]
    Encode(#[from] EncodeError),
    /// A card could not be sealed.
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// A card could not be written down.
    #[error("a card could not be written down")]
    Card(#[from] serde_json::Error),
    /// The snapshot could not be written.
    #[error("the snapshot could not be written")]
    Snapshot(#[from] SnapshotError),
    /// The thread that writes could not be started.
    #[error("could not start the thread that writes")]
    Thread(#[source] std::io::Error),
    /// The thread that writes met a fault of its own.
    #[error("the thread that writes met a fault of its own")]
    Panicked,
}

type Written = Result<(SqliteStore, Head), AppendError>;

/// A journal that is being written.
#[derive(Debug)]
pub struct Recording {
    batches: SyncSender<Vec<PreparedRequest>>,
    /// Joined once, at the end or when it ended before its time.
    writer: Option<JoinHandle<Written>>,
    batch: Vec<PreparedRequest>,
    /// Entries and cards in the batch.
    rows: usize,
    newest: Option<Arc<Charter>>,
    /// When the last entry was recorded; the next is never earlier.
    at_ms: i64,
    /// The first half of all keys, random; the second half counts, so that the
    /// table of keys grows at its end.
    key_begins: [u8; 8],
    keys: u64,
    randomness: Randomness,
    /// What stands in every document.
    words: String,
}

impl Recording {
    /// Begins a journal in a new data directory. What an event calls somebody's words
    /// is recorded as `words`: they were made up where it was decided.
    ///
    /// # Errors
    /// When there is one already, or files cannot be written.
    pub fn create(directory: &Path, words: &str) -> Result<Recording, RecordingError> {
        let store = SqliteStore::create(directory)?;
        let RequestKey(key) = fresh_key()?;
        let (key_begins, _) = key.split_first_chunk().unwrap_or((&[0; 8], &[]));
        let (batches, waiting) = mpsc::sync_channel(BATCHES_WAITING_MAX);
        let writer = thread::Builder::new()
            .name("recording".to_owned())
            .spawn(move || write(store, &waiting))
            .map_err(RecordingError::Thread)?;
        Ok(Recording {
            batches,
            writer: Some(writer),
            batch: Vec::new(),
            rows: 0,
            newest: None,
            at_ms: i64::MIN,
            key_begins: *key_begins,
            keys: 0,
            randomness: Randomness::new(),
            words: words.to_owned(),
        })
    }

    /// Writes down what came of one command of the operator, at a moment, or
    /// at that of the entry before where it is later. `charters` has the texts
    /// of the charters the events adopt.
    ///
    /// # Errors
    /// When an event cannot be written down, or an earlier batch was not taken.
    pub fn record(
        &mut self,
        at_ms: i64,
        events: &[Event],
        charters: Vec<String>,
    ) -> Result<(), RecordingError> {
        self.at_ms = self.at_ms.max(at_ms);
        let mut request = self.request();
        let mut fingerprints = BTreeMap::new();
        for id in events.iter().flat_map(Event::documents) {
            let document = self.randomness.seal_document(id.0, self.words.as_bytes())?;
            fingerprints.insert(id, document.fingerprint);
            request.documents.push(document);
        }
        request.entries = prepare::entries(events, &mut self.newest, &fingerprints)?;
        request.erasures = events.iter().flat_map(erased_by).collect();
        self.rows += request.entries.len();
        request.charters = charters;
        self.batch.push(request);
        self.send(BATCH_ROWS)
    }

    /// Seals cards of people who are registered already.
    ///
    /// # Errors
    /// When one cannot be sealed, or an earlier batch was not taken.
    pub fn file(
        &mut self,
        cards: impl IntoIterator<Item = (PersonId, Card)>,
    ) -> Result<(), RecordingError> {
        let mut request = self.request();
        for (person, card) in cards {
            let sealed = self.randomness.seal_card(person.0, &card.to_bytes()?)?;
            request.cards.push(sealed);
        }
        self.rows += request.cards.len();
        self.batch.push(request);
        self.send(BATCH_ROWS)
    }

    /// Writes what still waits, and a snapshot of the state that everything
    /// recorded comes to. When this returns, all of it is durable.
    ///
    /// # Errors
    /// When a batch or the snapshot was not taken.
    pub fn finish(mut self, state: &State) -> Result<Head, RecordingError> {
        self.send(0)?;
        drop(self.batches);
        let (store, head) = joined(self.writer.take())?;
        let of = SnapshotHead {
            format: columns::LAYOUT,
            sequence: head.sequence,
            hash: head.hash,
        };
        store.put_snapshot(&of, &mut |sink| state.write_columns(sink))?;
        Ok(head)
    }

    fn request(&mut self) -> PreparedRequest {
        self.keys += 1;
        let mut key = [0; 16];
        let bytes = self.key_begins.into_iter().chain(self.keys.to_be_bytes());
        for (to, from) in key.iter_mut().zip(bytes) {
            *to = from;
        }
        PreparedRequest {
            key: RequestKey(key),
            at_ms: self.at_ms,
            actor: actor_text(Actor::Operator),
            entries: Vec::new(),
            cards: Vec::new(),
            documents: Vec::new(),
            charters: Vec::new(),
            erasures: Vec::new(),
        }
    }

    /// Hands the batch to the writer once it is so large.
    fn send(&mut self, rows_min: usize) -> Result<(), RecordingError> {
        if self.rows < rows_min || self.batch.is_empty() {
            return Ok(());
        }
        self.rows = 0;
        let batch = std::mem::take(&mut self.batch);
        match self.batches.send(batch) {
            Ok(()) => Ok(()),
            // The writer ends before its time for one reason only, which it has kept.
            Err(_) => joined(self.writer.take()).and(Err(RecordingError::Panicked)),
        }
    }
}

fn joined(writer: Option<JoinHandle<Written>>) -> Result<(SqliteStore, Head), RecordingError> {
    let written = writer.map(JoinHandle::join);
    match written {
        Some(Ok(written)) => Ok(written?),
        Some(Err(_)) | None => Err(RecordingError::Panicked),
    }
}

/// Appends batch after batch until no more come.
fn write(store: SqliteStore, batches: &Receiver<Vec<PreparedRequest>>) -> Written {
    let mut head = Head::EMPTY;
    for batch in batches {
        head = store.append(&head, &batch)?;
    }
    Ok((store, head))
}
