//! The golden lines of conferences.

use std::sync::Arc;

use charter::{ConferenceKindId, DirectiveKindId, LevelId, PostId};
use jiff::civil::date;
use journal::encoding::Decoder;
use kernel::conferences::{
    AttendanceLine, Attendee, Capacity, ConferenceEvent, ExOfficio, ItemKind, Seats,
};
use kernel::directives::{DirectiveEvent, Origin};
use kernel::{ConferenceId, DirectiveId, DocumentId, Event, PersonId, PetitionId, UnitId};

use super::{ON, are_written_as, say_what_they_always_said, store_with};

const CHARTER: &str = include_str!("../../golden/conferences-charter.md");
const LINES: &str = include_str!("../../golden/conferences.jsonl");

fn called(
    number: u32,
    texts: [Option<DocumentId>; 2],
    seats: Vec<Seats>,
    ex_officio: Vec<ExOfficio>,
) -> ConferenceEvent {
    let [title, place] = texts;
    ConferenceEvent::Called {
        conference: ConferenceId(number),
        kind: ConferenceKindId(0),
        unit: UnitId(0),
        key_day: date(2017, 11, 30),
        first: date(2018, 2, 1),
        last: date(2018, 2, 3),
        title,
        place,
        members: 41,
        seats,
        ex_officio,
        on: ON,
    }
}

fn entered(
    item: u32,
    kind: ItemKind,
    under: Option<u32>,
    texts: [Option<DocumentId>; 3],
) -> ConferenceEvent {
    let [text, sender, addressee] = texts;
    ConferenceEvent::ItemEntered {
        conference: ConferenceId(0),
        unit: UnitId(0),
        item,
        kind,
        under,
        title: DocumentId(0),
        text,
        sender,
        addressee,
        speaker: text.map(|_| PersonId(5)),
        read: text.is_some(),
        on: ON,
    }
}

fn counted(vote: u32, item: u32, (favour, against): (u32, u32)) -> ConferenceEvent {
    ConferenceEvent::VoteRecorded {
        conference: ConferenceId(0),
        unit: UnitId(0),
        vote,
        item,
        majority: 0,
        entitled: 3,
        present: 3,
        favour,
        against,
        abstained: 0,
        quorum: (vote == 1).then_some(2),
        needed: 2,
        adopted: favour > against,
        on: ON,
    }
}

/// What a conference did.
fn proceedings() -> Vec<Event> {
    let (conference, unit, reason) = (ConferenceId(0), UnitId(0), DocumentId(2));
    let line = |who, capacity| AttendanceLine { who, capacity };
    let nothing = [None, None, None];
    [
        ConferenceEvent::AttendanceListed {
            conference,
            unit,
            rows: vec![
                line(Attendee::Person(PersonId(4)), Capacity::Platform),
                line(Attendee::Named(DocumentId(0)), Capacity::Guest),
                line(Attendee::Person(PersonId(5)), Capacity::Participant),
            ],
            on: ON,
        },
        entered(1, ItemKind::Session, None, nothing),
        entered(
            2,
            ItemKind::Paper,
            Some(1),
            [1, 2, 3].map(|text| Some(DocumentId(text))),
        ),
        entered(3, ItemKind::Workshop, None, nothing),
        entered(4, ItemKind::Point, Some(1), nothing),
        entered(5, ItemKind::Speech, Some(1), nothing),
        ConferenceEvent::ItemStruck {
            conference,
            unit,
            item: 3,
            reason,
            on: ON,
        },
        counted(1, 2, (2, 1)),
        counted(2, 4, (1, 2)),
        ConferenceEvent::VoteStruck {
            conference,
            unit,
            vote: 2,
            reason,
            on: ON,
        },
    ]
    .map(Event::from)
    .to_vec()
}

/// A directive that comes of something.
fn issued(origin: Origin) -> Event {
    DirectiveEvent::Issued {
        directive: DirectiveId(0),
        unit: UnitId(0),
        kind: DirectiveKindId(0),
        to: vec![LevelId(1)],
        areas: Vec::new(),
        text: DocumentId(0),
        origin,
        replaces: None,
        on: ON,
    }
    .into()
}

/// What the golden lines say, in their order.
#[expect(clippy::too_many_lines, reason = "a list, a line or a stanza a room")]
pub(super) fn events() -> Vec<Event> {
    let (conference, unit, reason) = (ConferenceId(0), UnitId(1), DocumentId(2));
    let seats = Seats {
        unit,
        members: 21,
        delegates: 3,
        substitutes: 2,
    };
    let by_post = ExOfficio {
        person: PersonId(9),
        unit,
        post: PostId(0),
    };
    let replaced = |person, by| ConferenceEvent::DelegateReplaced {
        conference,
        unit,
        person: PersonId(person),
        by,
        reason,
        on: ON,
    };
    [
        called(
            0,
            [Some(DocumentId(0)), Some(DocumentId(1))],
            vec![seats],
            vec![by_post],
        ),
        called(1, [None, None], Vec::new(), Vec::new()),
        ConferenceEvent::CalledOff {
            conference: ConferenceId(1),
            unit: UnitId(0),
            reason,
            on: ON,
        },
        ConferenceEvent::DelegatesElected {
            conference,
            unit,
            delegates: vec![PersonId(3), PersonId(5)],
            substitutes: vec![PersonId(7)],
            entitled: 21,
            ballots: 12,
            on: ON,
        },
        ConferenceEvent::DelegatesStruck {
            conference,
            unit,
            reason,
            on: ON,
        },
        replaced(3, Some(PersonId(7))),
        replaced(9, None),
        ConferenceEvent::DelegateCheckedIn {
            conference,
            unit: UnitId(0),
            person: PersonId(5),
            on: ON,
        },
        ConferenceEvent::CheckInStruck {
            conference,
            unit: UnitId(0),
            person: PersonId(5),
            reason,
            on: ON,
        },
    ]
    .map(Event::from)
    .into_iter()
    .chain(
        [
            Origin::Conference(ConferenceId(1)),
            Origin::Petition(PetitionId(4)),
        ]
        .map(issued),
    )
    .chain(proceedings())
    .collect()
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
