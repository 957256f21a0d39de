//! What `docs/journal-format.md` tells an auditor to type gives what the journal says.

use std::process::Command;

use journal::{SqliteStore, Store, hex, sha256};

use crate::scribe::small_journal;

const DOCUMENT: &str = include_str!("../../../../docs/journal-format.md");

/// The block of code in the document that is labelled with `label`.
fn block(label: &str) -> &'static str {
    let after = DOCUMENT.split_once(&format!("```{label}\n"));
    let (block, _) = after
        .expect("the document has the block")
        .1
        .split_once("```")
        .expect("it ends");
    block
}

#[test]
fn the_documented_query_gives_the_hashed_bytes() {
    let directory = tempfile::tempdir().unwrap();
    let store = SqliteStore::create(directory.path()).unwrap();
    small_journal(&store);
    let database = rusqlite::Connection::open(directory.path().join("organisation.db")).unwrap();
    let query = block("sql");
    for entry in store.entries(1, 9).unwrap() {
        let line: String = database
            .query_row(
                &query.replace(":sequence", &entry.sequence.to_string()),
                [],
                |row| row.get(0),
            )
            .unwrap();
        assert_eq!(
            hex(&sha256(format!("{line}\n").as_bytes())),
            hex(&entry.hash)
        );
    }
}

#[test]
fn the_documented_command_checks_the_whole_chain() {
    let there = |tool: &str| Command::new(tool).arg("--version").output().is_ok();
    if !(there("sqlite3") && there("sha256sum") && there("sh")) {
        // The query itself is checked above; an auditor brings these tools along.
        return;
    }
    let directory = tempfile::tempdir().unwrap();
    small_journal(&SqliteStore::create(directory.path()).unwrap());
    let audit = || {
        let output = Command::new("sh")
            .args(["-c", block("sh")])
            .current_dir(directory.path())
            .output()
            .expect("the shell runs");
        String::from_utf8(output.stdout).expect("text")
    };
    assert_eq!(audit().trim(), "5 entries, the chain holds");
    let harm = rusqlite::Connection::open(directory.path().join("organisation.db")).unwrap();
    harm.execute_batch(
        "DROP TRIGGER journal_is_never_changed; \
         UPDATE journal SET at = at + 1 WHERE sequence = 3;",
    )
    .unwrap();
    assert_eq!(audit().trim(), "entry 3 is not as it was written");
}
