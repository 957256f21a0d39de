//! From the record to one session, and to the part of a unit's page.

use charter::{Action, CourseId, CourseRule};
use kernel::study::{Session, SessionStanding};
use kernel::{SessionId, UnitId};

use super::{SessionPage, SessionRow, StudyOfUnit, attended};
use crate::error::Failure;
use crate::frame::{Frame, Link};
use crate::view::View;
use crate::words::{away, capital, counted, day};

/// Names on the page of a session; the list of who attended has them all.
const NAMED_MAX: usize = 60;
/// Sessions on the page of a unit: so many ahead, and so many behind.
const OF_UNIT_MAX: usize = 3;

/// The courses of the charter with their rows.
pub(crate) fn courses(view: View<'_>) -> impl Iterator<Item = (CourseId, &CourseRule)> {
    (0..).map(CourseId).zip(&view.charter.courses)
}

/// Whether the viewer may know of a session: whoever sees the unit's figures does.
pub(crate) fn may_know(view: View<'_>, session: &Session) -> bool {
    let unit = session.unit;
    view.state.may_know_sessions(view.viewer, view.today, unit)
}

/// A session the viewer may know of.
pub(crate) fn known(view: View<'_>, session: SessionId) -> Result<Session, Failure> {
    view.state
        .session(session)
        .filter(|it| may_know(view, it))
        .ok_or(Failure::NotFound)
}

pub(crate) fn part_title(view: View<'_>, session: &Session) -> String {
    let course = view.charter.course(session.course);
    let part = course.and_then(|course| course.part(session.part));
    part.map_or("a part", |part| &part.title).to_owned()
}

/// Course and part: `First steps: the rules`.
pub(crate) fn title(view: View<'_>, session: &Session) -> String {
    let course = view.charter.course(session.course);
    let course = course.map_or("a course", |course| &course.title);
    format!("{}: {}", capital(course), part_title(view, session))
}

/// How things stand with a session, in a word or two.
pub(crate) fn standing_words(session: &Session) -> String {
    match session.standing {
        SessionStanding::Announced => "announced".to_owned(),
        SessionStanding::Held => format!("{} attended", session.attended),
        SessionStanding::CalledOff => "called off".to_owned(),
    }
}

/// A session in a list.
pub(crate) fn session_row(view: View<'_>, it: &Session) -> SessionRow {
    let due = it.standing == SessionStanding::Announced && it.on <= view.today;
    let act = (due && view.may(Action::HoldSessions, it.unit))
        .then(|| Link::new("Record who attended", format!("/study/{}/record", it.id)));
    SessionRow {
        session: Link::new(title(view, it), format!("/study/{}", it.id)),
        when: format!("{}, {}", day(it.on), away(view.today, it.on)),
        unit: Link::new(
            capital(&view.some_unit(it.unit)),
            view.unit_href(it.unit)
                .unwrap_or_else(|| "/units".to_owned()),
        ),
        standing: standing_words(it),
        act,
    }
}

/// The way to announce a session: in the unit that is asked for, or else in each
/// where the viewer holds some.
pub(crate) fn announcing(view: View<'_>, unit: Option<UnitId>) -> Vec<Link> {
    let holds = |unit: &UnitId| {
        let level = view.state.standing_level(*unit);
        let held = |course: &CourseRule| level.is_some_and(|level| course.levels.contains(&level));
        view.may(Action::HoldSessions, *unit) && view.charter.courses.iter().any(held)
    };
    let units = match unit {
        Some(unit) => vec![unit],
        None => {
            let reach =
                kernel::rights::reach(view.state, view.viewer, view.today, Action::HoldSessions);
            let mut units: Vec<UnitId> = reach.into_iter().map(|(unit, _)| unit).collect();
            units.dedup();
            units
        }
    };
    let units: Vec<UnitId> = units.into_iter().filter(holds).collect();
    let several = units.len() > 1;
    let link = |unit: UnitId| {
        let text = if several {
            format!("Announce a session in {}", view.some_unit(unit))
        } else {
            "Announce a session".to_owned()
        };
        Link::new(text, format!("/units/{unit}/study/announce"))
    };
    units.into_iter().map(link).collect()
}

