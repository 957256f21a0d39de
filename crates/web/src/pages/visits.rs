//! Who looks after whom: the units one looks after, in the order in which help
//! is needed, and the visits to a unit.

pub(crate) mod area;
pub(crate) mod fill;
pub(crate) mod list;
pub(crate) mod routes;
pub(crate) mod signs;

use askama::Template;

use crate::articles::ArticleNote;
use crate::frame::{Frame, Link};
use crate::listing::{Pager, Search};
use crate::pictures::strip::Year;
use crate::standing::Standing;
pub use signs::Sign;

/// The units that the viewer looks after, where help is needed first.
#[derive(Debug, Template)]
#[template(path = "visits/area.html")]
pub struct AreaPage {
    /// What stands around it.
    pub frame: Frame,
    /// How many units they are, and in which order they stand.
    pub about: String,
    /// Search and filters.
    pub search: Search,
    /// A row a unit.
    pub rows: Vec<LookedAfter>,
    /// Which rows are shown.
    pub pager: Pager,
    /// The article that says who looks after whom.
    pub article: Option<ArticleNote>,
}

/// A unit that is looked after.
#[derive(Debug)]
pub struct LookedAfter {
    /// The unit.
    pub unit: Link,
    /// Its people, in words.
    pub people: String,
    /// How it stands to the rules.
    pub standing: Standing,
    /// Its meetings of the year in little, where the charter lays down a rhythm.
    pub year: Option<Year>,
    /// Whether it is alive, sign by sign.
    pub signs: Vec<Sign>,
    /// Why it stands where it stands in the list.
    pub why: String,
    /// What else is the matter, most urgent first.
    pub findings: Vec<String>,
    /// When it was last visited, in words.
    pub visited: String,
    /// What has changed since then, in words.
    pub since: Option<String>,
    /// The way to every change since then.
    pub changes: Option<Link>,
    /// The way to its visits.
    pub visits: Link,
    /// The way to record one.
    pub record: Option<Link>,
}

/// One visit.
#[derive(Debug, Template)]
#[template(path = "visits/show.html")]
pub struct VisitPage {
    /// What stands around it.
    pub frame: Frame,
    /// Its day.
    pub heading: String,
    /// The unit, and the way to its visits.
    pub unit: Link,
    /// How far away it is, and from which unit.
    pub about: String,
    /// What was agreed; none where nothing was, or the text is erased.
    pub agreed: Option<String>,
    /// Why the record was corrected or struck.
    pub reason: Option<String>,
    /// Whether it was struck.
    pub struck: bool,
    /// What the viewer may do: correct it, strike it.
    pub acts: Vec<Link>,
    /// The article that says who looks after whom.
    pub article: Option<ArticleNote>,
}
