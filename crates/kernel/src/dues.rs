//! Dues: what members owe for each stretch of time, who has paid, and what of
//! it goes up. Double entry underneath: every posting takes from one account
//! of a unit what it gives to another, so that the books of each unit come to
//! nought at every moment, and so do those of any part of the organisation.
//!
//! What is owed is fixed by the list that a unit makes for a stretch of time.
//! Whoever is on a list and paid in full has no row of their own: the people
//! of a list are kept once and shared by the lists that name the same people.

mod applying;
mod books;
mod columns;
mod coming_over;
mod commands;
mod consequences;
mod daybook;
mod debts;
mod decide;
mod events;
mod going_up;
mod lists;
mod payments;
mod postings;
mod references;
mod refusal;
mod reminding;
mod statement;
mod taking_back;

use charter::DuesRule;
use charter::money::Money;
use jiff::civil::Date;

use crate::ids::UnitId;
use crate::state::State;

pub use books::{Account, Balances};
pub(crate) use columns::Dues;
pub(crate) use coming_over::came_over;
pub use commands::{
    AssessDues, CollectDues, CorrectPayment, DuesCommand, PaidPart, PayDues, ReckonDues,
    RecordExpense, RemitDues, RestoreCharge, SetBand, StrikeBand, StrikeCharge, StrikeOutlay,
    WaiveDues,
};
pub(crate) use consequences::{passed_on_at_the_end, with_consequences};
pub use events::{DuesEvent, DuesOf, GoesUp, Lot, PaidFor, PartPaid};
pub use going_up::Stack;
pub use lists::{DuesList, Line};
pub use payments::OpenDue;
pub use postings::{Ledger, Move, Outlay, Posted, Posting, Whose};
pub use references::BankReference;
pub use refusal::DuesRefusal;
pub(crate) use reminding::reminded;
pub use statement::{Entry, Payment, Standing, Statement};
pub use taking_back::Relief;

impl State {
    /// The dues in force on a day.
    #[must_use]
    pub fn dues_rule(&self, on: Date) -> Option<&DuesRule> {
        self.charter_on(on)?.dues.as_ref()
    }

    /// What an account of a unit stands at: what it has is above nought, what it owes
    /// and where it came from below.
    #[must_use]
    pub fn balance(&self, unit: UnitId, account: Account) -> i64 {
        self.dues.books.balance(unit, account)
    }

    /// What every account of a unit stands at.
    #[must_use]
    pub fn balances(&self, unit: UnitId) -> Balances {
        self.dues.books.balances(unit)
    }

    /// What every account comes to over a unit and everything beneath it.
    #[must_use]
    pub fn balances_within(&self, unit: UnitId) -> Balances {
        let mut all = Balances::default();
        for unit in self.units_within(unit) {
            all.add(&self.balances(unit));
        }
        all
    }

    /// The units that ever had an entry in their books, in the order of their first one.
    pub fn units_with_books(&self) -> impl Iterator<Item = UnitId> + '_ {
        self.dues.books.units()
    }

    /// What the accounts of a unit come to: nought at every moment.
    #[must_use]
    pub fn trial_balance(&self, unit: UnitId) -> i64 {
        self.balances(unit).sum()
    }

    /// An amount in the currency of the newest dues there are.
    #[must_use]
    pub fn money(&self, minor: i64) -> Option<Money> {
        let rule = self.charter()?.dues.as_ref()?;
        Some(Money {
            minor,
            currency: rule.currency,
        })
    }
}
