//! Units: founded, renamed, moved, divided, merged, dissolved.

use charter::LevelId;
use kernel::members::Leave;
use kernel::units::{
    DissolveUnit, FormCommittee, FoundUnit, MergeUnits, MoveUnit, Part, RenameUnit, SplitUnit,
    StrikeDissolution, StrikeFounding, StrikeMove, StrikeRenaming,
};
use kernel::{Actor, Command, PersonId, UnitId};

use super::Asking;

fn levels(it: &Asking<'_>) -> impl Iterator<Item = LevelId> + use<> {
    let count = it.world().charter.levels.len();
    (0..u8::try_from(count).unwrap()).map(LevelId)
}

/// Everybody in two halves.
fn halves(it: &Asking<'_>) -> Vec<Part> {
    let everybody: Vec<PersonId> = it.world().state.roll(it.unit).collect();
    let (first, second) = everybody.split_at(everybody.len() / 2);
    let part = |code: &str, people: &[PersonId]| Part {
        code: code.to_owned(),
        name: code.to_owned(),
        people: people.to_vec(),
    };
    vec![part("left", first), part("right", second)]
}

pub(super) fn found(it: &mut Asking<'_>) {
    for level in levels(it) {
        let command = FoundUnit {
            code: "new".to_owned(),
            level,
            name: "new".to_owned(),
            parent: Some(it.unit),
            on: it.world().today,
        };
        it.ask(&[], command.into());
    }
}

fn renaming(it: &Asking<'_>) -> Command {
    RenameUnit {
        unit: it.unit,
        name: "another name".to_owned(),
        on: it.world().today,
    }
    .into()
}

pub(super) fn rename(it: &mut Asking<'_>) {
    it.ask(&[], renaming(it));
}

pub(super) fn act(it: &mut Asking<'_>) {
    it.ask(&[], Command::Act(vec![renaming(it)]));
}

/// Under any other unit that it may stand under.
pub(super) fn move_under(it: &mut Asking<'_>) {
    let parents: Vec<UnitId> = it.organisation.units().collect();
    for parent in parents {
        if it.world().state.unit(it.unit).unwrap().parent != Some(parent) {
            let (unit, on) = (it.unit, it.world().today);
            it.ask(&[], MoveUnit { unit, parent, on }.into());
        }
    }
}

pub(super) fn split(it: &mut Asking<'_>) {
    let parts = halves(it);
    for parts in [parts[1..].to_vec(), parts] {
        let (unit, on) = (it.unit, it.world().today);
        it.ask(&[], SplitUnit { unit, parts, on }.into());
    }
}

pub(super) fn form(it: &mut Asking<'_>) {
    for level in levels(it) {
        let command = FormCommittee {
            unit: it.unit,
            level,
            parts: halves(it),
            on: it.world().today,
        };
        it.ask(&[], command.into());
    }
}

/// All but one have left, so that the other unit does not outgrow its size.
pub(super) fn merge(it: &mut Asking<'_>) {
    let Some(into) = it.organisation.beside(it.unit) else {
        return;
    };
    let (from, on) = (it.unit, it.world().today);
    it.ask(&emptied(it, 1), MergeUnits { from, into, on }.into());
    it.ask(&[], MergeUnits { from, into, on }.into());
}

/// Nobody is left but whoever asks; where that is somebody, a unit that is not empty
/// is still asked for, since it is the right that is wanted and not the deed.
pub(super) fn dissolve(it: &mut Asking<'_>) {
    let command = Command::from(DissolveUnit {
        unit: it.unit,
        on: it.world().today,
    });
    it.ask(&emptied(it, 0), command);
    let empty = it.world().state.units_beneath(it.unit).next().is_none();
    if let Some(sample) = it.samples.last_mut()
        && empty
    {
        sample.can_be_done = true;
    }
    // A committee goes when the units beneath it have gone elsewhere.
    if let Some(beside) = it.organisation.beside(it.unit) {
        let (state, on) = (&it.world().state, it.world().today);
        let moved: Vec<Command> = state
            .units_beneath(it.unit)
            .map(|unit| {
                let parent = beside;
                MoveUnit { unit, parent, on }.into()
            })
            .collect();
        if !moved.is_empty() {
            let unit = it.unit;
            it.ask(&moved, DissolveUnit { unit, on }.into());
        }
    }
}

fn emptied(it: &Asking<'_>, but: usize) -> Vec<Command> {
    let on = it.world().today;
    it.others_of(it.unit)
        .skip(but)
        .map(|person| Leave { person, on }.into())
        .collect()
}

fn reason() -> String {
    "it was another".to_owned()
}

/// Of a unit that the operator founded just now beneath this one.
pub(super) fn strike_founding(it: &mut Asking<'_>) {
    for level in levels(it) {
        let mut world = it.world().clone();
        let founded = FoundUnit {
            code: "new".to_owned(),
            level,
            name: "new".to_owned(),
            parent: Some(it.unit),
            on: world.today,
        };
        if world.try_to(Actor::Operator, founded.into()).is_ok() {
            let unit = world.state.unit_by_code("new").unwrap();
            let reason = reason();
            it.ask_in(world, StrikeFounding { unit, reason }.into());
            return;
        }
    }
}

/// Of a name that the operator gave just now.
pub(super) fn strike_renaming(it: &mut Asking<'_>) {
    let (mut world, renamed) = (it.world().clone(), renaming(it));
    if world.try_to(Actor::Operator, renamed).is_ok() {
        let (unit, reason) = (it.unit, reason());
        it.ask_in(world, StrikeRenaming { unit, reason }.into());
    }
}

/// Of a move to this unit's place that the operator made just now.
pub(super) fn strike_move(it: &mut Asking<'_>) {
    let parents: Vec<UnitId> = it.organisation.units().collect();
    for parent in parents {
        let mut world = it.world().clone();
        let (unit, on) = (it.unit, world.today);
        if world.state.unit(unit).unwrap().parent == Some(parent) {
            continue;
        }
        let moved = MoveUnit { unit, parent, on };
        if world.try_to(Actor::Operator, moved.into()).is_ok() {
            let reason = reason();
            it.ask_in(world, StrikeMove { unit, reason }.into());
        }
    }
}

/// Of a unit beneath this one, or of its own, that the operator dissolved just now.
pub(super) fn strike_dissolution(it: &mut Asking<'_>) {
    for level in levels(it) {
        let mut world = it.world().clone();
        let on = world.today;
        let founded = FoundUnit {
            code: "new".to_owned(),
            level,
            name: "new".to_owned(),
            parent: Some(it.unit),
            on,
        };
        if world.try_to(Actor::Operator, founded.into()).is_ok() {
            let unit = world.state.unit_by_code("new").unwrap();
            let ended = DissolveUnit { unit, on };
            if world.try_to(Actor::Operator, ended.into()).is_ok() {
                let reason = reason();
                it.ask_in(world, StrikeDissolution { unit, reason }.into());
                return;
            }
        }
    }
}
