//! A store in memory in which a test has a hand.

use std::ops::Range;
use std::sync::Arc;

use jiff::civil::Date;
use journal::{
    Account, AccountError, Accounts, AppendError, Document, Entry, Head, MemoryStore, Notice,
    NoticeStanding, Notices, PreparedRequest, ReadError, Recorded, RequestKey, Session, Snapshot,
    SnapshotError, SnapshotHead, StorageError, Store, View, WriteState,
};
use kernel::Subject;

type Append =
    dyn Fn(&MemoryStore, &Head, &[PreparedRequest]) -> Result<Head, AppendError> + Send + Sync;
type AfterCards = dyn Fn(Range<u32>) -> Result<(), StorageError> + Send + Sync;
type BeforeSnapshot = dyn Fn() -> Result<(), StorageError> + Send + Sync;

/// A store that asks the test before it does certain things.
pub(crate) struct Hooked {
    pub(crate) inner: Arc<MemoryStore>,
    /// In place of appending.
    pub(crate) append: Box<Append>,
    /// When cards have been read and before they are handed out.
    pub(crate) after_cards: Box<AfterCards>,
    /// Before a snapshot is kept.
    pub(crate) before_snapshot: Box<BeforeSnapshot>,
}

impl Hooked {
    /// A store in which nobody has a hand yet.
    pub(crate) fn new(inner: Arc<MemoryStore>) -> Hooked {
        Hooked {
            inner,
            append: Box::new(|inner, expected, batch| inner.append(expected, batch)),
            after_cards: Box::new(|_| Ok(())),
            before_snapshot: Box::new(|| Ok(())),
        }
    }
}

impl std::fmt::Debug for Hooked {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Hooked")
    }
}

impl Store for Hooked {
    fn append(&self, expected: &Head, batch: &[PreparedRequest]) -> Result<Head, AppendError> {
        (self.append)(&self.inner, expected, batch)
    }
    fn head(&self) -> Result<Head, ReadError> {
        self.inner.head()
    }
    fn entries(&self, from: u64, count_max: usize) -> Result<Vec<Entry>, ReadError> {
        self.inner.entries(from, count_max)
    }
    fn history(
        &self,
        subject: Subject,
        before: Option<u64>,
        count_max: usize,
    ) -> Result<Vec<Entry>, ReadError> {
        self.inner.history(subject, before, count_max)
    }
    fn history_named(
        &self,
        subject: Subject,
        names: &[&str],
        from: u64,
    ) -> Result<Vec<Entry>, ReadError> {
        self.inner.history_named(subject, names, from)
    }
    fn request(&self, key: &RequestKey) -> Result<Option<Recorded>, StorageError> {
        self.inner.request(key)
    }
    fn card(&self, person: u32) -> Result<Option<Vec<u8>>, ReadError> {
        self.inner.card(person)
    }
    fn cards(&self, persons: Range<u32>) -> Result<Vec<(u32, Vec<u8>)>, ReadError> {
        let cards = self.inner.cards(persons.clone());
        (self.after_cards)(persons)?;
        cards
    }
    fn cards_end(&self) -> Result<u32, StorageError> {
        self.inner.cards_end()
    }
    fn document(&self, id: u32) -> Result<Option<Document>, ReadError> {
        self.inner.document(id)
    }
    fn document_ids(&self) -> Result<Vec<u32>, StorageError> {
        self.inner.document_ids()
    }
    fn charter(&self, hash: &[u8; 32]) -> Result<Option<String>, StorageError> {
        self.inner.charter(hash)
    }
    fn charter_hashes(&self) -> Result<Vec<[u8; 32]>, StorageError> {
        self.inner.charter_hashes()
    }
    fn each_touched(
        &self,
        show: &mut dyn FnMut(Option<(Subject, u64)>),
    ) -> Result<(), StorageError> {
        self.inner.each_touched(show)
    }
    fn requests(&self) -> Result<Vec<Recorded>, StorageError> {
        self.inner.requests()
    }
    fn entry_count(&self) -> Result<u64, StorageError> {
        self.inner.entry_count()
    }
    fn put_snapshot(
        &self,
        head: &SnapshotHead,
        state: &mut WriteState<'_>,
    ) -> Result<(), SnapshotError> {
        (self.before_snapshot)()?;
        self.inner.put_snapshot(head, state)
    }
    fn snapshot(&self) -> Result<Option<Snapshot>, SnapshotError> {
        self.inner.snapshot()
    }
}

