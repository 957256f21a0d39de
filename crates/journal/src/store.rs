//! What every place to keep things must offer: the traits and their data.

use std::fmt::Debug;
use std::ops::Range;

use kernel::Subject;

use crate::error::{AccountError, AppendError, ReadError, SnapshotError, StorageError};
use crate::seal::{SealedCard, SealedDocument};
use crate::{
    Entry, Head, Notices, Recorded, RequestKey, Sha256Hash, Snapshot, SnapshotHead, WriteState,
};

/// An event that is about to become an entry.
#[derive(Clone, Debug)]
pub struct PreparedEntry {
    /// One JSON object on one line.
    pub event: String,
    /// What it touches, each once.
    pub touched: Vec<Subject>,
}

/// Something to be erased for good, in every backup too.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Erasure {
    /// A person's card, with their accounts, sessions, notices and the record of who looked.
    Person(u32),
    /// A document's text.
    Document(u32),
}

/// Everything one request leaves behind.
#[derive(Clone, Debug)]
pub struct PreparedRequest {
    /// The key the client made.
    pub key: RequestKey,
    /// When, in milliseconds since 1970-01-01 UTC.
    pub at_ms: i64,
    /// Who: `operator` or `person:123`.
    pub actor: String,
    /// What happened; may be empty when nothing had to change.
    pub entries: Vec<PreparedEntry>,
    /// New or changed cards.
    pub cards: Vec<SealedCard>,
    /// New documents.
    pub documents: Vec<SealedDocument>,
    /// Texts of charters the entries rest on, kept by their hash.
    pub charters: Vec<String>,
    /// What is erased; carried out after the cards and documents are kept.
    pub erasures: Vec<Erasure>,
}

/// What is found under a document's number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Document {
    /// The text.
    Text {
        /// The bytes that were sealed.
        text: Vec<u8>,
        /// What the chain must say about them, made afresh from key and text.
        fingerprint: Sha256Hash,
    },
    /// It was there and has been erased.
    Erased,
}

/// How many persons' cards are read at a time.
const CARDS_AT_A_TIME: u32 = 4096;

/// Keeps one organisation: its journal, what people wrote, and who they are.
///
/// One conformance suite runs over all implementations.
pub trait Store: Accounts + Notices {
    /// Where the journal ends.
    ///
    /// # Errors
    /// When the storage fails or the last entry is unreadable.
    fn head(&self) -> Result<Head, ReadError>;

    /// Appends a batch in one transaction and returns the new head. When this
    /// returns, the batch is durable and what it erases is gone.
    ///
    /// # Errors
    /// When the journal does not end at `expected`, a key or a document number
    /// is used already, or the storage fails. The caller must then stop.
    fn append(&self, expected: &Head, batch: &[PreparedRequest]) -> Result<Head, AppendError>;

    /// At most `count_max` entries from sequence `from` on, in order.
    ///
    /// # Errors
    /// When the storage fails or an entry is unreadable.
    fn entries(&self, from: u64, count_max: usize) -> Result<Vec<Entry>, ReadError>;

    /// At most `count_max` entries that touched `subject`, newest first, only
    /// those before sequence `before` when it is given.
    ///
    /// # Errors
    /// When the storage fails or an entry is unreadable.
    fn history(
        &self,
        subject: Subject,
        before: Option<u64>,
        count_max: usize,
    ) -> Result<Vec<Entry>, ReadError>;

    /// The entries that touched `subject`, from sequence `from` on and in their
    /// order, whose events have one of these names. The others are passed over.
    ///
    /// # Errors
    /// When the storage fails or one of them is unreadable.
    fn history_named(
        &self,
        subject: Subject,
        names: &[&str],
        from: u64,
    ) -> Result<Vec<Entry>, ReadError>;

    /// What the request with this key recorded, if there was one.
    ///
    /// # Errors
    /// When the storage fails.
    fn request(&self, key: &RequestKey) -> Result<Option<Recorded>, StorageError>;

    /// A person's card, if they have one.
    ///
    /// # Errors
    /// When the storage fails or the card does not open.
    fn card(&self, person: u32) -> Result<Option<Vec<u8>>, ReadError>;

