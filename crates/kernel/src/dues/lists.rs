//! Lists: who owes how much to a unit for a stretch of time. The people of a
//! list are kept once for all lists in a row that say the same.

use jiff::civil::Date;

use super::books::NONE;
use super::events::Lot;
use crate::columns::{Column, ReadError, Reader, Writer};
use crate::day::Day;
use crate::ids::{PersonId, UnitId};
use crate::state::State;

/// All lists.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lists {
    book: Column<u32>,
    /// The first day of the stretch of time.
    period: Column<Day>,
    due: Column<Day>,
    on: Column<Day>,
    people_of: Column<u32>,
    /// The list before of the same unit.
    earlier: Column<u32>,
    rolls: Rolls,
}

/// Who owes how much: one row for all lists that say the same.
#[derive(Clone, Debug, Default)]
struct Rolls {
    /// By roll: where its lots begin; they end where those of the next begin.
    lots: Column<u32>,
    /// By lot: how much.
    amount: Column<i64>,
    /// By lot: where its people begin.
    begins: Column<u32>,
    people: Column<u32>,
}

/// A list of a unit for a stretch of time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DuesList {
    /// The unit that made it.
    pub unit: UnitId,
    /// The first day of the stretch of time.
    pub period: Date,
    /// When it was due.
    pub due: Date,
    /// When it was made.
    pub on: Date,
    /// Who owes what, in the order of their numbers.
    pub lines: Vec<Line>,
}

/// One line of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// Who.
    pub person: PersonId,
    /// What they were charged.
    pub charged: i64,
    /// What they paid.
    pub paid: i64,
    /// What they were let off.
    pub waived: i64,
    /// What is still open, to whichever unit.
    pub open: i64,
}

impl Rolls {
    fn lots_of(&self, roll: u32) -> std::ops::Range<usize> {
        let at = roll as usize;
        let begins = self.lots.get(at).map_or(0, |at| at as usize);
        let next = self.lots.get(at.saturating_add(1));
        let ends = next.map_or(self.amount.len(), |at| at as usize);
        begins..ends.min(self.amount.len())
    }

    /// How much each of them owes.
    fn each(&self, roll: u32) -> impl Iterator<Item = (PersonId, i64)> + '_ {
        self.lots_of(roll).flat_map(move |lot| {
            let amount = self.amount.get(lot).unwrap_or(0);
            let begins = self.begins.get(lot).map_or(0, |at| at as usize);
            let next = self.begins.get(lot.saturating_add(1));
            let ends = next.map_or(self.people.len(), |at| at as usize);
            let ends = ends.min(self.people.len());
            let people = (begins..ends).filter_map(|at| self.people.get(at));
            people.map(move |person| (PersonId(person), amount))
        })
    }

    fn push(&mut self, lots: &[Lot]) -> u32 {
        let roll = u32::try_from(self.lots.len()).unwrap_or(NONE);
        let at = |rows: usize| u32::try_from(rows).unwrap_or(NONE);
        self.lots.push(at(self.amount.len()));
        for lot in lots {
            self.amount.push(lot.amount.minor);
            self.begins.push(at(self.people.len()));
            lot.people.iter().for_each(|it| self.people.push(it.0));
        }
        roll
    }
}

impl Lists {
    /// A list stands before another one of the same unit from now on.
    pub(super) fn put_before(&mut self, list: u32, later: u32) {
        self.earlier.set(later as usize, list);
    }

    /// Makes a list; `earlier` is the one before of the same unit.
    pub(super) fn push(&mut self, book: u32, days: [Day; 3], lots: &[Lot], earlier: u32) -> u32 {
        let list = self.count();
        let [period, due, on] = days;
        self.book.push(book);
        self.period.push(period);
        self.due.push(due);
        self.on.push(on);
        let said = lots
            .iter()
            .flat_map(|lot| lot.people.iter().map(|it| (*it, lot.amount.minor)));
        let before = self.people_of.get(earlier as usize);
        let same = before.filter(|roll| self.rolls.each(*roll).eq(said));
        let roll = same.unwrap_or_else(|| self.rolls.push(lots));
        self.people_of.push(roll);
        self.earlier.push(earlier);
        list
    }

    pub(super) fn count(&self) -> u32 {
        u32::try_from(self.book.len()).unwrap_or(NONE)
    }

