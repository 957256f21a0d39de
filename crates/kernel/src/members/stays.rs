//! Stays that ended: since when and until when somebody belonged to a unit they belong to
//! no more, so that it can be told how many a unit had on a day that is past. Nobody is
//! named: what is kept of a stay is two days.

use crate::columns::{Column, ReadError, Reader, Writer};
use crate::day::Day;
use crate::ids::UnitId;

/// No row.
const NONE: u32 = u32::MAX;

/// All stays that ended, linked by unit.
#[derive(Clone, Debug, Default)]
pub(super) struct Stays {
    since: Column<Day>,
    until: Column<Day>,
    /// The stay before in the same unit.
    earlier: Column<u32>,
    /// By unit, as far as any stay ended in any: the newest.
    newest: Column<u32>,
}

impl Stays {
    /// Somebody who belonged to a unit since a day goes on another.
    pub(super) fn end(&mut self, unit: UnitId, since: Day, until: Day) -> u32 {
        let row = u32::try_from(self.since.len()).unwrap_or(NONE);
        self.newest.fill_to(unit.index().saturating_add(1), NONE);
        let earlier = self.newest.replace(unit.index(), row);
        self.since.push(since);
        self.until.push(until);
        self.earlier.push(earlier.unwrap_or(NONE));
        row
    }

    /// The same of one that is known by its row.
    pub(super) fn strike_row(&mut self, row: u32) {
        if let Some(since) = self.since.get(row as usize) {
            self.until.set(row as usize, since);
        }
    }

    /// A stay that was said to have ended goes on: nothing of it is left here.
    pub(super) fn strike(&mut self, unit: UnitId, since: Day, until: Day) {
        let row = |row: u32| (row != NONE).then_some(row as usize);
        let newest = self.newest.get(unit.index()).and_then(row);
        let mut stays = std::iter::successors(newest, |at| self.earlier.get(*at).and_then(row));
        let ended = stays
            .find(|at| self.since.get(*at) == Some(since) && self.until.get(*at) == Some(until));
        if let Some(at) = ended {
            self.until.set(at, since);
        }
    }

    /// Whether anybody belonged to a unit for a day and has gone since.
    pub(super) fn any(&self, unit: UnitId) -> bool {
        let row = |row: u32| (row != NONE).then_some(row as usize);
        let newest = self.newest.get(unit.index()).and_then(row);
        let mut stays = std::iter::successors(newest, |at| self.earlier.get(*at).and_then(row));
        stays.any(|at| self.since.get(at) < self.until.get(at))
    }

    /// How many belonged to a unit at the end of a day and have gone since.
    pub(super) fn count_on(&self, unit: UnitId, day: Day) -> u32 {
        let row = |row: u32| (row != NONE).then_some(row as usize);
        let newest = self.newest.get(unit.index()).and_then(row);
        let stays = std::iter::successors(newest, |at| self.earlier.get(*at).and_then(row));
        let then = stays.filter(|at| {
            self.since.get(*at).is_some_and(|since| since <= day)
                && self.until.get(*at).is_some_and(|until| day < until)
        });
        u32::try_from(then.count()).unwrap_or(u32::MAX)
    }

    pub(super) fn write(&self, out: &mut Writer<'_>) {
        out.column(&self.since);
        out.column(&self.until);
        out.column(&self.earlier);
        out.column(&self.newest);
    }

    pub(super) fn read(from: &mut Reader<'_>) -> Result<Stays, ReadError> {
        let stays = Stays {
            since: from.column()?,
            until: from.column()?,
            earlier: from.column()?,
            newest: from.column()?,
        };
        Reader::same_length([stays.since.len(), stays.until.len(), stays.earlier.len()])?;
        Ok(stays)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stay_that_never_ended_is_counted_nowhere() {
        let mut stays = Stays::default();
        let unit = UnitId(2);
        let _first = stays.end(unit, Day(10), Day(20));
        let second = stays.end(unit, Day(10), Day(30));
        assert_eq!(
            [15, 25, 35].map(|day| stays.count_on(unit, Day(day))),
            [2, 1, 0]
        );
        stays.strike(unit, Day(10), Day(20));
        stays.strike(unit, Day(11), Day(30));
        assert_eq!(
            [15, 25, 35].map(|day| stays.count_on(unit, Day(day))),
            [1, 1, 0]
        );
        stays.strike_row(second);
        assert_eq!(
            [15, 25, 35].map(|day| stays.count_on(unit, Day(day))),
            [0, 0, 0]
        );
    }
}
