//! The handle that pages and commands hold.

use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{self, SyncSender, TrySendError};
use std::thread::{self, JoinHandle};

use jiff::civil::Date;
use journal::{
    Accounts, Document, Head, MemoryStore, Notices, OpenError, Randomness, ReadError, RequestKey,
    SqliteStore, Store, sha256, sha256_of_stream,
};
use kernel::{Actor, Command, State, Subject, charters::AdoptCharter};
use tokio::sync::oneshot;

use crate::desk::{Desk, Handed, Letter, NewsBoard, Room, Shared, Snapshots};
use crate::directory::{self, Reading};
use crate::history::{self, HistoryEntry, HistoryError};
use crate::{
    Clock, Denial, Directory, OnFailure, Past, Pending, Receipt, Recent, SnapshotNews,
    SnapshotStanding, Start, StartError, Stopped, Submission, fresh_key, replay,
};

/// How a clerk works. The default is what a server wants.
#[derive(Clone, Debug)]
pub struct Options {
    /// Where the time comes from.
    pub clock: Clock,
    /// What is done when the desk fails.
    pub on_failure: OnFailure,
    /// How many requests may wait before the answer is [`Denial::Busy`].
    pub inbox_requests_max: usize,
    /// How many requests are recorded in one transaction.
    pub batch_requests_max: usize,
    /// After how many entries a snapshot is written.
    pub snapshot_entries: u64,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            clock: Clock::System,
            on_failure: OnFailure::default(),
            inbox_requests_max: 1024,
            batch_requests_max: 256,
            snapshot_entries: 100_000,
        }
    }
}

/// The one door to an organisation. Cheap to clone; when the last clone is
/// dropped the desk finishes what waits, writes a snapshot and ends.
#[derive(Clone)]
pub struct Clerk {
    office: Arc<Office>,
}

impl std::fmt::Debug for Clerk {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Clerk")
            .field("store", &self.office.store)
            .finish_non_exhaustive()
    }
}

struct Office {
    /// Taken when the office closes, which is how the desk learns of it.
    outbox: Option<SyncSender<Letter>>,
    desk: Option<JoinHandle<()>>,
    /// While the names are being read; ends with the office.
    names: Option<Reading>,
    snapshots: NewsBoard,
    shared: Arc<Shared>,
    store: Arc<dyn Store>,
    clock: Clock,
    start: Start,
}

impl Drop for Office {
    fn drop(&mut self) {
        if let Some(outbox) = self.outbox.take() {
            // A desk that has ended is closed already.
            drop(outbox.send(Letter::Close));
        }
        if let Some(desk) = self.desk.take() {
            // A desk that panicked has been reported by the panic itself.
            drop(desk.join());
        }
        drop(self.names.take());
    }
}

/// The state after an entry, as one number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StateHash {
    /// The entry.
    pub sequence: u64,
    /// SHA-256 over the state's columns.
    pub hash: [u8; 32],
}

impl Clerk {
    /// Makes an organisation in a new data directory under a charter that is
    /// in force from the day `from` on.
    ///
    /// # Errors
    /// When there is one already, the charter has problems, or the storage fails.
    pub fn create(
        directory: &Path,
        charter: &str,
        from: Date,
        options: Options,
    ) -> Result<Clerk, StartError> {
        let adoption = adoption(charter, from)?;
        let store = match SqliteStore::create(directory) {
            // A directory whose making was cut off before the founding is made anew.
            Err(exists @ OpenError::Exists { .. }) => match SqliteStore::open(directory) {
                Ok(store) if store.head()? == Head::EMPTY => store,
                _ => return Err(exists.into()),
            },
            store => store?,
        };
        Clerk::found(Arc::new(store), adoption, options)
    }

    /// Makes an organisation that is forgotten when the clerk is dropped.
    ///
    /// # Errors
    /// When the charter has problems.
    pub fn in_memory(charter: &str, from: Date, options: Options) -> Result<Clerk, StartError> {
        let adoption = adoption(charter, from)?;
        Clerk::found(Arc::new(MemoryStore::new()?), adoption, options)
    }

    /// Opens the organisation in a data directory.
    ///
    /// # Errors
    /// When there is none, another process has it, or what is kept cannot be read.
    pub fn open(directory: &Path, options: Options) -> Result<Clerk, StartError> {
        Clerk::start(Arc::new(SqliteStore::open(directory)?), options)
    }

