//! The conferences the viewer may know of, as a list.

use charter::Action;
use kernel::conferences::{Conference, may_know_conference};

use super::fill::{counts, days, title};
use crate::frame::{Link, Room};
use crate::listing::{Line, List, Opened, Opening, Sieve, Value, one, places, year};
use crate::view::View;
use crate::words::{away, capital, listed};

/// Units for which a conference is offered to be called: whoever reaches more finds the others
/// by their own pages.
const CALLING_MAX: usize = 3;

/// `/conferences`: the latest first.
pub(crate) const CONFERENCES: List<(), Conference> = List {
    room: Room::Conferences,
    opens: |with, ()| {
        let view = with.view;
        let rules = view.charter.conferences.iter();
        let titles: Vec<String> = rules.map(|rule| rule.plural.clone()).collect();
        let about = if titles.is_empty() {
            "This charter has no conference.".to_owned()
        } else {
            let titles = listed(&titles);
            format!("Gatherings to which units send delegates: {titles}.")
        };
        let first = view.charter.conferences.first();
        Ok(Opened {
            about: vec![about],
            article: first.and_then(|rule| view.note(rule.rule)),
            acts: calling(view),
            rows: all(view),
            ..Opened::new("Conferences")
        })
    },
    of: ("conference", "conferences"),
    file: "conferences",
    heads: &[
        "conference",
        "kind",
        "title",
        "unit",
        "unit name",
        "first day",
        "last day",
        "called off",
    ],
    fields: |Opening { view, text, .. }, it| {
        let kind = view.charter.conference(it.kind);
        let unit = view
            .state
            .unit(it.unit)
            .filter(|_| view.knows_unit(it.unit));
        vec![
            it.id.0.into(),
            kind.map(|rule| rule.id.as_str()).into(),
            title(view, it, text).into(),
            unit.map(|unit| unit.code).into(),
            view.some_unit(it.unit).into(),
            it.first.into(),
            it.last.into(),
            it.called_off.map(|(on, _)| on).into(),
        ]
    },
    sieves: &[
        Sieve("kind", "Kind", "Every kind", |view, it| {
            let rule = view.charter.conference(it.kind);
            let kind = rule.map(|rule| Value::new(rule.id.clone(), capital(&rule.plural)));
            kind.into_iter().collect()
        }),
        Sieve(
            "standing",
            "Standing",
            "However it stands",
            |view, it| match it.called_off {
                Some(_) => one("off", "Called off"),
                None if it.last < view.today => one("past", "Past"),
                None => one("ahead", "To come"),
            },
        ),
        Sieve("area", "Area", "Everywhere", |view, it| {
            places(view, it.unit)
        }),
        Sieve("year", "Year", "Every year", |_, it| year(it.first)),
    ],
    line: |Opening { view, text, .. }, it| {
        let what = Link::new(title(view, it, text), format!("/conferences/{}", it.id));
        let mut about = vec![
            capital(&view.some_unit(it.unit)),
            format!("{}, {}", days(it), away(view.today, it.first)),
        ];
        about.extend(it.called_off.map(|_| "called off".to_owned()));
        if it.called_off.is_none() {
            about.extend(counts(view, it).into_iter().take(1));
        }
        Line::new(what, about.join(" · "))
    },
};

/// The conferences the viewer may know of, the latest first.
pub(crate) fn all(view: View<'_>) -> Vec<Conference> {
    let known = view.state.conferences();
    let mut known: Vec<Conference> = known
        .filter(|it| may_know_conference(view.state, view.viewer, view.today, it))
        .collect();
    known.sort_by_key(|it| std::cmp::Reverse((it.first, it.id)));
    known
}

/// What the viewer may call, where.
fn calling(view: View<'_>) -> Vec<Link> {
    let mut acts = Vec::new();
    for unit in view.units_where(Action::CallConference) {
        let level = view.state.standing_level(unit);
        let mut rules = view.charter.conferences.iter();
        if rules.any(|rule| level.is_some_and(|level| rule.calls.contains(&level))) {
            let name = view.some_unit(unit);
            acts.push(Link::new(
                format!("Call one of {name}"),
                format!("/units/{unit}/conferences/call"),
            ));
        }
        if acts.len() == CALLING_MAX {
            break;
        }
    }
    acts
}
