//! Why a command about dues or money is refused.

use charter::money::{Currency, Money};
use jiff::civil::Date;

use crate::ids::PersonId;

/// The facts that can stand in the way. The words are for the person who is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DuesRefusal {
    /// Nobody has put them in any.
    #[error("person {0} was put in no band")]
    InNoBand(PersonId),
    /// The charter knows no dues.
    #[error("the charter in force knows no dues")]
    NoDues,
    /// People do not belong to units of this level.
    #[error("nobody belongs to {0}, so nobody owes it anything")]
    NoMembers(String),
    /// The stretch of time has not begun.
    #[error("the time from {0} on has not begun")]
    NotBegun(Date),
    /// The list is made.
    #[error("the list of {unit} for the time from {from} on is made already")]
    AlreadyListed {
        /// The unit's name.
        unit: String,
        /// The first day.
        from: Date,
    },
    /// An earlier list is missing.
    #[error("the list for the time from {0} on comes first")]
    EarlierList(Date),
    /// The unit did not stand there yet.
    #[error("{unit} makes its first list for the time from {since} on")]
    NoListYet {
        /// The unit's name.
        unit: String,
        /// The first day of the first stretch.
        since: Date,
    },
    /// Everything is paid.
    #[error("nothing is open on the list of {unit} for the time from {from} on")]
    NothingOpen {
        /// The unit's name.
        unit: String,
        /// The first day.
        from: Date,
    },
    /// Somebody is not on the list.
    #[error("person {person} owes {unit} nothing for the time from {from} on")]
    NotOnList {
        /// Who.
        person: PersonId,
        /// The unit's name.
        unit: String,
        /// The first day.
        from: Date,
    },
    /// Somebody is named twice.
    #[error("person {0} is named twice")]
    NamedTwice(PersonId),
    /// The money is of another currency.
    #[error("dues are paid in {wanted}, and this is {given}")]
    WrongCurrency {
        /// The right one.
        wanted: Currency,
        /// What was given.
        given: Money,
    },
    /// Nought, or less, or too much for a record.
    #[error("{0} is no amount that can be written down")]
    NotAnAmount(Money),
    /// More than is open.
    #[error("{given} is more than the {open} that is open")]
    MoreThanOwed {
        /// What was given.
        given: Money,
        /// What is open.
        open: Money,
    },
    /// Nothing is open.
    #[error("person {0} owes nothing that could be paid")]
    OwesNothing(PersonId),
    /// The bank's reference was met before.
    #[error("a payment with this reference of the bank is written down already, on {0}")]
    SamePayment(Date),
    /// What is to be written down stands there already.
    #[error("this is what is written down already")]
    NothingChanges,
    /// Nobody may let anybody off.
    #[error("the charter names no body that may let somebody off")]
    NoRemission,
    /// The band is not for the grade.
    #[error("the band {band} is not for a {grade}")]
    NotYourBand {
        /// The band's title.
        band: String,
        /// The grade's title.
        grade: String,
    },
    /// The band takes an income.
    #[error("the band {0} takes a share of the income, so the income has to be named")]
    IncomeMissing(String),
    /// The band takes no income.
    #[error("the band {0} is a fixed amount, so no income is asked for")]
    IncomeNotAsked(String),
    /// The income is outside the band.
    #[error("an income of {income} is not in the band {band}")]
    IncomeOutside {
        /// The income.
        income: Money,
        /// The band's title.
        band: String,
    },
    /// Nothing goes up by the charter.
    #[error("the charter lets everything stay where it was paid")]
    NothingGoesUp,
    /// There is nothing to work out.
    #[error("{0} has taken nothing in since it last worked out what goes up")]
    NothingTakenIn(String),
    /// There is nothing to hand up.
    #[error("{0} has nothing to hand up")]
    NothingToHandUp(String),
    /// The number means nothing.
    #[error("{unit} has no expense and nothing handed up with the number {number}")]
    NoSuchOutlay {
        /// The unit's name.
        unit: String,
        /// The number.
        number: u32,
    },
    /// It was struck before.
    #[error("this is struck already, on {0}")]
    StruckAlready(Date),
    /// Whoever got it is no more.
    #[error("{0} no longer stands, and what it had went over to another unit")]
    ReceiverGone(String),
    /// Whoever got it no longer has it.
    #[error("{unit} got it and has {there}, and {needed} would have to come back")]
    NotThere {
        /// The name of the unit it went to.
        unit: String,
        /// What there is.
        there: Money,
        /// What would be needed.
        needed: Money,
    },
    /// A charge was paid, in part at least.
    #[error("{0} was paid for it")]
    SomethingPaid(Money),
    /// Somebody was let off.
    #[error("person {0} was let off")]
    LetOff(PersonId),
    /// Nothing was waived or struck.
    #[error("nothing that person {0} was charged for that time was waived or struck")]
    NothingToRestore(PersonId),
    /// The money is not there.
    #[error("{unit} has {there}, and {needed} would be needed")]
    NotEnough {
        /// The unit's name.
        unit: String,
        /// What there is.
        there: Money,
        /// What would be needed.
        needed: Money,
    },
}
