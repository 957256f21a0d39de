//! Events of every version decode to the same for ever. Golden files are
//! added, never edited.

mod accounts_of_conferences;
mod applying;
mod awards;
mod bodies;
mod bulletins;
mod conferences;
mod dues;
mod flow;
mod members;
mod petitions;
mod posts;
mod procedures;
mod study;
mod units;
mod visits;

use std::collections::BTreeMap;
use std::sync::Arc;

use charter::{GradeId, LevelId, MeetingKindId, PostId};
use jiff::civil::{Date, date};
use journal::encoding::{DecodeError, Decoder, encode};
use journal::{MemoryStore, Randomness};
use kernel::charters::CharterEvent;
use kernel::meetings::{MeetingEvent, MeetingRecord};
use kernel::members::MemberEvent;
use kernel::posts::PostEvent;
use kernel::units::{Descent, UnitEvent};
use kernel::{DocumentId, Event, MeetingId, PersonId, UnitId};

use crate::scribe::{append, request};

const CHARTER: &str = include_str!("../golden/v1-charter.md");
const LINES: &str = include_str!("../golden/v1.jsonl");

const ON: Date = date(2017, 12, 26);

fn store() -> MemoryStore {
    store_with(CHARTER)
}

/// A store that keeps a golden charter and nothing else.
fn store_with(charter: &str) -> MemoryStore {
    let store = MemoryStore::new().unwrap();
    let mut adoption = request(1, &[]);
    adoption.charters.push(charter.to_owned());
    append(&store, adoption);
    store
}

fn fingerprints() -> BTreeMap<DocumentId, [u8; 32]> {
    (0..4)
        .map(|id| (DocumentId(id), [u8::try_from(id).unwrap() + 1; 32]))
        .collect()
}

fn record(resolutions: &[u32], needed: Option<u32>) -> MeetingRecord {
    MeetingRecord {
        unit: UnitId(1),
        kind: MeetingKindId(0),
        on: ON,
        expected: 22,
        entitled: 20,
        voting: 18,
        absent: vec![PersonId(3), PersonId(5)],
        needed,
        resolutions: resolutions.iter().copied().map(DocumentId).collect(),
    }
}

