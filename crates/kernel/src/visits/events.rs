//! What happens to visits, and what each event leaves behind.

use jiff::civil::Date;

use crate::ids::{DocumentId, UnitId, VisitId};
use crate::request::Subject;
use crate::rooms::{RoomEvent, names};
use crate::state::State;

/// What has happened to a visit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum VisitEvent {
    /// It took place and was recorded.
    Recorded {
        /// The visit.
        visit: VisitId,
        /// The unit that was visited.
        unit: UnitId,
        /// The unit from which.
        by: UnitId,
        /// When.
        on: Date,
        /// What was agreed.
        agreed: Option<DocumentId>,
    },
    /// The record was corrected.
    Corrected {
        /// The visit.
        visit: VisitId,
        /// The unit that was visited.
        unit: UnitId,
        /// When it really took place.
        on: Date,
        /// Why it was corrected.
        reason: DocumentId,
        /// What was really agreed.
        agreed: Option<DocumentId>,
    },
    /// The record was struck: nothing took place.
    Struck {
        /// The visit.
        visit: VisitId,
        /// The unit that was not visited.
        unit: UnitId,
        /// Why it was struck.
        reason: DocumentId,
    },
}

names! {
    VisitEvent {
        Recorded = "visit-recorded",
        Corrected = "visit-corrected",
        Struck = "visit-struck",
    }
}

impl RoomEvent for VisitEvent {
    fn apply(&self, state: &mut State) {
        state.visits.apply(self);
    }

    fn touches(&self) -> Vec<Subject> {
        match self {
            VisitEvent::Recorded { unit, by, .. } => {
                vec![Subject::Unit(*unit), Subject::Unit(*by)]
            }
            VisitEvent::Corrected { unit, .. } | VisitEvent::Struck { unit, .. } => {
                vec![Subject::Unit(*unit)]
            }
        }
    }

    fn documents(&self) -> Vec<DocumentId> {
        match self {
            VisitEvent::Recorded { agreed, .. } => agreed.iter().copied().collect(),
            VisitEvent::Corrected { reason, agreed, .. } => std::iter::once(*reason)
                .chain(agreed.iter().copied())
                .collect(),
            VisitEvent::Struck { reason, .. } => vec![*reason],
        }
    }
}
