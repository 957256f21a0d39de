//! Accounts, sessions and views in SQLite.

use rusqlite::{OptionalExtension as _, Params, Row, params};

use super::SqliteStore;
use crate::error::{AccountError, Step as _, StorageError};
use crate::{Account, Accounts, Session, Sha256Hash, View, login};

impl Accounts for SqliteStore {
    fn add_account(
        &self,
        login: &str,
        actor: &str,
        password: &str,
        at_ms: i64,
    ) -> Result<Account, AccountError> {
        let id = self
            .writer()
            .organisation
            .prepare_cached(
                "INSERT INTO accounts (login, actor, password, created) VALUES (?1, ?2, ?3, ?4) \
                 ON CONFLICT (login) DO NOTHING RETURNING id",
            )
            .and_then(|mut statement| {
                let tag = login::tag(&self.login_secret, login);
                statement
                    .query_row(params![tag, actor, password, at_ms], |row| row.get(0))
                    .optional()
            })
            .step("keep an account")?
            .ok_or(AccountError::LoginTaken)?;
        Ok(Account {
            id,
            actor: actor.to_owned(),
            password: password.to_owned(),
            created_ms: at_ms,
        })
    }

    fn account_by_login(&self, login: &str) -> Result<Option<Account>, AccountError> {
        let tag = login::tag(&self.login_secret, login);
        let sql = "SELECT id, actor, password, created FROM accounts WHERE login = ?1";
        Ok(self.rows("look for an account", sql, [tag], account)?.pop())
    }

    fn accounts_of(&self, actor: &str) -> Result<Vec<Account>, AccountError> {
        let sql = "SELECT id, actor, password, created FROM accounts WHERE actor = ?1 ORDER BY id";
        Ok(self.rows("look for a person's accounts", sql, [actor], account)?)
    }

    fn set_password(&self, account: u32, password: &str) -> Result<bool, AccountError> {
        let sql = "UPDATE accounts SET password = ?2 WHERE id = ?1";
        Ok(self.change("change a password", sql, params![account, password])? > 0)
    }

    fn open_session(&self, session: &Session) -> Result<(), AccountError> {
        let sql = "INSERT INTO sessions (token, account, created, seen, expires) \
                   VALUES (?1, ?2, ?3, ?4, ?5)";
        let Session {
            token,
            account,
            created_ms,
            seen_ms,
            expires_ms,
        } = session;
        let values = params![token, account, created_ms, seen_ms, expires_ms];
        self.change("begin a session", sql, values)?;
        Ok(())
    }

    fn session(&self, token: &Sha256Hash) -> Result<Option<(Session, Account)>, AccountError> {
        let sql = "SELECT a.id, a.actor, a.password, a.created, s.created, s.seen, s.expires \
                   FROM sessions s JOIN accounts a ON a.id = s.account WHERE s.token = ?1";
        let found = self.rows("look for a session", sql, [token], |row| {
            Ok((account(row)?, row.get(4)?, row.get(5)?, row.get(6)?))
        })?;
        Ok(found
            .into_iter()
            .next()
            .map(|(account, created_ms, seen_ms, expires_ms)| {
                let token = *token;
                (
                    Session {
                        token,
                        account: account.id,
                        created_ms,
                        seen_ms,
                        expires_ms,
                    },
                    account,
                )
            }))
    }

    fn sessions_of(&self, account: u32) -> Result<Vec<Session>, AccountError> {
        let sql = "SELECT token, account, created, seen, expires FROM sessions \
                   WHERE account = ?1 ORDER BY seen DESC, created DESC, token";
        let found = self.rows(
            "look for the sessions of an account",
            sql,
            [account],
            |row| {
                Ok(Session {
                    token: row.get(0)?,
                    account: row.get(1)?,
                    created_ms: row.get(2)?,
                    seen_ms: row.get(3)?,
                    expires_ms: row.get(4)?,
                })
            },
        )?;
        Ok(found)
    }

