//! Why something about a bulletin is refused.

use jiff::civil::Date;

use crate::ids::BulletinId;
use crate::refusal::{Reason, Refusal};

/// The facts that can stand in the way of a bulletin.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BulletinRefusal {
    /// The number means nothing, or nothing the viewer may know about.
    #[error("there is no bulletin {0}")]
    NoSuchBulletin(BulletinId),
    /// It was never kept with this bulletin, or is destroyed already.
    #[error("no such picture is kept with the bulletin")]
    NoSuchPicture,
    /// Units of this level publish none.
    #[error("the charter has no bulletins of a {0}")]
    NotPublishedHere(String),
    /// The award was never given.
    #[error("the award it is about was not given")]
    NotGiven,
    /// Another text has been written since.
    #[error("its text was changed meanwhile: this is text {given}, and text {now} is the last")]
    TextChanged {
        /// The one that was read.
        given: u32,
        /// The one that stands.
        now: u32,
    },
    /// Nobody reviews what they wrote.
    #[error("a bulletin is reviewed by another person than the one who wrote it")]
    OwnText,
    /// It was reviewed before.
    #[error("this text has been reviewed already")]
    AlreadyReviewed,
    /// It was sent back and not written anew.
    #[error("the text was sent back and has not been changed since")]
    IsSentBack,
    /// Nobody has reviewed it.
    #[error("nobody has reviewed this text")]
    NotReviewed,
    /// There is nothing new to publish or to review.
    #[error("what was written last is published")]
    NothingNew,
    /// What is published is not written over.
    #[error("it was published on {0}, and what is published is not written over")]
    IsPublished(Date),
    /// What was never published needs no correction.
    #[error("it was never published")]
    NotPublished,
    /// It was withdrawn before.
    #[error("it was withdrawn on {0}")]
    IsWithdrawn(Date),
}

impl From<BulletinRefusal> for Refusal {
    fn from(refusal: BulletinRefusal) -> Refusal {
        Reason::from(refusal).into()
    }
}
