//! Debts: one row for each person and list where it was not simply paid in
//! full when the list was ticked off; and traces: what is to be told of one
//! person, linked from the newest to the earliest.

use super::books::NONE;
use super::references::{BankReference, References};
use crate::columns::{Chains, Column, ReadError, Reader, Writer};
use crate::day::Day;
use crate::ids::{DocumentId, PersonId};

/// What somebody owes or owed to a unit from one list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Debt {
    pub(super) person: PersonId,
    pub(super) book: u32,
    pub(super) list: u32,
    pub(super) due: i64,
    pub(super) paid: i64,
    pub(super) waived: i64,
    /// What is owed to another unit since.
    pub(super) moved: i64,
}

impl Debt {
    pub(super) fn open(&self) -> i64 {
        let settled = self.paid.saturating_add(self.waived);
        self.due.saturating_sub(settled).saturating_sub(self.moved)
    }

    /// Whether it was paid in full, by nothing but payments.
    pub(super) fn paid_in_full(&self) -> bool {
        self.due > 0 && self.paid == self.due
    }
}

/// What there is to tell of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Told {
    /// They have a debt.
    Debt(u32),
    /// They paid something off a debt.
    Paid(u32),
    /// What they paid of a debt was corrected to something.
    Corrected(u32),
    /// They were let off something of a debt.
    Waived(u32),
    /// They belonged to a unit that makes lists.
    Belonged(u32),
    /// They are in a band and owe an amount.
    Band(u32),
    /// Something of a debt was never owed.
    Struck(u32),
    /// What was waived or struck of a debt is owed after all.
    Restored(u32),
    /// They were said to be in a band, and were not.
    NotInBand(u32),
}

impl Told {
    fn parts(self) -> (u8, u32) {
        match self {
            Told::Debt(it) => (0, it),
            Told::Paid(it) => (1, it),
            Told::Corrected(it) => (2, it),
            Told::Waived(it) => (3, it),
            Told::Belonged(it) => (4, it),
            Told::Band(it) => (5, it),
            Told::Struck(it) => (6, it),
            Told::Restored(it) => (7, it),
            Told::NotInBand(it) => (8, it),
        }
    }

    fn of(kind: u8, it: u32) -> Told {
        match kind {
            0 => Told::Debt(it),
            1 => Told::Paid(it),
            2 => Told::Corrected(it),
            3 => Told::Waived(it),
            4 => Told::Belonged(it),
            5 => Told::Band(it),
            6 => Told::Struck(it),
            7 => Told::Restored(it),
            _ => Told::NotInBand(it),
        }
    }
}

/// One thing to tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Trace {
    pub(super) told: Told,
    pub(super) amount: i64,
    pub(super) on: Day,
    /// The text that says why.
    pub(super) reason: u32,
    /// What the bank calls it.
    pub(super) reference: u64,
}

impl Trace {
    pub(super) fn new(told: Told, amount: i64, on: Day) -> Trace {
        Trace {
            told,
            amount,
            on,
            reason: NONE,
            reference: 0,
        }
    }
}

/// All debts and traces.
#[derive(Clone, Debug, Default)]
pub(crate) struct Debts {
    person: Column<u32>,
    book: Column<u32>,
    list: Column<u32>,
    due: Column<i64>,
    paid: Column<i64>,
    waived: Column<i64>,
    moved: Column<i64>,
    /// The debt before to the same unit.
    earlier: Column<u32>,
    traces: Traces,
}

/// What there is to tell of people.
#[derive(Clone, Debug, Default)]
struct Traces {
    /// By person, as far as anything is told of any: the newest.
    newest: Column<u32>,
    person: Column<u32>,
    kind: Column<u8>,
    about: Column<u32>,
    amount: Column<i64>,
    on: Column<Day>,
    reason: Column<u32>,
    reference: Column<u64>,
    earlier: Column<u32>,
    references: References,
}

impl Debts {
    pub(super) fn get(&self, row: u32) -> Option<Debt> {
        let at = row as usize;
        Some(Debt {
            person: PersonId(self.person.get(at)?),
            book: self.book.get(at)?,
            list: self.list.get(at)?,
            due: self.due.get(at)?,
            paid: self.paid.get(at)?,
            waived: self.waived.get(at)?,
            moved: self.moved.get(at)?,
        })
    }

