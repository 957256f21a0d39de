//! Dues: every base unit collects them for each stretch of time, and hands up what goes up.

use charter::Action;
use jiff::civil::Date;
use kernel::dues::{CollectDues, RemitDues};
use kernel::meetings::{period_of, period_start};
use kernel::{Command, UnitId};

use super::super::calendar;
use super::super::chance::Chance;
use super::super::draft::Draft;
use super::{Foreseen, Happening, Life};

/// Foresees every list, between the first day of its stretch and the day on which it is due.
pub(super) fn foresee(draft: &Draft<'_>, chance: &mut Chance, foreseen: &mut Foreseen) {
    let Some(rule) = &draft.charter.dues else {
        return;
    };
    let within = period_of(rule.every, draft.begins);
    // The stretch in which everything begins is listed only where it begins with it.
    let whole = period_start(rule.every, within) == Some(draft.begins);
    let first = within.saturating_add(i32::from(!whole));
    for unit in &draft.base {
        let stretches = (first..)
            .map_while(|number| period_start(rule.every, number))
            .take_while(|period| *period <= draft.until);
        for period in stretches {
            let days = calendar::days_from(period, rule.due(period));
            let on = calendar::later(period, chance.between(0, days));
            if on <= draft.until {
                let unit = *unit;
                foreseen.push((on, Happening::Collect { unit, period }));
            }
        }
    }
}

impl Life<'_, '_> {
    /// A unit ticks its list off: everybody has paid.
    pub(super) fn collect(&mut self, on: Date, unit: UnitId, period: Date) {
        let charter = self.draft.charter;
        let Some(rule) = &charter.dues else {
            return;
        };
        let actor = self.draft.actor_for(Action::CollectDues, &[unit], None);
        let it = CollectDues {
            unit,
            period,
            save: Vec::new(),
            on,
        };
        self.step(on, actor, Command::from(it));
        self.listed.insert(unit, period);
        let roll = self.draft.unit(unit).map_or(&[][..], |row| &row.roll);
        let pays = roll.iter().any(|person| {
            let grade = self.draft.person(*person).map(|row| row.grade);
            grade
                .and_then(|grade| rule.ordinary(grade))
                .is_some_and(|owes| owes > 0)
        });
        if pays && rule.remittance.is_some() {
            let actor = self.draft.actor_for(Action::RemitDues, &[unit], None);
            self.step(on, actor, Command::from(RemitDues { unit, on }));
        }
    }
}
