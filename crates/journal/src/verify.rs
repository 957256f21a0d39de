//! Reading everything again and naming the first thing that is not as written.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{Event, Subject};

use crate::encoding::Decoder;
use crate::error::{ReadError, StorageError};
use crate::{
    Document, Entry, Head, Recorded, Sha256Hash, Store, actor_from_text, chain, subject_parts,
};

/// How many entries are read at a time.
const PAGE_ENTRIES: usize = 4096;

/// What an event says it rests on, as the encoding reads it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contents {
    /// What the event touches, each once.
    pub subjects: Vec<Subject>,
    /// The documents it rests on, with their fingerprints.
    pub documents: Vec<(u32, Sha256Hash)>,
    /// The charters it rests on, by hash.
    pub charters: Vec<Sha256Hash>,
}

/// What was read again and found whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verified {
    /// Where the journal ends. A journal cut off at its end and made to fit
    /// can only be told from a whole one by comparing this with a head that
    /// was noted elsewhere.
    pub head: Head,
    /// How many requests caused entries.
    pub requests: u64,
    /// How many cards could be opened.
    pub cards: u64,
    /// How many documents could be opened and are those the chain names.
    pub documents: u64,
    /// How many documents have been erased.
    pub documents_erased: u64,
    /// How many charter texts are those the chain names.
    pub charters: u64,
}

/// The first thing found that is not as it was written.
#[derive(Debug, thiserror::Error)]
#[error("{}{fault}", .sequence.map(|sequence| format!("entry {sequence}: ")).unwrap_or_default())]
pub struct Broken {
    /// The entry it concerns, where it concerns one.
    pub sequence: Option<u64>,
    /// What is wrong.
    pub fault: Fault,
}

/// What can be wrong with what is kept.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// There is no entry where one must be.
    #[error("it is missing")]
    Missing,
    /// There are rows under numbers no entry can have.
    #[error("{count} rows of the journal lie outside the order from 1")]
    Stray {
        /// How many.
        count: u64,
    },
    /// A column cannot be read.
    #[error("{0}")]
    Unreadable(String),
    /// It does not follow the entry before it.
    #[error("its previous hash is not the hash of the entry before")]
    Unchained,
    /// Its hash does not fit what it says.
    #[error("its hash does not fit what it says")]
    Altered,
    /// It was recorded before the entry before it.
    #[error("its time lies before that of the entry before")]
    Backwards,
    /// The request number does not follow.
    #[error("its request number {found} does not follow {before}")]
    Request {
        /// What the entry says.
        found: u64,
        /// What the entry before says.
        before: u64,
    },
    /// The actor is nobody.
    #[error("its actor `{0}` is neither `operator` nor `person:` and a number")]
    Actor(String),
    /// The event says nothing this program understands.
    #[error("its event cannot be read: {0}")]
    Event(String),
    /// The table of requests tells otherwise than the journal.
    #[error("the requests table and the journal disagree about which request caused it")]
    RequestsTable,
    /// The touched-index lacks a row.
    #[error("the touched-index does not say that it touched {0:?}")]
    TouchedMissing(Subject),
    /// The touched-index has a row too many.
    #[error("the touched-index says that it touched {0:?}, the entry does not")]
    TouchedExtra(Subject),
    /// The touched-index is not in its order, so that looking something up misses it.
    #[error("the rows of the touched-index are out of their order")]
    TouchedDisordered,
    /// A row of the touched-index means nothing.
    #[error("a row of the touched-index cannot be read")]
    TouchedUnreadable,
    /// A document the entry rests on is not kept.
    #[error("document {0}, on which it rests, is not kept")]
    DocumentMissing(u32),
    /// A document is not the one the entry names.
    #[error("document {0} is not the one the entry names")]
    DocumentAltered(u32),
    /// A document nobody mentions.
    #[error("document {0} is kept, but no entry mentions it")]
    DocumentStray(u32),
    /// A charter the entry rests on is not kept.
    #[error("the charter with hash {0}, on which it rests, is not kept")]
    CharterMissing(String),
    /// A charter's text does not fit its hash.
    #[error("the charter with hash {0} has been altered")]
    CharterAltered(String),
    /// A card or document does not open.
    #[error(transparent)]
    Seal(ReadError),
    /// The storage failed; nothing is known to be wrong.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl From<StorageError> for Broken {
    fn from(error: StorageError) -> Broken {
        Broken {
            sequence: None,
            fault: Fault::Storage(error),
        }
    }
}

impl From<ReadError> for Broken {
    fn from(error: ReadError) -> Broken {
        match error {
            ReadError::Entry { sequence, what } => at(sequence, Fault::Unreadable(what)),
            ReadError::Storage(error) => error.into(),
            seal @ ReadError::Seal { .. } => Broken {
                sequence: None,
                fault: Fault::Seal(seal),
            },
        }
    }
}

