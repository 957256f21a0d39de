//! Notices by e-mail in SQLite.

use jiff::civil::Date;
use rusqlite::types::Type;
use rusqlite::{Row, params};

use super::SqliteStore;
use crate::error::{AccountError, StorageError};
use crate::notices::person_of;
use crate::{Notice, NoticeStanding, Notices, Sha256Hash, login};

const COLUMNS: &str = "SELECT person, day, at, standing, told FROM notices";

impl Notices for SqliteStore {
    fn persons_to_notify(&self) -> Result<Vec<u32>, AccountError> {
        let step = "look for whom to notify";
        let actors = self.rows(
            step,
            "SELECT DISTINCT actor FROM accounts WHERE actor LIKE 'person:%'",
            [],
            |row| row.get::<_, String>(0),
        )?;
        let mut persons: Vec<u32> = actors.iter().filter_map(|actor| person_of(actor)).collect();
        if self.has_notice_tables()? {
            let off = "SELECT person FROM notices_off ORDER BY person";
            let off = self.rows(step, off, [], |row| row.get::<_, u32>(0))?;
            persons.retain(|person| off.binary_search(person).is_err());
        }
        persons.sort_unstable();
        Ok(persons)
    }

    fn begin_notice(&self, notice: &Notice) -> Result<bool, AccountError> {
        // Whoever has no card any more has left, and leaves no row behind; and a
        // round that has begun does not reach whoever turns the mail off meanwhile.
        let sql = "INSERT INTO notices (person, day, at, standing, told) \
                   SELECT ?1, ?2, ?3, ?4, ?5 WHERE EXISTS (SELECT 1 FROM cards WHERE person = ?1) \
                   AND NOT EXISTS (SELECT 1 FROM notices_off WHERE person = ?1) \
                   ON CONFLICT (person, day) DO NOTHING";
        let values = params![
            notice.person,
            notice.day.to_string(),
            notice.at_ms,
            notice.standing.word(),
            marks(&notice.told)
        ];
        Ok(self.change("begin a notice", sql, values)? > 0)
    }

    fn end_notice(
        &self,
        person: u32,
        day: Date,
        standing: NoticeStanding,
    ) -> Result<(), AccountError> {
        let sql = "UPDATE notices SET standing = ?3 WHERE person = ?1 AND day = ?2";
        let values = params![person, day.to_string(), standing.word()];
        self.change("note how a notice ended", sql, values)?;
        Ok(())
    }

    fn withdraw_notice(&self, person: u32, day: Date) -> Result<(), AccountError> {
        let sql = "DELETE FROM notices WHERE person = ?1 AND day = ?2";
        let values = params![person, day.to_string()];
        self.change("take back a notice that was not sent", sql, values)?;
        Ok(())
    }

    fn last_notice(&self, person: u32) -> Result<Option<Notice>, AccountError> {
        if !self.has_notice_tables()? {
            return Ok(None);
        }
        let sql = format!("{COLUMNS} WHERE person = ?1 ORDER BY day DESC LIMIT 1");
        Ok(self
            .rows("look for a person's last notice", &sql, [person], notice)?
            .pop())
    }

    fn notices_since(&self, day: Date, count_max: usize) -> Result<Vec<Notice>, AccountError> {
        if !self.has_notice_tables()? {
            return Ok(Vec::new());
        }
        let sql = format!("{COLUMNS} WHERE day >= ?1 ORDER BY day DESC, person LIMIT ?2");
        let count_max = i64::try_from(count_max).unwrap_or(i64::MAX);
        let values = params![day.to_string(), count_max];
        Ok(self.rows("read the notices", &sql, values, notice)?)
    }

    fn forget_notices_before(&self, day: Date) -> Result<usize, AccountError> {
        let sql = "DELETE FROM notices WHERE day < ?1";
        Ok(self.change("forget old notices", sql, [day.to_string()])?)
    }

    fn set_notices_off(&self, person: u32, off: bool) -> Result<(), AccountError> {
        let (step, sql) = if off {
            (
                "turn notices off",
                "INSERT INTO notices_off (person) \
                 SELECT ?1 WHERE EXISTS (SELECT 1 FROM cards WHERE person = ?1) \
                 ON CONFLICT (person) DO NOTHING",
            )
        } else {
            (
                "turn notices on",
                "DELETE FROM notices_off WHERE person = ?1",
            )
        };
        self.change(step, sql, [person])?;
        Ok(())
    }

    fn has_notices_off(&self, person: u32) -> Result<bool, AccountError> {
        if !self.has_notice_tables()? {
            return Ok(false);
        }
        let sql = "SELECT person FROM notices_off WHERE person = ?1";
        let found = self.rows("look whether notices are off", sql, [person], |row| {
            row.get::<_, u32>(0)
        })?;
        Ok(!found.is_empty())
    }

    fn notice_secret(&self, person: u32) -> Sha256Hash {
        login::notice_secret(&self.login_secret, person)
    }

    fn credential(&self, conference: u32, person: u32) -> Sha256Hash {
        login::credential(&self.login_secret, conference, person)
    }
}

impl SqliteStore {
    /// Whether the tables are there: they are made by whoever writes, so that
    /// an older folder that was only ever looked into has none.
    fn has_notice_tables(&self) -> Result<bool, StorageError> {
        let sql = "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'notices_off'";
        let found = self.rows("look for the table of notices", sql, [], |row| {
            row.get::<_, i64>(0)
        })?;
        Ok(!found.is_empty())
    }
}

/// The marks as they are kept: four bytes each.
fn marks(told: &[u32]) -> Vec<u8> {
    told.iter().flat_map(|mark| mark.to_be_bytes()).collect()
}

fn notice(row: &Row<'_>) -> rusqlite::Result<Notice> {
    let unreadable = |column: usize, what: &str| {
        rusqlite::Error::FromSqlConversionFailure(column, Type::Text, what.into())
    };
    let day: String = row.get(1)?;
    let standing: String = row.get(3)?;
    let told: Vec<u8> = row.get(4)?;
    let (told, _) = told.as_chunks::<4>();
    Ok(Notice {
        person: row.get(0)?,
        day: day.parse().map_err(|_| unreadable(1, "no day"))?,
        at_ms: row.get(2)?,
        standing: NoticeStanding::of_word(&standing)
            .ok_or_else(|| unreadable(3, "no standing of a notice"))?,
        told: told.iter().map(|mark| u32::from_be_bytes(*mark)).collect(),
    })
}
