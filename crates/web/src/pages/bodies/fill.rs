//! From the record to the pages of affiliated bodies.

use charter::{Action, BodyKindId};
use kernel::bodies::Body;
use kernel::{BodyId, UnitId};

use super::BodiesOfUnit;
use crate::error::Failure;
use crate::frame::Link;
use crate::view::View;
use crate::words::day;

/// Bodies on the page of a unit.
const OF_UNIT_MAX: usize = 6;

/// Whether the viewer may know of a body: whoever sees the unit's figures does.
pub(super) fn may_know(view: View<'_>, body: &Body<'_>) -> bool {
    view.may(Action::SeeFigures, body.unit) || view.may(Action::KeepBodies, body.unit)
}

/// A body the viewer may know of.
pub(crate) fn known<'a>(view: View<'a>, body: BodyId) -> Result<Body<'a>, Failure> {
    view.state
        .body(body)
        .filter(|it| may_know(view, it))
        .ok_or(Failure::NotFound)
}

pub(super) fn about(view: View<'_>, it: &Body<'_>) -> String {
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
pub(super) fn contact(view: View<'_>, it: &Body<'_>) -> Option<String> {
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
