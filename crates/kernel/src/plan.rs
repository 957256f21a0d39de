//! Plans: the commands that would cure findings, moving as few people as they can.

use crate::findings::Finding;
use crate::request::Command;

/// What would cure the findings, and what it costs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plan {
    /// The steps, each an ordinary command with the finding it cures.
    pub steps: Vec<Step>,
    /// Findings no step could be found for.
    pub left: Vec<Finding>,
}

/// One step of a plan.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// The findings it cures.
    pub cures: Vec<Finding>,
    /// What is to be done.
    pub command: Command,
    /// How many people would belong to another unit after it.
    pub moves: u32,
}
