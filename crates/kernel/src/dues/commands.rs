//! What can be commanded about dues and the money of units.

use charter::BandId;
use charter::money::Money;
use jiff::civil::Date;

use super::{BankReference, decide, going_up, payments, taking_back};
use crate::ids::{PersonId, UnitId};
use crate::rooms::commands;

commands! {
    /// Everything that can be commanded about dues.
    DuesCommand in Dues {
        Assess(AssessDues) = "assess-dues" by decide::assess,
        Collect(CollectDues) = "collect-dues" by decide::collect,
        Pay(PayDues) = "pay-dues" by payments::pay,
        Correct(CorrectPayment) = "correct-payment" by payments::correct,
        Band(SetBand) = "set-dues-band" by decide::set_band,
        StrikeBand(StrikeBand) = "strike-dues-band" by taking_back::strike_band,
        Waive(WaiveDues) = "waive-dues" by payments::waive,
        Reckon(ReckonDues) = "reckon-dues" by going_up::reckon,
        Remit(RemitDues) = "remit-dues" by going_up::remit,
        Spend(RecordExpense) = "record-expense" by going_up::spend,
        StrikeOutlay(StrikeOutlay) = "strike-outlay" by taking_back::strike_outlay,
        StrikeCharge(StrikeCharge) = "strike-charge" by taking_back::strike_charge,
        RestoreCharge(RestoreCharge) = "restore-charge" by taking_back::restore_charge,
    }
    writings writings;
}

/// Makes a unit's list: what everybody owes for a stretch of time. Nobody has paid yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AssessDues {
    /// The unit.
    pub unit: UnitId,
    /// Any day of the stretch of time.
    pub period: Date,
    /// When.
    pub on: Date,
}

/// Somebody who did not pay in full.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PaidPart {
    /// Who.
    pub person: PersonId,
    /// What they paid; none for nothing.
    pub paid: Option<Money>,
}

/// Ticks a unit's list off, and makes it if it is not made yet: everybody has
/// paid in full what was open but those named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CollectDues {
    /// The unit.
    pub unit: UnitId,
    /// Any day of the stretch of time.
    pub period: Date,
    /// Those who did not pay in full.
    pub save: Vec<PaidPart>,
    /// When.
    pub on: Date,
}

/// Takes in what one person paid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PayDues {
    /// Who paid.
    pub person: PersonId,
    /// How much.
    pub amount: Money,
    /// Any day of the stretch of time it is for; none for what is oldest first.
    pub period: Option<Date>,
    /// What the bank calls it, so that it is not counted twice.
    pub reference: Option<BankReference>,
    /// When.
    pub on: Date,
}

/// Puts right what was written down of a payment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CorrectPayment {
    /// Who paid.
    pub person: PersonId,
    /// Any day of the stretch of time it was for.
    pub period: Date,
    /// What they really paid for it, in all.
    pub paid: Money,
    /// Why it is corrected.
    pub reason: String,
    /// When.
    pub on: Date,
}

/// Says which band of what is owed somebody is in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetBand {
    /// Who.
    pub person: PersonId,
    /// The band.
    pub band: BandId,
    /// Their income, where the band takes a share of it. It is not kept.
    pub income: Option<Money>,
    /// When.
    pub on: Date,
}

/// Strikes the band that somebody was put in last: they are in the one before it, or in none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StrikeBand {
    /// Who.
    pub person: PersonId,
    /// Why.
    pub reason: String,
}

/// Lets somebody off what is open for a stretch of time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaiveDues {
    /// Whom.
    pub person: PersonId,
    /// Any day of the stretch of time.
    pub period: Date,
    /// Why.
    pub reason: String,
    /// When.
    pub on: Date,
}

/// Works out what goes up of what a unit took in since it last did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReckonDues {
    /// The unit.
    pub unit: UnitId,
    /// When.
    pub on: Date,
}

/// Hands up what goes up, and works it out first where that is not done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RemitDues {
    /// The unit.
    pub unit: UnitId,
    /// When.
    pub on: Date,
}

/// Writes down what a unit spent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordExpense {
    /// The unit.
    pub unit: UnitId,
    /// How much.
    pub amount: Money,
    /// What for.
    pub purpose: String,
    /// When.
    pub on: Date,
}

/// Strikes an expense, or what was handed up: it never was, and what it moved is posted back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StrikeOutlay {
    /// The unit.
    pub unit: UnitId,
    /// Its number among what the unit did with its money, from one.
    pub number: u32,
    /// Why.
    pub reason: String,
    /// When.
    pub on: Date,
}

/// Strikes what is open of a charge: it was never owed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StrikeCharge {
    /// Who was charged.
    pub person: PersonId,
    /// Any day of the stretch of time.
    pub period: Date,
    /// Why.
    pub reason: String,
    /// When.
    pub on: Date,
}

/// Takes back that somebody was let off, or that a charge was struck: it is owed again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RestoreCharge {
    /// Who.
    pub person: PersonId,
    /// Any day of the stretch of time.
    pub period: Date,
    /// Why.
    pub reason: String,
    /// When.
    pub on: Date,
}

/// The texts somebody wrote in a command.
fn writings(command: &DuesCommand) -> Vec<&str> {
    match command {
        DuesCommand::Correct(it) => vec![it.reason.as_str()],
        DuesCommand::Waive(it) => vec![it.reason.as_str()],
        DuesCommand::Spend(it) => vec![it.purpose.as_str()],
        DuesCommand::StrikeOutlay(it) => vec![it.reason.as_str()],
        DuesCommand::StrikeCharge(it) => vec![it.reason.as_str()],
        DuesCommand::StrikeBand(it) => vec![it.reason.as_str()],
        DuesCommand::RestoreCharge(it) => vec![it.reason.as_str()],
        DuesCommand::Assess(_)
        | DuesCommand::Collect(_)
        | DuesCommand::Pay(_)
        | DuesCommand::Band(_)
        | DuesCommand::Reckon(_)
        | DuesCommand::Remit(_) => Vec::new(),
    }
}
