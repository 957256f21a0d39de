//! What is kept of dues. What each event leaves behind in it stands in `applying`.

use super::books::{Books, NONE};
use super::daybook::Daybook;
use super::debts::{Debt, Debts, Told, Trace};
use super::lists::{Line, Lists};
use crate::columns::{Chains, Column, ReadError, Reader, Writer};
use crate::day::Day;
use crate::ids::{PersonId, UnitId};

/// Everything kept about dues.
#[derive(Clone, Debug, Default)]
pub(crate) struct Dues {
    pub(super) books: Books,
    pub(super) lists: Lists,
    pub(super) debts: Debts,
    pub(super) parts: Parts,
    pub(super) daybook: Daybook,
}

/// What was reckoned up and has to be handed to a unit above. A row stays as it is: what
/// was handed up is told from it later.
#[derive(Clone, Debug, Default)]
pub(super) struct Parts {
    to: Column<u32>,
    amount: Column<i64>,
    /// The part before of the same unit.
    earlier: Column<u32>,
}

impl Dues {
    /// Whether any unit has any money to speak of.
    pub(super) fn is_empty(&self) -> bool {
        self.books.count() == 0
    }

    /// The lists of a unit, the newest first.
    pub(super) fn lists_of(&self, unit: UnitId) -> impl Iterator<Item = u32> + '_ {
        let book = self.books.find(unit);
        let newest = book.and_then(|book| self.books.newest_list.get(book as usize));
        newest.into_iter().flat_map(|list| self.lists.chain(list))
    }

    /// The list of a unit for a stretch of time, and those of whoever was added to it.
    pub(super) fn lists_for(&self, unit: UnitId, period: Day) -> impl Iterator<Item = u32> + '_ {
        self.lists_of(unit)
            .skip_while(move |list| self.lists.period(*list) > period)
            .take_while(move |list| self.lists.period(*list) == period)
    }

    /// On which list of a unit somebody was charged for a stretch of time, and how much.
    pub(super) fn charged(
        &self,
        unit: UnitId,
        period: Day,
        person: PersonId,
    ) -> Option<(u32, i64)> {
        self.lists_for(unit, period)
            .find_map(|list| Some((list, self.lists.charge(list, person)?)))
    }

    /// The debts to a unit, settled ones too, the newest first.
    pub(super) fn debts_to(&self, unit: UnitId) -> impl Iterator<Item = (u32, Debt)> + '_ {
        let book = self.books.find(unit);
        let any = book.filter(|book| self.books.open.get(*book as usize) != Some(0));
        let newest = any.and_then(|book| self.books.newest_debt.get(book as usize));
        newest.into_iter().flat_map(|debt| self.debts.chain(debt))
    }

    /// What became of somebody's charge on a list.
    pub(super) fn line(&self, list: u32, person: PersonId, charged: i64) -> Line {
        let mut line = Line {
            person,
            charged,
            paid: charged,
            waived: 0,
            open: 0,
        };
        let mut debts = self
            .debts
            .of_person(person)
            .filter(|(_, debt)| debt.list == list)
            .peekable();
        if debts.peek().is_some() {
            (line.charged, line.paid) = (0, 0);
        }
        for (_, debt) in debts {
            // What went over to another unit is charged there, and what was struck nowhere.
            let charged = debt.due.saturating_sub(debt.moved);
            line.charged = line.charged.saturating_add(charged);
            line.paid = line.paid.saturating_add(debt.paid);
            line.waived = line.waived.saturating_add(debt.waived);
            line.open = line.open.saturating_add(debt.open());
        }
        line
    }

    /// What has to be handed up by a unit, and to whom, the oldest first.
    pub(super) fn parts_of(&self, book: u32) -> Vec<(UnitId, i64)> {
        let mut parts = self.parts_from(self.newest_part(book), i64::MAX);
        parts.reverse();
        parts
    }

    /// Parts from a row on to earlier ones, the newest first, until they come to a sum.
    pub(super) fn parts_from(&self, newest: u32, sum: i64) -> Vec<(UnitId, i64)> {
        let mut left = sum;
        let mut parts = Vec::new();
        let mut at = newest;
        while at != NONE && left > 0 {
            let row = at as usize;
            let to = self.parts.to.get(row).map(UnitId);
            let Some((to, minor)) = to.zip(self.parts.amount.get(row)) else {
                break;
            };
            left = left.saturating_sub(minor);
            parts.push((to, minor));
            at = self.parts.earlier.get(row).unwrap_or(NONE);
        }
        parts
    }

    /// The newest part that has to be handed up, or no row.
    pub(super) fn newest_part(&self, book: u32) -> u32 {
        self.books.newest_part.get(book as usize).unwrap_or(NONE)
    }

    pub(super) fn push_part(&mut self, book: u32, to: UnitId, minor: i64) {
        let row = u32::try_from(self.parts.to.len()).unwrap_or(NONE);
        let earlier = self.books.newest_part.replace(book as usize, row);
        self.parts.to.push(to.0);
        self.parts.amount.push(minor);
        self.parts.earlier.push(earlier.unwrap_or(NONE));
    }

    /// The band somebody is in and what they owe in it.
    pub(super) fn band_of(&self, person: PersonId) -> Option<(charter::BandId, i64)> {
        self.debts.told_of(person).find_map(|it| match it.told {
            Told::Band(band) => {
                let band = u8::try_from(band).ok()?;
                Some((charter::BandId(band), it.amount))
            }
            Told::Debt(_)
            | Told::Paid(_)
            | Told::Corrected(_)
            | Told::Waived(_)
            | Told::Struck(_)
            | Told::Restored(_)
            | Told::NotInBand(_)
            | Told::Belonged(_) => None,
        })
    }

    /// The band somebody was put in last, and when.
    pub(super) fn last_band(&self, person: PersonId) -> Option<(charter::BandId, Day)> {
        self.debts.told_of(person).find_map(|it| {
            let Told::Band(band) = it.told else {
                return None;
            };
            Some((charter::BandId(u8::try_from(band).ok()?), it.on))
        })
    }

    /// The units that made lists while somebody belonged to them, the present one left out.
    pub(super) fn former_units(&self, person: PersonId) -> impl Iterator<Item = UnitId> + '_ {
        let told = self.debts.told_of(person);
        told.filter_map(|trace| match trace.told {
            Told::Belonged(unit) => Some(UnitId(unit)),
            Told::Debt(_)
            | Told::Paid(_)
            | Told::Corrected(_)
            | Told::Waived(_)
            | Told::Struck(_)
            | Told::Restored(_)
            | Told::NotInBand(_)
            | Told::Band(_) => None,
        })
    }

    /// The debts as chains by the unit they are owed to.
    pub(crate) fn debts_by_unit(&self) -> Chains<'_> {
        self.debts.by_book(&self.books.newest_debt)
    }

    /// What there is to tell of people, as chains by person.
    pub(crate) fn traces_by_person(&self) -> Chains<'_> {
        self.debts.by_person()
    }

    /// What the debts to a unit come to, and how many of them are open.
    pub(crate) fn owed_to(&self, unit: UnitId) -> (i64, u32) {
        let newest = self
            .books
            .find(unit)
            .and_then(|book| self.books.newest_debt.get(book as usize));
        let debts = newest.into_iter().flat_map(|debt| self.debts.chain(debt));
        debts.fold((0, 0), |(sum, count), (_, debt)| {
            let open = debt.open();
            (
                sum.saturating_add(open),
                count.saturating_add(u32::from(open != 0)),
            )
        })
    }

    /// The day book as chains by the unit it is of.
    pub(crate) fn daybook_by_unit(&self) -> Chains<'_> {
        self.daybook.by_book()
    }

    /// How many debts to a unit are open, as it is kept.
    pub(crate) fn open_count(&self, unit: UnitId) -> u32 {
        let book = self.books.find(unit);
        book.and_then(|book| self.books.open.get(book as usize))
            .unwrap_or(0)
    }

    /// Notes that somebody no longer belongs to a unit.
    pub(crate) fn leave(&mut self, person: PersonId, unit: UnitId, on: jiff::civil::Date) {
        if self.lists_of(unit).next().is_some() {
            let told = Told::Belonged(unit.0);
            self.debts
                .tell(person, &Trace::new(told, 0, Day::from_date(on)));
        }
    }

    pub(crate) fn write(&self, out: &mut Writer<'_>) {
        self.books.write(out);
        self.lists.write(out);
        self.debts.write(out);
        out.column(&self.parts.to);
        out.column(&self.parts.amount);
        out.column(&self.parts.earlier);
        self.daybook.write(out);
    }

    pub(crate) fn read(from: &mut Reader<'_>) -> Result<Dues, ReadError> {
        Ok(Dues {
            books: Books::read(from)?,
            lists: Lists::read(from)?,
            debts: Debts::read(from)?,
            parts: Parts {
                to: from.column()?,
                amount: from.column()?,
                earlier: from.column()?,
            },
            daybook: Daybook::read(from)?,
        })
    }
}
