//! The books: some accounts for each unit that has any money to speak of.

use crate::columns::{Column, ReadError, Reader, Writer};
use crate::day::Day;
use crate::ids::UnitId;

/// No row.
pub(super) const NONE: u32 = u32::MAX;

/// An account of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Account {
    /// Money there is.
    Cash,
    /// Dues that members still owe.
    Owed,
    /// Dues that members were ever charged.
    Charged,
    /// Dues that somebody was let off.
    Waived,
    /// What was spent.
    Spent,
    /// What ever went up or is on its way.
    Remitted,
    /// What has to go up.
    Payable,
    /// What has to come from below.
    Receivable,
    /// What ever came from below or is on its way.
    Received,
    /// What came over from other units when people or whole units did.
    Between,
}

impl Account {
    /// Every account, in the order in which books list them.
    pub const ALL: [Account; 10] = [
        Account::Cash,
        Account::Owed,
        Account::Charged,
        Account::Waived,
        Account::Spent,
        Account::Remitted,
        Account::Payable,
        Account::Receivable,
        Account::Received,
        Account::Between,
    ];

    /// The word for it in cases, on the command line and in exports.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Account::Cash => "cash",
            Account::Owed => "owed",
            Account::Charged => "charged",
            Account::Waived => "waived",
            Account::Spent => "spent",
            Account::Remitted => "remitted",
            Account::Payable => "payable",
            Account::Receivable => "receivable",
            Account::Received => "received",
            Account::Between => "between",
        }
    }

    fn index(self) -> usize {
        self as usize
    }
}

/// What every account stands at, in the order of [`Account::ALL`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Balances([i64; 10]);

impl Balances {
    /// What one account stands at.
    #[must_use]
    pub fn of(&self, account: Account) -> i64 {
        self.0.get(account.index()).copied().unwrap_or(0)
    }

    /// What they come to.
    #[must_use]
    pub fn sum(&self) -> i64 {
        self.0.iter().copied().fold(0, i64::saturating_add)
    }

    /// Takes in what was moved between them.
    pub(super) fn take(&mut self, moves: &[super::Move]) {
        for it in moves {
            for (account, minor) in [(it.from, it.minor.saturating_neg()), (it.to, it.minor)] {
                if let Some(balance) = self.0.get_mut(account.index()) {
                    *balance = balance.saturating_add(minor);
                }
            }
        }
    }

    pub(super) fn add(&mut self, other: &Balances) {
        for (one, other) in self.0.iter_mut().zip(other.0) {
            *one = one.saturating_add(other);
        }
    }
}

/// The books of all units.
#[derive(Clone, Debug, Default)]
pub(crate) struct Books {
    /// By unit, as far as any has a book: its book.
    book: Column<u32>,
    /// By unit, as far as any differs: since when its lists are to be made, where people
    /// came over from a unit whose lists went back further than its own days.
    since_when: Column<Day>,
    /// By book: whose it is.
    unit: Column<u32>,
    accounts: [Column<i64>; 10],
    /// What was paid in and is not reckoned up yet.
    unreckoned: Column<i64>,
    /// How often somebody paid in full since it was last reckoned up.
    heads: Column<i64>,
    /// Since when something has to go up.
    since: Column<Day>,
    /// The newest list.
    pub(super) newest_list: Column<u32>,
    /// The newest debt.
    pub(super) newest_debt: Column<u32>,
    /// How many debts are open.
    pub(super) open: Column<u32>,
    /// The newest part that has to go up.
    pub(super) newest_part: Column<u32>,
}

impl Books {
    /// The book of a unit, if it has one.
    pub(super) fn find(&self, unit: UnitId) -> Option<u32> {
        self.book.get(unit.index()).filter(|book| *book != NONE)
    }

    /// The book of a unit; a new one if it had none.
    pub(super) fn of(&mut self, unit: UnitId) -> u32 {
        if let Some(book) = self.find(unit) {
            return book;
        }
        let book = u32::try_from(self.unit.len()).unwrap_or(NONE);
        self.book.fill_to(unit.index().saturating_add(1), NONE);
        self.book.set(unit.index(), book);
        self.unit.push(unit.0);
        for account in &mut self.accounts {
            account.push(0);
        }
        self.unreckoned.push(0);
        self.heads.push(0);
        self.since.push(Day::NONE);
        self.newest_list.push(NONE);
        self.newest_debt.push(NONE);
        self.open.push(0);
        self.newest_part.push(NONE);
        book
    }

    /// Since when a unit makes lists; none where that is as old as the unit.
    pub(super) fn lists_since(&self, unit: UnitId) -> Option<Day> {
        self.since_when
            .get(unit.index())
            .filter(|since| *since != Day::NONE)
    }

