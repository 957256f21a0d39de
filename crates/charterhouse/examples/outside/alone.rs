//! SQLite alone: the rows that requests have left behind, written into the same
//! tables with the same settings in as many transactions, and nothing else done.

use std::path::Path;
use std::time::{Duration, Instant};

use rusqlite::types::Value;
use rusqlite::{Connection, OpenFlags, params_from_iter};

use crate::Trouble;

/// Transactions in each of the two files.
#[derive(Debug)]
pub(crate) struct Transactions {
    pub(crate) organisation: u32,
    pub(crate) keys: u32,
}

/// A table: how its new rows are found, and how they are written.
struct Table {
    /// Rows behind an end, in the order in which they were written.
    find: &'static str,
    insert: &'static str,
}

const KEYS: Table = Table {
    find: "SELECT id, key FROM keys WHERE id > ?1 ORDER BY id",
    insert: "INSERT INTO keys (id, key) VALUES (?1, ?2)",
};
const JOURNAL: Table = Table {
    find: "SELECT sequence, request, at, actor, event, previous, hash FROM journal \
           WHERE sequence > ?1 ORDER BY sequence",
    insert: "INSERT INTO journal (sequence, request, at, actor, event, previous, hash) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
};
const REQUESTS: Table = Table {
    find: "SELECT key, first_sequence, last_sequence FROM requests \
           WHERE first_sequence > ?1 ORDER BY first_sequence",
    insert: "INSERT INTO requests (key, first_sequence, last_sequence) VALUES (?1, ?2, ?3)",
};
const CARDS: Table = Table {
    find: "SELECT person, key, ciphertext FROM cards WHERE key > ?1 ORDER BY key",
    insert: "REPLACE INTO cards (person, key, ciphertext) VALUES (?1, ?2, ?3)",
};
const TOUCHED: Table = Table {
    find: "SELECT kind, id, sequence FROM touched WHERE sequence > ?1 ORDER BY sequence",
    insert: "INSERT INTO touched (kind, id, sequence) VALUES (?1, ?2, ?3)",
};

/// The rows of one table.
type Lines = Vec<Vec<Value>>;

/// Where both files ended.
#[derive(Debug)]
pub(crate) struct End {
    sequence: i64,
    key: i64,
}

/// Rows of all tables, in the order in which they were written.
#[derive(Debug)]
pub(crate) struct Rows {
    keys: Lines,
    journal: Lines,
    requests: Lines,
    cards: Lines,
    touched: Lines,
}

impl Rows {
    /// Where both files end now.
    pub(crate) fn end(folder: &Path) -> Result<End, Trouble> {
        let (organisation, keys) = read_only(folder)?;
        let last = |connection: &Connection, sql: &str| -> Result<i64, Trouble> {
            Ok(connection.query_row(sql, [], |row| row.get(0))?)
        };
        Ok(End {
            sequence: last(
                &organisation,
                "SELECT coalesce(max(sequence), 0) FROM journal",
            )?,
            key: last(&keys, "SELECT coalesce(max(id), 0) FROM keys")?,
        })
    }

    /// Everything written since both files ended there.
    pub(crate) fn after(folder: &Path, end: &End) -> Result<Rows, Trouble> {
        let (organisation, keys) = read_only(folder)?;
        Ok(Rows {
            keys: found(&keys, &KEYS, end.key)?,
            journal: found(&organisation, &JOURNAL, end.sequence)?,
            requests: found(&organisation, &REQUESTS, end.sequence)?,
            cards: found(&organisation, &CARDS, end.key)?,
            touched: found(&organisation, &TOUCHED, end.sequence)?,
        })
    }
}

fn read_only(folder: &Path) -> Result<(Connection, Connection), Trouble> {
    let open = |file: &str| {
        Connection::open_with_flags(folder.join(file), OpenFlags::SQLITE_OPEN_READ_ONLY)
    };
    Ok((open("organisation.db")?, open("keys.db")?))
}

fn found(connection: &Connection, table: &Table, end: i64) -> Result<Lines, Trouble> {
    let mut statement = connection.prepare(table.find)?;
    let columns = statement.column_count();
    let rows = statement.query_map([end], |row| {
        (0..columns).map(|column| row.get(column)).collect()
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Two files that nobody but SQLite writes.
#[derive(Debug)]
pub(crate) struct Alone {
    organisation: Connection,
    keys: Connection,
}

impl Alone {
    /// Opens both files with the settings under which the journal is kept.
    pub(crate) fn open(folder: &Path) -> Result<Alone, Trouble> {
        let open = |file: &str| -> Result<Connection, Trouble> {
            let connection = Connection::open(folder.join(file))?;
            connection.set_prepared_statement_cache_capacity(64);
            connection.pragma_update(None, "foreign_keys", true)?;
            connection.pragma_update(None, "cache_size", -32_000)?;
            connection.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()))?;
            connection.pragma_update(None, "synchronous", "FULL")?;
            connection.pragma_update_and_check(None, "secure_delete", true, |_| Ok(()))?;
            Ok(connection)
        };
        Ok(Alone {
            organisation: open("organisation.db")?,
            keys: open("keys.db")?,
        })
    }

    /// Writes the rows in as many transactions, and says how long that took.
    pub(crate) fn write(
        &mut self,
        rows: &Rows,
        counted: &Transactions,
    ) -> Result<Duration, Trouble> {
        let batches = usize::try_from(counted.organisation.max(1))?;
        let key_batches = usize::try_from(counted.keys)?.min(batches);
        let begun = Instant::now();
        for batch in 0..batches {
            if batch < key_batches {
                let transaction = self.keys.transaction()?;
                insert(&transaction, &KEYS, part(&rows.keys, batch, key_batches))?;
                transaction.commit()?;
            }
            let transaction = self.organisation.transaction()?;
            for (table, rows) in [
                (&JOURNAL, &rows.journal),
                (&REQUESTS, &rows.requests),
                (&CARDS, &rows.cards),
                (&TOUCHED, &rows.touched),
            ] {
                insert(&transaction, table, part(rows, batch, batches))?;
            }
            transaction.commit()?;
        }
        Ok(begun.elapsed())
    }
}

/// The rows of one of so many transactions, shared out evenly.
fn part(rows: &[Vec<Value>], batch: usize, batches: usize) -> &[Vec<Value>] {
    let at = |batch: usize| rows.len() * batch / batches.max(1);
    rows.get(at(batch)..at(batch + 1)).unwrap_or_default()
}

fn insert(connection: &Connection, table: &Table, rows: &[Vec<Value>]) -> Result<(), Trouble> {
    let mut statement = connection.prepare_cached(table.insert)?;
    for row in rows {
        statement.execute(params_from_iter(row))?;
    }
    Ok(())
}
