//! The golden lines of affiliated bodies.

use std::sync::Arc;

use charter::{BodyKindId, PostId};
use jiff::civil::date;
use journal::encoding::Decoder;
use kernel::bodies::BodyEvent;
use kernel::{BodyId, DocumentId, Event, UnitId};

use super::{ON, are_written_as, say_what_they_always_said, store_with};

const CHARTER: &str = include_str!("../../golden/bodies-charter.md");
const LINES: &str = include_str!("../../golden/bodies.jsonl");

/// What the golden lines say, in their order.
pub(super) fn events() -> Vec<Event> {
    let (body, unit) = (BodyId(0), UnitId(1));
    let since = Some(date(2016, 1, 1));
    let entered = |number, since, liaison| BodyEvent::Entered {
        body: BodyId(number),
        kind: BodyKindId(0),
        unit,
        name: "Choir \"Weed\"".to_owned(),
        since,
        liaison,
        on: ON,
    };
    [
        entered(0, since, Some(PostId(0))),
        entered(1, None, None),
        BodyEvent::Corrected {
            body,
            unit,
            name: "Choir".to_owned(),
            since,
            until: Some(date(2017, 1, 1)),
            liaison: None,
            reason: DocumentId(0),
            on: ON,
        },
        BodyEvent::Ended {
            body,
            unit,
            reason: None,
            on: ON,
        },
        BodyEvent::Ended {
            body,
            unit,
            reason: Some(DocumentId(1)),
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