fn at(sequence: u64, fault: Fault) -> Broken {
    Broken {
        sequence: Some(sequence),
        fault,
    }
}

/// What the entries say the other tables must hold.
#[derive(Default)]
struct Expected {
    touched: Vec<(Subject, u64)>,
    documents: BTreeMap<u32, (Sha256Hash, u64)>,
    charters: BTreeMap<Sha256Hash, u64>,
    /// First and last sequence of each request, in order.
    requests: Vec<(u64, u64)>,
}

/// Reads everything in `store` again and shows every event to `show`, in order.
///
/// # Errors
/// The first thing that is not as it was written.
pub fn verify(store: &dyn Store, show: &mut dyn FnMut(&Event)) -> Result<Verified, Broken> {
    let mut decoder = Decoder::new(store);
    verify_with(store, &mut |entry| {
        let decoded = decoder
            .decode(&entry.event)
            .map_err(|error| error.to_string())?;
        show(&decoded.event);
        Ok(decoded.contents())
    })
}

/// Reads everything in `store` again: the chain and every field of every
/// entry, then what the entries say about the other tables. `read` says what
/// an entry's event rests on.
///
/// # Errors
/// The first thing that is not as it was written.
pub fn verify_with(
    store: &dyn Store,
    read: &mut dyn FnMut(&Entry) -> Result<Contents, String>,
) -> Result<Verified, Broken> {
    let mut expected = Expected::default();
    let head = verify_chain(store, read, &mut expected)?;
    verify_requests(&store.requests()?, &expected.requests)?;
    verify_touched(store, &mut expected.touched)?;
    let (documents, documents_erased) = verify_documents(store, &expected.documents)?;
    let charters = verify_charters(store, &expected.charters)?;
    let mut cards = 0;
    store.each_card(&mut |_, _| cards += 1)?;
    Ok(Verified {
        head,
        requests: expected.requests.len() as u64,
        cards,
        documents,
        documents_erased,
        charters,
    })
}

fn verify_chain(
    store: &dyn Store,
    read: &mut dyn FnMut(&Entry) -> Result<Contents, String>,
    expected: &mut Expected,
) -> Result<Head, Broken> {
    let mut last: Option<Entry> = None;
    loop {
        let next = last.as_ref().map_or(1, |entry| entry.sequence + 1);
        let page = match store.entries(next, PAGE_ENTRIES) {
            Ok(page) => page,
            // One after the other: an entry before the unreadable one may be
            // wrong as well and is the first then.
            Err(_) => match store.entries(next, 1) {
                Err(ReadError::Storage(error)) => return Err(at(next, Fault::Storage(error))),
                page => page?,
            },
        };
        if page.is_empty() {
            break;
        }
        for entry in page {
            verify_entry(&entry, last.as_ref())?;
            let contents = read(&entry).map_err(|what| at(entry.sequence, Fault::Event(what)))?;
            expected.note(&entry, contents);
            last = Some(entry);
        }
    }
    let head = last.map_or(Head::EMPTY, |entry| Head {
        sequence: entry.sequence,
        request: entry.request,
        hash: entry.hash,
    });
    match store.entry_count()?.saturating_sub(head.sequence) {
        0 => Ok(head),
        count => Err(at(head.sequence + 1, Fault::Stray { count })),
    }
}

/// Holds an entry against itself and the one before.
fn verify_entry(entry: &Entry, before: Option<&Entry>) -> Result<(), Broken> {
    let (sequence, request, hash, at_ms) = before.map_or((0, 0, [0; 32], i64::MIN), |before| {
        (before.sequence, before.request, before.hash, before.at_ms)
    });
    let fault = if entry.sequence != sequence + 1 {
        return Err(at(sequence + 1, Fault::Missing));
    } else if entry.previous != hash {
        Fault::Unchained
    } else if chain::hash_of(entry) != entry.hash {
        Fault::Altered
    } else if entry.request != request + 1 && (before.is_none() || entry.request != request) {
        Fault::Request {
            found: entry.request,
            before: request,
        }
    } else if entry.at_ms < at_ms {
        Fault::Backwards
    } else if actor_from_text(&entry.actor).is_none() {
        Fault::Actor(entry.actor.clone())
    } else {
        return Ok(());
    };
    Err(at(entry.sequence, fault))
}

impl Expected {
    fn note(&mut self, entry: &Entry, contents: Contents) {
        let sequence = entry.sequence;
        self.touched.extend(
            contents
                .subjects
                .into_iter()
                .map(|subject| (subject, sequence)),
        );
        for (id, fingerprint) in contents.documents {
            self.documents.entry(id).or_insert((fingerprint, sequence));
        }
        for hash in contents.charters {
            self.charters.entry(hash).or_insert(sequence);
        }
        let count = self.requests.len() as u64;
        match self.requests.last_mut() {
            Some((_, last)) if count == entry.request => *last = sequence,
            _ => self.requests.push((sequence, sequence)),
        }
    }
}

