//! Snapshots beside the desk's work: a copy of the state, which costs next to
//! nothing, is written by a thread of its own, one at a time.

use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};

use journal::{Head, SnapshotHead, Store};
use kernel::{State, columns};

/// What became of the snapshots since the start.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SnapshotNews {
    /// The last entry in the newest that was written whole, or from which the
    /// start went on; nought when there is none.
    pub sequence: u64,
    /// Whether one is being written.
    pub under_way: bool,
    /// Why the last one could not be written. Nothing is lost by that: the one
    /// before is still there, and the next is tried in its time.
    pub failure: Option<String>,
}

/// The news, where everybody can read them.
#[derive(Clone, Debug, Default)]
pub(crate) struct NewsBoard(Arc<Mutex<SnapshotNews>>);

impl NewsBoard {
    pub(crate) fn read(&self) -> SnapshotNews {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    fn change(&self, change: impl FnOnce(&mut SnapshotNews)) {
        change(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner));
    }
}

/// The desk's snapshots.
pub(crate) struct Snapshots {
    store: Arc<dyn Store>,
    /// After how many entries one is written.
    entries: u64,
    /// The last entry in the newest, written or tried.
    sequence: u64,
    writing: Option<JoinHandle<()>>,
    news: NewsBoard,
}

impl Snapshots {
    /// Goes on behind the snapshot of entry `sequence`.
    pub(crate) fn new(store: Arc<dyn Store>, entries: u64, sequence: u64) -> Snapshots {
        let news = NewsBoard::default();
        news.change(|news| news.sequence = sequence);
        Snapshots {
            store,
            entries: entries.max(1),
            sequence,
            writing: None,
            news,
        }
    }

    pub(crate) fn news(&self) -> NewsBoard {
        self.news.clone()
    }

    /// Whether it is time for one. While one is being written it never is:
    /// that wish waits.
    pub(crate) fn are_due(&self, head: &Head) -> bool {
        let under_way = self.writing.as_ref().is_some_and(|it| !it.is_finished());
        !under_way && head.sequence.saturating_sub(self.sequence) >= self.entries
    }

    /// Writes one on a thread of its own.
    pub(crate) fn begin(&mut self, head: &Head, state: State) {
        self.wait();
        self.sequence = head.sequence;
        self.news.change(|news| news.under_way = true);
        let (store, head, news) = (Arc::clone(&self.store), *head, self.news.clone());
        let thread = thread::Builder::new()
            .name("snapshot".to_owned())
            .spawn(move || write(store.as_ref(), &head, &state, &news));
        match thread {
            Ok(thread) => self.writing = Some(thread),
            Err(error) => self.news.change(|news| {
                news.under_way = false;
                news.failure = Some(error.to_string());
            }),
        }
    }

    /// Waits until none is being written.
    fn wait(&mut self) {
        if let Some(thread) = self.writing.take() {
            // A thread that panicked has been reported by the panic itself.
            drop(thread.join());
        }
    }

    /// Writes the last one, unless nothing has happened since the one before.
    pub(crate) fn finish(&mut self, head: &Head, state: &State) {
        self.wait();
        if head.sequence > self.sequence {
            self.sequence = head.sequence;
            write(self.store.as_ref(), head, state, &self.news);
        }
    }
}

impl Drop for Snapshots {
    fn drop(&mut self) {
        self.wait();
    }
}

/// Writes a snapshot. Failing to is no failure of the desk.
fn write(store: &dyn Store, head: &Head, state: &State, news: &NewsBoard) {
    let of = SnapshotHead {
        format: columns::LAYOUT,
        sequence: head.sequence,
        hash: head.hash,
    };
    let kept = store.put_snapshot(&of, &mut |sink| state.write_columns(sink));
    news.change(|news| {
        news.under_way = false;
        match kept {
            Ok(()) => (news.sequence, news.failure) = (of.sequence, None),
            Err(error) => {
                let cause = std::error::Error::source(&error).map(ToString::to_string);
                news.failure =
                    Some(cause.map_or(error.to_string(), |why| format!("{error}: {why}")));
            }
        }
    });
}
