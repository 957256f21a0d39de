//! What each event leaves behind in the books, the debts and the day book.

use super::books::{Account, NONE};
use super::columns::Dues;
use super::daybook::{Act, Did};
use super::debts::{Debt, Told, Trace};
use super::events::{DuesEvent, DuesOf, GoesUp, Lot, PaidFor, PartPaid};
use super::references::BankReference;
use crate::day::Day;
use crate::ids::{DocumentId, PersonId, UnitId};

impl Dues {
    /// Applies what has happened.
    #[expect(clippy::too_many_lines, reason = "a list, a line or a stanza a room")]
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
                self.correct(of, paid.minor, *reason, Day::from_date(*on));
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
            DuesEvent::BandStruck { person, reason, .. } => {
                self.debts.strike_band(*person, *reason);
            }
            DuesEvent::Waived {
                of,
                amount,
                reason,
                on,
            } => self.waive(of, amount.minor, *reason, Day::from_date(*on)),
            DuesEvent::Reckoned {
                unit, parts, on, ..
            } => self.reckon(*unit, parts, Day::from_date(*on)),
            DuesEvent::Remitted { unit, parts, on } => {
                self.remit(*unit, parts, Day::from_date(*on));
            }
            DuesEvent::Spent {
                unit,
                amount,
                purpose,
                on,
            } => {
                let book = self.books.of(*unit);
                let did = Did::Spent(purpose.0);
                self.act(book, did, amount.minor, Day::from_date(*on));
            }
            DuesEvent::OutlayStruck {
                unit,
                number,
                parts,
                since,
                reason,
                on,
                ..
            } => {
                let days = [*since, *on].map(Day::from_date);
                self.strike_outlay((*unit, *number), parts, *reason, days);
            }
            DuesEvent::ChargeStruck {
                of,
                amount,
                reason,
                on,
            } => self.strike_charge(of, amount.minor, *reason, Day::from_date(*on)),
            DuesEvent::ChargeRestored {
                of,
                amount,
                waived,
                reason,
                on,
            } => {
                let on = Day::from_date(*on);
                self.restore_charge(of, (amount.minor, *waived), *reason, on);
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
        self.act(book, Did::Listed(list), paid, on);
        self.books.take_in(book, paid, heads, on);
    }

    /// Writes down what was done with the money of a unit, and posts it in its own books.
    fn act(&mut self, book: u32, did: Did, amount: i64, on: Day) -> u32 {
        let (from, to) = did.accounts();
        self.books.post(book, from, to, amount);
        self.daybook.push(&Act {
            book,
            did,
            amount,
            on,
        })
    }

    /// The same for what somebody had to give a reason for.
    fn act_why(&mut self, (book, did): (u32, Did), amount: i64, on: Day, reason: DocumentId) {
        let row = self.act(book, did, amount, on);
        self.daybook.say_why(row, reason);
    }

    /// Posts what goes up in the books of each unit it goes to.
    fn post_above(&mut self, did: Did, parts: &[GoesUp]) {
        let Some((from, to)) = did.accounts_above() else {
            return;
        };
        for part in parts {
            let above = self.books.of(part.to);
            self.books.post(above, from, to, part.amount.minor);
        }
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

    /// Notes that so much more, or less, was paid off a debt.
    fn pay_off(&mut self, row: u32, before: &Debt, minor: i64, on: Day) {
        let after = Debt {
            paid: before.paid.saturating_add(minor),
            ..*before
        };
        self.change(row, before, &after);
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
            self.act(debt.book, Did::Paid(row), part.amount.minor, on);
            let mut trace = Trace::new(Told::Paid(row), part.amount.minor, on);
            trace.reference = reference.map_or(0, |reference| reference.0);
            self.debts.tell(person, &trace);
        }
    }

    fn correct(&mut self, of: &DuesOf, paid: i64, reason: DocumentId, on: Day) {
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
        let more = paid.saturating_sub(debt.paid);
        self.pay_off(row, &debt, more, on);
        self.act_why((debt.book, Did::Corrected(row)), more, on, reason);
        if paid == 0 {
            self.debts.free_references(of.person, row);
        }
        self.tell_why(
            of.person,
            Trace::new(Told::Corrected(row), paid, on),
            reason,
        );
    }

    fn waive(&mut self, of: &DuesOf, minor: i64, reason: DocumentId, on: Day) {
        let Some((row, before)) = self.debt_of(of) else {
            return;
        };
        let after = Debt {
            waived: before.waived.saturating_add(minor),
            ..before
        };
        self.change(row, &before, &after);
        self.act_why((before.book, Did::Waived(row)), minor, on, reason);
        self.tell_why(of.person, Trace::new(Told::Waived(row), minor, on), reason);
    }

    fn tell_why(&mut self, person: PersonId, mut trace: Trace, reason: DocumentId) {
        trace.reason = reason.0;
        self.debts.tell(person, &trace);
    }

    /// What is open of a charge was never owed.
    fn strike_charge(&mut self, of: &DuesOf, minor: i64, reason: DocumentId, on: Day) {
        let Some((row, before)) = self.debt_of(of) else {
            return;
        };
        let after = Debt {
            due: before.due.saturating_sub(minor),
            ..before
        };
        self.change(row, &before, &after);
        self.act_why((before.book, Did::ChargeStruck(row)), minor, on, reason);
        self.tell_why(of.person, Trace::new(Told::Struck(row), minor, on), reason);
    }

