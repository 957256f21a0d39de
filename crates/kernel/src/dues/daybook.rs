//! The day book: a row for everything that was done with the money of a unit, in the order
//! in which it was written down. What its accounts stand at follows from its rows and from
//! those of the units that hand money up to it, so no row is written twice.

use super::books::{Account, NONE};
use crate::columns::{Chains, Column, ReadError, Reader, Writer};
use crate::day::Day;
use crate::ids::DocumentId;

/// What was done, and the row it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Did {
    /// A list was made; so much of it was paid at once.
    Listed(u32),
    /// So much was paid off a debt.
    Paid(u32),
    /// What was paid of a debt was put right by so much.
    Corrected(u32),
    /// So much of a debt was waived.
    Waived(u32),
    /// So much that was waived of a debt is owed again.
    Revoked(u32),
    /// So much of a debt was never owed.
    ChargeStruck(u32),
    /// So much of a debt is owed after all.
    ChargeRestored(u32),
    /// A debt is owed to another unit.
    CarriedOut(u32),
    /// A debt came from another unit.
    CarriedIn(u32),
    /// It was worked out what goes up; the newest part of it.
    Reckoned(u32),
    /// What goes up was handed up; the newest part of it.
    Remitted(u32),
    /// Something was spent; the text that says what for.
    Spent(u32),
    /// A row that says what was spent is struck.
    SpentStruck(u32),
    /// A row that says what was handed up is struck.
    RemittedStruck(u32),
    /// Cash passed to or from a unit, by its book.
    CashPassed(u32),
    /// What has to go up passed to or from a unit.
    PayablePassed(u32),
    /// What has to come from below passed to or from a unit.
    ReceivablePassed(u32),
    /// What a unit had to hand to another that it has become is settled.
    Settled,
}

impl Did {
    fn parts(self) -> (u8, u32) {
        match self {
            Did::Listed(it) => (0, it),
            Did::Paid(it) => (1, it),
            Did::Corrected(it) => (2, it),
            Did::Waived(it) => (3, it),
            Did::Revoked(it) => (4, it),
            Did::ChargeStruck(it) => (5, it),
            Did::ChargeRestored(it) => (6, it),
            Did::CarriedOut(it) => (7, it),
            Did::CarriedIn(it) => (8, it),
            Did::Reckoned(it) => (9, it),
            Did::Remitted(it) => (10, it),
            Did::Spent(it) => (11, it),
            Did::SpentStruck(it) => (12, it),
            Did::RemittedStruck(it) => (13, it),
            Did::CashPassed(it) => (14, it),
            Did::PayablePassed(it) => (15, it),
            Did::ReceivablePassed(it) => (16, it),
            Did::Settled => (17, NONE),
        }
    }

    fn of(kind: u8, it: u32) -> Did {
        match kind {
            0 => Did::Listed(it),
            1 => Did::Paid(it),
            2 => Did::Corrected(it),
            3 => Did::Waived(it),
            4 => Did::Revoked(it),
            5 => Did::ChargeStruck(it),
            6 => Did::ChargeRestored(it),
            7 => Did::CarriedOut(it),
            8 => Did::CarriedIn(it),
            9 => Did::Reckoned(it),
            10 => Did::Remitted(it),
            11 => Did::Spent(it),
            12 => Did::SpentStruck(it),
            13 => Did::RemittedStruck(it),
            14 => Did::CashPassed(it),
            15 => Did::PayablePassed(it),
            16 => Did::ReceivablePassed(it),
            _ => Did::Settled,
        }
    }

    /// From which account to which it is posted in the unit's own books. What a list
    /// charges is posted besides.
    pub(super) fn accounts(self) -> (Account, Account) {
        use Account::{Between, Cash, Charged, Owed, Payable, Receivable, Remitted, Spent, Waived};
        match self {
            Did::Listed(_) | Did::Paid(_) | Did::Corrected(_) => (Owed, Cash),
            Did::Waived(_) => (Owed, Waived),
            Did::Revoked(_) => (Waived, Owed),
            Did::ChargeStruck(_) => (Owed, Charged),
            Did::ChargeRestored(_) => (Charged, Owed),
            Did::CarriedOut(_) => (Owed, Between),
            Did::CarriedIn(_) => (Between, Owed),
            Did::Reckoned(_) => (Payable, Remitted),
            Did::Remitted(_) => (Cash, Payable),
            Did::Spent(_) => (Cash, Spent),
            Did::SpentStruck(_) => (Spent, Cash),
            Did::RemittedStruck(_) => (Payable, Cash),
            Did::CashPassed(_) => (Between, Cash),
            Did::PayablePassed(_) => (Between, Payable),
            Did::ReceivablePassed(_) => (Between, Receivable),
            Did::Settled => (Receivable, Payable),
        }
    }

    /// From which account to which each part of it is posted in the books of the unit above.
    pub(super) fn accounts_above(self) -> Option<(Account, Account)> {
        match self {
            Did::Reckoned(_) => Some((Account::Received, Account::Receivable)),
            Did::Remitted(_) => Some((Account::Receivable, Account::Cash)),
            Did::RemittedStruck(_) => Some((Account::Cash, Account::Receivable)),
            Did::Listed(_)
            | Did::Paid(_)
            | Did::Corrected(_)
            | Did::Waived(_)
            | Did::Revoked(_)
            | Did::ChargeStruck(_)
            | Did::ChargeRestored(_)
            | Did::CarriedOut(_)
            | Did::CarriedIn(_)
            | Did::Spent(_)
            | Did::SpentStruck(_)
            | Did::CashPassed(_)
            | Did::PayablePassed(_)
            | Did::ReceivablePassed(_)
            | Did::Settled => None,
        }
    }
}

