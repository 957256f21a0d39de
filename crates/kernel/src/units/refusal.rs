//! Why the founding, the name, the place or the end of a unit is not struck.

use jiff::civil::Date;

use crate::ids::PersonId;
use crate::refusal::{Reason, Refusal};

/// The facts that can stand in the way. The words are for the person who is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UnitRefusal {
    /// It has had this name since it was founded.
    #[error("{0} has had no other name")]
    NotRenamed(String),
    /// It has stood where it stands since it was founded, or since it is of its level.
    #[error("no move brought {0} to where it stands")]
    NotMoved(String),
    /// Somebody has had a post since that its place gave them.
    #[error("person {person} has been {post} of {unit} since, which only people beneath it may be")]
    PostSince {
        /// Who.
        person: PersonId,
        /// The post's title.
        post: String,
        /// The unit's name.
        unit: String,
    },
    /// It has filed a return that went up where it stands.
    #[error("{unit} has filed a return since, which went up to {above}")]
    FiledSince {
        /// The unit.
        unit: String,
        /// The one it stands under.
        above: String,
    },
    /// It stands.
    #[error("{0} is not dissolved")]
    NotDissolved(String),
    /// It never was.
    #[error("{0} was entered by mistake and never was")]
    NeverWas(String),
    /// It went into another.
    #[error("{unit} was merged into {into}")]
    WasMerged {
        /// The unit.
        unit: String,
        /// The other one.
        into: String,
    },
    /// What it had went to another unit.
    #[error("what {unit} had went to {to} on {on}, and its books are closed")]
    BooksClosed {
        /// The unit.
        unit: String,
        /// The other one.
        to: String,
        /// When.
        on: Date,
    },
    /// Something is on record of it already.
    #[error("{unit} is more than an entry by now: {what}")]
    HasRecord {
        /// The unit.
        unit: String,
        /// What there is.
        what: &'static str,
    },
}

impl From<UnitRefusal> for Refusal {
    fn from(reason: UnitRefusal) -> Refusal {
        Reason::from(reason).into()
    }
}
