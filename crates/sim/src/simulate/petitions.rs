//! Petitions: people ask a unit near them, which answers or passes it up, and
//! what was written is erased when its time has come.

use charter::{PetitionKindId, PetitionRule};
use jiff::ToSpan;
use kernel::petitions::{
    AnswerPetition, ErasePetitions, PassOnPetition, PetitionStanding, RecordPetition,
};
use kernel::{Command, PetitionId, State, UnitId};

use super::WORDS;
use super::acts::{Cause, Ground};
use super::delays::Wait;
use super::draws::{Draws, Purpose, below};
use super::rates::Rate;
use super::rooms::RoomMonth;

/// A month of all petitions.
pub(super) fn pass(month: &RoomMonth<'_>, ground: &mut Ground<'_>, open: &mut Vec<PetitionId>) {
    for (kind, rule) in (0..).map(PetitionKindId).zip(&month.charter.petitions) {
        ask(month, ground, (kind, rule), open);
    }
    open.retain(|petition| goes_on(month, ground, *petition));
    if ground.state.petitions_to_erase(month.last).next().is_some() {
        ground.carry_out(month.last, Command::from(ErasePetitions), Cause::Life);
    }
}

/// As many ask as the rate says, each on a day of the month: their own unit, or the
/// nearest above that takes it in.
fn ask(
    month: &RoomMonth<'_>,
    ground: &mut Ground<'_>,
    (kind, rule): (PetitionKindId, &PetitionRule),
    open: &mut Vec<PetitionId>,
) {
    let draws = Draws::of(month.seed, month.number, Purpose::Asking(kind.0));
    let length = u32::from(month.last.day().unsigned_abs());
    for home in (0..ground.state.unit_count()).map(UnitId) {
        let state = &ground.state;
        let Some(rates) = month.rates_of(state, home) else {
            continue;
        };
        let share = rates.of(Rate::Asking).monthly();
        let asking: Vec<u64> = state
            .roll(home)
            .map(|person| draws.draw(person.0))
            .filter(|draw| share.takes(*draw))
            .collect();
        let unit = nearest(state, rule, home);
        for (unit, draw) in unit.into_iter().cycle().zip(asking) {
            let days = i64::from(below(draw, length));
            let on = month.first.saturating_add(days.days());
            let it = RecordPetition {
                unit,
                kind,
                text: WORDS.to_owned(),
                contact: None,
                key: None,
                on,
            };
            if ground.carry_out(on, Command::from(it), Cause::Life) {
                open.push(PetitionId(ground.state.petition_count()));
            }
        }
    }
}

/// What becomes of one of them in the month. Whether it still waits.
fn goes_on(month: &RoomMonth<'_>, ground: &mut Ground<'_>, id: PetitionId) -> bool {
    // No tree is so deep that one climbs further in a month.
    for _ in 0..u8::MAX {
        let state = &ground.state;
        let waiting = state
            .petition(id)
            .filter(|it| it.standing == PetitionStanding::Waiting);
        let Some((it, rates)) = waiting.and_then(|it| {
            let rates = month.rates_of(state, it.unit)?;
            Some((it, rates))
        }) else {
            return false;
        };
        let Some(rule) = month.charter.petition(it.kind) else {
            return false;
        };
        let of = |purpose| Draws::of(month.seed, id.0, purpose);
        let climbs = of(Purpose::Climbing).comes(it.unit.0, rates.of(Rate::Climbing));
        let above = next_above(state, rule, it.unit).filter(|_| climbs);
        let (wait, limit) = match above {
            Some(_) => (Wait::Passing, rule.pass_on_days),
            None => (Wait::Replying, Some(rule.answer_days)),
        };
        let delay = month.waits.delay(wait, limit, of(Purpose::Replying));
        let on = delay.day(it.received, it.unit.0, rates.of(Rate::Late));
        let on = on.max(month.first);
        if on > month.last {
            return true;
        }
        let command = match above {
            Some(to) => Command::from(PassOnPetition {
                petition: id,
                to,
                reason: WORDS.to_owned(),
                on,
            }),
            None => Command::from(AnswerPetition {
                petition: id,
                text: WORDS.to_owned(),
                on,
            }),
        };
        if !ground.carry_out(on, command, Cause::Life) {
            return true;
        }
        ground.figures.replied_late += u64::from(above.is_none() && on > it.due);
    }
    true
}

/// The unit above that takes such petitions in, where they may be passed up.
fn next_above(state: &State, rule: &PetitionRule, unit: UnitId) -> Option<UnitId> {
    let above = state.units_above(unit).next().filter(|_| rule.up)?;
    takes_in(state, rule, above).then_some(above)
}

/// The unit itself, or the first above it, that takes such petitions in.
fn nearest(state: &State, rule: &PetitionRule, unit: UnitId) -> Option<UnitId> {
    let mut near = std::iter::once(unit).chain(state.units_above(unit));
    near.find(|unit| takes_in(state, rule, *unit))
}

fn takes_in(state: &State, rule: &PetitionRule, unit: UnitId) -> bool {
    let level = state.standing_level(unit);
    level.is_some_and(|level| rule.levels.contains(&level))
}
