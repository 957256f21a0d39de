//! What every list has: search and filters in the address, a page of rows, and
//! an export.

use askama::Template;
use askama::filters::HtmlSafe;

use crate::forms::Choice;

/// The form above a list. It is sent with GET, so the address says what is shown.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "pieces/search.html")]
pub struct Search {
    /// Where the form goes: the list's own address.
    pub action: String,
    /// Label of the search field; none for a list that cannot be searched.
    pub label: Option<String>,
    /// What is searched for.
    pub query: String,
    /// Filters beside it.
    pub filters: Vec<Filter>,
    /// Whether anything narrows the list, so that it can be cleared.
    pub narrowed: bool,
}

/// A choice that narrows a list.
#[derive(Clone, Debug)]
pub struct Filter {
    /// Its name in the address.
    pub name: String,
    /// Its label.
    pub label: String,
    /// What may be chosen; the first, with an empty value, is everything.
    pub choices: Vec<Choice>,
    /// The value chosen.
    pub chosen: String,
}

/// Which rows are shown, and the ways to the others.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "pieces/pager.html")]
pub struct Pager {
    /// First row shown, counted from one; nought where there is none.
    pub first: u64,
    /// Last row shown.
    pub last: u64,
    /// All rows.
    pub total: u64,
    /// What one row is, in words, for one and for several.
    pub of: (String, String),
    /// Address of the rows before.
    pub previous: Option<String>,
    /// Address of the rows after.
    pub next: Option<String>,
    /// Address of the whole list as a file.
    pub export: Option<String>,
}

impl Pager {
    fn sentence(&self) -> String {
        use crate::words::{counted, figure};
        let total = counted(self.total, &self.of.0, &self.of.1);
        if self.total == 0 {
            format!("No {}", self.of.1)
        } else if self.first <= 1 && self.last == self.total {
            total
        } else {
            format!("{} to {} of {total}", figure(self.first), figure(self.last))
        }
    }
}

impl HtmlSafe for Search {}
impl HtmlSafe for Pager {}
