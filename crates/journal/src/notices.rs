//! What is kept about notices by e-mail: which mail was begun for whom on
//! which day and how it ended, and who wants none.
//!
//! It stands outside the journal, as accounts do, and goes with its person.
//! No word of a mail is kept, and no address.

use jiff::civil::Date;

use crate::Sha256Hash;
use crate::error::AccountError;

/// How the notice of a day ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoticeStanding {
    /// It was begun; whether it arrived is not known. It is not tried again that day.
    Begun,
    /// The mail server took it.
    Sent,
    /// The mail server refuses the address.
    Refused,
}

/// The notice that a person was given on a day, or was to be given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// To whom.
    pub person: u32,
    /// Of which day. There is one a day at most.
    pub day: Date,
    /// When it was begun, in milliseconds since 1970-01-01 UTC.
    pub at_ms: i64,
    /// How it ended.
    pub standing: NoticeStanding,
    /// What it told, a mark for each thing: enough to see what is new, not to read it.
    pub told: Vec<u32>,
}

/// Keeps what is to be known about notices by e-mail.
pub trait Notices: Send + Sync {
    /// The persons for whom somebody can sign in and who have not turned the
    /// mail off, ascending.
    ///
    /// # Errors
    /// When the storage fails.
    fn persons_to_notify(&self) -> Result<Vec<u32>, AccountError>;

    /// Begins a notice as the only one of its person and day, durably; false
    /// when there is one already, the person has turned the mail off, or has no
    /// card any more.
    ///
    /// # Errors
    /// When the storage fails.
    fn begin_notice(&self, notice: &Notice) -> Result<bool, AccountError>;

    /// Says how a notice that was begun has ended.
    ///
    /// # Errors
    /// When the storage fails.
    fn end_notice(
        &self,
        person: u32,
        day: Date,
        standing: NoticeStanding,
    ) -> Result<(), AccountError>;

    /// Takes back a notice that was begun and has certainly not been sent, so
    /// that it can be begun again the same day.
    ///
    /// # Errors
    /// When the storage fails.
    fn withdraw_notice(&self, person: u32, day: Date) -> Result<(), AccountError>;

    /// The latest notice of a person, whatever became of it.
    ///
    /// # Errors
    /// When the storage fails.
    fn last_notice(&self, person: u32) -> Result<Option<Notice>, AccountError>;

    /// The notices from a day on, newest day first, then by person.
    ///
    /// # Errors
    /// When the storage fails.
    fn notices_since(&self, day: Date, count_max: usize) -> Result<Vec<Notice>, AccountError>;

    /// Forgets the notices of the days before `day`, and says how many there were.
    ///
    /// # Errors
    /// When the storage fails.
    fn forget_notices_before(&self, day: Date) -> Result<usize, AccountError>;

    /// Turns the mail to a person off or on again.
    ///
    /// # Errors
    /// When the storage fails.
    fn set_notices_off(&self, person: u32, off: bool) -> Result<(), AccountError>;

    /// Whether a person has turned the mail off.
    ///
    /// # Errors
    /// When the storage fails.
    fn has_notices_off(&self, person: u32) -> Result<bool, AccountError>;

    /// What stands in the address under which a person turns the mail off
    /// without signing in. It is the same in every mail and kept nowhere.
    fn notice_secret(&self, person: u32) -> Sha256Hash;

    /// What the code is made of that a delegate shows at the door of a conference.
    /// It is the same on every list and kept nowhere.
    fn credential(&self, conference: u32, person: u32) -> Sha256Hash;
}

/// The words under which a standing is kept.
impl NoticeStanding {
    pub(crate) fn word(self) -> &'static str {
        match self {
            NoticeStanding::Begun => "begun",
            NoticeStanding::Sent => "sent",
            NoticeStanding::Refused => "refused",
        }
    }

    pub(crate) fn of_word(word: &str) -> Option<NoticeStanding> {
        [
            NoticeStanding::Begun,
            NoticeStanding::Sent,
            NoticeStanding::Refused,
        ]
        .into_iter()
        .find(|standing| standing.word() == word)
    }
}

/// The person for whom an account acts, if it acts for one.
pub(crate) fn person_of(actor: &str) -> Option<u32> {
    actor.strip_prefix("person:")?.parse().ok()
}
