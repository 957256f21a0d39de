//! Every single flipped bit is found, and found in the right place.

use journal::{Fault, SqliteStore, Store, verify_with};
use kernel::{Subject, UnitId};
use rusqlite::{Connection, types::Value};

use crate::scribe::{read, small_journal};

/// A small journal with its guards taken off, and a connection to do harm with.
fn unguarded() -> (tempfile::TempDir, SqliteStore, Connection) {
    let directory = tempfile::tempdir().unwrap();
    small_journal(&SqliteStore::create(directory.path()).unwrap());
    let harm = Connection::open(directory.path().join("organisation.db")).unwrap();
    harm.execute_batch(
        "DROP TRIGGER journal_is_never_changed; DROP TRIGGER journal_is_never_shortened; \
         PRAGMA synchronous = OFF;",
    )
    .unwrap();
    let store = SqliteStore::open_read_only(directory.path()).unwrap();
    (directory, store, harm)
}

/// The value with one bit flipped, for every bit it has.
fn flips(value: &Value) -> Vec<Value> {
    let bytes = |bytes: &[u8]| -> Vec<Vec<u8>> {
        let flip = |bit: usize| {
            let mut bytes = bytes.to_vec();
            bytes[bit / 8] ^= 1 << (bit % 8);
            bytes
        };
        (0..bytes.len() * 8).map(flip).collect()
    };
    match value {
        Value::Integer(number) => (0..64)
            .map(|bit| Value::Integer(number ^ (1 << bit)))
            .collect(),
        Value::Text(text) => bytes(text.as_bytes())
            .into_iter()
            .map(Value::Blob)
            .collect(),
        Value::Blob(blob) => bytes(blob).into_iter().map(Value::Blob).collect(),
        other => panic!("no such column: {other:?}"),
    }
}

#[test]
fn every_flipped_bit_of_the_journal_is_found_in_its_entry() {
    let (_directory, store, harm) = unguarded();
    let mut flipped = 0;
    for column in [
        "sequence", "request", "at", "actor", "event", "previous", "hash",
    ] {
        for sequence in 1..=5 {
            let select = format!("SELECT {column} FROM journal WHERE sequence = ?1");
            let value: Value = harm
                .query_row(&select, [sequence], |row| row.get(0))
                .unwrap();
            let cast = if matches!(value, Value::Text(_)) {
                "CAST(?1 AS TEXT)"
            } else {
                "?1"
            };
            let update =
                format!("UPDATE OR IGNORE journal SET {column} = {cast} WHERE sequence = ?2");
            for flip in flips(&value) {
                let place = match flip {
                    Value::Integer(moved) if column == "sequence" => moved,
                    _ => sequence,
                };
                // A sequence flipped onto another's is refused by the table itself.
                if harm.execute(&update, (&flip, sequence)).unwrap() == 0 {
                    continue;
                }
                let broken =
                    verify_with(&store, &mut read).expect_err("a flipped bit went unnoticed");
                assert_eq!(
                    broken.sequence,
                    Some(sequence.unsigned_abs()),
                    "{column} {flip:?}: {broken}"
                );
                flipped += 1;
                harm.execute(&update, (&value, place)).unwrap();
            }
        }
    }
    assert!(flipped > 7_000, "only {flipped} bits were flipped");
    verify_with(&store, &mut read).expect("everything was put back");
}

