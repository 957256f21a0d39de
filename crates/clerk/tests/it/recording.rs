//! A journal written down from events that were decided elsewhere.

use clerk::{Card, Clerk, Onlooker, Recording, RecordingError, SnapshotCheck, verify};
use journal::{OpenError, sha256};
use kernel::charters::CharterEvent;
use kernel::{Event, PersonId, State};

use crate::office::{STATUTES, admission, in_directory, leaving, reopened};

const DAY_MS: i64 = 86_400_000;

/// Everything that happened in an organisation, one list a request.
fn happened(clerk: &Clerk) -> Vec<Vec<Event>> {
    let entries = clerk.entries(1, 1000).unwrap();
    entries.into_iter().map(|entry| vec![entry.event]).collect()
}

fn card(person: u32) -> (PersonId, Card) {
    let card = Card {
        code: format!("R-{person}"),
        name: "Ada".to_owned(),
        ..Card::default()
    };
    (PersonId(person), card)
}

#[test]
fn what_is_recorded_verifies_opens_and_can_be_gone_on_with() {
    let (one, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let clerk = in_directory(one.path());
    clerk.submit(admission(10, "Ada")).unwrap();
    clerk.submit(admission(11, "Ben")).unwrap();
    clerk.submit(leaving(12, PersonId(0))).unwrap();
    let mut recording = Recording::create(other.path(), "Made up.").unwrap();
    let mut state = State::default();
    for (events, day) in happened(&clerk).into_iter().zip([3, 5, 4, 4, 9, 9, 8, 9]) {
        let adopts = matches!(
            events.as_slice(),
            [Event::Charter(CharterEvent::Adopted { .. })]
        );
        let texts = Vec::from_iter(adopts.then(|| STATUTES.to_owned()));
        events.iter().for_each(|event| state.apply(event));
        recording.record(day * DAY_MS, &events, texts).unwrap();
    }
    recording.file([card(1)]).unwrap();
    let head = recording.finish(&state).unwrap();
    assert_eq!(head.sequence, clerk.head().unwrap().sequence);

    let report = verify(other.path()).unwrap();
    assert_eq!(report.state, clerk.state_hash().unwrap());
    assert_eq!((report.journal.cards, report.journal.charters), (1, 1));
    let sequence = head.sequence;
    assert_eq!(report.snapshot, SnapshotCheck::Same { sequence });
    let names = Onlooker::open(other.path()).unwrap().directory().unwrap();
    assert_eq!(names.person("R-1"), Some(PersonId(1)));

    let reopened = reopened(other.path());
    let moments = reopened.entries(1, 1000).unwrap();
    let days: Vec<i64> = moments.iter().map(|entry| entry.at_ms / DAY_MS).collect();
    assert_eq!(days, [3, 5, 5, 5, 9, 9, 9, 9][..days.len()]);
    reopened.submit(admission(13, "Cy")).unwrap();
    drop(reopened);
    assert_eq!(
        verify(other.path()).unwrap().journal.head.sequence,
        sequence + 2
    );
}

#[test]
fn a_folder_that_holds_an_organisation_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let before = in_directory(folder.path()).state_hash().unwrap();
    let refused = Recording::create(folder.path(), "Made up.");
    assert!(matches!(
        refused,
        Err(RecordingError::Open(OpenError::Exists { .. }))
    ));
    let state = Onlooker::open(folder.path()).unwrap().state().unwrap();
    assert_eq!(sha256(&state.to_columns()), before.hash);
}
