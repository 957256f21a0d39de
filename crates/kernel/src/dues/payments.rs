//! When a payment may be taken in or corrected, when somebody may be let off,
//! and what comes of it.

use charter::money::{MINOR_MAX, Money};
use charter::{Action, DuesRule};
use jiff::civil::Date;

use super::decide::{in_currency, known_unit, money, rule};
use super::events::{DuesEvent, DuesOf, PaidFor};
use super::{CorrectPayment, DuesRefusal, PayDues, WaiveDues};
use crate::day::{Day, happened};
use crate::ids::{DocumentId, PersonId, UnitId};
use crate::meetings::{period_of, period_start};
use crate::refusal::{Reason, Refusal};
use crate::reports::TEXT_CHARACTERS_MAX;
use crate::request::{Event, Request};
use crate::rights;
use crate::state::State;
use crate::units::standing;

const LISTED: &str = "the day the list was made";

pub(super) fn pay(state: &State, request: &Request, it: &PayDues) -> Result<Vec<Event>, Refusal> {
    let rule = rule(state, request)?;
    let no = |reason| Refusal::by(rule.rule, Reason::Dues(reason));
    let home = known_unit(state, request, it.person)?;
    let period = it.period.map(|day| first_day(rule, day)).transpose()?;
    let mut open: Vec<(PaidFor, Day)> = state
        .open_dues(it.person)
        .filter(|(due, _)| period.is_none_or(|period| due.period == period))
        .collect();
    // Only what is owed to units for which the actor may take money in.
    open.retain(|(due, _)| {
        rights::may(
            state,
            request.actor,
            request.today,
            Action::CollectDues,
            due.unit,
        )
    });
    if open.is_empty() {
        rights::require(state, request, Action::CollectDues, home)?;
        return Err(no(DuesRefusal::OwesNothing(it.person)));
    }
    in_currency(rule, it.amount).map_err(no)?;
    if !(1..=MINOR_MAX).contains(&it.amount.minor) {
        return Err(no(DuesRefusal::NotAnAmount(it.amount)));
    }
    if let Some((_, on)) = it
        .reference
        .and_then(|reference| state.paid_with(reference))
    {
        return Err(no(DuesRefusal::SamePayment(on)));
    }
    let all = open
        .iter()
        .fold(0_i64, |sum, (due, _)| sum.saturating_add(due.amount.minor));
    if it.amount.minor > all {
        return Err(no(DuesRefusal::MoreThanOwed {
            given: it.amount,
            open: money(rule, all),
        }));
    }
    let mut left = it.amount.minor;
    let mut parts = Vec::new();
    let mut listed = Day::NONE;
    for (due, on) in open {
        let minor = due.amount.minor.min(left);
        if minor == 0 {
            break;
        }
        left = left.saturating_sub(minor);
        listed = listed.max(on);
        let amount = money(rule, minor);
        parts.push(PaidFor { amount, ..due });
    }
    happened(it.on, request.today, listed.date().map(|on| (on, LISTED)))?;
    Ok(vec![
        DuesEvent::Paid {
            person: it.person,
            parts,
            reference: it.reference,
            on: it.on,
        }
        .into(),
    ])
}

pub(super) fn correct(
    state: &State,
    request: &Request,
    it: &CorrectPayment,
) -> Result<Vec<Event>, Refusal> {
    let rule = rule(state, request)?;
    let no = |reason| Refusal::by(rule.rule, Reason::Dues(reason));
    let of = charged(state, request, it.person, it.period, Action::CorrectDues)?;
    // The accounts of a unit that stands no more are closed: nothing is opened in them again.
    standing(state, of.unit).map_err(|refusal| Refusal::by(rule.rule, refusal.reason))?;
    let known = state.standing_of(&of);
    in_currency(rule, it.paid).map_err(no)?;
    if !(0..=MINOR_MAX).contains(&it.paid.minor) {
        return Err(no(DuesRefusal::NotAnAmount(it.paid)));
    }
    let most = known.paid.saturating_add(known.open);
    if it.paid.minor > most {
        return Err(no(DuesRefusal::MoreThanOwed {
            given: it.paid,
            open: money(rule, most),
        }));
    }
    if it.paid.minor == known.paid {
        return Err(no(DuesRefusal::NothingChanges));
    }
    happened(it.on, request.today, known.on.date().map(|on| (on, LISTED)))?;
    Ok(vec![
        DuesEvent::PaymentCorrected {
            of,
            paid: it.paid,
            reason: why(state, &it.reason)?,
            on: it.on,
        }
        .into(),
    ])
}

pub(super) fn waive(
    state: &State,
    request: &Request,
    it: &WaiveDues,
) -> Result<Vec<Event>, Refusal> {
    let rule = rule(state, request)?;
    let no = |reason| Refusal::by(rule.rule, Reason::Dues(reason));
    let of = charged(state, request, it.person, it.period, Action::WaiveDues)?;
    if rule.remission.is_none() {
        return Err(no(DuesRefusal::NoRemission));
    }
    let known = state.standing_of(&of);
    if known.open == 0 {
        return Err(no(DuesRefusal::OwesNothing(it.person)));
    }
    happened(it.on, request.today, known.on.date().map(|on| (on, LISTED)))?;
    Ok(vec![
        DuesEvent::Waived {
            of,
            amount: money(rule, known.open),
            reason: why(state, &it.reason)?,
            on: it.on,
        }
        .into(),
    ])
}