/// Every run of entries of one request must stand in the table, and nothing else.
fn verify_requests(kept: &[Recorded], expected: &[(u64, u64)]) -> Result<(), Broken> {
    let head = expected.last().map_or(0, |(_, last)| *last);
    let mut runs = expected.iter();
    for recorded in kept {
        let changed_nothing = recorded.last + 1 == recorded.first;
        if changed_nothing && recorded.last <= head {
            continue;
        }
        match runs.next() {
            Some((first, last)) if (*first, *last) == (recorded.first, recorded.last) => {}
            Some((first, _)) => return Err(at(recorded.first.min(*first), Fault::RequestsTable)),
            None => return Err(at(recorded.first.min(head + 1), Fault::RequestsTable)),
        }
    }
    runs.next()
        .map_or(Ok(()), |(first, _)| Err(at(*first, Fault::RequestsTable)))
}

/// The touched-index must say what the events say: no more and no less.
fn verify_touched(store: &dyn Store, expected: &mut Vec<(Subject, u64)>) -> Result<(), Broken> {
    let mut kept = Vec::with_capacity(expected.len());
    let mut unreadable = false;
    store.each_touched(&mut |row| match row {
        Some(row) => kept.push(row),
        None => unreadable = true,
    })?;
    if unreadable {
        return Err(Broken {
            sequence: None,
            fault: Fault::TouchedUnreadable,
        });
    }
    // Looking something up follows the order, so a row out of it is as good as lost.
    let in_order = kept.is_sorted_by(|(one, first), (other, next)| {
        (subject_parts(*one), first) < (subject_parts(*other), next)
    });
    kept.sort_unstable();
    expected.sort_unstable();
    expected.dedup();
    let missing = without(expected, &kept).map(|row| (row, Fault::TouchedMissing(row.0)));
    let extra = without(&kept, expected).map(|row| (row, Fault::TouchedExtra(row.0)));
    let first = missing
        .chain(extra)
        .min_by_key(|((_, sequence), _)| *sequence);
    match first {
        Some(((_, sequence), fault)) => Err(at(sequence, fault)),
        None if in_order => Ok(()),
        None => Err(Broken {
            sequence: None,
            fault: Fault::TouchedDisordered,
        }),
    }
}

/// The rows that are not among `others`; both are sorted.
fn without<'a>(
    rows: &'a [(Subject, u64)],
    others: &'a [(Subject, u64)],
) -> impl Iterator<Item = (Subject, u64)> + 'a {
    rows.iter()
        .copied()
        .filter(|row| others.binary_search(row).is_err())
}

/// Documents must be those the entries name, or erased; returns how many of each.
fn verify_documents(
    store: &dyn Store,
    expected: &BTreeMap<u32, (Sha256Hash, u64)>,
) -> Result<(u64, u64), Broken> {
    let (mut whole, mut erased) = (0, 0);
    for (id, (named, sequence)) in expected {
        match store.document(*id) {
            Err(seal @ ReadError::Seal { .. }) => return Err(at(*sequence, Fault::Seal(seal))),
            Err(error) => return Err(error.into()),
            Ok(None) => return Err(at(*sequence, Fault::DocumentMissing(*id))),
            Ok(Some(Document::Erased)) => erased += 1,
            Ok(Some(Document::Text { fingerprint, .. })) if fingerprint == *named => whole += 1,
            Ok(Some(Document::Text { .. })) => {
                return Err(at(*sequence, Fault::DocumentAltered(*id)));
            }
        }
    }
    let kept = store.document_ids()?;
    match kept.iter().find(|id| !expected.contains_key(id)) {
        Some(stray) => Err(Broken {
            sequence: None,
            fault: Fault::DocumentStray(*stray),
        }),
        None => Ok((whole, erased)),
    }
}

/// Charters must be those the entries name; returns how many there are.
fn verify_charters(store: &dyn Store, expected: &BTreeMap<Sha256Hash, u64>) -> Result<u64, Broken> {
    let kept: BTreeSet<Sha256Hash> = store.charter_hashes()?.into_iter().collect();
    for (hash, sequence) in expected {
        if !kept.contains(hash) {
            return Err(at(*sequence, Fault::CharterMissing(crate::hex(hash))));
        }
    }
    for hash in &kept {
        let text = store.charter(hash)?.unwrap_or_default();
        if chain::sha256(text.as_bytes()) != *hash {
            let sequence = expected.get(hash).copied();
            return Err(Broken {
                sequence,
                fault: Fault::CharterAltered(crate::hex(hash)),
            });
        }
    }
    Ok(kept.len() as u64)
}
