//! What was done with the money of a unit, posting by posting, and what its accounts came to
//! before and after a stretch of time.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::books::{Account, Balances};
use super::daybook::{Act, Did};
use crate::ids::{DocumentId, PersonId, UnitId};
use crate::state::State;

/// One thing that was done with the money of a unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Posting {
    /// Its number among what the unit did itself, from one; none for what a unit beneath did.
    pub number: Option<u32>,
    /// The day it speaks of.
    pub on: Date,
    /// What it was.
    pub what: Posted,
    /// What it moved from one account of the unit to another.
    pub moves: Vec<Move>,
    /// Why, where somebody had to say so.
    pub reason: Option<DocumentId>,
    /// The number of what struck it.
    pub struck: Option<u32>,
}

/// What is taken from one account and given to another; below nought the other way round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Move {
    /// From which account.
    pub from: Account,
    /// To which.
    pub to: Account,
    /// How much.
    pub minor: i64,
}

/// Whose dues a posting is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Whose {
    /// Who.
    pub person: PersonId,
    /// The first day of the stretch of time.
    pub period: Date,
}

/// What a posting was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Posted {
    /// The list for the stretch of time that begins on a day was made, and paid but for what
    /// was left open.
    Listed(Date),
    /// Somebody paid.
    Paid(Whose),
    /// What somebody paid was put right.
    Corrected(Whose),
    /// Somebody was let off.
    Waived(Whose),
    /// Somebody who was let off owes it again.
    Revoked(Whose),
    /// Somebody never owed it.
    ChargeStruck(Whose),
    /// Somebody owes it after all.
    ChargeRestored(Whose),
    /// What somebody owes is owed to another unit.
    CarriedOut(Whose),
    /// What somebody owes came from another unit.
    CarriedIn(Whose),
    /// It was worked out what goes up.
    Reckoned,
    /// What goes up was handed up.
    Remitted,
    /// Something was spent; the text says what for.
    Spent(DocumentId),
    /// An expense or something handed up was struck, by its number.
    Struck(u32),
    /// Something passed to or from another unit when one of them ended.
    Passed(UnitId),
    /// What a unit had to hand to one that it has become is settled.
    Settled,
    /// A unit beneath worked out what goes up.
    ReckonedBeneath(UnitId),
    /// A unit beneath handed something up.
    RemittedBeneath(UnitId),
    /// A unit beneath struck what it had handed up.
    StruckBeneath(UnitId),
}

impl Posted {
    /// The word for it in files and for programs.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Posted::Listed(_) => "list",
            Posted::Paid(_) => "payment",
            Posted::Corrected(_) => "correction",
            Posted::Waived(_) => "waiver",
            Posted::Revoked(_) => "waiver-revoked",
            Posted::ChargeStruck(_) => "charge-struck",
            Posted::ChargeRestored(_) => "charge-restored",
            Posted::CarriedOut(_) => "carried-out",
            Posted::CarriedIn(_) => "carried-in",
            Posted::Reckoned => "reckoned",
            Posted::Remitted => "remitted",
            Posted::Spent(_) => "expense",
            Posted::Struck(_) => "struck",
            Posted::Passed(_) => "passed",
            Posted::Settled => "settled",
            Posted::ReckonedBeneath(_) => "reckoned-beneath",
            Posted::RemittedBeneath(_) => "remitted-beneath",
            Posted::StruckBeneath(_) => "struck-beneath",
        }
    }

    /// Whose dues it is about.
    #[must_use]
    pub fn whose(self) -> Option<Whose> {
        match self {
            Posted::Paid(it)
            | Posted::Corrected(it)
            | Posted::Waived(it)
            | Posted::Revoked(it)
            | Posted::ChargeStruck(it)
            | Posted::ChargeRestored(it)
            | Posted::CarriedOut(it)
            | Posted::CarriedIn(it) => Some(it),
            Posted::Listed(_)
            | Posted::Reckoned
            | Posted::Remitted
            | Posted::Spent(_)
            | Posted::Struck(_)
            | Posted::Passed(_)
            | Posted::Settled
            | Posted::ReckonedBeneath(_)
            | Posted::RemittedBeneath(_)
            | Posted::StruckBeneath(_) => None,
        }
    }
}

/// The books of a unit over a stretch of time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ledger {
    /// What the accounts stood at before.
    pub before: Balances,
    /// What was posted, by day, the earliest first.
    pub postings: Vec<Posting>,
    /// What they stood at afterwards.
    pub after: Balances,
}

/// An expense or something that was handed up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outlay {
    /// Its number among what the unit did, from one.
    pub number: u32,
    /// When.
    pub on: Date,
    /// How much.
    pub minor: i64,
    /// The text that says what it was spent on; none for what was handed up.
    pub purpose: Option<DocumentId>,
    /// Since when it had to go up, for what was handed up.
    pub since: Date,
    /// When it was struck, and why.
    pub struck: Option<(Date, Option<DocumentId>)>,
}

