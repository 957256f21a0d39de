//! What a case says of dues and the money of a unit.

use jiff::civil::Date;

use crate::money::Money;
use crate::rule::BandId;

/// Somebody who paid a part, or nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaidPart {
    /// Who.
    pub person: String,
    /// What they paid; none for nothing.
    pub paid: Option<Money>,
}

/// What is done to dues and the money of a unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DuesDeed {
    /// Writes down what everybody owes.
    List {
        /// The unit.
        unit: String,
        /// A day of the stretch of time.
        period: Date,
    },
    /// Ticks off who paid: everybody but some.
    Collect {
        /// The unit.
        unit: String,
        /// A day of the stretch of time.
        period: Date,
        /// Those who did not pay in full.
        save: Vec<PaidPart>,
    },
    /// Takes a payment in.
    Receive {
        /// How much.
        amount: Money,
        /// Whose.
        person: String,
        /// A day of the stretch of time it is for; none for the oldest first.
        period: Option<Date>,
        /// What the bank calls it.
        reference: Option<String>,
    },
    /// Corrects what somebody paid.
    Correct {
        /// Whose.
        person: String,
        /// A day of the stretch of time it was for.
        period: Date,
        /// What was really paid.
        paid: Money,
        /// Why.
        reason: String,
    },
    /// Says which band somebody is in.
    Place {
        /// Who.
        person: String,
        /// The band.
        band: BandId,
        /// Their income, where the band takes a share of it.
        income: Option<Money>,
    },
    /// Lets somebody off what is open.
    Waive {
        /// Whom.
        person: String,
        /// A day of the stretch of time.
        period: Date,
        /// Why.
        reason: String,
    },
    /// Works out what goes up.
    Reckon {
        /// The unit.
        unit: String,
    },
    /// Hands up what goes up.
    Remit {
        /// The unit.
        unit: String,
    },
    /// Records what was spent.
    Spend {
        /// How much.
        amount: Money,
        /// Of which unit.
        unit: String,
        /// What for.
        purpose: String,
    },
    /// Strikes an expense, or what was handed up.
    StrikeOutlay {
        /// Of which unit.
        unit: String,
        /// Whether it is an expense; else it was handed up.
        expense: bool,
        /// The day it was recorded for.
        of: Date,
        /// Why.
        reason: String,
    },
    /// Strikes the band that somebody was put in last.
    StrikeBand {
        /// Who.
        person: String,
        /// Why.
        reason: String,
    },
    /// Strikes what is open of a charge.
    StrikeCharge {
        /// Whose.
        person: String,
        /// A day of the stretch of time.
        period: Date,
        /// Why.
        reason: String,
    },
    /// Takes back that somebody was let off, or that a charge was struck.
    Restore {
        /// Whose.
        person: String,
        /// A day of the stretch of time.
        period: Date,
        /// Why.
        reason: String,
    },
}

/// An account of a unit, by the word a case has for it.
pub type AccountWord = &'static str;

/// What has to have come of it for dues and money.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DuesExpect {
    /// Somebody owes so much in all.
    Owes {
        /// Who.
        person: String,
        /// How much.
        amount: Money,
    },
    /// An account of a unit stands at so much, whichever side it is on.
    Account {
        /// The account, one of [`ACCOUNTS`].
        account: AccountWord,
        /// The unit.
        unit: String,
        /// How much.
        amount: Money,
    },
    /// The books of every unit balance.
    Balanced,
}

/// The accounts a case can look at.
pub const ACCOUNTS: &[AccountWord] = &[
    "cash",
    "owed",
    "charged",
    "waived",
    "spent",
    "remitted",
    "payable",
    "receivable",
    "received",
    "between",
];
