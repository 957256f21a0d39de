//! Keeping an organisation in memory: for tests, simulations and trying out.
//!
//! It seals and checks as the files do, so that what passes here passes there.

mod accounts;
mod notices;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use kernel::Subject;

use crate::encoding::is_named;
use crate::error::{AppendError, ReadError, SnapshotError, Step as _, StorageError};
use crate::seal::{self, Sealed};
use crate::{
    Document, Entry, Erasure, Head, PreparedRequest, Randomness, Recorded, RequestKey, Sha256Hash,
    Snapshot, SnapshotHead, Store, WriteState, chain, snapshot, subject_parts,
};
use accounts::Doors;
use notices::Postbag;

/// A store that forgets everything when it is dropped.
pub struct MemoryStore {
    shelves: Mutex<Shelves>,
    login_secret: [u8; 32],
}

// The login secret does not belong into a log.
impl std::fmt::Debug for MemoryStore {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("MemoryStore")
    }
}

#[derive(Default)]
struct Shelves {
    entries: Vec<Entry>,
    touched: BTreeSet<(Subject, u64)>,
    requests: BTreeMap<RequestKey, Recorded>,
    cards: BTreeMap<u32, Sealed>,
    /// Nothing under a number whose document has been erased.
    documents: BTreeMap<u32, Option<Sealed>>,
    charters: BTreeMap<Sha256Hash, String>,
    snapshot: Option<Arc<[u8]>>,
    doors: Doors,
    postbag: Postbag,
}

impl MemoryStore {
    /// An empty store.
    ///
    /// # Errors
    /// When the operating system gives no random bytes for the login secret.
    pub fn new() -> Result<MemoryStore, StorageError> {
        Ok(MemoryStore {
            shelves: Mutex::default(),
            login_secret: Randomness::new().secret()?,
        })
    }

    fn shelves(&self) -> MutexGuard<'_, Shelves> {
        self.shelves.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Shelves {
    fn head(&self) -> Head {
        self.entries.last().map_or(Head::EMPTY, |last| Head {
            sequence: last.sequence,
            request: last.request,
            hash: last.hash,
        })
    }

    fn take(&mut self, request: &PreparedRequest) -> Result<(), AppendError> {
        let mut head = self.head();
        let (first, number) = (head.sequence + 1, head.request + 1);
        for prepared in &request.entries {
            let entry = chain::follow(&head, number, request, prepared);
            head = Head {
                sequence: entry.sequence,
                request: number,
                hash: entry.hash,
            };
            self.touched.extend(
                prepared
                    .touched
                    .iter()
                    .map(|subject| (*subject, entry.sequence)),
            );
            self.entries.push(entry);
        }
        let recorded = Recorded {
            key: request.key,
            first,
            last: head.sequence,
        };
        if self.requests.insert(request.key, recorded).is_some() {
            return Err(AppendError::KeyUsed);
        }
        for card in &request.cards {
            self.cards.insert(card.person, card.sealed.clone());
        }
        for document in &request.documents {
            let kept = Some(document.sealed.clone());
            if self.documents.insert(document.id, kept).is_some() {
                return Err(AppendError::DocumentUsed { id: document.id });
            }
        }
        for text in &request.charters {
            self.charters
                .insert(chain::sha256(text.as_bytes()), text.clone());
        }
        for erasure in &request.erasures {
            self.erase(*erasure);
        }
        Ok(())
    }

    fn erase(&mut self, erasure: Erasure) {
        match erasure {
            Erasure::Person(person) => {
                self.cards.remove(&person);
                self.doors.forget(person);
                self.postbag.forget(person);
            }
            Erasure::Document(id) => {
                if let Some(document) = self.documents.get_mut(&id) {
                    *document = None;
                }
            }
        }
    }
}

impl Store for MemoryStore {
    fn head(&self) -> Result<Head, ReadError> {
        Ok(self.shelves().head())
    }

    fn append(&self, expected: &Head, batch: &[PreparedRequest]) -> Result<Head, AppendError> {
        let mut shelves = self.shelves();
        let found = shelves.head();
        if (found.sequence, found.hash) != (expected.sequence, expected.hash) {
            return Err(AppendError::HeadMoved {
                expected: expected.sequence,
                found: found.sequence,
            });
        }
        // A refused batch must leave nothing behind, as a transaction does.
        let used = batch
            .iter()
            .find(|request| shelves.requests.contains_key(&request.key));
        if used.is_some() {
            return Err(AppendError::KeyUsed);
        }
        let documents = batch.iter().flat_map(|request| &request.documents);
        for document in documents {
            if shelves.documents.contains_key(&document.id) {
                return Err(AppendError::DocumentUsed { id: document.id });
            }
        }
        for request in batch {
            shelves.take(request)?;
        }
        Ok(shelves.head())
    }

