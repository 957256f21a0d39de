//! Why what is asked for with a petition is refused.

use jiff::civil::Date;

use crate::ids::PetitionId;
use crate::refusal::{Reason, Refusal};

/// The facts that can stand in the way of asking, passing on and answering.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PetitionRefusal {
    /// The number means nothing, or nothing the viewer may know about.
    #[error("there is no petition {0}")]
    NoSuchPetition(PetitionId),
    /// Units of this level take in nothing of the kind.
    #[error("{unit} takes in no {petition}")]
    NotTakenIn {
        /// The unit's name.
        unit: String,
        /// What the kind of petition is called.
        petition: String,
    },
    /// Somebody from outside commands what only a name can command.
    #[error("whoever is not signed in can only ask or apply where anybody may, and take that back")]
    NotFromOutside,
    /// Somebody from outside asks for what members may ask for.
    #[error("only members may bring a {0}")]
    MembersOnly(String),
    /// It was answered before.
    #[error("it was answered on {0}")]
    AlreadyAnswered(Date),
    /// There is no answer that could be corrected.
    #[error("it has not been answered yet")]
    NotAnswered,
    /// Whoever asked took it back.
    #[error("whoever asked took it back on {0}")]
    Withdrawn(Date),
    /// What was written is no more.
    #[error("what was written in it was erased on {0}")]
    AlreadyErased(Date),
    /// The charter does not let it be passed that way.
    #[error("it may not be passed from {from} to {to}: {ways}")]
    NotThatWay {
        /// The unit that has it.
        from: String,
        /// Where it was to go.
        to: String,
        /// Which ways there are, in words.
        ways: &'static str,
    },
}

impl From<PetitionRefusal> for Refusal {
    fn from(reason: PetitionRefusal) -> Refusal {
        Reason::from(reason).into()
    }
}
