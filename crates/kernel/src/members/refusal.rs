//! Why a promotion or a transfer is not struck.

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
    /// They came to their unit by no transfer that is on record.
    #[error("no transfer brought person {0} to the present unit")]
    NotTransferred(PersonId),
    /// A proceeding led to the transfer.
    #[error("this transfer was decided by a {procedure}: proceeding {proceeding}")]
    MovedByProceeding {
        /// The procedure's title.
        procedure: String,
        /// The proceeding.
        proceeding: ProceedingId,
    },
    /// They have held a post since that only those may hold who went over.
    #[error("person {person} has been {post} of {unit} since, which only its own people may be")]
    PostSince {
        /// Who.
        person: PersonId,
        /// The post's title.
        post: String,
        /// The unit's name.
        unit: String,
    },
    /// The unit they went to has sent them to a conference.
    #[error("{unit} has sent person {person} to a {conference} since")]
    SentSince {
        /// Who.
        person: PersonId,
        /// The unit's name.
        unit: String,
        /// The title of the conference.
        conference: String,
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
