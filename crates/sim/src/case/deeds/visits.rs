//! Deeds about visits.

use charter::case::VisitDeed;
use jiff::civil::Date;
use kernel::visits::{CorrectVisit, RecordVisit, StrikeVisit};
use kernel::{Command, VisitId};

use super::Scene;

impl Scene<'_> {
    pub(super) fn visit_command(&self, deed: &VisitDeed) -> Result<Command, String> {
        Ok(match deed {
            VisitDeed::Record {
                unit,
                by,
                held,
                agreed,
            } => Command::from(RecordVisit {
                unit: self.unit(unit)?,
                by: by.as_deref().map(|by| self.unit(by)).transpose()?,
                on: held.unwrap_or(self.today),
                agreed: agreed.clone().unwrap_or_default(),
            }),
            VisitDeed::Correct {
                unit,
                held,
                really,
                agreed,
                reason,
            } => Command::from(CorrectVisit {
                visit: self.visit(unit, *held)?,
                on: *really,
                agreed: agreed.clone().unwrap_or_default(),
                reason: reason.clone(),
            }),
            VisitDeed::Strike { unit, held, reason } => Command::from(StrikeVisit {
                visit: self.visit(unit, *held)?,
                reason: reason.clone(),
            }),
        })
    }

    /// The visit to a unit on a day: the one that stands, or else one that was struck.
    fn visit(&self, unit: &str, held: Date) -> Result<VisitId, String> {
        let visits = self.state.visits_to(self.unit(unit)?);
        visits
            .filter(|visit| visit.on == held)
            .min_by_key(|visit| visit.struck)
            .map(|visit| visit.id)
            .ok_or_else(|| format!("\"{unit}\" has no visit of {held} on record"))
    }
}
