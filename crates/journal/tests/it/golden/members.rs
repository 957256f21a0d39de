//! The golden lines of members that came after the first version.

use std::sync::Arc;

use charter::GradeId;
use jiff::civil::date;
use journal::encoding::Decoder;
use kernel::members::MemberEvent;
use kernel::{DocumentId, Event, PersonId, UnitId};

use super::{ON, are_written_as, say_what_they_always_said, store_with};

const CHARTER: &str = include_str!("../../golden/v1-charter.md");
const LINES: &str = include_str!("../../golden/members.jsonl");

/// What the golden lines say, in their order.
pub(super) fn events() -> Vec<Event> {
    let struck = |reason| {
        Event::Member(MemberEvent::PromotionStruck {
            person: PersonId(7),
            unit: UnitId(1),
            grade: GradeId(0),
            since: date(2016, 12, 26),
            on: ON,
            reason,
        })
    };
    let moved = Event::Member(MemberEvent::TransferStruck {
        person: PersonId(7),
        unit: UnitId(2),
        back: UnitId(1),
        since: date(2016, 12, 26),
        on: ON,
        reason: DocumentId(0),
    });
    vec![struck(Some(DocumentId(0))), struck(None), moved]
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