/// One session.
pub(crate) fn show(
    view: View<'_>,
    session: SessionId,
    frame: Frame,
) -> Result<SessionPage, Failure> {
    let it = known(view, session)?;
    let course = view.charter.course(it.course).ok_or(Failure::NotFound)?;
    let people = view.state.attended(session);
    let all = people.len();
    let named = attended::by_name(view, people);
    let unnamed = all.saturating_sub(named.len());
    let heading = title(view, &it);
    Ok(SessionPage {
        about: format!(
            "{}, {} · {}",
            day(it.on),
            away(view.today, it.on),
            match it.standing {
                SessionStanding::Announced => "announced",
                SessionStanding::Held => "held",
                SessionStanding::CalledOff => "called off",
            }
        ),
        attendance: (it.standing == SessionStanding::Held).then(|| {
            let count = counted(u64::from(it.attended), "person", "people");
            format!("{} attended.", capital(&count))
        }),
        all: (!named.is_empty()).then(|| {
            let count = counted(named.len() as u64, "name", "names");
            Link::new(format!("All {count}"), format!("/study/{session}/attended"))
        }),
        attended: named
            .into_iter()
            .take(NAMED_MAX)
            .map(|person| Link::new(view.directory.name(person), format!("/people/{person}")))
            .collect(),
        closed: (unnamed > 0).then(|| {
            let count = counted(unnamed as u64, "of them is", "of them are");
            format!("{} not named to you.", capital(&count))
        }),
        acts: acts(view, &it),
        article: view.note(course.rule),
        unit: Link::new(
            capital(&view.some_unit(it.unit)),
            view.unit_href(it.unit)
                .unwrap_or_else(|| "/units".to_owned()),
        ),
        frame: Frame {
            path: view.path_to(it.unit),
            title: heading.clone(),
            ..frame
        },
        heading,
    })
}

fn acts(view: View<'_>, it: &Session) -> Vec<Link> {
    if !view.may(Action::HoldSessions, it.unit) || view.state.standing_level(it.unit).is_none() {
        return Vec::new();
    }
    let way = |text: &str, what: &str| Link::new(text, format!("/study/{}/{what}", it.id));
    match it.standing {
        SessionStanding::Announced if it.on > view.today => vec![way("Call it off", "call-off")],
        SessionStanding::Announced => vec![
            way("Record who attended", "record"),
            way("Call it off", "call-off"),
        ],
        SessionStanding::Held => vec![way("Correct who attended", "correct")],
        SessionStanding::CalledOff => Vec::new(),
    }
}

/// The sessions of a unit as a part of its page; none where it holds none.
pub(crate) fn of_unit(view: View<'_>, unit: UnitId) -> Option<StudyOfUnit> {
    let level = view.state.standing_level(unit)?;
    let mut rules = view.charter.courses.iter();
    let rule = rules.find(|rule| rule.levels.contains(&level))?;
    if !view.state.may_know_sessions(view.viewer, view.today, unit) {
        return None;
    }
    let mut ahead: Vec<Session> = Vec::new();
    let mut behind: Vec<Session> = Vec::new();
    for it in view.state.sessions_of(unit) {
        match it.standing {
            SessionStanding::Announced => ahead.push(it),
            SessionStanding::Held => behind.push(it),
            SessionStanding::CalledOff => {}
        }
    }
    ahead.sort_by_key(|it| it.on);
    behind.sort_by_key(|it| std::cmp::Reverse(it.on));
    let rows = ahead
        .iter()
        .take(OF_UNIT_MAX)
        .chain(behind.iter().take(OF_UNIT_MAX))
        .map(|it| session_row(view, it))
        .collect();
    let mut acts = announcing(view, Some(unit));
    acts.push(Link::new("All sessions", format!("/study?unit={unit}")));
    Some(StudyOfUnit {
        rows,
        acts,
        article: view.note(rule.rule),
    })
}
