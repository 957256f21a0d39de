//! From the record to the days of a calendar. What a viewer may not know of
//! stands in none, and nobody but the viewer is named.

use std::collections::BTreeMap;

use charter::Action;
use kernel::due::{self, Due, DueWhat};
use kernel::meetings::{Meeting, MeetingStanding};
use kernel::study::{Session, SessionStanding};
use kernel::{Actor, PersonId, UnitId};

use crate::calendar::Event;
use crate::error::Failure;
use crate::frame::Link;
use crate::pages::home::fill::{due_line, own_units};
use crate::pages::study::fill::title as session_title;
use crate::view::View;
use crate::words::capital;

/// What a unit's calendar is called, and what stands in it.
pub(crate) fn of_unit(view: View<'_>, unit: UnitId) -> Result<(String, Vec<Event>), Failure> {
    let it = view.unit(unit)?;
    let called = view
        .state
        .meetings_of(unit)
        .filter(|meeting| meeting.standing == MeetingStanding::Called);
    let due = due::due_from(view.state, view.today, unit);
    let mut events: Vec<Event> = called
        .filter_map(|meeting| meeting_event(view, &meeting))
        .collect();
    events.extend(due.iter().filter_map(|it| due_event(view, it)));
    let sessions = view.state.sessions_of(unit);
    events.extend(sessions.filter_map(|it| session_event(view, &it)));
    tell_apart(&mut events);
    Ok((it.name.to_owned(), events))
}

/// The same of a person, for themselves.
pub(crate) fn of_person(view: View<'_>, person: PersonId) -> Result<(String, Vec<Event>), Failure> {
    if view.viewer != Actor::Person(person) {
        return Err(Failure::NotFound);
    }
    let units = own_units(view).into_iter();
    let called = units
        .filter(|unit| view.may(Action::SeeFigures, *unit))
        .flat_map(|unit| view.state.meetings_of(unit))
        .filter(|meeting| meeting.standing == MeetingStanding::Called)
        .filter(|meeting| {
            let expected = view
                .state
                .expected_at(view.charter, meeting.unit, meeting.kind);
            expected.contains(&person)
        });
    let mut events: Vec<Event> = called
        .filter_map(|meeting| meeting_event(view, &meeting))
        .collect();
    events.extend(sessions_open_to(view, person));
    let due = due::due(view.state, view.viewer, view.today);
    events.extend(due.iter().filter_map(|it| due_event(view, it)));
    tell_apart(&mut events);
    Ok((view.directory.name(person), events))
}

/// Numbers those that go by the same name: of two things due under one rule on
/// one day a phone would otherwise keep one.
fn tell_apart(events: &mut [Event]) {
    let mut met: BTreeMap<String, u32> = BTreeMap::new();
    for event in events {
        let before = met.entry(event.uid.clone()).or_default();
        *before += 1;
        if *before > 1 {
            event.uid = format!("{before}-{}", event.uid);
        }
    }
}

/// The calendars of whoever is signed in, with their paths.
pub(crate) fn own(view: View<'_>) -> Vec<Link> {
    let person = match view.viewer {
        Actor::Person(person) => Some(Link::new(
            "What is due from you, and the meetings you are expected at",
            format!("/people/{person}/calendar.ics"),
        )),
        Actor::Operator | Actor::Public => None,
    };
    let units = match view.viewer {
        Actor::Operator => view.state.top_unit().into_iter().collect(),
        Actor::Person(_) | Actor::Public => own_units(view),
    };
    let units = units
        .into_iter()
        .filter(|unit| view.knows_unit(*unit))
        .map(|unit| Link::new(view.some_unit(unit), format!("/units/{unit}/calendar.ics")));
    person.into_iter().chain(units).collect()
}

/// What makes the numbers of this organisation differ from those of another.
fn organisation(view: View<'_>) -> String {
    let first = view
        .state
        .editions()
        .first()
        .map(|it| journal::hex(&it.sha256));
    first.unwrap_or_default().chars().take(12).collect()
}

fn meeting_event(view: View<'_>, meeting: &Meeting) -> Option<Event> {
    let kind = view.charter.meeting(meeting.kind)?;
    Some(Event {
        uid: format!("meeting-{}@{}", meeting.id, organisation(view)),
        on: meeting.on,
        summary: format!("{}, {}", capital(&kind.title), view.some_unit(meeting.unit)),
        description: article(view, kind.rule),
    })
}

/// The sessions announced where somebody belongs, or above, that they may attend.
fn sessions_open_to(view: View<'_>, person: PersonId) -> Vec<Event> {
    let Some(home) = view.state.unit_of(person) else {
        return Vec::new();
    };
    let units = std::iter::once(home).chain(view.state.units_above(home));
    units
        .flat_map(|unit| view.state.sessions_of(unit))
        .filter(|it| {
            let course = view.charter.course(it.course);
            course.is_some_and(|course| view.state.may_attend(course, it.unit, person))
        })
        .filter_map(|it| session_event(view, &it))
        .collect()
}

fn session_event(view: View<'_>, it: &Session) -> Option<Event> {
    let course = view.charter.course(it.course)?;
    (it.standing == SessionStanding::Announced).then(|| Event {
        uid: format!("session-{}@{}", it.id, organisation(view)),
        on: it.on,
        summary: format!("{}, {}", session_title(view, it), view.some_unit(it.unit)),
        description: article(view, course.rule),
    })
}

fn due_event(view: View<'_>, it: &Due) -> Option<Event> {
    let on = it.by?;
    let line = due_line(view, it)?;
    let rule = &view.charter.rule(it.rule)?.name;
    let what = line.what.text;
    let what = match it.what {
        // A finding's heading names its unit.
        DueWhat::Mend(_) => what,
        _ => format!("{what}, {}", view.some_unit(it.unit)),
    };
    // What has a number of its own keeps it when another is done.
    let number = match it.what {
        DueWhat::Directive { directive, .. } => format!("{directive}-"),
        DueWhat::Step(proceeding, _) => format!("{proceeding}-"),
        DueWhat::Delegates(conference) => format!("{conference}-"),
        _ => String::new(),
    };
    Some(Event {
        uid: format!("due-{rule}-{number}{}-{on}@{}", it.unit, organisation(view)),
        on,
        summary: format!("Due: {what}"),
        description: article(view, it.rule),
    })
}

fn article(view: View<'_>, rule: charter::RuleId) -> String {
    let article = view.charter.article_of(rule);
    article.map_or_else(String::new, |it| format!("Article {}", it.number))
}
