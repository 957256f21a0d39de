//! The one door: takes requests in order, decides, records, applies, answers.
//!
//! A [`Clerk`] is what pages and commands hold. Behind it one thread, the
//! desk, is the only writer; decision 001 says why there is one order.

mod card;
mod clerk;
mod clock;
mod desk;
mod directory;
mod failure;
mod history;
mod onlooker;
mod past;
mod recent;
mod recording;
mod replay;
mod submission;
mod verify;

pub use card::{
    Card, CardError, CardFault, CardLine, CardName, LINE_CHARACTERS_MAX, NAMES_MAX, NameDay,
    NameForm, NamesFault, ORDERS, SCRIPTS, SYSTEMS, by_word, phrase_of, word_of,
};
pub use clerk::{Clerk, Options, StateHash};
pub use clock::{Clock, SetClock};
pub use desk::SnapshotNews;
pub use directory::{Directory, NamesError, People};
pub use failure::{DeskFailure, OnFailure, StartError, Stopped};
pub use history::{HistoryEntry, HistoryError};
pub use onlooker::Onlooker;
pub use past::Past;
pub use recent::Recent;
pub use recording::{Recording, RecordingError};
pub use replay::{SnapshotStanding, Start};
pub use submission::{Denial, Pending, Receipt, Submission, Whose, fresh_key};
pub use verify::{Report, SnapshotCheck, VerifyError, verify};

pub use journal::{Account, Accounts, Notice, NoticeStanding, Notices, RequestKey, Session, View};
