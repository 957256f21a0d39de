//! Why something about awards is refused.

use jiff::civil::Date;

use crate::ids::AwardId;
use crate::refusal::{Reason, Refusal};

/// The facts that can stand in the way of an award.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AwardRefusal {
    /// The number means nothing, or nothing the viewer may know about.
    #[error("there is no proposal {0} for an award")]
    NoSuchAward(AwardId),
    /// Units of this level do not receive it.
    #[error("{unit} is not of a level that may receive the award {award}")]
    NotForUnit {
        /// The unit's name.
        unit: String,
        /// The award's title.
        award: String,
    },
    /// Nothing above the unit decides on it.
    #[error("nothing that decides on the award {award} stands above {unit}")]
    NobodyDecides {
        /// The unit's name.
        unit: String,
        /// The award's title.
        award: String,
    },
    /// The unit was founded when the stretch of time was over.
    #[error("{unit} was founded on {founded}, after that time was over")]
    NotThere {
        /// The unit's name.
        unit: String,
        /// When it was founded.
        founded: Date,
    },
    /// It was proposed for this before.
    #[error("{unit} was proposed for the award {award} for this time already")]
    AlreadyProposed {
        /// The unit's name.
        unit: String,
        /// The award's title.
        award: String,
    },
    /// The record says something else than the charter asks.
    #[error(
        "the record does not say of {unit}: {criterion}; it has {found}, and the charter asks for {needed}"
    )]
    NotMet {
        /// The unit's name.
        unit: String,
        /// What is asked, in words.
        criterion: String,
        /// What the figure is, with its name.
        found: String,
        /// What is asked for: `at least 12`.
        needed: String,
    },
    /// It was decided on before.
    #[error("the award was decided on already, on {0}")]
    AlreadyDecided(Date),
    /// It was taken back before.
    #[error("this was taken back already, on {0}")]
    AlreadyRevoked(Date),
}

impl From<AwardRefusal> for Refusal {
    fn from(refusal: AwardRefusal) -> Refusal {
        Reason::from(refusal).into()
    }
}
