//! Appending a batch: keys first, then everything else in one transaction,
//! then the keys that must die.
//!
//! A key that nothing refers to is harmless and is dropped at the next start.
//! So a crash after the first step leaves keys without texts, and a crash
//! before the last step leaves the keys of texts already deleted; both are
//! mended in the same way, and in between nothing half-done is to be seen.

use std::panic::resume_unwind;
use std::thread;

use rusqlite::{
    CachedStatement, Connection, OptionalExtension as _, Transaction, TransactionBehavior, params,
};

use super::{Files, signed, unsigned};
use kernel::Subject;

use crate::error::{AppendError, Step as _, StorageError};
use crate::{Entry, Erasure, Head, PreparedRequest, chain, seal::Sealed, subject_parts};

/// So many keys are written by a thread of their own, beside everything else.
const KEYS_BESIDE_MIN: usize = 1000;

/// The numbers of the keys that a batch's texts are given, in the order in
/// which [`insert_texts`] asks for them.
#[derive(Clone)]
struct KeyNumbers {
    next: i64,
}

impl KeyNumbers {
    /// Those for so many sealed texts.
    fn of(keys: &Connection, sealed: usize) -> Result<KeyNumbers, StorageError> {
        if sealed == 0 {
            return Ok(KeyNumbers { next: 0 });
        }
        let last: i64 = keys
            .prepare_cached("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'keys'")
            .and_then(|mut statement| statement.query_row([], |row| row.get(0)))
            .step("number the keys")?;
        Ok(KeyNumbers { next: last + 1 })
    }

    fn take(&mut self) -> i64 {
        let number = self.next;
        self.next += 1;
        number
    }
}

impl Files {
    /// See [`crate::Store::append`].
    pub(super) fn append(
        &mut self,
        expected: &Head,
        batch: &[PreparedRequest],
    ) -> Result<Head, AppendError> {
        let transaction = self
            .organisation
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .step("begin a batch")?;
        let found = head(&transaction)?;
        if found != (expected.sequence, expected.hash.to_vec()) {
            return Err(AppendError::HeadMoved {
                expected: expected.sequence,
                found: found.0,
            });
        }
        let sealed = batch.iter().flat_map(sealed_texts).count();
        let numbers = KeyNumbers::of(&self.keys, sealed)?;
        let (head, dead) = if sealed < KEYS_BESIDE_MIN {
            keep_keys(&mut self.keys, &numbers, batch)?;
            insert_batch(&transaction, expected, batch, numbers)?
        } else {
            let keys = &mut self.keys;
            let first = numbers.clone();
            thread::scope(|scope| {
                let kept = scope.spawn(move || keep_keys(keys, &first, batch));
                let inserted = insert_batch(&transaction, expected, batch, numbers);
                // A text is never committed before its key is.
                kept.join()
                    .unwrap_or_else(|panic| resume_unwind(panic))
                    .map_err(AppendError::from)
                    .and(inserted)
            })?
        };
        transaction.commit().step("commit a batch to disk")?;
        self.destroy_keys(&dead)?;
        Ok(head)
    }

    /// Destroys keys and leaves no copy of them or their texts in a log.
    fn destroy_keys(&mut self, dead: &[i64]) -> Result<(), StorageError> {
        if dead.is_empty() {
            return Ok(());
        }
        let transaction = self.keys.transaction().step("begin destroying keys")?;
        {
            let mut delete = transaction
                .prepare_cached("DELETE FROM keys WHERE id = ?1")
                .step("destroy keys")?;
            for key in dead {
                delete.execute([key]).step("destroy a key")?;
            }
        }
        transaction
            .commit()
            .step("commit the destruction of keys to disk")?;
        for connection in [&self.keys, &self.organisation] {
            // A reader in the way leaves the log to the next erasure or start.
            connection
                .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))
                .step("empty the write-ahead log after an erasure")?;
        }
        Ok(())
    }

    /// Drops keys that nothing refers to, as a crash or a key file put back
    /// from a backup leaves them.
    pub(super) fn drop_unused_keys(&mut self) -> Result<(), StorageError> {
        let sums = "SELECT count(*), coalesce(sum(id), 0) FROM";
        let kept: (i64, i64) = self
            .keys
            .query_row(&format!("{sums} keys"), [], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })
            .step("count the keys")?;
        let used_ids = "SELECT key AS id FROM cards UNION ALL \
                        SELECT key FROM documents WHERE key IS NOT NULL";
        let used: (i64, i64) = self
            .organisation
            .query_row(&format!("{sums} ({used_ids})"), [], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })
            .step("count the sealed texts")?;
        if kept == used {
            return Ok(());
        }
        let mut used: Vec<i64> = numbers(&self.organisation, used_ids)?;
        used.sort_unstable();
        let mut unused = numbers(&self.keys, "SELECT id FROM keys")?;
        unused.retain(|key| used.binary_search(key).is_err());
        self.destroy_keys(&unused)
    }
}

