//! Looking in without the lock: now, and as of a day.

use std::path::Path;

use clerk::{Clerk, Onlooker, Options, StartError};
use jiff::civil::{Date, date};
use journal::{OpenError, sha256};
use kernel::members::MemberCommand;
use kernel::{Command, PersonId, State, members::Leave};

use crate::office::{
    FOUNDED, STATUTES, admission, found_units, in_directory, leaving, operator, options,
};

fn hash(state: &State) -> [u8; 32] {
    sha256(&state.to_columns())
}

#[test]
fn an_onlooker_sees_what_is_durable_while_the_desk_works() {
    let directory = tempfile::tempdir().unwrap();
    let clerk = in_directory(directory.path());
    clerk.submit(admission(10, "Ada")).unwrap();
    let before = Onlooker::open(directory.path()).unwrap();
    let then = clerk.state_hash().unwrap();
    clerk.submit(admission(11, "Ben")).unwrap();
    clerk.submit(leaving(12, PersonId(0))).unwrap();
    let after = Onlooker::open(directory.path()).unwrap();
    let now = clerk.state_hash().unwrap();
    assert_eq!(hash(&after.state().unwrap()), now.hash);
    let names = after.directory().unwrap();
    assert_eq!(
        (names.person("R-11"), names.person("R-10")),
        (Some(PersonId(1)), None)
    );
    // Who looked in earlier goes on seeing one moment, names included.
    assert_eq!(hash(&before.state().unwrap()), then.hash);
    let names = before.directory().unwrap();
    assert_eq!(
        (names.person("R-10"), names.person("R-11")),
        (Some(PersonId(0)), None)
    );
}

#[test]
fn no_card_is_missing_however_busy_the_desk_is() {
    let directory = tempfile::tempdir().unwrap();
    let clerk = in_directory(directory.path());
    let writing = std::thread::spawn(move || {
        for person in 0..80 {
            clerk
                .submit(admission(100 + u64::from(person), "Reader"))
                .unwrap();
            // Whoever leaves takes their key along, perhaps in the middle of a look.
            let left = leaving(500 + u64::from(person), PersonId(person));
            if person % 2 == 0 {
                clerk.submit(left).unwrap();
            }
        }
    });
    let mut looks = 0;
    while !writing.is_finished() || looks == 0 {
        let onlooker = Onlooker::open(directory.path()).unwrap();
        let members = onlooker.state().unwrap().member_count();
        let named = onlooker.directory().unwrap().iter().count();
        assert_eq!(named, members as usize);
        looks += 1;
    }
    writing.join().unwrap();
    assert!(looks > 3, "only {looks} looks");
}

/// An organisation founded on 2020-02-01 whose readers come one a day from
/// 2020-03-01 on, and of whom the first leaves on the tenth.
fn grown(directory: &Path, snapshot_entries: u64) -> Clerk {
    let (given, hand, _) = options();
    hand.set(date(2020, 2, 1));
    let given = Options {
        snapshot_entries,
        ..given
    };
    let clerk = Clerk::create(directory, STATUTES, FOUNDED, given).unwrap();
    found_units(&clerk);
    for day in 1..=9 {
        let on = date(2020, 3, day);
        hand.set(on);
        let mut submission = admission(100 + u64::try_from(day).unwrap(), "Reader");
        if let Command::Member(MemberCommand::Admit(admit)) = &mut submission.command {
            admit.on = on;
        }
        clerk.submit(submission).unwrap();
    }
    let on = date(2020, 3, 10);
    hand.set(on);
    let person = PersonId(0);
    let leave = Command::from(Leave { person, on });
    clerk.submit(operator(200, leave)).unwrap();
    clerk
}

#[test]
fn the_state_as_of_a_day_has_what_was_recorded_by_its_end() {
    let directory = tempfile::tempdir().unwrap();
    // With a snapshot behind every few entries, and after the end with one of all.
    let clerk = grown(directory.path(), 5);
    let members = |day| {
        let onlooker = Onlooker::open(directory.path()).unwrap();
        onlooker.state_as_of(day).unwrap().member_count()
    };
    let look = || {
        for day in 1..=9 {
            assert_eq!(members(date(2020, 3, day)), u32::try_from(day).unwrap());
        }
        assert_eq!(members(date(2020, 2, 29)), 0);
        assert_eq!(members(date(2020, 3, 10)), 8, "somebody left");
        assert_eq!(members(Date::MAX), 8);
    };
    look();
    drop(clerk);
    look();
    std::fs::remove_file(directory.path().join("snapshot.bin")).unwrap();
    look();
    std::fs::write(directory.path().join("snapshot.bin"), "half").unwrap();
    look();
}

#[test]
fn before_the_first_entry_there_is_nothing_and_after_the_last_there_is_everything() {
    let directory = tempfile::tempdir().unwrap();
    let running = grown(directory.path(), 100).state_hash().unwrap();
    let onlooker = Onlooker::open(directory.path()).unwrap();
    assert_eq!(onlooker.began().unwrap(), Some(date(2020, 2, 1)));
    let before = onlooker.state_as_of(date(2020, 1, 31)).unwrap();
    // In force since January, though nobody had recorded it yet.
    assert!(before.charter().is_none() && before.charter_on(FOUNDED).is_none());
    let first = onlooker.state_as_of(date(2020, 2, 1)).unwrap();
    assert!(first.charter_on(FOUNDED).is_some());
    let last = onlooker.state_as_of(date(2020, 3, 10)).unwrap();
    assert_eq!(hash(&last), running.hash);
}

#[test]
fn nobody_looks_into_a_directory_without_an_organisation() {
    let directory = tempfile::tempdir().unwrap();
    let error = Onlooker::open(directory.path()).unwrap_err();
    assert!(
        matches!(error, StartError::Open(OpenError::Missing { .. })),
        "{error}"
    );
}