    /// Begins with whatever is in `store`.
    ///
    /// # Errors
    /// When what is kept cannot be read.
    pub fn start(store: Arc<dyn Store>, options: Options) -> Result<Clerk, StartError> {
        let loaded = replay::load(store.as_ref())?;
        let kept = match &loaded.start.snapshot {
            SnapshotStanding::Used { sequence } => *sequence,
            SnapshotStanding::None | SnapshotStanding::Rebuilt { .. } => 0,
        };
        let mut snapshots = Snapshots::new(Arc::clone(&store), options.snapshot_entries, kept);
        // A snapshot that could not be used is replaced before it misleads again.
        if matches!(loaded.start.snapshot, SnapshotStanding::Rebuilt { .. }) {
            snapshots.begin(&loaded.head, loaded.state.clone());
        }
        let persons = loaded.state.person_count();
        let (directory, errand) = directory::coming(Arc::clone(&store), persons)?;
        let shared = Arc::new(Shared::new(Room {
            state: loaded.state,
            directory,
            applied: loaded.head.sequence,
            recent: Recent::after(loaded.head.sequence),
        }));
        let (outbox, inbox) = mpsc::sync_channel(options.inbox_requests_max);
        let news = snapshots.news();
        let desk = Desk {
            store: Arc::clone(&store),
            shared: Arc::clone(&shared),
            inbox,
            clock: options.clock.clone(),
            on_failure: options.on_failure,
            inbox_requests_max: options.inbox_requests_max,
            batch_requests_max: options.batch_requests_max,
            snapshots,
            names_are_coming: errand.is_some(),
            aside: Vec::new(),
            head: loaded.head,
            at_ms: loaded.at_ms,
            randomness: Randomness::new(),
        };
        let thread = thread::Builder::new()
            .name("desk".to_owned())
            .spawn(move || desk.run())
            .map_err(StartError::Thread)?;
        let mut office = Office {
            outbox: Some(outbox.clone()),
            desk: Some(thread),
            names: None,
            snapshots: news,
            shared,
            store,
            clock: options.clock,
            start: loaded.start,
        };
        if let Some(errand) = errand {
            // A desk that has ended wants no news.
            let done = move |read| drop(outbox.send(Letter::Names(read)));
            office.names = Some(errand.begin(done).map_err(StartError::Thread)?);
        }
        Ok(Clerk {
            office: Arc::new(office),
        })
    }

    fn found(
        store: Arc<dyn Store>,
        adoption: Submission,
        options: Options,
    ) -> Result<Clerk, StartError> {
        let clerk = Clerk::start(store, options)?;
        match clerk.submit(adoption) {
            Ok(_) => Ok(clerk),
            Err(Denial::Refused(refusal)) => Err(StartError::Refused(refusal)),
            Err(_) => Err(Stopped.into()),
        }
    }

    /// Hands a request in without waiting for the answer.
    ///
    /// # Errors
    /// [`Denial::Busy`] when too many wait, [`Denial::Stopped`] when the desk has stopped.
    pub fn hand_in(&self, submission: Submission) -> Result<Pending, Denial> {
        let (answer, pending) = oneshot::channel();
        let outbox = self
            .office
            .outbox
            .as_ref()
            .ok_or(Denial::Stopped(Stopped))?;
        match outbox.try_send(Letter::Request(Handed { submission, answer })) {
            Ok(()) => Ok(Pending(pending)),
            Err(TrySendError::Full(_)) => Err(Denial::Busy),
            Err(TrySendError::Disconnected(_)) => Err(Denial::Stopped(Stopped)),
        }
    }

    /// Hands a request in and waits until it is durable or denied. Not for
    /// asynchronous code: there, `hand_in(…)?.answer().await`.
    ///
    /// # Errors
    /// When the request is refused, the desk is busy, or it has stopped.
    pub fn submit(&self, submission: Submission) -> Result<Receipt, Denial> {
        self.hand_in(submission)?.wait()
    }

