//! Founding, renaming, moving and dissolving a unit.

use clerk::Receipt;
use kernel::units::{DissolveUnit, FoundUnit, MoveUnit, RenameUnit, UnitEvent};
use kernel::{Command, Event, UnitId};

use super::fill::{self, UnitForm};
use crate::acting::Task;

/// `/units/{id}/found`
pub(crate) const FOUND: Task<UnitId, UnitForm> = Task {
    draws: fill::found,
    commands: |view, unit, form, trouble| {
        let (name, code) = (
            trouble.line("name", &form.name),
            trouble.line("code", &form.code),
        );
        let on = trouble.day("on", &form.on);
        let above = view.unit(unit)?.level;
        let mut under = (0..)
            .zip(&view.charter.levels)
            .filter(|(_, level)| level.under.contains(&above));
        let only = under.next().filter(|_| form.level.is_empty());
        let level = only
            .map(|(row, _)| charter::LevelId(row))
            .or_else(|| view.charter.level_named(&form.level));
        if level.is_none() {
            trouble.note("level", "Choose what it is.");
        }
        Ok(match (name, code, level, on) {
            (Some(name), Some(code), Some(level), Some(on)) => Some(Command::from(FoundUnit {
                code,
                level,
                name,
                parent: Some(unit),
                on,
            })),
            _ => None,
        })
    },
    // A unit that was founded is looked at next.
    after: |unit, receipt| {
        let founded = receipt.events.iter().find_map(|event| match event {
            Event::Unit(UnitEvent::Founded { unit, .. }) => Some(*unit),
            _ => None,
        });
        to_unit(founded.unwrap_or(unit), receipt)
    },
};

/// `/units/{id}/rename`
pub(crate) const RENAME: Task<UnitId, UnitForm> = Task {
    draws: fill::rename,
    commands: |_, unit, form, trouble| {
        let name = trouble.line("name", &form.name);
        let on = trouble.day("on", &form.on);
        Ok(name
            .zip(on)
            .map(|(name, on)| Command::from(RenameUnit { unit, name, on })))
    },
    after: to_unit,
};

/// `/units/{id}/move`
pub(crate) const RELOCATE: Task<UnitId, UnitForm> = Task {
    draws: fill::relocate,
    commands: |view, unit, form, trouble| {
        view.unit(unit)?;
        let on = trouble.day("on", &form.on);
        let parent = view.state.unit_by_code(form.to.trim());
        let parent = parent.filter(|parent| view.unit(*parent).is_ok());
        if parent.is_none() {
            trouble.note(
                "to",
                "There is no unit with this code that you may know of.",
            );
        }
        Ok(parent
            .zip(on)
            .map(|(parent, on)| Command::from(MoveUnit { unit, parent, on })))
    },
    after: to_unit,
};

/// `/units/{id}/dissolve`
pub(crate) const DISSOLVE: Task<UnitId, UnitForm> = Task {
    draws: fill::dissolve,
    commands: |_, unit, form, trouble| {
        let on = trouble.day("on", &form.on);
        Ok(on.map(|on| Command::from(DissolveUnit { unit, on })))
    },
    after: to_unit,
};

fn to_unit(unit: UnitId, _: &Receipt) -> String {
    format!("/units/{unit}")
}
