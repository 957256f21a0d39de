//! What is kept of visits: one row a visit, linked by the unit that was visited.

use super::{Visit, VisitEvent};
use crate::columns::{Chains, Column, ReadError, Reader, Writer};
use crate::day::Day;
use crate::ids::{DocumentId, UnitId, VisitId};

/// No row, and no text.
const NONE: u32 = u32::MAX;

/// Everything kept about visits.
#[derive(Clone, Debug, Default)]
pub(crate) struct Visits {
    unit: Column<u32>,
    by: Column<u32>,
    on: Column<Day>,
    agreed: Column<u32>,
    reason: Column<u32>,
    struck: Column<u8>,
    /// The visit to the same unit that was recorded before.
    earlier: Column<u32>,
    /// By unit: the visit to it that was recorded last.
    newest: Column<u32>,
}

impl Visits {
    pub(crate) fn count(&self) -> u32 {
        u32::try_from(self.unit.len()).unwrap_or(NONE)
    }

    pub(crate) fn open_unit(&mut self) {
        self.newest.push(NONE);
    }

    /// The chains by unit.
    pub(crate) fn by_unit(&self) -> Chains<'_> {
        Chains {
            owner: &self.unit,
            earlier: &self.earlier,
            newest: &self.newest,
        }
    }

    pub(crate) fn get(&self, visit: VisitId) -> Option<Visit> {
        let at = visit.index();
        let text = |column: &Column<u32>| {
            let text = column.get(at).filter(|text| *text != NONE);
            text.map(DocumentId)
        };
        Some(Visit {
            id: visit,
            unit: UnitId(self.unit.get(at)?),
            by: UnitId(self.by.get(at)?),
            on: self.on.get(at)?.date()?,
            agreed: text(&self.agreed),
            reason: text(&self.reason),
            struck: self.struck.get(at)? != 0,
        })
    }

    /// The visits to a unit, the last recorded first.
    pub(crate) fn to(&self, unit: UnitId) -> impl Iterator<Item = Visit> + '_ {
        let newest = self.newest.get(unit.index()).filter(|row| *row != NONE);
        std::iter::successors(newest, |row| {
            let earlier = self.earlier.get(*row as usize);
            earlier.filter(|earlier| *earlier != NONE)
        })
        .filter_map(|row| self.get(VisitId(row)))
    }

    /// Applies what has happened to a visit.
    pub(crate) fn apply(&mut self, event: &VisitEvent) {
        let number = |text: Option<DocumentId>| text.map_or(NONE, |text| text.0);
        match event {
            VisitEvent::Recorded {
                visit,
                unit,
                by,
                on,
                agreed,
            } => {
                self.unit.push(unit.0);
                self.by.push(by.0);
                self.on.push(Day::from_date(*on));
                self.agreed.push(number(*agreed));
                self.reason.push(NONE);
                self.struck.push(0);
                let earlier = self.newest.replace(unit.index(), visit.0);
                self.earlier.push(earlier.unwrap_or(NONE));
            }
            VisitEvent::Corrected {
                visit,
                on,
                agreed,
                reason,
                ..
            } => {
                self.on.set(visit.index(), Day::from_date(*on));
                self.agreed.set(visit.index(), number(*agreed));
                self.reason.set(visit.index(), reason.0);
            }
            VisitEvent::Struck { visit, reason, .. } => {
                self.struck.set(visit.index(), 1);
                self.reason.set(visit.index(), reason.0);
            }
        }
    }

    pub(crate) fn write(&self, out: &mut Writer<'_>) {
        out.column(&self.unit);
        out.column(&self.by);
        out.column(&self.on);
        out.column(&self.agreed);
        out.column(&self.reason);
        out.column(&self.struck);
        out.column(&self.earlier);
        out.column(&self.newest);
    }

    pub(crate) fn read(from: &mut Reader<'_>) -> Result<Visits, ReadError> {
        Ok(Visits {
            unit: from.column()?,
            by: from.column()?,
            on: from.column()?,
            agreed: from.column()?,
            reason: from.column()?,
            struck: from.column()?,
            earlier: from.column()?,
            newest: from.column()?,
        })
    }
}
