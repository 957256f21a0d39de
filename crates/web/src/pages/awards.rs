//! Awards to units: the list by the time they are given for, one proposal with
//! its figures, and the forms that propose, decide and take back.

pub(crate) mod fill;
mod forms;
pub(crate) mod list;
pub(crate) mod routes;

use askama::Template;
use askama::filters::HtmlSafe;

use crate::articles::ArticleNote;
use crate::frame::{Frame, Link};
use crate::standing::Standing;

/// One proposal.
#[derive(Debug, Template)]
#[template(path = "awards/show.html")]
pub struct AwardPage {
    /// What stands around it.
    pub frame: Frame,
    /// What the award is called.
    pub heading: String,
    /// The unit.
    pub unit: Link,
    /// For which time, and how it stands.
    pub about: String,
    /// What the viewer may do, the main thing first.
    pub acts: Vec<Link>,
    /// The article.
    pub article: Option<ArticleNote>,
    /// What the record has to say, and what it says.
    pub criteria: Vec<CriterionRow>,
    /// What is left to judgement.
    pub judgements: Vec<String>,
    /// What happened, in order: who proposed and decided stands in the journal.
    pub steps: Vec<Step>,
    /// What set the award off.
    pub origin: Option<String>,
}

/// A criterion with its figures.
#[derive(Debug)]
pub struct CriterionRow {
    /// What is asked.
    pub title: String,
    /// The amount it is held against: `at least 11`.
    pub asked: String,
    /// The figure on the day of the proposal, with what it counts.
    pub found: String,
    /// The figure today, where it is another.
    pub now: Option<String>,
    /// The word for it: `met`.
    pub verdict: &'static str,
    /// Its colour and shape.
    pub standing: Standing,
}

/// A thing that happened to a proposal.
#[derive(Debug)]
pub struct Step {
    /// What, and when.
    pub what: String,
    /// Why, in the words of whoever did it.
    pub text: Option<String>,
}

/// The awards of a unit, as a part of its page.
#[derive(Debug, Template)]
#[template(path = "awards/of_unit.html")]
pub struct AwardsOfUnit {
    /// What it was proposed for and received, the newest first.
    pub rows: Vec<Link>,
    /// What the viewer may do about it.
    pub acts: Vec<Link>,
    /// The article.
    pub article: Option<ArticleNote>,
}

impl HtmlSafe for AwardsOfUnit {}
