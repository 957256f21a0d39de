//! The units that stood beneath another and do not any more, filed under that other: what a
//! part of the organisation was is found without looking at all of it.

use crate::columns::{Column, Index};
use crate::ids::UnitId;

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

    /// Those that went from under a unit, in no order that means anything.
    pub(super) fn of(&self, above: UnitId) -> impl Iterator<Item = UnitId> + '_ {
        let rows = self.by_above.find(&self.above, above.0);
        rows.filter_map(|row| self.unit.get(row as usize).map(UnitId))
    }
}
