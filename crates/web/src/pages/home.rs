//! Home: what is due from the viewer and the viewer's units, most urgent first.

mod bulletins;
pub(crate) mod conferences;
pub(crate) mod fill;
mod flow;
pub(crate) mod list;
mod posts;
pub(crate) mod reminding;
pub(crate) mod routes;

use askama::Template;

use crate::articles::ArticleNote;
use crate::frame::{Frame, Link};
use crate::pages::units::Figure;
use crate::pictures::mosaic::Mosaic;
use crate::pictures::strip::Strip;
use crate::standing::Standing;

/// The home page.
#[derive(Debug, Template)]
#[template(path = "home/show.html")]
pub struct HomePage {
    /// What stands around it.
    pub frame: Frame,
    /// Today, in full.
    pub today: String,
    /// What is due, most urgent first.
    pub due: Vec<Due>,
    /// The way to the rest, where there is more than fits.
    pub more: Option<Link>,
    /// Directives that came from above and wait for the viewer.
    pub above: Vec<Due>,
    /// The way to the rest of them.
    pub more_above: Option<Link>,
    /// Units the viewer belongs to or holds a post in.
    pub own: Vec<OwnUnit>,
    /// What the viewer looks after, for a viewer with units beneath.
    pub below: Option<Below>,
}

/// Something that is due.
#[derive(Debug)]
pub struct Due {
    /// What it is.
    pub what: Link,
    /// How far away: `in 3 days`, `2 days late`.
    pub when: String,
    /// Whether its day has passed.
    pub late: bool,
    /// What else helps: when it was last done, what happens otherwise.
    pub details: Vec<String>,
    /// The way to do it.
    pub act: Option<Link>,
    /// The article that asks for it.
    pub article: Option<ArticleNote>,
}

/// A unit of the viewer's.
#[derive(Debug)]
pub struct OwnUnit {
    /// The unit.
    pub unit: Link,
    /// Where it stands, and the viewer's post or grade in it.
    pub place: String,
    /// Its people, counted by grade: `22 members`, `2 guests`.
    pub counts: Vec<String>,
    /// How it stands to the rules.
    pub standing: Standing,
    /// What the standing means: how far the edge is and what lies behind it.
    pub note: Option<String>,
    /// Its meetings of the year.
    pub strip: Option<Strip>,
    /// What is done there most, where the viewer may.
    pub act: Option<Link>,
    /// The article that governs the standing.
    pub article: Option<ArticleNote>,
}

/// The units under the viewer's.
#[derive(Debug)]
pub struct Below {
    /// The unit they stand under.
    pub unit: Link,
    /// Figures that lead to what they count.
    pub figures: Vec<Figure>,
    /// The small picture of them.
    pub mosaic: Mosaic,
    /// The way to where help is needed, for whoever visits units.
    pub area: Option<Link>,
}
