//! The units that stood beneath another and do not any more, filed under that other: what a
//! part of the organisation was is found without looking at all of it.

use crate::columns::{Column, Index};
use crate::ids::UnitId;

/// No unit: that it went was struck.
const NONE: u32 = u32::MAX;

/// Rows of units that went, in the order they went. Nothing is kept of units that stay.
#[derive(Clone, Debug, Default)]
pub(super) struct Gone {
    unit: Column<u32>,
    above: Column<u32>,
    by_above: Index,
}

impl Gone {
    /// A unit goes from under another.
    pub(super) fn enter(&mut self, unit: UnitId, above: Option<UnitId>) {
        if let Some(above) = above {
            self.unit.push(unit.0);
            self.above.push(above.0);
            self.by_above.enter(&self.above);
        }
    }

    /// That a unit went from under another the last time never was.
    pub(super) fn strike(&mut self, unit: UnitId, above: Option<UnitId>) {
        let Some(above) = above else {
            return;
        };
        let rows = self.by_above.find(&self.above, above.0);
        let went = rows.filter(|row| self.unit.get(*row as usize) == Some(unit.0));
        if let Some(row) = went.max() {
            self.unit.set(row as usize, NONE);
        }
    }

    /// Those that went from under a unit, in no order that means anything.
    pub(super) fn of(&self, above: UnitId) -> impl Iterator<Item = UnitId> + '_ {
        let rows = self.by_above.find(&self.above, above.0);
        rows.filter_map(|row| self.unit.get(row as usize))
            .filter(|unit| *unit != NONE)
            .map(UnitId)
    }
}
