//! Awards: recognitions that go to units, by what the record knows of them.

use crate::expression::{Denominator, Expression, Figures};
use crate::rule::{Every, LevelId, RuleId};

/// A recognition given to a unit, never to a person.
#[derive(Clone, Debug, PartialEq)]
pub struct AwardRule {
    /// The rule.
    pub rule: RuleId,
    /// Identifier, as used in files: `pennant`.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// What several are called.
    pub plural: String,
    /// What set it off, in words, where the charter says.
    pub origin: Option<String>,
    /// Levels whose units may receive it.
    pub levels: Vec<LevelId>,
    /// Levels whose units decide on it: the nearest such unit above the one proposed.
    pub decides: Vec<LevelId>,
    /// The stretch of time it is given for; none where a unit receives it once.
    pub every: Option<Every>,
    /// What the record has to say of the unit.
    pub criteria: Vec<Criterion>,
    /// What only people can judge: who awards it says so by awarding it.
    pub judgements: Vec<String>,
}

/// What the record has to say of a unit before it may receive an award.
#[derive(Clone, Debug, PartialEq)]
pub struct Criterion {
    /// Identifier: `quorum`.
    pub id: String,
    /// What is asked, in words.
    pub title: String,
    /// The figure that is looked at.
    pub figure: Denominator,
    /// On which side of the amount it has to lie.
    pub bound: Bound,
    /// The amount.
    pub amount: Expression,
}

/// On which side of an amount a figure has to lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// At the amount or above it.
    AtLeast,
    /// At the amount or below it.
    AtMost,
}

impl Bound {
    /// The words for it: `at least`.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Bound::AtLeast => "at least",
            Bound::AtMost => "at most",
        }
    }
}

/// A criterion held against the figures of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Measured {
    /// What the figure is.
    pub found: u64,
    /// The whole number it is held against.
    pub needed: u64,
}

impl Criterion {
    /// Holds it against figures; none where the record does not know one of them.
    #[must_use]
    pub fn measured(&self, figures: &Figures) -> Option<Measured> {
        let found = self.figure.figure(figures)?;
        let needed = match self.bound {
            Bound::AtLeast => self.amount.count_needed(figures),
            Bound::AtMost => self.amount.count_allowed(figures),
        }?;
        Some(Measured { found, needed })
    }

    /// Whether so much is enough, or little enough.
    #[must_use]
    pub fn met(&self, measured: Measured) -> bool {
        match self.bound {
            Bound::AtLeast => measured.found >= measured.needed,
            Bound::AtMost => measured.found <= measured.needed,
        }
    }
}
