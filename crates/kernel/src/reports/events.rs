//! What happens to returns, and what each event leaves behind.

use charter::ReportId;
use jiff::civil::Date;

use super::Value;
use crate::ids::{DocumentId, UnitId};
use crate::request::Subject;
use crate::rooms::{RoomEvent, names};
use crate::state::State;

/// What has happened to a return.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReportEvent {
    /// It was filed.
    Filed {
        /// The report.
        report: ReportId,
        /// The unit.
        unit: UnitId,
        /// The first day of the stretch of time it speaks of.
        period: Date,
        /// What it says, field by field.
        values: Vec<Value>,
        /// When.
        on: Date,
    },
    /// It was corrected.
    Corrected {
        /// The report.
        report: ReportId,
        /// The unit.
        unit: UnitId,
        /// The first day of the stretch of time it speaks of.
        period: Date,
        /// What it says now, field by field.
        values: Vec<Value>,
        /// Why.
        reason: DocumentId,
        /// When.
        on: Date,
    },
}

names! {
    ReportEvent {
        Filed = "return-filed",
        Corrected = "return-corrected",
    }
}

impl RoomEvent for ReportEvent {
    fn apply(&self, state: &mut State) {
        let (ReportEvent::Filed { unit, .. } | ReportEvent::Corrected { unit, .. }) = self;
        let parent = state.units.parent(*unit);
        state.reports.apply(self, parent);
    }

    fn touches(&self) -> Vec<Subject> {
        match self {
            ReportEvent::Filed { unit, .. } | ReportEvent::Corrected { unit, .. } => {
                vec![Subject::Unit(*unit)]
            }
        }
    }

    fn documents(&self) -> Vec<DocumentId> {
        let (reason, values) = match self {
            ReportEvent::Filed { values, .. } => (None, values),
            ReportEvent::Corrected { reason, values, .. } => (Some(*reason), values),
        };
        let texts = values.iter().filter_map(|value| match value {
            Value::Text(text) => *text,
            Value::Number(_) | Value::Choice(_) => None,
        });
        reason.into_iter().chain(texts).collect()
    }
}
