//! The golden lines of applications from outside.

use std::sync::Arc;

use charter::{ProcedureId, StepId};
use journal::encoding::Decoder;
use kernel::petitions::AskerKey;
use kernel::procedures::{Course, ProcedureEvent};
use kernel::{Event, PersonId, ProceedingId, UnitId};

use super::{ON, are_written_as, say_what_they_always_said, store_with};

const CHARTER: &str = include_str!("../../golden/procedures-charter.md");
const LINES: &str = include_str!("../../golden/applying.jsonl");

/// What the golden lines say, in their order.
pub(super) fn events() -> Vec<Event> {
    let (proceeding, unit, person) = (ProceedingId(4), UnitId(1), PersonId(7));
    let procedure = ProcedureId(0);
    let all = [
        ProcedureEvent::Opened {
            proceeding,
            procedure,
            unit,
            person: Some(person),
            to: None,
            course: Course::At(StepId { procedure, step: 0 }),
            key: Some(AskerKey([0x5a; 32])),
            on: ON,
        },
        ProcedureEvent::ApplicantErased {
            proceeding,
            unit,
            person,
            on: ON,
        },
    ];
    all.map(Event::from).into()
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
