//! What is asked of units: the list of a unit, one petition, the forms that
//! record, pass on and answer, and the pages on which anybody asks.

pub(crate) mod fill;
mod forms;
pub(crate) mod list;
pub(crate) mod public;
pub(crate) mod routes;

pub(crate) use forms::{kind_meant, kinds_at};

use askama::Template;
use askama::filters::HtmlSafe;
use charter::PetitionRule;

use crate::articles::ArticleNote;
use crate::frame::{Frame, Link};
use crate::words::counted;

/// One petition, for a unit or for whoever asked.
#[derive(Debug, Template)]
#[template(path = "petitions/show.html")]
pub struct PetitionPage {
    /// What stands around it.
    pub frame: Frame,
    /// Its number: `Request 3`.
    pub heading: String,
    /// How it stands.
    pub about: String,
    /// The address that whoever asked keeps.
    pub keep: Option<String>,
    /// What the viewer may do, the main thing first.
    pub acts: Vec<Link>,
    /// The article.
    pub article: Option<ArticleNote>,
    /// What is asked, or why it is not read here.
    pub text: String,
    /// Where the answer can be sent.
    pub contact: Option<String>,
    /// What became of it, in order.
    pub steps: Vec<Step>,
    /// Where taking it back is sent, for whoever asked.
    pub withdraw: Option<String>,
}

/// A thing that happened to a petition.
#[derive(Debug)]
pub struct Step {
    /// What, and when.
    pub what: String,
    /// In words.
    pub text: Option<String>,
}

/// What is asked of a unit, as a part of its page.
#[derive(Debug, Template)]
#[template(path = "petitions/of_unit.html")]
pub struct PetitionsOfUnit {
    /// What they are called.
    pub heading: String,
    /// How many wait and how many are late, here and beneath.
    pub about: String,
    /// What the viewer may do about it.
    pub acts: Vec<Link>,
    /// The article.
    pub article: Option<ArticleNote>,
}

impl HtmlSafe for PetitionsOfUnit {}

/// How many wait, and of how many the answer is late.
pub(crate) fn waiting_words(rule: &PetitionRule, waiting: u32, late: u32) -> String {
    let verb = if waiting == 1 { "waits" } else { "wait" };
    let late = match late {
        0 => String::new(),
        late => format!(", {late} late"),
    };
    if waiting == 0 {
        return format!("no {} waits for an answer", rule.title);
    }
    let counted = counted(u64::from(waiting), &rule.title, &rule.plural);
    format!("{counted} {verb} for an answer{late}")
}
