//! What was done, in sentences: an event of the journal as a viewer may know of it.

use charter::{GradeId, LevelId, MeetingKindId, PostId};
use clerk::HistoryEntry;
use jiff::civil::Date;
use kernel::charters::CharterEvent;
use kernel::meetings::MeetingEvent;
use kernel::members::MemberEvent;
use kernel::posts::PostEvent;
use kernel::units::{Descent, UnitEvent};
use kernel::{Actor, Event, MeetingId, PersonId, UnitId};

use crate::frame::Link;
use crate::pages::findings::wording::indefinite;
use crate::site::date_of;
use crate::view::View;
use crate::words::{capital, day};

/// What an entry says was done, with the way to it, without a full stop.
pub(crate) fn what(view: View<'_>, entry: &HistoryEntry) -> Link {
    let (text, href) = told(view, &entry.event, entry.actor);
    let on = event_day(&entry.event).filter(|on| *on != date_of(entry.at_ms));
    let text = match on {
        Some(on) => format!("{text} on {}", day(on)),
        None => text,
    };
    Link::new(
        capital(&text),
        href.unwrap_or_else(|| format!("/journal#entry-{}", entry.sequence)),
    )
}

/// By whom an entry was caused, and in which post they were there then.
pub(crate) fn who(view: View<'_>, entry: &HistoryEntry) -> String {
    let Actor::Person(person) = entry.actor else {
        return "the operator".to_owned();
    };
    let name = capital(&view.someone(person));
    if matches!(entry.event, Event::Member(MemberEvent::Left { person: left, .. }) if left == person)
    {
        return "of their own accord".to_owned();
    }
    if !view.knows(person) {
        return name;
    }
    let on = date_of(entry.at_ms);
    let units = units_of(&entry.event);
    let near = |unit: UnitId| {
        units
            .iter()
            .any(|it| *it == unit || view.state.stands_under(*it, unit))
    };
    let held = view
        .state
        .tenures_of(person)
        .filter(|tenure| tenure.from <= on && tenure.until.is_none_or(|until| on <= until))
        .find(|tenure| near(tenure.unit) && view.knows_unit(tenure.unit));
    match held {
        Some(tenure) => format!("{name}, {}", view.tenure_words(tenure, on)),
        None => name,
    }
}

/// The units an event touches.
pub(crate) fn units_of(event: &Event) -> Vec<UnitId> {
    let touched = event.touches().into_iter();
    touched
        .filter_map(|subject| match subject {
            kernel::Subject::Unit(unit) => Some(unit),
            kernel::Subject::Charter | kernel::Subject::Person(_) | kernel::Subject::Meeting(_) => {
                None
            }
        })
        .collect()
}

/// What an event says, and where to see more of it.
fn told(view: View<'_>, event: &Event, actor: Actor) -> (String, Option<String>) {
    match event {
        Event::Charter(CharterEvent::Adopted { charter, from, .. }) => {
            let edition = day(charter.edition);
            let text = format!(
                "adopted the edition of {edition} of {}, in force from {}",
                charter.title,
                day(*from)
            );
            (text, Some("/charter".to_owned()))
        }
        Event::Member(MemberEvent::Registered { person }) => {
            let name = view.someone(*person);
            (
                format!("gave a number to {name}"),
                person_href(view, *person),
            )
        }
        Event::Member(MemberEvent::Admitted { .. })
        | Event::Member(MemberEvent::JoiningCorrected { .. })
        | Event::Member(MemberEvent::Promoted { .. })
        | Event::Member(MemberEvent::Transferred { .. })
        | Event::Member(MemberEvent::Left { .. }) => of_members(view, event, actor),
        Event::Post(PostEvent::TakenUp { .. }) | Event::Post(PostEvent::LaidDown { .. }) => {
            of_posts(view, event)
        }
        Event::Meeting(MeetingEvent::Called { .. })
        | Event::Meeting(MeetingEvent::Recorded { .. })
        | Event::Meeting(MeetingEvent::Corrected { .. }) => of_meetings(view, event),
        Event::Unit(UnitEvent::Founded { .. })
        | Event::Unit(UnitEvent::Renamed { .. })
        | Event::Unit(UnitEvent::Moved { .. })
        | Event::Unit(UnitEvent::LevelChanged { .. })
        | Event::Unit(UnitEvent::FoundingCorrected { .. })
        | Event::Unit(UnitEvent::Descended { .. })
        | Event::Unit(UnitEvent::Dissolved { .. }) => of_units(view, event),
    }
}

