//! Which sessions are listed: the calendar, its search and its files.

use charter::{Action, Scope};
use kernel::study::{Session, SessionStanding};
use kernel::{UnitId, rights};
use serde::Deserialize;

use super::fill::{self, may_know, part_title, standing_words};
use super::{FiguresRow, StudyPage};
use crate::forms::Choice;
use crate::frame::{Frame, Link};
use crate::listing::{Filter, Pager, Search, address_of_page, has_words};
use crate::sheet::{Exports, Format, Sheet};
use crate::view::View;
use crate::words::{capital, day, figure};

/// Sessions on one page.
const ROWS: u64 = 50;
/// Units whose figures stand above the calendar.
const FIGURES_MAX: usize = 6;

/// What the address of the calendar says.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Wanted {
    /// Words of a course, a part, a unit or a day.
    q: String,
    /// Identifier of a course.
    course: String,
    /// `ahead`, `held`, `off` or nothing.
    standing: String,
    /// Number of a unit: its sessions and those of units beneath.
    pub(crate) unit: String,
    /// The page, counted from one.
    page: u64,
}

impl Wanted {
    fn address(&self, page: u64) -> String {
        let asked = [
            ("q", self.q.as_str()),
            ("course", &self.course),
            ("standing", &self.standing),
            ("unit", &self.unit),
        ];
        address_of_page("/study", &asked, page)
    }

    fn within(&self) -> Option<UnitId> {
        self.unit.parse().ok().map(UnitId)
    }
}

/// The sessions the viewer may know of and asks for: what is ahead first, the
/// nearest first; then what is behind, the last first.
pub(crate) fn wanted(view: View<'_>, asked: &Wanted) -> Vec<Session> {
    let course = view.charter.course_named(&asked.course);
    let within = asked.within();
    let inside =
        |unit| within.is_none_or(|area| unit == area || view.state.stands_under(unit, area));
    let stands = |session: &Session| match asked.standing.as_str() {
        "ahead" => session.standing == SessionStanding::Announced,
        "held" => session.standing == SessionStanding::Held,
        "off" => session.standing == SessionStanding::CalledOff,
        _ => true,
    };
    let named = |it: &Session| {
        let unit = view.state.unit(it.unit);
        let unit = unit.map_or_else(String::new, |unit| format!("{} {}", unit.name, unit.code));
        let when = format!("{} {}", day(it.on), it.on);
        let words = [fill::title(view, it), when, unit];
        has_words(&words.join(" "), &asked.q)
    };
    let mut found: Vec<Session> = within_reach(view)
        .filter(|it| asked.course.is_empty() || course == Some(it.course))
        .filter(|it| asked.unit.is_empty() || within.is_some() && inside(it.unit))
        .filter(stands)
        .filter(named)
        .filter(|it| may_know(view, it))
        .collect();
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

/// The calendar of sessions.
pub(crate) fn list(view: View<'_>, asked: &Wanted, frame: Frame) -> StudyPage {
    let found = wanted(view, asked);
    let total = u64::try_from(found.len()).unwrap_or(u64::MAX);
    let pager = Pager {
        export: (total > 0).then(|| Exports::of(&asked.address(1))),
        ..Pager::at(asked.page, ROWS, total, ("session", "sessions"), &|page| {
            asked.address(page)
        })
    };
    let rule = view.charter.courses.first();
    let about = match (rule, asked.within().filter(|unit| view.knows_unit(*unit))) {
        (None, _) => "This charter has no courses.".to_owned(),
        (Some(_), None) => "Sessions of the units you may see.".to_owned(),
        (Some(_), Some(unit)) => format!(
            "Sessions of {} and of all that stands beneath it.",
            view.some_unit(unit)
        ),
    };
    StudyPage {
        frame,
        about: format!("{about} Who attended is recorded, and nothing else about anybody."),
        article: rule.and_then(|rule| view.note(rule.rule)),
        figures: figures(view, asked),
        search: search(view, asked),
        rows: pager
            .rows(found)
            .map(|it| fill::session_row(view, &it))
            .collect(),
        pager,
        acts: fill::announcing(view, asked.within()),
    }
}

/// What the sessions come to, a row a course and unit: those at the top of what
/// the viewer sees, or the one that is asked for.
fn figures(view: View<'_>, asked: &Wanted) -> Vec<FiguresRow> {
    let units = match asked.within() {
        Some(unit) => vec![unit],
        None => view.highest_units(),
    };
    let seen = units
        .into_iter()
        .filter(|unit| view.may(Action::SeeFigures, *unit))
        .take(FIGURES_MAX);
    seen.flat_map(|unit| {
        fill::courses(view).map(move |(id, course)| {
            let sum = view.state.study_figures(id, unit);
            let left = course.within_days.map(|_| {
                let left = view
                    .state
                    .newly_admitted_with_parts_left(id, unit, view.today);
                figure(u64::from(left))
            });
            FiguresRow {
                course: capital(&course.title),
                unit: Link::new(
                    capital(&view.some_unit(unit)),
                    format!("/study?unit={unit}"),
                ),
                held: figure(u64::from(sum.held)),
                announced: figure(u64::from(sum.announced)),
                attendances: figure(u64::from(sum.attendances)),
                left,
            }
        })
    })
    .collect()
}

fn search(view: View<'_>, asked: &Wanted) -> Search {
    let choice = |value: &str, text: &str| Choice {
        value: value.to_owned(),
        text: text.to_owned(),
    };
    let mut courses = vec![choice("", "Every course")];
    courses.extend(
        view.charter
            .courses
            .iter()
            .map(|it| choice(&it.id, &capital(&it.title))),
    );
    let standings = vec![
        choice("", "Everything"),
        choice("ahead", "Announced"),
        choice("held", "Held"),
        choice("off", "Called off"),
    ];
    let filter = |name: &str, label: &str, choices, chosen: &str| Filter {
        name: name.to_owned(),
        label: label.to_owned(),
        choices,
        chosen: chosen.to_owned(),
    };
    Search {
        action: "/study".to_owned(),
        label: Some("Find".to_owned()),
        query: asked.q.clone(),
        filters: vec![
            filter("course", "Course", courses, &asked.course),
            filter("standing", "Standing", standings, &asked.standing),
        ],
        narrowed: asked.address(1) != "/study",
    }
}

/// The rows of the calendar as a file: figures, and no names.
pub(crate) fn sheet(view: View<'_>, asked: &Wanted, format: Format) -> Sheet {
    let heads = [
        "session",
        "day",
        "course",
        "part",
        "unit",
        "unit name",
        "standing",
        "attended",
    ];
    let mut sheet = Sheet::new(format, &heads);
    for it in wanted(view, asked) {
        let unit = view.state.unit(it.unit);
        let course = view.charter.course(it.course);
        let held = it.standing == SessionStanding::Held;
        sheet.row([
            u64::from(it.id.0).into(),
            it.on.into(),
            course.map(|course| course.title.as_str()).into(),
            part_title(view, &it).into(),
            unit.map(|unit| unit.code).into(),
            unit.map(|unit| unit.name).into(),
            standing_words(&it).into(),
            held.then_some(u64::from(it.attended)).into(),
        ]);
    }
    sheet
}
