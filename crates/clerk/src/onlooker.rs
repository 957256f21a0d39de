//! Looking into a data directory without the writer's lock: what is durable
//! now, or what had been recorded by the end of a day.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use journal::{
    Document, Notices, OpenError, ReadError, Snapshot, SnapshotError, SqliteStore, Store,
};
use kernel::{DocumentId, PersonId, State, Subject};

use crate::{
    Card, Directory, HistoryEntry, HistoryError, NamesError, Past, StartError, directory, history,
    replay,
};

/// An organisation as it lay on disk at the moment of opening, whoever else
/// writes to it. It cannot write.
#[derive(Debug)]
pub struct Onlooker {
    store: Arc<SqliteStore>,
    /// Opened before the journal was held still, so that it has no entry too many.
    snapshot: Mutex<Option<Snapshot>>,
}

impl Onlooker {
    /// Opens the organisation in a data directory, even while a server has it.
    ///
    /// # Errors
    /// When there is none or its files are not of a format this program knows.
    pub fn open(directory: &Path) -> Result<Onlooker, StartError> {
        let store = SqliteStore::open_read_only(directory)?;
        let snapshot = match store.snapshot() {
            Err(SnapshotError::Storage(error)) => return Err(error.into()),
            Err(SnapshotError::Damaged { .. }) | Ok(None) => None,
            Ok(snapshot) => snapshot,
        };
        store.hold_still().map_err(OpenError::from)?;
        Ok(Onlooker {
            store: Arc::new(store),
            snapshot: Mutex::new(snapshot),
        })
    }

    /// What everything recorded comes to.
    ///
    /// # Errors
    /// When what is kept cannot be read.
    pub fn state(&self) -> Result<State, StartError> {
        self.state_before(i64::MAX)
    }

    /// What everything recorded comes to, with the way to how it was on any day by
    /// what the record says now.
    ///
    /// # Errors
    /// When what is kept cannot be read.
    pub fn past(&self) -> Result<Past, StartError> {
        let mut snapshot = self.snapshot.lock().unwrap_or_else(PoisonError::into_inner);
        let come_to = replay::come_to(self.store.as_ref(), snapshot.as_mut(), i64::MAX)?;
        let store: Arc<dyn Store> = Arc::<SqliteStore>::clone(&self.store);
        Ok(Past::new(store, come_to.state, come_to.head.sequence))
    }

    /// What had been recorded by the end of `day`, in UTC, comes to; nothing at
    /// all before the first entry. What was entered later about an earlier day
    /// is not in it: this is what one could have known.
    ///
    /// # Errors
    /// When what is kept cannot be read.
    pub fn state_as_of(&self, day: Date) -> Result<State, StartError> {
        // Behind the last day of the calendar nothing can have been recorded.
        let end = day
            .tomorrow()
            .and_then(|next| next.to_zoned(TimeZone::UTC))
            .map_or(i64::MAX, |end| end.timestamp().as_millisecond());
        self.state_before(end)
    }

    fn state_before(&self, before_ms: i64) -> Result<State, StartError> {
        let mut snapshot = self.snapshot.lock().unwrap_or_else(PoisonError::into_inner);
        let come_to = replay::come_to(self.store.as_ref(), snapshot.as_mut(), before_ms)?;
        Ok(come_to.state)
    }

    /// The names, as they are kept now.
    ///
    /// # Errors
    /// When a card cannot be read.
    pub fn directory(&self) -> Result<Directory, StartError> {
        Ok(directory::read_now(self.store.as_ref())?)
    }

    /// At most `count_max` entries of the journal, the newest first, of those before `before`
    /// when it is given; with a subject, those that touched it.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn history(
        &self,
        state: &State,
        subject: Option<Subject>,
        (before, count_max): (Option<u64>, usize),
    ) -> Result<Vec<HistoryEntry>, HistoryError> {
        let entries = match subject {
            Some(subject) => self.store.history(subject, before, count_max)?,
            None => {
                let end = before.unwrap_or(u64::MAX);
                let end = end.min(self.store.head()?.sequence.saturating_add(1));
                let count = u64::try_from(count_max).unwrap_or(u64::MAX);
                let from = end.saturating_sub(count).max(1);
                let count = usize::try_from(end.saturating_sub(from)).unwrap_or(0);
                let mut entries = self.store.entries(from, count)?;
                entries.reverse();
                entries
            }
        };
        history::read(self.store.as_ref(), state.editions(), entries)
    }

    /// What somebody wrote; none where it has been erased or never was.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn text(&self, id: DocumentId) -> Result<Option<String>, ReadError> {
        Ok(match self.store.document(id.0)? {
            Some(Document::Text { text, .. }) => Some(String::from_utf8_lossy(&text).into_owned()),
            Some(Document::Erased) | None => None,
        })
    }

    /// The code on one person's card; none where there is no card. Nobody else's is opened
    /// for it.
    ///
    /// # Errors
    /// When the card cannot be read.
    pub fn code(&self, person: PersonId) -> Result<Option<String>, StartError> {
        let Some(bytes) = self.store.card(person.0)? else {
            return Ok(None);
        };
        let card = Card::from_bytes(person.0, &bytes).map_err(NamesError::from)?;
        Ok(Some(card.code))
    }

    /// What is kept about notices by e-mail. What writes to it fails.
    #[must_use]
    pub fn notices(&self) -> &dyn Notices {
        &*self.store
    }

    /// The day, in UTC, on which the first entry was recorded.
    ///
    /// # Errors
    /// When the journal cannot be read.
    pub fn began(&self) -> Result<Option<Date>, StartError> {
        let first = self.store.entries(1, 1)?.pop();
        let at = first.and_then(|entry| Timestamp::from_millisecond(entry.at_ms).ok());
        Ok(at.map(|at| at.to_zoned(TimeZone::UTC).date()))
    }
}
