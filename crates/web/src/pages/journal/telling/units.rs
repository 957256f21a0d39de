//! What happens to units, in sentences.

use charter::LevelId;
use jiff::civil::Date;
use kernel::UnitId;
use kernel::units::{Descent, UnitEvent};

use super::Told;
use crate::pages::findings::wording::indefinite;
use crate::view::View;
use crate::words::day;

pub(super) fn told(view: View<'_>, event: &UnitEvent) -> Told {
    let named = |unit: UnitId| view.some_unit(unit);
    let then = |unit: UnitId, name: &str| name_then(view, unit, name);
    let (text, unit, on) = match event {
        UnitEvent::Founded {
            unit,
            name,
            parent,
            on,
            ..
        } => {
            let name = then(*unit, name);
            let text = match parent {
                Some(parent) => format!("founded {name} under {}", named(*parent)),
                None => format!("founded {name}"),
            };
            (text, unit, on)
        }
        UnitEvent::Renamed { unit, name, on } => {
            let name = then(*unit, name);
            let before = on.yesterday().unwrap_or(*on);
            let before = view.told_on(before).some_unit(*unit);
            let text = if before == name {
                format!("gave a unit the name {name}")
            } else {
                format!("gave {before} the name {name}")
            };
            (text, unit, on)
        }
        UnitEvent::FoundingCorrected { unit, on } => {
            let text = format!("corrected the founding of {} to {}", named(*unit), day(*on));
            return Told::new(text, view.unit_href(*unit));
        }
        UnitEvent::Moved { unit, parent, on } => {
            let text = format!("put {} under {}", named(*unit), named(*parent));
            (text, unit, on)
        }
        UnitEvent::LevelChanged { unit, level, on } => {
            let title = indefinite(&level_words(view, *level, *on));
            (format!("{} became {title}", named(*unit)), unit, on)
        }
        UnitEvent::Descended { from, to, how, on } => {
            let (came, went) = (named(*from), named(*to));
            let text = match how {
                Descent::Split => format!("{went} was made from people of {came}"),
                Descent::Formed => format!("{went} was formed beneath {came}"),
                Descent::Merged => format!("{came} was merged into {went}"),
            };
            (text, to, on)
        }
        UnitEvent::Dissolved { unit, on } => (format!("dissolved {}", named(*unit)), unit, on),
        UnitEvent::FoundingStruck { unit, .. }
        | UnitEvent::RenamingStruck { unit, .. }
        | UnitEvent::MoveStruck { unit, .. }
        | UnitEvent::DissolutionStruck { unit, .. } => {
            return Told::new(struck(view, event), view.unit_href(*unit));
        }
    };
    Told::new(text, view.unit_href(*unit)).on(*on)
}

/// The name a unit had then, where the viewer may know it.
fn name_then(view: View<'_>, unit: UnitId, name: &str) -> String {
    if view.knows_unit(unit) {
        name.to_owned()
    } else {
        view.some_unit(unit)
    }
}

/// What was struck, and what is so again.
fn struck(view: View<'_>, event: &UnitEvent) -> String {
    let named = |unit: UnitId| view.some_unit(unit);
    match event {
        UnitEvent::FoundingStruck { unit, .. } => {
            format!("struck the founding of {}: it never was", named(*unit))
        }
        UnitEvent::RenamingStruck { unit, name, .. } => {
            let name = name_then(view, *unit, name);
            format!("struck the renaming of {name}: it is called that as before")
        }
        UnitEvent::MoveStruck {
            unit, from, parent, ..
        } => {
            let (from, parent) = (named(*from), named(*parent));
            format!(
                "struck the move of {} to {from}: it stands under {parent} as before",
                named(*unit)
            )
        }
        UnitEvent::DissolutionStruck { unit, .. } => {
            format!("struck the dissolution of {}: it stands", named(*unit))
        }
        UnitEvent::Founded { .. }
        | UnitEvent::Renamed { .. }
        | UnitEvent::FoundingCorrected { .. }
        | UnitEvent::Moved { .. }
        | UnitEvent::LevelChanged { .. }
        | UnitEvent::Descended { .. }
        | UnitEvent::Dissolved { .. } => String::new(),
    }
}

fn level_words(view: View<'_>, level: LevelId, on: Date) -> String {
    let newest = || view.state.charter()?.level(level);
    let row = view.charter_of(on).level(level).or_else(newest);
    row.map_or("unit", |row| row.title_on(on)).to_owned()
}