    /// A unit makes lists since a day.
    pub(super) fn list_since(&mut self, unit: UnitId, since: Day) {
        self.since_when
            .fill_to(unit.index().saturating_add(1), Day::NONE);
        self.since_when.set(unit.index(), since);
    }

    /// Whose a book is.
    pub(super) fn unit(&self, book: u32) -> UnitId {
        UnitId(self.unit.get(book as usize).unwrap_or(NONE))
    }

    pub(super) fn count(&self) -> u32 {
        u32::try_from(self.unit.len()).unwrap_or(NONE)
    }

    pub(super) fn units(&self) -> impl Iterator<Item = UnitId> + '_ {
        self.unit.iter().map(UnitId)
    }

    /// Takes an amount from one account of a book and gives it to another.
    pub(super) fn post(&mut self, book: u32, from: Account, to: Account, minor: i64) {
        self.enter(book, to, minor);
        self.enter(book, from, minor.saturating_neg());
    }

    fn enter(&mut self, book: u32, account: Account, minor: i64) {
        let at = book as usize;
        if let Some(rows) = self.accounts.get_mut(account.index())
            && let Some(before) = rows.get(at)
        {
            rows.set(at, before.saturating_add(minor));
        }
    }

    pub(super) fn balance(&self, unit: UnitId, account: Account) -> i64 {
        self.find(unit)
            .and_then(|book| self.accounts.get(account.index())?.get(book as usize))
            .unwrap_or(0)
    }

    pub(super) fn balances(&self, unit: UnitId) -> Balances {
        let mut balances = Balances::default();
        if let Some(book) = self.find(unit) {
            for (balance, rows) in balances.0.iter_mut().zip(&self.accounts) {
                *balance = rows.get(book as usize).unwrap_or(0);
            }
        }
        balances
    }

    /// What was paid in since it was last reckoned up, and how often in full.
    pub(super) fn unreckoned(&self, book: u32) -> (i64, i64) {
        let at = book as usize;
        let heads = self.heads.get(at).unwrap_or(0);
        (self.unreckoned.get(at).unwrap_or(0), heads)
    }

    /// Notes money that came in, or went back, on a day.
    pub(super) fn take_in(&mut self, book: u32, minor: i64, heads: i64, on: Day) {
        let at = book as usize;
        let (before, known) = self.unreckoned(book);
        self.unreckoned.set(at, before.saturating_add(minor));
        self.heads.set(at, known.saturating_add(heads));
        if before.saturating_add(minor) > 0 {
            self.note_since(book, on);
        }
    }

    /// It has been reckoned up; gives what it was.
    pub(super) fn reckoned(&mut self, book: u32) -> (i64, i64) {
        let before = self.unreckoned(book);
        self.unreckoned.set(book as usize, 0);
        self.heads.set(book as usize, 0);
        before
    }

    /// Something has to go up since a day, unless it does since an earlier one.
    pub(super) fn note_since(&mut self, book: u32, on: Day) {
        if self.since.get(book as usize) == Some(Day::NONE) {
            self.since.set(book as usize, on);
        }
    }

    /// Something has to go up since a day, which may be before the one that was known.
    pub(super) fn bring_since(&mut self, book: u32, on: Day) {
        let known = self.since(book);
        if known == Day::NONE || on < known {
            self.since.set(book as usize, on);
        }
    }

    /// Nothing has to go up any more.
    pub(super) fn clear_since(&mut self, book: u32) {
        self.since.set(book as usize, Day::NONE);
    }

    /// Since when something has to go up.
    pub(super) fn since(&self, book: u32) -> Day {
        self.since.get(book as usize).unwrap_or(Day::NONE)
    }

    pub(super) fn write(&self, out: &mut Writer<'_>) {
        out.column(&self.book);
        out.column(&self.since_when);
        out.column(&self.unit);
        for account in &self.accounts {
            out.column(account);
        }
        out.column(&self.unreckoned);
        out.column(&self.heads);
        out.column(&self.since);
        out.column(&self.newest_list);
        out.column(&self.newest_debt);
        out.column(&self.open);
        out.column(&self.newest_part);
    }

    pub(super) fn read(from: &mut Reader<'_>) -> Result<Books, ReadError> {
        let mut books = Books {
            book: from.column()?,
            since_when: from.column()?,
            unit: from.column()?,
            ..Books::default()
        };
        for account in &mut books.accounts {
            *account = from.column()?;
        }
        books.unreckoned = from.column()?;
        books.heads = from.column()?;
        books.since = from.column()?;
        books.newest_list = from.column()?;
        books.newest_debt = from.column()?;
        books.open = from.column()?;
        books.newest_part = from.column()?;
        Reader::same_length([
            books.unit.len(),
            books.unreckoned.len(),
            books.heads.len(),
            books.since.len(),
            books.newest_list.len(),
            books.newest_debt.len(),
            books.open.len(),
            books.newest_part.len(),
        ])?;
        Ok(books)
    }
}
