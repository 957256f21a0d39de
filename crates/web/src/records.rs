//! What the state does not hold: who was absent and what was resolved stand in
//! the journal and its documents, and are read from there.

use std::collections::BTreeMap;

use journal::Document;
use kernel::meetings::{MeetingEvent, MeetingRecord};
use kernel::{DocumentId, Event, MeetingId, Subject};

use crate::error::Failure;
use crate::site::{Site, waiting};

/// Corrections of one meeting that are looked through at the most.
const CORRECTIONS_MAX: usize = 50;

/// A record of a meeting as an entry of the journal has it.
#[derive(Clone, Debug)]
pub(crate) struct Recorded {
    /// The entry.
    pub(crate) sequence: u64,
    /// When it was entered, in milliseconds since 1970-01-01 UTC.
    pub(crate) at_ms: i64,
    /// Who entered it.
    pub(crate) actor: kernel::Actor,
    /// The record.
    pub(crate) record: MeetingRecord,
    /// Why it took the place of the one before, if it did.
    pub(crate) reason: Option<DocumentId>,
}

impl Site {
    /// The records of a meeting, the one that holds first.
    pub(crate) fn records_of(&self, meeting: MeetingId) -> Result<Vec<Recorded>, Failure> {
        let entries = waiting(|| {
            self.clerk
                .history(Subject::Meeting(meeting), None, CORRECTIONS_MAX)
        });
        let entries = entries.map_err(|error| Failure::broken("read a record", &error))?;
        let records = entries.into_iter().filter_map(|entry| {
            let (record, reason) = match entry.event {
                Event::Meeting(MeetingEvent::Recorded { record, .. }) => (record, None),
                Event::Meeting(MeetingEvent::Corrected { record, reason, .. }) => {
                    (record, Some(reason))
                }
                _ => return None,
            };
            let (sequence, at_ms, actor) = (entry.sequence, entry.at_ms, entry.actor);
            Some(Recorded {
                sequence,
                at_ms,
                actor,
                record,
                reason,
            })
        });
        Ok(records.collect())
    }

    /// Why a meeting was called off; none where it was not.
    pub(crate) fn called_off(&self, meeting: MeetingId) -> Result<Option<DocumentId>, Failure> {
        let newest = waiting(|| self.clerk.history(Subject::Meeting(meeting), None, 1));
        let newest = newest.map_err(|error| Failure::broken("read a record", &error))?;
        Ok(newest.into_iter().find_map(|entry| match entry.event {
            Event::Meeting(MeetingEvent::CalledOff { reason, .. }) => Some(reason),
            _ => None,
        }))
    }

    /// Texts that somebody wrote, by number; one that has been erased is not among them.
    pub(crate) fn texts(
        &self,
        ids: impl IntoIterator<Item = DocumentId>,
    ) -> Result<BTreeMap<DocumentId, String>, Failure> {
        let mut texts = BTreeMap::new();
        for id in ids {
            if let Some(text) = self.text(id)? {
                texts.insert(id, text);
            }
        }
        Ok(texts)
    }

    /// A text that somebody wrote; none where it has been erased.
    pub(crate) fn text(&self, id: DocumentId) -> Result<Option<String>, Failure> {
        let document = waiting(|| self.clerk.document(id));
        match document.map_err(|error| Failure::broken("read a text", &error))? {
            Some(Document::Text { text, .. }) => {
                Ok(Some(String::from_utf8_lossy(&text).into_owned()))
            }
            Some(Document::Erased) | None => Ok(None),
        }
    }
}