    /// The cards of the persons with these numbers, in their order. Whoever
    /// asks for a great many keeps others waiting.
    ///
    /// # Errors
    /// When the storage fails or a card does not open.
    fn cards(&self, persons: Range<u32>) -> Result<Vec<(u32, Vec<u8>)>, ReadError>;

    /// The number behind that of the last person with a card; nought when
    /// nobody has one.
    ///
    /// # Errors
    /// When the storage fails.
    fn cards_end(&self) -> Result<u32, StorageError>;

    /// Shows every card, in the order of the persons' numbers.
    ///
    /// # Errors
    /// When the storage fails or a card does not open.
    fn each_card(&self, show: &mut dyn FnMut(u32, Vec<u8>)) -> Result<(), ReadError> {
        let end = self.cards_end()?;
        let (mut from, mut count) = (0_u32, CARDS_AT_A_TIME);
        while from < end {
            let until = from.saturating_add(count).min(end);
            let cards = self.cards(from..until)?;
            // A wide gap between two numbers is crossed in a few strides.
            count = if cards.is_empty() {
                count.saturating_mul(2)
            } else {
                CARDS_AT_A_TIME
            };
            for (person, card) in cards {
                show(person, card);
            }
            from = until;
        }
        Ok(())
    }

    /// A document, if there ever was one with this number.
    ///
    /// # Errors
    /// When the storage fails or the document does not open.
    fn document(&self, id: u32) -> Result<Option<Document>, ReadError>;

    /// The numbers of all documents there ever were, ascending.
    ///
    /// # Errors
    /// When the storage fails.
    fn document_ids(&self) -> Result<Vec<u32>, StorageError>;

    /// The text of the charter with this hash, if it is kept.
    ///
    /// # Errors
    /// When the storage fails.
    fn charter(&self, hash: &Sha256Hash) -> Result<Option<String>, StorageError>;

    /// The hashes under which charters are kept, ascending.
    ///
    /// # Errors
    /// When the storage fails.
    fn charter_hashes(&self) -> Result<Vec<Sha256Hash>, StorageError>;

    /// Shows every row of the touched-index for the verifier, in the order of
    /// the words of [`crate::subject_parts`], the numbers and the sequences. A
    /// row whose kind or numbers cannot be read is shown as `None`.
    ///
    /// # Errors
    /// When the storage fails.
    fn each_touched(
        &self,
        show: &mut dyn FnMut(Option<(Subject, u64)>),
    ) -> Result<(), StorageError>;

    /// Every recorded request that caused entries or changed nothing, ordered
    /// by its first entry and then its last, for the verifier.
    ///
    /// # Errors
    /// When the storage fails.
    fn requests(&self) -> Result<Vec<Recorded>, StorageError>;

    /// How many rows the journal has, readable or not, for the verifier.
    ///
    /// # Errors
    /// When the storage fails.
    fn entry_count(&self) -> Result<u64, StorageError>;

    /// Keeps a snapshot in place of the one before, as `state` gives it. Other
    /// uses of the store do not wait for it. One at a time.
    ///
    /// # Errors
    /// When the storage fails; the one before is then still there.
    fn put_snapshot(
        &self,
        head: &SnapshotHead,
        state: &mut WriteState<'_>,
    ) -> Result<(), SnapshotError>;

    /// The latest snapshot, if there is one, to be read.
    ///
    /// # Errors
    /// When the storage fails or the snapshot is damaged in its head.
    fn snapshot(&self) -> Result<Option<Snapshot>, SnapshotError>;
}

/// An account: how somebody signs in.
#[derive(Clone, PartialEq, Eq)]
pub struct Account {
    /// Its number.
    pub id: u32,
    /// For whom it acts: `operator` or `person:123`.
    pub actor: String,
    /// The password's hash, as the caller made it.
    pub password: String,
    /// When it was made, in milliseconds since 1970-01-01 UTC.
    pub created_ms: i64,
}

impl Debug for Account {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Account")
            .field("id", &self.id)
            .field("actor", &self.actor)
            .finish_non_exhaustive()
    }
}

