//! What a case says of reports and returns.

use jiff::civil::Date;

use crate::rule::ReportId;

/// What a case fills into one field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FilledIn {
    /// Position of the field in the report's list.
    pub field: usize,
    /// What stands in it.
    pub entry: Entry,
}

/// What stands in a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    /// A number.
    Number(u32),
    /// A choice or some words.
    Words(String),
}

/// What is done to returns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReportDeed {
    /// Files a return.
    File {
        /// The report.
        report: ReportId,
        /// The unit.
        unit: String,
        /// A day of the stretch of time it speaks of.
        period: Date,
        /// What is filled in.
        entries: Vec<FilledIn>,
        /// Whether it is confirmed that every number is nought.
        confirmed: bool,
    },
    /// Corrects a return.
    Correct {
        /// The report.
        report: ReportId,
        /// The unit.
        unit: String,
        /// A day of the stretch of time it speaks of.
        period: Date,
        /// What is filled in now.
        entries: Vec<FilledIn>,
        /// Why.
        reason: String,
    },
}

/// What has to have come of it for returns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReportExpect {
    /// A number comes to so much over a unit and everything beneath it.
    Sum {
        /// How much.
        sum: u32,
        /// Position of the field in the report's list.
        field: usize,
        /// The report.
        report: ReportId,
        /// The unit.
        unit: String,
        /// A day of the stretch of time.
        period: Date,
        /// Whether the sums are meant as they were struck.
        struck: bool,
    },
}
