//! What happens to awards, and what each event leaves behind.

use charter::AwardKindId;
use jiff::civil::Date;

use super::Reading;
use crate::ids::{AwardId, DocumentId, UnitId};
use crate::request::Subject;
use crate::rooms::{RoomEvent, names};
use crate::state::State;

/// What has happened to an award.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AwardEvent {
    /// A unit was proposed.
    Proposed {
        /// The number of the proposal.
        award: AwardId,
        /// Which award.
        kind: AwardKindId,
        /// The unit.
        unit: UnitId,
        /// The first day it is given for.
        first: Date,
        /// The last day it is given for.
        last: Date,
        /// What the criteria came to, in the order of the charter.
        readings: Vec<Reading>,
        /// On what grounds, where somebody wrote them down.
        grounds: Option<DocumentId>,
        /// When.
        on: Date,
    },
    /// It was decided on.
    Decided {
        /// The number of the proposal.
        award: AwardId,
        /// The unit that was proposed.
        unit: UnitId,
        /// The unit that decided.
        by: UnitId,
        /// Whether the award was given.
        granted: bool,
        /// Why, where somebody wrote it down.
        reason: Option<DocumentId>,
        /// When.
        on: Date,
    },
    /// The proposal or the decision was taken back.
    Revoked {
        /// The number of the proposal.
        award: AwardId,
        /// The unit that was proposed.
        unit: UnitId,
        /// Why.
        reason: DocumentId,
        /// When.
        on: Date,
    },
}

names! {
    AwardEvent {
        Proposed = "award-proposed",
        Decided = "award-decided",
        Revoked = "award-revoked",
    }
}

impl RoomEvent for AwardEvent {
    fn apply(&self, state: &mut State) {
        state.awards.apply(self);
    }

    fn touches(&self) -> Vec<Subject> {
        match self {
            AwardEvent::Proposed { unit, .. } | AwardEvent::Revoked { unit, .. } => {
                vec![Subject::Unit(*unit)]
            }
            AwardEvent::Decided { unit, by, .. } => {
                vec![Subject::Unit(*unit), Subject::Unit(*by)]
            }
        }
    }

    fn documents(&self) -> Vec<DocumentId> {
        match self {
            AwardEvent::Proposed { grounds: text, .. }
            | AwardEvent::Decided { reason: text, .. } => text.iter().copied().collect(),
            AwardEvent::Revoked { reason, .. } => vec![*reason],
        }
    }
}
