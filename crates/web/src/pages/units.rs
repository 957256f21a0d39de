//! The organisation as a tree and as a picture, and one unit of it.

pub(crate) mod fill;
mod line;
pub(crate) mod picture;
mod roll;
pub(crate) mod routes;
pub(crate) mod tree;

use askama::Template;
use askama::filters::HtmlSafe;

use crate::articles::ArticleNote;
use crate::frame::{Frame, Link};
use crate::listing::{Line, Pager, Search};
use crate::pictures::lineage::Lineage;
use crate::pictures::mosaic::Mosaic;
use crate::pictures::strip::Strip;
use crate::sheet::Exports;
use crate::standing::Standing;

/// The organisation: tree, picture and figures.
#[derive(Debug, Template)]
#[template(path = "units/list.html")]
pub struct UnitsPage {
    /// What stands around it.
    pub frame: Frame,
    /// What is shown, as the heading.
    pub heading: String,
    /// How much of it the viewer may see, where that is not all.
    pub about: Option<String>,
    /// Figures of the whole that lead to what they count.
    pub figures: Vec<Figure>,
    /// The picture of it.
    pub mosaic: Option<Mosaic>,
    /// The search over units; none where there is only one.
    pub search: Option<Search>,
    /// The tree, opened along the way that the address names; or the units found.
    pub tree: Vec<TreeRow>,
    /// Which of the units found are shown; none where the tree is shown.
    pub pager: Option<Pager>,
    /// All that are looked for as files.
    pub export: Exports,
    /// The article on the levels.
    pub article: Option<ArticleNote>,
}

/// A figure that leads to what it counts.
#[derive(Debug, Template)]
#[template(
    ext = "html",
    source = r#"<li><a href="{{ href }}"><b>{% if let Some(standing) = standing %}{{ standing.mark() }} {% endif %}{{ crate::words::figure(count) }}</b> {{ words }}</a></li>"#
)]
pub struct Figure {
    /// How many.
    pub count: u64,
    /// Of what, agreeing with the number.
    pub words: String,
    /// What it counts.
    pub href: String,
    /// The standing it counts, if it counts one.
    pub standing: Option<Standing>,
}

impl HtmlSafe for Figure {}

/// A unit in the tree, with what is open beneath it.
#[derive(Debug, Template)]
#[template(path = "units/tree_row.html")]
pub struct TreeRow {
    /// The unit.
    pub unit: Link,
    /// The title of its level.
    pub level: String,
    /// The way to open it, or to close it; none where nothing stands under it.
    pub opens: Option<String>,
    /// Whether it is open.
    pub open: bool,
    /// Base units at or under it, in words; none where it is one itself.
    pub bases: Option<String>,
    /// People in or under it, in words.
    pub people: String,
    /// Units at or under it that are near the edge.
    pub near: u64,
    /// Units at or under it that are outside the rules.
    pub outside: u64,
    /// What is open beneath it.
    pub below: Vec<TreeRow>,
}

impl HtmlSafe for TreeRow {}

/// One unit.
#[derive(Debug, Template)]
#[template(path = "units/show.html")]
pub struct UnitPage {
    /// What stands around it.
    pub frame: Frame,
    /// Its name.
    pub name: String,
    /// Its level and since when it is there; when it ended, if it did.
    pub about: String,
    /// Its people, counted by grade, or its units, counted by level.
    pub counts: Vec<String>,
    /// How it stands to the rules.
    pub standing: Standing,
    /// What the standing means.
    pub note: Option<String>,
    /// The article that governs it.
    pub article: Option<ArticleNote>,
    /// What the viewer may do here, the main thing first.
    pub acts: Vec<Link>,
    /// What is done more rarely.
    pub more_acts: Vec<Link>,
    /// Findings on it and under it, most urgent first.
    pub findings: Vec<Line>,
    /// The way to all of them, where there are more.
    pub more_findings: Option<Link>,
    /// Its meetings.
    pub meetings: Vec<Meetings>,
    /// Who holds which post.
    pub posts: Vec<Post>,
    /// What it was proposed for and received; none where the charter has no award for it.
    pub awards: Option<crate::pages::awards::AwardsOfUnit>,
    /// What is asked of it; none where the charter lets nobody ask.
    pub petitions: Option<crate::pages::petitions::PetitionsOfUnit>,
    /// Its sessions of courses; none where it holds none.
    pub study: Option<crate::pages::study::StudyOfUnit>,
    /// The affiliated bodies on its register; none where it keeps none.
    pub bodies: Option<crate::pages::bodies::BodiesOfUnit>,
    /// The roll; none at a unit without one.
    pub roll: Option<Roll>,
    /// The picture of what stands under it.
    pub mosaic: Option<Mosaic>,
    /// The units directly under it.
    pub below: Vec<TreeRow>,
    /// Where it came from and what came of it.
    pub lineage: Option<Lineage>,
    /// The ways to its directives and reports.
    pub flow: Vec<Link>,
    /// The way to what was done here.
    pub journal: Option<Link>,
}

/// The meetings of one kind.
#[derive(Debug)]
pub struct Meetings {
    /// What the charter calls them, with the year: `Assemblies of 2026`.
    pub heading: String,
    /// The year as a strip, where the charter lays down a rhythm.
    pub strip: Option<Strip>,
    /// The last few, newest first: `27 October 2026: 19 of 22 present`.
    pub last: Vec<Link>,
    /// The article that asks for them.
    pub article: Option<ArticleNote>,
}

/// A post of a unit.
#[derive(Debug)]
pub struct Post {
    /// What it is called, with the way to who held it over time.
    pub title: Link,
    /// Who holds it.
    pub holder: Holder,
    /// Since when, or since when it has been vacant, with how far away that is.
    pub since: String,
    /// What the viewer may do: fill it, lay it down.
    pub act: Option<Link>,
    /// The article that lays it down.
    pub article: Option<ArticleNote>,
}

/// Who holds a post.
#[derive(Debug)]
pub enum Holder {
    /// Somebody the viewer may know.
    Named(Link),
    /// Somebody the viewer may not know.
    Unnamed,
    /// Nobody, although somebody should.
    Vacant,
    /// Nobody, and nobody has to.
    Open,
}

/// The roll of a unit.
#[derive(Debug)]
pub enum Roll {
    /// What the viewer may see of it.
    Shown(Box<OpenRoll>),
    /// The viewer may not see it.
    Closed {
        /// Why, in a sentence.
        why: String,
        /// The article that says who may.
        article: Option<ArticleNote>,
    },
}

/// A roll that the viewer may see.
#[derive(Debug)]
pub struct OpenRoll {
    /// The search over it.
    pub search: Search,
    /// The rows.
    pub rows: Vec<RollRow>,
    /// Which of them are shown.
    pub pager: Pager,
}

/// A person on a roll.
#[derive(Debug)]
pub struct RollRow {
    /// The person.
    pub person: Link,
    /// The grade.
    pub grade: String,
    /// Posts in this unit.
    pub posts: String,
    /// Since when.
    pub since: String,
}
