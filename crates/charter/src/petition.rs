//! What anybody may ask of a unit, and how long it has to answer.

use crate::rule::{LevelId, RuleId};

/// A kind of petition: something that is asked of a unit, by whomever, and answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PetitionRule {
    /// The rule.
    pub rule: RuleId,
    /// Identifier, as used in files: `request`.
    pub id: String,
    /// What one is called.
    pub title: String,
    /// What several are called.
    pub plural: String,
    /// Levels whose units take them in.
    pub levels: Vec<LevelId>,
    /// Who may ask.
    pub from: AskedBy,
    /// Days in which the unit that has it answers, from the day it received it.
    pub answer_days: u16,
    /// Days in which a unit that will not answer passes it on. Where it takes
    /// longer, the day by which an answer is due stays what it was.
    pub pass_on_days: Option<u16>,
    /// Whether it may be passed to a unit above.
    pub up: bool,
    /// Whether it may be passed to another unit of the same level.
    pub sideways: bool,
    /// Whether units that had it and passed it on go on seeing what was written.
    pub seen_after: bool,
    /// Days after the answer when what was written is erased.
    pub erase_days: u16,
}

/// Who may ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AskedBy {
    /// Anybody, from outside too.
    Anyone,
    /// Whoever is a member.
    Members,
}
