//! What happens to dues and the money of units.

use charter::BandId;
use charter::money::Money;
use jiff::civil::Date;

use super::BankReference;
use crate::ids::{DocumentId, PersonId, UnitId};
use crate::request::Subject;
use crate::rooms::{RoomEvent, names};
use crate::state::State;

/// Some people who owe the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lot {
    /// How much.
    pub amount: Money,
    /// Who, by their numbers.
    pub people: Vec<PersonId>,
}

/// Somebody who did not pay in full when a list was ticked off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PartPaid {
    /// Who.
    pub person: PersonId,
    /// What they paid.
    pub paid: Money,
}

/// What a part of a payment is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PaidFor {
    /// The unit it is owed to.
    pub unit: UnitId,
    /// The first day of the stretch of time.
    pub period: Date,
    /// How much.
    pub amount: Money,
}

/// One person's dues to a unit for one stretch of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DuesOf {
    /// Who.
    pub person: PersonId,
    /// The unit they are owed to.
    pub unit: UnitId,
    /// The first day of the stretch of time.
    pub period: Date,
}

/// What goes up to one unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GoesUp {
    /// To which.
    pub to: UnitId,
    /// How much.
    pub amount: Money,
}

/// What has happened to dues.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DuesEvent {
    /// A unit made its list, and who is not named as open paid in full.
    Listed {
        /// The unit.
        unit: UnitId,
        /// The first day of the stretch of time.
        period: Date,
        /// When it was due.
        due: Date,
        /// Who owes what.
        lots: Vec<Lot>,
        /// Who did not pay in full.
        open: Vec<PartPaid>,
        /// When.
        on: Date,
    },
    /// Somebody paid.
    Paid {
        /// Who.
        person: PersonId,
        /// What for.
        parts: Vec<PaidFor>,
        /// What the bank calls it.
        reference: Option<BankReference>,
        /// When.
        on: Date,
    },
    /// What somebody paid was written down wrongly.
    PaymentCorrected {
        /// Whose, and what for.
        of: DuesOf,
        /// What they really paid, in all.
        paid: Money,
        /// Why.
        reason: DocumentId,
        /// When.
        on: Date,
    },
    /// Somebody is in another band of what is owed.
    BandSet {
        /// Who.
        person: PersonId,
        /// The unit, so that its history shows it.
        unit: UnitId,
        /// The band.
        band: BandId,
        /// What they owe from now on.
        owes: Money,
        /// When.
        on: Date,
    },
    /// The band that somebody was put in last was struck.
    BandStruck {
        /// Who.
        person: PersonId,
        /// The unit they belong to.
        unit: UnitId,
        /// The band that was struck.
        band: BandId,
        /// The day on which they were put in it.
        since: Date,
        /// Why.
        reason: DocumentId,
        /// When it was struck.
        on: Date,
    },
    /// Somebody was let off.
    Waived {
        /// Who, and what.
        of: DuesOf,
        /// How much.
        amount: Money,
        /// Why.
        reason: DocumentId,
        /// When.
        on: Date,
    },
    /// A unit worked out what goes up of what it took in.
    Reckoned {
        /// The unit.
        unit: UnitId,
        /// What it had taken in since it last did.
        taken: Money,
        /// What goes up, and to whom.
        parts: Vec<GoesUp>,
        /// When.
        on: Date,
    },
    /// A unit handed up what goes up.
    Remitted {
        /// The unit.
        unit: UnitId,
        /// What, and to whom.
        parts: Vec<GoesUp>,
        /// When.
        on: Date,
    },
    /// A unit spent something.
    Spent {
        /// The unit.
        unit: UnitId,
        /// How much.
        amount: Money,
        /// What for.
        purpose: DocumentId,
        /// When.
        on: Date,
    },
    /// An expense, or what was handed up, was struck.
    OutlayStruck {
        /// The unit.
        unit: UnitId,
        /// Its number among what the unit did with its money, from one.
        number: u32,
        /// How much it was.
        amount: Money,
        /// What comes back, and from whom; nothing for an expense.
        parts: Vec<GoesUp>,
        /// Since when that had to go up.
        since: Date,
        /// Why.
        reason: DocumentId,
        /// When.
        on: Date,
    },
    /// A charge was struck: it was never owed.
    ChargeStruck {
        /// Whose, and what for.
        of: DuesOf,
        /// How much.
        amount: Money,
        /// Why.
        reason: DocumentId,
        /// When.
        on: Date,
    },
    /// What somebody was let off, or what was struck, is owed again.
    ChargeRestored {
        /// Whose, and what for.
        of: DuesOf,
        /// How much.
        amount: Money,
        /// Whether they had been let off; else it had been struck.
        waived: bool,
        /// Why.
        reason: DocumentId,
        /// When.
        on: Date,
    },
    /// What somebody owes went along with them to another unit.
    CarriedOver {
        /// Who.
        person: PersonId,
        /// The unit it was owed to.
        from: UnitId,
        /// The unit it is owed to now.
        to: UnitId,
        /// How much.
        amount: Money,
        /// When.
        on: Date,
    },
    /// All that a unit had and owed went over to another.
    Closed {
        /// The unit.
        unit: UnitId,
        /// The other.
        into: UnitId,
        /// When.
        on: Date,
    },
}

