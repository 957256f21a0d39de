//! Something that somebody from outside asked: passed up while there is a unit above
//! that takes it in, twice at the most, and answered there.

use charter::{Action, AskedBy, PetitionKindId, PetitionRule};
use jiff::civil::Date;
use kernel::petitions::{AnswerPetition, Ask, PassOnPetition, RecordPetition};
use kernel::{Actor, Command, PetitionId, UnitId};

use super::super::calendar;
use super::super::chance::Chance;
use super::super::draft::Draft;
use super::{Foreseen, Happening, Life};

/// Days before the end on which it is asked.
const ASKED_DAYS: u32 = 80;
/// Days that one unit takes at the most to pass it up, and to answer it.
const PASSING_DAYS_MAX: u32 = 5;
const ANSWERING_DAYS_MAX: u32 = 14;
/// How often it is passed up at the most.
const CLIMBS_MAX: usize = 2;

/// The number of the only one, and its kind.
const PETITION: PetitionId = PetitionId(1);
const KIND: PetitionKindId = PetitionKindId(0);

/// What is asked, passed up and answered, in words that fit anywhere.
const ASKED: &str = "The lamp at the well has been dark since spring. Can somebody mend it?";
const PASSED: &str = "We have no ladder that is long enough.";
const ANSWERED: &str = "It was mended on Tuesday, and there is a second lamp now.";

/// Foresees it in a unit in which nothing is wrong on purpose.
pub(super) fn foresee(draft: &Draft<'_>, chance: &mut Chance, foreseen: &mut Foreseen) {
    let Some(rule) = draft.charter.petitions.first() else {
        return;
    };
    let able: Vec<UnitId> = super::sound(draft)
        .into_iter()
        .filter(|unit| takes_in(draft, rule, *unit))
        .collect();
    // Where people hold the posts on the way, they do it, and not the operator.
    let held: Vec<UnitId> = able
        .iter()
        .copied()
        .filter(|unit| way(draft, rule, *unit).all(|unit| has_clerk(draft, unit)))
        .collect();
    let Some(unit) = chance.pick(if held.is_empty() { &able } else { &held }) else {
        return;
    };
    let mut on = calendar::earlier(draft.until, ASKED_DAYS).max(calendar::later(draft.begins, 1));
    let mut acts = vec![(on, Happening::Ask { unit })];
    let mut last = unit;
    for to in way(draft, rule, unit).skip(1) {
        let most = u32::from(rule.pass_on_days.unwrap_or(7)).min(PASSING_DAYS_MAX);
        on = calendar::later(on, chance.between(1, most));
        acts.push((on, Happening::PassUp { unit: last, to }));
        last = to;
    }
    let most = u32::from(rule.answer_days).min(ANSWERING_DAYS_MAX);
    on = calendar::later(on, chance.between(1, most));
    acts.push((on, Happening::Reply { unit: last }));
    // Years that are too short have none.
    if on <= draft.until {
        foreseen.append(&mut acts);
    }
}

/// The unit and those above that it goes through.
fn way<'a>(
    draft: &'a Draft<'_>,
    rule: &'a PetitionRule,
    unit: UnitId,
) -> impl Iterator<Item = UnitId> + 'a {
    let above = draft
        .above(unit)
        .take_while(|above| rule.up && takes_in(draft, rule, *above));
    std::iter::once(unit).chain(above.take(CLIMBS_MAX))
}

/// Whether somebody in the unit passes on and answers.
fn has_clerk(draft: &Draft<'_>, unit: UnitId) -> bool {
    [Action::PassOnPetition, Action::AnswerPetition]
        .into_iter()
        .all(|action| draft.actor_for(action, &[unit], None) != Actor::Operator)
}

fn takes_in(draft: &Draft<'_>, rule: &PetitionRule, unit: UnitId) -> bool {
    let row = draft.unit(unit);
    row.is_some_and(|row| rule.levels.contains(&row.level))
}

impl Life<'_, '_> {
    /// Somebody asks; where only members may, it is recorded for one.
    pub(super) fn ask(&mut self, on: Date, unit: UnitId) {
        let rule = self.draft.charter.petitions.first();
        if rule.is_some_and(|rule| rule.from == AskedBy::Anyone) {
            let it = Ask {
                unit,
                kind: KIND,
                text: ASKED.to_owned(),
                contact: None,
                key: None,
            };
            self.step(on, Actor::Public, Command::from(it));
            return;
        }
        let actor = self.draft.actor_for(Action::RecordPetition, &[unit], None);
        let it = RecordPetition {
            unit,
            kind: KIND,
            text: ASKED.to_owned(),
            contact: None,
            key: None,
            on,
        };
        self.step(on, actor, Command::from(it));
    }

    /// The unit that has it passes it up.
    pub(super) fn pass_up(&mut self, on: Date, unit: UnitId, to: UnitId) {
        let actor = self.draft.actor_for(Action::PassOnPetition, &[unit], None);
        let it = PassOnPetition {
            petition: PETITION,
            to,
            reason: PASSED.to_owned(),
            on,
        };
        self.step(on, actor, Command::from(it));
    }

    /// The unit that has it answers.
    pub(super) fn reply(&mut self, on: Date, unit: UnitId) {
        let actor = self.draft.actor_for(Action::AnswerPetition, &[unit], None);
        let it = AnswerPetition {
            petition: PETITION,
            text: ANSWERED.to_owned(),
            on,
        };
        self.step(on, actor, Command::from(it));
    }
}