    /// The first answer to a request of this actor under this key, where there
    /// was one and it is durable.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn answered(
        &self,
        key: &RequestKey,
        actor: Actor,
    ) -> Result<Option<Receipt>, HistoryError> {
        let store = self.office.store.as_ref();
        let recorded = store.request(key).map_err(ReadError::from)?;
        let Some(recorded) = recorded else {
            return Ok(None);
        };
        let count = usize::try_from((recorded.last + 1).saturating_sub(recorded.first));
        let entries = self.entries(recorded.first, count.unwrap_or(usize::MAX))?;
        if entries.iter().any(|entry| entry.actor != actor) {
            return Ok(None);
        }
        Ok(Some(Receipt {
            first_sequence: recorded.first,
            last_sequence: recorded.last,
            events: entries.into_iter().map(|entry| entry.event).collect(),
        }))
    }

    /// Shows the organisation to `look` and returns what it made of it once
    /// everything it was made from is durable. What the viewer may see is for
    /// `look` to ask of the kernel.
    ///
    /// # Errors
    /// When the desk stopped before that.
    pub fn read<T>(&self, look: impl FnOnce(&State, &Directory) -> T) -> Result<T, Stopped> {
        self.read_recent(|state, directory, _| look(state, directory))
    }

    /// The same, for whoever follows the state: with what was touched lately.
    ///
    /// # Errors
    /// When the desk stopped before that.
    pub fn read_recent<T>(
        &self,
        look: impl FnOnce(&State, &Directory, &Recent) -> T,
    ) -> Result<T, Stopped> {
        let (seen, applied) = {
            let room = self.office.shared.room();
            let seen = look(&room.state, &room.directory, &room.recent);
            (seen, room.applied)
        };
        self.office.shared.wait_for(applied)?;
        Ok(seen)
    }

    /// The sequence of the last entry applied: whatever is read from now on is no older.
    #[must_use]
    pub fn sequence(&self) -> u64 {
        self.office.shared.room().applied
    }

    /// At most `count_max` entries that touched `subject`, newest first, only
    /// those before sequence `before` when it is given.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn history(
        &self,
        subject: Subject,
        before: Option<u64>,
        count_max: usize,
    ) -> Result<Vec<HistoryEntry>, HistoryError> {
        let entries = self.office.store.history(subject, before, count_max)?;
        self.read_entries(entries)
    }

    /// At most `count_max` entries of the journal from sequence `from` on.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn entries(&self, from: u64, count_max: usize) -> Result<Vec<HistoryEntry>, HistoryError> {
        self.read_entries(self.office.store.entries(from, count_max)?)
    }

    /// The organisation as it is, with the way to how it was. Whoever asks holds
    /// up nobody: the state shares its memory with the copy.
    ///
    /// # Errors
    /// When the desk stopped before the state was durable.
    pub fn past(&self) -> Result<Past, Stopped> {
        let (state, until) =
            self.read_recent(|state, _, recent| (state.clone(), recent.sequence()))?;
        Ok(Past::new(Arc::clone(&self.office.store), state, until))
    }

    fn read_entries(
        &self,
        entries: Vec<journal::Entry>,
    ) -> Result<Vec<HistoryEntry>, HistoryError> {
        let editions = self.office.shared.room().state.editions().to_vec();
        history::read(self.office.store.as_ref(), &editions, entries)
    }

    /// Where the journal ends on disk.
    ///
    /// # Errors
    /// When the storage fails.
    pub fn head(&self) -> Result<Head, ReadError> {
        self.office.store.head()
    }

    /// A text that somebody wrote, if there ever was one with this number.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn document(&self, id: kernel::DocumentId) -> Result<Option<Document>, ReadError> {
        self.office.store.document(id.0)
    }

    /// The text of the charter with this hash.
    ///
    /// # Errors
    /// When the storage fails.
    pub fn charter_text(&self, hash: &[u8; 32]) -> Result<Option<String>, ReadError> {
        Ok(self.office.store.charter(hash)?)
    }

    /// Accounts, sessions and who looked at whose card.
    #[must_use]
    pub fn accounts(&self) -> &dyn Accounts {
        self.office.store.as_ref()
    }

    /// What is kept about notices by e-mail.
    #[must_use]
    pub fn notices(&self) -> &dyn Notices {
        self.office.store.as_ref()
    }

    /// The clock the desk goes by.
    #[must_use]
    pub fn clock(&self) -> &Clock {
        &self.office.clock
    }

    /// What the start has done.
    #[must_use]
    pub fn started(&self) -> &Start {
        &self.office.start
    }

    /// The state as one number, to be compared with a replay's.
    ///
    /// # Errors
    /// When the desk stopped before the state was durable.
    pub fn state_hash(&self) -> Result<StateHash, Stopped> {
        let (state, sequence) = {
            let room = self.office.shared.room();
            (room.state.clone(), room.applied)
        };
        self.office.shared.wait_for(sequence)?;
        Ok(StateHash {
            sequence,
            hash: sha256_of_stream(|sink| state.write_columns(sink)),
        })
    }

    /// What became of the snapshots since the start.
    #[must_use]
    pub fn snapshots(&self) -> SnapshotNews {
        self.office.snapshots.read()
    }
}

/// The request that founds an organisation: its first charter.
fn adoption(text: &str, from: Date) -> Result<Submission, StartError> {
    let reading = charter::read(text);
    let charter = reading
        .charter
        .ok_or(StartError::Problems(reading.problems))?;
    let command = Command::AdoptCharter(AdoptCharter {
        charter: Arc::new(charter),
        sha256: sha256(text.as_bytes()),
        from,
    });
    let mut submission = Submission::new(fresh_key()?, Actor::Operator, command);
    submission.charters.push(text.to_owned());
    Ok(submission)
}
