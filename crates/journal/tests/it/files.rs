//! What lies on disk: locks, formats, and what erasing leaves behind.

use std::path::Path;

use journal::{
    Accounts, Erasure, OpenError, Randomness, SnapshotError, SnapshotHead, SqliteStore, Store,
    verify_with,
};
use rusqlite::Connection;

use crate::scribe::{append, read, request, small_journal};

#[test]
fn a_second_writer_is_kept_out_and_a_reader_is_not() {
    let directory = tempfile::tempdir().unwrap();
    let store = SqliteStore::create(directory.path()).unwrap();
    small_journal(&store);
    let refused = SqliteStore::open(directory.path()).unwrap_err();
    assert!(matches!(refused, OpenError::InUse { .. }), "{refused}");
    let reader = SqliteStore::open_read_only(directory.path()).unwrap();
    assert_eq!(reader.head().unwrap(), store.head().unwrap());
    let head = reader.head().unwrap();
    assert!(reader.append(&head, &[request(9, &[("{}", &[])])]).is_err());
    drop((store, reader));
    assert_eq!(
        SqliteStore::open(directory.path()).unwrap().head().unwrap(),
        head
    );
}

#[test]
fn a_missing_or_present_organisation_is_said_so() {
    let directory = tempfile::tempdir().unwrap();
    let missing = SqliteStore::open(directory.path()).unwrap_err();
    assert!(matches!(missing, OpenError::Missing { .. }), "{missing}");
    let missing = SqliteStore::open_read_only(directory.path()).unwrap_err();
    assert!(matches!(missing, OpenError::Missing { .. }), "{missing}");
    drop(SqliteStore::create(directory.path()).unwrap());
    let exists = SqliteStore::create(directory.path()).unwrap_err();
    assert!(matches!(exists, OpenError::Exists { .. }), "{exists}");
    std::fs::remove_file(directory.path().join("keys.db")).unwrap();
    let keys = SqliteStore::open(directory.path()).unwrap_err();
    assert!(matches!(keys, OpenError::KeysMissing { .. }), "{keys}");
}

#[test]
fn keys_without_their_organisation_are_not_overwritten() {
    let directory = tempfile::tempdir().unwrap();
    small_journal(&SqliteStore::create(directory.path()).unwrap());
    std::fs::remove_file(directory.path().join("organisation.db")).unwrap();
    let exists = SqliteStore::create(directory.path()).unwrap_err();
    assert!(matches!(exists, OpenError::Exists { .. }), "{exists}");
}

#[test]
fn a_newer_or_foreign_file_is_refused_by_name() {
    for file in ["organisation.db", "keys.db"] {
        let directory = tempfile::tempdir().unwrap();
        drop(SqliteStore::create(directory.path()).unwrap());
        let database = Connection::open(directory.path().join(file)).unwrap();
        database.pragma_update(None, "user_version", 2).unwrap();
        let newer = SqliteStore::open(directory.path()).unwrap_err().to_string();
        assert!(
            newer.contains(file) && newer.contains("format 2"),
            "{newer}"
        );
        database.pragma_update(None, "application_id", 5).unwrap();
        let foreign = SqliteStore::open(directory.path()).unwrap_err().to_string();
        assert!(
            foreign.contains(file) && foreign.contains("0x5"),
            "{foreign}"
        );
    }
}

#[test]
fn rows_of_the_journal_can_be_neither_changed_nor_deleted() {
    let directory = tempfile::tempdir().unwrap();
    small_journal(&SqliteStore::create(directory.path()).unwrap());
    let database = Connection::open(directory.path().join("organisation.db")).unwrap();
    let change = database
        .execute("UPDATE journal SET actor = 'operator'", [])
        .unwrap_err();
    assert!(change.to_string().contains("never changed"), "{change}");
    let delete = database
        .execute("DELETE FROM journal WHERE sequence = 5", [])
        .unwrap_err();
    assert!(delete.to_string().contains("never shortened"), "{delete}");
}

#[test]
fn an_erased_card_can_be_read_from_no_copy_of_the_organisation() {
    let directory = tempfile::tempdir().unwrap();
    let store = SqliteStore::create(directory.path()).unwrap();
    small_journal(&store);
    let (ciphertext, key) = card_and_key(directory.path(), 1);
    assert!(
        on_disk(directory.path(), &ciphertext),
        "the search finds what is there"
    );
    assert!(
        on_disk(directory.path(), &key),
        "the search finds what is there"
    );
    let mut leaving = request(9, &[]);
    leaving.erasures.push(Erasure::Person(1));
    append(&store, leaving);
    assert!(
        !on_disk(directory.path(), &ciphertext),
        "the ciphertext is still on disk"
    );
    assert!(!on_disk(directory.path(), &key), "the key is still on disk");
}

