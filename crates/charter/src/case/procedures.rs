//! What a case says of procedures and proceedings.

use jiff::civil::Date;

use crate::rule::ProcedureId;

/// Whom or what a proceeding is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A person.
    Person(String),
    /// A unit.
    Unit(String),
}

/// How a meeting voted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Votes {
    /// How many had a vote; what the record says where none is named.
    pub entitled: Option<u32>,
    /// How many of them were present.
    pub present: u32,
    /// How many were in favour.
    pub in_favour: u32,
    /// How many were against.
    pub against: u32,
    /// How many abstained.
    pub abstaining: u32,
}

/// What is done to proceedings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProcedureDeed {
    /// Opens one.
    Open {
        /// The procedure.
        procedure: ProcedureId,
        /// Whom or what it is about.
        of: Subject,
        /// Where.
        unit: String,
        /// Where the person wants to go.
        to: Option<String>,
    },
    /// Sponsors the person it is about.
    Sponsor {
        /// The procedure.
        procedure: ProcedureId,
        /// Whom it is about.
        of: Subject,
        /// Who sponsors; whoever does the deed where nobody is named.
        sponsor: Option<String>,
    },
    /// Sponsors them no more.
    StopSponsoring {
        /// The procedure.
        procedure: ProcedureId,
        /// Whom it is about.
        of: Subject,
        /// Who sponsored; whoever does the deed where nobody is named.
        sponsor: Option<String>,
    },
    /// Decides a step.
    Decide {
        /// The procedure.
        procedure: ProcedureId,
        /// The row of the step.
        step: u8,
        /// Whom or what it is about.
        of: Subject,
        /// The row of the outcome that is decided or put to the vote.
        outcome: u8,
        /// How the meeting voted.
        votes: Option<Votes>,
    },
    /// Strikes the last decision.
    StrikeDecision {
        /// The procedure.
        procedure: ProcedureId,
        /// Whom or what it is about.
        of: Subject,
        /// Why.
        reason: String,
    },
    /// Ends it for whom it is about.
    Drop {
        /// The procedure.
        procedure: ProcedureId,
        /// Whom or what it is about.
        of: Subject,
    },
    /// Enters what came of it that a time has passed.
    LetTimeDecide {
        /// The procedure.
        procedure: ProcedureId,
        /// Whom or what it is about.
        of: Subject,
    },
    /// Erases what is known of applicants of whom nothing came.
    EraseApplicants,
}

/// Where a proceeding stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Course {
    /// At a step: its row.
    Step(u8),
    /// At the end, with what was wanted.
    Done,
    /// At the end, without it.
    Ended,
    /// It came to nothing because a time passed.
    Lapsed,
    /// It was dropped.
    Dropped,
}

/// What has to have come of it for proceedings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProcedureExpect {
    /// A proceeding stands somewhere.
    Stands {
        /// The procedure.
        procedure: ProcedureId,
        /// Whom or what it is about.
        of: Subject,
        /// Where it stands.
        course: Course,
        /// By when the step is due.
        until: Option<Date>,
        /// The unit in whose hands it is.
        unit: Option<String>,
    },
    /// A member waits for the next grade until a day.
    Waits {
        /// Who.
        person: String,
        /// Until when.
        until: Date,
    },
}