/// One signed-in browser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// SHA-256 of the token in the browser's cookie.
    pub token: Sha256Hash,
    /// The account it belongs to.
    pub account: u32,
    /// When it began, in milliseconds since 1970-01-01 UTC.
    pub created_ms: i64,
    /// When it was last used.
    pub seen_ms: i64,
    /// When it ends whatever happens.
    pub expires_ms: i64,
}

/// Somebody looked at a person's card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    /// Who looked: `operator` or `person:123`.
    pub viewer: String,
    /// At whose card.
    pub person: u32,
    /// When, in milliseconds since 1970-01-01 UTC.
    pub at_ms: i64,
}

/// Accounts, sessions and the record of who looked at whose card. They are
/// not part of the journal: they go when their person goes.
pub trait Accounts: Send + Sync + Debug {
    /// Makes an account and returns it.
    ///
    /// # Errors
    /// When the login is taken or the storage fails.
    fn add_account(
        &self,
        login: &str,
        actor: &str,
        password: &str,
        at_ms: i64,
    ) -> Result<Account, AccountError>;

    /// The account with this login, if there is one.
    ///
    /// # Errors
    /// When the storage fails.
    fn account_by_login(&self, login: &str) -> Result<Option<Account>, AccountError>;

    /// The accounts that act for `actor`.
    ///
    /// # Errors
    /// When the storage fails.
    fn accounts_of(&self, actor: &str) -> Result<Vec<Account>, AccountError>;

    /// Changes an account's password; false when there is no such account.
    ///
    /// # Errors
    /// When the storage fails.
    fn set_password(&self, account: u32, password: &str) -> Result<bool, AccountError>;

    /// Begins a session.
    ///
    /// # Errors
    /// When the account is unknown or the storage fails.
    fn open_session(&self, session: &Session) -> Result<(), AccountError>;

    /// The session with this token and its account, if there is one. Whether
    /// it has expired is for the caller to judge, who knows the time.
    ///
    /// # Errors
    /// When the storage fails.
    fn session(&self, token: &Sha256Hash) -> Result<Option<(Session, Account)>, AccountError>;

    /// The sessions of an account, the last used first. Whether one has expired
    /// is for the caller to judge.
    ///
    /// # Errors
    /// When the storage fails.
    fn sessions_of(&self, account: u32) -> Result<Vec<Session>, AccountError>;

    /// Notes that a session was used.
    ///
    /// # Errors
    /// When the storage fails.
    fn touch_session(&self, token: &Sha256Hash, seen_ms: i64) -> Result<(), AccountError>;

    /// Ends a session.
    ///
    /// # Errors
    /// When the storage fails.
    fn close_session(&self, token: &Sha256Hash) -> Result<(), AccountError>;

    /// Ends all sessions of an account and says how many there were.
    ///
    /// # Errors
    /// When the storage fails.
    fn close_sessions_of(&self, account: u32) -> Result<usize, AccountError>;

    /// Ends all sessions that expire at or before `now_ms` or were last used
    /// before `idle_since_ms`, and says how many there were.
    ///
    /// # Errors
    /// When the storage fails.
    fn close_stale_sessions(&self, now_ms: i64, idle_since_ms: i64) -> Result<usize, AccountError>;

    /// Keeps what opens the calendars of an account, in the place of what did; none closes them.
    ///
    /// # Errors
    /// When the account is unknown or the storage fails.
    fn set_calendar(&self, account: u32, token: Option<&Sha256Hash>) -> Result<(), AccountError>;

    /// Whether something opens the calendars of an account.
    ///
    /// # Errors
    /// When the storage fails.
    fn has_calendar(&self, account: u32) -> Result<bool, AccountError>;

    /// The account whose calendars this opens, if it opens any.
    ///
    /// # Errors
    /// When the storage fails.
    fn account_of_calendar(&self, token: &Sha256Hash) -> Result<Option<Account>, AccountError>;

    /// Records that somebody looked at a person's card.
    ///
    /// # Errors
    /// When the storage fails.
    fn record_view(&self, view: &View) -> Result<(), AccountError>;

    /// Who looked at a person's card, newest first.
    ///
    /// # Errors
    /// When the storage fails.
    fn views_of(&self, person: u32, count_max: usize) -> Result<Vec<View>, AccountError>;
}