/// One row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Act {
    pub(super) book: u32,
    pub(super) did: Did,
    pub(super) amount: i64,
    pub(super) on: Day,
}

/// All rows, the rows of one unit linked from the newest to the earliest.
#[derive(Clone, Debug, Default)]
pub(crate) struct Daybook {
    book: Column<u32>,
    kind: Column<u8>,
    about: Column<u32>,
    amount: Column<i64>,
    on: Column<Day>,
    earlier: Column<u32>,
    /// By book, as far as any has a row: the newest.
    newest: Column<u32>,
    /// The rows for which somebody had to say why, in their order, and the text of each.
    reasoned: Column<u32>,
    reason: Column<u32>,
}

impl Daybook {
    pub(super) fn push(&mut self, act: &Act) -> u32 {
        let row = u32::try_from(self.book.len()).unwrap_or(NONE);
        let (kind, about) = act.did.parts();
        let at = act.book as usize;
        self.newest.fill_to(at.saturating_add(1), NONE);
        let earlier = self.newest.replace(at, row);
        self.book.push(act.book);
        self.kind.push(kind);
        self.about.push(about);
        self.amount.push(act.amount);
        self.on.push(act.on);
        self.earlier.push(earlier.unwrap_or(NONE));
        row
    }

    /// Notes why the newest row was written.
    pub(super) fn say_why(&mut self, row: u32, reason: DocumentId) {
        self.reasoned.push(row);
        self.reason.push(reason.0);
    }

    pub(super) fn get(&self, row: u32) -> Option<Act> {
        let at = row as usize;
        Some(Act {
            book: self.book.get(at)?,
            did: Did::of(self.kind.get(at)?, self.about.get(at)?),
            amount: self.amount.get(at)?,
            on: self.on.get(at)?,
        })
    }

    /// The rows of a book, the newest first.
    pub(super) fn of_book(&self, book: u32) -> impl Iterator<Item = (u32, Act)> + '_ {
        let row = |row: u32| (row != NONE).then_some(row);
        let newest = self.newest.get(book as usize).and_then(row);
        let rows = std::iter::successors(newest, move |at| {
            self.earlier.get(*at as usize).and_then(row)
        });
        rows.filter_map(|row| Some((row, self.get(row)?)))
    }

    /// Every row of every book, in the order in which they were written.
    pub(super) fn all(&self) -> impl Iterator<Item = (u32, Act)> + '_ {
        let count = u32::try_from(self.book.len()).unwrap_or(NONE);
        (0..count).filter_map(|row| Some((row, self.get(row)?)))
    }

    /// The row with a number in a book, counted from one in the order they were written.
    pub(super) fn numbered(&self, book: u32, number: u32) -> Option<(u32, Act)> {
        let count = self.of_book(book).count();
        let newer = count.checked_sub(number as usize)?;
        (number > 0).then(|| self.of_book(book).nth(newer))?
    }

    /// Why a row was written; none where nobody had to say so.
    pub(super) fn reason(&self, row: u32) -> Option<DocumentId> {
        // Rows get their reasons as they are written, so the first list is in order.
        let (mut from, mut until) = (0, self.reasoned.len());
        while from < until {
            let middle = from.midpoint(until);
            let found = self.reasoned.get(middle)?;
            match found.cmp(&row) {
                std::cmp::Ordering::Equal => return self.reason.get(middle).map(DocumentId),
                std::cmp::Ordering::Less => from = middle.saturating_add(1),
                std::cmp::Ordering::Greater => until = middle,
            }
        }
        None
    }

    /// The row that struck another one of the same book.
    pub(super) fn struck_by(&self, book: u32, row: u32) -> Option<(u32, Act)> {
        self.of_book(book)
            .take_while(|(newer, _)| *newer > row)
            .find(|(_, act)| {
                matches!(act.did, Did::SpentStruck(it) | Did::RemittedStruck(it) if it == row)
            })
    }

    pub(super) fn by_book(&self) -> Chains<'_> {
        Chains {
            owner: &self.book,
            earlier: &self.earlier,
            newest: &self.newest,
        }
    }

    pub(super) fn write(&self, out: &mut Writer<'_>) {
        out.column(&self.book);
        out.column(&self.kind);
        out.column(&self.about);
        out.column(&self.amount);
        out.column(&self.on);
        out.column(&self.earlier);
        out.column(&self.newest);
        out.column(&self.reasoned);
        out.column(&self.reason);
    }

    pub(super) fn read(from: &mut Reader<'_>) -> Result<Daybook, ReadError> {
        let it = Daybook {
            book: from.column()?,
            kind: from.column()?,
            about: from.column()?,
            amount: from.column()?,
            on: from.column()?,
            earlier: from.column()?,
            newest: from.column()?,
            reasoned: from.column()?,
            reason: from.column()?,
        };
        Reader::same_length([
            it.book.len(),
            it.kind.len(),
            it.about.len(),
            it.amount.len(),
            it.on.len(),
            it.earlier.len(),
        ])?;
        Reader::same_length([it.reasoned.len(), it.reason.len()])?;
        Ok(it)
    }
}
