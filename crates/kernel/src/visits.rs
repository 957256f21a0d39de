//! Visits: who looks after whom. A unit is visited from one that stands above
//! it; that it was, and what was agreed, is kept for both of them. Nothing is
//! noted about anybody.

mod columns;
mod commands;
mod decide;
mod events;
mod refusal;

use charter::VisitRule;
use jiff::civil::Date;

use crate::ids::{DocumentId, UnitId, VisitId};
use crate::state::State;

pub(crate) use columns::Visits;
pub use commands::{CorrectVisit, RecordVisit, StrikeVisit, VisitCommand};
pub use events::VisitEvent;
pub use refusal::VisitRefusal;

/// Longest text on what was agreed, in characters.
pub const TEXT_CHARACTERS_MAX: usize = 10_000;

/// A visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Visit {
    /// Its number.
    pub id: VisitId,
    /// The unit that was visited.
    pub unit: UnitId,
    /// The unit from which.
    pub by: UnitId,
    /// When.
    pub on: Date,
    /// What was agreed, if anything.
    pub agreed: Option<DocumentId>,
    /// Why the record was corrected or struck, where it was.
    pub reason: Option<DocumentId>,
    /// Whether the record was struck: nothing took place.
    pub struck: bool,
}

impl State {
    /// A visit.
    #[must_use]
    pub fn visit(&self, visit: VisitId) -> Option<Visit> {
        self.visits.get(visit)
    }

    /// How many visits were ever recorded, those struck among them.
    #[must_use]
    pub fn visit_count(&self) -> u32 {
        self.visits.count()
    }

    /// The visits to a unit, the last recorded first, those struck among them.
    pub fn visits_to(&self, unit: UnitId) -> impl Iterator<Item = Visit> + '_ {
        self.visits.to(unit)
    }

    /// When a unit was last visited.
    #[must_use]
    pub fn last_visit(&self, unit: UnitId) -> Option<Date> {
        let held = self.visits.to(unit).filter(|visit| !visit.struck);
        held.map(|visit| visit.on).max()
    }

    /// The units from which a unit may be visited under a rule, the nearest first.
    pub fn visitors_of<'a>(
        &'a self,
        rule: &'a VisitRule,
        unit: UnitId,
    ) -> impl Iterator<Item = UnitId> + 'a {
        self.units_above(unit).filter(|above| {
            let level = self.units.level(*above);
            level.is_some_and(|level| rule.by.contains(&level))
        })
    }
}