#[test]
fn a_replaced_card_leaves_neither_text_nor_key() {
    let directory = tempfile::tempdir().unwrap();
    let store = SqliteStore::create(directory.path()).unwrap();
    small_journal(&store);
    let (ciphertext, key) = card_and_key(directory.path(), 1);
    let mut change = request(9, &[]);
    change
        .cards
        .push(Randomness::new().seal_card(1, b"Benjamin").unwrap());
    append(&store, change);
    assert!(!on_disk(directory.path(), &ciphertext));
    assert!(!on_disk(directory.path(), &key));
}

#[test]
fn keys_that_a_crash_left_over_are_dropped_at_the_next_start() {
    let directory = tempfile::tempdir().unwrap();
    small_journal(&SqliteStore::create(directory.path()).unwrap());
    let keys = Connection::open(directory.path().join("keys.db")).unwrap();
    // As after a crash behind the first step of an append.
    keys.execute("INSERT INTO keys (key) VALUES (zeroblob(32))", [])
        .unwrap();
    // As after a crash before the last step of an erasure.
    let organisation = Connection::open(directory.path().join("organisation.db")).unwrap();
    organisation
        .execute("DELETE FROM cards WHERE person = 1", [])
        .unwrap();
    let count = || keys.query_row("SELECT count(*) FROM keys", [], |row| row.get::<_, i64>(0));
    assert_eq!(count().unwrap(), 4);
    let store = SqliteStore::open(directory.path()).unwrap();
    assert_eq!(count().unwrap(), 2);
    assert_eq!(store.card(0).unwrap().unwrap(), b"Ada");
    assert_eq!(verify_with(&store, &mut read).unwrap().cards, 1);
}

#[test]
fn no_name_and_no_login_stands_in_any_file() {
    let directory = tempfile::tempdir().unwrap();
    let store = SqliteStore::create(directory.path()).unwrap();
    small_journal(&store);
    store
        .add_account("ada.lovelace", "person:0", "hash", 1)
        .unwrap();
    for plain in ["Ada", "Ben", "ada.lovelace", "resolved: to meet"] {
        assert!(!on_disk(directory.path(), plain.as_bytes()), "{plain}");
    }
    assert!(
        on_disk(directory.path(), b"unit-founded"),
        "the search finds what is there"
    );
}

const HEAD: SnapshotHead = SnapshotHead {
    format: 1,
    sequence: 5,
    hash: [2; 32],
};

#[test]
fn a_damaged_snapshot_is_named_as_such() {
    let directory = tempfile::tempdir().unwrap();
    let store = SqliteStore::create(directory.path()).unwrap();
    store
        .put_snapshot(&HEAD, &mut |sink| sink(&[7; 1000]))
        .unwrap();
    let path = directory.path().join("snapshot.bin");
    let mut bytes = std::fs::read(&path).unwrap();
    bytes[500] ^= 1;
    std::fs::write(&path, bytes).unwrap();
    let damaged = store.snapshot().unwrap().unwrap().sum().unwrap_err();
    assert!(
        matches!(damaged, SnapshotError::Damaged { .. }),
        "{damaged}"
    );
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_leaves_the_snapshot_before_and_nothing_else() {
    let directory = tempfile::tempdir().unwrap();
    let store = SqliteStore::create(directory.path()).unwrap();
    store
        .put_snapshot(&HEAD, &mut |sink| sink(&[7; 1000]))
        .unwrap();
    let whole = store.snapshot().unwrap().unwrap().sum().unwrap();
    // What is written to this device finds no room.
    let fresh = directory.path().join("snapshot.bin.new");
    std::os::unix::fs::symlink("/dev/full", &fresh).unwrap();
    let error = store
        .put_snapshot(&HEAD, &mut |sink| {
            (0..100).for_each(|_| sink(&[8; 1_000_000]))
        })
        .unwrap_err();
    let SnapshotError::Storage(error) = error else {
        panic!("{error}")
    };
    let cause = error.cause.downcast_ref::<std::io::Error>().unwrap();
    assert_eq!(cause.kind(), std::io::ErrorKind::StorageFull);
    assert_eq!(store.snapshot().unwrap().unwrap().sum().unwrap(), whole);
    assert!(!fresh.exists());
    store
        .put_snapshot(&HEAD, &mut |sink| sink(&[8; 1000]))
        .unwrap();
}

fn card_and_key(directory: &Path, person: u32) -> (Vec<u8>, Vec<u8>) {
    let organisation = Connection::open(directory.join("organisation.db")).unwrap();
    let card = organisation.query_row(
        "SELECT ciphertext, key FROM cards WHERE person = ?1",
        [person],
        |row| Ok((row.get(0)?, row.get::<_, i64>(1)?)),
    );
    let (ciphertext, key) = card.unwrap();
    let keys = Connection::open(directory.join("keys.db")).unwrap();
    let key = keys.query_row("SELECT key FROM keys WHERE id = ?1", [key], |row| {
        row.get(0)
    });
    (ciphertext, key.unwrap())
}

fn on_disk(directory: &Path, bytes: &[u8]) -> bool {
    std::fs::read_dir(directory).unwrap().any(|file| {
        let content = std::fs::read(file.unwrap().path()).unwrap();
        content.windows(bytes.len()).any(|window| window == bytes)
    })
}
