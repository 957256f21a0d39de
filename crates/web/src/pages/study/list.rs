//! The calendar of sessions, as a list.

use charter::{Action, Scope};
use kernel::study::{Session, SessionStanding};
use kernel::{UnitId, rights};

use super::fill::{self, may_know, part_title, standing_words};
use crate::frame::{Link, Room};
use crate::listing::{Line, List, Opened, Opening, Sieve, Summary, Sums, Value};
use crate::listing::{one, places, year};
use crate::view::View;
use crate::words::{capital, figure};

/// Units whose figures stand above the calendar.
const FIGURES_MAX: usize = 6;

/// `/study`: what is ahead first, the nearest first; then what is behind, the last first.
pub(crate) const SESSIONS: List<(), Session> = List {
    room: Room::Study,
    opens: |with, ()| {
        let view = with.view;
        let within = with.asked.get("unit").parse().ok().map(UnitId);
        let within = within.filter(|unit| view.knows_unit(*unit));
        let rule = view.charter.courses.first();
        let about = match (rule, within) {
            (None, _) => "This charter has no courses.".to_owned(),
            (Some(_), None) => "Sessions of the units you may see.".to_owned(),
            (Some(_), Some(unit)) => format!(
                "Sessions of {} and of all that stands beneath it.",
                view.some_unit(unit)
            ),
        };
        let never = "Who attended is recorded, and nothing else about anybody.".to_owned();
        Ok(Opened {
            about: vec![about, never],
            article: rule.and_then(|rule| view.note(rule.rule)),
            summary: summary(view, within),
            acts: fill::announcing(view, within),
            rows: all(view),
            ..Opened::new("Study")
        })
    },
    of: ("session", "sessions"),
    file: "study",
    heads: &[
        "session",
        "day",
        "course",
        "part",
        "unit",
        "unit name",
        "standing",
        "attended",
    ],
    fields: |Opening { view, .. }, it| {
        let unit = view.state.unit(it.unit);
        let course = view.charter.course(it.course);
        let held = it.standing == SessionStanding::Held;
        vec![
            u64::from(it.id.0).into(),
            it.on.into(),
            course.map(|course| course.title.as_str()).into(),
            part_title(view, it).into(),
            unit.map(|unit| unit.code).into(),
            unit.map(|unit| unit.name).into(),
            standing_words(it).into(),
            held.then_some(u64::from(it.attended)).into(),
        ]
    },
    sieves: &[
        Sieve("course", "Course", "Every course", |view, it| {
            let course = view.charter.course(it.course);
            let course = course.map(|it| Value::new(it.id.clone(), capital(&it.title)));
            course.into_iter().collect()
        }),
        Sieve("standing", "Standing", "Everything", |_, it| {
            match it.standing {
                SessionStanding::Announced => one("ahead", "Announced"),
                SessionStanding::Held => one("held", "Held"),
                SessionStanding::CalledOff => one("off", "Called off"),
            }
        }),
        Sieve("unit", "Area", "Everywhere", |view, it| {
            places(view, it.unit)
        }),
        Sieve("year", "Year", "Every year", |_, it| year(it.on)),
    ],
    line: |Opening { view, .. }, it| {
        let row = fill::session_row(view, it);
        Line {
            of: Some(row.unit),
            acts: row.act.into_iter().collect(),
            ..Line::new(row.session, format!("{} · {}", row.when, row.standing))
        }
    },
};

/// The sessions the viewer may know of, in the order of the calendar.
pub(crate) fn all(view: View<'_>) -> Vec<Session> {
    let mut found: Vec<Session> = within_reach(view).filter(|it| may_know(view, it)).collect();
    found.sort_by_key(|it| {
        let ahead = it.standing == SessionStanding::Announced;
        let far = if ahead {
            it.on.duration_since(view.today).as_hours()
        } else {
            view.today.duration_since(it.on).as_hours()
        };
        (!ahead, far, it.id)
    });
    found
}

/// Every session that the viewer could know of: whoever reaches a few units only is not
/// kept waiting for those of the whole organisation.
fn within_reach(view: View<'_>) -> Box<dyn Iterator<Item = Session> + '_> {
    let seats = [Action::SeeFigures, Action::HoldSessions]
        .into_iter()
        .flat_map(|action| rights::reach(view.state, view.viewer, view.today, action));
    let mut units = Vec::new();
    for (unit, scope) in seats {
        if scope != Scope::OwnUnit {
            return Box::new(view.state.sessions());
        }
        units.push(unit);
    }
    units.sort_unstable();
    units.dedup();
    let sessions = units.into_iter().flat_map(|it| view.state.sessions_of(it));
    Box::new(sessions)
}

/// What the sessions come to, a row a course and unit: those at the top of what
/// the viewer sees, or the one that is asked for.
fn summary(view: View<'_>, within: Option<UnitId>) -> Option<Summary> {
    let units = within.map_or_else(|| view.highest_units(), |unit| vec![unit]);
    let seen = units
        .into_iter()
        .filter(|unit| view.may(Action::SeeFigures, *unit))
        .take(FIGURES_MAX);
    let plain = |text: String| Link::new(text, "");
    let rows = seen.flat_map(|unit| {
        fill::courses(view).map(move |(id, course)| {
            let sum = view.state.study_figures(id, unit);
            let left = course.within_days.map(|_| {
                let left = view
                    .state
                    .newly_admitted_with_parts_left(id, unit, view.today);
                figure(u64::from(left))
            });
            let name = capital(&view.some_unit(unit));
            Sums {
                what: plain(capital(&course.title)),
                of: Some(Link::new(name, format!("/study?unit={unit}"))),
                figures: vec![
                    plain(figure(u64::from(sum.held))),
                    plain(figure(u64::from(sum.attendances))),
                    plain(figure(u64::from(sum.announced))),
                    plain(left.unwrap_or_else(|| "nobody has to".to_owned())),
                ],
            }
        })
    });
    let rows: Vec<Sums> = rows.collect();
    let heads = [
        "Course",
        "Held",
        "Attended",
        "Announced",
        "New people with parts left",
    ];
    (!rows.is_empty()).then(|| Summary {
        caption: "Sessions by course and unit, with all beneath it".to_owned(),
        heads: heads.map(str::to_owned).to_vec(),
        rows,
    })
}
