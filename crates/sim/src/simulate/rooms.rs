//! What units do in a month beside meeting: they hand directives on and answer them,
//! collect dues, file what they owe, take the steps of proceedings, answer what they are
//! asked, are visited and given awards. It comes when the month's meetings are over,
//! and each act has its own day. A charter without such rules costs nothing here.

use std::borrow::Cow;
use std::ops::ControlFlow;
use std::sync::Arc;

use charter::Charter;
use jiff::civil::Date;
use kernel::{State, UnitId};

use super::acts::{Ground, Record};
use super::delays::Waits;
use super::rates::{MonthRates, Rates};
use super::sheet::Sheet;
use super::threads::{Threads, piece};
use super::{BLOCK, Years, awards, directives, dues, petitions, proceedings, returns, visits};

/// A month, and everything that is true of it for all rooms.
pub(super) struct RoomMonth<'a> {
    pub(super) charter: &'a Charter,
    pub(super) rates: MonthRates<'a>,
    pub(super) waits: Waits,
    pub(super) seed: u64,
    /// Months since the first one, which is one.
    pub(super) number: u32,
    pub(super) first: Date,
    pub(super) last: Date,
}

impl RoomMonth<'_> {
    /// The rates of a unit, while it stands.
    pub(super) fn rates_of(&self, state: &State, unit: UnitId) -> Option<Cow<'_, Rates>> {
        let level = state.standing_level(unit)?;
        Some(self.rates.of_unit(state, unit, level))
    }
}

impl Years<'_, '_> {
    /// The month in every room.
    pub(super) fn rooms(&mut self, number: u32, first: Date) -> ControlFlow<()> {
        let Some(charter) = self.ground.state.charter_on(first).cloned() else {
            return ControlFlow::Continue(());
        };
        let differing = Arc::clone(&self.differing);
        let month = RoomMonth {
            charter: &charter,
            rates: MonthRates::new(&self.wish.scenario.rates, &differing, first),
            waits: self.wish.scenario.waits,
            seed: self.wish.seed,
            number,
            first,
            last: first.last_of_month(),
        };
        directives::pass(&month, &mut self.ground, &mut self.cascades)?;
        let crew = &mut Crew {
            threads: &self.threads,
            sheets: &mut self.sheets,
        };
        dues::pass(&month, &mut self.ground, crew)?;
        returns::pass(&month, &mut self.ground, crew)?;
        proceedings::pass(&month, &mut self.ground, &mut self.underway);
        self.ground.goes_on()?;
        petitions::pass(&month, &mut self.ground, &mut self.petitions);
        self.ground.goes_on()?;
        visits::pass(&month, &mut self.ground);
        awards::pass(&month, &mut self.ground);
        self.ground.goes_on()
    }
}

/// The and the sheets they fill.
pub(super) struct Crew<'a> {
    threads: &'a Threads,
    sheets: &'a mut [Sheet],
}

/// Every unit's turn, a block of units at a time: all threads decide on one state, and
/// what came of it is settled in order. What one unit does in its turn must have no
/// bearing on what another may in the same one. How many commands were carried out.
pub(super) fn each_unit(
    ground: &mut Ground<'_>,
    crew: &mut Crew<'_>,
    turn: impl Fn(&State, UnitId, &mut Record) + Sync,
) -> ControlFlow<(), u64> {
    let (count, of) = (ground.state.unit_count(), crew.sheets.len());
    let mut done = 0;
    let mut begin = 0;
    while begin < count {
        let block = begin..begin.saturating_add(BLOCK).min(count);
        let state = &ground.state;
        crew.threads.on_each(crew.sheets, |at, sheet| {
            sheet.record.clear();
            for unit in piece(&block, at, of).map(UnitId) {
                turn(state, unit, &mut sheet.record);
            }
        });
        for sheet in &mut *crew.sheets {
            done += sheet.record.carried_out();
            ground.enter(&mut sheet.record);
        }
        ground.goes_on()?;
        begin = block.end;
    }
    ControlFlow::Continue(done)
}
