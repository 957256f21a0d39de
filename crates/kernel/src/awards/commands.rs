//! What can be commanded about awards.

use charter::AwardKindId;
use jiff::civil::Date;

use super::decide;
use crate::ids::{AwardId, UnitId};
use crate::rooms::commands;

commands! {
    /// Everything that can be commanded about awards.
    AwardCommand in Award {
        Propose(ProposeAward) = "propose-award" by decide::propose,
        Decide(DecideAward) = "decide-award" by decide::decide,
        Revoke(RevokeAward) = "revoke-award" by decide::revoke,
    }
    writings writings;
}

/// Proposes a unit for an award.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProposeAward {
    /// Which award.
    pub kind: AwardKindId,
    /// The unit.
    pub unit: UnitId,
    /// Any day of the stretch of time it is given for; of no account where it is given once.
    pub period: Date,
    /// On what grounds, in words; empty where the figures say enough.
    pub grounds: String,
    /// When.
    pub on: Date,
}

/// Decides on a proposal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecideAward {
    /// Which proposal.
    pub award: AwardId,
    /// Whether the unit receives the award.
    pub granted: bool,
    /// Why; it may be empty where the unit receives it.
    pub reason: String,
    /// When.
    pub on: Date,
}

/// Takes a proposal or a decision back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RevokeAward {
    /// Which proposal.
    pub award: AwardId,
    /// Why.
    pub reason: String,
    /// When.
    pub on: Date,
}

/// The texts somebody wrote in a command.
fn writings(command: &AwardCommand) -> Vec<&str> {
    let text = match command {
        AwardCommand::Propose(it) => &it.grounds,
        AwardCommand::Decide(it) => &it.reason,
        AwardCommand::Revoke(it) => &it.reason,
    };
    let written = !text.trim().is_empty();
    written.then_some(text.as_str()).into_iter().collect()
}
