//! What is under way in a unit, as a list.

use charter::Action;
use kernel::UnitId;
use kernel::procedures::{Course, Proceeding};

use super::fill::{heading, stands, ways_in};
use crate::error::Failure;
use crate::frame::{Link, Room};
use crate::listing::{Line, List, Opened, Opening, Sieve, Value, one, year};
use crate::standing::Standing;
use crate::view::View;
use crate::words::capital;

/// `/units/{id}/applications`: what is open first.
pub(crate) const APPLICATIONS: List<u32, Proceeding> = List {
    room: Room::Units,
    opens: |with, unit| {
        let (view, unit) = (with.view, UnitId(unit));
        let mut rows = all_of(view, unit)?;
        rows.sort_by_key(|it| !it.course.is_open());
        let opens = view.may(Action::OpenProcedure, unit);
        let ways = ways_in(view, unit).into_iter();
        let rule = view.charter.procedures.first();
        Ok(Opened {
            about: vec!["What is under way here, and what waits for this unit.".to_owned()],
            acts: ways
                .filter(|way| opens && way.href.contains("/new"))
                .collect(),
            article: rule.and_then(|rule| view.note(rule.rule)),
            rows,
            ..Opened::of_unit(view, unit, "Applications")
        })
    },
    of: ("proceeding", "proceedings"),
    file: "applications",
    heads: &[
        "number", "kind", "about", "code", "unit", "opened", "stands", "since", "due",
    ],
    fields: |Opening { view, .. }, it| {
        let rule = view.charter.procedure(it.procedure);
        let due = view.state.turn(it, view.today).and_then(|turn| turn.due);
        let about = it.person.map(|person| view.someone(person));
        vec![
            it.id.0.into(),
            rule.map(|rule| rule.title.as_str()).into(),
            about.into(),
            view.state.unit(it.unit).map(|unit| unit.code).into(),
            view.some_unit(it.unit).into(),
            it.opened.into(),
            stands(view, it).0.into(),
            it.since.into(),
            due.into(),
        ]
    },
    sieves: &[
        Sieve("procedure", "Kind", "Every kind", |view, it| {
            let rule = view.charter.procedure(it.procedure);
            let kind = rule.map(|rule| Value::new(rule.id.clone(), capital(&rule.title)));
            kind.into_iter().collect()
        }),
        Sieve("standing", "Standing", "However it stands", standings),
        Sieve("year", "Opened", "Every year", |_, it| year(it.opened)),
    ],
    line: |Opening { view, .. }, it| {
        let what = match view.charter.procedure(it.procedure) {
            Some(rule) => heading(view, it, rule),
            None => format!("Proceeding {}", it.id),
        };
        let what = Link::new(what, format!("/applications/{}", it.id));
        let (stands, late) = stands(view, it);
        let unit = capital(&view.some_unit(it.unit));
        if late {
            return Line {
                open: Some((Standing::Outside, capital(&stands))),
                ..Line::new(what, unit)
            };
        }
        Line::new(what, format!("{unit} · {stands}"))
    },
};

fn standings(view: View<'_>, it: &Proceeding) -> Vec<Value> {
    match it.course {
        Course::At(_) => {
            let mut values = one("open", "Under way");
            if stands(view, it).1 {
                values.push(Value::new("late", "Late"));
            }
            values
        }
        Course::Done => one("done", "Done"),
        Course::Ended => one("refused", "Ended without it"),
        Course::Lapsed => one("lapsed", "Lapsed"),
        Course::Dropped => one("dropped", "Dropped"),
    }
}

/// The proceedings of a unit that the viewer may know of: those in it, and those beneath it
/// in which it is the unit's turn.
pub(crate) fn all_of(view: View<'_>, unit: UnitId) -> Result<Vec<Proceeding>, Failure> {
    let known = view.knows_unit(unit) && view.state.unit(unit).is_some();
    if !known {
        return Err(Failure::NotFound);
    }
    let waiting = view.state.proceedings_waiting_for(unit, view.today);
    let beneath = waiting
        .into_iter()
        .map(|(it, _)| it)
        .filter(|it| it.unit != unit);
    let fits = |it: &Proceeding| {
        view.charter.procedure(it.procedure).is_some()
            && view.state.may_see_proceeding(view.viewer, view.today, it)
    };
    let here = view.state.proceedings_in(unit);
    Ok(here.chain(beneath).filter(fits).collect())
}