#[test]
fn every_flipped_bit_of_the_other_tables_is_found() {
    let (_directory, store, harm) = unguarded();
    let columns = [
        ("touched", "kind", "id"),
        ("touched", "id", "kind"),
        ("touched", "sequence", "kind"),
        ("requests", "first_sequence", "key"),
        ("requests", "last_sequence", "key"),
        ("cards", "ciphertext", "person"),
        ("documents", "ciphertext", "id"),
        ("documents", "id", "key"),
        ("charters", "text", "sha256"),
        ("charters", "sha256", "text"),
    ];
    for (table, column, key) in columns {
        let select = format!("SELECT {column}, {key} FROM {table} LIMIT 1");
        let row = harm.query_row(&select, [], |row| Ok((row.get(0)?, row.get(1)?)));
        let (value, key_value): (Value, Value) = row.unwrap();
        let cast = if matches!(value, Value::Text(_)) {
            "CAST(?1 AS TEXT)"
        } else {
            "?1"
        };
        for flip in flips(&value) {
            let update = format!(
                "UPDATE OR IGNORE {table} SET {column} = {cast} WHERE {column} = ?2 AND {key} = ?3"
            );
            if harm.execute(&update, (&flip, &value, &key_value)).unwrap() == 0 {
                continue;
            }
            assert!(
                verify_with(&store, &mut read).is_err(),
                "{table}.{column} {flip:?}"
            );
            let back = format!(
                "UPDATE {table} SET {column} = {cast} WHERE {column} = {} AND {key} = ?3",
                cast.replace("?1", "?2")
            );
            assert_eq!(
                harm.execute(&back, (&value, &flip, &key_value)).unwrap(),
                1,
                "{table}.{column}"
            );
        }
    }
    verify_with(&store, &mut read).expect("everything was put back");
}

/// Everything the verifier answers for, as text.
fn told(store: &SqliteStore) -> Result<String, String> {
    let mut cards = Vec::new();
    let kept = store.each_card(&mut |person, card| cards.push((person, card)));
    kept.map_err(|error| error.to_string())?;
    // Not the requests' keys: nothing else says what they were.
    let requests = store.requests().map(|requests| {
        let ranges = requests
            .into_iter()
            .map(|recorded| (recorded.first, recorded.last));
        ranges.collect::<Vec<_>>()
    });
    Ok(format!(
        "{:?} {requests:?} {:?} {cards:?} {:?}",
        store.entries(1, 9),
        store.document(0),
        store.charter(&journal::sha256(b"# Statutes\n")),
    ))
}

#[test]
fn a_byte_changed_in_the_file_is_found_or_changes_nothing() {
    let directory = tempfile::tempdir().unwrap();
    small_journal(&SqliteStore::create(directory.path()).unwrap());
    let file = directory.path().join("organisation.db");
    let whole = std::fs::read(&file).unwrap();
    let before = told(&SqliteStore::open_read_only(directory.path()).unwrap()).unwrap();
    let (mut found, mut harmless) = (0, 0);
    // Every 41st byte: each page is hit about a hundred times.
    for place in (0..whole.len()).step_by(41) {
        let mut changed = whole.clone();
        changed[place] ^= 1 << (place % 8);
        std::fs::write(&file, &changed).unwrap();
        let Ok(store) = SqliteStore::open_read_only(directory.path()) else {
            found += 1;
            continue;
        };
        match verify_with(&store, &mut read) {
            Err(_) => found += 1,
            Ok(_) => {
                assert_eq!(told(&store).as_ref(), Ok(&before), "byte {place}");
                harmless += 1;
            }
        }
    }
    assert!(
        found > 50 && harmless > 50,
        "{found} found, {harmless} harmless"
    );
}

#[test]
fn a_missing_or_added_row_is_named() {
    let cases: [(&str, Option<u64>); 7] = [
        ("DELETE FROM journal WHERE sequence = 3", Some(3)),
        ("DELETE FROM journal WHERE sequence = 5", Some(5)),
        (
            "DELETE FROM touched WHERE kind = 'person' AND sequence = 5",
            Some(5),
        ),
        ("INSERT INTO touched VALUES ('person', 1, 2)", Some(2)),
        ("DELETE FROM requests WHERE first_sequence = 2", Some(2)),
        ("DELETE FROM documents", Some(5)),
        ("DELETE FROM charters", Some(1)),
    ];
    for (harmful, sequence) in cases {
        let (_directory, store, harm) = unguarded();
        harm.execute_batch(harmful).unwrap();
        let broken = verify_with(&store, &mut read).unwrap_err();
        assert_eq!(broken.sequence, sequence, "{harmful}: {broken}");
    }
}