/// The number of the text that says why.
pub(super) fn why(state: &State, reason: &str) -> Result<DocumentId, Refusal> {
    if reason.trim().is_empty() {
        return Err(Reason::Missing("the reason").into());
    }
    short_enough(reason)?;
    Ok(DocumentId(state.documents))
}

pub(super) fn short_enough(text: &str) -> Result<(), Refusal> {
    if text.chars().count() > TEXT_CHARACTERS_MAX {
        return Err(Reason::TooLong {
            what: "a text",
            characters_max: TEXT_CHARACTERS_MAX,
        }
        .into());
    }
    Ok(())
}

fn first_day(rule: &DuesRule, day: Date) -> Result<Date, Refusal> {
    let first = period_start(rule.every, period_of(rule.every, day));
    Ok(first.ok_or(Reason::DateOutOfRange(day))?)
}

/// What somebody was charged for a stretch of time, if the actor may do this about it.
pub(super) fn charged(
    state: &State,
    request: &Request,
    person: PersonId,
    period: Date,
    action: Action,
) -> Result<DuesOf, Refusal> {
    let rule = rule(state, request)?;
    let home = known_unit(state, request, person)?;
    let first = first_day(rule, period)?;
    let of = state.charge_of(person, Day::from_date(first));
    let unit = of.map_or(home, |of| of.unit);
    rights::require(state, request, action, unit)?;
    of.ok_or_else(|| {
        let unit = state.units.name(unit).to_owned();
        let reason = DuesRefusal::NotOnList {
            person,
            unit,
            from: first,
        };
        Refusal::by(rule.rule, Reason::Dues(reason))
    })
}

/// What is open of one person on one list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OpenDue {
    /// The unit it is owed to.
    pub unit: UnitId,
    /// How much.
    pub minor: i64,
    /// When the list was made: nothing is paid off before that.
    pub listed: Date,
}

/// What became of one charge so far.
pub(super) struct Charge {
    pub(super) paid: i64,
    pub(super) open: i64,
    /// When it was charged.
    pub(super) on: Day,
}

impl State {
    /// What is open of a person, the oldest first, and when it was charged.
    pub(super) fn open_dues(&self, person: PersonId) -> impl Iterator<Item = (PaidFor, Day)> {
        let dues = &self.dues;
        let mut open: Vec<(PaidFor, Day)> = dues
            .debts
            .of_person(person)
            .filter(|(_, debt)| debt.open() > 0)
            .filter_map(|(_, debt)| {
                let due = PaidFor {
                    unit: dues.books.unit(debt.book),
                    period: dues.lists.period(debt.list).date()?,
                    amount: self.money(debt.open())?,
                };
                Some((due, dues.lists.on(debt.list)))
            })
            .collect();
        open.sort_by_key(|(due, _)| (due.period, due.unit));
        open.into_iter()
    }

    /// What a person owes in all.
    #[must_use]
    pub fn owed_by(&self, person: PersonId) -> i64 {
        let debts = self.dues.debts.of_person(person);
        debts.fold(0, |sum, (_, debt)| sum.saturating_add(debt.open()))
    }

    /// Who made the payment with a bank's reference, and on which day.
    #[must_use]
    pub fn paid_with(&self, reference: super::BankReference) -> Option<(PersonId, Date)> {
        let (person, on) = self.dues.debts.paid_with(reference)?;
        Some((person, on.date()?))
    }

    /// What is open of a person, list by list, the oldest first.
    #[must_use]
    pub fn open_of(&self, person: PersonId) -> Vec<OpenDue> {
        let open = self.open_dues(person).filter_map(|(due, listed)| {
            Some(OpenDue {
                unit: due.unit,
                minor: due.amount.minor,
                listed: listed.date()?,
            })
        });
        open.collect()
    }

    /// What somebody was charged for the stretch of time in which a day lies.
    pub(super) fn charge_named(
        &self,
        rule: &DuesRule,
        person: PersonId,
        period: Date,
    ) -> Option<DuesOf> {
        let first = first_day(rule, period).ok()?;
        self.charge_of(person, Day::from_date(first))
    }

    /// Who owes a unit something, whether they still belong to it or not.
    #[must_use]
    pub fn debtors_of(&self, unit: UnitId) -> Vec<PersonId> {
        let open = self.dues.debts_to(unit).filter(|(_, debt)| debt.open() > 0);
        let mut people: Vec<PersonId> = open.map(|(_, debt)| debt.person).collect();
        people.sort_unstable();
        people.dedup();
        people
    }

    pub(super) fn standing_of(&self, of: &DuesOf) -> Charge {
        let dues = &self.dues;
        if let Some((_, debt)) = dues.debt_of(of) {
            return Charge {
                paid: debt.paid,
                open: debt.open(),
                on: dues.lists.on(debt.list),
            };
        }
        let charged = dues.charged(of.unit, Day::from_date(of.period), of.person);
        Charge {
            paid: charged.map_or(0, |(_, paid)| paid),
            open: 0,
            on: charged.map_or(Day::NONE, |(list, _)| dues.lists.on(list)),
        }
    }
}

/// Holds an amount to the currency and to what can be written down.
pub(super) fn amount(rule: &DuesRule, given: Money) -> Result<i64, DuesRefusal> {
    in_currency(rule, given)?;
    if (1..=MINOR_MAX).contains(&given.minor) {
        Ok(given.minor)
    } else {
        Err(DuesRefusal::NotAnAmount(given))
    }
}
