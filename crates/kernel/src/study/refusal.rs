//! Why something about sessions of courses is refused.

use jiff::civil::Date;

use crate::ids::{PersonId, SessionId};
use crate::refusal::{Reason, Refusal};

/// The facts that can stand in the way.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StudyRefusal {
    /// The number means nothing, or nothing the viewer may know about.
    #[error("there is no session {0}")]
    NoSuchSession(SessionId),
    /// Units of this level hold no sessions of the course.
    #[error("{unit} holds no sessions of {course}")]
    NotHeldHere {
        /// The unit's name.
        unit: String,
        /// What the course is called.
        course: String,
    },
    /// The course has no such part.
    #[error("{0} has no such part")]
    NoSuchPart(String),
    /// The unit has a session of this part on this day.
    #[error("{unit} has a session of this part on {on} already")]
    AlreadyAnnounced {
        /// The unit's name.
        unit: String,
        /// The day.
        on: Date,
    },
    /// It was called off.
    #[error("the session was called off")]
    CalledOff,
    /// Who attended is on the record.
    #[error("who attended is recorded already")]
    AlreadyRecorded,
    /// Who attended is not on the record yet.
    #[error("who attended is not recorded yet")]
    NotRecorded,
    /// A session without anybody is none.
    #[error("nobody attended")]
    NobodyCame,
    /// The course is not open to the person, or they do not belong there.
    #[error("person {person} is not among those who may attend {course} in {unit}")]
    MayNotAttend {
        /// Who.
        person: PersonId,
        /// What the course is called.
        course: String,
        /// The unit's name.
        unit: String,
    },
}

impl From<StudyRefusal> for Refusal {
    fn from(refusal: StudyRefusal) -> Refusal {
        Reason::from(refusal).into()
    }
}
