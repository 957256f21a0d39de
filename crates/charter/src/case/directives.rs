//! What a case says of directives. A directive goes by its text.

use jiff::civil::Date;

use crate::rule::{DirectiveKindId, LevelId, MeetingKindId};

/// What became of a directive in a unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answered {
    /// It was done.
    Done,
    /// It was done in part, for this reason.
    InPart(String),
    /// It was not done, for this reason.
    NotDone(String),
}

/// What is done to directives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DirectiveDeed {
    /// Issues one.
    Issue {
        /// Its kind.
        kind: DirectiveKindId,
        /// Its text.
        text: String,
        /// The unit that issues it.
        unit: String,
        /// The levels it is addressed to.
        to: Vec<LevelId>,
        /// The parts of the organisation it is meant for; all beneath where none is named.
        areas: Vec<String>,
        /// An earlier one whose place it takes.
        replaces: Option<String>,
    },
    /// Passes it on to the units beneath.
    PassOn {
        /// The directive.
        directive: String,
        /// The unit that passes it on.
        unit: String,
    },
    /// Puts it on the agenda of a meeting.
    PutOnAgenda {
        /// The directive.
        directive: String,
        /// The kind of meeting.
        kind: MeetingKindId,
        /// Its unit.
        unit: String,
        /// Its day.
        day: Date,
    },
    /// Takes it off that agenda again.
    TakeOffAgenda {
        /// The directive.
        directive: String,
        /// The kind of meeting.
        kind: MeetingKindId,
        /// Its unit.
        unit: String,
        /// Its day.
        day: Date,
        /// Why.
        reason: String,
    },
    /// Answers it.
    Answer {
        /// The directive.
        directive: String,
        /// The unit that answers.
        unit: String,
        /// What became of it.
        answered: Answered,
    },
    /// Gives it another wording.
    Amend {
        /// The directive.
        directive: String,
        /// The new wording.
        text: String,
    },
    /// Takes it back.
    Withdraw {
        /// The directive.
        directive: String,
        /// Why.
        reason: String,
    },
    /// Objects to it.
    Object {
        /// The directive.
        directive: String,
        /// The unit that objects.
        unit: String,
        /// Why.
        reason: String,
    },
    /// Settles an objection.
    Settle {
        /// The directive.
        directive: String,
        /// The unit that objected.
        unit: String,
        /// Whether the objection holds.
        upheld: bool,
        /// Why.
        reason: String,
    },
}

/// What has to have come of it for directives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DirectiveExpect {
    /// It has reached a unit, or has not.
    Reached {
        /// The directive.
        directive: String,
        /// The unit.
        unit: String,
        /// Whether it has.
        reached: bool,
    },
    /// So many units have answered it.
    Answers {
        /// How many.
        count: u32,
        /// The directive.
        directive: String,
    },
}