#[test]
fn a_rewritten_tail_with_a_fitting_chain_is_told_by_the_index() {
    let (_directory, store, harm) = unguarded();
    let last = &store_entry(&store, 5);
    let mut forged = last.clone();
    forged.event = r#"{"v":1,"event":"unit-dissolved","unit":0}"#.to_owned();
    forged.hash = journal::hash_of(&forged);
    harm.execute(
        "UPDATE journal SET event = ?1, hash = ?2 WHERE sequence = 5",
        (&forged.event, forged.hash),
    )
    .unwrap();
    let broken = verify_with(&store, &mut read).unwrap_err();
    assert!(matches!(broken.fault, Fault::TouchedExtra(_)), "{broken}");
    assert_eq!(broken.sequence, Some(5));
}

fn store_entry(store: &SqliteStore, sequence: u64) -> journal::Entry {
    store.entries(sequence, 1).unwrap().remove(0)
}

#[test]
fn a_unit_whose_history_shrinks_grows_or_moves_is_named_with_the_first_entry() {
    let unit = Subject::Unit(UnitId(0));
    let other = Subject::Unit(UnitId(1));
    let cases: [(&str, u64, Fault); 4] = [
        (
            "DELETE FROM touched WHERE kind = 'unit' AND id = 0",
            2,
            Fault::TouchedMissing(unit),
        ),
        (
            "DELETE FROM touched WHERE kind = 'unit' AND id = 0 AND sequence > 2",
            5,
            Fault::TouchedMissing(unit),
        ),
        (
            "INSERT INTO touched VALUES ('unit', 1, 4)",
            4,
            Fault::TouchedExtra(other),
        ),
        (
            "UPDATE touched SET id = 1 WHERE kind = 'unit' AND sequence = 5",
            5,
            Fault::TouchedMissing(unit),
        ),
    ];
    for (harmful, sequence, fault) in cases {
        let (_directory, store, harm) = unguarded();
        harm.execute_batch(harmful).unwrap();
        let broken = verify_with(&store, &mut read).unwrap_err();
        assert_eq!(
            (broken.sequence, broken.fault.to_string()),
            (Some(sequence), fault.to_string()),
            "{harmful}"
        );
    }
}

#[test]
fn rows_of_the_index_out_of_their_order_are_found() {
    let (directory, store, harm) = unguarded();
    // Two rows change places in the file: all are there, and a look-up goes astray.
    let rows: i64 = harm
        .query_row("SELECT count(*) FROM touched", [], |row| row.get(0))
        .unwrap();
    let root: usize = harm
        .query_row(
            "SELECT rootpage FROM sqlite_schema WHERE name = 'touched'",
            [],
            |row| row.get::<_, u32>(0),
        )
        .map(|root| usize::try_from(root).unwrap())
        .unwrap();
    let page_bytes: usize = harm
        .query_row("PRAGMA page_size", [], |row| row.get::<_, u32>(0))
        .map(|bytes| usize::try_from(bytes).unwrap())
        .unwrap();
    drop((store, harm));
    let file = directory.path().join("organisation.db");
    let mut bytes = std::fs::read(&file).unwrap();
    // Behind a leaf's head of eight bytes stand the places of its rows, two bytes each.
    let places = (root - 1) * page_bytes + 8;
    for byte in 0..2 {
        bytes.swap(places + byte, places + 2 + byte);
    }
    std::fs::write(&file, bytes).unwrap();
    let store = SqliteStore::open_read_only(directory.path()).unwrap();
    let mut shown = 0;
    store.each_touched(&mut |_| shown += 1).unwrap();
    assert_eq!(shown, rows, "every row is still there");
    let broken = verify_with(&store, &mut read).unwrap_err();
    assert!(matches!(broken.fault, Fault::TouchedDisordered), "{broken}");
}
