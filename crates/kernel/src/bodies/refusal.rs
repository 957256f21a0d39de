//! Why something about affiliated bodies is refused.

use jiff::civil::Date;

use crate::ids::BodyId;
use crate::refusal::{Reason, Refusal};

/// The facts that can stand in the way.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BodyRefusal {
    /// The number means nothing, or nothing the viewer may know about.
    #[error("there is no body {0} on a register")]
    NoSuchBody(BodyId),
    /// Units of this level keep no such bodies.
    #[error("{unit} keeps no register of {plural}")]
    NotKeptHere {
        /// The unit's name.
        unit: String,
        /// What several of the kind are called.
        plural: String,
    },
    /// The post is none for this.
    #[error("the holder of this post in {unit} cannot be the contact person for a {title}")]
    NoLiaison {
        /// The unit's name.
        unit: String,
        /// What one of the kind is called.
        title: String,
    },
    /// One of this name is there.
    #[error("{unit} has {name} on its register already")]
    AlreadyListed {
        /// The unit's name.
        unit: String,
        /// The body's name.
        name: String,
    },
    /// Its affiliation has ended.
    #[error("it is no longer affiliated since {0}")]
    HasEnded(Date),
}

impl From<BodyRefusal> for Refusal {
    fn from(refusal: BodyRefusal) -> Refusal {
        Reason::from(refusal).into()
    }
}
