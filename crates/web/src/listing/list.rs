//! A list, told once. What its rows are, what stands in its columns and what
//! narrows it is all that a list says of itself; its page, its search, its
//! filters, its pages of rows and its two files are made of that.
//!
//! A new list is a constant [`List`] in the room it belongs to and one line
//! `.list(with_files!("/units/{id}/things"), &THINGS)` in the table of contents.

use std::collections::BTreeMap;
use std::future::ready;

use askama::Template;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use jiff::civil::Date;
use kernel::DocumentId;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::{Filter, Pager, Search, address, address_of_page};
use crate::acting::Drawn;
use crate::articles::ArticleNote;
use crate::error::Failure;
use crate::forms::Choice;
use crate::frame::{Frame, Link, Room};
use crate::session::{At, Query, SignedIn};
use crate::sheet::{Exports, Field, Format, Sheet, written};
use crate::site::{Site, html};
use crate::standing::Standing;
use crate::view::View;

/// Rows on a page.
const ROWS: u64 = 50;
/// Choices of a filter.
const CHOICES_MAX: usize = 100;

/// A list about what `I`, the variable part of its address, names, with rows of `R`.
pub(crate) struct List<I, R: 'static> {
    /// The room its page belongs to.
    pub(crate) room: Room,
    /// Opens it for a viewer, or says why it is not there for them.
    pub(crate) opens: fn(Opening<'_>, I) -> Result<Opened<R>, Failure>,
    /// What one row is called, and several.
    pub(crate) of: (&'static str, &'static str),
    /// The name of its files, without the ending.
    pub(crate) file: &'static str,
    /// The heads of the columns of its files.
    pub(crate) heads: &'static [&'static str],
    /// A row as it stands under them. What is searched for is looked for in all of it.
    pub(crate) fields: fn(View<'_>, &R) -> Vec<Field>,
    /// What narrows it.
    pub(crate) sieves: &'static [Sieve<R>],
    /// A row as it reads on the page.
    pub(crate) line: fn(View<'_>, &R) -> Line,
}

/// What narrows a list: a name in the address, a label, the words for everything,
/// and of each row the value and what it is called.
pub(crate) struct Sieve<R>(
    pub(crate) &'static str,
    pub(crate) &'static str,
    pub(crate) &'static str,
    pub(crate) fn(View<'_>, &R) -> (String, String),
);

/// What a list is opened with.
#[derive(Clone, Copy)]
pub(crate) struct Opening<'a> {
    pub(crate) view: View<'a>,
    /// Reads what somebody wrote; nothing where it is erased or cannot be read.
    pub(crate) text: &'a dyn Fn(DocumentId) -> Option<String>,
}

/// A list as it is opened for a viewer: every row they may know of, in its order.
pub(crate) struct Opened<R> {
    pub(crate) heading: String,
    /// The way to it from the top.
    pub(crate) path: Vec<Link>,
    /// Whose it is.
    pub(crate) place: Link,
    /// What there is to say of it, in sentences.
    pub(crate) about: Vec<String>,
    pub(crate) acts: Vec<Link>,
    pub(crate) article: Option<ArticleNote>,
    /// Heads of columns behind those that every such list has.
    pub(crate) more_heads: Vec<String>,
    pub(crate) rows: Vec<R>,
}

impl<R> Opened<R> {
    /// A list of a unit: of its path, and with its name.
    pub(crate) fn of_unit(view: View<'_>, unit: kernel::UnitId, heading: &str) -> Opened<R> {
        let name = view.some_unit(unit);
        Opened {
            heading: heading.to_owned(),
            path: view.path_to(unit),
            place: Link::new(
                crate::words::capital(&name),
                view.unit_href(unit).unwrap_or_else(|| "/units".to_owned()),
            ),
            about: Vec::new(),
            acts: Vec::new(),
            article: None,
            more_heads: Vec::new(),
            rows: Vec::new(),
        }
    }
}

/// A row as it reads on the page.
#[derive(Debug)]
pub struct Line {
    /// What it is, with the way to it; no way where the address is empty.
    pub what: Link,
    /// What there is to say of it, shortly.
    pub about: String,
    /// What is not in order about it, with how it stands.
    pub open: Option<(Standing, String)>,
    /// What somebody wrote.
    pub text: Option<String>,
    /// What the viewer may do about it.
    pub acts: Vec<Link>,
}

impl Line {
    /// A row of this and no more.
    pub(crate) fn new(what: Link, about: impl Into<String>) -> Line {
        Line {
            what,
            about: about.into(),
            open: None,
            text: None,
            acts: Vec::new(),
        }
    }
}

/// What a sieve takes from a day: its year.
pub(crate) fn year(on: Date) -> (String, String) {
    let year = on.year().to_string();
    (year.clone(), year)
}

/// What a sieve takes that is called what it is.
pub(crate) fn itself(value: impl Into<String>) -> (String, String) {
    let value = value.into();
    (value.clone(), value)
}

/// What the address of a list asks for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(transparent)]
pub(crate) struct Asked(BTreeMap<String, String>);

/// A list row by row, as it stands in its files.
#[derive(Clone, Debug, PartialEq)]
pub struct Rows {
    /// The heads of the columns.
    pub heads: Vec<String>,
    /// The rows.
    pub rows: Vec<Vec<Field>>,
}

impl Asked {
    /// What these names ask for.
    pub(crate) fn of(asked: &[(String, String)]) -> Asked {
        Asked(asked.iter().cloned().collect())
    }

    /// What it asks for under this name; nothing where it asks for none.
    fn get(&self, name: &str) -> &str {
        self.0.get(name).map_or("", |value| value.trim())
    }
}

/// The page of a list.
#[derive(Debug, Template)]
#[template(path = "pieces/list.html")]
pub struct ListPage {
    /// What stands around it.
    pub frame: Frame,
    /// What it is.
    pub heading: String,
    /// Whose it is.
    pub place: Link,
    /// What there is to say of it.
    pub about: Vec<String>,
    /// What the viewer may do.
    pub acts: Vec<Link>,
    /// The article that governs it.
    pub article: Option<ArticleNote>,
    /// Search and filters; none where there is nothing to look for.
    pub search: Option<Search>,
    /// The rows of this page.
    pub lines: Vec<Line>,
    /// Which of them are shown, and the whole as files.
    pub pager: Pager,
}

/// Whether a text has every word of another, whatever their case.
#[must_use]
pub fn has_words(text: &str, sought: &str) -> bool {
    let text = text.to_lowercase();
    let sought = sought.to_lowercase();
    sought.split_whitespace().all(|word| text.contains(word))
}

impl<I, R: 'static> List<I, R> {
    /// The rows that are asked for.
    fn wanted(&self, view: View<'_>, asked: &Asked, rows: Vec<R>) -> Vec<R> {
        let sought = asked.get("q");
        let mut rows = rows;
        for Sieve(name, _, _, value) in self.sieves {
            let chosen = asked.get(name);
            if !chosen.is_empty() {
                rows.retain(|row| value(view, row).0 == chosen);
            }
        }
        if !sought.is_empty() {
            rows.retain(|row| has_words(&self.words(view, row), sought));
        }
        rows
    }

    /// Everything that a row says, on the page and in the files.
    fn words(&self, view: View<'_>, row: &R) -> String {
        let line = (self.line)(view, row);
        let mut words: Vec<String> = (self.fields)(view, row).iter().map(written).collect();
        words.extend([line.what.text, line.about]);
        words.extend(line.open.map(|(_, open)| open));
        words.extend(line.text);
        words.join(" ")
    }

    fn search(&self, view: View<'_>, asked: &Asked, path: &str, rows: &[R]) -> Option<Search> {
        let filters: Vec<Filter> = self
            .sieves
            .iter()
            .filter_map(|sieve| filter(view, asked, sieve, rows))
            .collect();
        (rows.len() > 1).then(|| Search {
            action: path.to_owned(),
            label: Some("Find".to_owned()),
            query: asked.get("q").to_owned(),
            narrowed: !asked.get("q").is_empty()
                || filters.iter().any(|filter| !filter.chosen.is_empty()),
            filters,
        })
    }

    fn page(
        &self,
        view: View<'_>,
        opened: Opened<R>,
        asked: &Asked,
        path: &str,
        frame: Frame,
    ) -> ListPage {
        let search = self.search(view, asked, path, &opened.rows);
        let rows = self.wanted(view, asked, opened.rows);
        let names = std::iter::once("q").chain(self.sieves.iter().map(|sieve| sieve.0));
        let narrowed: Vec<(&str, &str)> = names.map(|name| (name, asked.get(name))).collect();
        let total = u64::try_from(rows.len()).unwrap_or(u64::MAX);
        let page = asked.get("page").parse().unwrap_or(1);
        let pager = Pager {
            export: (total > 0).then(|| Exports::of(&address(path, &narrowed))),
            ..Pager::at(page, ROWS, total, self.of, &|page| {
                address_of_page(path, &narrowed, page)
            })
        };
        let shown = pager.rows(rows);
        ListPage {
            frame: Frame {
                title: opened.heading.clone(),
                path: opened.path,
                ..frame
            },
            heading: opened.heading,
            place: opened.place,
            about: opened.about,
            acts: opened.acts,
            article: opened.article,
            search,
            lines: shown.map(|row| (self.line)(view, &row)).collect(),
            pager,
        }
    }

    /// Every row that is asked for, as it stands in the files.
    ///
    /// # Errors
    /// When something is asked for by a name that narrows nothing here.
    pub(crate) fn rows(
        &self,
        view: View<'_>,
        opened: Opened<R>,
        asked: &Asked,
    ) -> Result<Rows, Failure> {
        let names = || self.sieves.iter().map(|sieve| sieve.0);
        if let Some(stray) = asked.0.keys().find(|name| {
            let name = name.as_str();
            name != "q" && names().all(|known| known != name)
        }) {
            let known: Vec<&str> = names().collect();
            return Err(Failure::Invalid(format!(
                "nothing here is narrowed by {stray:?}, only by {}",
                known.join(", ")
            )));
        }
        let heads = self.heads.iter().map(|head| (*head).to_owned());
        Ok(Rows {
            heads: heads.chain(opened.more_heads).collect(),
            rows: self
                .wanted(view, asked, opened.rows)
                .iter()
                .map(|row| (self.fields)(view, row))
                .collect(),
        })
    }

    fn sheet(&self, view: View<'_>, opened: Opened<R>, asked: &Asked, format: Format) -> Sheet {
        let more = opened.more_heads.iter().map(String::as_str);
        let heads: Vec<&str> = self.heads.iter().copied().chain(more).collect();
        let mut sheet = Sheet::new(format, &heads);
        for row in self.wanted(view, asked, opened.rows) {
            sheet.row((self.fields)(view, &row));
        }
        sheet
    }
}

