//! Who looks after whom: which units are visited, from where, how often.

use crate::rule::{Every, LevelId, RuleId};

/// Units of a level are visited by units that stand above them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VisitRule {
    /// The rule.
    pub rule: RuleId,
    /// The level whose units are visited.
    pub level: LevelId,
    /// Levels whose units visit those beneath them.
    pub by: Vec<LevelId>,
    /// In every such stretch of time at least once; none for when there is need.
    pub every: Option<Every>,
}
