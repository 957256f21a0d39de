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
    // The name it had then, where the viewer may know it.
    let then = |unit: UnitId, name: &str| {
        if view.knows_unit(unit) {
            name.to_owned()
        } else {
            named(unit)
        }
    };
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
        UnitEvent::FoundingStruck { unit, .. } => {
            let text = format!("struck the founding of {}: it never was", named(*unit));
            return Told::new(text, view.unit_href(*unit));
        }
        UnitEvent::RenamingStruck { unit, name, .. } => {
            let name = then(*unit, name);
            let text = format!("struck the renaming of {name}: it is called that as before");
            return Told::new(text, view.unit_href(*unit));
        }
        UnitEvent::MoveStruck {
            unit, from, parent, ..
        } => {
            let (from, parent) = (named(*from), named(*parent));
            let text = format!(
                "struck the move of {} to {from}: it stands under {parent} as before",
                named(*unit)
            );
            return Told::new(text, view.unit_href(*unit));
        }
        UnitEvent::DissolutionStruck { unit, .. } => {
            let text = format!("struck the dissolution of {}: it stands", named(*unit));
            return Told::new(text, view.unit_href(*unit));
        }
        UnitEvent::Dissolved { unit, on } => (format!("dissolved {}", named(*unit)), unit, on),
    };
    Told::new(text, view.unit_href(*unit)).on(*on)
}

fn level_words(view: View<'_>, level: LevelId, on: Date) -> String {
    let newest = || view.state.charter()?.level(level);
    let row = view.charter_of(on).level(level).or_else(newest);
    row.map_or("unit", |row| row.title_on(on)).to_owned()
}
