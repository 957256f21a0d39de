//! Why two numbers are not made one person's, or not parted again.

use jiff::civil::Date;

use crate::ids::PersonId;
use crate::refusal::{Reason, Refusal};

/// The facts that can stand in the way. What cannot be told of one number
/// without guessing at the other is settled by people first.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MergingRefusal {
    /// Both numbers are the same.
    #[error("these are one number, No. {0}")]
    SameNumber(PersonId),
    /// It is a former number already.
    #[error("No. {former} is a former number of No. {kept}")]
    IsFormer {
        /// The number.
        former: PersonId,
        /// Whose it is.
        kept: PersonId,
    },
    /// Others are former numbers of it.
    #[error("No. {0} has former numbers of its own")]
    HasFormer(PersonId),
    /// Both hold posts now.
    #[error("both numbers hold posts at the same time, in {0} and in {1}")]
    BothHoldPosts(String, String),
    /// The one that is to go holds a post.
    #[error("No. {former} holds a post in {unit}")]
    HoldsPost {
        /// The number.
        former: PersonId,
        /// Name of the unit.
        unit: String,
    },
    /// Both held one post of a unit at once, as two people do.
    #[error("both numbers held the same post in {unit} on {on}")]
    HeldAtOnce {
        /// Name of the unit.
        unit: String,
        /// A day on which they did.
        on: Date,
    },
    /// The one that is to go owes something.
    #[error("dues of No. {0} are open")]
    OpenDues(PersonId),
    /// Something about the one that is to go is under way.
    #[error("something about No. {0} is under way")]
    UnderWay(PersonId),
    /// The one that is to go answers for somebody.
    #[error("No. {0} has signed for somebody whose case is open")]
    Sponsors(PersonId),
    /// The one that is to go waits for an answer.
    #[error("No. {0} has asked something that is not answered yet")]
    Asks(PersonId),
    /// The one that is to go has a seat somewhere.
    #[error("No. {former} is to be at a conference until {last}")]
    HasSeat {
        /// The number.
        former: PersonId,
        /// The last day of the conference.
        last: Date,
    },
    /// It stands for itself.
    #[error("No. {0} is nobody's former number")]
    NotFormer(PersonId),
    /// The person has left, and the cards are gone.
    #[error("the person left, and nothing of No. {0} can be given back")]
    Forgotten(PersonId),
    /// The unit in which it had its place takes nobody any more.
    #[error("{0}, where this number had its place, takes nobody any more")]
    PlaceGone(String),
}

impl From<MergingRefusal> for Refusal {
    fn from(refusal: MergingRefusal) -> Refusal {
        Reason::from(refusal).into()
    }
}
