//! A survey that follows the entries: what they touched is looked at again.
//!
//! What is to be found about a unit depends on the unit and its posts, on where
//! those who hold them belong, on whether those who owe it something still belong
//! anywhere, on the level of what it stands under, and, for holders who must come
//! from beneath, on the way up from where they belong. So a unit is looked at
//! again when it was touched, when somebody who holds a post there, owes it
//! something or waits for its decision was touched, when what it stands under has changed its level or
//! handed on a directive, and when something beneath it has come from elsewhere
//! or gone.

use std::collections::BTreeSet;

use jiff::civil::Date;
use kernel::findings::{Finding, Matter};
use kernel::{Event, State, Subject, UnitId};

use super::{Making, Row, Survey};

impl Survey {
    /// The survey of this state, which is the one surveyed after these events of
    /// the same day. They change no charter.
    pub(crate) fn after(&self, state: &State, on: Date, events: &[Event]) -> Survey {
        let mut after = self.clone();
        let touched = events.iter().flat_map(Event::touches);
        let followed = after.follow(state, on, touched);
        debug_assert!(
            followed.is_some(),
            "nothing a plan is made of changes the charter"
        );
        after
    }

    /// Comes to be the survey of this state on the same day, of which these are
    /// the things that were touched since. None where it must be made anew.
    pub(super) fn follow(
        &mut self,
        state: &State,
        on: Date,
        touched: impl Iterator<Item = Subject>,
    ) -> Option<()> {
        let mut units = BTreeSet::new();
        let mut directives = BTreeSet::new();
        for subject in touched {
            match subject {
                Subject::Charter => return None,
                Subject::Unit(unit) => {
                    units.insert(unit);
                }
                Subject::Person(person) => {
                    let held = state.tenures_of(person).map(|tenure| tenure.unit);
                    units.extend(held.chain(state.unit_of(person)));
                    // What is open at a transfer stays with the unit of before.
                    let charged = state.dues_statement(person).entries.into_iter();
                    units.extend(charged.filter(|it| it.open > 0).map(|it| it.unit));
                    // It may be owed to another unit since, which a statement does not name.
                    if state.unit_of(person).is_none() && state.owed_by(person) > 0 {
                        units.extend(self.where_some_are_behind());
                    }
                    // Whoever leaves ends what a unit above has its turn in.
                    for it in state.proceedings_about(person) {
                        units.insert(it.unit);
                        units.extend(state.units_above(it.unit));
                    }
                }
                Subject::Directive(directive) => {
                    directives.insert(directive);
                }
                // The units are touched too.
                Subject::Meeting(_) | Subject::Petition(_) => {}
            }
        }
        if !directives.is_empty() {
            let issuer = |directive| Some(state.directive(directive)?.unit);
            if directives
                .into_iter()
                .filter_map(issuer)
                .any(|unit| units.contains(&unit))
            {
                // Whatever the issuer does may matter to everybody it is addressed to.
                return None;
            }
            // What a unit hands on, the units directly beneath it have from then on.
            let beneath: Vec<UnitId> = units
                .iter()
                .flat_map(|unit| state.units_beneath(*unit))
                .collect();
            units.extend(beneath);
        }
        let moved: Vec<UnitId> = units
            .iter()
            .copied()
            .filter(|unit| self.stands_elsewhere(state, *unit))
            .collect();
        for unit in moved {
            units.extend(state.units_beneath(unit));
            units.extend(state.units_above(unit));
            units.extend(self.above(unit));
        }
        self.look_again(Making::of(state, on, self.rules), &units);
        Some(())
    }

