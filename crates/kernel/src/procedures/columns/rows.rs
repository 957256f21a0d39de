//! The rows that hang on proceedings: sponsors, decisions, and what of each unit
//! is under way.

use jiff::civil::Date;

use super::super::Tally;
use super::NONE;
use crate::columns::{Column, ReadError, Reader, Writer};
use crate::day::Day;
use crate::ids::{ProceedingId, UnitId};

/// Who has signed.
#[derive(Clone, Debug, Default)]
pub(super) struct Sponsors {
    pub(super) person: Column<u32>,
    pub(super) on: Column<Day>,
    pub(super) until: Column<Day>,
    pub(super) earlier: Column<u32>,
    /// By proceeding.
    pub(super) newest: Column<u32>,
}

/// What was decided.
#[derive(Clone, Debug, Default)]
pub(super) struct Decisions {
    pub(super) step: Column<u8>,
    pub(super) outcome: Column<u8>,
    pub(super) by: Column<u32>,
    /// Since when the proceeding had stood at the step.
    pub(super) since: Column<Day>,
    pub(super) on: Column<Day>,
    /// Whether it was time that decided.
    pub(super) by_time: Column<u8>,
    /// Six figures a row where votes were counted: where they begin, or none.
    pub(super) tally: Column<u32>,
    pub(super) figures: Column<u32>,
    pub(super) earlier: Column<u32>,
    /// By proceeding.
    pub(super) newest: Column<u32>,
}

/// The rows of each unit, those under way and those at their end.
#[derive(Clone, Debug, Default)]
pub(super) struct Open {
    pub(super) next: Column<u32>,
    pub(super) previous: Column<u32>,
    /// By unit: the first that is under way.
    pub(super) first: Column<u32>,
    /// By unit: the first that is not.
    pub(super) closed: Column<u32>,
    /// How many are under way in all.
    pub(super) count: u32,
}

impl Open {
    pub(super) fn heads(&mut self, open: bool) -> &mut Column<u32> {
        if open {
            &mut self.first
        } else {
            &mut self.closed
        }
    }

    pub(super) fn enter(&mut self, row: u32, unit: u32, open: bool) {
        let head = self.heads(open).replace(unit as usize, row);
        let head = head.unwrap_or(NONE);
        self.next.set(row as usize, head);
        self.previous.set(row as usize, NONE);
        if head != NONE {
            self.previous.set(head as usize, row);
        }
        self.count = self.count.saturating_add(u32::from(open));
    }

    pub(super) fn exit(&mut self, row: u32, unit: u32, open: bool) {
        let next = self.next.get(row as usize).unwrap_or(NONE);
        let previous = self.previous.get(row as usize).unwrap_or(NONE);
        if previous == NONE {
            self.heads(open).set(unit as usize, next);
        } else {
            self.next.set(previous as usize, next);
        }
        if next != NONE {
            self.previous.set(next as usize, previous);
        }
        self.count = self.count.saturating_sub(u32::from(open));
    }

    pub(super) fn rows(&self, unit: UnitId, open: bool) -> Vec<u32> {
        let heads = if open { &self.first } else { &self.closed };
        let first = heads.get(unit.index()).filter(|row| *row != NONE);
        let rows = std::iter::successors(first, |row| {
            self.next.get(*row as usize).filter(|row| *row != NONE)
        });
        let mut rows: Vec<u32> = rows.collect();
        rows.sort_unstable();
        rows
    }
}

impl Sponsors {
    pub(super) fn count(&self) -> u32 {
        u32::try_from(self.person.len()).unwrap_or(NONE)
    }

    pub(super) fn write(&self, out: &mut Writer<'_>) {
        out.column(&self.person);
        out.column(&self.on);
        out.column(&self.until);
        out.column(&self.earlier);
        out.column(&self.newest);
    }

    pub(super) fn read(from: &mut Reader<'_>) -> Result<Sponsors, ReadError> {
        let it = Sponsors {
            person: from.column()?,
            on: from.column()?,
            until: from.column()?,
            earlier: from.column()?,
            newest: from.column()?,
        };
        Reader::same_length([
            it.person.len(),
            it.on.len(),
            it.until.len(),
            it.earlier.len(),
        ])?;
        Ok(it)
    }
}

impl Decisions {
    pub(super) fn push(
        &mut self,
        id: ProceedingId,
        (step, outcome): (u8, u8),
        by: UnitId,
        tally: Option<Tally>,
        (since, on, by_time): (Day, Date, bool),
    ) {
        let row = u32::try_from(self.step.len()).unwrap_or(NONE);
        self.step.push(step);
        self.outcome.push(outcome);
        self.by.push(by.0);
        self.since.push(since);
        self.on.push(Day::from_date(on));
        self.by_time.push(u8::from(by_time));
        let begins = u32::try_from(self.figures.len()).unwrap_or(NONE);
        self.tally.push(tally.map_or(NONE, |_| begins));
        if let Some(it) = tally {
            for figure in [
                it.entitled,
                it.present,
                it.in_favour,
                it.against,
                it.abstaining,
                it.needed.unwrap_or(NONE),
            ] {
                self.figures.push(figure);
            }
        }
        let earlier = self.newest.replace(id.index(), row);
        self.earlier.push(earlier.unwrap_or(NONE));
    }

    /// The last decision of a proceeding never was: its row stays and leads nowhere.
    pub(super) fn strike(&mut self, id: ProceedingId) {
        let newest = self.newest.get(id.index()).filter(|row| *row != NONE);
        let earlier = newest.and_then(|row| self.earlier.get(row as usize));
        self.newest.set(id.index(), earlier.unwrap_or(NONE));
    }

    pub(super) fn tally_of(&self, row: usize) -> Option<Tally> {
        let begins = self.tally.get(row).filter(|at| *at != NONE)? as usize;
        let figure = |at: usize| self.figures.get(begins.saturating_add(at));
        Some(Tally {
            entitled: figure(0)?,
            present: figure(1)?,
            in_favour: figure(2)?,
            against: figure(3)?,
            abstaining: figure(4)?,
            needed: figure(5).filter(|needed| *needed != NONE),
        })
    }

    pub(super) fn write(&self, out: &mut Writer<'_>) {
        out.column(&self.step);
        out.column(&self.outcome);
        out.column(&self.by);
        out.column(&self.since);
        out.column(&self.on);
        out.column(&self.by_time);
        out.column(&self.tally);
        out.column(&self.figures);
        out.column(&self.earlier);
        out.column(&self.newest);
    }

    pub(super) fn read(from: &mut Reader<'_>) -> Result<Decisions, ReadError> {
        let it = Decisions {
            step: from.column()?,
            outcome: from.column()?,
            by: from.column()?,
            since: from.column()?,
            on: from.column()?,
            by_time: from.column()?,
            tally: from.column()?,
            figures: from.column()?,
            earlier: from.column()?,
            newest: from.column()?,
        };
        Reader::same_length([
            it.step.len(),
            it.outcome.len(),
            it.by.len(),
            it.since.len(),
            it.on.len(),
            it.by_time.len(),
            it.tally.len(),
            it.earlier.len(),
        ])?;
        Ok(it)
    }
}

/// The rows of a proceeding, the newest first; a link that leads forwards leads nowhere.
pub(super) fn chain<'a>(
    newest: &'a Column<u32>,
    earlier: &'a Column<u32>,
    id: ProceedingId,
) -> impl Iterator<Item = u32> + 'a {
    let first = newest.get(id.index()).filter(|row| *row != NONE);
    std::iter::successors(first, |row| {
        earlier.get(*row as usize).filter(|one| one < row)
    })
}
