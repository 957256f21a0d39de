//! Affiliated bodies: the list with its search, and the forms that enter, correct and end.

pub(crate) mod fill;
mod forms;
pub(crate) mod routes;

use askama::Template;
use askama::filters::HtmlSafe;

use crate::articles::ArticleNote;
use crate::frame::{Frame, Link};
use crate::listing::{Pager, Search};

/// The register of affiliated bodies.
#[derive(Debug, Template)]
#[template(path = "bodies/list.html")]
pub struct BodiesPage {
    /// What stands around it.
    pub frame: Frame,
    /// What is listed, in a sentence.
    pub about: String,
    /// The article.
    pub article: Option<ArticleNote>,
    /// The search, with the kind as filter.
    pub search: Search,
    /// The bodies of this page.
    pub rows: Vec<BodyRow>,
    /// Which of them are shown.
    pub pager: Pager,
}

/// A body in the list.
#[derive(Debug)]
pub struct BodyRow {
    /// Its name.
    pub name: String,
    /// Its kind, since when and until when.
    pub about: String,
    /// The unit that keeps it on its register.
    pub unit: Link,
    /// The contact person, where one is named.
    pub contact: Option<String>,
    /// What the viewer may do.
    pub acts: Vec<Link>,
}

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