fn of_posts(view: View<'_>, event: &Event) -> (String, Option<String>) {
    match event {
        Event::Post(PostEvent::TakenUp {
            person,
            unit,
            post,
            on,
        }) => {
            let text = format!(
                "{} took up {}",
                view.someone(*person),
                post_words(view, *post, *unit, *on)
            );
            (text, view.unit_href(*unit))
        }
        Event::Post(PostEvent::LaidDown {
            person,
            unit,
            post,
            on,
        }) => {
            let text = format!(
                "{} laid down {}",
                view.someone(*person),
                post_words(view, *post, *unit, *on)
            );
            (text, view.unit_href(*unit))
        }
        _ => (String::new(), None),
    }
}

fn of_meetings(view: View<'_>, event: &Event) -> (String, Option<String>) {
    match event {
        Event::Meeting(MeetingEvent::Called {
            meeting,
            unit,
            kind,
            on,
        }) => {
            let text = format!(
                "called the {} of {} for {}",
                kind_words(view, *kind),
                view.some_unit(*unit),
                day(*on)
            );
            (text, meeting_href(view, *meeting, *unit))
        }
        Event::Meeting(MeetingEvent::Recorded { meeting, record }) => {
            let (kind, unit) = (kind_words(view, record.kind), view.some_unit(record.unit));
            let text = format!("recorded the {kind} of {unit} of {}", day(record.on));
            (text, meeting_href(view, *meeting, record.unit))
        }
        Event::Meeting(MeetingEvent::Corrected {
            meeting, record, ..
        }) => {
            let (kind, unit) = (kind_words(view, record.kind), view.some_unit(record.unit));
            let text = format!(
                "corrected the record of the {kind} of {unit} of {}",
                day(record.on)
            );
            (text, meeting_href(view, *meeting, record.unit))
        }
        _ => (String::new(), None),
    }
}

fn of_units(view: View<'_>, event: &Event) -> (String, Option<String>) {
    let named = |unit: UnitId| view.some_unit(unit);
    match event {
        Event::Unit(UnitEvent::Founded {
            unit, name, parent, ..
        }) => {
            let name = if view.knows_unit(*unit) {
                name.clone()
            } else {
                named(*unit)
            };
            let text = match parent {
                Some(parent) => format!("founded {name} under {}", named(*parent)),
                None => format!("founded {name}"),
            };
            (text, view.unit_href(*unit))
        }
        Event::Unit(UnitEvent::Renamed { unit, name, .. }) => {
            let name = if view.knows_unit(*unit) {
                name.clone()
            } else {
                named(*unit)
            };
            (
                format!("gave a unit the name {name}"),
                view.unit_href(*unit),
            )
        }
        Event::Unit(UnitEvent::FoundingCorrected { unit, on }) => (
            format!("corrected the founding of {} to {}", named(*unit), day(*on)),
            view.unit_href(*unit),
        ),
        Event::Unit(UnitEvent::Moved { unit, parent, .. }) => (
            format!("put {} under {}", named(*unit), named(*parent)),
            view.unit_href(*unit),
        ),
        Event::Unit(UnitEvent::LevelChanged { unit, level, on }) => {
            let title = level_words(view, *level, *on);
            (
                format!("{} became {}", named(*unit), indefinite(&title)),
                view.unit_href(*unit),
            )
        }
        Event::Unit(UnitEvent::Descended { from, to, how, .. }) => {
            let text = match how {
                Descent::Split => {
                    format!("{} was made from people of {}", named(*to), named(*from))
                }
                Descent::Formed => format!("{} was formed beneath {}", named(*to), named(*from)),
                Descent::Merged => format!("{} was merged into {}", named(*from), named(*to)),
            };
            (text, view.unit_href(*to))
        }
        Event::Unit(UnitEvent::Dissolved { unit, .. }) => {
            (format!("dissolved {}", named(*unit)), view.unit_href(*unit))
        }
        _ => (String::new(), None),
    }
}

