//! The golden line of a bulletin about a conference.

use std::sync::Arc;

use journal::encoding::Decoder;
use kernel::bulletins::{BulletinAbout, BulletinEvent};
use kernel::{BulletinId, ConferenceId, DocumentId, Event, PersonId, UnitId};

use super::{are_written_as, say_what_they_always_said, store_with};

const CHARTER: &str = include_str!("../../golden/bulletins-charter.md");
const LINES: &str = include_str!("../../golden/accounts-of-conferences.jsonl");

fn events() -> Vec<Event> {
    vec![
        BulletinEvent::Drafted {
            bulletin: BulletinId(0),
            unit: UnitId(1),
            about: Some(BulletinAbout::Conference(ConferenceId(4))),
            by: Some(PersonId(4)),
            text: DocumentId(0),
        }
        .into(),
    ]
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
