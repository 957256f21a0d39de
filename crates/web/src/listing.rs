//! What every list has: search and filters in the address, a page of rows, and
//! its exports.

mod list;
mod looked_back;

use askama::Template;
use askama::filters::HtmlSafe;

use crate::forms::Choice;
use crate::sheet::Exports;

pub(crate) use list::{Asked, List, Opened, Opening, Sieve, Value};
pub use list::{Line, ListPage, Rows, Summary, Sums, has_words};
pub(crate) use list::{file, itself, one, places, shown, told_once, year};
pub(crate) use looked_back::{Before, Reads, file_of_past, shown_of_past};

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
    /// The days it is about.
    pub days: Vec<DayAsked>,
    /// Filters beside it.
    pub filters: Vec<Filter>,
    /// Whether anything narrows the list, so that it can be cleared.
    pub narrowed: bool,
}

/// A day that a list is about, as its address names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayAsked {
    /// Its name in the address.
    pub name: &'static str,
    /// Its label.
    pub label: &'static str,
    /// The day, or what was typed.
    pub value: String,
    /// The last day that can be chosen.
    pub max: String,
    /// Why what was typed cannot be shown.
    pub wrong: Option<String>,
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
    /// The whole list as files.
    pub export: Option<Exports>,
}

impl Pager {
    /// The pager of page `page`, counted from one, where `rows` stand on each.
    /// A page behind the last is the last.
    pub(crate) fn at(
        page: u64,
        rows: u64,
        total: u64,
        of: (&str, &str),
        address: &dyn Fn(u64) -> String,
    ) -> Pager {
        let pages = total.div_ceil(rows.max(1)).max(1);
        let page = page.clamp(1, pages);
        let passed = (page - 1).saturating_mul(rows);
        Pager {
            first: passed.saturating_add(1).min(total),
            last: passed.saturating_add(rows).min(total),
            total,
            of: (of.0.to_owned(), of.1.to_owned()),
            previous: (page > 1).then(|| address(page - 1)),
            next: (page < pages).then(|| address(page + 1)),
            export: None,
        }
    }

    /// The rows it shows, out of all of them.
    pub(crate) fn rows<T>(&self, all: impl IntoIterator<Item = T>) -> impl Iterator<Item = T> {
        let passed = usize::try_from(self.first.saturating_sub(1)).unwrap_or(usize::MAX);
        let shown =
            usize::try_from(self.last.saturating_sub(self.first.saturating_sub(1))).unwrap_or(0);
        all.into_iter().skip(passed).take(shown)
    }

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

/// An address of this site with what it asks for; what is empty is left out.
pub(crate) fn address(path: &str, asked: &[(&str, &str)]) -> String {
    let mut address = path.to_owned();
    for (name, value) in asked.iter().filter(|(_, value)| !value.is_empty()) {
        address.push(if address.contains('?') { '&' } else { '?' });
        address.push_str(name);
        address.push('=');
        address.push_str(&crate::site::percent_encoded(value));
    }
    address
}

/// The address of a page of a list, counted from one: the first is the list's own.
pub(crate) fn address_of_page(path: &str, asked: &[(&str, &str)], page: u64) -> String {
    let first = address(path, asked);
    if page > 1 {
        address(&first, &[("page", &page.to_string())])
    } else {
        first
    }
}

impl HtmlSafe for Search {}
impl HtmlSafe for Pager {}
