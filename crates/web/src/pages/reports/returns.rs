//! Every return that a unit has filed, as a list.

use jiff::civil::Date;
use kernel::UnitId;
use kernel::meetings::period_of;
use kernel::reports::{DaysOf, Return, stretch_code};

use super::words::{return_href, stretch_words, unit_of};
use crate::frame::{Link, Room};
use crate::listing::{Line, List, Opened, Opening, Sieve, Value, one, year};
use crate::standing::Standing;
use crate::view::View;
use crate::words::{away, capital, day};

/// A return as it holds, with the day it was first filed.
#[derive(Clone, Debug)]
pub(crate) struct Filed {
    pub(crate) holds: Return,
    pub(crate) on: Date,
}

/// `/units/{id}/returns`: the last stretch of time first.
pub(crate) const RETURNS: List<u32, Filed> = List {
    room: Room::Reports,
    opens: |with, unit| {
        let unit = unit_of(with.view, UnitId(unit))?.id;
        let first = with.view.charter.reports.first();
        Ok(Opened {
            article: first.and_then(|rule| with.view.note(rule.rule)),
            acts: vec![Link::new("What is owed", format!("/units/{unit}/reports"))],
            rows: all(with.view, unit),
            ..Opened::of_unit(with.view, unit, "Returns")
        })
    },
    of: ("return", "returns"),
    file: "returns",
    heads: &["report", "period", "due", "filed", "standing", "corrected"],
    fields: |Opening { view, .. }, it| {
        let rule = view.charter.report(it.holds.report);
        vec![
            rule.map(|rule| rule.title.as_str()).into(),
            rule.map(|rule| stretch_code(rule.every, it.holds.period))
                .into(),
            due(view, it).into(),
            it.on.into(),
            standing(view, it).0.into(),
            corrected(it).into(),
        ]
    },
    sieves: &[
        Sieve("report", "Report", "Every report", |view, it| {
            let rule = view.charter.report(it.holds.report);
            let named = rule.map(|rule| Value::new(rule.id.clone(), capital(&rule.title)));
            named.into_iter().collect()
        }),
        Sieve("standing", "Standing", "However it came", |view, it| {
            let (word, words) = standing(view, it);
            one(word, words)
        }),
        Sieve("year", "Year", "Every year", |_, it| year(it.holds.period)),
    ],
    line: |with, it| line(with.view, it),
};

/// What a unit has filed, each return once, the last stretch of time first.
pub(crate) fn all(view: View<'_>, unit: UnitId) -> Vec<Filed> {
    let mut rows: Vec<Filed> = Vec::new();
    // The newest row of a stretch holds, and the oldest is the day it was filed.
    for it in view.state.returns_of(unit) {
        let same =
            |row: &&mut Filed| (row.holds.report, row.holds.period) == (it.report, it.period);
        match rows.iter_mut().find(same) {
            Some(row) => row.on = it.on,
            None => rows.push(Filed {
                on: it.on,
                holds: it,
            }),
        }
    }
    rows.sort_by_key(|row| (std::cmp::Reverse(row.holds.period), row.holds.report));
    rows
}

fn due(view: View<'_>, it: &Filed) -> Option<Date> {
    let rule = view.charter.report(it.holds.report)?;
    Some(DaysOf::of(rule, period_of(rule.every, it.holds.period))?.due)
}

fn standing(view: View<'_>, it: &Filed) -> (&'static str, &'static str) {
    if due(view, it).is_some_and(|due| it.on > due) {
        ("late", "Late")
    } else {
        ("in time", "In time")
    }
}

fn corrected(it: &Filed) -> Option<Date> {
    it.holds.reason.map(|_| it.holds.on)
}

fn line(view: View<'_>, it: &Filed) -> Line {
    let Some(rule) = view.charter.report(it.holds.report) else {
        return Line::new(Link::new("A report", ""), day(it.on));
    };
    let text = format!(
        "{} for {}",
        capital(&rule.title),
        stretch_words(rule.every, it.holds.period)
    );
    let href = return_href(view, it.holds.unit, it.holds.report, it.holds.period);
    let mut about = format!("filed on {}, {}", day(it.on), away(view.today, it.on));
    if let Some(on) = corrected(it) {
        about.push_str(&format!(" · corrected on {}", day(on)));
    }
    Line {
        open: (standing(view, it).0 == "late").then(|| (Standing::Near, "Late".to_owned())),
        ..Line::new(Link::new(text, href.unwrap_or_default()), about)
    }
}
