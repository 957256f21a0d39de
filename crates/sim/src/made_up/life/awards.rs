//! An award: one unit in which nothing is wrong is proposed for the last time that is
//! over, and receives it.

use charter::{Action, AwardKindId, AwardRule};
use jiff::civil::Date;
use kernel::awards::{DecideAward, ProposeAward};
use kernel::meetings::{period_of, period_start};
use kernel::{Actor, AwardId, Command, UnitId};

use super::super::calendar;
use super::super::chance::Chance;
use super::super::draft::Draft;
use super::{Foreseen, Happening, Life};

/// Days before the end on which the unit is proposed.
const PROPOSED_DAYS: u32 = 45;
/// Days until it is decided, at the most.
const DECIDING_DAYS_MAX: u32 = 20;

/// Why, in words that fit any organisation.
const GROUNDS: &str = "Its record has no gap.";

/// Foresees the first award that is given for a time.
pub(super) fn foresee(draft: &Draft<'_>, chance: &mut Chance, foreseen: &mut Foreseen) {
    let mut awards = (0..).map(AwardKindId).zip(&draft.charter.awards);
    let Some((kind, rule)) = awards.find(|(_, rule)| rule.every.is_some()) else {
        return;
    };
    let on = calendar::earlier(draft.until, PROPOSED_DAYS);
    let decided = calendar::later(on, chance.between(1, DECIDING_DAYS_MAX));
    let able: Vec<UnitId> = super::sound(draft)
        .into_iter()
        .filter(|unit| {
            let row = draft.unit(*unit);
            row.is_some_and(|row| rule.levels.contains(&row.level) && row.founded < draft.begins)
        })
        .filter(|unit| body(draft, rule, *unit).is_some())
        .collect();
    // Where people hold the posts, they do it, and not the operator.
    let held: Vec<UnitId> = able
        .iter()
        .copied()
        .filter(|unit| {
            let by = body(draft, rule, *unit);
            acts(draft, Action::ProposeAward, *unit)
                && by.is_some_and(|by| acts(draft, Action::DecideAward, by))
        })
        .collect();
    let unit = chance.pick(if held.is_empty() { &able } else { &held });
    let Some((unit, by)) = unit.and_then(|unit| Some((unit, body(draft, rule, unit)?))) else {
        return;
    };
    // The time before the one in which it is proposed.
    let period = rule.every.and_then(|every| {
        let before = period_of(every, on).saturating_sub(1);
        period_start(every, before)
    });
    if let Some(period) = period.filter(|_| on > draft.begins) {
        foreseen.push((on, Happening::Propose { unit, kind, period }));
        foreseen.push((decided, Happening::Award { by }));
    }
}

/// Whether somebody holds a post that gives the right.
fn acts(draft: &Draft<'_>, action: Action, unit: UnitId) -> bool {
    draft.actor_for(action, &[unit], None) != Actor::Operator
}

/// Who decides on an award of a unit.
fn body(draft: &Draft<'_>, rule: &AwardRule, unit: UnitId) -> Option<UnitId> {
    draft.above(unit).find(|above| {
        let row = draft.unit(*above);
        row.is_some_and(|row| rule.decides.contains(&row.level))
    })
}

impl Life<'_, '_> {
    /// A unit is proposed.
    pub(super) fn propose(&mut self, on: Date, unit: UnitId, (kind, period): (AwardKindId, Date)) {
        let actor = self.draft.actor_for(Action::ProposeAward, &[unit], None);
        let it = ProposeAward {
            kind,
            unit,
            period,
            grounds: GROUNDS.to_owned(),
            on,
        };
        self.step(on, actor, Command::from(it));
    }

    /// The body above decides.
    pub(super) fn award(&mut self, on: Date, by: UnitId) {
        let actor = self.draft.actor_for(Action::DecideAward, &[by], None);
        let it = DecideAward {
            award: AwardId(0),
            granted: true,
            reason: String::new(),
            on,
        };
        self.step(on, actor, Command::from(it));
    }
}
