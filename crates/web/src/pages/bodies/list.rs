//! The registers of affiliated bodies, as a list.

use charter::Action;
use kernel::BodyId;
use kernel::bodies::Body;

use super::fill::{about, contact, may_know, title};
use crate::frame::{Link, Room};
use crate::listing::{Line, List, Opened, Opening, Sieve, Value, one, places};
use crate::view::View;
use crate::words::capital;

/// `/bodies`: those affiliated now first, by name.
pub(crate) const BODIES: List<(), BodyId> = List {
    room: Room::Bodies,
    opens: |with, ()| {
        let view = with.view;
        let rule = view.charter.bodies.first();
        let about = match rule {
            Some(_) => {
                "Other organisations on the registers of units you may see. They are listed, and nothing else is done with them."
            }
            None => "This charter keeps no register of other organisations.",
        };
        Ok(Opened {
            about: vec![about.to_owned()],
            article: rule.and_then(|rule| view.note(rule.rule)),
            rows: all(view).into_iter().map(|it| it.id).collect(),
            ..Opened::new("Affiliated bodies")
        })
    },
    of: ("body", "bodies"),
    file: "bodies",
    heads: &[
        "kind",
        "name",
        "unit",
        "unit name",
        "since",
        "until",
        "contact post",
    ],
    fields: |Opening { view, .. }, id| {
        let Some(it) = view.state.body(*id) else {
            return Vec::new();
        };
        let unit = view.state.unit(it.unit);
        let post = it.liaison.map(|post| view.post_title(post, view.today));
        vec![
            title(view, it.kind).into(),
            it.name.into(),
            unit.map(|unit| unit.code).into(),
            unit.map(|unit| unit.name).into(),
            it.since.into(),
            it.until.into(),
            post.into(),
        ]
    },
    sieves: &[
        Sieve("kind", "Kind", "Every kind", |view, id| {
            let kind = view
                .state
                .body(*id)
                .and_then(|it| view.charter.body(it.kind));
            let kind = kind.map(|rule| Value::new(rule.id.clone(), capital(&rule.plural)));
            kind.into_iter().collect()
        }),
        Sieve("unit", "Area", "Everywhere", |view, id| {
            let it = view.state.body(*id);
            it.map_or_else(Vec::new, |it| places(view, it.unit))
        }),
        Sieve(
            "standing",
            "Standing",
            "Now and before",
            |view, id| match view.state.body(*id).and_then(|it| it.until) {
                None => one("now", "Affiliated now"),
                Some(_) => one("ended", "Not any more"),
            },
        ),
    ],
    line: |Opening { view, .. }, id| match view.state.body(*id) {
        Some(it) => line(view, &it),
        None => Line::new(Link::new("A body", ""), ""),
    },
};

/// The bodies the viewer may know of, those affiliated now first, by name.
pub(crate) fn all<'a>(view: View<'a>) -> Vec<Body<'a>> {
    let all = view.state.bodies();
    let mut found: Vec<Body<'a>> = all.filter(|it| may_know(view, it)).collect();
    found.sort_by_cached_key(|it| (it.until.is_some(), it.name.to_lowercase(), it.id));
    found
}

fn line(view: View<'_>, it: &Body<'_>) -> Line {
    let way = |text: &str, what: &str| Link::new(text, format!("/bodies/{}/{what}", it.id));
    let mut acts = Vec::new();
    if view.may(Action::KeepBodies, it.unit) {
        acts.push(way("Correct it", "correct"));
        if it.until.is_none() {
            acts.push(way("End it", "end"));
        }
    }
    let said = std::iter::once(about(view, it)).chain(contact(view, it));
    let said: Vec<String> = said.collect();
    let unit = capital(&view.some_unit(it.unit));
    let href = view.unit_href(it.unit);
    Line {
        of: Some(Link::new(unit, href.unwrap_or_else(|| "/units".to_owned()))),
        acts,
        ..Line::new(Link::new(it.name, ""), said.join(" · "))
    }
}
