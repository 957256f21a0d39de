//! People: the list for those who may see it, and one person.

mod fill;
mod history;
pub mod names;
pub(crate) mod naming;
mod roster;
pub(crate) mod routes;

use askama::Template;

use crate::articles::ArticleNote;
use crate::frame::{Frame, Link};
use crate::listing::{Pager, Search};
use crate::pictures::timeline::Timeline;

/// The list of people.
#[derive(Debug, Template)]
#[template(path = "people/list.html")]
pub struct PeoplePage {
    /// What stands around it.
    pub frame: Frame,
    /// Whose names these are, in a sentence: what the viewer may see, and why.
    pub about: String,
    /// The article that gives the right.
    pub article: Option<ArticleNote>,
    /// The ways to look for people who were entered twice.
    pub doubles: Vec<Link>,
    /// The search.
    pub search: Search,
    /// How those who are shown are like what was searched for, where nobody is called so.
    pub likeness: Option<&'static str>,
    /// The rows.
    pub rows: Vec<PersonRow>,
    /// Which of them are shown.
    pub pager: Pager,
}

/// A person in a list.
#[derive(Debug)]
pub struct PersonRow {
    /// The person.
    pub person: Link,
    /// The base unit; none where all are of one.
    pub unit: Option<Link>,
    /// The grade.
    pub grade: String,
    /// Posts, in words.
    pub posts: String,
    /// Another name of theirs, by which they were found.
    pub also: Option<String>,
}

/// One person.
#[derive(Debug, Template)]
#[template(path = "people/show.html")]
pub struct PersonPage {
    /// What stands around it.
    pub frame: Frame,
    /// The name.
    pub name: String,
    /// Grade, unit and since when, in a sentence; or that the person has left.
    pub about: String,
    /// Whether the viewer is this person.
    pub own: bool,
    /// The card: what is held about the person, with its label.
    pub card: Vec<CardLine>,
    /// Every name, first the one they go by; empty where only that is known.
    pub names: Vec<names::NameLine>,
    /// The way to write down another name.
    pub add_name: Option<Link>,
    /// The way to change the card.
    pub edit: Option<Link>,
    /// What the viewer may do: promote, transfer, fill a post.
    pub acts: Vec<Link>,
    /// Belonging and posts over time.
    pub timeline: Timeline,
    /// What of the courses is still before them; none where there is nothing to say.
    pub study: Option<crate::pages::study::StudyOfPerson>,
    /// Other numbers of the same person, each with the ways it offers.
    pub numbers: Vec<(String, Vec<Link>)>,
    /// Who looked at the card, newest first; shown to the person alone.
    pub looks: Vec<Look>,
    /// The way to leave, which is never refused to the person; for others who may, the way to record it.
    pub leave: Option<Link>,
    /// The article on belonging.
    pub article: Option<ArticleNote>,
    /// The article on leaving.
    pub leaving: Option<ArticleNote>,
}

/// A line of a card.
#[derive(Debug)]
pub struct CardLine {
    /// What it is.
    pub label: String,
    /// What it says.
    pub value: String,
}

/// A look at a card.
#[derive(Debug)]
pub struct Look {
    /// Who looked.
    pub who: Link,
    /// In which post, or by which right.
    pub why: String,
    /// When, with how far away it is.
    pub when: String,
}
