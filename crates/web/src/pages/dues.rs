//! Dues: the list that is ticked off, what a person was charged and paid, and
//! the books of a unit.

pub(crate) mod bank;
mod books;
mod forms;
mod list;
pub(crate) mod outlays;
mod postings;
pub(crate) mod routes;
mod statement;
pub(crate) mod stretch;
pub(crate) mod taking_back;
pub(crate) mod within;

use askama::Template;
use askama::filters::HtmlSafe;

use crate::articles::ArticleNote;
use crate::forms::{Field, Guard, Refused};
use crate::frame::{Frame, Link};
use crate::listing::Pager;
use crate::sheet::Exports;

pub use stretch::Between;

/// The list of a unit for a stretch of time, to be ticked off.
///
/// It sends `on`, and for each person `shown` and `part`, and `paid` for each
/// one ticked; `how` where the list is only to be made.
#[derive(Debug, Template)]
#[template(path = "dues/list.html")]
pub struct TickPage {
    /// What stands around it.
    pub frame: Frame,
    /// What it is: `Subscription for November 2026`.
    pub heading: String,
    /// The unit, and when it is due.
    pub about: String,
    /// Where the form goes.
    pub action: String,
    /// What guards it.
    pub guard: Guard,
    /// What stands in the way, after a refusal.
    pub refused: Option<Refused>,
    /// Fields before the list: the day.
    pub fields: Vec<Field>,
    /// Those who owe something.
    pub rows: Vec<TickRow>,
    /// What they owe in all, in a sentence.
    pub sum: String,
    /// The words on the button.
    pub submit: String,
    /// Whether the list can be made without a payment.
    pub may_assess: bool,
    /// Which of those who owe something are shown, and the ways to the others.
    pub pager: Option<Pager>,
    /// The page they are on, as sent.
    pub page: u64,
    /// Those who have paid, as far as they are shown.
    pub done: Option<Table>,
    /// The way to the whole list, to be read.
    pub whole: Option<Link>,
    /// The article that asks for it.
    pub article: Option<ArticleNote>,
}

/// Somebody who owes something.
#[derive(Debug)]
pub struct TickRow {
    /// Number of the person, as sent.
    pub id: u32,
    /// Name.
    pub name: String,
    /// How much.
    pub owes: String,
    /// Whether ticked as paid in full.
    pub ticked: bool,
    /// The part that was typed.
    pub part: String,
    /// What is wrong with it.
    pub wrong: Option<String>,
}

/// Figures and tables about dues, to be read.
#[derive(Debug, Template)]
#[template(path = "dues/show.html")]
pub struct DuesPage {
    /// What stands around it.
    pub frame: Frame,
    /// What it is.
    pub heading: String,
    /// Whose.
    pub place: String,
    /// What there is to say of it, in sentences.
    pub about: Vec<String>,
    /// What the viewer may do.
    pub acts: Vec<Link>,
    /// The form that asks for other days.
    pub period: Option<Between>,
    /// The figures.
    pub tables: Vec<Table>,
    /// Which rows of the last table these are, and the ways to the others.
    pub pager: Option<Pager>,
    /// The same as files.
    pub export: Option<Exports>,
    /// The article that governs it.
    pub article: Option<ArticleNote>,
}

/// A table of amounts.
#[derive(Debug, Template)]
#[template(path = "dues/table.html")]
pub struct Table {
    /// What it shows.
    pub title: String,
    /// What is said where it is empty.
    pub none: String,
    /// The heads of its columns.
    pub heads: Vec<String>,
    /// Its rows.
    pub rows: Vec<Row>,
}

impl HtmlSafe for Table {}

/// A row of amounts.
#[derive(Debug)]
pub struct Row {
    /// What it is about.
    pub first: String,
    /// The way to more of it.
    pub href: Option<String>,
    /// The amounts.
    pub fields: Vec<String>,
}

fn table(title: &str, none: &str, heads: &[&str], rows: Vec<Row>) -> Table {
    Table {
        title: title.to_owned(),
        none: none.to_owned(),
        heads: heads.iter().map(|head| (*head).to_owned()).collect(),
        rows,
    }
}
