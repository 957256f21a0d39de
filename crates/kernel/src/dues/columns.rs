//! What is kept of dues, and what each event leaves behind in it.

use super::books::{Account, Books, NONE};
use super::debts::{Debt, Debts, Told, Trace};
use super::events::{DuesEvent, DuesOf, GoesUp, Lot, PaidFor, PartPaid};
use super::lists::{Line, Lists};
use super::references::BankReference;
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
}

/// What was reckoned up and has to be handed to a unit above.
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
            line.paid = 0;
        }
        for (_, debt) in debts {
            line.paid = line.paid.saturating_add(debt.paid);
            line.waived = line.waived.saturating_add(debt.waived);
            line.open = line.open.saturating_add(debt.open());
        }
        line
    }

    /// What has to be handed up by a unit, and to whom, the oldest first.
    pub(super) fn parts_of(&self, book: u32) -> Vec<(UnitId, i64)> {
        let mut parts: Vec<(UnitId, i64)> = self
            .part_rows(book)
            .into_iter()
            .filter_map(|row| {
                let at = row as usize;
                Some((UnitId(self.parts.to.get(at)?), self.parts.amount.get(at)?))
            })
            .filter(|(_, minor)| *minor > 0)
            .collect();
        parts.reverse();
        parts
    }

    fn part_rows(&self, book: u32) -> Vec<u32> {
        let row = |row: u32| (row != NONE).then_some(row);
        let newest = self.books.newest_part.get(book as usize).and_then(row);
        std::iter::successors(newest, |at| {
            self.parts.earlier.get(*at as usize).and_then(row)
        })
        .collect()
    }

    fn push_part(&mut self, book: u32, to: UnitId, minor: i64) {
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
            | Told::Belonged(_) => None,
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

    /// Applies what has happened.
    pub(super) fn apply(&mut self, event: &DuesEvent) {
        match event {
            DuesEvent::Listed {
                unit,
                period,
                due,
                lots,
                open,
                on,
            } => {
                let days = [*period, *due, *on].map(Day::from_date);
                self.list(*unit, days, lots, open);
            }
            DuesEvent::Paid {
                person,
                parts,
                reference,
                on,
            } => self.pay(*person, parts, *reference, Day::from_date(*on)),
            DuesEvent::PaymentCorrected {
                of,
                paid,
                reason,
                on,
            } => {
                self.correct(of, paid.minor, reason.0, Day::from_date(*on));
            }
            DuesEvent::BandSet {
                person,
                band,
                owes,
                on,
                ..
            } => {
                let told = Told::Band(u32::from(band.0));
                let trace = Trace::new(told, owes.minor, Day::from_date(*on));
                self.debts.tell(*person, &trace);
            }
            DuesEvent::Waived {
                of,
                amount,
                reason,
                on,
            } => self.waive(of, amount.minor, reason.0, Day::from_date(*on)),
            DuesEvent::Reckoned {
                unit, parts, on, ..
            } => self.reckon(*unit, parts, *on),
            DuesEvent::Remitted { unit, parts, .. } => self.remit(*unit, parts),
            DuesEvent::Spent { unit, amount, .. } => {
                let book = self.books.of(*unit);
                self.books
                    .post(book, Account::Cash, Account::Spent, amount.minor);
            }
            DuesEvent::CarriedOver {
                person,
                from,
                to,
                on,
                ..
            } => self.carry_over(Some(*person), *from, *to, Day::from_date(*on)),
            DuesEvent::Closed { unit, into, on } => self.close(*unit, *into, Day::from_date(*on)),
        }
    }

    fn list(&mut self, unit: UnitId, days: [Day; 3], lots: &[Lot], open: &[PartPaid]) {
        let book = self.books.of(unit);
        let [.., on] = days;
        let list = self.push_list(unit, book, days, lots);
        let (mut charged, mut heads) = (0_i64, 0_i64);
        for lot in lots {
            let people = i64::try_from(lot.people.len()).unwrap_or(i64::MAX);
            charged = charged.saturating_add(lot.amount.minor.saturating_mul(people));
            heads = heads.saturating_add(people);
        }
        let mut paid = charged;
        for it in open {
            let due = self.lists.charge(list, it.person).unwrap_or(0);
            let debt = Debt {
                person: it.person,
                book,
                list,
                due,
                paid: it.paid.minor,
                waived: 0,
                moved: 0,
            };
            paid = paid.saturating_sub(debt.open());
            heads = heads.saturating_sub(1);
            self.push_debt(&debt, on);
        }
        self.books
            .post(book, Account::Charged, Account::Owed, charged);
        self.books.post(book, Account::Owed, Account::Cash, paid);
        self.books.take_in(book, paid, heads, on);
    }

    /// Lists stand in the order of their stretches of time, whoever is added to one behind it.
    fn push_list(&mut self, unit: UnitId, book: u32, days: [Day; 3], lots: &[Lot]) -> u32 {
        let [period, ..] = days;
        let lists = self.lists_of(unit);
        let later = lists
            .take_while(|list| self.lists.period(*list) >= period)
            .last();
        let newest = &mut self.books.newest_list;
        let Some(later) = later else {
            let earlier = newest.get(book as usize).unwrap_or(NONE);
            let list = self.lists.push(book, days, lots, earlier);
            newest.set(book as usize, list);
            return list;
        };
        let list = self.lists.push(book, days, lots, self.lists.earlier(later));
        self.lists.put_before(list, later);
        list
    }

    fn push_debt(&mut self, debt: &Debt, on: Day) -> u32 {
        let at = debt.book as usize;
        let earlier = self.books.newest_debt.get(at).unwrap_or(NONE);
        let row = self.debts.push(debt, earlier, on);
        self.books.newest_debt.set(at, row);
        self.count_open(debt.book, i64::from(debt.open() > 0));
        row
    }

    fn count_open(&mut self, book: u32, more: i64) {
        let at = book as usize;
        let before = i64::from(self.books.open.get(at).unwrap_or(0));
        let now = u32::try_from(before.saturating_add(more)).unwrap_or(0);
        self.books.open.set(at, now);
    }

    /// The newest debt of somebody from the list of a unit; the unit it is owed to may be another.
    pub(super) fn debt_of(&self, of: &DuesOf) -> Option<(u32, Debt)> {
        let period = Day::from_date(of.period);
        self.debts.of_person(of.person).find(|(_, debt)| {
            self.lists.period(debt.list) == period && self.books.unit(debt.book) == of.unit
        })
    }

    fn change(&mut self, row: u32, before: &Debt, after: &Debt) {
        self.debts.set(row, after);
        let opened = i64::from(after.open() > 0) - i64::from(before.open() > 0);
        self.count_open(after.book, opened);
    }

    /// Writes down that so much more, or less, was paid off a debt.
    fn pay_off(&mut self, row: u32, before: &Debt, minor: i64, on: Day) {
        let after = Debt {
            paid: before.paid.saturating_add(minor),
            ..*before
        };
        self.change(row, before, &after);
        self.books
            .post(before.book, Account::Owed, Account::Cash, minor);
        let heads = i64::from(after.paid_in_full()) - i64::from(before.paid_in_full());
        self.books.take_in(before.book, minor, heads, on);
    }

    fn pay(
        &mut self,
        person: PersonId,
        parts: &[PaidFor],
        reference: Option<BankReference>,
        on: Day,
    ) {
        for part in parts {
            let of = DuesOf {
                person,
                unit: part.unit,
                period: part.period,
            };
            let Some((row, debt)) = self.debt_of(&of) else {
                continue;
            };
            self.pay_off(row, &debt, part.amount.minor, on);
            let mut trace = Trace::new(Told::Paid(row), part.amount.minor, on);
            trace.reference = reference.map_or(0, |reference| reference.0);
            self.debts.tell(person, &trace);
        }
    }

    fn correct(&mut self, of: &DuesOf, paid: i64, reason: u32, on: Day) {
        let (row, debt) = match self.debt_of(of) {
            Some(known) => known,
            None => {
                // Whoever had simply paid in full gets a row of their own now.
                let period = Day::from_date(of.period);
                let Some((list, due)) = self.charged(of.unit, period, of.person) else {
                    return;
                };
                let debt = Debt {
                    person: of.person,
                    book: self.lists.book(list),
                    list,
                    due,
                    paid: due,
                    waived: 0,
                    moved: 0,
                };
                (self.push_debt(&debt, on), debt)
            }
        };
        self.pay_off(row, &debt, paid.saturating_sub(debt.paid), on);
        if paid == 0 {
            self.debts.free_references(of.person, row);
        }
        let mut trace = Trace::new(Told::Corrected(row), paid, on);
        trace.reason = reason;
        self.debts.tell(of.person, &trace);
    }

    fn waive(&mut self, of: &DuesOf, minor: i64, reason: u32, on: Day) {
        let Some((row, before)) = self.debt_of(of) else {
            return;
        };
        let after = Debt {
            waived: before.waived.saturating_add(minor),
            ..before
        };
        self.change(row, &before, &after);
        self.books
            .post(before.book, Account::Owed, Account::Waived, minor);
        let mut trace = Trace::new(Told::Waived(row), minor, on);
        trace.reason = reason;
        self.debts.tell(of.person, &trace);
    }

    fn reckon(&mut self, unit: UnitId, parts: &[GoesUp], on: jiff::civil::Date) {
        let book = self.books.of(unit);
        let _reckoned = self.books.reckoned(book);
        for part in parts {
            let minor = part.amount.minor;
            self.books
                .post(book, Account::Payable, Account::Remitted, minor);
            let above = self.books.of(part.to);
            self.books
                .post(above, Account::Received, Account::Receivable, minor);
            self.push_part(book, part.to, minor);
            self.books.note_since(book, Day::from_date(on));
        }
        if self.parts_of(book).is_empty() {
            self.books.clear_since(book);
        }
    }

    fn remit(&mut self, unit: UnitId, parts: &[GoesUp]) {
        let book = self.books.of(unit);
        for part in parts {
            let minor = part.amount.minor;
            self.books
                .post(book, Account::Cash, Account::Payable, minor);
            let above = self.books.of(part.to);
            self.books
                .post(above, Account::Receivable, Account::Cash, minor);
        }
        self.books.newest_part.set(book as usize, NONE);
        if self.books.unreckoned(book).0 <= 0 {
            self.books.clear_since(book);
        }
    }

    /// The open debts of one person, or of everybody, to a unit are owed to another from now on.
    fn carry_over(&mut self, person: Option<PersonId>, from: UnitId, to: UnitId, on: Day) {
        let moving: Vec<(u32, Debt)> = self
            .debts_to(from)
            .filter(|(_, debt)| debt.open() > 0)
            .filter(|(_, debt)| person.is_none_or(|person| debt.person == person))
            .collect();
        let (giving, taking) = (self.books.of(from), self.books.of(to));
        for (row, before) in moving.into_iter().rev() {
            let minor = before.open();
            let after = Debt {
                moved: before.moved.saturating_add(minor),
                ..before
            };
            self.change(row, &before, &after);
            let there = Debt {
                book: taking,
                due: minor,
                paid: 0,
                waived: 0,
                moved: 0,
                ..before
            };
            self.push_debt(&there, on);
            self.hand_over(giving, taking, Account::Owed, minor);
        }
    }

    /// An account's amount goes from one book to another.
    fn hand_over(&mut self, giving: u32, taking: u32, account: Account, minor: i64) {
        self.books.post(giving, account, Account::Between, minor);
        self.books.post(taking, Account::Between, account, minor);
    }

    /// All that a unit has and owes goes over to another.
    fn close(&mut self, unit: UnitId, into: UnitId, on: Day) {
        self.carry_over(None, unit, into, on);
        let (giving, taking) = (self.books.of(unit), self.books.of(into));
        let cash = self.books.balance(unit, Account::Cash);
        self.hand_over(giving, taking, Account::Cash, cash);
        let since = match self.books.since(giving) {
            Day::NONE => on,
            since => since,
        };
        let (minor, heads) = self.books.reckoned(giving);
        self.books.take_in(taking, minor, heads, since);
        for (to, minor) in self.parts_of(giving) {
            self.hand_over(giving, taking, Account::Payable, minor.saturating_neg());
            self.push_part(taking, to, minor);
            self.books.note_since(taking, since);
        }
        self.books.newest_part.set(giving as usize, NONE);
        self.books.clear_since(giving);
        self.be_paid_elsewhere(unit, into);
    }

    /// What others have to hand to a unit they hand to another from now on.
    fn be_paid_elsewhere(&mut self, unit: UnitId, into: UnitId) {
        let (giving, taking) = (self.books.of(unit), self.books.of(into));
        if self.books.balance(unit, Account::Receivable) != 0 {
            for book in 0..self.books.count() {
                for row in self.part_rows(book) {
                    let at = row as usize;
                    if self.parts.to.get(at) == Some(unit.0) {
                        let minor = self.parts.amount.get(at).unwrap_or(0);
                        self.parts.to.set(at, into.0);
                        self.hand_over(giving, taking, Account::Receivable, minor);
                    }
                }
            }
        }
        // What a unit would owe to itself is settled.
        for row in self.part_rows(taking) {
            let at = row as usize;
            if self.parts.to.get(at) == Some(into.0) {
                let minor = self.parts.amount.replace(at, 0).unwrap_or(0);
                self.books
                    .post(taking, Account::Receivable, Account::Payable, minor);
            }
        }
        if self.parts_of(taking).is_empty() && self.books.unreckoned(taking).0 <= 0 {
            self.books.clear_since(taking);
        }
    }

    pub(crate) fn write(&self, out: &mut Writer<'_>) {
        self.books.write(out);
        self.lists.write(out);
        self.debts.write(out);
        out.column(&self.parts.to);
        out.column(&self.parts.amount);
        out.column(&self.parts.earlier);
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
        })
    }
}