    /// Takes in a debt; `earlier` is the one before to the same unit.
    pub(super) fn push(&mut self, debt: &Debt, earlier: u32, on: Day) -> u32 {
        let row = u32::try_from(self.person.len()).unwrap_or(NONE);
        self.person.push(debt.person.0);
        self.book.push(debt.book);
        self.list.push(debt.list);
        self.due.push(debt.due);
        self.paid.push(debt.paid);
        self.waived.push(debt.waived);
        self.moved.push(debt.moved);
        self.earlier.push(earlier);
        self.tell(debt.person, &Trace::new(Told::Debt(row), debt.due, on));
        row
    }

    /// Writes down what has changed of a debt.
    pub(super) fn set(&mut self, row: u32, debt: &Debt) {
        let at = row as usize;
        self.due.set(at, debt.due);
        self.paid.set(at, debt.paid);
        self.waived.set(at, debt.waived);
        self.moved.set(at, debt.moved);
    }

    /// A debt and those before it to the same unit.
    pub(super) fn chain(&self, newest: u32) -> impl Iterator<Item = (u32, Debt)> + '_ {
        let row = |row: u32| (row != NONE).then_some(row);
        let rows = std::iter::successors(row(newest), move |debt| {
            self.earlier.get(*debt as usize).and_then(row)
        });
        rows.filter_map(|row| Some((row, self.get(row)?)))
    }

    pub(super) fn tell(&mut self, person: PersonId, trace: &Trace) {
        let traces = &mut self.traces;
        let row = u32::try_from(traces.person.len()).unwrap_or(NONE);
        let (kind, about) = trace.told.parts();
        traces
            .newest
            .fill_to(person.index().saturating_add(1), NONE);
        let earlier = traces.newest.replace(person.index(), row);
        traces.person.push(person.0);
        traces.kind.push(kind);
        traces.about.push(about);
        traces.amount.push(trace.amount);
        traces.on.push(trace.on);
        traces.reason.push(trace.reason);
        traces.reference.push(trace.reference);
        traces.earlier.push(earlier.unwrap_or(NONE));
        if trace.reference != 0 {
            let kept = &traces.reference;
            traces
                .references
                .enter(BankReference(trace.reference), row, |row| {
                    kept.get(row as usize)
                });
        }
    }

    /// What there is to tell of a person, the newest first.
    pub(super) fn told_of(&self, person: PersonId) -> impl Iterator<Item = Trace> + '_ {
        self.rows_of(person).filter_map(|row| self.trace(row))
    }

    fn rows_of(&self, person: PersonId) -> impl Iterator<Item = u32> + '_ {
        let row = |row: u32| (row != NONE).then_some(row);
        let newest = self.traces.newest.get(person.index()).and_then(row);
        std::iter::successors(newest, move |at| {
            self.traces.earlier.get(*at as usize).and_then(row)
        })
    }

    fn trace(&self, row: u32) -> Option<Trace> {
        let at = row as usize;
        Some(Trace {
            told: Told::of(self.traces.kind.get(at)?, self.traces.about.get(at)?),
            amount: self.traces.amount.get(at)?,
            on: self.traces.on.get(at)?,
            reason: self.traces.reason.get(at)?,
            reference: self.traces.reference.get(at)?,
        })
    }

    /// The debts of a person to all units, the newest first.
    pub(super) fn of_person(&self, person: PersonId) -> impl Iterator<Item = (u32, Debt)> + '_ {
        self.told_of(person).filter_map(|trace| match trace.told {
            Told::Debt(row) => Some((row, self.get(row)?)),
            Told::Paid(_)
            | Told::Corrected(_)
            | Told::Waived(_)
            | Told::Struck(_)
            | Told::Restored(_)
            | Told::Belonged(_)
            | Told::NotInBand(_)
            | Told::Band(_) => None,
        })
    }

    /// The band that somebody was put in last was struck, with a reason.
    pub(super) fn strike_band(&mut self, person: PersonId, reason: DocumentId) {
        let in_band = |row: &u32| {
            let told = self.trace(*row).map(|trace| trace.told);
            matches!(told, Some(Told::Band(_)))
        };
        let last = self.rows_of(person).find(in_band);
        let Some(row) = last else {
            return;
        };
        let (kind, _) = Told::NotInBand(0).parts();
        self.traces.kind.set(row as usize, kind);
        self.traces.reason.set(row as usize, reason.0);
    }

    /// What was struck of a debt since it was last restored, and when somebody was last let
    /// off or anything was struck; none where that was never, or is taken back.
    pub(super) fn relief(&self, person: PersonId, debt: u32) -> Option<(i64, Day)> {
        let mut struck = 0_i64;
        let mut since = None;
        for trace in self.told_of(person) {
            if trace.told == Told::Restored(debt) {
                break;
            }
            if trace.told == Told::Struck(debt) {
                struck = struck.saturating_add(trace.amount);
            } else if trace.told != Told::Waived(debt) {
                continue;
            }
            since = since.or(Some(trace.on));
        }
        Some((struck, since?))
    }

    /// Whose payment has a bank's reference, and when it was.
    pub(super) fn paid_with(&self, reference: BankReference) -> Option<(PersonId, Day)> {
        let of = |row: u32| self.traces.reference.get(row as usize);
        let at = self.traces.references.find(reference, of)? as usize;
        let person = self.traces.person.get(at).map(PersonId)?;
        Some((person, self.traces.on.get(at)?))
    }

    /// Gives free the references of what was paid off a debt: it was not.
    pub(super) fn free_references(&mut self, person: PersonId, debt: u32) {
        let rows: Vec<u32> = self.rows_of(person).collect();
        for row in rows {
            let paid = self.trace(row).map(|trace| trace.told) == Some(Told::Paid(debt));
            if paid {
                self.traces.reference.set(row as usize, 0);
            }
        }
    }

    /// The debts as chains by the unit they are owed to.
    pub(super) fn by_book<'a>(&'a self, newest: &'a Column<u32>) -> Chains<'a> {
        Chains {
            owner: &self.book,
            earlier: &self.earlier,
            newest,
        }
    }

    /// The traces as chains by person.
    pub(super) fn by_person(&self) -> Chains<'_> {
        Chains {
            owner: &self.traces.person,
            earlier: &self.traces.earlier,
            newest: &self.traces.newest,
        }
    }

    pub(super) fn write(&self, out: &mut Writer<'_>) {
        out.column(&self.person);
        out.column(&self.book);
        out.column(&self.list);
        out.column(&self.due);
        out.column(&self.paid);
        out.column(&self.waived);
        out.column(&self.moved);
        out.column(&self.earlier);
        out.column(&self.traces.newest);
        out.column(&self.traces.person);
        out.column(&self.traces.kind);
        out.column(&self.traces.about);
        out.column(&self.traces.amount);
        out.column(&self.traces.on);
        out.column(&self.traces.reason);
        out.column(&self.traces.reference);
        out.column(&self.traces.earlier);
    }

    pub(super) fn read(from: &mut Reader<'_>) -> Result<Debts, ReadError> {
        let mut debts = Debts {
            person: from.column()?,
            book: from.column()?,
            list: from.column()?,
            due: from.column()?,
            paid: from.column()?,
            waived: from.column()?,
            moved: from.column()?,
            earlier: from.column()?,
            traces: Traces {
                newest: from.column()?,
                person: from.column()?,
                kind: from.column()?,
                about: from.column()?,
                amount: from.column()?,
                on: from.column()?,
                reason: from.column()?,
                reference: from.column()?,
                earlier: from.column()?,
                references: References::default(),
            },
        };
        Reader::same_length([
            debts.person.len(),
            debts.book.len(),
            debts.list.len(),
            debts.due.len(),
            debts.paid.len(),
            debts.waived.len(),
            debts.moved.len(),
            debts.earlier.len(),
        ])?;
        let traces = &mut debts.traces;
        Reader::same_length([
            traces.person.len(),
            traces.kind.len(),
            traces.about.len(),
            traces.amount.len(),
            traces.on.len(),
            traces.reason.len(),
            traces.reference.len(),
            traces.earlier.len(),
        ])?;
        let kept = &traces.reference;
        for (row, reference) in (0..).zip(kept.iter()) {
            if reference != 0 {
                let of = |row: u32| kept.get(row as usize);
                traces.references.enter(BankReference(reference), row, of);
            }
        }
        Ok(debts)
    }
}
