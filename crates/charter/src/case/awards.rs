//! What a case says of awards.

use jiff::civil::Date;

use crate::rule::AwardKindId;

/// The award of a unit that a case speaks of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AwardOf {
    /// The award.
    pub award: AwardKindId,
    /// The unit.
    pub unit: String,
    /// A day of the stretch of time it is given for; none where it is given once.
    pub period: Option<Date>,
}

/// What is done about awards.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AwardDeed {
    /// Proposes a unit.
    Propose {
        /// Which award for which unit.
        of: AwardOf,
        /// On what grounds, in words; empty where none are given.
        grounds: String,
    },
    /// Decides on a proposal.
    Decide {
        /// Which award for which unit.
        of: AwardOf,
        /// Whether the unit receives it.
        granted: bool,
        /// Why; may be empty where it does.
        reason: String,
    },
    /// Takes a proposal or a decision back.
    Revoke {
        /// Which award of which unit.
        of: AwardOf,
        /// Why.
        reason: String,
    },
}

/// What has to have come of it for awards.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AwardExpect {
    /// A unit has an award, or has it not.
    Has {
        /// Which award of which unit.
        of: AwardOf,
        /// Whether it has it.
        has: bool,
    },
}
