//! What happens to dues and the money of units, as it is stored.

use charter::BandId;
use charter::money::Money;
use jiff::civil::Date;
use kernel::dues::{BankReference, DuesEvent, DuesOf, GoesUp, Lot, PaidFor, PartPaid};
use kernel::{DocumentId, PersonId, UnitId};

use super::form::{Field, Reading, Word, Writing, events, nested};
use super::{DecodeError, EncodeError};

events! {
    DuesEvent {
        Listed = "dues-listed" {
            unit: UnitId,
            period: Date,
            due: Date,
            lots: Vec<Lot>,
            open: Vec<PartPaid>,
            on: Date,
        }
        Paid = "dues-paid" {
            person: PersonId,
            parts: Vec<PaidFor>,
            reference: Option<BankReference>,
            on: Date,
        }
        PaymentCorrected = "payment-corrected" {
            of: DuesOf,
            paid: Money,
            reason: DocumentId,
            on: Date,
        }
        BandSet = "dues-band-set" {
            person: PersonId,
            unit: UnitId,
            band: BandId,
            owes: Money,
            on: Date,
        }
        BandStruck = "dues-band-struck" {
            person: PersonId,
            unit: UnitId,
            band: BandId,
            since: Date,
            reason: DocumentId,
            on: Date,
        }
        Waived = "dues-waived" {
            of: DuesOf,
            amount: Money,
            reason: DocumentId,
            on: Date,
        }
        Reckoned = "dues-reckoned" {
            unit: UnitId,
            taken: Money,
            parts: Vec<GoesUp>,
            on: Date,
        }
        Remitted = "dues-remitted" {
            unit: UnitId,
            parts: Vec<GoesUp>,
            on: Date,
        }
        Spent = "expense-recorded" {
            unit: UnitId,
            amount: Money,
            purpose: DocumentId,
            on: Date,
        }
        CarriedOver = "debt-carried-over" {
            person: PersonId,
            from: UnitId,
            to: UnitId,
            amount: Money,
            on: Date,
        }
        Closed = "accounts-closed" {
            unit: UnitId,
            into: UnitId,
            on: Date,
        }
        OutlayStruck = "outlay-struck" {
            unit: UnitId,
            number: u32,
            amount: Money,
            parts: Vec<GoesUp>,
            since: Date,
            reason: DocumentId,
            on: Date,
        }
        ChargeStruck = "charge-struck" {
            of: DuesOf,
            amount: Money,
            reason: DocumentId,
            on: Date,
        }
        ChargeRestored = "charge-restored" {
            of: DuesOf,
            amount: Money,
            waived: bool,
            reason: DocumentId,
            on: Date,
        }
    }
}

nested! { Lot as LotForm { amount: Money, people: Vec<PersonId>, } }
nested! { PartPaid as PartPaidForm { person: PersonId, paid: Money, } }
nested! { PaidFor as PaidForForm { unit: UnitId, period: Date, amount: Money, } }
nested! { DuesOf as DuesOfForm { person: PersonId, unit: UnitId, period: Date, } }
nested! { GoesUp as GoesUpForm { to: UnitId, amount: Money, } }

/// An amount stands as people write it, with its currency: `1.50 EUR`.
impl Field for Money {
    type Form<'a> = Word<'a>;

    fn write<'a>(&'a self, _: Writing<'a>) -> Result<Word<'a>, EncodeError> {
        Ok(Word::from(self.to_string()))
    }

    fn read(form: Word<'_>, _: &mut Reading<'_>) -> Result<Money, DecodeError> {
        let text = form.as_ref();
        Money::read(text).ok_or_else(|| DecodeError::Word {
            word: text.to_owned(),
            what: "an amount of money",
        })
    }
}

/// A bank's reference stands as the sixteen digits of its fingerprint.
impl Field for BankReference {
    type Form<'a> = Word<'a>;

    fn write<'a>(&'a self, _: Writing<'a>) -> Result<Word<'a>, EncodeError> {
        Ok(Word::from(format!("{:016x}", self.0)))
    }

    fn read(form: Word<'_>, _: &mut Reading<'_>) -> Result<BankReference, DecodeError> {
        let text = form.as_ref();
        let plain = text.len() == 16 && !text.contains(|it: char| it.is_ascii_uppercase());
        let number = u64::from_str_radix(text, 16)
            .ok()
            .filter(|it| plain && *it > 0);
        number.map(BankReference).ok_or_else(|| DecodeError::Word {
            word: text.to_owned(),
            what: "a fingerprint of a bank's reference",
        })
    }
}
