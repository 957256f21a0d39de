//! The golden lines of proceedings.

use std::sync::Arc;

use charter::{OutcomeId, ProcedureId, StepId};
use jiff::civil::date;
use journal::encoding::Decoder;
use kernel::procedures::{Course, ProcedureEvent, Tally};
use kernel::{DocumentId, Event, PersonId, ProceedingId, UnitId};

use super::{ON, are_written_as, say_what_they_always_said, store_with};

const CHARTER: &str = include_str!("../../golden/procedures-charter.md");
const LINES: &str = include_str!("../../golden/procedures.jsonl");

const PROCEDURE: ProcedureId = ProcedureId(0);

fn at(step: u8) -> StepId {
    let procedure = PROCEDURE;
    StepId { procedure, step }
}

fn decided(outcome: u8, tally: Option<Tally>, course: Course) -> ProcedureEvent {
    ProcedureEvent::Decided {
        proceeding: ProceedingId(4),
        unit: UnitId(1),
        person: Some(PersonId(7)),
        outcome: OutcomeId {
            step: at(1),
            outcome,
        },
        by: UnitId(1),
        tally,
        course,
        on: ON,
    }
}

fn signing() -> [ProcedureEvent; 4] {
    let (proceeding, unit, person) = (ProceedingId(4), UnitId(1), Some(PersonId(7)));
    let opened = |person, to| ProcedureEvent::Opened {
        proceeding,
        procedure: PROCEDURE,
        unit,
        person,
        to,
        course: Course::At(at(0)),
        key: None,
        on: ON,
    };
    [
        opened(person, None),
        opened(None, Some(UnitId(3))),
        ProcedureEvent::Sponsored {
            proceeding,
            unit,
            person,
            sponsor: PersonId(2),
            course: Course::At(at(1)),
            on: ON,
        },
        ProcedureEvent::SponsorWithdrawn {
            proceeding,
            unit,
            person,
            sponsor: PersonId(2),
            course: Course::At(at(0)),
            on: ON,
        },
    ]
}

fn ending() -> [ProcedureEvent; 6] {
    let (proceeding, unit, person) = (ProceedingId(4), UnitId(1), Some(PersonId(7)));
    let tally = |needed| Tally {
        entitled: 12,
        present: 9,
        in_favour: 5,
        against: 3,
        abstaining: 1,
        needed,
    };
    let passed = |outcome, course| ProcedureEvent::DeadlinePassed {
        proceeding,
        unit,
        person,
        outcome,
        course,
        on: ON,
    };
    let outcome = OutcomeId {
        step: at(1),
        outcome: 0,
    };
    [
        decided(0, Some(tally(Some(5))), Course::Done),
        decided(1, Some(tally(None)), Course::Ended),
        ProcedureEvent::Dropped {
            proceeding,
            unit,
            person,
            on: ON,
        },
        passed(None, Course::Lapsed),
        passed(Some(outcome), Course::Dropped),
        ProcedureEvent::WaitExtended {
            proceeding,
            unit,
            person: PersonId(7),
            months: 6,
            on: ON,
        },
    ]
}

/// What the golden lines say, in their order.
pub(super) fn events() -> Vec<Event> {
    let without_votes = decided(1, None, Course::Ended);
    let struck = ProcedureEvent::DecisionStruck {
        proceeding: ProceedingId(4),
        unit: UnitId(1),
        person: Some(PersonId(7)),
        outcome: OutcomeId {
            step: at(1),
            outcome: 1,
        },
        course: Course::At(at(1)),
        since: date(2017, 12, 20),
        on: ON,
        reason: DocumentId(1),
    };
    let all = signing().into_iter().chain(ending());
    let all = all.chain([without_votes, struck]);
    all.map(Event::from).collect()
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