fn numbers(connection: &Connection, sql: &str) -> Result<Vec<i64>, StorageError> {
    let step = "list the numbers of keys";
    let mut statement = connection.prepare(sql).step(step)?;
    let rows = statement.query_map([], |row| row.get(0)).step(step)?;
    rows.collect::<Result<_, _>>().step(step)
}

/// The last entry's sequence and hash.
fn head(transaction: &Transaction<'_>) -> Result<(u64, Vec<u8>), StorageError> {
    let head = transaction
        .prepare_cached("SELECT sequence, hash FROM journal ORDER BY sequence DESC LIMIT 1")
        .and_then(|mut statement| {
            statement
                .query_row([], |row| Ok((row.get::<_, i64>(0)?, row.get(1)?)))
                .optional()
        })
        .step("find the end of the journal")?;
    Ok(head.map_or((0, vec![0; 32]), |(sequence, hash)| {
        (unsigned(sequence), hash)
    }))
}

/// Writes everything of a batch but its keys; where the journal ends then, and
/// which keys must die.
fn insert_batch(
    transaction: &Transaction<'_>,
    expected: &Head,
    batch: &[PreparedRequest],
    mut numbers: KeyNumbers,
) -> Result<(Head, Vec<i64>), AppendError> {
    let mut head = *expected;
    let mut touched = Vec::new();
    let mut dead = Vec::new();
    for request in batch {
        head = insert_request(transaction, &head, request, &mut touched)?;
        insert_texts(transaction, request, &mut numbers, &mut dead)?;
        for erasure in &request.erasures {
            erase(transaction, *erasure, &mut dead)?;
        }
    }
    insert_touched(transaction, touched)?;
    Ok((head, dead))
}

/// Writes the keys of everything sealed in `batch`, durably, from the first of
/// these numbers on.
fn keep_keys(
    keys: &mut Connection,
    numbers: &KeyNumbers,
    batch: &[PreparedRequest],
) -> Result<(), StorageError> {
    let mut sealed = batch.iter().flat_map(sealed_texts).peekable();
    if sealed.peek().is_none() {
        return Ok(());
    }
    let transaction = keys.transaction().step("begin keeping keys")?;
    {
        let mut insert = transaction
            .prepare_cached("INSERT INTO keys (id, key) VALUES (?1, ?2)")
            .step("keep the keys")?;
        for (id, text) in (numbers.next..).zip(sealed) {
            insert.execute(params![id, text.key]).step("keep a key")?;
        }
    }
    transaction.commit().step("commit the keys to disk")
}

fn sealed_texts(request: &PreparedRequest) -> impl Iterator<Item = &Sealed> {
    let cards = request.cards.iter().map(|card| &card.sealed);
    cards.chain(request.documents.iter().map(|document| &document.sealed))
}