    fn entries(&self, from: u64, count_max: usize) -> Result<Vec<Entry>, ReadError> {
        let shelves = self.shelves();
        let skipped = shelves
            .entries
            .partition_point(|entry| entry.sequence < from);
        Ok(shelves
            .entries
            .iter()
            .skip(skipped)
            .take(count_max)
            .cloned()
            .collect())
    }

    fn history(
        &self,
        subject: Subject,
        before: Option<u64>,
        count_max: usize,
    ) -> Result<Vec<Entry>, ReadError> {
        let shelves = self.shelves();
        let range = (subject, 0)..(subject, before.unwrap_or(u64::MAX));
        let sequences = shelves.touched.range(range).rev().take(count_max);
        let entry = |(_, sequence): &(Subject, u64)| {
            let place = usize::try_from(sequence - 1).ok()?;
            shelves.entries.get(place).cloned()
        };
        Ok(sequences.filter_map(entry).collect())
    }

    fn history_named(
        &self,
        subject: Subject,
        names: &[&str],
        from: u64,
    ) -> Result<Vec<Entry>, ReadError> {
        let shelves = self.shelves();
        let sequences = shelves.touched.range((subject, from)..=(subject, u64::MAX));
        let entry = |(_, sequence): &(Subject, u64)| {
            let place = usize::try_from(sequence.checked_sub(1)?).ok()?;
            let entry = shelves.entries.get(place)?;
            is_named(&entry.event, names).then(|| entry.clone())
        };
        Ok(sequences.filter_map(entry).collect())
    }

    fn request(&self, key: &RequestKey) -> Result<Option<Recorded>, StorageError> {
        Ok(self.shelves().requests.get(key).copied())
    }

    fn card(&self, person: u32) -> Result<Option<Vec<u8>>, ReadError> {
        let shelves = self.shelves();
        shelves
            .cards
            .get(&person)
            .map(|sealed| open(sealed, seal::card_label(person)))
            .transpose()
    }

    fn cards(&self, persons: Range<u32>) -> Result<Vec<(u32, Vec<u8>)>, ReadError> {
        let shelves = self.shelves();
        let cards = shelves.cards.range(persons);
        cards
            .map(|(person, sealed)| Ok((*person, open(sealed, seal::card_label(*person))?)))
            .collect()
    }

    fn cards_end(&self) -> Result<u32, StorageError> {
        let last = self.shelves().cards.last_key_value().map(|(last, _)| *last);
        Ok(last.map_or(0, |last| last.saturating_add(1)))
    }

    fn document(&self, id: u32) -> Result<Option<Document>, ReadError> {
        let shelves = self.shelves();
        let Some(kept) = shelves.documents.get(&id) else {
            return Ok(None);
        };
        let Some(sealed) = kept else {
            return Ok(Some(Document::Erased));
        };
        let text = open(sealed, seal::document_label(id))?;
        Ok(Some(Document::Text {
            fingerprint: seal::fingerprint(&sealed.key, &text),
            text,
        }))
    }

    fn document_ids(&self) -> Result<Vec<u32>, StorageError> {
        Ok(self.shelves().documents.keys().copied().collect())
    }

    fn charter(&self, hash: &Sha256Hash) -> Result<Option<String>, StorageError> {
        Ok(self.shelves().charters.get(hash).cloned())
    }

    fn charter_hashes(&self) -> Result<Vec<Sha256Hash>, StorageError> {
        Ok(self.shelves().charters.keys().copied().collect())
    }

    fn each_touched(
        &self,
        show: &mut dyn FnMut(Option<(Subject, u64)>),
    ) -> Result<(), StorageError> {
        let mut rows: Vec<(Subject, u64)> = self.shelves().touched.iter().copied().collect();
        rows.sort_by_key(|(subject, sequence)| (subject_parts(*subject), *sequence));
        rows.into_iter().for_each(|row| show(Some(row)));
        Ok(())
    }

    fn requests(&self) -> Result<Vec<Recorded>, StorageError> {
        let mut requests: Vec<_> = self.shelves().requests.values().copied().collect();
        requests.sort_by_key(|recorded| (recorded.first, recorded.last, recorded.key));
        Ok(requests)
    }

    fn entry_count(&self) -> Result<u64, StorageError> {
        Ok(self.shelves().entries.len() as u64)
    }

    fn put_snapshot(
        &self,
        head: &SnapshotHead,
        state: &mut WriteState<'_>,
    ) -> Result<(), SnapshotError> {
        let mut bytes = Vec::new();
        snapshot::write(&mut bytes, head, state).step("write the snapshot")?;
        self.shelves().snapshot = Some(bytes.into());
        Ok(())
    }

    fn snapshot(&self) -> Result<Option<Snapshot>, SnapshotError> {
        let bytes = self.shelves().snapshot.clone();
        bytes.map(Snapshot::in_memory).transpose()
    }
}

fn open(sealed: &Sealed, label: String) -> Result<Vec<u8>, ReadError> {
    seal::open(&sealed.key, &label, &sealed.ciphertext).ok_or(ReadError::Seal { what: label })
}
