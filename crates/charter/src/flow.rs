//! What goes down and what comes up: kinds of directive and kinds of report.

use crate::rule::{Every, LevelId, RuleId};

/// A kind of decision that a unit hands down, and that is followed until every
/// unit it is addressed to has answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DirectiveRule {
    /// The rule.
    pub rule: RuleId,
    /// Identifier, as used in files: `circular`.
    pub id: String,
    /// What one is called.
    pub title: String,
    /// What several are called.
    pub plural: String,
    /// Levels whose units may issue one.
    pub levels: Vec<LevelId>,
    /// Levels whose units it may be addressed to.
    pub to: Vec<LevelId>,
    /// Days in which a unit on the way hands it on, from the day it received it.
    pub pass_on_days: Option<u16>,
    /// Days in which a unit it is addressed to answers, from the day it received it.
    pub answer_days: Option<u16>,
}

/// A report that every unit of a level owes upward for each stretch of time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportRule {
    /// The rule.
    pub rule: RuleId,
    /// Identifier, as used in files: `quarterly`.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// What several are called.
    pub plural: String,
    /// Levels whose units owe it.
    pub levels: Vec<LevelId>,
    /// The stretch of time that one return speaks of.
    pub every: Every,
    /// Days after the end of that stretch by which the return is due.
    pub due_days: u16,
    /// Days after the end of that stretch when sums are struck; what comes later is a correction.
    pub cut_off_days: u16,
    /// Whether a unit that is founded anew owes a return for the part of the stretch that is
    /// left; otherwise the next whole one is its first.
    pub part_when_founded: bool,
    /// What it asks for.
    pub fields: Vec<ReportField>,
}

/// One thing a report asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportField {
    /// Identifier, as used in files: `sold`.
    pub id: String,
    /// What is asked.
    pub title: String,
    /// What kind of answer it takes.
    pub kind: FieldKind,
}

/// What kind of answer a field takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldKind {
    /// A whole number of at least nought; numbers are added up on the way.
    Number,
    /// One of these; how many chose each is counted on the way.
    Choice(Vec<String>),
    /// Some words; they are read above and not added up.
    Text,
    /// A number that the record knows by itself.
    Record(RecordFigure),
}

/// A number that the record knows by itself, of a unit and a stretch of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RecordFigure {
    /// People on the roll on the day of the return.
    People,
    /// Meetings held in the time.
    Meetings,
    /// People who were present at them, added up.
    Present,
    /// People who were expected at them, added up.
    Expected,
    /// Dues that were paid for the time, in smallest units of their currency.
    Paid,
}

impl RecordFigure {
    /// Every figure, in the order in which a charter's help lists them.
    pub const ALL: &[RecordFigure] = &[
        RecordFigure::People,
        RecordFigure::Meetings,
        RecordFigure::Present,
        RecordFigure::Expected,
        RecordFigure::Paid,
    ];

    /// The word a charter uses for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            RecordFigure::People => "people",
            RecordFigure::Meetings => "meetings",
            RecordFigure::Present => "present",
            RecordFigure::Expected => "expected",
            RecordFigure::Paid => "paid",
        }
    }
}
