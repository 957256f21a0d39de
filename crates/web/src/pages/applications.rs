//! Applications: what is under way in a unit, and one proceeding with all that
//! has happened in it, what comes next, by when and under which article.

mod fill;
pub(crate) mod forms;
pub(crate) mod list;
pub(crate) mod public;
pub(crate) mod routes;
pub(crate) mod striking;

use askama::Template;

use crate::articles::ArticleNote;
use crate::frame::{Frame, Link};

pub(crate) use fill::{directly, found as known, under_way, ways_in};
pub(crate) use list::all_of;

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
    /// The address that whoever applied from outside keeps.
    pub keep: Option<String>,
    /// Where taking it back is sent, for whoever applied from outside.
    pub withdraw: Option<String>,
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
