//! What if: how the organisation would go on under the charter in force and
//! under a changed one. It is worked out on a copy, and nothing is recorded.

mod asked;
pub(crate) mod fill;
mod numbers;
pub(crate) mod routes;
pub(crate) mod running;

use askama::Template;

use crate::articles::ArticleNote;
use crate::forms::{Field, Guard, Refused};
use crate::frame::Frame;
use crate::pictures::trend::Trend;

/// The question and, once it is asked, the answer.
#[derive(Debug, Template)]
#[template(path = "what_if/show.html")]
pub struct WhatIfPage {
    /// What stands around it.
    pub frame: Frame,
    /// What stands in the way, after a refusal.
    pub refused: Option<Refused>,
    /// What is wrong with the text of a charter, line by line.
    pub problems: Vec<String>,
    /// The answer.
    pub answer: Option<Comparison>,
    /// What guards the form.
    pub guard: Guard,
    /// How long, and how often things happen.
    pub times: Vec<Field>,
    /// Which number of the charter, and what it becomes.
    pub number: Vec<Field>,
    /// The text of a whole charter.
    pub text: Field,
    /// How much is worked out at most, in a sentence.
    pub bound: String,
}

impl WhatIfPage {
    /// Whether there is something in the field for a whole charter.
    fn has_text(&self) -> bool {
        !self.text.value.is_empty() || self.text.error.is_some()
    }
}

/// Two ways to go on, side by side.
#[derive(Debug)]
pub struct Comparison {
    /// What is changed, in a sentence.
    pub change: String,
    /// Since when and for how long, in a sentence.
    pub about: String,
    /// Until when, for the heads of columns.
    pub until: String,
    /// The figures.
    pub rows: Vec<Row>,
    /// The same month by month, as pictures.
    pub trends: Vec<Trend>,
    /// The article of the rule that is changed.
    pub article: Option<ArticleNote>,
}

/// A figure, today and both ways.
#[derive(Debug)]
pub struct Row {
    /// What it counts.
    pub title: String,
    /// Today; none for what takes time.
    pub today: Option<String>,
    /// Under the charter in force.
    pub in_force: String,
    /// Under the changed one.
    pub changed: String,
    /// How much more or less that is.
    pub difference: String,
}
