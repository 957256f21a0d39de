//! How the organisation comes into memory at a start: the snapshot, then the
//! entries behind it, then the names.

use std::collections::BTreeMap;
use std::sync::Arc;

use charter::Charter;
use journal::encoding::Decoder;
use journal::{Head, Snapshot, SnapshotError, Store, hash_of};
use kernel::members::MemberEvent;
use kernel::{Event, PersonId, State, columns};

use crate::{Card, Directory, StartError};

/// How many entries are read at a time.
const PAGE_ENTRIES: usize = 4096;

/// What a start has done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Start {
    /// What came of the snapshot.
    pub snapshot: SnapshotStanding,
    /// How many entries were read and applied.
    pub replayed: u64,
}

/// What came of the snapshot at a start.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SnapshotStanding {
    /// There was none.
    None,
    /// It was whole and the start went on from it.
    Used {
        /// The last entry in it.
        sequence: u64,
    },
    /// It could not be used; everything was replayed and a new one written.
    Rebuilt {
        /// Why not.
        why: String,
    },
}

/// What a start brings into memory.
pub(crate) struct Loaded {
    pub state: State,
    pub directory: Directory,
    pub head: Head,
    /// When the last entry was recorded.
    pub at_ms: i64,
    pub start: Start,
}

/// Brings the organisation in `store` into memory.
pub(crate) fn load(store: &dyn Store) -> Result<Loaded, StartError> {
    let come_to = come_to(store, store.snapshot(), i64::MAX)?;
    Ok(Loaded {
        directory: names(store)?,
        state: come_to.state,
        head: come_to.head,
        at_ms: come_to.at_ms,
        start: come_to.start,
    })
}

/// What the entries of a journal, or the first of them, come to.
pub(crate) struct ComeTo {
    pub state: State,
    pub head: Head,
    /// When the last of them was recorded.
    pub at_ms: i64,
    pub start: Start,
}

/// What the entries recorded before the moment `before_ms` come to, from the
/// snapshot on where it has none of the others.
pub(crate) fn come_to(
    store: &dyn Store,
    snapshot: Result<Option<Snapshot>, SnapshotError>,
    before_ms: i64,
) -> Result<ComeTo, StartError> {
    let (mut state, mut head, snapshot) = begin(store, snapshot, before_ms)?;
    let begun = head.sequence;
    let at_ms = replay(store, &mut state, &mut head, before_ms)?;
    let replayed = head.sequence - begun;
    Ok(ComeTo {
        state,
        head,
        at_ms,
        start: Start { snapshot, replayed },
    })
}

/// Where a replay begins: behind the snapshot, or with nothing.
fn begin(
    store: &dyn Store,
    snapshot: Result<Option<Snapshot>, SnapshotError>,
    before_ms: i64,
) -> Result<(State, Head, SnapshotStanding), StartError> {
    let afresh = |standing| (State::default(), Head::EMPTY, standing);
    let snapshot = match snapshot {
        Ok(None) => return Ok(afresh(SnapshotStanding::None)),
        Ok(Some(snapshot)) => snapshot,
        Err(SnapshotError::Storage(error)) => return Err(error.into()),
        Err(damaged @ SnapshotError::Damaged { .. }) => {
            let why = damaged.to_string();
            return Ok(afresh(SnapshotStanding::Rebuilt { why }));
        }
    };
    if before_ms < i64::MAX {
        let last = store.entries(snapshot.sequence, 1)?.pop();
        if last.is_none_or(|entry| entry.at_ms >= before_ms) {
            return Ok(afresh(SnapshotStanding::None));
        }
    }
    Ok(match restore(store, &snapshot, &editions(store)?)? {
        Ok((state, head)) => {
            let sequence = snapshot.sequence;
            (state, head, SnapshotStanding::Used { sequence })
        }
        Err(why) => afresh(SnapshotStanding::Rebuilt {
            why: why.to_owned(),
        }),
    })
}

/// Every charter that is kept, by hash.
pub(crate) fn editions(store: &dyn Store) -> Result<BTreeMap<[u8; 32], Arc<Charter>>, StartError> {
    let mut decoder = Decoder::new(store);
    for hash in store.charter_hashes()? {
        decoder.edition(&hash)?;
    }
    Ok(decoder.into_editions())
}

/// The state in a snapshot and where it ends, or why it is not to be used.
fn restore(
    store: &dyn Store,
    snapshot: &Snapshot,
    editions: &BTreeMap<[u8; 32], Arc<Charter>>,
) -> Result<Result<(State, Head), &'static str>, StartError> {
    if snapshot.format != columns::LAYOUT {
        return Ok(Err("the snapshot has another layout than this program's"));
    }
    let entry = store.entries(snapshot.sequence, 1)?.pop();
    let head = match entry {
        Some(entry) if (entry.sequence, entry.hash) == (snapshot.sequence, snapshot.hash) => Head {
            sequence: entry.sequence,
            request: entry.request,
            hash: entry.hash,
        },
        _ => return Ok(Err("the snapshot is of another journal")),
    };
    let state = State::from_columns(&snapshot.bytes, editions);
    Ok(state
        .map(|state| (state, head))
        .map_err(|_| "the snapshot's columns cannot be read"))
}

/// Applies every entry behind `head` that was recorded before `before_ms`, and
/// says when the last was recorded. No entry is older than the one before it.
fn replay(
    store: &dyn Store,
    state: &mut State,
    head: &mut Head,
    before_ms: i64,
) -> Result<i64, StartError> {
    let last = if head.sequence == 0 {
        None
    } else {
        store.entries(head.sequence, 1)?.pop()
    };
    let mut at_ms = last.map_or(i64::MIN, |entry| entry.at_ms);
    let mut decoder = Decoder::under(store, state.charter().cloned());
    loop {
        let page = store.entries(head.sequence + 1, PAGE_ENTRIES)?;
        if page.is_empty() {
            return Ok(at_ms);
        }
        for entry in page {
            let sequence = entry.sequence;
            let follows = sequence == head.sequence + 1 && entry.previous == head.hash;
            if !follows || hash_of(&entry) != entry.hash {
                return Err(StartError::Chain {
                    sequence: head.sequence + 1,
                });
            }
            if entry.at_ms >= before_ms {
                return Ok(at_ms);
            }
            let decoded = decoder.decode(&entry.event);
            let event = decoded
                .map_err(|source| StartError::Decode { sequence, source })?
                .event;
            state.apply(&event);
            *head = Head {
                sequence,
                request: entry.request,
                hash: entry.hash,
            };
            at_ms = entry.at_ms;
        }
    }
}

/// The directory, from the cards.
pub(crate) fn names(store: &dyn Store) -> Result<Directory, StartError> {
    let mut directory = Directory::default();
    let mut unreadable = None;
    store.each_card(
        &mut |person, bytes| match Card::from_bytes(person, &bytes) {
            Ok(card) => directory.file(PersonId(person), card),
            Err(error) => unreadable = Some(error),
        },
    )?;
    unreadable.map_or(Ok(directory), |error| Err(error.into()))
}

/// Whether an event means that a person's card must be destroyed.
pub(crate) fn erased_by(event: &Event) -> Option<PersonId> {
    match event {
        Event::Member(MemberEvent::Left { person, .. }) => Some(*person),
        _ => None,
    }
}