names! {
    DuesEvent {
        Listed = "dues-listed",
        Paid = "dues-paid",
        PaymentCorrected = "payment-corrected",
        BandSet = "dues-band-set",
        BandStruck = "dues-band-struck",
        Waived = "dues-waived",
        Reckoned = "dues-reckoned",
        Remitted = "dues-remitted",
        Spent = "expense-recorded",
        CarriedOver = "debt-carried-over",
        Closed = "accounts-closed",
        OutlayStruck = "outlay-struck",
        ChargeStruck = "charge-struck",
        ChargeRestored = "charge-restored",
    }
}

impl RoomEvent for DuesEvent {
    fn apply(&self, state: &mut State) {
        state.dues.apply(self);
    }

    fn touches(&self) -> Vec<Subject> {
        use Subject::{Person, Unit};
        match self {
            // A person's history has what is not ordinary; a list says the ordinary for all.
            DuesEvent::Listed { unit, open, .. } => std::iter::once(Unit(*unit))
                .chain(open.iter().map(|it| Person(it.person)))
                .collect(),
            DuesEvent::Paid { person, parts, .. } => std::iter::once(Person(*person))
                .chain(parts.iter().map(|part| Unit(part.unit)))
                .collect(),
            DuesEvent::PaymentCorrected { of, .. }
            | DuesEvent::Waived { of, .. }
            | DuesEvent::ChargeStruck { of, .. }
            | DuesEvent::ChargeRestored { of, .. } => {
                vec![Person(of.person), Unit(of.unit)]
            }
            DuesEvent::BandSet { person, unit, .. }
            | DuesEvent::BandStruck { person, unit, .. } => vec![Person(*person), Unit(*unit)],
            DuesEvent::Reckoned { unit, parts, .. }
            | DuesEvent::Remitted { unit, parts, .. }
            | DuesEvent::OutlayStruck { unit, parts, .. } => std::iter::once(Unit(*unit))
                .chain(parts.iter().map(|part| Unit(part.to)))
                .collect(),
            DuesEvent::Spent { unit, .. } => vec![Unit(*unit)],
            DuesEvent::CarriedOver {
                person, from, to, ..
            } => vec![Person(*person), Unit(*from), Unit(*to)],
            DuesEvent::Closed { unit, into, .. } => vec![Unit(*unit), Unit(*into)],
        }
    }

    fn documents(&self) -> Vec<DocumentId> {
        match self {
            DuesEvent::PaymentCorrected { reason, .. }
            | DuesEvent::Waived { reason, .. }
            | DuesEvent::OutlayStruck { reason, .. }
            | DuesEvent::ChargeStruck { reason, .. }
            | DuesEvent::BandStruck { reason, .. }
            | DuesEvent::ChargeRestored { reason, .. } => {
                vec![*reason]
            }
            DuesEvent::Spent { purpose, .. } => vec![*purpose],
            DuesEvent::Listed { .. }
            | DuesEvent::Paid { .. }
            | DuesEvent::BandSet { .. }
            | DuesEvent::Reckoned { .. }
            | DuesEvent::Remitted { .. }
            | DuesEvent::CarriedOver { .. }
            | DuesEvent::Closed { .. } => Vec::new(),
        }
    }
}
