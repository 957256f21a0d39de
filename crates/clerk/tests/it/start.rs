//! A start comes to the same state on every way there is.

use clerk::{Clerk, Options, SnapshotCheck, SnapshotStanding, StartError, verify};
use journal::OpenError;
use kernel::PersonId;

use crate::office::{
    FOUNDED, STATUTES, admission, assembly, in_directory, in_memory, leaving, options, reopened,
};

/// Twenty readers, five of whom leave, and an assembly.
fn live(clerk: &Clerk) {
    for key in 100..120 {
        clerk
            .submit(admission(key, &format!("Reader {key}")))
            .unwrap();
    }
    for person in 0..5 {
        clerk
            .submit(leaving(200 + u64::from(person), PersonId(person)))
            .unwrap();
    }
    clerk.submit(assembly(300, &["To read on."])).unwrap();
}

#[test]
fn snapshot_replay_and_the_running_desk_come_to_one_hash() {
    let directory = tempfile::tempdir().unwrap();
    let clerk = in_directory(directory.path());
    live(&clerk);
    let running = clerk.state_hash().unwrap();
    assert_eq!(
        verify(directory.path()).unwrap().state,
        running,
        "beside a running desk"
    );
    drop(clerk);
    let report = verify(directory.path()).unwrap();
    assert_eq!(report.state, running);
    assert_eq!(
        report.snapshot,
        SnapshotCheck::Same {
            sequence: running.sequence
        }
    );
    assert_eq!((report.journal.cards, report.journal.documents), (15, 1));
    let clerk = reopened(directory.path());
    let used = SnapshotStanding::Used {
        sequence: running.sequence,
    };
    assert_eq!(
        (&clerk.started().snapshot, clerk.started().replayed),
        (&used, 0)
    );
    assert_eq!(clerk.state_hash().unwrap(), running);
    drop(clerk);
    std::fs::remove_file(directory.path().join("snapshot.bin")).unwrap();
    let clerk = reopened(directory.path());
    assert_eq!(clerk.started().snapshot, SnapshotStanding::None);
    assert_eq!(clerk.started().replayed, running.sequence);
    assert_eq!(clerk.state_hash().unwrap(), running);
}

#[test]
fn a_start_goes_on_behind_the_snapshot() {
    let directory = tempfile::tempdir().unwrap();
    let often = || Options {
        snapshot_entries: 10,
        ..options().0
    };
    drop(in_directory(directory.path()));
    let clerk = Clerk::open(directory.path(), often()).unwrap();
    live(&clerk);
    let running = clerk.state_hash().unwrap();
    // As after a crash: a copy of the directory in the middle of it.
    let copy = tempfile::tempdir().unwrap();
    for file in std::fs::read_dir(directory.path()).unwrap() {
        let file = file.unwrap();
        std::fs::copy(file.path(), copy.path().join(file.file_name())).unwrap();
    }
    let clerk = reopened(copy.path());
    let SnapshotStanding::Used { sequence } = clerk.started().snapshot else {
        panic!("{:?}", clerk.started());
    };
    assert!(sequence > 10 && sequence < running.sequence, "{sequence}");
    assert_eq!(sequence + clerk.started().replayed, running.sequence);
    assert_eq!(clerk.state_hash().unwrap(), running);
}

#[test]
fn a_damaged_snapshot_is_named_and_rebuilt() {
    let directory = tempfile::tempdir().unwrap();
    let clerk = in_directory(directory.path());
    live(&clerk);
    let running = clerk.state_hash().unwrap();
    drop(clerk);
    let path = directory.path().join("snapshot.bin");
    let whole = std::fs::read(&path).unwrap();
    let mut damaged = whole.clone();
    *damaged.last_mut().unwrap() ^= 1;
    std::fs::write(&path, &damaged).unwrap();
    let report = verify(directory.path()).unwrap();
    assert!(
        matches!(report.snapshot, SnapshotCheck::Damaged { .. }),
        "{report:?}"
    );
    let clerk = reopened(directory.path());
    let SnapshotStanding::Rebuilt { why } = &clerk.started().snapshot else {
        panic!("{:?}", clerk.started());
    };
    assert!(why.contains("not those that were written"), "{why}");
    assert_eq!(clerk.state_hash().unwrap(), running);
    drop(clerk);
    assert_eq!(
        std::fs::read(&path).unwrap(),
        whole,
        "a whole one is in its place"
    );
}

#[test]
fn a_snapshot_of_another_journal_is_not_used() {
    let (one, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    for directory in [&one, &other] {
        live(&in_directory(directory.path()));
    }
    let clerk = reopened(other.path());
    clerk.submit(admission(400, "One more")).unwrap();
    let hash = clerk.state_hash().unwrap();
    drop(clerk);
    std::fs::copy(
        one.path().join("snapshot.bin"),
        other.path().join("snapshot.bin"),
    )
    .unwrap();
    let clerk = reopened(other.path());
    assert!(matches!(
        clerk.started().snapshot,
        SnapshotStanding::Rebuilt { .. }
    ));
    assert_eq!(clerk.state_hash().unwrap(), hash);
}

#[test]
fn a_changed_entry_keeps_the_desk_closed() {
    let directory = tempfile::tempdir().unwrap();
    live(&in_directory(directory.path()));
    std::fs::remove_file(directory.path().join("snapshot.bin")).unwrap();
    let database = directory.path().join("organisation.db");
    let mut bytes = std::fs::read(&database).unwrap();
    let place = bytes
        .windows(26)
        .position(|window| window == b"\"event\":\"person-registered\"".split_at(26).0);
    let place = place.expect("an entry is found in the file");
    bytes[place + 10] ^= 1;
    std::fs::write(&database, bytes).unwrap();
    let closed = Clerk::open(directory.path(), options().0).unwrap_err();
    let StartError::Chain { sequence } = closed else {
        panic!("{closed}")
    };
    let broken = verify(directory.path()).unwrap_err().to_string();
    assert!(
        broken.starts_with(&format!("entry {sequence}: ")),
        "{broken}"
    );
}

#[test]
fn a_directory_in_use_and_one_already_made_are_said_so() {
    let directory = tempfile::tempdir().unwrap();
    let clerk = in_directory(directory.path());
    let in_use = Clerk::open(directory.path(), options().0).unwrap_err();
    assert!(
        matches!(in_use, StartError::Open(OpenError::InUse { .. })),
        "{in_use}"
    );
    drop(clerk);
    let exists = Clerk::create(directory.path(), STATUTES, FOUNDED, options().0).unwrap_err();
    assert!(
        matches!(exists, StartError::Open(OpenError::Exists { .. })),
        "{exists}"
    );
}

#[test]
fn a_making_that_was_cut_off_before_the_founding_is_made_anew() {
    let directory = tempfile::tempdir().unwrap();
    drop(journal::SqliteStore::create(directory.path()).unwrap());
    drop(in_directory(directory.path()));
}

#[test]
fn memory_and_files_come_to_the_same_state() {
    let directory = tempfile::tempdir().unwrap();
    let (files, memory) = (in_directory(directory.path()), in_memory());
    live(&files);
    live(&memory);
    assert_eq!(files.state_hash().unwrap(), memory.state_hash().unwrap());
}

#[test]
fn a_charter_with_problems_founds_nothing() {
    let directory = tempfile::tempdir().unwrap();
    let broken = Clerk::create(directory.path(), "# No rules", FOUNDED, options().0).unwrap_err();
    assert!(
        matches!(&broken, StartError::Problems(problems) if !problems.is_empty()),
        "{broken}"
    );
    assert!(!directory.path().join("organisation.db").exists());
}
