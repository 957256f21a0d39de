//! Affiliated bodies: other organisations that a unit keeps on a register.

use crate::rule::{LevelId, PostId, RuleId};

/// A kind of other organisation that units keep on a register. It is listed, and
/// nothing else is done with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BodyRule {
    /// The rule.
    pub rule: RuleId,
    /// Identifier, as used in files: `choir`.
    pub id: String,
    /// What one is called.
    pub title: String,
    /// What several are called.
    pub plural: String,
    /// Levels whose units keep such bodies on their register.
    pub levels: Vec<LevelId>,
    /// Posts whose holder may be the contact person for one.
    pub liaison: Vec<PostId>,
}
