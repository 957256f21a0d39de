//! Directives: the list, one with its way through the organisation, and the
//! forms with which it is issued, passed on, answered and objected to.

pub(crate) mod acts;
pub(crate) mod issuing;
pub(crate) mod list;
pub(crate) mod routes;
mod show;
pub(crate) mod standings;
pub(crate) mod words;

use askama::Template;

use crate::articles::ArticleNote;
use crate::frame::{Frame, Link};

/// One directive.
#[derive(Debug, Template)]
#[template(path = "directives/show.html")]
pub struct DirectivePage {
    /// What stands around it.
    pub frame: Frame,
    /// What it is called.
    pub heading: String,
    /// Who issued it, when and to whom.
    pub about: String,
    /// What ended it, in a sentence.
    pub ended: Option<String>,
    /// The directive that took its place.
    pub successor: Option<Link>,
    /// Its wording, a paragraph each; empty where the viewer may not read it.
    pub text: Vec<String>,
    /// Why the wording is not shown.
    pub closed: Option<String>,
    /// Earlier wordings, each with its days.
    pub earlier: Vec<(String, String)>,
    /// Where the task comes from.
    pub origin: Vec<Link>,
    /// What carries it out further down, and on which agendas of the viewer's units it stands.
    pub carried_out: Vec<Link>,
    /// What the issuer may do with it.
    pub acts: Vec<Link>,
    /// What it asks of the viewer's own units.
    pub parts: Vec<Part>,
    /// How far it has come, level by level.
    pub levels: Vec<Level>,
    /// Who has it and has not passed it on.
    pub holding_up: Vec<Waiting>,
    /// The way to all of them, where there are more.
    pub more_holding_up: Option<Link>,
    /// Who has it and has not answered.
    pub not_answered: Vec<Waiting>,
    /// The way to all of them, where there are more.
    pub more_not_answered: Option<Link>,
    /// The last answers with words.
    pub answers: Vec<Said>,
    /// The way to every answer.
    pub all_answers: Option<Link>,
    /// Objections.
    pub objections: Vec<Said>,
    /// The article on it.
    pub article: Option<ArticleNote>,
}

/// What a directive asks of a unit for which the viewer acts.
#[derive(Debug)]
pub struct Part {
    /// The unit.
    pub unit: Link,
    /// When it came, what is owed by when, what was done.
    pub lines: Vec<String>,
    /// Whether something is late.
    pub late: bool,
    /// What the viewer may do, the main thing first.
    pub acts: Vec<Link>,
}

/// How far a directive has come at one level.
#[derive(Debug)]
pub struct Level {
    /// What units of it are called.
    pub title: String,
    /// The days on which it came and was answered.
    pub days: String,
    /// How many received it, of how many.
    pub received: Link,
    /// How many passed it on, of how many; none where they have nothing to pass on.
    pub passed_on: Option<Link>,
    /// How many answered, of how many; none where none was asked.
    pub answered: Option<Link>,
    /// What they answered, each leading to those.
    pub outcomes: Vec<Link>,
    /// The share that received it, in a hundred.
    pub came: u32,
    /// The share that passed it on or answered, in a hundred.
    pub said: u32,
}

/// A unit that has a directive and has yet to do something.
#[derive(Debug)]
pub struct Waiting {
    /// The unit.
    pub unit: Link,
    /// Since when, and how late.
    pub since: String,
    /// Whether its time has passed.
    pub late: bool,
}

/// What a unit said.
#[derive(Debug)]
pub struct Said {
    /// The unit.
    pub unit: Link,
    /// What, and when.
    pub what: String,
    /// In its own words, where the viewer may read them.
    pub words: Option<String>,
    /// What the viewer may do about it.
    pub act: Option<Link>,
}
