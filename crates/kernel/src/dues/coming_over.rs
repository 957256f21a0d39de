//! People who come over from another unit. Each owes every stretch of time once, to
//! the unit they belong to when it is listed: a unit that has no list yet goes back as
//! far as the unit they came from, and one that is further adds them to its lists.

use std::collections::BTreeMap;

use charter::DuesRule;
use charter::money::Money;
use jiff::civil::Date;

use super::decide::money;
use super::events::{DuesEvent, Lot, PartPaid};
use crate::day::Day;
use crate::ids::{PersonId, UnitId};
use crate::meetings::{period_of, period_start};
use crate::request::Event;
use crate::state::State;

/// Somebody who comes over.
#[derive(Clone, Copy, Debug)]
pub(super) struct Coming {
    pub(super) person: PersonId,
    pub(super) from: UnitId,
    pub(super) to: UnitId,
    pub(super) on: Date,
}

/// Those who are added to one list.
#[derive(Debug)]
struct Added {
    on: Date,
    by_amount: BTreeMap<i64, Vec<PersonId>>,
}

/// What the lists of the units people come to are to say of them besides: whatever the unit
/// of before had not listed, and theirs had.
pub(super) fn added(state: &State, rule: &DuesRule, coming: &[Coming]) -> Vec<Event> {
    let mut lists: BTreeMap<(UnitId, Date), Added> = BTreeMap::new();
    for it in coming {
        let last = state.listed_periods(it.to).next();
        let next = state.next_list(rule, it.from);
        let joined = state.membership(it.person).map(|it| it.joined);
        let owes = state.owes(rule, it.person).filter(|owes| *owes > 0);
        let (Some((next, last)), Some((joined, owes))) = (next.zip(last), joined.zip(owes)) else {
            continue;
        };
        for number in period_of(rule.every, next)..=period_of(rule.every, last) {
            let after = period_start(rule.every, number.saturating_add(1));
            let Some((first, after)) = period_start(rule.every, number).zip(after) else {
                continue;
            };
            let charged = || state.charge_of(it.person, Day::from_date(first)).is_some();
            if joined >= after || charged() {
                continue;
            }
            let on = it.on.max(first);
            let list = lists.entry((it.to, first)).or_insert_with(|| Added {
                on,
                by_amount: BTreeMap::new(),
            });
            list.by_amount.entry(owes).or_default().push(it.person);
        }
    }
    lists
        .into_iter()
        .map(|((unit, period), added)| listed(rule, unit, period, added))
        .collect()
}

/// Nobody who is added has paid yet.
fn listed(rule: &DuesRule, unit: UnitId, period: Date, added: Added) -> Event {
    let nothing: Money = money(rule, 0);
    let lots: Vec<Lot> = added
        .by_amount
        .into_iter()
        .map(|(minor, people)| Lot {
            amount: money(rule, minor),
            people,
        })
        .collect();
    let people = lots.iter().flat_map(|lot| &lot.people);
    let mut open: Vec<PartPaid> = people
        .map(|person| PartPaid {
            person: *person,
            paid: nothing,
        })
        .collect();
    open.sort_unstable_by_key(|it| it.person);
    DuesEvent::Listed {
        unit,
        period,
        due: rule.due(period),
        lots,
        open,
        on: added.on,
    }
    .into()
}

/// Somebody has come over to a unit. Where that has made no list yet, its first one is for
/// the stretch of time for which the unit they came from had not listed them, if that is
/// earlier.
pub(crate) fn came_over(state: &mut State, person: PersonId, from: UnitId, to: UnitId) {
    if state.listed_periods(to).next().is_some() {
        return;
    }
    let unlisted = match state.listed_periods(from).next() {
        // Whatever begins after that.
        Some(last) => Day::from_date(last.tomorrow().unwrap_or(last)),
        None => state.lists_since(from),
    };
    let since = unlisted.max(state.owes_since(person));
    if since < state.lists_since(to) {
        state.dues.books.list_since(to, since);
    }
}

impl State {
    /// The first day of the stretch of time in which somebody joined.
    fn owes_since(&self, person: PersonId) -> Day {
        let joined = self.membership(person).map(|it| it.joined);
        let rule = self.charter().and_then(|charter| charter.dues.as_ref());
        let first = joined.zip(rule).and_then(|(joined, rule)| {
            let number = period_of(rule.every, joined);
            period_start(rule.every, number)
        });
        first.map_or(Day::NONE, Day::from_date)
    }

    /// Whether people came to a unit whom the unit they came from had not listed.
    pub(crate) fn lists_what_others_had_not(&self, unit: UnitId) -> bool {
        self.dues.books.lists_since(unit).is_some()
    }

    /// Since when a unit without a list has its lists to make.
    pub(super) fn lists_since(&self, unit: UnitId) -> Day {
        let known = self.dues.books.lists_since(unit);
        known.unwrap_or_else(|| self.units.founded(unit))
    }
}
