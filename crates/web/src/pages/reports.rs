//! Reports: what is owed upward, the returns of a unit, and what they come to.

pub(crate) mod beneath;
mod filing;
mod fill;
mod list;
pub(crate) mod returns;
pub(crate) mod roll_up;
pub(crate) mod routes;
pub(crate) mod words;

use askama::Template;

use crate::articles::ArticleNote;
use crate::frame::{Frame, Link};
use crate::sheet::Exports;

/// Every report, of the whole or of one unit.
#[derive(Debug, Template)]
#[template(path = "reports/list.html")]
pub struct ReportsPage {
    /// What stands around it.
    pub frame: Frame,
    /// Whose they are.
    pub heading: String,
    /// The reports.
    pub reports: Vec<Report>,
}

/// One report.
#[derive(Debug)]
pub struct Report {
    /// What it is called.
    pub title: String,
    /// What is owed or how far it has come, in sentences.
    pub lines: Vec<String>,
    /// Whether something is late.
    pub late: bool,
    /// What the viewer may do.
    pub acts: Vec<Link>,
    /// The stretches of time: what each came to, or when its return was filed.
    pub stretches: Vec<Link>,
    /// The article that asks for it.
    pub article: Option<ArticleNote>,
}

/// What the returns of a part of the organisation come to.
#[derive(Debug, Template)]
#[template(path = "reports/roll_up.html")]
pub struct RollUpPage {
    /// What stands around it.
    pub frame: Frame,
    /// The report and its stretch of time.
    pub heading: String,
    /// Of which unit, and the days that matter.
    pub about: String,
    /// How many are there, late and corrected, in sentences.
    pub lines: Vec<String>,
    /// The stretches before and after.
    pub beside: Vec<Link>,
    /// What the columns are called.
    pub heads: Vec<String>,
    /// A row a unit directly beneath.
    pub rows: Vec<SumRow>,
    /// All of it, as it stands.
    pub total: Vec<String>,
    /// All of it on the day the sums were struck, where that was another.
    pub struck: Option<(String, Vec<String>)>,
    /// How many chose what, a line a field.
    pub choices: Vec<(String, String)>,
    /// Units whose return is missing.
    pub missing: Vec<Link>,
    /// The way to all of them; none where none is missing.
    pub all_missing: Option<Link>,
    /// The way to every unit directly beneath, to be searched and exported.
    pub all_rows: Option<Link>,
    /// The way to every return as a file.
    pub export: Exports,
    /// The article that asks for it.
    pub article: Option<ArticleNote>,
}

/// What the returns of one unit and those beneath come to.
#[derive(Debug)]
pub struct SumRow {
    /// The unit, with the way one level down.
    pub unit: Link,
    /// Whether one is missing.
    pub lacks: bool,
    /// A figure a column.
    pub figures: Vec<String>,
}

/// The return of one unit.
#[derive(Debug, Template)]
#[template(path = "reports/show.html")]
pub struct ReturnPage {
    /// What stands around it.
    pub frame: Frame,
    /// The report and its stretch of time.
    pub heading: String,
    /// The unit.
    pub unit: Link,
    /// When it was filed, or is due.
    pub about: String,
    /// Whether it is late.
    pub late: bool,
    /// What it says, field by field.
    pub fields: Vec<(String, String)>,
    /// What it said before, and why that was corrected, the newest first.
    pub corrections: Vec<Correction>,
    /// What the viewer may do.
    pub acts: Vec<Link>,
    /// The article that asks for it.
    pub article: Option<ArticleNote>,
}

/// A correction of a return.
#[derive(Debug)]
pub struct Correction {
    /// Why, where the viewer may read it.
    pub reason: Option<String>,
    /// When, and what changed.
    pub change: String,
}
