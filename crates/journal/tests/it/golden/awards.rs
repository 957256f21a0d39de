//! The golden lines of awards.

use std::sync::Arc;

use charter::{AwardKindId, Measured};
use jiff::civil::date;
use journal::encoding::Decoder;
use kernel::awards::{AwardEvent, Reading};
use kernel::{AwardId, DocumentId, Event, UnitId};

use super::{ON, are_written_as, say_what_they_always_said, store_with};

const CHARTER: &str = include_str!("../../golden/awards-charter.md");
const LINES: &str = include_str!("../../golden/awards.jsonl");

fn proposed(number: u32, readings: Vec<Reading>, grounds: Option<DocumentId>) -> AwardEvent {
    AwardEvent::Proposed {
        award: AwardId(number),
        kind: AwardKindId(0),
        unit: UnitId(1),
        first: date(2016, 1, 1),
        last: date(2016, 12, 31),
        readings,
        grounds,
        on: ON,
    }
}

/// What the golden lines say, in their order.
pub(super) fn events() -> Vec<Event> {
    let (award, unit, by) = (AwardId(0), UnitId(1), UnitId(0));
    let known = Reading {
        measured: Some(Measured {
            found: 12,
            needed: 1,
        }),
    };
    let unknown = Reading { measured: None };
    let decided = |granted, reason| AwardEvent::Decided {
        award,
        unit,
        by,
        granted,
        reason,
        on: ON,
    };
    [
        proposed(0, vec![known, unknown], None),
        proposed(1, Vec::new(), Some(DocumentId(0))),
        decided(true, None),
        decided(false, Some(DocumentId(1))),
        AwardEvent::Revoked {
            award,
            unit,
            reason: DocumentId(2),
            on: ON,
        },
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
