//! Which units publish bulletins, and whether somebody else reads them first.

use crate::rule::{LevelId, RuleId};

/// Units of some levels publish bulletins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BulletinRule {
    /// The rule.
    pub rule: RuleId,
    /// Levels whose units publish.
    pub levels: Vec<LevelId>,
    /// Whether another person reviews a text before it is published.
    pub reviewed: bool,
}