    /// A list and those before it of the same unit.
    pub(super) fn chain(&self, newest: u32) -> impl Iterator<Item = u32> + '_ {
        let row = |row: u32| (row != NONE).then_some(row);
        std::iter::successors(row(newest), move |list| {
            self.earlier.get(*list as usize).and_then(row)
        })
    }

    /// The list before of the same unit, or no row.
    pub(super) fn earlier(&self, list: u32) -> u32 {
        self.earlier.get(list as usize).unwrap_or(NONE)
    }

    pub(super) fn book(&self, list: u32) -> u32 {
        self.book.get(list as usize).unwrap_or(NONE)
    }

    pub(super) fn period(&self, list: u32) -> Day {
        self.period.get(list as usize).unwrap_or(Day::NONE)
    }

    pub(super) fn due(&self, list: u32) -> Day {
        self.due.get(list as usize).unwrap_or(Day::NONE)
    }

    pub(super) fn on(&self, list: u32) -> Day {
        self.on.get(list as usize).unwrap_or(Day::NONE)
    }

    /// What everybody on a list was charged.
    pub(super) fn charges(&self, list: u32) -> impl Iterator<Item = (PersonId, i64)> + '_ {
        let roll = self.people_of.get(list as usize);
        roll.into_iter().flat_map(|roll| self.rolls.each(roll))
    }

    /// What somebody was charged on a list; none where they are not on it.
    pub(super) fn charge(&self, list: u32, person: PersonId) -> Option<i64> {
        let mut charges = self.charges(list);
        charges
            .find(|(charged, _)| *charged == person)
            .map(|(_, minor)| minor)
    }

    pub(super) fn write(&self, out: &mut Writer<'_>) {
        out.column(&self.book);
        out.column(&self.period);
        out.column(&self.due);
        out.column(&self.on);
        out.column(&self.people_of);
        out.column(&self.earlier);
        out.column(&self.rolls.lots);
        out.column(&self.rolls.amount);
        out.column(&self.rolls.begins);
        out.column(&self.rolls.people);
    }

    pub(super) fn read(from: &mut Reader<'_>) -> Result<Lists, ReadError> {
        let lists = Lists {
            book: from.column()?,
            period: from.column()?,
            due: from.column()?,
            on: from.column()?,
            people_of: from.column()?,
            earlier: from.column()?,
            rolls: Rolls {
                lots: from.column()?,
                amount: from.column()?,
                begins: from.column()?,
                people: from.column()?,
            },
        };
        Reader::same_length([
            lists.book.len(),
            lists.period.len(),
            lists.due.len(),
            lists.on.len(),
            lists.people_of.len(),
            lists.earlier.len(),
        ])?;
        Reader::same_length([lists.rolls.amount.len(), lists.rolls.begins.len()])?;
        Ok(lists)
    }
}

impl State {
    /// The list of a unit for the stretch of time that begins on a day, with those who were
    /// added to it.
    #[must_use]
    pub fn dues_list(&self, unit: UnitId, period: Date) -> Option<DuesList> {
        let day = Day::from_date(period);
        let list = self.dues.lists_for(unit, day).next()?;
        let mut lines: Vec<Line> = self
            .dues
            .lists_for(unit, day)
            .flat_map(|list| {
                let charges = self.dues.lists.charges(list);
                charges.map(move |(person, charged)| self.dues.line(list, person, charged))
            })
            .collect();
        lines.sort_unstable_by_key(|line| line.person);
        Some(DuesList {
            unit,
            period: self.dues.lists.period(list).date()?,
            due: self.dues.lists.due(list).date()?,
            on: self.dues.lists.on(list).date()?,
            lines,
        })
    }

    /// What was paid to a unit of the dues for stretches that begin from one day to another.
    pub(crate) fn paid_for(&self, unit: UnitId, first: Date, last: Date) -> u64 {
        let dues = &self.dues;
        let within = |list: &u32| {
            let begins = dues.lists.period(*list).date();
            begins.is_some_and(|begins| (first..=last).contains(&begins))
        };
        let paid = dues.lists_of(unit).filter(within).flat_map(|list| {
            let charges = dues.lists.charges(list);
            charges.map(move |(person, charged)| dues.line(list, person, charged).paid)
        });
        paid.fold(0, |sum: u64, paid| {
            sum.saturating_add(u64::try_from(paid).unwrap_or(0))
        })
    }

    /// The stretches of time for which a unit has made its list, the newest first.
    pub fn listed_periods(&self, unit: UnitId) -> impl Iterator<Item = Date> + '_ {
        let mut before = None;
        self.dues
            .lists_of(unit)
            .filter_map(|list| self.dues.lists.period(list).date())
            .filter(move |period| before.replace(*period) != Some(*period))
    }
}