/// What the golden lines say, in their order.
#[expect(
    clippy::too_many_lines,
    reason = "every event there is, one after the other"
)]
fn events() -> Vec<Event> {
    let (person, unit) = (PersonId(7), UnitId(1));
    vec![
        Event::Charter(CharterEvent::Adopted {
            charter: Arc::new(
                charter::read(CHARTER)
                    .charter
                    .expect("the charter is in order"),
            ),
            sha256: journal::sha256(CHARTER.as_bytes()),
            from: date(2017, 1, 1),
        }),
        Event::Unit(UnitEvent::Founded {
            unit: UnitId(0),
            code: "C".to_owned(),
            level: LevelId(0),
            name: "The \"great\" council\n".to_owned(),
            parent: None,
            on: ON,
        }),
        Event::Unit(UnitEvent::Founded {
            unit,
            code: "C-1".to_owned(),
            level: LevelId(1),
            name: "제2세포 № 2".to_owned(),
            parent: Some(UnitId(0)),
            on: ON,
        }),
        Event::Unit(UnitEvent::Renamed {
            unit,
            name: "Second".to_owned(),
            on: ON,
        }),
        Event::Unit(UnitEvent::Moved {
            unit,
            parent: UnitId(0),
            on: ON,
        }),
        Event::Unit(UnitEvent::LevelChanged {
            unit,
            level: LevelId(0),
            on: ON,
        }),
        Event::Unit(UnitEvent::Descended {
            from: unit,
            to: UnitId(2),
            how: Descent::Split,
            on: ON,
        }),
        Event::Unit(UnitEvent::Descended {
            from: unit,
            to: UnitId(3),
            how: Descent::Formed,
            on: ON,
        }),
        Event::Unit(UnitEvent::Descended {
            from: UnitId(3),
            to: unit,
            how: Descent::Merged,
            on: ON,
        }),
        Event::Unit(UnitEvent::Dissolved {
            unit: UnitId(3),
            on: ON,
        }),
        Event::Member(MemberEvent::Registered { person }),
        Event::Member(MemberEvent::Admitted {
            person,
            unit,
            grade: GradeId(0),
            on: ON,
        }),
        Event::Member(MemberEvent::Promoted {
            person,
            unit,
            grade: GradeId(0),
            on: ON,
        }),
        Event::Member(MemberEvent::Transferred {
            person,
            from: unit,
            to: UnitId(2),
            on: ON,
        }),
        Event::Member(MemberEvent::Left {
            person,
            unit: UnitId(2),
            on: ON,
        }),
        Event::Post(PostEvent::TakenUp {
            person,
            unit,
            post: PostId(0),
            on: ON,
        }),
        Event::Post(PostEvent::LaidDown {
            person,
            unit,
            post: PostId(0),
            on: ON,
        }),
        Event::Meeting(MeetingEvent::Called {
            meeting: MeetingId(0),
            unit,
            kind: MeetingKindId(0),
            on: ON,
        }),
        Event::Meeting(MeetingEvent::Recorded {
            meeting: MeetingId(0),
            record: record(&[0, 1], Some(11)),
        }),
        Event::Meeting(MeetingEvent::Corrected {
            meeting: MeetingId(0),
            reason: DocumentId(2),
            record: record(&[3], None),
        }),
        Event::Unit(UnitEvent::FoundingCorrected {
            unit,
            on: date(1961, 5, 1),
        }),
        Event::Member(MemberEvent::JoiningCorrected {
            person,
            unit,
            on: date(1999, 2, 3),
        }),
        Event::Meeting(MeetingEvent::CalledOff {
            meeting: MeetingId(1),
            unit,
            reason: DocumentId(3),
        }),
        Event::Member(MemberEvent::Merged {
            former: PersonId(8),
            kept: person,
            unit: UnitId(2),
            on: ON,
        }),
        Event::Member(MemberEvent::Parted {
            former: PersonId(8),
            kept: person,
            unit: UnitId(2),
            on: ON,
        }),
        Event::Member(MemberEvent::Forgotten {
            former: PersonId(8),
            kept: person,
            on: ON,
        }),
    ]
}

#[test]
fn golden_lines_say_what_they_always_said() {
    let store = store();
    say_what_they_always_said(&mut Decoder::new(&store), LINES, &events());
}

fn say_what_they_always_said(decoder: &mut Decoder<'_>, lines: &str, events: &[Event]) {
    let decoded: Vec<_> = lines
        .lines()
        .map(|line| decoder.decode(line).unwrap())
        .collect();
    assert_eq!(decoded.len(), events.len());
    for (decoded, event) in decoded.iter().zip(events) {
        assert_eq!(&decoded.event, event);
        let named: Vec<_> = decoded.documents.iter().map(|(id, _)| *id).collect();
        assert_eq!(named, event.documents());
        assert!(
            decoded
                .documents
                .iter()
                .all(|(id, hash)| fingerprints()[id] == *hash)
        );
    }
}

#[test]
fn events_are_written_as_the_golden_lines_are() {
    are_written_as(CHARTER, LINES, &events());
}

fn are_written_as(charter: &str, lines: &str, events: &[Event]) {
    let charter = charter::read(charter)
        .charter
        .expect("the charter is in order");
    let written: Vec<_> = events
        .iter()
        .map(|event| encode(event, Some(&charter), &fingerprints()).unwrap())
        .collect();
    assert_eq!(written.join("\n"), lines.trim_end());
}