/// A filter with what may be chosen: what the rows have, in their order.
fn filter<R>(view: View<'_>, asked: &Asked, sieve: &Sieve<R>, rows: &[R]) -> Option<Filter> {
    let Sieve(name, label, all, value) = sieve;
    let mut choices = vec![Choice {
        value: String::new(),
        text: (*all).to_owned(),
    }];
    for row in rows {
        let (value, text) = value(view, row);
        let full = choices.len() > CHOICES_MAX;
        if !full && !value.is_empty() && !choices.iter().any(|choice| choice.value == value) {
            choices.push(Choice { value, text });
        }
    }
    let chosen = asked.get(name).to_owned();
    (choices.len() > 2 || !chosen.is_empty()).then(|| Filter {
        name: (*name).to_owned(),
        label: (*label).to_owned(),
        choices,
        chosen,
    })
}

/// The handler of `GET` for the page of a list.
pub(crate) fn shown<I, R: 'static>(
    list: &'static List<I, R>,
) -> impl Fn(State<Site>, SignedIn, At<I>, Query<Asked>, Uri) -> Drawn + Clone + Send + Sync
where
    I: DeserializeOwned + Send + 'static,
{
    move |State(site): State<Site>, by: SignedIn, At(about), Query(asked), uri: Uri| {
        let text = |document| site.text(document).ok().flatten();
        let page = site.look(&by, |view| {
            let opened = (list.opens)(Opening { view, text: &text }, about)?;
            let frame = by.frame(view.state, view.directory, Some(list.room), "");
            Ok(list.page(view, opened, &asked, uri.path(), frame))
        });
        ready(page.map(|page| html(&page)))
    }
}

/// The handler of `GET` for both files of a list.
pub(crate) fn file<I, R: 'static>(
    list: &'static List<I, R>,
) -> impl Fn(State<Site>, SignedIn, At<I>, Query<Asked>, Format) -> Drawn + Clone + Send + Sync
where
    I: DeserializeOwned + Send + 'static,
{
    move |State(site): State<Site>, by: SignedIn, At(about), Query(asked), format: Format| {
        let text = |document| site.text(document).ok().flatten();
        let sheet = site.look(&by, |view| {
            let opened = (list.opens)(Opening { view, text: &text }, about)?;
            Ok(list.sheet(view, opened, &asked, format))
        });
        let response: Result<Response, Failure> = sheet.and_then(|sheet| sheet.file(list.file));
        ready(response)
    }
}
