//! The golden lines of bulletins.

use std::sync::Arc;

use journal::encoding::Decoder;
use kernel::bulletins::{BulletinAbout, BulletinEvent};
use kernel::petitions::TextErased;
use kernel::{AwardId, BulletinId, DocumentId, Event, MeetingId, PersonId, UnitId};

use super::{ON, are_written_as, say_what_they_always_said, store_with};

const CHARTER: &str = include_str!("../../golden/bulletins-charter.md");
const LINES: &str = include_str!("../../golden/bulletins.jsonl");

/// What the golden lines say, in their order.
pub(super) fn events() -> Vec<Event> {
    let (bulletin, unit) = (BulletinId(0), UnitId(1));
    let drafted = |about, by| BulletinEvent::Drafted {
        bulletin,
        unit,
        about,
        by,
        text: DocumentId(0),
    };
    let revised = |reason| BulletinEvent::Revised {
        bulletin,
        unit,
        by: Some(PersonId(4)),
        text: DocumentId(1),
        reason,
    };
    let reviewed = |by| BulletinEvent::Reviewed { bulletin, unit, by };
    [
        drafted(
            Some(BulletinAbout::Meeting(MeetingId(3))),
            Some(PersonId(4)),
        ),
        drafted(Some(BulletinAbout::Award(AwardId(2))), None),
        drafted(None, None),
        revised(None),
        revised(Some(DocumentId(2))),
        reviewed(Some(PersonId(5))),
        reviewed(None),
        BulletinEvent::SentBack {
            bulletin,
            unit,
            reason: DocumentId(3),
        },
        BulletinEvent::Published {
            bulletin,
            unit,
            on: ON,
        },
        BulletinEvent::Withdrawn {
            bulletin,
            unit,
            on: ON,
            reason: DocumentId(3),
        },
        BulletinEvent::PictureAdded {
            bulletin,
            unit,
            picture: DocumentId(3),
        },
        BulletinEvent::PictureErased {
            bulletin,
            unit,
            picture: TextErased(DocumentId(2)),
            on: ON,
            reason: DocumentId(3),
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
