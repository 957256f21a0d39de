//! What can be commanded about reports.

use charter::ReportId;
use jiff::civil::Date;

use super::{Given, decide};
use crate::ids::UnitId;
use crate::rooms::commands;

commands! {
    /// Everything that can be commanded about reports.
    ReportCommand in Report {
        File(FileReturn) = "file-return" by decide::file,
        Correct(CorrectReturn) = "correct-return" by decide::correct,
    }
    writings writings;
}

/// Sends up what a unit owes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileReturn {
    /// The report.
    pub report: ReportId,
    /// The unit.
    pub unit: UnitId,
    /// Any day of the stretch of time it speaks of.
    pub period: Date,
    /// What is filled in, a value for each field in the order of the charter.
    pub values: Vec<Given>,
    /// Whether a return in which every number is nought is meant so.
    pub nought_confirmed: bool,
    /// When it is filed.
    pub on: Date,
}

/// Puts another return in the place of one that was wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CorrectReturn {
    /// The report.
    pub report: ReportId,
    /// The unit.
    pub unit: UnitId,
    /// Any day of the stretch of time it speaks of.
    pub period: Date,
    /// What is filled in, a value for each field in the order of the charter.
    pub values: Vec<Given>,
    /// Why it is corrected.
    pub reason: String,
    /// When it is corrected.
    pub on: Date,
}

/// The texts somebody wrote in a command.
fn writings(command: &ReportCommand) -> Vec<&str> {
    match command {
        ReportCommand::File(it) => words(&it.values).collect(),
        ReportCommand::Correct(it) => std::iter::once(it.reason.as_str())
            .chain(words(&it.values))
            .collect(),
    }
}

fn words(values: &[Given]) -> impl Iterator<Item = &str> {
    values.iter().filter_map(|value| match value {
        Given::Text(text) if !text.trim().is_empty() => Some(text.as_str()),
        Given::Text(_) | Given::Number(_) | Given::Choice(_) | Given::FromRecord => None,
    })
}
