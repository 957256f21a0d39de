//! The store's reading side, and the trait over both sides.

use std::ops::Range;

use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension as _, Row, params};

use super::{Files, SqliteStore, signed, unsigned};
use kernel::Subject;

use crate::encoding::is_named;
use crate::error::{AppendError, ReadError, SnapshotError, Step as _, StorageError};
use crate::seal::{self, SealKey};
use crate::{
    Document, Entry, Head, PreparedRequest, Recorded, RequestKey, Sha256Hash, Snapshot,
    SnapshotHead, Store, WriteState, subject_from_parts, subject_parts,
};

/// Keys that are read although nobody asked, rather than asking once more.
const KEYS_BETWEEN_MAX: i64 = 8;

impl Store for SqliteStore {
    fn head(&self) -> Result<Head, ReadError> {
        let sql = "SELECT sequence, request, at, actor, event, previous, hash FROM journal \
                   ORDER BY sequence DESC LIMIT 1";
        let last = entries(&self.reader().organisation, sql, params![])?;
        Ok(last.first().map_or(Head::EMPTY, |entry| Head {
            sequence: entry.sequence,
            request: entry.request,
            hash: entry.hash,
        }))
    }

    fn append(&self, expected: &Head, batch: &[PreparedRequest]) -> Result<Head, AppendError> {
        self.writer().append(expected, batch)
    }

    fn entries(&self, from: u64, count_max: usize) -> Result<Vec<Entry>, ReadError> {
        let sql = "SELECT sequence, request, at, actor, event, previous, hash FROM journal \
                   WHERE sequence >= ?1 ORDER BY sequence LIMIT ?2";
        entries(
            &self.reader().organisation,
            sql,
            params![signed(from), limit(count_max)],
        )
    }

    fn history(
        &self,
        subject: Subject,
        before: Option<u64>,
        count_max: usize,
    ) -> Result<Vec<Entry>, ReadError> {
        let sql = "SELECT j.sequence, request, at, actor, event, previous, hash \
                   FROM touched t JOIN journal j ON j.sequence = t.sequence \
                   WHERE t.kind = ?1 AND t.id = ?2 AND t.sequence < ?3 \
                   ORDER BY t.sequence DESC LIMIT ?4";
        let before = before.map_or(i64::MAX, signed);
        let (kind, number) = subject_parts(subject);
        let found = params![kind, number, before, limit(count_max)];
        entries(&self.reader().organisation, sql, found)
    }

