//! Awards: recognitions that go to units. A unit is proposed by what the
//! record says of it over a stretch of time, and a body above it decides.
//! Nothing here is ever given to a person or reads anything about one.

mod columns;
mod commands;
mod decide;
mod events;
mod figures;
mod refusal;

use charter::AwardKindId;
use charter::expression::Figures;
use charter::{AwardRule, Measured};
use jiff::civil::Date;

use crate::day::Day;
use crate::ids::{AwardId, DocumentId, UnitId};
use crate::meetings::{period_of, period_start};
use crate::state::State;

pub(crate) use columns::Awards;
pub use commands::{AwardCommand, DecideAward, ProposeAward, RevokeAward};
pub use decide::may_know;
pub use events::AwardEvent;
pub use refusal::AwardRefusal;

/// Longest text of grounds or a reason, in characters.
pub const TEXT_CHARACTERS_MAX: usize = 10_000;

/// The days a proposal speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The first.
    pub first: Date,
    /// The last.
    pub last: Date,
}

/// What a criterion came to on the day of the proposal: an outcome, so that a
/// correction of the record later does not change what was said then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The figure and the amount it was held against; none where the record did not know.
    pub measured: Option<Measured>,
}

/// A unit proposed for an award, and what came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Award {
    /// Its number.
    pub id: AwardId,
    /// Which award.
    pub kind: AwardKindId,
    /// The unit.
    pub unit: UnitId,
    /// The days it is given for.
    pub span: Span,
    /// What the criteria came to, in the order of the charter.
    pub readings: Vec<Reading>,
    /// On what grounds, where somebody wrote them down.
    pub grounds: Option<DocumentId>,
    /// When it was proposed.
    pub proposed: Date,
    /// What was decided.
    pub decision: Option<Decision>,
    /// When and why it was taken back.
    pub revoked: Option<(Date, DocumentId)>,
}

/// What a body decided on a proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decision {
    /// The unit that decided.
    pub by: UnitId,
    /// Whether the award was given.
    pub granted: bool,
    /// Why, where somebody wrote it down.
    pub reason: Option<DocumentId>,
    /// When.
    pub on: Date,
}

/// How things stand with a proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AwardStanding {
    /// Nobody has decided yet.
    Proposed,
    /// The unit has the award.
    Granted,
    /// The unit did not receive it.
    Refused,
    /// The proposal or the decision was taken back.
    Revoked,
}

impl Award {
    /// How things stand with it.
    #[must_use]
    pub fn standing(&self) -> AwardStanding {
        match (self.revoked, self.decision) {
            (Some(_), _) => AwardStanding::Revoked,
            (None, None) => AwardStanding::Proposed,
            (None, Some(decision)) if decision.granted => AwardStanding::Granted,
            (None, Some(_)) => AwardStanding::Refused,
        }
    }

    /// The last day on which something happened to it.
    #[must_use]
    pub fn changed(&self) -> Date {
        let decided = self.decision.map(|decision| decision.on);
        let revoked = self.revoked.map(|(on, _)| on);
        revoked.or(decided).unwrap_or(self.proposed)
    }
}

impl State {
    /// A proposal for an award, and what came of it.
    #[must_use]
    pub fn award(&self, award: AwardId) -> Option<Award> {
        self.awards.get(award)
    }

    /// How many units were ever proposed.
    #[must_use]
    pub fn award_count(&self) -> u32 {
        self.awards.count()
    }

    /// Every proposal there ever was, the first one first.
    pub fn awards(&self) -> impl DoubleEndedIterator<Item = Award> + '_ {
        (0..self.awards.count())
            .map(AwardId)
            .filter_map(|award| self.awards.get(award))
    }

    /// The proposals of a unit, the newest first.
    pub fn awards_of(&self, unit: UnitId) -> impl Iterator<Item = Award> + '_ {
        self.awards.of_unit(unit)
    }

    /// What was proposed of a unit for the days in which a day lies, and was not taken back.
    #[must_use]
    pub fn award_for(
        &self,
        rule: &AwardRule,
        kind: AwardKindId,
        unit: UnitId,
        period: Option<Date>,
    ) -> Option<Award> {
        let first = rule
            .every
            .zip(period)
            .and_then(|(every, day)| period_start(every, period_of(every, day)));
        self.awards_of(unit)
            .filter(|award| award.kind == kind && award.standing() != AwardStanding::Revoked)
            .find(|award| rule.every.is_none() || Some(award.span.first) == first)
    }

    /// The body that decides on an award of a unit: the nearest above it of a level the rule names.
    #[must_use]
    pub fn award_body(&self, rule: &AwardRule, unit: UnitId) -> Option<UnitId> {
        self.units_above(unit).find(|above| {
            self.units
                .level(*above)
                .is_some_and(|level| rule.decides.contains(&level))
        })
    }

    /// The days that a proposal made on a day speaks of: the stretch of time in which `period`
    /// lies or, where an award is given once, all the time since the unit was founded.
    #[must_use]
    pub fn award_span(
        &self,
        rule: &AwardRule,
        unit: UnitId,
        period: Date,
        on: Date,
    ) -> Option<Span> {
        let Some(every) = rule.every else {
            let first = self.units.founded(unit).date()?;
            return Some(Span { first, last: on });
        };
        let number = period_of(every, period);
        let first = period_start(every, number)?;
        let next = period_start(every, number.checked_add(1)?)?;
        let last = next.yesterday().ok()?;
        let kept = Day::try_from_date(first).and(Day::try_from_date(last));
        kept.map(|_| Span { first, last })
    }

    /// What the criteria of an award come to for a unit and these days, as the record stands on a day.
    #[must_use]
    pub fn award_readings(
        &self,
        rule: &AwardRule,
        unit: UnitId,
        span: Span,
        on: Date,
    ) -> Vec<Reading> {
        let known: Figures = figures::of_unit(self, unit, span, on);
        rule.criteria
            .iter()
            .map(|criterion| Reading {
                measured: criterion.measured(&known),
            })
            .collect()
    }
}