#[test]
fn every_event_has_a_golden_line() {
    let rooms = [
        events(),
        flow::events(),
        members::events(),
        units::events(),
        awards::events(),
        bodies::events(),
        conferences::events(),
        study::events(),
        visits::events(),
        bulletins::events(),
        petitions::events(),
        procedures::events(),
        applying::events(),
        dues::events(),
        posts::events(),
    ]
    .concat();
    let mut seen: Vec<_> = rooms.iter().map(Event::name).collect();
    let mut known: Vec<_> = Event::names().collect();
    seen.sort_unstable();
    seen.dedup();
    known.sort_unstable();
    assert_eq!(seen, known);
}

#[test]
fn what_is_no_event_is_refused_with_the_reason() {
    let store = store();
    let read = |line: &str| {
        let mut decoder = Decoder::new(&store);
        decoder.decode(LINES.lines().next().unwrap()).unwrap();
        decoder.decode(line).unwrap_err().to_string()
    };
    let cases = [
        ("", "not of its form"),
        ("{}", "missing field `v`"),
        (
            r#"{"v":2,"event":"person-registered","person":1}"#,
            "`person-registered` of version 2",
        ),
        (
            r#"{"v":1,"event":"person-promised","person":1}"#,
            "`person-promised` of version 1",
        ),
        (
            r#"{"v":1,"event":"unit-promised","unit":1}"#,
            "`unit-promised` of version 1",
        ),
        (
            r#"{"v":1,"event":"person-registered"}"#,
            "missing field `person`",
        ),
        (
            r#"{"v":1,"event":"person-registered","person":-1}"#,
            "not of its form",
        ),
        (
            r#"{"v":1,"event":"person-registered","person":1,"name":"Ada"}"#,
            "unknown field `name`",
        ),
        (
            r#"{"v":1,"event":"member-admitted","person":1,"unit":1,"grade":"king","on":"2017-12-26"}"#,
            "no grade `king`",
        ),
        (
            r#"{"v":1,"event":"unit-dissolved","unit":1,"on":"yesterday"}"#,
            "`yesterday` is not a date",
        ),
        (
            r#"{"v":1,"event":"unit-descended","from":1,"to":2,"how":"flown","on":"2017-12-26"}"#,
            "`flown`",
        ),
        (
            r#"{"v":1,"event":"charter-adopted","charter":"00","from":"2017-12-26"}"#,
            "`00` is not a hash",
        ),
    ];
    for (line, reason) in cases {
        let said = read(line);
        assert!(said.contains(reason), "{line}: {said}");
    }
    let early = Decoder::new(&store)
        .decode(LINES.lines().nth(11).unwrap())
        .unwrap_err();
    assert!(matches!(early, DecodeError::NoCharter), "{early}");
}

#[test]
fn an_event_that_rests_on_a_text_needs_its_fingerprint() {
    let charter = charter::read(CHARTER)
        .charter
        .expect("the charter is in order");
    let meeting = Event::Meeting(MeetingEvent::Recorded {
        meeting: MeetingId(0),
        record: record(&[0], None),
    });
    assert!(encode(&meeting, Some(&charter), &BTreeMap::new()).is_err());
    let document = Randomness::new()
        .seal_document(0, b"To meet again.")
        .unwrap();
    let known = BTreeMap::from([(DocumentId(0), document.fingerprint)]);
    assert!(
        encode(&meeting, Some(&charter), &known)
            .unwrap()
            .contains(&journal::hex(&document.fingerprint))
    );
}

proptest::proptest! {
    #[test]
    fn any_name_comes_back_from_its_line(code in ".*", name in ".*") {
        let store = store();
        let charter = charter::read(CHARTER).charter.map(Arc::new);
        let founded = Event::Unit(UnitEvent::Founded {
            unit: UnitId(4),
            code,
            level: LevelId(1),
            name,
            parent: Some(UnitId(0)),
            on: ON,
        });
        let line = encode(&founded, charter.as_deref(), &BTreeMap::new()).unwrap();
        assert!(!line.contains('\n'), "an event is one line");
        assert_eq!(Decoder::under(&store, charter).decode(&line).unwrap().event, founded);
    }
}