    /// What was waived or struck of a charge is owed after all.
    fn restore_charge(
        &mut self,
        of: &DuesOf,
        (minor, waived): (i64, bool),
        reason: DocumentId,
        on: Day,
    ) {
        let Some((row, before)) = self.debt_of(of) else {
            return;
        };
        let mut after = before;
        let did = if waived {
            after.waived = before.waived.saturating_sub(minor);
            Did::Revoked(row)
        } else {
            after.due = before.due.saturating_add(minor);
            Did::ChargeRestored(row)
        };
        self.change(row, &before, &after);
        self.act_why((before.book, did), minor, on, reason);
        let trace = Trace::new(Told::Restored(row), minor, on);
        self.tell_why(of.person, trace, reason);
    }

    fn reckon(&mut self, unit: UnitId, parts: &[GoesUp], on: Day) {
        let book = self.books.of(unit);
        let _reckoned = self.books.reckoned(book);
        for part in parts {
            self.push_part(book, part.to, part.amount.minor);
            self.books.note_since(book, on);
        }
        if !parts.is_empty() {
            let did = Did::Reckoned(self.newest_part(book));
            self.act(book, did, sum_of(parts), on);
            self.post_above(did, parts);
        }
        if self.parts_of(book).is_empty() {
            self.books.clear_since(book);
        }
    }

    fn remit(&mut self, unit: UnitId, parts: &[GoesUp], on: Day) {
        let book = self.books.of(unit);
        let did = Did::Remitted(self.newest_part(book));
        self.act(book, did, sum_of(parts), on);
        self.post_above(did, parts);
        self.books.newest_part.set(book as usize, NONE);
        if self.books.unreckoned(book).0 <= 0 {
            self.books.clear_since(book);
        }
    }

    /// What was spent or handed up never was. What was handed up has to go up again, since
    /// whenever it had to before.
    fn strike_outlay(
        &mut self,
        (unit, number): (UnitId, u32),
        parts: &[GoesUp],
        reason: DocumentId,
        [since, on]: [Day; 2],
    ) {
        let book = self.books.of(unit);
        let Some((row, outlay)) = self.daybook.numbered(book, number) else {
            return;
        };
        let did = if matches!(outlay.did, Did::Remitted(_)) {
            Did::RemittedStruck(row)
        } else {
            Did::SpentStruck(row)
        };
        self.act_why((book, did), outlay.amount, on, reason);
        self.post_above(did, parts);
        for part in parts {
            self.push_part(book, part.to, part.amount.minor);
        }
        if !parts.is_empty() {
            self.books.bring_since(book, since);
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
            let come = self.push_debt(&there, on);
            self.act(giving, Did::CarriedOut(row), minor, on);
            self.act(taking, Did::CarriedIn(come), minor, on);
        }
    }

    /// An amount of an account goes from one book to another; `passed` is what that is called
    /// in the day book of either.
    fn pass(&mut self, passed: fn(u32) -> Did, books: [u32; 2], minor: i64, on: Day) {
        let [giving, taking] = books;
        if minor != 0 {
            self.act(giving, passed(taking), minor.saturating_neg(), on);
            self.act(taking, passed(giving), minor, on);
        }
    }

    /// All that a unit has and owes goes over to another.
    fn close(&mut self, unit: UnitId, into: UnitId, on: Day) {
        self.carry_over(None, unit, into, on);
        let (giving, taking) = (self.books.of(unit), self.books.of(into));
        let cash = self.books.balance(unit, Account::Cash);
        self.pass(Did::CashPassed, [giving, taking], cash, on);
        let since = match self.books.since(giving) {
            Day::NONE => on,
            since => since,
        };
        let (minor, heads) = self.books.reckoned(giving);
        self.books.take_in(taking, minor, heads, since);
        let mut payable = 0_i64;
        for (to, minor) in self.parts_of(giving) {
            payable = payable.saturating_sub(minor);
            self.push_part(taking, to, minor);
            self.books.note_since(taking, since);
        }
        self.pass(Did::PayablePassed, [giving, taking], payable, on);
        self.books.newest_part.set(giving as usize, NONE);
        self.books.clear_since(giving);
        self.be_paid_elsewhere(unit, into, on);
    }

    /// What others have to hand to a unit they hand to another from now on.
    fn be_paid_elsewhere(&mut self, unit: UnitId, into: UnitId, on: Day) {
        let (giving, taking) = (self.books.of(unit), self.books.of(into));
        let receivable = self.books.balance(unit, Account::Receivable);
        if receivable != 0 {
            for book in 0..self.books.count() {
                let mut parts = self.parts_of(book);
                if parts.iter().any(|(to, _)| *to == unit) {
                    for (to, _) in &mut parts {
                        *to = if *to == unit { into } else { *to };
                    }
                    self.put_parts(book, &parts);
                }
            }
            self.pass(Did::ReceivablePassed, [giving, taking], receivable, on);
        }
        // What a unit would owe to itself is settled.
        let (own, others): (Vec<_>, Vec<_>) = self
            .parts_of(taking)
            .into_iter()
            .partition(|(to, _)| *to == into);
        if !own.is_empty() {
            let minor = own
                .iter()
                .fold(0, |sum: i64, (_, it)| sum.saturating_add(*it));
            self.put_parts(taking, &others);
            self.act(taking, Did::Settled, minor, on);
        }
        if self.parts_of(taking).is_empty() && self.books.unreckoned(taking).0 <= 0 {
            self.books.clear_since(taking);
        }
    }

    /// What a unit has to hand up is this from now on, the oldest first. The rows of before
    /// stay: the day book tells from them what was worked out then.
    fn put_parts(&mut self, book: u32, parts: &[(UnitId, i64)]) {
        self.books.newest_part.set(book as usize, NONE);
        for (to, minor) in parts {
            self.push_part(book, *to, *minor);
        }
    }
}

fn sum_of(parts: &[GoesUp]) -> i64 {
    let amounts = parts.iter().map(|part| part.amount.minor);
    amounts.fold(0, i64::saturating_add)
}