    fn touch_session(&self, token: &Sha256Hash, seen_ms: i64) -> Result<(), AccountError> {
        let sql = "UPDATE sessions SET seen = ?2 WHERE token = ?1";
        self.change("note that a session was used", sql, params![token, seen_ms])?;
        Ok(())
    }

    fn close_session(&self, token: &Sha256Hash) -> Result<(), AccountError> {
        self.change(
            "end a session",
            "DELETE FROM sessions WHERE token = ?1",
            [token],
        )?;
        Ok(())
    }

    fn close_sessions_of(&self, account: u32) -> Result<usize, AccountError> {
        let sql = "DELETE FROM sessions WHERE account = ?1";
        Ok(self.change("end the sessions of an account", sql, [account])?)
    }

    fn close_stale_sessions(&self, now_ms: i64, idle_since_ms: i64) -> Result<usize, AccountError> {
        let sql = "DELETE FROM sessions WHERE expires <= ?1 OR seen < ?2";
        Ok(self.change("end stale sessions", sql, params![now_ms, idle_since_ms])?)
    }

    fn set_calendar(&self, account: u32, token: Option<&Sha256Hash>) -> Result<(), AccountError> {
        let Some(token) = token else {
            let sql = "DELETE FROM calendars WHERE account = ?1";
            self.change("close the calendars of an account", sql, [account])?;
            return Ok(());
        };
        let sql = "INSERT INTO calendars (account, token) VALUES (?1, ?2) \
                   ON CONFLICT (account) DO UPDATE SET token = excluded.token";
        self.change(
            "open the calendars of an account",
            sql,
            params![account, token],
        )?;
        Ok(())
    }

    fn has_calendar(&self, account: u32) -> Result<bool, AccountError> {
        let sql = "SELECT account FROM calendars WHERE account = ?1";
        let found = self.rows(
            "look for the calendars of an account",
            sql,
            [account],
            |row| row.get::<_, u32>(0),
        )?;
        Ok(!found.is_empty())
    }

    fn account_of_calendar(&self, token: &Sha256Hash) -> Result<Option<Account>, AccountError> {
        let sql = "SELECT a.id, a.actor, a.password, a.created \
                   FROM calendars c JOIN accounts a ON a.id = c.account WHERE c.token = ?1";
        Ok(self
            .rows("look for a calendar", sql, [token], account)?
            .pop())
    }

    fn record_view(&self, view: &View) -> Result<(), AccountError> {
        let sql = "INSERT INTO views (viewer, person, at) VALUES (?1, ?2, ?3)";
        self.change(
            "record a view",
            sql,
            params![view.viewer, view.person, view.at_ms],
        )?;
        Ok(())
    }

    fn views_of(&self, person: u32, count_max: usize) -> Result<Vec<View>, AccountError> {
        let sql =
            "SELECT viewer, person, at FROM views WHERE person = ?1 ORDER BY id DESC LIMIT ?2";
        let count_max = i64::try_from(count_max).unwrap_or(i64::MAX);
        Ok(
            self.rows("read who looked", sql, params![person, count_max], |row| {
                Ok(View {
                    viewer: row.get(0)?,
                    person: row.get(1)?,
                    at_ms: row.get(2)?,
                })
            })?,
        )
    }
}

impl SqliteStore {
    pub(super) fn change(
        &self,
        step: &'static str,
        sql: &str,
        values: impl Params,
    ) -> Result<usize, StorageError> {
        let writer = self.writer();
        let mut statement = writer.organisation.prepare_cached(sql).step(step)?;
        statement.execute(values).step(step)
    }

    pub(super) fn rows<T>(
        &self,
        step: &'static str,
        sql: &str,
        values: impl Params,
        read: fn(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>, StorageError> {
        let reader = self.reader();
        let mut statement = reader.organisation.prepare_cached(sql).step(step)?;
        let rows = statement.query_map(values, read).step(step)?;
        rows.collect::<Result<_, _>>().step(step)
    }
}

fn account(row: &Row<'_>) -> rusqlite::Result<Account> {
    Ok(Account {
        id: row.get(0)?,
        actor: row.get(1)?,
        password: row.get(2)?,
        created_ms: row.get(3)?,
    })
}
