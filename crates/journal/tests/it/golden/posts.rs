//! The golden lines of elections, confirmations and handing over.

use std::sync::Arc;

use charter::{PostId, Silence};
use jiff::civil::date;
use journal::encoding::Decoder;
use kernel::posts::{Election, Nominee, PostEvent};
use kernel::{DocumentId, Event, PersonId, UnitId};

use super::{ON, are_written_as, say_what_they_always_said, store_with};

const CHARTER: &str = include_str!("../../golden/posts-charter.md");
const LINES: &str = include_str!("../../golden/posts.jsonl");

fn election(elected: bool, turnout_needed: Option<u32>) -> PostEvent {
    let stood = |person: u32, votes: u32, elected: bool| Nominee {
        person: PersonId(person),
        votes,
        elected,
    };
    PostEvent::ElectionRecorded {
        election: Election {
            unit: UnitId(1),
            post: PostId(0),
            on: ON,
            entitled: 20,
            ballots: 18,
            valid: 17,
            turnout_needed,
            votes_needed: 11,
            nominees: vec![
                stood(7, if elected { 12 } else { 10 }, elected),
                stood(9, 5, false),
            ],
        },
    }
}

fn awaited(acts: bool, silence: Silence) -> PostEvent {
    PostEvent::ConfirmationAwaited {
        person: PersonId(7),
        unit: UnitId(1),
        post: PostId(0),
        by: UnitId(0),
        until: date(2018, 1, 25),
        acts,
        silence,
    }
}

/// What the golden lines say, in their order.
#[expect(clippy::too_many_lines, reason = "a list, a line or a stanza a room")]
pub(super) fn events() -> Vec<Event> {
    let (person, unit, post) = (PersonId(7), UnitId(1), PostId(0));
    [
        election(true, Some(14)),
        election(false, None),
        awaited(true, Silence::Confirms),
        awaited(false, Silence::Lapses),
        awaited(true, Silence::Waits),
        PostEvent::HolderConfirmed {
            person,
            unit,
            post,
            by: UnitId(0),
            on: ON,
        },
        PostEvent::ConfirmationRefused {
            person,
            unit,
            post,
            by: UnitId(0),
            on: ON,
        },
        PostEvent::HandedOver {
            person,
            unit,
            post,
            on: ON,
        },
        PostEvent::ElectionStruck {
            unit,
            post,
            number: 2,
            on: ON,
            reason: DocumentId(2),
            ended: vec![person],
            back: vec![PersonId(9)],
        },
        PostEvent::ConfirmationWithdrawn {
            person,
            unit,
            post,
            by: UnitId(0),
            reason: DocumentId(3),
            on: ON,
        },
        PostEvent::HandOverStruck {
            person,
            unit,
            post,
            reason: DocumentId(0),
        },
        PostEvent::Struck {
            person,
            unit,
            post,
            on: ON,
            reason: DocumentId(0),
        },
        PostEvent::LayingDownStruck {
            person,
            unit,
            post,
            on: ON,
            reason: DocumentId(0),
        },
        PostEvent::Resumed {
            person,
            unit,
            post,
            on: ON,
        },
    ]
    .map(Event::from)
    .into()
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
