//! Who attended a session, as a list, for whoever may know them by name.

use kernel::{PersonId, SessionId};

use super::fill::{known, title};
use crate::frame::{Link, Room};
use crate::listing::{Line, List, Opened, Opening, Sieve, Value, itself};
use crate::view::View;
use crate::words::{capital, counted, day};

/// `/study/{id}/attended`, by name.
pub(crate) const ATTENDED: List<u32, PersonId> = List {
    room: Room::Study,
    opens: |with, session| {
        let view = with.view;
        let it = known(view, SessionId(session))?;
        let people = view.state.attended(it.id);
        let all = people.len();
        let rows = by_name(view, people);
        let unnamed = all.saturating_sub(rows.len()) as u64;
        let course = view.charter.course(it.course);
        Ok(Opened {
            about: (unnamed > 0)
                .then(|| {
                    let count = counted(unnamed, "of them is", "of them are");
                    format!("{} not named to you.", capital(&count))
                })
                .into_iter()
                .collect(),
            article: course.and_then(|course| view.note(course.rule)),
            place: Some(Link::new(
                format!("{}, {}", title(view, &it), day(it.on)),
                format!("/study/{session}"),
            )),
            rows,
            ..Opened::of_unit(view, it.unit, "Who attended")
        })
    },
    of: ("person", "people"),
    file: "attended",
    heads: &["code", "name", "unit", "unit name", "grade"],
    fields: |Opening { view, .. }, person| {
        let unit = view.state.unit_of(*person);
        let unit = unit.and_then(|unit| view.state.unit(unit));
        vec![
            view.directory.card(*person).map(|card| &card.code).into(),
            view.directory.name(*person).into(),
            unit.map(|unit| unit.code).into(),
            unit.map(|unit| unit.name).into(),
            view.grade_of(*person).into(),
        ]
    },
    sieves: &[
        Sieve("unit", "Unit", "Every unit", |view, person| {
            let unit = view.state.unit_of(*person);
            let named = unit.map(|unit| Value::new(unit.to_string(), view.some_unit(unit)));
            named.into_iter().collect()
        }),
        Sieve("grade", "Grade", "Every grade", |view, person| {
            itself(view.grade_of(*person))
        }),
    ],
    line: |Opening { view, .. }, person| {
        let unit = view.state.unit_of(*person).map(|unit| view.some_unit(unit));
        let about = [view.grade_of(*person), unit.unwrap_or_default()];
        let about: Vec<String> = about.into_iter().filter(|it| !it.is_empty()).collect();
        let who = Link::new(view.directory.name(*person), format!("/people/{person}"));
        Line::new(who, about.join(" · "))
    },
};

/// Those of them whom the viewer may know, by name.
pub(super) fn by_name(view: View<'_>, people: Vec<PersonId>) -> Vec<PersonId> {
    let mut named: Vec<PersonId> = people.into_iter().filter(|it| view.knows(*it)).collect();
    named.sort_by_cached_key(|person| view.directory.name(*person).to_lowercase());
    named
}
