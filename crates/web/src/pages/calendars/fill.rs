//! From the record to the days of a calendar. What a viewer may not know of
//! stands in none, and nobody but the viewer is named.

use charter::Action;
use kernel::due::{self, Due, DueWhat};
use kernel::meetings::{Meeting, MeetingStanding};
use kernel::{Actor, PersonId, UnitId};

use crate::calendar::Event;
use crate::error::Failure;
use crate::frame::Link;
use crate::pages::home::fill::{due_line, own_units};
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
    let due = due::due(view.state, view.viewer, view.today);
    events.extend(due.iter().filter_map(|it| due_event(view, it)));
    Ok((view.directory.name(person), events))
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
    Some(Event {
        uid: format!("due-{rule}-{}-{on}@{}", it.unit, organisation(view)),
        on,
        summary: format!("Due: {what}"),
        description: article(view, it.rule),
    })
}

fn article(view: View<'_>, rule: charter::RuleId) -> String {
    let article = view.charter.article_of(rule);
    article.map_or_else(String::new, |it| format!("Article {}", it.number))
}
