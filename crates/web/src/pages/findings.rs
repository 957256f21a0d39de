//! Findings, and the plan that would cure them.

pub(crate) mod fill;
pub(crate) mod list;
pub(crate) mod planning;
pub(crate) mod routes;
pub(crate) mod wording;

use askama::Template;

use crate::articles::ArticleNote;
use crate::forms::{Guard, Refused};
use crate::frame::{Frame, Link};
use crate::listing::Pager;
use crate::pages::units::Figure;
use crate::pictures::mosaic::Mosaic;

/// The plan: what would change, before and after, and the button that does it.
#[derive(Debug, Template)]
#[template(path = "findings/plan.html")]
pub struct PlanPage {
    /// What stands around it.
    pub frame: Frame,
    /// What it would do, in a sentence: how many findings it cures, how many people move.
    pub about: String,
    /// What it costs, as figures.
    pub figures: Vec<Figure>,
    /// The picture as it is.
    pub before: Option<Mosaic>,
    /// The picture as it would be.
    pub after: Option<Mosaic>,
    /// The steps.
    pub steps: Vec<Step>,
    /// Which of them are shown.
    pub pager: Pager,
    /// What the plan cannot cure, in sentences.
    pub left: Vec<String>,
    /// What stands in the way, after a refusal.
    pub refused: Option<Refused>,
    /// The form that applies it; none for a viewer who may not, or an empty plan.
    pub apply: Option<Apply>,
    /// The article on sizes, or whichever governs the plan.
    pub article: Option<ArticleNote>,
}

/// A step of a plan.
#[derive(Debug)]
pub struct Step {
    /// The unit it begins with.
    pub unit: Link,
    /// What is done, in a sentence.
    pub what: String,
    /// People it moves, in words.
    pub moves: String,
    /// The article and the finding it cures.
    pub article: Link,
}

/// The form that applies a plan.
#[derive(Debug)]
pub struct Apply {
    /// Where it goes.
    pub action: String,
    /// What guards it.
    pub guard: Guard,
    /// The state of the organisation the plan was made for, so that another is not changed by it.
    pub made_for: String,
    /// The words on the button.
    pub submit: String,
}
