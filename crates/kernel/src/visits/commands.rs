//! What can be commanded about visits.

use jiff::civil::Date;

use super::decide;
use crate::ids::{UnitId, VisitId};
use crate::rooms::commands;

commands! {
    /// Everything that can be commanded about visits.
    VisitCommand in Visit {
        Record(RecordVisit) = "record-visit" by decide::record,
        Correct(CorrectVisit) = "correct-visit" by decide::correct,
        Strike(StrikeVisit) = "strike-visit" by decide::strike,
    }
    writings written;
}

/// Records that a visit took place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordVisit {
    /// The unit that was visited.
    pub unit: UnitId,
    /// The unit from which; none for the nearest above that visits.
    pub by: Option<UnitId>,
    /// When.
    pub on: Date,
    /// What was agreed; empty for nothing.
    pub agreed: String,
}

/// Puts another record in the place of one that was wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CorrectVisit {
    /// The visit.
    pub visit: VisitId,
    /// When it really took place.
    pub on: Date,
    /// What was really agreed; empty for nothing.
    pub agreed: String,
    /// Why the record is corrected.
    pub reason: String,
}

/// Strikes the record of a visit that did not take place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StrikeVisit {
    /// The visit.
    pub visit: VisitId,
    /// Why the record is struck.
    pub reason: String,
}

/// The texts somebody wrote in a command.
fn written(command: &VisitCommand) -> Vec<&str> {
    let agreed = |text: &'_ str| !text.trim().is_empty();
    match command {
        VisitCommand::Record(it) => Some(it.agreed.as_str())
            .filter(|it| agreed(it))
            .into_iter()
            .collect(),
        VisitCommand::Correct(it) => std::iter::once(it.reason.as_str())
            .chain(Some(it.agreed.as_str()).filter(|it| agreed(it)))
            .collect(),
        VisitCommand::Strike(it) => vec![it.reason.as_str()],
    }
}
