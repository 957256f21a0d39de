//! Transfers that can be struck: of each, where the member was before and since when. Nothing
//! is kept of anybody who never went over, nor of those who went because their unit was
//! divided.

use jiff::civil::Date;

use super::Members;
use crate::columns::{Column, Index, ReadError, Reader, Writer};
use crate::day::Day;
use crate::ids::{PersonId, UnitId};

/// No unit: the transfer was struck, or the membership is over.
const DONE_WITH: u32 = u32::MAX;

/// A transfer, and what was before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Before {
    /// Where the member belonged.
    pub unit: UnitId,
    /// Since when.
    pub since: Date,
    /// The day on which they went over.
    pub on: Date,
}

/// What members were before they went over, a row a transfer.
#[derive(Clone, Debug, Default)]
pub(super) struct Moves {
    person: Column<u32>,
    from: Column<u32>,
    to: Column<u32>,
    /// Since when they had belonged to the unit they went from.
    since: Column<Day>,
    on: Column<Day>,
    /// The row of the stay that ended.
    stay: Column<u32>,
    /// Derived: the rows of each person.
    by_person: Index,
}

/// What one transfer leaves behind.
#[derive(Clone, Copy, Debug)]
pub(super) struct Moved {
    pub(super) from: UnitId,
    pub(super) to: UnitId,
    pub(super) since: Day,
    pub(super) on: Day,
    pub(super) stay: u32,
}

impl Moves {
    pub(super) fn push(&mut self, person: PersonId, it: Moved) {
        self.person.push(person.0);
        self.from.push(it.from.0);
        self.to.push(it.to.0);
        self.since.push(it.since);
        self.on.push(it.on);
        self.stay.push(it.stay);
        self.by_person.enter(&self.person);
    }

    /// The rows of a person that can still be struck.
    fn rows(&self, person: PersonId) -> impl Iterator<Item = usize> + '_ {
        let rows = self.by_person.find(&self.person, person.0);
        rows.map(|row| row as usize)
            .filter(|row| self.to.get(*row).is_some_and(|it| it != DONE_WITH))
    }

    /// The last transfer of somebody.
    pub(super) fn last(&self, person: PersonId) -> Option<Moved> {
        let row = self.rows(person).max()?;
        Some(Moved {
            from: UnitId(self.from.get(row)?),
            to: UnitId(self.to.get(row)?),
            since: self.since.get(row)?,
            on: self.on.get(row)?,
            stay: self.stay.get(row)?,
        })
    }

    /// The last transfer was struck.
    pub(super) fn strike(&mut self, person: PersonId) {
        if let Some(row) = self.rows(person).max() {
            self.to.set(row, DONE_WITH);
        }
    }

    /// Somebody is no member any more.
    pub(super) fn forget(&mut self, person: PersonId) {
        let rows: Vec<usize> = self.rows(person).collect();
        for row in rows {
            self.to.set(row, DONE_WITH);
        }
    }

    /// Somebody joined on another day than was written down.
    pub(super) fn correct(&mut self, person: PersonId, how: impl Fn(&mut Day)) {
        let rows: Vec<usize> = self.rows(person).collect();
        for row in rows {
            self.since.alter(row, &how);
            self.on.alter(row, &how);
        }
    }

    pub(super) fn write(&self, out: &mut Writer<'_>) {
        out.column(&self.person);
        out.column(&self.from);
        out.column(&self.to);
        out.column(&self.since);
        out.column(&self.on);
        out.column(&self.stay);
    }

    pub(super) fn read(from: &mut Reader<'_>) -> Result<Moves, ReadError> {
        let person: Column<u32> = from.column()?;
        let mut moves = Moves {
            from: from.column()?,
            to: from.column()?,
            since: from.column()?,
            on: from.column()?,
            stay: from.column()?,
            ..Moves::default()
        };
        Reader::same_length([
            person.len(),
            moves.from.len(),
            moves.to.len(),
            moves.since.len(),
            moves.on.len(),
            moves.stay.len(),
        ])?;
        // The index takes rows in one by one, so it is given them one by one.
        for number in person.iter() {
            moves.person.push(number);
            moves.by_person.enter(&moves.person);
        }
        Ok(moves)
    }
}

impl Members {
    /// The transfer by which a member came to where they are; none where they came otherwise.
    fn moved(&self, person: PersonId) -> Option<Moved> {
        let last = self.moves.last(person)?;
        let here = (self.unit_of(person)?, self.in_unit_since(person));
        (here == (last.to, last.on)).then_some(last)
    }

    /// What was before it.
    pub(crate) fn before_transfer(&self, person: PersonId) -> Option<Before> {
        let moved = self.moved(person)?;
        Some(Before {
            unit: moved.from,
            since: moved.since.date()?,
            on: moved.on.date()?,
        })
    }

    /// The last transfer of a member never was: they have their place again, among those who
    /// came when they did.
    pub(super) fn strike_transfer(&mut self, person: PersonId) {
        let Some(moved) = self.moved(person) else {
            return;
        };
        self.moves.strike(person);
        self.stays.strike_row(moved.stay);
        self.exit(person, moved.to);
        self.enter_in_order(person, moved.from, moved.since);
        if let Some(grade) = self.grade_of(person) {
            self.add(moved.to, grade, -1);
            self.add(moved.from, grade, 1);
        }
    }
}