impl State {
    /// The books of a unit from a day to a day, both included; where one is left out, from
    /// the first posting or to the last.
    #[must_use]
    pub fn ledger(&self, unit: UnitId, from: Option<Date>, to: Option<Date>) -> Ledger {
        let mut ledger = Ledger::default();
        for posting in self.postings(unit) {
            if to.is_some_and(|to| posting.on > to) {
                continue;
            }
            ledger.after.take(&posting.moves);
            if from.is_some_and(|from| posting.on < from) {
                ledger.before.take(&posting.moves);
            } else {
                ledger.postings.push(posting);
            }
        }
        ledger
    }

    /// The expenses of a unit and what it handed up, the newest first, struck ones too.
    #[must_use]
    pub fn outlays(&self, unit: UnitId) -> Vec<Outlay> {
        let mut outlays = Vec::new();
        let mut since: Option<Date> = None;
        let Some(book) = self.dues.books.find(unit) else {
            return outlays;
        };
        let daybook = &self.dues.daybook;
        let rows: Vec<(u32, Act)> = daybook.of_book(book).collect();
        for (number, (row, act)) in (1..).zip(rows.into_iter().rev()) {
            let Some(on) = act.on.date() else { continue };
            let comes_in = matches!(
                act.did,
                Did::Listed(_) | Did::Paid(_) | Did::Corrected(_) | Did::Reckoned(_)
            );
            if comes_in && act.amount > 0 {
                // It had to go up from then on.
                since = Some(since.map_or(on, |since| since.min(on)));
            }
            let purpose = if let Did::Spent(text) = act.did {
                Some(DocumentId(text))
            } else if matches!(act.did, Did::Remitted(_)) {
                None
            } else {
                continue;
            };
            let struck = daybook.struck_by(book, row).and_then(|(by, act)| {
                let on = act.on.date()?;
                Some((on, daybook.reason(by)))
            });
            outlays.push(Outlay {
                number,
                on,
                minor: act.amount,
                purpose,
                since: since.unwrap_or(on),
                struck,
            });
            if purpose.is_none() && struck.is_none() {
                since = None;
            }
        }
        outlays.reverse();
        outlays
    }

    /// To whom something that was handed up went.
    #[must_use]
    pub fn handed_to(&self, unit: UnitId, number: u32) -> Vec<(UnitId, i64)> {
        let book = self.dues.books.find(unit);
        let found = book.and_then(|book| self.dues.daybook.numbered(book, number));
        found.map_or_else(Vec::new, |(_, act)| self.dues.parts_in(&act))
    }

    /// Everything that was ever done with the money of a unit, by day, the earliest first.
    fn postings(&self, unit: UnitId) -> Vec<Posting> {
        let Some(book) = self.dues.books.find(unit) else {
            return Vec::new();
        };
        let dues = &self.dues;
        let rows: Vec<(u32, Act)> = dues.daybook.of_book(book).collect();
        let numbers: BTreeMap<u32, u32> = (1..)
            .zip(rows.iter().rev())
            .map(|(n, it)| (it.0, n))
            .collect();
        let mut struck: BTreeMap<u32, u32> = BTreeMap::new();
        let mut postings: Vec<(u32, Posting)> = Vec::with_capacity(rows.len());
        for (row, act) in rows {
            let number = numbers.get(&row).copied();
            if let Did::SpentStruck(it) | Did::RemittedStruck(it) = act.did {
                struck.extend(number.map(|number| (it, number)));
            }
            let (Some(on), Some(what)) = (act.on.date(), dues.what(&act, &numbers)) else {
                continue;
            };
            postings.push((
                row,
                Posting {
                    number,
                    on,
                    what,
                    moves: dues.moves(&act),
                    reason: dues.daybook.reason(row),
                    struck: struck.get(&row).copied(),
                },
            ));
        }
        if dues.books.balance(unit, Account::Received) != 0 {
            postings.extend(self.postings_beneath(unit));
        }
        postings.sort_by_key(|(row, posting)| (posting.on, *row));
        postings.into_iter().map(|(_, posting)| posting).collect()
    }

