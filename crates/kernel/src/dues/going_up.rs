//! What goes up of what a unit took in, and what it spends.
//!
//! First the flat part, for everybody who paid in full; then shares of the
//! rest, rounded down; and whatever remains, parts of a smallest unit included,
//! belongs to the level the charter names. What would go to a level that does
//! not stand above the unit stays in the rest.

use std::collections::BTreeMap;

use charter::money::Rounding;
use charter::{Action, DuesRule, LevelId, Remittance};

use super::decide::{FOUNDED, money, rule};
use super::events::{DuesEvent, GoesUp};
use super::payments::{amount, short_enough};
use super::{Account, DuesRefusal, ReckonDues, RecordExpense, RemitDues};
use crate::day::happened;
use crate::ids::{DocumentId, UnitId};
use crate::refusal::{Reason, Refusal};
use crate::request::{Event, Request};
use crate::rights;
use crate::state::State;
use crate::units::standing;

/// How what a unit took in is divided up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stack {
    /// What it took in since it last worked this out.
    pub taken: i64,
    /// How often somebody paid in full in that time.
    pub heads: i64,
    /// The flat part, before any share.
    pub flat: i64,
    /// What goes up, the unit next above first.
    pub parts: Vec<(UnitId, i64)>,
    /// What stays with the unit.
    pub stays: i64,
}

pub(super) fn reckon(
    state: &State,
    request: &Request,
    it: &ReckonDues,
) -> Result<Vec<Event>, Refusal> {
    let rule = allowed(state, request, it.unit, it.on)?;
    Ok(vec![reckoned(state, rule, it.unit, it.on)?.0])
}

pub(super) fn remit(
    state: &State,
    request: &Request,
    it: &RemitDues,
) -> Result<Vec<Event>, Refusal> {
    let rule = allowed(state, request, it.unit, it.on)?;
    let no = |reason| Refusal::by(rule.rule, Reason::Dues(reason));
    let name = || state.units.name(it.unit).to_owned();
    let mut parts = state.to_hand_up(it.unit);
    let mut events = Vec::new();
    let taken = state
        .stack(rule, it.unit)
        .is_some_and(|stack| stack.taken > 0);
    if taken {
        let (event, more) = reckoned(state, rule, it.unit, it.on)?;
        events.push(event);
        parts.extend(more);
    }
    if parts.is_empty() && events.is_empty() {
        return Err(no(DuesRefusal::NothingToHandUp(name())));
    }
    if parts.is_empty() {
        return Ok(events);
    }
    let all = parts
        .iter()
        .fold(0_i64, |sum, (_, minor)| sum.saturating_add(*minor));
    let there = state.balance(it.unit, Account::Cash);
    if all > there {
        return Err(no(DuesRefusal::NotEnough {
            unit: name(),
            there: money(rule, there),
            needed: money(rule, all),
        }));
    }
    events.push(
        DuesEvent::Remitted {
            unit: it.unit,
            parts: going(rule, parts),
            on: it.on,
        }
        .into(),
    );
    Ok(events)
}

pub(super) fn spend(
    state: &State,
    request: &Request,
    it: &RecordExpense,
) -> Result<Vec<Event>, Refusal> {
    rights::require(state, request, Action::SpendDues, it.unit)?;
    standing(state, it.unit)?;
    let rule = rule(state, request)?;
    let no = |reason| Refusal::by(rule.rule, Reason::Dues(reason));
    let founded = state.units.founded(it.unit).date().map(|on| (on, FOUNDED));
    happened(it.on, request.today, founded)?;
    let minor = amount(rule, it.amount).map_err(no)?;
    if it.purpose.trim().is_empty() {
        return Err(Reason::Missing("what it was spent on").into());
    }
    short_enough(&it.purpose)?;
    let there = state.balance(it.unit, Account::Cash);
    if minor > there {
        return Err(no(DuesRefusal::NotEnough {
            unit: state.units.name(it.unit).to_owned(),
            there: money(rule, there),
            needed: it.amount,
        }));
    }
    Ok(vec![
        DuesEvent::Spent {
            unit: it.unit,
            amount: it.amount,
            purpose: DocumentId(state.documents),
            on: it.on,
        }
        .into(),
    ])
}

