//! Who was charged for which stretch of time, in the second account: everybody on the
//! roll once, and nobody twice, however people and units move.

use std::collections::{BTreeMap, BTreeSet};

use charter::DuesRule;
use jiff::civil::Date;
use kernel::dues::DuesEvent;
use kernel::meetings::{period_of, period_start};
use kernel::members::MemberEvent;
use kernel::units::UnitEvent;
use kernel::{Event, PersonId, State, UnitId};

use super::Auditor;

/// What is known of charges.
#[derive(Clone, Debug, Default)]
pub(super) struct Charging {
    /// For which stretches of time each unit has made its list.
    made: BTreeMap<UnitId, BTreeSet<Date>>,
    /// For which somebody was put on one.
    charged: BTreeMap<PersonId, BTreeSet<Date>>,
    /// What begins up to this day somebody may owe or not: they were not there yet, or owed
    /// something else.
    open_until: BTreeMap<PersonId, Date>,
    all_until: Option<Date>,
    /// Who came to each unit since its last list.
    came: BTreeMap<UnitId, BTreeSet<PersonId>>,
    /// By unit, of its last list: who was on no list though on the roll, and who on two.
    missed: BTreeMap<UnitId, Vec<(PersonId, Date)>>,
    twice: BTreeMap<UnitId, Vec<(PersonId, Date)>>,
}

impl Charging {
    fn leave_open(&mut self, person: PersonId, until: Option<Date>) {
        if let Some(until) = until {
            let known = self.open_until.entry(person).or_insert(until);
            *known = until.max(*known);
        }
    }

    fn last_made(&self, unit: UnitId) -> Option<Date> {
        self.made.get(&unit)?.last().copied()
    }

    fn list(&mut self, unit: UnitId, period: Date, on_it: &[PersonId], roll: &[PersonId]) {
        let newest = self.last_made(unit).is_none_or(|last| last < period);
        self.made.entry(unit).or_default().insert(period);
        let mut twice = Vec::new();
        for person in on_it {
            if !self.charged.entry(*person).or_default().insert(period) {
                twice.push((*person, period));
            }
        }
        self.twice.insert(unit, twice);
        let mut missed = Vec::new();
        let mut look = |charging: &Charging, person: PersonId, period: Date| {
            let until = charging.open_until.get(&person).copied();
            let matters = until
                .max(charging.all_until)
                .is_none_or(|until| until < period);
            let charged = charging.charged.get(&person);
            if matters && !charged.is_some_and(|charged| charged.contains(&period)) {
                missed.push((person, period));
            }
        };
        for person in roll {
            look(self, *person, period);
        }
        // Whoever came over has by now been put on every list they were missing on.
        let came = newest.then(|| self.came.remove(&unit)).flatten();
        for person in came.into_iter().flatten().filter(|it| roll.contains(it)) {
            for earlier in self.made.get(&unit).into_iter().flatten() {
                look(self, person, *earlier);
            }
        }
        self.missed.insert(unit, missed);
    }

    fn enter_member(&mut self, event: &MemberEvent, founded: impl Fn(UnitId) -> Option<Date>) {
        match event {
            MemberEvent::Admitted { person, unit, .. } => {
                let until = founded(*unit).max(self.last_made(*unit));
                self.leave_open(*person, until);
            }
            // Whatever any unit listed before the right day was known stays as it is.
            MemberEvent::JoiningCorrected { person, .. } => {
                let last = self.made.values().filter_map(|made| made.last()).max();
                self.leave_open(*person, last.copied());
            }
            MemberEvent::Promoted { person, unit, .. }
            | MemberEvent::PromotionStruck { person, unit, .. } => {
                self.leave_open(*person, self.last_made(*unit));
            }
            MemberEvent::Transferred { person, to, .. } => {
                self.came.entry(*to).or_default().insert(*person);
            }
            MemberEvent::TransferStruck { person, back, .. } => {
                self.came.entry(*back).or_default().insert(*person);
            }
            MemberEvent::Parted { former, unit, .. } => {
                self.leave_open(*former, self.last_made(*unit));
            }
            MemberEvent::Registered { .. }
            | MemberEvent::Left { .. }
            | MemberEvent::Merged { .. }
            | MemberEvent::Forgotten { .. } => {}
        }
    }

    /// Who was on two lists.
    pub(super) fn twice(&self, unit: UnitId) -> &[(PersonId, Date)] {
        self.twice.get(&unit).map_or(&[], Vec::as_slice)
    }

    /// Who was on none though they owed something.
    pub(super) fn missed(&self, state: &State, unit: UnitId) -> Vec<(PersonId, Date)> {
        let rule = state.charter().and_then(|charter| charter.dues.as_ref());
        let missed = self.missed.get(&unit).into_iter().flatten().copied();
        let owed = |rule: &DuesRule, (person, period): (PersonId, Date)| {
            let after = period_of(rule.every, period).checked_add(1);
            let after = after.and_then(|after| period_start(rule.every, after));
            let joined = state.membership(person).map(|it| it.joined);
            joined
                .zip(after)
                .is_some_and(|(joined, after)| joined < after)
                && state.owes(rule, person).is_some_and(|owes| owes > 0)
        };
        missed
            .filter(|it| rule.is_some_and(|rule| owed(rule, *it)))
            .collect()
    }
}

impl Auditor {
    /// Enters who was charged. What was missed is known after each list, and until anything
    /// changes what its people owe.
    pub(super) fn charging_follows(&mut self, event: &Event) {
        match event {
            Event::Dues(DuesEvent::Listed {
                unit, period, lots, ..
            }) => {
                let on_it: Vec<PersonId> = lots
                    .iter()
                    .flat_map(|lot| lot.people.iter().copied())
                    .collect();
                let roll = self.rolls.get(unit).map_or(&[][..], Vec::as_slice);
                self.charging.list(*unit, *period, &on_it, roll);
                return;
            }
            Event::Dues(
                DuesEvent::BandSet { person, unit, .. }
                | DuesEvent::BandStruck { person, unit, .. },
            ) => {
                let until = self.charging.last_made(*unit);
                self.charging.leave_open(*person, until);
            }
            Event::Member(it) => {
                let founded = |unit| self.units.get(&unit).map(|it| it.founded);
                self.charging.enter_member(it, founded);
            }
            Event::Unit(UnitEvent::FoundingCorrected { unit, on }) => {
                for person in self.rolls.get(unit).into_iter().flatten() {
                    self.charging.leave_open(*person, Some(*on));
                }
            }
            Event::Charter(kernel::charters::CharterEvent::Adopted { from, .. }) => {
                let made = self.charging.made.values().filter_map(BTreeSet::last);
                let last = made.max().copied();
                self.charging.all_until = last.max(Some(*from)).max(self.charging.all_until);
            }
            _ => {}
        }
        self.charging.missed.clear();
    }
}