    /// The units that somebody is behind with.
    fn where_some_are_behind(&self) -> impl Iterator<Item = UnitId> + '_ {
        let behind = |it: &Finding| matches!(it.matter, Matter::DuesBehind { .. });
        let some = self
            .findings
            .iter()
            .filter(move |(_, found)| found.iter().any(behind));
        some.map(|(unit, _)| *unit)
    }

    /// Whether a unit was founded, dissolved, moved, or has another level.
    fn stands_elsewhere(&self, state: &State, unit: UnitId) -> bool {
        let row = self.row(unit);
        let level = state.standing_level(unit);
        let parent = state.units_above(unit).next();
        level != row.level || parent.filter(|_| level.is_some()) != row.parent
    }

    fn look_again(&mut self, making: Making<'_>, units: &BTreeSet<UnitId>) {
        let count = UnitId(making.state.unit_count()).index();
        self.rows.resize(count, Row::NONE);
        // All are taken from under what they stood under before any is put under what
        // it stands under now: so at no time does anything stand under itself.
        for unit in units {
            let all = self.row(*unit).all;
            for above in self.above(*unit) {
                self.change(above, |row| row.all = row.all.without(all));
            }
            self.change(*unit, |row| row.parent = None);
        }
        for unit in units {
            let (now, found) = making.look_at(*unit);
            let own = now.own();
            self.change(*unit, |row| {
                let beneath = row.all.without(row.own());
                *row = Row {
                    all: beneath.and(own),
                    parent: None,
                    ..now
                };
            });
            if found.is_empty() {
                self.findings.remove(unit);
            } else {
                self.findings.insert(*unit, found);
            }
        }
        for unit in units {
            let row = self.row(*unit);
            let parent = making.state.units_above(*unit).next();
            let parent = parent.filter(|_| row.level.is_some());
            self.change(*unit, |row| row.parent = parent);
            for above in self.above(*unit) {
                self.change(above, |above| above.all = above.all.and(row.all));
            }
        }
    }

    fn change(&mut self, unit: UnitId, change: impl FnOnce(&mut Row)) {
        if let Some(row) = self.rows.get_mut(unit.index()) {
            change(row);
        }
    }

    /// What a unit stands under in this survey, the nearest first.
    fn above(&self, unit: UnitId) -> Vec<UnitId> {
        let parent = |unit: &UnitId| self.row(*unit).parent;
        std::iter::successors(parent(&unit), parent).collect()
    }
}

#[cfg(test)]
mod tests {
    use std::ops::Range;
    use std::sync::Arc;

    use charter::Charter;
    use kernel::decide;
    use sim::workload::Workload;

    use super::*;

    /// How often a survey that follows is another than one made from nothing, in
    /// so many requests of each seed; `forget` keeps it from hearing of something.
    fn differences(charter: &Arc<Charter>, seeds: Range<u64>, forget: fn(&Subject) -> bool) -> u32 {
        let mut differences = 0;
        for seed in seeds {
            let mut state = State::default();
            let mut workload = Workload::new(charter, seed);
            let mut kept: Option<(Date, Survey)> = None;
            let mut touched: Vec<Subject> = Vec::new();
            for request in 0..250 {
                let request_now = workload.next(&state);
                let on = request_now.today;
                let events = decide(&state, &request_now).unwrap_or_default();
                for event in &events {
                    state.apply(event);
                }
                touched.extend(
                    events
                        .iter()
                        .flat_map(Event::touches)
                        .filter(|it| !forget(it)),
                );
                // Some requests are followed one by one and some several at once.
                if request % 3 == 1 {
                    continue;
                }
                let anew = Survey::of(&state, on);
                let followed = kept.take().filter(|(day, _)| *day == on);
                let followed = followed.and_then(|(_, mut survey)| {
                    survey.follow(&state, on, touched.drain(..))?;
                    Some(survey)
                });
                touched.clear();
                if followed.is_some_and(|survey| survey != anew) {
                    differences += 1;
                }
                kept = Some((on, anew));
            }
        }
        differences
    }

    fn charters() -> Vec<Arc<Charter>> {
        let texts = [
            include_str!("../../../../charters/party-cell.md"),
            include_str!("../../../../charters/union.md"),
        ];
        texts
            .into_iter()
            .map(|text| Arc::new(charter::read(text).charter.unwrap()))
            .collect()
    }

    #[test]
    fn a_survey_that_follows_is_the_one_made_from_nothing() {
        for charter in charters() {
            assert_eq!(differences(&charter, 0..60, |_| false), 0);
        }
    }

    #[test]
    fn a_survey_that_does_not_hear_of_something_is_noticed() {
        let charter = charters().remove(0);
        let noticed = |forget: fn(&Subject) -> bool| {
            (0..20).any(|at| differences(&charter, at * 20..at * 20 + 20, forget) > 0)
        };
        assert!(noticed(|it| matches!(it, Subject::Unit(_))));
        assert!(noticed(|it| matches!(it, Subject::Person(_))));
    }
}
