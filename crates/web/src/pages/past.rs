//! The organisation as it stood on a day: a unit, a person, the tree, the posts,
//! the charter; the line of a unit; what changed between two days.

pub(crate) mod between;
pub(crate) mod changes;
mod charter;
pub(crate) mod day;
pub(crate) mod holders;
pub(crate) mod line;
pub(crate) mod people;
mod person;
mod posts;
pub(crate) mod routes;
pub(crate) mod telling;
pub(crate) mod then;
mod tree;
mod unit;

use askama::Template;

use crate::articles::ArticleNote;
use crate::frame::{Frame, Link};
use crate::listing::Pager;
use crate::pages::posts::Who;

/// A unit, a person, the tree or posts on a day.
#[derive(Debug, Template)]
#[template(path = "past/show.html")]
pub(crate) struct PastPage {
    pub(crate) frame: Frame,
    pub(crate) heading: String,
    pub(crate) about: String,
    /// What else is to be said of it, a sentence each.
    pub(crate) said: Vec<String>,
    pub(crate) article: Option<ArticleNote>,
    pub(crate) parts: Vec<Part>,
    /// The ways to other pages of that day.
    pub(crate) ways: Vec<Link>,
}

/// A part of such a page.
#[derive(Debug)]
pub(crate) struct Part {
    pub(crate) heading: String,
    /// What stands instead of rows, or before them.
    pub(crate) note: Option<String>,
    pub(crate) rows: Vec<Row>,
    pub(crate) pager: Option<Pager>,
    pub(crate) article: Option<ArticleNote>,
}

/// A line of a part.
#[derive(Debug)]
pub(crate) struct Row {
    /// What comes before it: the title of a post, with the way to it.
    pub(crate) title: Option<Link>,
    pub(crate) who: Who,
    /// What is said of it, in small type.
    pub(crate) about: String,
}

impl Part {
    pub(crate) fn new(heading: impl Into<String>, rows: Vec<Row>) -> Part {
        Part {
            heading: heading.into(),
            note: None,
            rows,
            pager: None,
            article: None,
        }
    }
}

/// A page that says why there is nothing to show of a day.
pub(crate) fn nothing(frame: Frame, heading: &str, said: Vec<String>, ways: Vec<Link>) -> PastPage {
    PastPage {
        frame,
        heading: heading.to_owned(),
        about: String::new(),
        said,
        article: None,
        parts: Vec::new(),
        ways,
    }
}