    /// The rows in which something of what came up to a unit may stand: those of the books of
    /// units that stand or ever stood beneath it. For the top, that is every row.
    fn told_above(&self, unit: UnitId) -> Box<dyn Iterator<Item = (u32, Act)> + '_> {
        let daybook = &self.dues.daybook;
        if self.units.top() == Some(unit) {
            return Box::new(daybook.all());
        }
        let beneath = self.units_ever_beneath(unit).into_iter();
        let others = beneath.filter(move |it| *it != unit);
        let books = others.filter_map(|it| self.dues.books.find(it));
        Box::new(books.flat_map(|book| daybook.of_book(book)))
    }

    /// How many rows of the day book are read for the books of a unit.
    #[must_use]
    pub fn rows_of_books(&self, unit: UnitId) -> usize {
        let own = self.dues.books.find(unit);
        let own = own.map_or(0, |book| self.dues.daybook.of_book(book).count());
        own.saturating_add(self.told_above(unit).count())
    }

    /// What units beneath did that stands in the books of a unit too.
    fn postings_beneath(&self, unit: UnitId) -> impl Iterator<Item = (u32, Posting)> + '_ {
        let dues = &self.dues;
        self.told_above(unit).filter_map(move |(row, act)| {
            let (from, to) = act.did.accounts_above()?;
            let parts = dues.parts_in(&act).into_iter();
            let minor = parts
                .filter(|(to, _)| *to == unit)
                .fold(0_i64, |sum, (_, it)| sum.saturating_add(it));
            let by = dues.books.unit(act.book);
            let what = if matches!(act.did, Did::Reckoned(_)) {
                Posted::ReckonedBeneath(by)
            } else if matches!(act.did, Did::Remitted(_)) {
                Posted::RemittedBeneath(by)
            } else {
                Posted::StruckBeneath(by)
            };
            let on = act.on.date()?;
            let moves = vec![Move { from, to, minor }];
            let posting = Posting {
                number: None,
                on,
                what,
                moves,
                reason: None,
                struck: None,
            };
            (minor != 0).then_some((row, posting))
        })
    }

    /// By book, what its accounts come to by the day book alone.
    pub(crate) fn told_balances(&self) -> BTreeMap<UnitId, Balances> {
        let dues = &self.dues;
        let mut told: BTreeMap<UnitId, Balances> = BTreeMap::new();
        for (_, act) in dues.daybook.all() {
            let own = told.entry(dues.books.unit(act.book)).or_default();
            own.take(&dues.moves(&act));
            if let Some((from, to)) = act.did.accounts_above() {
                for (above, minor) in dues.parts_in(&act) {
                    let moved = [Move { from, to, minor }];
                    told.entry(above).or_default().take(&moved);
                }
            }
        }
        told
    }
}

impl super::Dues {
    /// To whom something goes up or went, and how much; of what is struck, what it had been.
    fn parts_in(&self, act: &Act) -> Vec<(UnitId, i64)> {
        let struck = |row| self.daybook.get(row);
        let (newest, amount) = if let Did::Reckoned(newest) | Did::Remitted(newest) = act.did {
            (newest, act.amount)
        } else if let Did::RemittedStruck(row) = act.did
            && let Some(Act {
                did: Did::Remitted(newest),
                amount,
                ..
            }) = struck(row)
        {
            (newest, amount)
        } else {
            return Vec::new();
        };
        self.parts_from(newest, amount)
    }

    /// What a row moved in the books of its own unit.
    fn moves(&self, act: &Act) -> Vec<Move> {
        let (from, to) = act.did.accounts();
        let moved = Move {
            from,
            to,
            minor: act.amount,
        };
        let Did::Listed(list) = act.did else {
            return vec![moved];
        };
        let charges = self.lists.charges(list);
        let charged = charges.fold(0_i64, |sum, (_, minor)| sum.saturating_add(minor));
        let mut moves = vec![Move {
            from: Account::Charged,
            to: Account::Owed,
            minor: charged,
        }];
        moves.extend((act.amount != 0).then_some(moved));
        moves
    }

    fn what(&self, act: &Act, numbers: &BTreeMap<u32, u32>) -> Option<Posted> {
        let whose = |debt: u32| {
            let debt = self.debts.get(debt)?;
            Some(Whose {
                person: debt.person,
                period: self.lists.period(debt.list).date()?,
            })
        };
        Some(match act.did {
            Did::Listed(list) => Posted::Listed(self.lists.period(list).date()?),
            Did::Paid(debt) => Posted::Paid(whose(debt)?),
            Did::Corrected(debt) => Posted::Corrected(whose(debt)?),
            Did::Waived(debt) => Posted::Waived(whose(debt)?),
            Did::Revoked(debt) => Posted::Revoked(whose(debt)?),
            Did::ChargeStruck(debt) => Posted::ChargeStruck(whose(debt)?),
            Did::ChargeRestored(debt) => Posted::ChargeRestored(whose(debt)?),
            Did::CarriedOut(debt) => Posted::CarriedOut(whose(debt)?),
            Did::CarriedIn(debt) => Posted::CarriedIn(whose(debt)?),
            Did::Reckoned(_) => Posted::Reckoned,
            Did::Remitted(_) => Posted::Remitted,
            Did::Spent(text) => Posted::Spent(DocumentId(text)),
            Did::SpentStruck(row) | Did::RemittedStruck(row) => {
                Posted::Struck(numbers.get(&row).copied()?)
            }
            Did::CashPassed(book) | Did::PayablePassed(book) | Did::ReceivablePassed(book) => {
                Posted::Passed(self.books.unit(book))
            }
            Did::Settled => Posted::Settled,
        })
    }
}
