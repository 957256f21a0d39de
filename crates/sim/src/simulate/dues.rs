//! Dues: every unit with members ticks its list off, whoever did not pay in time pays
//! later or not, and what goes up is handed up when the stretch of time is over.

use std::ops::ControlFlow;

use charter::{DuesRule, Remittance};
use kernel::dues::{CollectDues, PaidPart, PayDues, RemitDues};
use kernel::meetings::{period_of, period_start};
use kernel::{Command, State, UnitId, decide};

use super::acts::{Ground, Record, request};
use super::delays::Wait;
use super::draws::{Draws, Purpose};
use super::rates::Rate;
use super::rooms::{Crew, RoomMonth, each_unit};

/// Lists that a unit makes in one month at the most: whoever is behind catches up.
const ROUNDS_MAX: u32 = 4;
/// Lists of a unit on which it is looked for what is open.
const LISTS_BACK: usize = 3;

/// A month of all dues. What was taken in before goes up before more is taken in.
pub(super) fn pass(
    month: &RoomMonth<'_>,
    ground: &mut Ground<'_>,
    crew: &mut Crew<'_>,
) -> ControlFlow<()> {
    let Some(rule) = &month.charter.dues else {
        return ControlFlow::Continue(());
    };
    let turn = Turn { month, rule };
    if let Some(remittance) = rule.remittance.as_ref().filter(|_| turn.stretch_ended()) {
        each_unit(ground, crew, |state, unit, record| {
            turn.remit(state, (unit, remittance), record);
        })?;
    }
    each_unit(ground, crew, |state, unit, record| {
        turn.settle(state, unit, record);
    })?;
    for _ in 0..ROUNDS_MAX {
        let made = each_unit(ground, crew, |state, unit, record| {
            turn.collect(state, unit, record);
        })?;
        if made == 0 {
            break;
        }
    }
    ControlFlow::Continue(())
}

/// The dues in a month.
struct Turn<'a> {
    month: &'a RoomMonth<'a>,
    rule: &'a DuesRule,
}

impl Turn<'_> {
    /// Whether a stretch of time ended with the month before.
    fn stretch_ended(&self) -> bool {
        let first = self.month.first;
        let period = |day| period_of(self.rule.every, day);
        let before = first.yesterday();
        before.is_ok_and(|before| period(before) != period(first))
    }

    /// A unit hands up what goes up of all it took in.
    fn remit(&self, state: &State, (unit, up): (UnitId, &Remittance), record: &mut Record) {
        let month = self.month;
        let taken = |unit| {
            let stack = state.stack(self.rule, unit);
            stack.is_some_and(|stack| stack.taken > 0)
        };
        if !taken(unit) && state.to_hand_up(unit).is_empty() {
            return;
        }
        let ended = month.first.yesterday().ok();
        let Some((ended, rates)) = ended.zip(month.rates_of(state, unit)) else {
            return;
        };
        let draws = Draws::of(month.seed, month.number, Purpose::Remitting);
        let delay = month.waits.delay(Wait::Remitting, Some(up.due_days), draws);
        let on = delay.day(ended, unit.0, rates.of(Rate::Late));
        // Whoever is later than that does it with what comes in next.
        if on <= month.last {
            let it = RemitDues { unit, on };
            record.add(on, decide(state, &request(on, Command::from(it))));
        }
    }

    /// Some of those with something open pay it.
    fn settle(&self, state: &State, unit: UnitId, record: &mut Record) {
        let month = self.month;
        if state.balance(unit, kernel::dues::Account::Owed) == 0 {
            return;
        }
        let Some(rates) = month.rates_of(state, unit) else {
            return;
        };
        let draws = Draws::of(month.seed, month.number, Purpose::Settling);
        for period in state.listed_periods(unit).take(LISTS_BACK) {
            let list = state.dues_list(unit, period);
            for line in list.into_iter().flat_map(|list| list.lines) {
                let here = state.unit_of(line.person) == Some(unit);
                let pays = draws.comes(line.person.0, rates.of(Rate::Settling));
                let Some(amount) = state.money(line.open).filter(|_| line.open > 0) else {
                    continue;
                };
                if !here || !pays {
                    continue;
                }
                let on = month.first;
                let it = PayDues {
                    person: line.person,
                    amount,
                    period: Some(period),
                    reference: None,
                    on,
                };
                record.add(on, decide(state, &request(on, Command::from(it))));
            }
        }
    }

    /// A unit ticks its next list off, if this is the month in which it does.
    fn collect(&self, state: &State, unit: UnitId, record: &mut Record) {
        let (month, rule) = (self.month, self.rule);
        let level = state.standing_level(unit);
        let row = level.and_then(|level| month.charter.level(level));
        if !row.is_some_and(|row| row.members) {
            return;
        }
        let next = state.next_list(rule, unit);
        let Some(first) = next.filter(|first| *first <= month.last) else {
            return;
        };
        let number = period_of(rule.every, first);
        let after = period_start(rule.every, number.saturating_add(1));
        let ends = after.and_then(|after| after.yesterday().ok());
        let before = first.yesterday().ok();
        let days = before.zip(ends).zip(month.rates_of(state, unit));
        let Some(((before, ends), rates)) = days else {
            return;
        };
        let of = |purpose| Draws::of(month.seed, number.cast_unsigned(), purpose);
        let delay = month.waits.delay(
            Wait::Collecting,
            Some(rule.due_day),
            of(Purpose::Collecting),
        );
        let on = delay.day(before, unit.0, rates.of(Rate::Late));
        let on = on.max(month.first);
        if on > month.last {
            return;
        }
        let unpaid = of(Purpose::Unpaid);
        let owing = state.owing(rule, unit, first, ends);
        let save = owing
            .into_keys()
            .filter(|person| unpaid.comes(person.0, rates.of(Rate::Unpaid)))
            .map(|person| PaidPart { person, paid: None });
        let it = CollectDues {
            unit,
            period: first,
            save: save.collect(),
            on,
        };
        record.add(on, decide(state, &request(on, Command::from(it))));
    }
}