fn allowed<'a>(
    state: &'a State,
    request: &Request,
    unit: UnitId,
    on: jiff::civil::Date,
) -> Result<&'a DuesRule, Refusal> {
    rights::require(state, request, Action::RemitDues, unit)?;
    standing(state, unit)?;
    let rule = rule(state, request)?;
    let founded = state.units.founded(unit).date().map(|on| (on, FOUNDED));
    happened(on, request.today, founded)?;
    Ok(rule)
}

/// What is worked out, and the parts in it.
fn reckoned(
    state: &State,
    rule: &DuesRule,
    unit: UnitId,
    on: jiff::civil::Date,
) -> Result<(Event, Vec<(UnitId, i64)>), Refusal> {
    let no = |reason| Refusal::by(rule.rule, Reason::Dues(reason));
    let stack = state
        .stack(rule, unit)
        .ok_or_else(|| no(DuesRefusal::NothingGoesUp))?;
    if stack.taken <= 0 {
        let name = state.units.name(unit).to_owned();
        return Err(no(DuesRefusal::NothingTakenIn(name)));
    }
    let event = DuesEvent::Reckoned {
        unit,
        taken: money(rule, stack.taken),
        parts: going(rule, stack.parts.clone()),
        on,
    };
    Ok((event.into(), stack.parts))
}

fn going(rule: &DuesRule, parts: Vec<(UnitId, i64)>) -> Vec<GoesUp> {
    parts
        .into_iter()
        .map(|(to, minor)| GoesUp {
            to,
            amount: money(rule, minor),
        })
        .collect()
}

impl State {
    /// How what a unit took in since it last worked this out is divided up; none
    /// where nothing goes up by the rule.
    #[must_use]
    pub fn stack(&self, rule: &DuesRule, unit: UnitId) -> Option<Stack> {
        let remittance = rule.remittance.as_ref()?;
        let book = self.dues.books.find(unit);
        let (taken, heads) = book.map_or((0, 0), |book| self.dues.books.unreckoned(book));
        Some(self.divided(remittance, unit, taken.max(0), heads))
    }

    fn divided(&self, it: &Remittance, unit: UnitId, taken: i64, heads: i64) -> Stack {
        let above: Vec<UnitId> = self.units_above(unit).collect();
        // A share of its own level stays with the unit.
        let at_level = |level: LevelId| {
            std::iter::once(unit)
                .chain(above.iter().copied())
                .find(|at| self.units.level(*at) == Some(level))
        };
        let mut parts: BTreeMap<UnitId, i64> = BTreeMap::new();
        let mut give = |to: UnitId, minor: i64| {
            let part = parts.entry(to).or_insert(0);
            *part = part.saturating_add(minor);
        };
        let mut rest = taken;
        let mut flat = 0;
        if let Some((to, minor)) = it.flat.and_then(|(to, minor)| Some((at_level(to)?, minor))) {
            flat = minor.saturating_mul(heads.max(0)).min(rest);
            rest = rest.saturating_sub(flat);
            give(to, flat);
        }
        let shared = rest;
        for (to, part) in &it.shares {
            if let Some(to) = at_level(*to) {
                let minor = part.of(shared, Rounding::Down);
                rest = rest.saturating_sub(minor);
                give(to, minor);
            }
        }
        if let Some(to) = at_level(it.remainder) {
            give(to, rest);
            rest = 0;
        }
        let stays = parts.remove(&unit).unwrap_or(0).saturating_add(rest);
        let parts = above
            .iter()
            .filter_map(|above| Some((*above, *parts.get(above)?)))
            .filter(|(_, minor)| *minor > 0)
            .collect();
        Stack {
            taken,
            heads,
            flat,
            parts,
            stays,
        }
    }

    /// What a unit has worked out and not handed up yet, the oldest first.
    #[must_use]
    pub fn to_hand_up(&self, unit: UnitId) -> Vec<(UnitId, i64)> {
        let book = self.dues.books.find(unit);
        book.map_or_else(Vec::new, |book| self.dues.parts_of(book))
    }
}
