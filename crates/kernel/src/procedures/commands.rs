//! What can be commanded about proceedings.

use charter::ProcedureId;
use jiff::civil::Date;

use super::{decide, erasing};
use crate::ids::{PersonId, ProceedingId, UnitId};
use crate::petitions::AskerKey;
use crate::rooms::commands;

commands! {
    /// Everything that can be commanded about proceedings.
    ProcedureCommand in Procedure {
        Open(OpenProceeding) = "open-proceeding" by decide::open,
        Sponsor(SponsorProceeding) = "sponsor-proceeding" by decide::sponsor,
        StopSponsoring(StopSponsoring) = "stop-sponsoring" by decide::stop_sponsoring,
        Decide(DecideStep) = "decide-step" by decide::decide_step,
        StrikeDecision(StrikeDecision) = "strike-decision" by decide::strike_decision,
        Drop(DropProceeding) = "drop-proceeding" by decide::drop_it,
        LetTimeDecide(LetTimeDecide) = "let-time-decide" by decide::let_time_decide,
        Erase(EraseApplicants) = "erase-applicants" by erasing::erase,
    }
    writings writings;
}

/// Opens a proceeding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenProceeding {
    /// The procedure.
    pub procedure: ProcedureId,
    /// The unit in which it is opened.
    pub unit: UnitId,
    /// The person it is about; none where it is about the unit, or about an
    /// applicant who has no number yet and is registered with it.
    pub person: Option<PersonId>,
    /// Where the person wants to go, in a procedure that leads to a transfer.
    pub to: Option<UnitId>,
    /// The hash of the secret that whoever applies from outside keeps.
    pub key: Option<AskerKey>,
    /// When; the day on which it comes, where it comes from outside.
    pub on: Date,
}

/// Enters a sponsor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SponsorProceeding {
    /// The proceeding.
    pub proceeding: ProceedingId,
    /// Who sponsors.
    pub sponsor: PersonId,
    /// When they signed.
    pub on: Date,
}

/// Takes a sponsor's name back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StopSponsoring {
    /// The proceeding.
    pub proceeding: ProceedingId,
    /// Who sponsored.
    pub sponsor: PersonId,
    /// When they took it back.
    pub on: Date,
}

/// Decides a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecideStep {
    /// The proceeding.
    pub proceeding: ProceedingId,
    /// The row of the step, so that nobody decides another one by being late.
    pub step: u8,
    /// The row of the outcome that is decided, or that is put to the vote.
    pub outcome: u8,
    /// How the meeting voted.
    pub votes: Option<Votes>,
    /// When.
    pub on: Date,
}

/// Strikes the last decision of a proceeding: it stands again at the step before, with the time
/// it had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StrikeDecision {
    /// The proceeding.
    pub proceeding: ProceedingId,
    /// Why.
    pub reason: String,
}

/// How a meeting voted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Votes {
    /// How many had a vote; none for what the record says.
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

/// Ends a proceeding for whom it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DropProceeding {
    /// The proceeding.
    pub proceeding: ProceedingId,
    /// The hash of the secret of whoever opened it from outside: whoever holds it takes
    /// everything back, and what is known of them is erased at once.
    pub key: Option<AskerKey>,
    /// When.
    pub on: Date,
}

/// Enters what the passing of a time has decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LetTimeDecide {
    /// The proceeding.
    pub proceeding: ProceedingId,
}

/// Erases what is known of applicants of whom nothing came, as soon as the charter lets
/// nobody keep it any longer. Nobody commands it but the operator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EraseApplicants;

/// The texts somebody wrote in a command.
fn writings(command: &ProcedureCommand) -> Vec<&str> {
    match command {
        ProcedureCommand::StrikeDecision(it) => vec![&it.reason],
        ProcedureCommand::Open(_)
        | ProcedureCommand::Sponsor(_)
        | ProcedureCommand::StopSponsoring(_)
        | ProcedureCommand::Decide(_)
        | ProcedureCommand::Drop(_)
        | ProcedureCommand::LetTimeDecide(_)
        | ProcedureCommand::Erase(_) => Vec::new(),
    }
}
