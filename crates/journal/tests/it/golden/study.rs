//! The golden lines of sessions of courses.

use std::sync::Arc;

use charter::CourseId;
use journal::encoding::Decoder;
use kernel::study::StudyEvent;
use kernel::{DocumentId, Event, PersonId, SessionId, UnitId};

use super::{ON, are_written_as, say_what_they_always_said, store_with};

const CHARTER: &str = include_str!("../../golden/study-charter.md");
const LINES: &str = include_str!("../../golden/study.jsonl");

/// What the golden lines say, in their order.
pub(super) fn events() -> Vec<Event> {
    let (session, unit) = (SessionId(0), UnitId(1));
    let people = |numbers: &[u32]| numbers.iter().copied().map(PersonId).collect::<Vec<_>>();
    let corrected = |attended: &[u32], gone: &[u32], reason| StudyEvent::Corrected {
        session,
        unit,
        attended: people(attended),
        gone: people(gone),
        reason: DocumentId(reason),
        on: ON,
    };
    let called_off = |reason| StudyEvent::CalledOff {
        session: SessionId(1),
        unit,
        reason,
        on: ON,
    };
    [
        StudyEvent::Announced {
            session,
            course: CourseId(0),
            part: 1,
            unit,
            on: ON,
        },
        StudyEvent::Attended {
            session,
            unit,
            attended: people(&[3, 5]),
            on: ON,
        },
        corrected(&[5], &[3], 0),
        corrected(&[], &[], 1),
        called_off(None),
        called_off(Some(DocumentId(0))),
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
