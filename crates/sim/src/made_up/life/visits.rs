//! Visits: where the charter asks for a rhythm, one in each stretch of it.

use charter::{Action, Modality, VisitRule};
use jiff::civil::Date;
use kernel::visits::RecordVisit;
use kernel::{Command, UnitId};

use super::super::calendar;
use super::super::chance::Chance;
use super::super::draft::Draft;
use super::{Foreseen, Happening, Life};

/// What is agreed, in words that fit any organisation.
const AGREED: &str = "The next visit comes before the days grow short.";

/// Foresees every visit that a rule asks for.
pub(super) fn foresee(draft: &Draft<'_>, chance: &mut Chance, foreseen: &mut Foreseen) {
    let binds = |rule: &&VisitRule| {
        let row = draft.charter.rule(rule.rule);
        row.is_some_and(|row| row.modality != Modality::May)
    };
    for rule in draft.charter.visits.iter().filter(binds) {
        let Some(every) = rule.every else {
            continue;
        };
        let level = |unit: UnitId| draft.unit(unit).map(|row| row.level);
        let visited = draft.unit_ids().filter(|unit| {
            let from = |above: UnitId| level(above).is_some_and(|it| rule.by.contains(&it));
            level(*unit) == Some(rule.level) && draft.above(*unit).any(from)
        });
        for unit in visited {
            for on in calendar::meeting_days(every, draft.begins, draft.until, chance) {
                foreseen.push((on, Happening::Visit { unit }));
            }
        }
    }
}

impl Life<'_, '_> {
    /// Somebody came, and something was agreed.
    pub(super) fn visit(&mut self, on: Date, unit: UnitId) {
        let actor = self.draft.actor_for(Action::RecordVisit, &[unit], None);
        let it = RecordVisit {
            unit,
            by: None,
            on,
            agreed: AGREED.to_owned(),
        };
        self.step(on, actor, Command::from(it));
    }
}
