//! The tables of both files, and how a file is made and opened.

use std::fs;
use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, params};

use super::files;
use crate::error::{OpenError, Step as _, StorageError};

/// One of the two files: what it is and what is in it.
pub(super) struct Layout {
    application_id: i64,
    format: i64,
    tables: &'static str,
    /// Tables that came later, made where they are missing.
    later: &'static str,
}

/// `organisation.db`; its application id spells "CHTH".
pub(super) const ORGANISATION: Layout = Layout {
    application_id: 0x4348_5448,
    format: 1,
    tables: "
CREATE TABLE journal (
    sequence INTEGER PRIMARY KEY,
    request  INTEGER NOT NULL,
    at       INTEGER NOT NULL,
    actor    TEXT NOT NULL,
    event    TEXT NOT NULL,
    previous BLOB NOT NULL,
    hash     BLOB NOT NULL
) STRICT;
CREATE TRIGGER journal_is_never_changed BEFORE UPDATE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is never changed'); END;
CREATE TRIGGER journal_is_never_shortened BEFORE DELETE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is never shortened'); END;
CREATE TABLE touched (
    kind     TEXT NOT NULL,
    id       INTEGER NOT NULL,
    sequence INTEGER NOT NULL,
    PRIMARY KEY (kind, id, sequence)
) STRICT, WITHOUT ROWID;
CREATE TABLE requests (
    key            BLOB PRIMARY KEY,
    first_sequence INTEGER NOT NULL,
    last_sequence  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE cards (
    person     INTEGER PRIMARY KEY,
    key        INTEGER NOT NULL,
    ciphertext BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX cards_key ON cards (key);
CREATE TABLE documents (
    id         INTEGER PRIMARY KEY,
    key        INTEGER,
    ciphertext BLOB,
    CHECK ((key IS NULL) = (ciphertext IS NULL))
) STRICT;
CREATE UNIQUE INDEX documents_key ON documents (key);
CREATE TABLE charters (
    sha256 BLOB PRIMARY KEY,
    text   TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE accounts (
    id       INTEGER PRIMARY KEY,
    login    BLOB NOT NULL UNIQUE,
    actor    TEXT NOT NULL,
    password TEXT NOT NULL,
    created  INTEGER NOT NULL
) STRICT;
CREATE INDEX accounts_actor ON accounts (actor);
CREATE TABLE sessions (
    token   BLOB PRIMARY KEY,
    account INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    created INTEGER NOT NULL,
    seen    INTEGER NOT NULL,
    expires INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX sessions_account ON sessions (account);
CREATE TABLE views (
    id     INTEGER PRIMARY KEY,
    viewer TEXT NOT NULL,
    person INTEGER NOT NULL,
    at     INTEGER NOT NULL
) STRICT;
CREATE INDEX views_person ON views (person, id);
",
    later: "
CREATE TABLE IF NOT EXISTS calendars (
    account INTEGER PRIMARY KEY REFERENCES accounts (id) ON DELETE CASCADE,
    token   BLOB NOT NULL UNIQUE
) STRICT;
CREATE TABLE IF NOT EXISTS notices (
    person   INTEGER NOT NULL,
    day      TEXT NOT NULL,
    at       INTEGER NOT NULL,
    standing TEXT NOT NULL,
    told     BLOB NOT NULL,
    PRIMARY KEY (person, day)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS notices_day ON notices (day);
CREATE TABLE IF NOT EXISTS notices_off (
    person INTEGER PRIMARY KEY
) STRICT;
",
};

/// `keys.db`; its application id spells "CHTK". Numbers are never used twice,
/// so a key put back from a backup cannot be taken for another.
pub(super) const KEYS: Layout = Layout {
    application_id: 0x4348_544b,
    format: 1,
    tables: "
CREATE TABLE keys (
    id  INTEGER PRIMARY KEY AUTOINCREMENT,
    key BLOB NOT NULL
) STRICT;
CREATE TABLE secrets (
    name   TEXT PRIMARY KEY,
    secret BLOB NOT NULL
) STRICT, WITHOUT ROWID;
",
    later: "",
};

/// Makes a file with its tables under a passing name and moves it into place,
/// so that a half-made file is never taken for a whole one.
pub(super) fn make(
    path: &Path,
    layout: &Layout,
    login_secret: Option<&[u8; 32]>,
) -> Result<(), OpenError> {
    let fresh = path.with_extension("new");
    if fresh.exists() {
        fs::remove_file(&fresh).map_err(files("remove", &fresh))?;
    }
    fill(&fresh, layout, login_secret)?;
    fs::rename(&fresh, path).map_err(files("move into place", path))?;
    let directory = path.parent().unwrap_or(Path::new("."));
    fs::File::open(directory)
        .and_then(|directory| directory.sync_all())
        .map_err(files("write the directory of", path))
}

fn fill(path: &Path, layout: &Layout, login_secret: Option<&[u8; 32]>) -> Result<(), StorageError> {
    let mut connection = Connection::open(path).step("make a database file")?;
    let transaction = connection.transaction().step("begin making the tables")?;
    transaction
        .execute_batch(layout.tables)
        .step("make the tables")?;
    transaction
        .execute_batch(layout.later)
        .step("make the tables that came later")?;
    transaction
        .pragma_update(None, "application_id", layout.application_id)
        .step("write the application id")?;
    transaction
        .pragma_update(None, "user_version", layout.format)
        .step("write the format")?;
    if let Some(secret) = login_secret {
        transaction
            .execute(
                "INSERT INTO secrets (name, secret) VALUES ('login', ?1)",
                params![secret],
            )
            .step("keep the secret of the login index")?;
    }
    transaction.commit().step("commit the tables")?;
    connection
        .close()
        .map_err(|(_, error)| error)
        .step("close the new file")
}

/// Opens a file, checks that it is ours and sets how it is written.
pub(super) fn connect(path: &Path, layout: &Layout, write: bool) -> Result<Connection, OpenError> {
    let mode = if write {
        OpenFlags::SQLITE_OPEN_READ_WRITE
    } else {
        OpenFlags::SQLITE_OPEN_READ_ONLY
    };
    let connection = Connection::open_with_flags(path, mode | OpenFlags::SQLITE_OPEN_NO_MUTEX)
        .step("open a database file")?;
    let application_id: i64 = pragma(&connection, "application_id")?;
    if application_id != layout.application_id {
        return Err(OpenError::Foreign {
            file: path.to_path_buf(),
            found: application_id,
        });
    }
    let format: i64 = pragma(&connection, "user_version")?;
    if format > layout.format {
        return Err(OpenError::Newer {
            file: path.to_path_buf(),
            found: format,
            newest: layout.format,
        });
    }
    // Nobody else writes, so a writer only ever waits for a verifier in the way
    // of emptying the log, and does better not to.
    let patience = if write {
        Duration::from_millis(250)
    } else {
        Duration::from_secs(10)
    };
    connection
        .busy_timeout(patience)
        .step("set the waiting time")?;
    connection.set_prepared_statement_cache_capacity(64);
    connection
        .pragma_update(None, "foreign_keys", true)
        .step("switch foreign keys on")?;
    connection
        .pragma_update(None, "cache_size", -32_000)
        .step("set the page cache")?;
    if write {
        connection
            .pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()))
            .step("switch to a write-ahead log")?;
        connection
            .pragma_update(None, "synchronous", "FULL")
            .step("ask for full durability")?;
        connection
            .pragma_update_and_check(None, "secure_delete", true, |_| Ok(()))
            .step("switch secure deletion on")?;
        connection
            .execute_batch(layout.later)
            .step("make the tables that came later")?;
    }
    Ok(connection)
}

/// Whether a key file holds the key of anything.
pub(super) fn has_keys(path: &Path) -> Result<bool, OpenError> {
    let connection = connect(path, &KEYS, false)?;
    Ok(connection
        .query_row("SELECT EXISTS (SELECT 1 FROM keys)", [], |row| row.get(0))
        .step("look for keys")?)
}

fn pragma(connection: &Connection, name: &str) -> Result<i64, StorageError> {
    connection
        .pragma_query_value(None, name, |row| row.get(0))
        .step("read what kind of file it is")
}
