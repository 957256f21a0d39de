//! The golden lines of units that came after the first version.

use std::sync::Arc;

use journal::encoding::Decoder;
use kernel::units::UnitEvent;
use kernel::{DocumentId, Event, UnitId};

use super::{ON, are_written_as, say_what_they_always_said, store_with};

const CHARTER: &str = include_str!("../../golden/v1-charter.md");
const LINES: &str = include_str!("../../golden/units.jsonl");

/// What the golden lines say, in their order.
pub(super) fn events() -> Vec<Event> {
    let (unit, other, top) = (UnitId(1), UnitId(2), UnitId(0));
    let reason = DocumentId(0);
    [
        UnitEvent::FoundingStruck {
            unit: other,
            parent: top,
            on: ON,
            reason,
        },
        UnitEvent::RenamingStruck {
            unit,
            name: "No. 2 Room".to_owned(),
            on: ON,
            reason,
        },
        UnitEvent::MoveStruck {
            unit,
            from: other,
            parent: top,
            on: ON,
            reason,
        },
        UnitEvent::DissolutionStruck {
            unit,
            parent: top,
            on: ON,
            reason,
        },
    ]
    .map(Event::from)
    .into()
}

#[test]
fn golden_lines_say_what_they_always_said() {
    let store = store_with(CHARTER);
    let charter = charter::read(CHARTER).charter.map(Arc::new);
    let mut decoder = Decoder::under(&store, charter);
    say_what_they_always_said(&mut decoder, LINES, &events());
}

#[test]
fn events_are_written_as_the_golden_lines_are() {
    are_written_as(CHARTER, LINES, &events());
}
