//! From decided events to what the journal keeps: checked, sealed, encoded.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::resume_unwind;
use std::sync::Arc;
use std::thread;

use charter::Charter;
use journal::encoding::{EncodeError, encode};
use journal::{
    PreparedEntry, PreparedRequest, Randomness, RequestKey, SealedCard, actor_text, sha256,
};
use kernel::charters::CharterEvent;
use kernel::members::MemberEvent;
use kernel::{Actor, DocumentId, Event, PersonId, Request};

use super::Room;
use crate::replay::erased_by;
use crate::{Card, Denial, DeskFailure, Whose};

/// Refuses what may not come along with a request.
pub(super) fn check(
    room: &Room,
    actor: Actor,
    events: &[Event],
    cards: &[(Whose, Card)],
    charters: &[String],
) -> Result<(), Denial> {
    let registered = registered(events);
    let mut codes = BTreeMap::new();
    for (whose, card) in cards {
        card.check()?;
        let own = |person: PersonId| actor == Actor::Operator || actor == Actor::Person(person);
        let person = match *whose {
            Whose::Person(person) if own(person) && person.0 < room.state.person_count() => person,
            Whose::New(nth) => *registered.get(nth).ok_or(Denial::Card { whose: *whose })?,
            Whose::Person(_) => return Err(Denial::Card { whose: *whose }),
        };
        let before = room
            .directory
            .person(&card.code)
            .or(codes.insert(&card.code, person));
        if before.is_some_and(|before| before != person) {
            return Err(Denial::CodeTaken {
                code: card.code.clone(),
            });
        }
    }
    let texts: BTreeSet<_> = charters
        .iter()
        .map(|text| sha256(text.as_bytes()))
        .collect();
    let missing = events.iter().any(|event| match event {
        Event::Charter(CharterEvent::Adopted { sha256, .. }) => !texts.contains(sha256),
        _ => false,
    });
    if missing {
        Err(Denial::CharterText)
    } else {
        Ok(())
    }
}

/// The persons that events register, in order.
fn registered(events: &[Event]) -> Vec<PersonId> {
    let person = |event: &Event| match event {
        Event::Member(MemberEvent::Registered { person }) => Some(*person),
        _ => None,
    };
    events.iter().filter_map(person).collect()
}

/// The cards with the numbers of their persons; [`check`] has seen that there are such.
pub(super) fn name_cards(events: &[Event], cards: Vec<(Whose, Card)>) -> Vec<(PersonId, Card)> {
    let registered = registered(events);
    let person = |whose| match whose {
        Whose::Person(person) => Some(person),
        Whose::New(nth) => registered.get(nth).copied(),
    };
    cards
        .into_iter()
        .filter_map(|(whose, card)| Some((person(whose)?, card)))
        .collect()
}

/// A decided request and what comes along.
pub(super) struct Preparation<'a> {
    pub key: RequestKey,
    pub at_ms: i64,
    pub request: &'a Request,
    pub events: &'a [Event],
    pub cards: &'a [(PersonId, Card)],
    pub charters: Vec<String>,
    /// The newest edition before the request.
    pub newest: Option<Arc<Charter>>,
}

impl Preparation<'_> {
    /// Seals and encodes it.
    pub(super) fn prepare(
        self,
        randomness: &mut Randomness,
    ) -> Result<PreparedRequest, DeskFailure> {
        let mut documents = Vec::new();
        let mut fingerprints = BTreeMap::new();
        let numbers = self.events.iter().flat_map(Event::documents);
        for (id, text) in numbers.zip(self.request.command.writings()) {
            let document = randomness.seal_document(id.0, text.as_bytes())?;
            fingerprints.insert(id, document.fingerprint);
            documents.push(document);
        }
        let mut newest = self.newest;
        let mut write = || entries(self.events, &mut newest, &fingerprints);
        let (entries, cards) = if self.cards.len() < CARDS_BESIDE_MIN {
            (write()?, seal(self.cards, randomness)?)
        } else {
            let cards = self.cards;
            thread::scope(|scope| {
                let sealed = scope.spawn(move || seal(cards, randomness));
                let entries = write();
                let sealed = sealed.join().unwrap_or_else(|panic| resume_unwind(panic));
                Ok::<_, DeskFailure>((entries?, sealed?))
            })?
        };
        Ok(PreparedRequest {
            key: self.key,
            at_ms: self.at_ms,
            actor: actor_text(self.request.actor),
            entries,
            cards,
            documents,
            charters: self.charters,
            erasures: self.events.iter().flat_map(erased_by).collect(),
        })
    }
}

/// So many cards are sealed by a thread of their own, while the entries are written.
const CARDS_BESIDE_MIN: usize = 1000;

fn seal(
    cards: &[(PersonId, Card)],
    randomness: &mut Randomness,
) -> Result<Vec<SealedCard>, DeskFailure> {
    let mut sealed = Vec::with_capacity(cards.len());
    for (person, card) in cards {
        sealed.push(randomness.seal_card(person.0, &card.to_bytes()?)?);
    }
    Ok(sealed)
}

/// Events as the journal keeps them, under the newest edition of the charter,
/// which is another one after an event that adopts it.
pub(crate) fn entries(
    events: &[Event],
    newest: &mut Option<Arc<Charter>>,
    fingerprints: &BTreeMap<DocumentId, [u8; 32]>,
) -> Result<Vec<PreparedEntry>, EncodeError> {
    let mut entries = Vec::with_capacity(events.len());
    for event in events {
        if let Event::Charter(CharterEvent::Adopted { charter, .. }) = event {
            *newest = Some(Arc::clone(charter));
        }
        entries.push(PreparedEntry {
            event: encode(event, newest.as_deref(), fingerprints)?,
            touched: event.touches(),
        });
    }
    Ok(entries)
}
