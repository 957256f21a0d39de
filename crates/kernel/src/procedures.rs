//! Procedures: ways of several steps to a decision, as the charter declares
//! them. One that is under way is a *proceeding*: about somebody or something,
//! in a unit, at a step, since a day.
//!
//! What the passing of time means is laid down in the charter and worked out
//! for the day that is asked about; it is entered with the next act. A
//! proceeding about a member goes where the member goes, one about an applicant
//! goes where the unit goes, and leaving ends it: these follow from what has
//! happened to the member or the unit, and no event of their own says so.
//!
//! Where a charter lets anybody open one, whoever applies holds a secret as
//! whoever asks a unit for something does. Where nothing comes of it, what is
//! known of the applicant is erased after the charter's days.

mod columns;
mod commands;
mod decide;
mod effects;
mod erasing;
mod events;
mod refusal;
mod turn;

use charter::{OutcomeId, ProcedureId, StepId};
use jiff::civil::Date;

use crate::ids::{PersonId, ProceedingId, UnitId};
use crate::petitions::AskerKey;

pub(crate) use columns::Proceedings;
pub use commands::{
    DecideStep, DropProceeding, EraseApplicants, LetTimeDecide, OpenProceeding, ProcedureCommand,
    SponsorProceeding, StopSponsoring, StrikeDecision, Votes,
};
pub(crate) use decide::{moved, raised, signed_beyond};
pub(crate) use effects::{barred, wait_ends};
pub use erasing::APPLICANTS_AT_ONCE_MAX;
pub use events::ProcedureEvent;
pub use refusal::{Deed, ProcedureRefusal, Sequel};
pub use turn::{Turn, TurnLate, by_whom_opened, procedures_open};

/// A procedure under way, or at its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Proceeding {
    /// Its number.
    pub id: ProceedingId,
    /// The procedure.
    pub procedure: ProcedureId,
    /// The unit in which it is.
    pub unit: UnitId,
    /// The person it is about; none where it is about the unit.
    pub person: Option<PersonId>,
    /// Whether the person was a member when it was opened.
    pub of_member: bool,
    /// Where the person wants to go.
    pub to: Option<UnitId>,
    /// When it was opened.
    pub opened: Date,
    /// Where it stands, as far as acts have brought it.
    pub course: Course,
    /// Since when it stands there.
    pub since: Date,
    /// The hash of the secret of whoever opened it from outside.
    pub key: Option<AskerKey>,
    /// When the data of the person it is about were erased.
    pub erased: Option<Date>,
}

/// Where a proceeding stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Course {
    /// At a step.
    At(StepId),
    /// At the end, with what was wanted.
    Done,
    /// At the end, without it.
    Ended,
    /// It came to nothing because a time passed.
    Lapsed,
    /// It was dropped by whom it was about, or in their name.
    Dropped,
}

impl Course {
    /// Whether it is still under way.
    #[must_use]
    pub fn is_open(self) -> bool {
        matches!(self, Course::At(_))
    }
}

/// Somebody who answers for the person with their name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sponsor {
    /// Who.
    pub person: PersonId,
    /// Since when.
    pub on: Date,
    /// When they took it back, if they did.
    pub until: Option<Date>,
}

/// What a step came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StepDecision {
    /// The step and its outcome; none where time ended it without one.
    pub outcome: Option<OutcomeId>,
    /// The unit that decided, or that let time decide.
    pub by: UnitId,
    /// How it voted, where votes were counted.
    pub tally: Option<Tally>,
    /// When.
    pub on: Date,
    /// Whether it was time that decided.
    pub by_time: bool,
}

/// How a meeting voted, and what the charter asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tally {
    /// How many had a vote.
    pub entitled: u32,
    /// How many of them were present.
    pub present: u32,
    /// How many were in favour.
    pub in_favour: u32,
    /// How many were against.
    pub against: u32,
    /// How many abstained.
    pub abstaining: u32,
    /// How many had to be in favour, where the charter says.
    pub needed: Option<u32>,
}

impl Tally {
    /// Whether the majority was there; true where none is laid down.
    #[must_use]
    pub fn carried(&self) -> bool {
        self.needed.is_none_or(|needed| self.in_favour >= needed)
    }
}
