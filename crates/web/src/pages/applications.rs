//! Applications: what is under way in a unit, and one proceeding with all that
//! has happened in it, what comes next, by when and under which article.

mod fill;
pub(crate) mod forms;
mod list;
pub(crate) mod routes;
pub(crate) mod striking;

use askama::Template;

use crate::articles::ArticleNote;
use crate::frame::{Frame, Link};
use crate::listing::{Pager, Search};

pub(crate) use fill::{directly, found as known, under_way, ways_in};
pub(crate) use list::all_of;

/// The proceedings of a unit.
#[derive(Debug, Template)]
#[template(path = "applications/list.html")]
pub struct ApplicationsPage {
    /// What stands around it.
    pub frame: Frame,
    /// Whose they are.
    pub heading: String,
    /// What is shown, in a sentence.
    pub about: String,
    /// What the viewer may open.
    pub acts: Vec<Link>,
    /// The search.
    pub search: Search,
    /// The rows.
    pub rows: Vec<ApplicationRow>,
    /// Which of them are shown.
    pub pager: Pager,
    /// The article that governs them.
    pub article: Option<ArticleNote>,
}

/// A proceeding in a list.
#[derive(Debug)]
pub struct ApplicationRow {
    /// What it is and about whom.
    pub what: Link,
    /// The unit.
    pub unit: String,
    /// Where it stands.
    pub stands: String,
    /// Whether a time has passed.
    pub late: bool,
}

/// One proceeding.
#[derive(Debug, Template)]
#[template(path = "applications/show.html")]
pub struct ApplicationPage {
    /// What stands around it.
    pub frame: Frame,
    /// What it is and about whom.
    pub heading: String,
    /// The unit, where the viewer may know of it.
    pub unit: Option<Link>,
    /// Since when.
    pub about: String,
    /// Where it stands and what comes next, in sentences.
    pub next: Vec<String>,
    /// Whether a time has passed.
    pub late: bool,
    /// The steps.
    pub steps: Vec<StepLine>,
    /// Who has signed.
    pub sponsors: Vec<String>,
    /// What the viewer may do.
    pub acts: Vec<Link>,
    /// The article that governs it.
    pub article: Option<ArticleNote>,
}

/// A step in the strip.
#[derive(Debug)]
pub struct StepLine {
    /// What happens in it.
    pub title: String,
    /// Whose turn it is, or was.
    pub by: String,
    /// Where it stands, in a word.
    pub word: &'static str,
    /// How that is marked: `inside`, `near`, `outside` or nothing.
    pub class: &'static str,
    /// The shape that says the same.
    pub shape: &'static str,
    /// What came of it.
    pub details: Vec<String>,
}
