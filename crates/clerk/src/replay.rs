//! How the organisation comes into memory at a start: the snapshot, then the
//! entries behind it. The names come later, in the background.

use std::collections::BTreeMap;
use std::sync::Arc;

use charter::Charter;
use journal::encoding::Decoder;
use journal::{Erasure, Head, ReadError, Snapshot, SnapshotError, Store, hash_of};
use kernel::bulletins::BulletinEvent;
use kernel::members::MemberEvent;
use kernel::petitions::PetitionEvent;
use kernel::procedures::ProcedureEvent;
use kernel::{Event, State, columns};

use crate::StartError;

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

/// Brings the organisation in `store` into memory, but for the names.
pub(crate) fn load(store: &dyn Store) -> Result<ComeTo, StartError> {
    match store.snapshot() {
        Ok(mut snapshot) => come_to(store, snapshot.as_mut(), i64::MAX),
        Err(SnapshotError::Storage(error)) => Err(error.into()),
        Err(damaged @ SnapshotError::Damaged { .. }) => {
            let mut come_to = come_to(store, None, i64::MAX)?;
            let why = damaged.to_string();
            come_to.start.snapshot = SnapshotStanding::Rebuilt { why };
            Ok(come_to)
        }
    }
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
    snapshot: Option<&mut Snapshot>,
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
    snapshot: Option<&mut Snapshot>,
    before_ms: i64,
) -> Result<(State, Head, SnapshotStanding), StartError> {
    let afresh = |standing| (State::default(), Head::EMPTY, standing);
    let Some(snapshot) = snapshot else {
        return Ok(afresh(SnapshotStanding::None));
    };
    let sequence = snapshot.head().sequence;
    if before_ms < i64::MAX {
        let last = store.entries(sequence, 1)?.pop();
        if last.is_none_or(|entry| entry.at_ms >= before_ms) {
            return Ok(afresh(SnapshotStanding::None));
        }
    }
    match restore(store, snapshot, &editions(store)?) {
        Ok((state, head)) => Ok((state, head, SnapshotStanding::Used { sequence })),
        Err(Unusable::Snapshot(why)) => Ok(afresh(SnapshotStanding::Rebuilt { why })),
        Err(Unusable::Store(error)) => Err(error),
    }
}

/// Every charter that is kept, by hash.
pub(crate) fn editions(store: &dyn Store) -> Result<BTreeMap<[u8; 32], Arc<Charter>>, StartError> {
    let mut decoder = Decoder::new(store);
    for hash in store.charter_hashes()? {
        decoder.edition(&hash)?;
    }
    Ok(decoder.into_editions())
}

/// Why a snapshot did not give a state.
enum Unusable {
    /// It is not to be used, and this is why.
    Snapshot(String),
    /// Nothing is known of it, because the store failed.
    Store(StartError),
}

impl From<ReadError> for Unusable {
    fn from(error: ReadError) -> Unusable {
        Unusable::Store(error.into())
    }
}

impl Unusable {
    fn because(why: &str) -> Unusable {
        Unusable::Snapshot(why.to_owned())
    }

    /// What the snapshot's hash has to say comes first.
    fn of(error: SnapshotError) -> Unusable {
        match error {
            SnapshotError::Damaged { .. } => Unusable::Snapshot(error.to_string()),
            SnapshotError::Storage(error) => Unusable::Store(error.into()),
        }
    }
}

/// The state in a snapshot and where it ends, or why it is not to be used.
/// Nobody gets the state before the snapshot's hash was judged.
fn restore(
    store: &dyn Store,
    snapshot: &mut Snapshot,
    editions: &BTreeMap<[u8; 32], Arc<Charter>>,
) -> Result<(State, Head), Unusable> {
    let of = *snapshot.head();
    let entry = store.entries(of.sequence, 1)?.pop();
    let entry = entry.filter(|entry| (entry.sequence, entry.hash) == (of.sequence, of.hash));
    let other = if of.format != columns::LAYOUT {
        Some("the snapshot has another layout than this program's")
    } else if entry.is_none() {
        Some("the snapshot is of another journal")
    } else {
        None
    };
    let (None, Some(entry)) = (other, entry) else {
        // A damaged head may say anything.
        snapshot.sum().map_err(Unusable::of)?;
        return Err(Unusable::because(other.unwrap_or_default()));
    };
    let read = snapshot.read(|source| State::read_columns(source, editions));
    let state = read
        .map_err(Unusable::of)?
        .map_err(|_| Unusable::because("the snapshot's columns cannot be read"))?;
    let head = Head {
        sequence: entry.sequence,
        request: entry.request,
        hash: entry.hash,
    };
    Ok((state, head))
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

/// What an event means must be destroyed: a person's card, or texts.
pub(crate) fn erased_by(event: &Event) -> Vec<Erasure> {
    match event {
        Event::Member(
            MemberEvent::Left { person, .. } | MemberEvent::Forgotten { former: person, .. },
        ) => vec![Erasure::Person(person.0)],
        Event::Petition(PetitionEvent::Erased { texts, .. }) => texts
            .iter()
            .map(|text| Erasure::Document(text.0.0))
            .collect(),
        Event::Bulletin(BulletinEvent::PictureErased { picture, .. }) => {
            vec![Erasure::Document(picture.0.0)]
        }
        Event::Procedure(ProcedureEvent::ApplicantErased { person, .. }) => {
            vec![Erasure::Person(person.0)]
        }
        _ => Vec::new(),
    }
}
