//! When an expense, something handed up, a charge or a remission may be taken back, and
//! what comes of it. Nothing is deleted: what was posted is posted back, with a reason.

use charter::Action;
use jiff::civil::Date;

use super::decide::{known_unit, money, rule};
use super::events::{DuesEvent, DuesOf, GoesUp};
use super::payments::{charged, why};
use super::{Account, DuesRefusal, RestoreCharge, StrikeBand, StrikeCharge, StrikeOutlay};
use crate::day::happened;
use crate::refusal::{Reason, Refusal};
use crate::request::{Event, Request};
use crate::rights;
use crate::state::State;
use crate::units::standing;

const RECORDED: &str = "the day it was recorded for";
const LISTED: &str = "the day the list was made";

pub(super) fn strike_outlay(
    state: &State,
    request: &Request,
    it: &StrikeOutlay,
) -> Result<Vec<Event>, Refusal> {
    rights::require(state, request, Action::CorrectDues, it.unit)?;
    let rule = rule(state, request)?;
    let refused = |reason: Reason| Refusal::by(rule.rule, reason);
    let no = |reason| refused(Reason::Dues(reason));
    standing(state, it.unit).map_err(|refusal| refused(refusal.reason))?;
    let outlays = state.outlays(it.unit);
    let outlay = outlays.iter().find(|outlay| outlay.number == it.number);
    let outlay = outlay.ok_or_else(|| {
        let unit = state.units.name(it.unit).to_owned();
        let number = it.number;
        no(DuesRefusal::NoSuchOutlay { unit, number })
    })?;
    if let Some((on, _)) = outlay.struck {
        return Err(no(DuesRefusal::StruckAlready(on)));
    }
    happened(it.on, request.today, Some((outlay.on, RECORDED)))?;
    let mut parts = Vec::new();
    if outlay.purpose.is_none() {
        for (to, minor) in state.handed_to(it.unit, it.number).into_iter().rev() {
            gives_back(state, rule, to, minor).map_err(no)?;
            let amount = money(rule, minor);
            parts.push(GoesUp { to, amount });
        }
    }
    Ok(vec![
        DuesEvent::OutlayStruck {
            unit: it.unit,
            number: it.number,
            amount: money(rule, outlay.minor),
            parts,
            since: outlay.since,
            reason: why(state, &it.reason)?,
            on: it.on,
        }
        .into(),
    ])
}

/// What was handed up is still where it went: nothing is taken from a unit that has handed it
/// on or spent it, or is no more.
fn gives_back(
    state: &State,
    rule: &charter::DuesRule,
    to: crate::ids::UnitId,
    minor: i64,
) -> Result<(), DuesRefusal> {
    let unit = || state.units.name(to).to_owned();
    if standing(state, to).is_err() {
        return Err(DuesRefusal::ReceiverGone(unit()));
    }
    let there = state.balance(to, Account::Cash);
    if minor > there {
        return Err(DuesRefusal::NotThere {
            unit: unit(),
            there: money(rule, there),
            needed: money(rule, minor),
        });
    }
    Ok(())
}

pub(super) fn strike_charge(
    state: &State,
    request: &Request,
    it: &StrikeCharge,
) -> Result<Vec<Event>, Refusal> {
    let rule = rule(state, request)?;
    let refused = |reason: Reason| Refusal::by(rule.rule, reason);
    let no = |reason| refused(Reason::Dues(reason));
    let of = charged(state, request, it.person, it.period, Action::CorrectDues)?;
    standing(state, of.unit).map_err(|refusal| refused(refusal.reason))?;
    let known = state.standing_of(&of);
    if known.paid > 0 {
        return Err(no(DuesRefusal::SomethingPaid(money(rule, known.paid))));
    }
    let waived = state.relief_of(&of).is_some_and(|relief| relief.waived);
    if waived {
        return Err(no(DuesRefusal::LetOff(it.person)));
    }
    if known.open == 0 {
        return Err(no(DuesRefusal::OwesNothing(it.person)));
    }
    happened(it.on, request.today, known.on.date().map(|on| (on, LISTED)))?;
    Ok(vec![
        DuesEvent::ChargeStruck {
            of,
            amount: money(rule, known.open),
            reason: why(state, &it.reason)?,
            on: it.on,
        }
        .into(),
    ])
}

pub(super) fn restore_charge(
    state: &State,
    request: &Request,
    it: &RestoreCharge,
) -> Result<Vec<Event>, Refusal> {
    let rule = rule(state, request)?;
    let refused = |reason: Reason| Refusal::by(rule.rule, reason);
    let relief = state
        .charge_named(rule, it.person, it.period)
        .and_then(|of| state.relief_of(&of));
    // Whoever may let people off takes that back, and who corrects what was charged the rest.
    let action = match &relief {
        Some(relief) if relief.waived => Action::WaiveDues,
        Some(_) | None => Action::CorrectDues,
    };
    let of = charged(state, request, it.person, it.period, action)?;
    standing(state, of.unit).map_err(|refusal| refused(refusal.reason))?;
    let relief = relief.ok_or_else(|| refused(DuesRefusal::NothingToRestore(it.person).into()))?;
    happened(it.on, request.today, Some((relief.on, RECORDED)))?;
    Ok(vec![
        DuesEvent::ChargeRestored {
            of,
            amount: money(rule, relief.minor),
            waived: relief.waived,
            reason: why(state, &it.reason)?,
            on: it.on,
        }
        .into(),
    ])
}

pub(super) fn strike_band(
    state: &State,
    request: &Request,
    it: &StrikeBand,
) -> Result<Vec<Event>, Refusal> {
    let rule = rule(state, request)?;
    let no = |reason: DuesRefusal| Refusal::by(rule.rule, reason.into());
    let unit = known_unit(state, request, it.person)?;
    rights::require(state, request, Action::CollectDues, unit)?;
    let (band, since) = state
        .last_band(it.person)
        .ok_or_else(|| no(DuesRefusal::InNoBand(it.person)))?;
    Ok(vec![
        DuesEvent::BandStruck {
            person: it.person,
            unit,
            band,
            since,
            reason: why(state, &it.reason)?,
            on: request.today,
        }
        .into(),
    ])
}

/// What somebody need not pay of a charge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Relief {
    /// How much.
    pub minor: i64,
    /// Whether they were let off; else it was never owed.
    pub waived: bool,
    /// Since when.
    pub on: Date,
}

impl State {
    /// What somebody was let off for the stretch of time that begins on a day, or what of it
    /// was struck.
    #[must_use]
    pub fn relief(&self, person: crate::ids::PersonId, period: Date) -> Option<Relief> {
        let of = self.charge_of(person, crate::day::Day::from_date(period))?;
        self.relief_of(&of)
    }

    /// The band that somebody was put in last, and when: what is struck.
    #[must_use]
    pub fn last_band(&self, person: crate::ids::PersonId) -> Option<(charter::BandId, Date)> {
        let (band, on) = self.dues.last_band(person)?;
        Some((band, on.date()?))
    }

    fn relief_of(&self, of: &DuesOf) -> Option<Relief> {
        let (row, debt) = self.dues.debt_of(of)?;
        let (struck, on) = self.dues.debts.relief(of.person, row)?;
        let waived = debt.waived > 0;
        let minor = if waived { debt.waived } else { struck };
        (minor > 0).then_some(Relief {
            minor,
            waived,
            on: on.date()?,
        })
    }
}