fn of_members(view: View<'_>, event: &Event, actor: Actor) -> (String, Option<String>) {
    match event {
        Event::Member(MemberEvent::Admitted {
            person,
            unit,
            grade,
            ..
        }) => {
            let (name, unit) = (view.someone(*person), view.some_unit(*unit));
            let text = format!("admitted {name} to {unit} as {}", grade_words(view, *grade));
            (text, person_href(view, *person))
        }
        Event::Member(MemberEvent::JoiningCorrected { person, on, .. }) => {
            let text = format!(
                "corrected the day {} joined to {}",
                view.someone(*person),
                day(*on)
            );
            (text, person_href(view, *person))
        }
        Event::Member(MemberEvent::Promoted {
            person,
            unit,
            grade,
            ..
        }) => {
            let (name, unit) = (view.someone(*person), view.some_unit(*unit));
            let text = format!(
                "made {name} {} in {unit}",
                indefinite(&grade_words(view, *grade))
            );
            (text, person_href(view, *person))
        }
        Event::Member(MemberEvent::Transferred {
            person, from, to, ..
        }) => {
            let (from, to) = (view.some_unit(*from), view.some_unit(*to));
            let text = format!("transferred {} from {from} to {to}", view.someone(*person));
            (text, person_href(view, *person))
        }
        Event::Member(MemberEvent::Left { person, unit, .. }) => {
            let (name, unit) = (view.someone(*person), view.some_unit(*unit));
            let own = actor == Actor::Person(*person);
            (
                if own {
                    format!("{name} left {unit}")
                } else {
                    format!("recorded that {name} left {unit}")
                },
                None,
            )
        }
        _ => (String::new(), None),
    }
}

/// The day an event speaks of, where it speaks of one beside that of its record.
fn event_day(event: &Event) -> Option<Date> {
    match event {
        Event::Charter(CharterEvent::Adopted { .. })
        | Event::Member(MemberEvent::Registered { .. })
        | Event::Unit(UnitEvent::FoundingCorrected { .. })
        | Event::Member(MemberEvent::JoiningCorrected { .. })
        | Event::Meeting(MeetingEvent::Called { .. })
        | Event::Meeting(MeetingEvent::Recorded { .. })
        | Event::Meeting(MeetingEvent::Corrected { .. }) => None,
        Event::Unit(UnitEvent::Founded { on, .. })
        | Event::Unit(UnitEvent::Renamed { on, .. })
        | Event::Unit(UnitEvent::Moved { on, .. })
        | Event::Unit(UnitEvent::LevelChanged { on, .. })
        | Event::Unit(UnitEvent::Descended { on, .. })
        | Event::Unit(UnitEvent::Dissolved { on, .. })
        | Event::Member(MemberEvent::Admitted { on, .. })
        | Event::Member(MemberEvent::Promoted { on, .. })
        | Event::Member(MemberEvent::Transferred { on, .. })
        | Event::Member(MemberEvent::Left { on, .. })
        | Event::Post(PostEvent::TakenUp { on, .. })
        | Event::Post(PostEvent::LaidDown { on, .. }) => Some(*on),
    }
}

fn person_href(view: View<'_>, person: PersonId) -> Option<String> {
    view.knows(person).then(|| format!("/people/{person}"))
}

fn meeting_href(view: View<'_>, meeting: MeetingId, unit: UnitId) -> Option<String> {
    view.unit_href(unit).map(|_| format!("/meetings/{meeting}"))
}

fn post_words(view: View<'_>, post: PostId, unit: UnitId, on: Date) -> String {
    format!(
        "the post of {} in {}",
        view.post_title(post, on),
        view.some_unit(unit)
    )
}

fn grade_words(view: View<'_>, grade: GradeId) -> String {
    let row = view
        .state
        .charter()
        .and_then(|charter| charter.grade(grade));
    row.map_or("a member", |row| row.title.as_str()).to_owned()
}

fn level_words(view: View<'_>, level: LevelId, on: Date) -> String {
    let row = view
        .state
        .charter()
        .and_then(|charter| charter.level(level));
    row.map_or("unit", |row| row.title_on(on)).to_owned()
}

fn kind_words(view: View<'_>, kind: MeetingKindId) -> String {
    let row = view
        .state
        .charter()
        .and_then(|charter| charter.meeting(kind));
    row.map_or("meeting", |row| row.title.as_str()).to_owned()
}