    fn history_named(
        &self,
        subject: Subject,
        names: &[&str],
        from: u64,
    ) -> Result<Vec<Entry>, ReadError> {
        let sql = "SELECT j.sequence, request, at, actor, event, previous, hash \
                   FROM touched t JOIN journal j ON j.sequence = t.sequence \
                   WHERE t.kind = ?1 AND t.id = ?2 AND t.sequence >= ?3 \
                   ORDER BY t.sequence";
        let (kind, number) = subject_parts(subject);
        let found = params![kind, number, signed(from)];
        let named = |row: &Row<'_>| {
            let event = row.get_ref(4).ok();
            let text = event.as_ref().and_then(|event| event.as_str().ok());
            // What cannot be read is not passed over: it is named when it is read.
            text.is_none_or(|text| is_named(text, names))
        };
        entries_where(&self.reader().organisation, sql, found, named)
    }

    fn request(&self, key: &RequestKey) -> Result<Option<Recorded>, StorageError> {
        self.reader()
            .organisation
            .prepare_cached(
                "SELECT key, first_sequence, last_sequence FROM requests WHERE key = ?1",
            )
            .and_then(|mut statement| statement.query_row([key.0], recorded).optional())
            .step("look for a request")
    }

    fn card(&self, person: u32) -> Result<Option<Vec<u8>>, ReadError> {
        let reader = self.reader();
        let row: Option<(i64, Vec<u8>)> = reader
            .organisation
            .prepare_cached("SELECT key, ciphertext FROM cards WHERE person = ?1")
            .and_then(|mut statement| {
                statement
                    .query_row([person], |row| Ok((row.get(0)?, row.get(1)?)))
                    .optional()
            })
            .step("read a card")?;
        let Some((key, ciphertext)) = row else {
            return Ok(None);
        };
        let opened = reader.open_text(key, &seal::card_label(person), &ciphertext)?;
        Ok(opened.map(|(_, text)| text))
    }

    fn cards(&self, persons: Range<u32>) -> Result<Vec<(u32, Vec<u8>)>, ReadError> {
        // Only the reading is done under the lock; opening takes as long again.
        let read = self.reader().sealed_cards(persons)?;
        read.into_iter()
            .map(|card| card.open().map(|text| (card.person, text)))
            .collect()
    }

    fn cards_end(&self) -> Result<u32, StorageError> {
        // The lowest is asked for too: below nought lies what no range would find.
        let ends: (Option<u32>, Option<u32>) = self
            .reader()
            .organisation
            .query_row("SELECT min(person), max(person) FROM cards", [], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })
            .step("look for the last card")?;
        Ok(ends.1.map_or(0, |last| last.saturating_add(1)))
    }

    fn document(&self, id: u32) -> Result<Option<Document>, ReadError> {
        let reader = self.reader();
        let row: Option<(Option<i64>, Option<Vec<u8>>)> = reader
            .organisation
            .prepare_cached("SELECT key, ciphertext FROM documents WHERE id = ?1")
            .and_then(|mut statement| {
                statement
                    .query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))
                    .optional()
            })
            .step("read a document")?;
        let (key, ciphertext) = match row {
            None => return Ok(None),
            Some((Some(key), Some(ciphertext))) => (key, ciphertext),
            Some(_) => return Ok(Some(Document::Erased)),
        };
        let opened = reader.open_text(key, &seal::document_label(id), &ciphertext)?;
        Ok(Some(opened.map_or(Document::Erased, |(key, text)| {
            Document::Text {
                fingerprint: seal::fingerprint(&key, &text),
                text,
            }
        })))
    }

    fn document_ids(&self) -> Result<Vec<u32>, StorageError> {
        list(
            &self.reader().organisation,
            "SELECT id FROM documents ORDER BY id",
            |row| row.get(0),
        )
    }

    fn charter(&self, hash: &Sha256Hash) -> Result<Option<String>, StorageError> {
        self.reader()
            .organisation
            .prepare_cached("SELECT text FROM charters WHERE sha256 = ?1")
            .and_then(|mut statement| statement.query_row([hash], |row| row.get(0)).optional())
            .step("read a charter's text")
    }

    fn charter_hashes(&self) -> Result<Vec<Sha256Hash>, StorageError> {
        let sql = "SELECT sha256 FROM charters ORDER BY sha256";
        list(&self.reader().organisation, sql, |row| row.get(0))
    }

    fn each_touched(
        &self,
        show: &mut dyn FnMut(Option<(Subject, u64)>),
    ) -> Result<(), StorageError> {
        let step = "read the touched-index";
        let reader = self.reader();
        let mut statement = reader
            .organisation
            .prepare("SELECT kind, id, sequence FROM touched ORDER BY kind, id, sequence")
            .step(step)?;
        let mut rows = statement.query([]).step(step)?;
        while let Some(row) = rows.next().step(step)? {
            show(touched(row));
        }
        Ok(())
    }

    fn requests(&self) -> Result<Vec<Recorded>, StorageError> {
        let sql = "SELECT key, first_sequence, last_sequence FROM requests \
                   ORDER BY first_sequence, last_sequence, key";
        list(&self.reader().organisation, sql, recorded)
    }

    fn entry_count(&self) -> Result<u64, StorageError> {
        self.reader()
            .organisation
            .query_row("SELECT count(*) FROM journal", [], |row| row.get(0))
            .map(unsigned)
            .step("count the entries")
    }

    fn put_snapshot(
        &self,
        head: &SnapshotHead,
        state: &mut WriteState<'_>,
    ) -> Result<(), SnapshotError> {
        Ok(self
            .write_snapshot(head, state)
            .step("write the snapshot")?)
    }

    fn snapshot(&self) -> Result<Option<Snapshot>, SnapshotError> {
        self.read_snapshot()
    }
}

/// A card as it lies there, with its key.
struct FoundCard {
    person: u32,
    key: SealKey,
    ciphertext: Vec<u8>,
}

impl FoundCard {
    fn open(&self) -> Result<Vec<u8>, ReadError> {
        let label = seal::card_label(self.person);
        seal::open(&self.key, &label, &self.ciphertext).ok_or(ReadError::Seal { what: label })
    }
}

