//! What happens to affiliated bodies, and what each event leaves behind.

use charter::{BodyKindId, PostId};
use jiff::civil::Date;

use crate::ids::{BodyId, DocumentId, UnitId};
use crate::request::Subject;
use crate::rooms::{RoomEvent, names};
use crate::state::State;

/// What has happened to a body on a register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BodyEvent {
    /// It was entered.
    Entered {
        /// Its number.
        body: BodyId,
        /// Its kind.
        kind: BodyKindId,
        /// The unit.
        unit: UnitId,
        /// Its name.
        name: String,
        /// Since when it is affiliated, where that is known.
        since: Option<Date>,
        /// The post whose holder is the contact person.
        liaison: Option<PostId>,
        /// When.
        on: Date,
    },
    /// What is entered was corrected.
    Corrected {
        /// Its number.
        body: BodyId,
        /// The unit.
        unit: UnitId,
        /// Its name.
        name: String,
        /// Since when it is affiliated, where that is known.
        since: Option<Date>,
        /// When that ended.
        until: Option<Date>,
        /// The post whose holder is the contact person.
        liaison: Option<PostId>,
        /// Why.
        reason: DocumentId,
        /// When.
        on: Date,
    },
    /// Its affiliation ended.
    Ended {
        /// Its number.
        body: BodyId,
        /// The unit.
        unit: UnitId,
        /// Why, where somebody wrote it down.
        reason: Option<DocumentId>,
        /// Its last day.
        on: Date,
    },
}

names! {
    BodyEvent {
        Entered = "body-entered",
        Corrected = "body-corrected",
        Ended = "body-ended",
    }
}

impl RoomEvent for BodyEvent {
    fn apply(&self, state: &mut State) {
        state.bodies.apply(self);
    }

    fn touches(&self) -> Vec<Subject> {
        match self {
            BodyEvent::Entered { unit, .. }
            | BodyEvent::Corrected { unit, .. }
            | BodyEvent::Ended { unit, .. } => vec![Subject::Unit(*unit)],
        }
    }

    fn documents(&self) -> Vec<DocumentId> {
        match self {
            BodyEvent::Entered { .. } => Vec::new(),
            BodyEvent::Corrected { reason, .. } => vec![*reason],
            BodyEvent::Ended { reason, .. } => reason.iter().copied().collect(),
        }
    }
}
