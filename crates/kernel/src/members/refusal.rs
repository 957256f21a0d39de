//! Why a promotion is not struck.

use crate::ids::{PersonId, ProceedingId};

/// The facts that can stand in the way. The words are for the person who is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MemberRefusal {
    /// There is none on record since they joined.
    #[error("no promotion of person {0} is on record")]
    NotPromoted(PersonId),
    /// A proceeding led to it.
    #[error("this promotion was decided by a {procedure}: proceeding {proceeding}")]
    ByProceeding {
        /// The procedure's title.
        procedure: String,
        /// The proceeding.
        proceeding: ProceedingId,
    },
    /// They hold a post that the grade before may not hold.
    #[error("{grade} may not be {post} of {unit}, and person {person} is")]
    HoldsPost {
        /// Who.
        person: PersonId,
        /// The title of the grade before.
        grade: String,
        /// The post's title.
        post: String,
        /// The unit's name.
        unit: String,
    },
    /// They answer with their name for somebody, which the grade before may not.
    #[error("person {person} has signed in proceeding {proceeding}, which {grade} may not")]
    HasSigned {
        /// Who.
        person: PersonId,
        /// The title of the grade before.
        grade: String,
        /// The proceeding.
        proceeding: ProceedingId,
    },
    /// They were chosen as a delegate, which the grade before may not be.
    #[error("person {person} is a delegate to a {conference}, which {grade} may not be")]
    IsDelegate {
        /// Who.
        person: PersonId,
        /// The title of the grade before.
        grade: String,
        /// The title of the conference.
        conference: String,
    },
}