impl Files {
    /// The cards of these persons, in their order, but for those whose key is gone.
    fn sealed_cards(&self, persons: Range<u32>) -> Result<Vec<FoundCard>, StorageError> {
        let step = "read the cards";
        let mut statement = self
            .organisation
            .prepare_cached(
                "SELECT person, key, ciphertext FROM cards \
                 WHERE person >= ?1 AND person < ?2 ORDER BY person",
            )
            .step(step)?;
        let rows = statement
            .query_map([persons.start, persons.end], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?))
            })
            .step(step)?;
        let rows: Vec<(u32, i64, Vec<u8>)> = rows.collect::<Result<_, _>>().step(step)?;
        let mut numbers: Vec<i64> = rows.iter().map(|(_, number, _)| *number).collect();
        numbers.sort_unstable();
        let read;
        let keys = match &self.held_keys {
            Some(held) => held,
            None => {
                read = self.keys_of(&numbers)?;
                &read
            }
        };
        let cards = rows.into_iter().filter_map(|(person, number, ciphertext)| {
            let place = keys.binary_search_by_key(&number, |(id, _)| *id).ok()?;
            let (_, key) = *keys.get(place)?;
            Some(FoundCard {
                person,
                key,
                ciphertext,
            })
        });
        Ok(cards.collect())
    }

    /// The keys with these numbers, which ascend, and perhaps some between them:
    /// to read neighbours in one go takes a third of looking each up by itself.
    fn keys_of(&self, numbers: &[i64]) -> Result<Vec<(i64, SealKey)>, StorageError> {
        let step = "read the keys";
        let mut statement = self
            .keys
            .prepare_cached("SELECT id, key FROM keys WHERE id BETWEEN ?1 AND ?2 ORDER BY id")
            .step(step)?;
        let mut keys = Vec::with_capacity(numbers.len());
        for run in numbers.chunk_by(|one, next| next - one <= KEYS_BETWEEN_MAX) {
            let (Some(first), Some(last)) = (run.first(), run.last()) else {
                continue;
            };
            let rows = statement
                .query_map([first, last], |row| Ok((row.get(0)?, row.get(1)?)))
                .step(step)?;
            for row in rows {
                keys.push(row.step(step)?);
            }
        }
        Ok(keys)
    }

    /// Every key with its number, ascending.
    pub(super) fn every_key(&self) -> Result<Vec<(i64, SealKey)>, StorageError> {
        list(&self.keys, "SELECT id, key FROM keys ORDER BY id", |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
    }

    /// The key with this number and the text under it, or nothing when the key is gone.
    fn open_text(
        &self,
        key: i64,
        label: &str,
        ciphertext: &[u8],
    ) -> Result<Option<(SealKey, Vec<u8>)>, ReadError> {
        let key: Option<SealKey> = self
            .keys
            .prepare_cached("SELECT key FROM keys WHERE id = ?1")
            .and_then(|mut statement| statement.query_row([key], |row| row.get(0)).optional())
            .step("read a key")?;
        let Some(key) = key else { return Ok(None) };
        let text = seal::open(&key, label, ciphertext);
        text.map(|text| Some((key, text)))
            .ok_or_else(|| ReadError::Seal {
                what: label.to_owned(),
            })
    }
}

fn limit(count_max: usize) -> i64 {
    i64::try_from(count_max).unwrap_or(i64::MAX)
}

fn recorded(row: &Row<'_>) -> rusqlite::Result<Recorded> {
    Ok(Recorded {
        key: RequestKey(row.get(0)?),
        first: unsigned(row.get(1)?),
        last: unsigned(row.get(2)?),
    })
}

fn touched(row: &Row<'_>) -> Option<(Subject, u64)> {
    let kind = row.get_ref(0).ok()?.as_str().ok()?;
    let number = u32::try_from(row.get::<_, i64>(1).ok()?).ok()?;
    let sequence = u64::try_from(row.get::<_, i64>(2).ok()?).ok()?;
    Some((subject_from_parts(kind, number)?, sequence))
}

fn list<T>(
    connection: &Connection,
    sql: &str,
    read: fn(&Row<'_>) -> rusqlite::Result<T>,
) -> Result<Vec<T>, StorageError> {
    let step = "list what is kept";
    let mut statement = connection.prepare_cached(sql).step(step)?;
    let rows = statement.query_map([], read).step(step)?;
    rows.collect::<Result<_, _>>().step(step)
}

fn entries(
    connection: &Connection,
    sql: &str,
    found: impl rusqlite::Params,
) -> Result<Vec<Entry>, ReadError> {
    entries_where(connection, sql, found, |_| true)
}

fn entries_where(
    connection: &Connection,
    sql: &str,
    found: impl rusqlite::Params,
    wanted: impl Fn(&Row<'_>) -> bool,
) -> Result<Vec<Entry>, ReadError> {
    let step = "read the entries";
    let mut statement = connection.prepare_cached(sql).step(step)?;
    let mut rows = statement.query(found).step(step)?;
    let mut entries = Vec::new();
    while let Some(row) = rows.next().step(step)? {
        if wanted(row) {
            entries.push(entry(row)?);
        }
    }
    Ok(entries)
}

/// Reads one row without trusting it: what is not as it was written is named
/// together with its sequence.
fn entry(row: &Row<'_>) -> Result<Entry, ReadError> {
    let sequence = unsigned(row.get(0).step("read an entry's sequence")?);
    let damaged = |what: &str| ReadError::Entry {
        sequence,
        what: what.to_owned(),
    };
    let number = |column, what| match row.get_ref(column) {
        Ok(ValueRef::Integer(number)) => Ok(number),
        _ => Err(damaged(what)),
    };
    let text = |column, what| match row
        .get_ref(column)
        .map(|value| value.as_str().map(str::to_owned))
    {
        Ok(Ok(text)) => Ok(text),
        _ => Err(damaged(what)),
    };
    let hash = |column, what| -> Result<Sha256Hash, ReadError> {
        let value = row.get_ref(column).ok();
        let bytes = value.as_ref().and_then(|value| value.as_blob().ok());
        bytes
            .and_then(|bytes| bytes.try_into().ok())
            .ok_or_else(|| damaged(what))
    };
    Ok(Entry {
        sequence,
        request: u64::try_from(number(1, "its request number is no number")?)
            .map_err(|_| damaged("its request number is below zero"))?,
        at_ms: number(2, "its time is no number")?,
        actor: text(3, "its actor is no text")?,
        event: text(4, "its event is no text")?,
        previous: hash(5, "the previous hash is not 32 bytes")?,
        hash: hash(6, "its hash is not 32 bytes")?,
    })
}
