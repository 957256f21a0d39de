//! From the record to the pages of affiliated bodies.

use charter::{Action, BodyKindId};
use kernel::bodies::Body;
use kernel::{BodyId, UnitId};
use serde::Deserialize;

use super::{BodiesOfUnit, BodiesPage, BodyRow};
use crate::error::Failure;
use crate::forms::Choice;
use crate::frame::{Frame, Link};
use crate::listing::{Filter, Pager, Search, address_of_page, has_words};
use crate::sheet::{Exports, Format, Sheet};
use crate::view::View;
use crate::words::{capital, day};

/// Bodies on one page.
const ROWS: u64 = 50;
/// Bodies on the page of a unit.
const OF_UNIT_MAX: usize = 6;

/// What the address of the list says.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Wanted {
    /// Part of a name.
    q: String,
    /// Identifier of a kind.
    kind: String,
    /// Number of a unit.
    unit: String,
    /// The page, counted from one.
    page: u64,
}

impl Wanted {
    fn address(&self, page: u64) -> String {
        let asked = [
            ("q", self.q.as_str()),
            ("kind", &self.kind),
            ("unit", &self.unit),
        ];
        address_of_page("/bodies", &asked, page)
    }
}

/// Whether the viewer may know of a body: whoever sees the unit's figures does.
fn may_know(view: View<'_>, body: &Body<'_>) -> bool {
    view.may(Action::SeeFigures, body.unit) || view.may(Action::KeepBodies, body.unit)
}

/// The bodies the viewer may know of and asks for, by name.
pub(crate) fn wanted<'a>(view: View<'a>, wanted: &Wanted) -> Vec<Body<'a>> {
    let kind = view.charter.body_named(&wanted.kind);
    let unit = wanted.unit.parse().ok().map(UnitId);
    let mut found: Vec<Body<'a>> = view
        .state
        .bodies()
        .filter(|it| wanted.kind.is_empty() || kind == Some(it.kind))
        .filter(|it| wanted.unit.is_empty() || unit == Some(it.unit))
        .filter(|it| has_words(it.name, &wanted.q))
        .filter(|it| may_know(view, it))
        .collect();
    found.sort_by_cached_key(|it| (it.until.is_some(), it.name.to_lowercase(), it.id));
    found
}

/// A body the viewer may know of.
pub(crate) fn known<'a>(view: View<'a>, body: BodyId) -> Result<Body<'a>, Failure> {
    view.state
        .body(body)
        .filter(|it| may_know(view, it))
        .ok_or(Failure::NotFound)
}

/// The list of bodies.
pub(crate) fn list(view: View<'_>, asked: &Wanted, frame: Frame) -> BodiesPage {
    let found = wanted(view, asked);
    let total = u64::try_from(found.len()).unwrap_or(u64::MAX);
    let pager = Pager {
        export: (total > 0).then(|| Exports::of(&asked.address(1))),
        ..Pager::at(asked.page, ROWS, total, ("body", "bodies"), &|page| {
            asked.address(page)
        })
    };
    let rule = view.charter.bodies.first();
    BodiesPage {
        frame,
        about: match rule {
            Some(_) => "Other organisations on the registers of units you may see. They are listed, and nothing else is done with them.",
            None => "This charter keeps no register of other organisations.",
        }
        .to_owned(),
        article: rule.and_then(|rule| view.note(rule.rule)),
        search: search(view, asked),
        rows: pager.rows(found).map(|it| row(view, &it)).collect(),
        pager,
    }
}

fn row(view: View<'_>, it: &Body<'_>) -> BodyRow {
    let way = |text: &str, what: &str| Link::new(text, format!("/bodies/{}/{what}", it.id));
    let mut acts = Vec::new();
    if view.may(Action::KeepBodies, it.unit) {
        acts.push(way("Correct it", "correct"));
        if it.until.is_none() {
            acts.push(way("End it", "end"));
        }
    }
    BodyRow {
        name: it.name.to_owned(),
        about: about(view, it),
        unit: Link::new(
            capital(&view.some_unit(it.unit)),
            view.unit_href(it.unit)
                .unwrap_or_else(|| "/units".to_owned()),
        ),
        contact: contact(view, it),
        acts,
    }
}

