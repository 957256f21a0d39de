//! What units were proposed for and received, as a list.

use kernel::awards::{self, Award, AwardStanding};

use super::fill::{standing_words, time_words, title, word};
use crate::frame::{Link, Room};
use crate::listing::{Line, List, Opened, Opening, Sieve, Value, one, places, year};
use crate::view::View;
use crate::words::{capital, listed};

/// `/awards`: the latest time first.
pub(crate) const AWARDS: List<(), Award> = List {
    room: Room::Awards,
    opens: |with, ()| {
        let view = with.view;
        let first = view.charter.awards.first();
        Ok(Opened {
            about: vec![about(view)],
            article: first.and_then(|rule| view.note(rule.rule)),
            rows: all(view),
            ..Opened::new("Awards")
        })
    },
    of: ("proposal", "proposals"),
    file: "awards",
    heads: &[
        "award",
        "from",
        "until",
        "unit",
        "unit name",
        "standing",
        "proposed",
        "decided",
        "by",
    ],
    fields: |Opening { view, .. }, it| {
        let unit = view.state.unit(it.unit);
        let by = it.decision.map(|decision| view.some_unit(decision.by));
        vec![
            title(view, it.kind).into(),
            it.span.first.into(),
            it.span.last.into(),
            unit.map(|unit| unit.code).into(),
            unit.map(|unit| unit.name).into(),
            word(it.standing()).into(),
            it.proposed.into(),
            it.decision.map(|decision| decision.on).into(),
            by.into(),
        ]
    },
    sieves: &[
        Sieve("standing", "Outcome", "However it stands", |_, it| {
            let words = match it.standing() {
                AwardStanding::Proposed => "Waiting for a decision",
                AwardStanding::Granted => "Awarded",
                AwardStanding::Refused => "Not awarded",
                AwardStanding::Revoked => "Taken back",
            };
            one(word(it.standing()), words)
        }),
        Sieve("award", "Award", "Every award", |view, it| {
            let kind = view.charter.award(it.kind);
            let kind = kind.map(|rule| Value::new(rule.id.clone(), capital(&rule.title)));
            kind.into_iter().collect()
        }),
        Sieve("area", "Area", "Everywhere", |view, it| {
            places(view, it.unit)
        }),
        Sieve("year", "Year", "Every year", |_, it| year(it.span.last)),
    ],
    line: |Opening { view, .. }, it| {
        let unit = capital(&view.some_unit(it.unit));
        let about = format!(
            "{} for {} · {}",
            title(view, it.kind),
            time_words(it.span),
            standing_words(view, it)
        );
        Line::new(Link::new(unit, format!("/awards/{}", it.id)), about)
    },
};

/// The proposals the viewer may know of, those for the latest time first.
fn all(view: View<'_>) -> Vec<Award> {
    let all = view.state.awards();
    let mut found: Vec<Award> = all
        .filter(|it| awards::may_know(view.state, view.viewer, view.today, it))
        .collect();
    found.sort_by_key(|it| {
        let time = std::cmp::Reverse((it.span.last, it.span.first));
        (time, it.kind, it.id)
    });
    found
}

fn about(view: View<'_>) -> String {
    let awards = view.charter.awards.iter();
    let titles: Vec<String> = awards.map(|rule| rule.title.clone()).collect();
    if titles.is_empty() {
        return "This charter has no award.".to_owned();
    }
    format!(
        "What units were proposed for and received: {}. An award goes to a unit, and never to a person.",
        listed(&titles)
    )
}
