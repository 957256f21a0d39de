//! The columns of what units were before: a row for each time one took another
//! name, place or level, linked by unit. A unit that never changed has none.

use charter::LevelId;
use jiff::civil::Date;

use crate::columns::{Column, ReadError, Reader, Texts, Truncated, Writer};
use crate::day::Day;
use crate::ids::UnitId;

/// No row, and no parent.
const NONE: u32 = u32::MAX;

const NAME: u8 = 0;
const PARENT: u8 = 1;
const LEVEL: u8 = 2;
/// A change that was struck: it never was.
const STRUCK: u8 = 3;

/// Everything that units were before they changed, in the order of the record.
#[derive(Clone, Debug, Default)]
pub(super) struct Former {
    unit: Column<u32>,
    what: Column<u8>,
    /// What it was: the row of a name, a unit, or a level.
    value: Column<u32>,
    /// From when it was something else.
    until: Column<Day>,
    earlier: Column<u32>,
    /// By unit, as far as any changed: its newest row.
    newest: Column<u32>,
    names: Texts,
}

/// What a unit was before one of its changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Was<'a> {
    Named(&'a str),
    Under(Option<UnitId>),
    Of(LevelId),
}

impl Former {
    pub(super) fn named(&mut self, unit: UnitId, before: &str, until: Date) {
        let row = u32::try_from(self.names.len()).unwrap_or(NONE);
        self.names.push(before);
        self.push(unit, NAME, row, until);
    }

    pub(super) fn under(&mut self, unit: UnitId, before: Option<UnitId>, until: Date) {
        let before = before.map_or(NONE, |parent| parent.0);
        self.push(unit, PARENT, before, until);
    }

    pub(super) fn of(&mut self, unit: UnitId, before: LevelId, until: Date) {
        self.push(unit, LEVEL, u32::from(before.0), until);
    }

    fn push(&mut self, unit: UnitId, what: u8, value: u32, until: Date) {
        let row = u32::try_from(self.unit.len()).unwrap_or(NONE);
        self.newest.fill_to(unit.index().saturating_add(1), NONE);
        self.unit.push(unit.0);
        self.what.push(what);
        self.value.push(value);
        self.until.push(Day::from_date(until));
        let earlier = self.newest.replace(unit.index(), row);
        self.earlier.push(earlier.unwrap_or(NONE));
    }

    fn row(&self, row: usize) -> Option<(Date, Was<'_>)> {
        let value = self.value.get(row)?;
        let was = match self.what.get(row)? {
            NAME => Was::Named(self.names.get(usize::try_from(value).ok()?)?),
            PARENT => Was::Under((value != NONE).then_some(UnitId(value))),
            LEVEL => Was::Of(LevelId(u8::try_from(value).ok()?)),
            _ => return None,
        };
        Some((self.until.get(row)?.date()?, was))
    }

    /// The rows of a unit, the last recorded first, those that were struck among them.
    fn rows_of(&self, unit: UnitId) -> impl Iterator<Item = usize> + '_ {
        let newest = self.newest.get(unit.index()).unwrap_or(NONE);
        std::iter::successors((newest != NONE).then_some(newest), |row| {
            let row = usize::try_from(*row).ok()?;
            self.earlier.get(row).filter(|earlier| *earlier != NONE)
        })
        .filter_map(|row| usize::try_from(row).ok())
    }

    /// The last change of a unit that is of the kind wanted and stands is struck.
    pub(super) fn strike(&mut self, unit: UnitId, wanted: impl Fn(Was<'_>) -> bool) {
        let of_kind = |row: &usize| self.row(*row).is_some_and(|(_, was)| wanted(was));
        let last = self.rows_of(unit).find(of_kind);
        if let Some(row) = last {
            self.what.set(row, STRUCK);
        }
    }

    /// Each unit that moved, and where it had stood, in the order of the record.
    pub(super) fn places(&self) -> impl Iterator<Item = (UnitId, Option<UnitId>)> + '_ {
        let rows = self.unit.iter().zip(self.what.iter());
        let moved = rows.zip(self.value.iter());
        moved
            .filter(|((_, what), _)| *what == PARENT)
            .map(|((unit, _), above)| (UnitId(unit), (above != NONE).then_some(UnitId(above))))
    }

    /// What a unit was before each of its changes, with the day of the change, the last recorded first.
    pub(super) fn of_unit(&self, unit: UnitId) -> impl Iterator<Item = (Date, Was<'_>)> + '_ {
        self.rows_of(unit).filter_map(|row| self.row(row))
    }

    pub(super) fn write(&self, out: &mut Writer<'_>) {
        out.column(&self.unit);
        out.column(&self.what);
        out.column(&self.value);
        out.column(&self.until);
        out.column(&self.earlier);
        out.column(&self.newest);
        out.texts(&self.names);
    }

    pub(super) fn read(from: &mut Reader<'_>) -> Result<Former, ReadError> {
        let former = Former {
            unit: from.column()?,
            what: from.column()?,
            value: from.column()?,
            until: from.column()?,
            earlier: from.column()?,
            newest: from.column()?,
            names: from.texts()?,
        };
        Reader::same_length([
            former.unit.len(),
            former.what.len(),
            former.value.len(),
            former.until.len(),
            former.earlier.len(),
        ])?;
        // A row leads to an earlier one only, so that no chain is a ring.
        let backwards = (0..).zip(former.earlier.iter());
        let sound = backwards
            .into_iter()
            .all(|(row, earlier)| earlier == NONE || earlier < row)
            && (0..former.unit.len())
                .all(|row| former.what.get(row) == Some(STRUCK) || former.row(row).is_some());
        if sound {
            Ok(former)
        } else {
            Err(Truncated.into())
        }
    }
}