/// Writes the entries of a request and its key.
fn insert_request(
    transaction: &Transaction<'_>,
    head: &Head,
    request: &PreparedRequest,
    touched: &mut Vec<(Subject, u64)>,
) -> Result<Head, AppendError> {
    let mut head = *head;
    let first = head.sequence + 1;
    let number = head.request + 1;
    let mut insert = transaction
        .prepare_cached(
            "INSERT INTO journal (sequence, request, at, actor, event, previous, hash) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )
        .step("write the entries")?;
    for prepared in &request.entries {
        let entry = chain::follow(&head, number, request, prepared);
        insert_entry(&mut insert, &entry)?;
        touched.extend(
            prepared
                .touched
                .iter()
                .map(|subject| (*subject, entry.sequence)),
        );
        head = Head {
            sequence: entry.sequence,
            request: number,
            hash: entry.hash,
        };
    }
    let kept = transaction
        .prepare_cached(
            "INSERT INTO requests (key, first_sequence, last_sequence) VALUES (?1, ?2, ?3) \
             ON CONFLICT DO NOTHING",
        )
        .and_then(|mut insert| {
            insert.execute(params![request.key.0, signed(first), signed(head.sequence)])
        })
        .step("keep the request's key")?;
    if kept == 0 {
        Err(AppendError::KeyUsed)
    } else {
        Ok(head)
    }
}

fn insert_entry(insert: &mut CachedStatement<'_>, entry: &Entry) -> Result<(), StorageError> {
    insert
        .execute(params![
            signed(entry.sequence),
            signed(entry.request),
            entry.at_ms,
            entry.actor,
            entry.event,
            entry.previous,
            entry.hash
        ])
        .step("write an entry")?;
    Ok(())
}

/// Writes the cards, documents and charters of a request.
fn insert_texts(
    transaction: &Transaction<'_>,
    request: &PreparedRequest,
    numbers: &mut KeyNumbers,
    dead: &mut Vec<i64>,
) -> Result<(), AppendError> {
    let mut former = transaction
        .prepare_cached("SELECT key FROM cards WHERE person = ?1")
        .step("write the cards")?;
    let mut insert = transaction
        .prepare_cached("REPLACE INTO cards (person, key, ciphertext) VALUES (?1, ?2, ?3)")
        .step("write the cards")?;
    for card in &request.cards {
        dead.extend(
            former
                .query_row([card.person], |row| row.get::<_, i64>(0))
                .optional()
                .step("look for the former card")?,
        );
        insert
            .execute(params![card.person, numbers.take(), card.sealed.ciphertext])
            .step("write a card")?;
    }
    for document in &request.documents {
        let kept = transaction
            .prepare_cached(
                "INSERT INTO documents (id, key, ciphertext) VALUES (?1, ?2, ?3) \
                 ON CONFLICT DO NOTHING",
            )
            .and_then(|mut insert| {
                let ciphertext = &document.sealed.ciphertext;
                insert.execute(params![document.id, numbers.take(), ciphertext])
            })
            .step("write a document")?;
        if kept == 0 {
            return Err(AppendError::DocumentUsed { id: document.id });
        }
    }
    for text in &request.charters {
        transaction
            .prepare_cached(
                "INSERT INTO charters (sha256, text) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
            )
            .and_then(|mut insert| insert.execute(params![chain::sha256(text.as_bytes()), text]))
            .step("write a charter's text")?;
    }
    Ok(())
}

/// Deletes a text and whatever goes with it, and notes its key.
fn erase(
    transaction: &Transaction<'_>,
    erasure: Erasure,
    dead: &mut Vec<i64>,
) -> Result<(), StorageError> {
    let (find, delete, number) = match erasure {
        Erasure::Person(person) => (
            "SELECT key FROM cards WHERE person = ?1",
            "DELETE FROM cards WHERE person = ?1",
            person,
        ),
        Erasure::Document(id) => (
            "SELECT key FROM documents WHERE id = ?1 AND key IS NOT NULL",
            "UPDATE documents SET key = NULL, ciphertext = NULL WHERE id = ?1",
            id,
        ),
    };
    let key = transaction
        .prepare_cached(find)
        .and_then(|mut find| {
            find.query_row([number], |row| row.get::<_, i64>(0))
                .optional()
        })
        .step("look for what is to be erased")?;
    dead.extend(key);
    transaction
        .prepare_cached(delete)
        .and_then(|mut delete| delete.execute([number]))
        .step("delete what is to be erased")?;
    if let Erasure::Person(person) = erasure {
        transaction
            .prepare_cached("DELETE FROM accounts WHERE actor = ?1")
            .and_then(|mut delete| delete.execute([format!("person:{person}")]))
            .step("delete the accounts of an erased person")?;
        transaction
            .prepare_cached("DELETE FROM views WHERE person = ?1")
            .and_then(|mut delete| delete.execute([person]))
            .step("delete the record of who looked at an erased person")?;
        for sql in [
            "DELETE FROM notices WHERE person = ?1",
            "DELETE FROM notices_off WHERE person = ?1",
        ] {
            transaction
                .prepare_cached(sql)
                .and_then(|mut delete| delete.execute([person]))
                .step("delete the notices of an erased person")?;
        }
    }
    Ok(())
}

/// Writes the touched-index of a batch, sorted, because neighbouring rows
/// then fall into the same page of the index.
fn insert_touched(
    transaction: &Transaction<'_>,
    mut touched: Vec<(Subject, u64)>,
) -> Result<(), StorageError> {
    touched.sort_unstable();
    touched.dedup();
    let mut insert = transaction
        .prepare_cached("INSERT INTO touched (kind, id, sequence) VALUES (?1, ?2, ?3)")
        .step("write the touched-index")?;
    for (subject, sequence) in touched {
        let (kind, number) = subject_parts(subject);
        insert
            .execute(params![kind, number, signed(sequence)])
            .step("write a row of the touched-index")?;
    }
    Ok(())
}
