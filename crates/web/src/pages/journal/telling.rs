//! What was done, in sentences: an event of the journal as a viewer may know of it.

mod awards;
mod bodies;
mod bulletins;
mod charters;
mod conferences;
mod directives;
mod dues;
mod meetings;
mod members;
mod petitions;
mod posts;
mod procedures;
mod reports;
mod study;
mod units;
mod visits;

use clerk::HistoryEntry;
use jiff::civil::Date;
use kernel::members::MemberEvent;
use kernel::{Actor, Event, PersonId, Subject, UnitId};

use crate::frame::Link;
use crate::site::date_of;
use crate::view::View;
use crate::words::{capital, day, listed};

/// What an event says.
struct Told {
    /// What was done, without a full stop.
    text: String,
    /// Where to see more of it.
    href: Option<String>,
    /// The day it speaks of, where the words do not name it.
    on: Option<Date>,
}

impl Told {
    fn new(text: String, href: Option<String>) -> Told {
        Told {
            text,
            href,
            on: None,
        }
    }

    fn on(self, on: Date) -> Told {
        Told {
            on: Some(on),
            ..self
        }
    }
}

/// What an entry says was done, with the way to it, without a full stop. Units have
/// the names of the day it speaks of.
pub(crate) fn what(view: View<'_>, entry: &HistoryEntry) -> Link {
    let told = told_then(view, entry).0;
    let text = match told.on.filter(|on| *on != date_of(entry.at_ms)) {
        Some(on) => format!("{} on {}", told.text, day(on)),
        None => told.text,
    };
    Link::new(
        capital(&text),
        told.href
            .unwrap_or_else(|| format!("/journal#entry-{}", entry.sequence)),
    )
}

/// The units that an entry names otherwise than they are called today.
pub(crate) fn called_otherwise(view: View<'_>, entry: &HistoryEntry) -> Vec<UnitId> {
    let (told, then) = told_then(view, entry);
    let mut units = units_of(&entry.event);
    units.dedup();
    units.retain(|unit| {
        let before = then.some_unit(*unit);
        before != view.some_unit(*unit) && told.text.contains(&before)
    });
    units
}

/// What units are called today, in a sentence without its full stop; none where
/// there is nothing to say.
pub(crate) fn now_called(view: View<'_>, units: &[UnitId]) -> Option<String> {
    let names: Vec<String> = units.iter().map(|unit| view.some_unit(*unit)).collect();
    (!names.is_empty()).then(|| format!("now called {}", listed(&names)))
}

/// An event in the words of its day: that of which it speaks, or else that on
/// which it was recorded.
fn told_then<'a>(view: View<'a>, entry: &HistoryEntry) -> (Told, View<'a>) {
    let recorded = date_of(entry.at_ms);
    let then = view.told_on(recorded);
    let it = told(then, entry);
    match it.on.filter(|on| *on != recorded) {
        Some(on) => {
            let then = view.told_on(on);
            (told(then, entry), then)
        }
        None => (it, then),
    }
}

fn told(view: View<'_>, entry: &HistoryEntry) -> Told {
    match &entry.event {
        Event::Charter(it) => charters::told(it),
        Event::Unit(it) => units::told(view, it),
        Event::Member(it) => members::told(view, it, entry.actor),
        Event::Post(it) => posts::told(view, it),
        Event::Meeting(it) => meetings::told(view, it),
        Event::Directive(it) => directives::told(view, it),
        Event::Report(it) => reports::told(view, it),
        Event::Award(it) => awards::told(view, it),
        Event::Body(it) => bodies::told(view, it),
        Event::Conference(it) => conferences::told(view, it),
        Event::Study(it) => study::told(view, it),
        Event::Visit(it) => visits::told(view, it),
        Event::Bulletin(it) => bulletins::told(view, it),
        Event::Petition(it) => petitions::told(view, it),
        Event::Procedure(it) => procedures::told(view, it),
        Event::Dues(it) => dues::told(view, it),
    }
}

/// By whom an entry was caused, and in which post they were there then.
pub(crate) fn who(view: View<'_>, entry: &HistoryEntry) -> String {
    let person = match entry.actor {
        Actor::Operator => return "the operator".to_owned(),
        Actor::Public => return "somebody from outside".to_owned(),
        Actor::Person(person) => person,
    };
    if matches!(&entry.event, Event::Petition(it) if it.is_by_asker()) {
        return "whoever asked".to_owned();
    }
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
        Some(tenure) => format!("{name}, {}", view.told_on(on).tenure_words(tenure, on)),
        None => name,
    }
}

/// The units an event touches.
pub(crate) fn units_of(event: &Event) -> Vec<UnitId> {
    let touched = event.touches().into_iter();
    touched
        .filter_map(|subject| {
            let Subject::Unit(unit) = subject else {
                return None;
            };
            Some(unit)
        })
        .collect()
}

fn person_href(view: View<'_>, person: PersonId) -> Option<String> {
    view.knows(person).then(|| format!("/people/{person}"))
}
