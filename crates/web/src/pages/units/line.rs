//! From the record to the line of a unit: where it came from and what came of it.

use jiff::civil::Date;
use kernel::UnitId;
use kernel::units::{Descent, Unit};

use crate::pictures::lineage::{Event, Lineage, Turn};
use crate::view::View;
use crate::words::{away, day};

/// The line of a unit; none where it came from nothing and nothing came of it.
pub(crate) fn lineage(view: View<'_>, unit: &Unit<'_>) -> Option<Lineage> {
    let steps = view.state.lineage(unit.id);
    if steps.is_empty() && unit.dissolved.is_none() {
        return None;
    }
    let came = steps
        .iter()
        .any(|step| step.to == unit.id && step.how != Descent::Merged);
    let went = steps
        .iter()
        .any(|step| step.from == unit.id && step.how == Descent::Merged);
    let mut events = Vec::new();
    if !came {
        events.push((
            unit.founded,
            event(view, unit.founded, "Founded", None, Turn::Begins),
        ));
    }
    for step in steps {
        let (other, what, turn) = match (step.how, step.to == unit.id) {
            (Descent::Split, true) => (step.from, "Split off from", Turn::BeginsFrom),
            (Descent::Formed, true) => (step.from, "Formed out of", Turn::BeginsFrom),
            (Descent::Merged, true) => (step.from, "Took in", Turn::TakesIn),
            (Descent::Split | Descent::Formed, false) => (step.to, "Gave off", Turn::GivesOff),
            (Descent::Merged, false) => (step.to, "Merged into", Turn::EndsIn),
        };
        events.push((step.on, event(view, step.on, what, Some(other), turn)));
    }
    if let Some(on) = unit.dissolved.filter(|_| !went) {
        events.push((on, event(view, on, "Dissolved", None, Turn::Ends)));
    }
    // Of one day the beginning comes first and the end last.
    events.sort_by_key(|(on, event)| (*on, rank(event.turn)));
    let events = events.into_iter().map(|(_, event)| event).collect();
    Some(Lineage {
        unit: unit.name.to_owned(),
        events,
    })
}

fn rank(turn: Turn) -> u8 {
    match turn {
        Turn::Begins | Turn::BeginsFrom => 0,
        Turn::TakesIn | Turn::GivesOff | Turn::Changes => 1,
        Turn::EndsIn | Turn::Ends => 2,
    }
}

fn event(view: View<'_>, on: Date, what: &str, other: Option<UnitId>, turn: Turn) -> Event {
    Event {
        what: other.map_or_else(
            || what.to_owned(),
            |other| format!("{what} {}", view.some_unit(other)),
        ),
        href: other.and_then(|other| view.unit_href(other)),
        when: format!("{}, {}", day(on), away(view.today, on)),
        turn,
    }
}
