//! Affiliated bodies: the list with its search, and the forms that enter, correct and end.

pub(crate) mod fill;
mod forms;
pub(crate) mod list;
pub(crate) mod routes;

use askama::Template;
use askama::filters::HtmlSafe;

use crate::articles::ArticleNote;
use crate::frame::Link;

/// The affiliated bodies of a unit, as a part of its page.
#[derive(Debug, Template)]
#[template(path = "bodies/of_unit.html")]
pub struct BodiesOfUnit {
    /// Those that are affiliated now.
    pub rows: Vec<String>,
    /// What the viewer may do.
    pub acts: Vec<Link>,
    /// The article.
    pub article: Option<ArticleNote>,
}

impl HtmlSafe for BodiesOfUnit {}
