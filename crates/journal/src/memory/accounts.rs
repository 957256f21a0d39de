//! Accounts, sessions and views in memory.

use std::collections::BTreeMap;

use super::MemoryStore;
use crate::error::{AccountError, Step as _};
use crate::{Account, Accounts, Session, Sha256Hash, View, login};

/// Who may come in, who is in, and who looked.
#[derive(Clone, Debug, Default)]
pub(super) struct Doors {
    accounts: BTreeMap<u32, Account>,
    logins: BTreeMap<Sha256Hash, u32>,
    sessions: BTreeMap<Sha256Hash, Session>,
    /// By account: what opens its calendars.
    calendars: BTreeMap<u32, Sha256Hash>,
    views: Vec<View>,
    account_last: u32,
}

impl Doors {
    /// Removes everything about a person.
    pub(super) fn forget(&mut self, person: u32) {
        let actor = format!("person:{person}");
        self.accounts.retain(|_, account| account.actor != actor);
        self.logins
            .retain(|_, account| self.accounts.contains_key(account));
        self.sessions
            .retain(|_, session| self.accounts.contains_key(&session.account));
        self.calendars
            .retain(|account, _| self.accounts.contains_key(account));
        self.views.retain(|view| view.person != person);
    }

    /// For whom somebody can sign in.
    pub(super) fn actors(&self) -> impl Iterator<Item = &str> {
        self.accounts.values().map(|account| account.actor.as_str())
    }

    fn close_where(&mut self, ends: impl Fn(&Session) -> bool) -> usize {
        let before = self.sessions.len();
        self.sessions.retain(|_, session| !ends(session));
        before - self.sessions.len()
    }
}

impl Accounts for MemoryStore {
    fn add_account(
        &self,
        login: &str,
        actor: &str,
        password: &str,
        at_ms: i64,
    ) -> Result<Account, AccountError> {
        let tag = login::tag(&self.login_secret, login);
        let doors = &mut self.shelves().doors;
        if doors.logins.contains_key(&tag) {
            return Err(AccountError::LoginTaken);
        }
        doors.account_last += 1;
        let account = Account {
            id: doors.account_last,
            actor: actor.to_owned(),
            password: password.to_owned(),
            created_ms: at_ms,
        };
        doors.logins.insert(tag, account.id);
        doors.accounts.insert(account.id, account.clone());
        Ok(account)
    }

    fn account_by_login(&self, login: &str) -> Result<Option<Account>, AccountError> {
        let tag = login::tag(&self.login_secret, login);
        let doors = &self.shelves().doors;
        Ok(doors
            .logins
            .get(&tag)
            .and_then(|id| doors.accounts.get(id))
            .cloned())
    }

    fn accounts_of(&self, actor: &str) -> Result<Vec<Account>, AccountError> {
        let shelves = self.shelves();
        let accounts = shelves.doors.accounts.values();
        Ok(accounts
            .filter(|account| account.actor == actor)
            .cloned()
            .collect())
    }

    fn set_password(&self, account: u32, password: &str) -> Result<bool, AccountError> {
        let found = &mut self.shelves().doors.accounts;
        let Some(account) = found.get_mut(&account) else {
            return Ok(false);
        };
        password.clone_into(&mut account.password);
        Ok(true)
    }

    fn open_session(&self, session: &Session) -> Result<(), AccountError> {
        let doors = &mut self.shelves().doors;
        if !doors.accounts.contains_key(&session.account) {
            return Ok(Err("there is no such account").step("begin a session")?);
        }
        doors.sessions.insert(session.token, session.clone());
        Ok(())
    }

    fn session(&self, token: &Sha256Hash) -> Result<Option<(Session, Account)>, AccountError> {
        let doors = &self.shelves().doors;
        let Some(session) = doors.sessions.get(token) else {
            return Ok(None);
        };
        Ok(doors
            .accounts
            .get(&session.account)
            .map(|account| (session.clone(), account.clone())))
    }

    fn sessions_of(&self, account: u32) -> Result<Vec<Session>, AccountError> {
        let doors = &self.shelves().doors;
        let sessions = doors.sessions.values();
        let mut sessions: Vec<Session> = sessions
            .filter(|session| session.account == account)
            .cloned()
            .collect();
        sessions.sort_by_key(|session| std::cmp::Reverse((session.seen_ms, session.created_ms)));
        Ok(sessions)
    }

    fn touch_session(&self, token: &Sha256Hash, seen_ms: i64) -> Result<(), AccountError> {
        if let Some(session) = self.shelves().doors.sessions.get_mut(token) {
            session.seen_ms = seen_ms;
        }
        Ok(())
    }

    fn close_session(&self, token: &Sha256Hash) -> Result<(), AccountError> {
        self.shelves().doors.sessions.remove(token);
        Ok(())
    }

    fn close_sessions_of(&self, account: u32) -> Result<usize, AccountError> {
        Ok(self
            .shelves()
            .doors
            .close_where(|session| session.account == account))
    }

    fn close_stale_sessions(&self, now_ms: i64, idle_since_ms: i64) -> Result<usize, AccountError> {
        Ok(self
            .shelves()
            .doors
            .close_where(|session| session.expires_ms <= now_ms || session.seen_ms < idle_since_ms))
    }

    fn set_calendar(&self, account: u32, token: Option<&Sha256Hash>) -> Result<(), AccountError> {
        let doors = &mut self.shelves().doors;
        match token {
            Some(_) if !doors.accounts.contains_key(&account) => {
                return Ok(Err("there is no such account").step("open its calendars")?);
            }
            Some(token) => doors.calendars.insert(account, *token),
            None => doors.calendars.remove(&account),
        };
        Ok(())
    }

    fn has_calendar(&self, account: u32) -> Result<bool, AccountError> {
        Ok(self.shelves().doors.calendars.contains_key(&account))
    }

    fn account_of_calendar(&self, token: &Sha256Hash) -> Result<Option<Account>, AccountError> {
        let doors = &self.shelves().doors;
        let found = doors.calendars.iter().find(|(_, kept)| *kept == token);
        Ok(found.and_then(|(account, _)| doors.accounts.get(account).cloned()))
    }

    fn record_view(&self, view: &View) -> Result<(), AccountError> {
        self.shelves().doors.views.push(view.clone());
        Ok(())
    }

    fn views_of(&self, person: u32, count_max: usize) -> Result<Vec<View>, AccountError> {
        let shelves = self.shelves();
        let views = shelves
            .doors
            .views
            .iter()
            .rev()
            .filter(|view| view.person == person);
        Ok(views.take(count_max).cloned().collect())
    }
}