fn about(view: View<'_>, it: &Body<'_>) -> String {
    let mut text = title(view, it.kind);
    if let Some(since) = it.since {
        text.push_str(&format!(", since {}", day(since)));
    }
    if let Some(until) = it.until {
        text.push_str(&format!(", until {}", day(until)));
    }
    text
}

/// Who is the contact person: the post, and who holds it where the viewer may know.
fn contact(view: View<'_>, it: &Body<'_>) -> Option<String> {
    let post = it.liaison?;
    let title = view.post_title(post, view.today);
    let names: Vec<String> = view
        .state
        .holders(it.unit, post)
        .filter(|tenure| view.knows(tenure.person))
        .map(|tenure| view.directory.name(tenure.person))
        .collect();
    Some(if names.is_empty() {
        format!("contact: the {title}")
    } else {
        format!("contact: {}, {title}", names.join(", "))
    })
}

pub(super) fn title(view: View<'_>, kind: BodyKindId) -> String {
    let row = view.charter.body(kind);
    row.map_or("body", |row| row.title.as_str()).to_owned()
}

fn search(view: View<'_>, asked: &Wanted) -> Search {
    let choice = |value: &str, text: &str| Choice {
        value: value.to_owned(),
        text: text.to_owned(),
    };
    let mut kinds = vec![choice("", "Every kind")];
    kinds.extend(
        view.charter
            .bodies
            .iter()
            .map(|it| choice(&it.id, &capital(&it.plural))),
    );
    Search {
        action: "/bodies".to_owned(),
        label: Some("Name".to_owned()),
        query: asked.q.clone(),
        filters: vec![Filter {
            name: "kind".to_owned(),
            label: "Kind".to_owned(),
            choices: kinds,
            chosen: asked.kind.clone(),
        }],
        narrowed: asked.address(1) != "/bodies",
    }
}

/// The rows of the list as a file.
pub(crate) fn sheet(view: View<'_>, asked: &Wanted, format: Format) -> Sheet {
    let heads = [
        "kind",
        "name",
        "unit",
        "unit name",
        "since",
        "until",
        "contact post",
    ];
    let mut sheet = Sheet::new(format, &heads);
    for it in wanted(view, asked) {
        let unit = view.state.unit(it.unit);
        let post = it.liaison.map(|post| view.post_title(post, view.today));
        sheet.row([
            title(view, it.kind).into(),
            it.name.into(),
            unit.map(|unit| unit.code).into(),
            unit.map(|unit| unit.name).into(),
            it.since.into(),
            it.until.into(),
            post.into(),
        ]);
    }
    sheet
}

/// The bodies of a unit as a part of its page; none where it keeps no register.
pub(crate) fn of_unit(view: View<'_>, unit: UnitId) -> Option<BodiesOfUnit> {
    let level = view.state.standing_level(unit)?;
    let mut rules = view.charter.bodies.iter();
    let rule = rules.find(|rule| rule.levels.contains(&level))?;
    let now: Vec<Body<'_>> = view
        .state
        .bodies_of(unit)
        .filter(|body| body.until.is_none())
        .collect();
    let rows = now
        .iter()
        .take(OF_UNIT_MAX)
        .map(|body| format!("{}: {}", body.name, about(view, body)))
        .collect();
    let enter = view
        .may(Action::KeepBodies, unit)
        .then(|| Link::new("Enter one", format!("/units/{unit}/bodies/enter")));
    let all = Link::new("The register", format!("/bodies?unit={unit}"));
    Some(BodiesOfUnit {
        rows,
        acts: enter.into_iter().chain([all]).collect(),
        article: view.note(rule.rule),
    })
}
