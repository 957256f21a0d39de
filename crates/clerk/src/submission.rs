//! What is handed in at the door, and what comes back.

use std::sync::Arc;

use journal::{Randomness, RequestKey, StorageError};
use kernel::members::MemberEvent;
use kernel::{Actor, Command, Event, PersonId, Refusal};
use tokio::sync::oneshot;

use crate::{Card, CardFault, Stopped};

/// A request with everything that comes along with it.
#[derive(Clone, Debug)]
pub struct Submission {
    /// The key the client made; the same key again gives the first answer.
    pub key: RequestKey,
    /// Who commands.
    pub actor: Actor,
    /// What is commanded.
    pub command: Command,
    /// New or changed cards.
    pub cards: Vec<(Whose, Card)>,
    /// The texts of the charters that the command adopts.
    pub charters: Vec<String>,
}

impl Submission {
    /// A request with nothing but a command.
    #[must_use]
    pub fn new(key: RequestKey, actor: Actor, command: Command) -> Submission {
        Submission {
            key,
            actor,
            command,
            cards: Vec::new(),
            charters: Vec::new(),
        }
    }
}

/// Whose card it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// A person with a number. Only the operator and the person themselves
    /// may change a card.
    Person(PersonId),
    /// The nth person whom this request registers, counted from nought.
    New(usize),
}

/// What a request has caused, durably.
#[derive(Clone, Debug, PartialEq)]
pub struct Receipt {
    /// The sequence of its first entry.
    pub first_sequence: u64,
    /// The sequence of its last entry; one less than the first when nothing had to change.
    pub last_sequence: u64,
    /// What happened.
    pub events: Arc<[Event]>,
}

impl Receipt {
    /// The persons it registered, in order.
    pub fn registered(&self) -> impl Iterator<Item = PersonId> + '_ {
        self.events.iter().filter_map(|event| match event {
            Event::Member(MemberEvent::Registered { person }) => Some(*person),
            _ => None,
        })
    }
}

/// Why a request caused nothing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Denial {
    /// The charter or the record says no.
    #[error("{}", .0.reason)]
    Refused(Refusal),
    /// A card is for nobody this request may write about.
    #[error("a card came along for somebody whose card this request may not write")]
    Card {
        /// For whom it was meant.
        whose: Whose,
    },
    /// Something on a card may not stand there.
    #[error(transparent)]
    CardLine(#[from] CardFault),
    /// A card's code is another person's.
    #[error("the code {code:?} is that of another person")]
    CodeTaken {
        /// The code.
        code: String,
    },
    /// A charter is adopted whose text did not come along.
    #[error("the text of the charter that is adopted did not come along")]
    CharterText,
    /// Somebody else has used the key.
    #[error("this request's key is that of another request")]
    KeyTaken,
    /// Too many requests wait; try again in a moment.
    #[error("too many requests wait at the desk; try again in a moment")]
    Busy,
    /// The desk has stopped.
    #[error(transparent)]
    Stopped(#[from] Stopped),
}

/// A key nobody has used.
///
/// # Errors
/// When the operating system has no random bytes to give.
pub fn fresh_key() -> Result<RequestKey, StorageError> {
    let secret = Randomness::new().secret()?;
    let (key, _) = secret.split_first_chunk().unwrap_or((&[0; 16], &[]));
    Ok(RequestKey(*key))
}

impl From<Refusal> for Denial {
    fn from(refusal: Refusal) -> Denial {
        Denial::Refused(refusal)
    }
}

/// What the desk answers.
pub(crate) type Answer = Result<Receipt, Denial>;

/// An answer that is still to come.
#[derive(Debug)]
pub struct Pending(pub(crate) oneshot::Receiver<Answer>);

impl Pending {
    /// Waits for the answer. Not for asynchronous code: see [`Pending::answer`].
    ///
    /// # Errors
    /// When the request was refused or the desk has stopped.
    pub fn wait(self) -> Result<Receipt, Denial> {
        self.0
            .blocking_recv()
            .unwrap_or(Err(Denial::Stopped(Stopped)))
    }

    /// Waits for the answer.
    ///
    /// # Errors
    /// When the request was refused or the desk has stopped.
    pub async fn answer(self) -> Result<Receipt, Denial> {
        self.0.await.unwrap_or(Err(Denial::Stopped(Stopped)))
    }
}
