//! A list, told once. What its rows are, what stands in its columns and what
//! narrows it is all that a list says of itself; its page, its search, its
//! filters, its pages of rows and its two files are made of that.
//!
//! A new list is a constant [`List`] in the room it belongs to and one line
//! `.list(with_files!("/units/{id}/things"), &THINGS)` in the table of contents.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::future::ready;

use askama::Template;
use askama::filters::HtmlSafe;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use jiff::civil::Date;
use kernel::{DocumentId, UnitId};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::{DayAsked, Filter, Pager, Search, address, address_of_page};
use crate::acting::Drawn;
use crate::articles::ArticleNote;
use crate::error::Failure;
use crate::forms::Choice;
use crate::frame::{Frame, Link, Room};
use crate::pages::units::Figure;
use crate::roll_ups::Summing;
use crate::session::{At, Query, SignedIn};
use crate::sheet::{Exports, Field, Format, Sheet, written};
use crate::site::{Site, html};
use crate::standing::Standing;
use crate::survey::Surveying;
use crate::view::View;
use crate::words::capital;

/// Rows on a page.
const ROWS: u64 = 50;
/// Choices of a filter.
const CHOICES_MAX: usize = 100;
/// Rows that are asked what may be chosen: among millions, the first of them tell.
const ASKED_MAX: usize = 10_000;

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
    pub(crate) fields: fn(Opening<'_>, &R) -> Vec<Field>,
    /// What narrows it.
    pub(crate) sieves: &'static [Sieve<R>],
    /// A row as it reads on the page.
    pub(crate) line: fn(Opening<'_>, &R) -> Line,
}

/// What narrows a list: a name in the address, a label, the words for everything,
/// and of each row the values it has.
pub(crate) struct Sieve<R>(
    pub(crate) &'static str,
    pub(crate) &'static str,
    pub(crate) &'static str,
    pub(crate) fn(View<'_>, &R) -> Vec<Value>,
);

/// A value by which a row is found, and what it is called.
#[derive(Clone, Debug)]
pub(crate) struct Value {
    value: Cow<'static, str>,
    words: Cow<'static, str>,
    /// Whether it stands among what may be chosen, or only in addresses.
    offered: bool,
}

impl Value {
    /// A value with what it is called.
    pub(crate) fn new(
        value: impl Into<Cow<'static, str>>,
        words: impl Into<Cow<'static, str>>,
    ) -> Value {
        Value {
            value: value.into(),
            words: words.into(),
            offered: true,
        }
    }
}

/// What a list is opened and told with.
#[derive(Clone, Copy)]
pub(crate) struct Opening<'a> {
    pub(crate) view: View<'a>,
    /// Reads what somebody wrote; nothing where it is erased or cannot be read.
    pub(crate) text: &'a dyn Fn(DocumentId) -> Option<String>,
    /// How the organisation stands, where it is asked for.
    pub(crate) survey: Surveying<'a>,
    /// What reports come to.
    pub(crate) sums: Summing<'a>,
    /// What the address asks for.
    pub(crate) asked: &'a Asked,
}

/// A list as it is opened for a viewer: every row they may know of, in its order.
pub(crate) struct Opened<R> {
    pub(crate) heading: String,
    /// The way to it from the top.
    pub(crate) path: Vec<Link>,
    /// Whose it is; none for a list of the whole organisation.
    pub(crate) place: Option<Link>,
    /// What one row is called, and several, where the charter has words for it.
    pub(crate) of: Option<(String, String)>,
    /// The days it is about.
    pub(crate) days: Vec<DayAsked>,
    /// What there is to say of it, in sentences.
    pub(crate) about: Vec<String>,
    pub(crate) acts: Vec<Link>,
    pub(crate) article: Option<ArticleNote>,
    /// What it comes to, above the rows.
    pub(crate) summary: Option<Summary>,
    /// How many there are of each kind, each with the way to them.
    pub(crate) figures: Vec<Figure>,
    /// The ways to other pages about it.
    pub(crate) ways: Vec<Link>,
    /// Heads of columns behind those that every such list has.
    pub(crate) more_heads: Vec<String>,
    pub(crate) rows: Vec<R>,
}

impl<R> Opened<R> {
    /// A list of the whole organisation, as far as the viewer may know of it.
    pub(crate) fn new(heading: &str) -> Opened<R> {
        Opened {
            heading: heading.to_owned(),
            path: Vec::new(),
            place: None,
            of: None,
            days: Vec::new(),
            about: Vec::new(),
            acts: Vec::new(),
            article: None,
            summary: None,
            figures: Vec::new(),
            ways: Vec::new(),
            more_heads: Vec::new(),
            rows: Vec::new(),
        }
    }

    /// A list of a unit: of its path, and with its name.
    pub(crate) fn of_unit(view: View<'_>, unit: UnitId, heading: &str) -> Opened<R> {
        let href = view.unit_href(unit).unwrap_or_else(|| "/units".to_owned());
        Opened {
            path: view.path_to(unit),
            place: Some(Link::new(capital(&view.some_unit(unit)), href)),
            ..Opened::new(heading)
        }
    }
}

/// What a list comes to, in figures.
#[derive(Clone, Debug, Template)]
#[template(path = "pieces/summary.html")]
pub struct Summary {
    /// What is counted, for whoever hears it read.
    pub caption: String,
    /// The heads of its columns.
    pub heads: Vec<String>,
    /// Its rows.
    pub rows: Vec<Sums>,
}

/// A row of a summary.
#[derive(Clone, Debug)]
pub struct Sums {
    /// What is summed.
    pub what: Link,
    /// Whose it is.
    pub of: Option<Link>,
    /// Its figures, each with the way to what it counts, where there is one.
    pub figures: Vec<Link>,
}

/// A row as it reads on the page.
#[derive(Debug, Template)]
#[template(path = "pieces/line.html")]
pub struct Line {
    /// What it is, with the way to it; no way where the address is empty.
    pub what: Link,
    /// Whose it is, where that has a page of its own.
    pub of: Option<Link>,
    /// What there is to say of it, shortly.
    pub about: String,
    /// What is not in order about it, with how it stands.
    pub open: Option<(Standing, String)>,
    /// What somebody wrote.
    pub text: Option<String>,
    /// What is called otherwise today, said once on a page.
    pub now: Option<String>,
    /// What the viewer may do about it.
    pub acts: Vec<Link>,
    /// The article that governs it, beside it.
    pub note: Option<ArticleNote>,
}

impl Line {
    /// A row of this and no more.
    pub(crate) fn new(what: Link, about: impl Into<String>) -> Line {
        Line {
            what,
            of: None,
            about: about.into(),
            open: None,
            text: None,
            now: None,
            acts: Vec::new(),
            note: None,
        }
    }
}

/// Lines with the text of each article beside the first of those it governs, and with
/// what is called otherwise today at the first that says so.
pub(crate) fn told_once(mut lines: Vec<Line>) -> Vec<Line> {
    let mut told: Vec<ArticleNote> = Vec::new();
    let mut called = BTreeSet::new();
    for line in &mut lines {
        line.now = line.now.take().filter(|now| called.insert(now.clone()));
        line.note = line.note.take().map(|note| {
            if told.contains(&note) {
                return note.short();
            }
            told.push(note.clone());
            note
        });
    }
    lines
}

/// What a sieve takes that has one value.
pub(crate) fn one(
    value: impl Into<Cow<'static, str>>,
    words: impl Into<Cow<'static, str>>,
) -> Vec<Value> {
    vec![Value::new(value, words)]
}

/// What a sieve takes from a day: its year.
pub(crate) fn year(on: Date) -> Vec<Value> {
    itself(on.year().to_string())
}

/// What a sieve takes that is called what it is.
pub(crate) fn itself(value: impl Into<Cow<'static, str>>) -> Vec<Value> {
    let value = value.into();
    one(value.clone(), value)
}

/// What a sieve takes from a unit: that unit and whatever it stands under, as far as the
/// viewer may know of them. Those with units beneath them are offered to be chosen.
pub(crate) fn places(view: View<'_>, unit: UnitId) -> Vec<Value> {
    let top = view.state.top_unit();
    let above = view.state.units_above(unit);
    let mut units: Vec<UnitId> = above.filter(|it| view.knows_unit(*it)).collect();
    units.reverse();
    units.push(unit);
    let place = |it: UnitId| Value {
        offered: Some(it) != top && view.state.units_beneath(it).next().is_some(),
        ..Value::new(it.to_string(), capital(&view.some_unit(it)))
    };
    units.into_iter().map(place).collect()
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
    /// Where no row has what a filter asks for: what there is, in words, filter by filter.
    pub there_is: Vec<String>,
}

impl Asked {
    /// What these names ask for.
    pub(crate) fn of(asked: &[(String, String)]) -> Asked {
        Asked(asked.iter().cloned().collect())
    }

    /// What it asks for under this name; nothing where it asks for none.
    pub(crate) fn get(&self, name: &str) -> &str {
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
    pub place: Option<Link>,
    /// What there is to say of it.
    pub about: Vec<String>,
    /// What the viewer may do.
    pub acts: Vec<Link>,
    /// The article that governs it.
    pub article: Option<ArticleNote>,
    /// What it comes to.
    pub summary: Option<Summary>,
    /// How many there are of each kind.
    pub figures: Vec<Figure>,
    /// The ways to other pages about it.
    pub ways: Vec<Link>,
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
    fn wanted(&self, with: Opening<'_>, rows: Vec<R>) -> Vec<R> {
        let mut rows = rows;
        for Sieve(name, _, _, values) in self.sieves {
            let chosen = with.asked.get(name);
            if !chosen.is_empty() {
                let has = |row: &R| values(with.view, row).iter().any(|it| it.value == chosen);
                rows.retain(has);
            }
        }
        let sought = with.asked.get("q");
        if !sought.is_empty() {
            rows.retain(|row| has_words(&self.words(with, row), sought));
        }
        rows
    }

    /// Everything that a row says, on the page and in the files.
    fn words(&self, with: Opening<'_>, row: &R) -> String {
        let line = (self.line)(with, row);
        let mut words: Vec<String> = (self.fields)(with, row).iter().map(written).collect();
        words.extend([line.what.text, line.about]);
        words.extend(line.of.map(|of| of.text));
        words.extend(line.open.map(|(_, open)| open));
        words.extend(line.text);
        words.join(" ")
    }

    fn search(&self, with: Opening<'_>, path: &str, opened: &mut Opened<R>) -> Option<Search> {
        let rows = &opened.rows;
        let sought = with.asked.get("q");
        let filters: Vec<Filter> = self
            .sieves
            .iter()
            .filter_map(|sieve| filter(with, sieve, rows))
            .collect();
        let narrowed = !sought.is_empty() || filters.iter().any(|it| !it.chosen.is_empty());
        let days = std::mem::take(&mut opened.days);
        (opened.rows.len() > 1 || narrowed || !days.is_empty()).then(|| Search {
            action: path.to_owned(),
            label: Some("Find".to_owned()),
            query: sought.to_owned(),
            narrowed,
            days,
            filters,
        })
    }

    pub(super) fn page(
        &self,
        with: Opening<'_>,
        mut opened: Opened<R>,
        path: &str,
        frame: Frame,
    ) -> ListPage {
        let asked = with.asked;
        let names: Vec<&str> = std::iter::once("q")
            .chain(opened.days.iter().map(|day| day.name))
            .chain(self.sieves.iter().map(|sieve| sieve.0))
            .collect();
        let search = self.search(with, path, &mut opened);
        let rows = self.wanted(with, opened.rows);
        let narrowed: Vec<(&str, &str)> = names
            .into_iter()
            .map(|name| (name, asked.get(name)))
            .collect();
        let total = u64::try_from(rows.len()).unwrap_or(u64::MAX);
        let page = asked.get("page").parse().unwrap_or(1);
        let of = opened.of.as_ref();
        let of = of.map_or(self.of, |(one, several)| (one.as_str(), several.as_str()));
        let pager = Pager {
            export: (total > 0).then(|| Exports::of(&address(path, &narrowed))),
            ..Pager::at(page, ROWS, total, of, &|page| {
                address_of_page(path, &narrowed, page)
            })
        };
        let shown = pager.rows(rows).map(|row| (self.line)(with, &row));
        ListPage {
            lines: told_once(shown.collect()),
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
            summary: opened.summary,
            figures: opened.figures,
            ways: opened.ways,
            search,
            pager,
        }
    }

    /// Every row that is asked for, as it stands in the files.
    ///
    /// # Errors
    /// When something is asked for by a name that narrows nothing here.
    pub(crate) fn rows(&self, with: Opening<'_>, opened: Opened<R>) -> Result<Rows, Failure> {
        if let Some(why) = opened.days.iter().find_map(|day| day.wrong.clone()) {
            return Err(Failure::Invalid(why));
        }
        let days = opened.days.iter().map(|day| day.name);
        let sieves = self.sieves.iter().map(|sieve| sieve.0);
        let known: Vec<&str> = days.chain(sieves).collect();
        if let Some(stray) = with.asked.0.keys().find(|name| {
            let name = name.as_str();
            name != "q" && !known.contains(&name)
        }) {
            return Err(Failure::Invalid(format!(
                "nothing here is narrowed by {stray:?}, only by {}",
                known.join(", ")
            )));
        }
        let heads = self.heads.iter().map(|head| (*head).to_owned());
        Ok(Rows {
            heads: heads.chain(opened.more_heads).collect(),
            there_is: self.there_is(with, &opened.rows),
            rows: self
                .wanted(with, opened.rows)
                .iter()
                .map(|row| (self.fields)(with, row))
                .collect(),
        })
    }

    /// Of each filter that asks for what no row has, what the rows have.
    fn there_is(&self, with: Opening<'_>, rows: &[R]) -> Vec<String> {
        let asked = self.sieves.iter().filter_map(|sieve| {
            let Filter {
                name,
                choices,
                chosen,
                ..
            } = filter(with, sieve, rows)?;
            let has = |row: &R| {
                let values = (sieve.3)(with.view, row);
                values.iter().any(|it| it.value == chosen.as_str())
            };
            if chosen.is_empty() || rows.is_empty() || rows.iter().any(has) {
                return None;
            }
            let values = choices.into_iter().map(|choice| choice.value);
            let values: Vec<String> = values.filter(|value| !value.is_empty()).collect();
            Some(format!("{name} is {} here", values.join(", ")))
        });
        asked.collect()
    }

    pub(super) fn sheet(&self, with: Opening<'_>, opened: Opened<R>, format: Format) -> Sheet {
        let more = opened.more_heads.iter().map(String::as_str);
        let heads: Vec<&str> = self.heads.iter().copied().chain(more).collect();
        let mut sheet = Sheet::new(format, &heads);
        for row in self.wanted(with, opened.rows) {
            sheet.row((self.fields)(with, &row));
        }
        sheet
    }
}

/// A filter with what may be chosen: what the rows have, in their order.
fn filter<R>(with: Opening<'_>, sieve: &Sieve<R>, rows: &[R]) -> Option<Filter> {
    let Sieve(name, label, all, values) = sieve;
    let chosen = with.asked.get(name).to_owned();
    let mut choices = vec![Choice {
        value: String::new(),
        text: (*all).to_owned(),
    }];
    for row in rows.iter().take(ASKED_MAX) {
        for it in values(with.view, row) {
            let full = choices.len() > CHOICES_MAX;
            let offered = it.value == chosen.as_str() || (it.offered && !full);
            let new = || choices.iter().all(|choice| choice.value != it.value);
            if offered && !it.value.is_empty() && new() {
                choices.push(Choice {
                    value: it.value.into_owned(),
                    text: it.words.into_owned(),
                });
            }
        }
    }
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
        let page = site.look_recent(&by, |view, recent| {
            let with = Opening {
                view,
                text: &text,
                survey: &|| site.surveys.at(recent, view.state, view.today),
                sums: &site.summing(recent, view.state),
                asked: &asked,
            };
            let opened = (list.opens)(with, about)?;
            let frame = by.frame(view.state, view.directory, Some(list.room), "");
            Ok(list.page(with, opened, uri.path(), frame))
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
        let sheet = site.look_recent(&by, |view, recent| {
            let with = Opening {
                view,
                text: &text,
                survey: &|| site.surveys.at(recent, view.state, view.today),
                sums: &site.summing(recent, view.state),
                asked: &asked,
            };
            let opened = (list.opens)(with, about)?;
            Ok(list.sheet(with, opened, format))
        });
        let response: Result<Response, Failure> = sheet.and_then(|sheet| sheet.file(list.file));
        ready(response)
    }
}

impl HtmlSafe for Line {}
impl HtmlSafe for Summary {}
