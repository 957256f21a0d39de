//! How the holders of a post are chosen: by election with its figures, or by
//! appointment; and who above confirms them.

use crate::expression::Expression;
use crate::rule::{LevelId, PostId, RuleId};

/// How whoever holds a post comes to hold it.
#[derive(Clone, Debug, PartialEq)]
pub struct Choosing {
    /// The rule.
    pub rule: RuleId,
    /// The post.
    pub post: PostId,
    /// As the charter says it: `elected by those who belong`.
    pub how: String,
    /// What an election needs; none where the holder is appointed.
    pub election: Option<ElectionRule>,
    /// Who above confirms the holder; none where nobody does.
    pub confirmation: Option<Confirmation>,
    /// Days in which whoever held the post before hands over; none where the charter
    /// gives no time for it.
    pub hand_over_days: Option<u16>,
}

/// What an election needs.
#[derive(Clone, Debug, PartialEq)]
pub struct ElectionRule {
    /// How many votes elect.
    pub majority: Expression,
    /// How many ballots have to be cast; none where any number will do.
    pub turnout: Option<Expression>,
    /// What happens where nobody has the majority, in words.
    pub run_off: Option<String>,
}

/// The word of a unit above on whoever was chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Confirmation {
    /// The level of the unit above that gives it; none for the one right above.
    pub level: Option<LevelId>,
    /// Days in which it gives it, from the day the post was taken up.
    pub days: u16,
    /// Whether the holder has the rights of the post until then.
    pub acts_until_then: bool,
    /// What it means when the days pass without a word.
    pub silence: Silence,
}

/// What it means when the days for a confirmation pass without a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Silence {
    /// The holder stays.
    Confirms,
    /// The choice has lapsed, and the post is to be filled anew.
    Lapses,
    /// The word stays owed.
    Waits,
}
