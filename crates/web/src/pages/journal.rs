//! The journal: what was done and by whom, and whether every entry is as it
//! was written.

mod fill;
pub(crate) mod routes;
pub(crate) mod telling;

use askama::Template;

use crate::forms::Guard;
use crate::frame::{Frame, Link};
use crate::listing::{Pager, Search};

/// The journal, newest first.
#[derive(Debug, Template)]
#[template(path = "journal/list.html")]
pub struct JournalPage {
    /// What stands around it.
    pub frame: Frame,
    /// What the viewer sees of it, in a sentence.
    pub about: String,
    /// Whether the chain holds, as far as it has been read.
    pub verified: Verified,
    /// Search and filters.
    pub search: Search,
    /// The entries, newest first.
    pub entries: Vec<Entry>,
    /// Which of them are shown.
    pub pager: Pager,
}

/// What reading the journal again has shown.
#[derive(Debug)]
pub enum Verified {
    /// It has not been read again yet; the form asks for it, where the viewer may.
    NotYet(Option<Guard>),
    /// Every entry is as it was written: in a sentence, with the number of entries and the time.
    Whole(String),
    /// An entry is not as it was written: which, in a sentence.
    Broken(String),
}

/// An entry.
#[derive(Debug)]
pub struct Entry {
    /// Its number.
    pub number: u64,
    /// When, to the minute.
    pub when: String,
    /// What was done, in a sentence, with the way to it.
    pub what: Link,
    /// What units it names are called today, where that is said here.
    pub now: Option<String>,
    /// By whom, and in which post.
    pub who: String,
    /// The first digits of its hash.
    pub hash: String,
}