impl Accounts for Hooked {
    fn add_account(
        &self,
        login: &str,
        actor: &str,
        password: &str,
        at_ms: i64,
    ) -> Result<journal::Account, AccountError> {
        self.inner.add_account(login, actor, password, at_ms)
    }
    fn account_by_login(&self, login: &str) -> Result<Option<Account>, AccountError> {
        self.inner.account_by_login(login)
    }
    fn accounts_of(&self, actor: &str) -> Result<Vec<Account>, AccountError> {
        self.inner.accounts_of(actor)
    }
    fn set_password(&self, account: u32, password: &str) -> Result<bool, AccountError> {
        self.inner.set_password(account, password)
    }
    fn open_session(&self, session: &Session) -> Result<(), AccountError> {
        self.inner.open_session(session)
    }
    fn session(&self, token: &[u8; 32]) -> Result<Option<(Session, Account)>, AccountError> {
        self.inner.session(token)
    }
    fn touch_session(&self, token: &[u8; 32], seen_ms: i64) -> Result<(), AccountError> {
        self.inner.touch_session(token, seen_ms)
    }
    fn close_session(&self, token: &[u8; 32]) -> Result<(), AccountError> {
        self.inner.close_session(token)
    }
    fn sessions_of(&self, account: u32) -> Result<Vec<Session>, AccountError> {
        self.inner.sessions_of(account)
    }
    fn close_sessions_of(&self, account: u32) -> Result<usize, AccountError> {
        self.inner.close_sessions_of(account)
    }
    fn close_stale_sessions(&self, now_ms: i64, idle_since_ms: i64) -> Result<usize, AccountError> {
        self.inner.close_stale_sessions(now_ms, idle_since_ms)
    }
    fn set_calendar(&self, account: u32, token: Option<&[u8; 32]>) -> Result<(), AccountError> {
        self.inner.set_calendar(account, token)
    }

    fn has_calendar(&self, account: u32) -> Result<bool, AccountError> {
        self.inner.has_calendar(account)
    }

    fn account_of_calendar(&self, token: &[u8; 32]) -> Result<Option<Account>, AccountError> {
        self.inner.account_of_calendar(token)
    }

    fn record_view(&self, view: &View) -> Result<(), AccountError> {
        self.inner.record_view(view)
    }
    fn views_of(&self, person: u32, count_max: usize) -> Result<Vec<View>, AccountError> {
        self.inner.views_of(person, count_max)
    }
}

impl Notices for Hooked {
    fn persons_to_notify(&self) -> Result<Vec<u32>, AccountError> {
        self.inner.persons_to_notify()
    }
    fn begin_notice(&self, notice: &Notice) -> Result<bool, AccountError> {
        self.inner.begin_notice(notice)
    }
    fn end_notice(
        &self,
        person: u32,
        day: Date,
        standing: NoticeStanding,
    ) -> Result<(), AccountError> {
        self.inner.end_notice(person, day, standing)
    }
    fn withdraw_notice(&self, person: u32, day: Date) -> Result<(), AccountError> {
        self.inner.withdraw_notice(person, day)
    }
    fn last_notice(&self, person: u32) -> Result<Option<Notice>, AccountError> {
        self.inner.last_notice(person)
    }
    fn notices_since(&self, day: Date, count_max: usize) -> Result<Vec<Notice>, AccountError> {
        self.inner.notices_since(day, count_max)
    }
    fn forget_notices_before(&self, day: Date) -> Result<usize, AccountError> {
        self.inner.forget_notices_before(day)
    }
    fn set_notices_off(&self, person: u32, off: bool) -> Result<(), AccountError> {
        self.inner.set_notices_off(person, off)
    }
    fn has_notices_off(&self, person: u32) -> Result<bool, AccountError> {
        self.inner.has_notices_off(person)
    }
    fn notice_secret(&self, person: u32) -> [u8; 32] {
        self.inner.notice_secret(person)
    }

    fn credential(&self, conference: u32, person: u32) -> [u8; 32] {
        self.inner.credential(conference, person)
    }
}
