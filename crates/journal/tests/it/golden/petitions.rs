//! The golden lines of petitions.

use std::sync::Arc;

use charter::PetitionKindId;
use jiff::civil::date;
use journal::encoding::Decoder;
use kernel::petitions::{AskerKey, PetitionEvent, TextErased};
use kernel::{DocumentId, Event, PersonId, PetitionId, UnitId};

use super::{ON, are_written_as, say_what_they_always_said, store_with};

const CHARTER: &str = include_str!("../../golden/petitions-charter.md");
const LINES: &str = include_str!("../../golden/petitions.jsonl");

fn taken_in(number: u32, from_outside: bool) -> PetitionEvent {
    PetitionEvent::TakenIn {
        petition: PetitionId(number),
        unit: UnitId(1),
        kind: PetitionKindId(0),
        text: DocumentId(0),
        contact: from_outside.then_some(DocumentId(1)),
        asker: (!from_outside).then_some(PersonId(7)),
        key: from_outside.then_some(AskerKey([0x5a; 32])),
        in_person: !from_outside,
        due: date(2018, 1, 9),
        on: ON,
    }
}

/// What the golden lines say, in their order.
pub(super) fn events() -> Vec<Event> {
    let (petition, unit) = (PetitionId(1), UnitId(1));
    let (from, to, on) = (unit, UnitId(0), ON);
    [
        taken_in(1, true),
        taken_in(2, false),
        PetitionEvent::PassedOn {
            petition,
            from,
            to,
            reason: DocumentId(2),
            due: date(2018, 1, 10),
            on,
        },
        PetitionEvent::HandedOver {
            petition,
            from,
            to,
            on,
        },
        PetitionEvent::Answered {
            petition,
            unit: to,
            text: DocumentId(3),
            on,
        },
        PetitionEvent::AnswerCorrected {
            petition,
            unit: to,
            text: DocumentId(0),
            reason: DocumentId(1),
            on,
        },
        PetitionEvent::Withdrawn { petition, unit, on },
        PetitionEvent::Erased {
            petition,
            unit,
            texts: vec![TextErased(DocumentId(0)), TextErased(DocumentId(3))],
            on,
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
