//! The golden lines of visits.

use std::sync::Arc;

use journal::encoding::Decoder;
use kernel::visits::VisitEvent;
use kernel::{DocumentId, Event, UnitId, VisitId};

use super::{ON, are_written_as, say_what_they_always_said, store_with};

const CHARTER: &str = include_str!("../../golden/visits-charter.md");
const LINES: &str = include_str!("../../golden/visits.jsonl");

/// What the golden lines say, in their order.
pub(super) fn events() -> Vec<Event> {
    let (visit, unit) = (VisitId(0), UnitId(1));
    let recorded = |agreed| VisitEvent::Recorded {
        visit,
        unit,
        by: UnitId(0),
        on: ON,
        agreed,
    };
    let corrected = |agreed| VisitEvent::Corrected {
        visit,
        unit,
        on: ON,
        reason: DocumentId(1),
        agreed,
    };
    let struck = VisitEvent::Struck {
        visit,
        unit,
        reason: DocumentId(3),
    };
    [
        recorded(Some(DocumentId(0))),
        recorded(None),
        corrected(Some(DocumentId(2))),
        corrected(None),
        struck,
    ]
    .map(Event::from)
    .to_vec()
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
