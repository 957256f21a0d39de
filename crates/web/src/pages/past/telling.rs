//! What changed, in sentences, and as a page and a file.

use ::charter::Action;
use kernel::members::past::Turned;
use kernel::posts::Tenure;
use kernel::units::Descent;
use kernel::{PersonId, UnitId};

use super::changes::{Change, What};
use super::then::person_of;
use crate::pages::findings::wording::indefinite;
use crate::pages::journal::telling::now_called;
use crate::view::View;
use crate::words::{capital, day};

/// What was done, with the way to it.
#[derive(Debug)]
pub(crate) struct Told {
    pub(crate) text: String,
    pub(crate) href: Option<String>,
    /// What units it names are called today, where that is another name.
    pub(crate) now: Option<String>,
}

/// A change in a sentence without a full stop.
pub(crate) fn told(view: View<'_>, it: &Change) -> Told {
    let told = told_then(view, it);
    let mut units = vec![it.unit];
    match it.what {
        What::Descended(_, from, to) | What::Turned(_, Turned::WentOver(from, to)) => {
            units.extend([from, to]);
        }
        What::Moved(from, to) => units.extend(from.into_iter().chain(to)),
        _ => {}
    }
    units.sort_unstable();
    units.dedup();
    units.retain(|unit| {
        let before = unit_name(view, *unit, it);
        before != view.some_unit(*unit) && told.text.contains(&before)
    });
    Told {
        now: now_called(view, &units),
        ..told
    }
}

fn told_then(view: View<'_>, it: &Change) -> Told {
    let named = |unit: UnitId| unit_name(view, unit, it);
    let own = || view.unit_href(it.unit);
    let (text, href) = match &it.what {
        What::Turned(person, turned) => return person_told(view, it, *person, *turned),
        What::TookUp(tenure) => (post_told(view, it, tenure, "took up"), own()),
        What::LaidDown(tenure) => (post_told(view, it, tenure, "laid down"), own()),
        What::Founded => (format!("{} was founded", named(it.unit)), own()),
        What::Dissolved => (
            format!("{} was dissolved", name_before(view, it.unit, it)),
            own(),
        ),
        What::Descended(how, from, to) => (line_told(view, it, *how, (*from, *to)), own()),
        What::Renamed(before, after) => (format!("{before} was renamed {after}"), own()),
        What::Moved(before, after) => {
            let place = |unit: &Option<UnitId>| unit.map_or_else(String::new, named);
            let (before, after) = (place(before), place(after));
            let text = format!("{} went from {before} to {after}", named(it.unit));
            (text, own())
        }
        What::Level(after) => {
            let row = view.charter_of(it.on).level(*after);
            let title = row.map_or("", |row| row.title_on(it.on));
            let text = format!("{} became {}", named(it.unit), indefinite(title));
            (text, own())
        }
        What::Rules(at) => {
            let edition = view.state.editions().get(*at).map(|it| it.charter.edition);
            let of = edition.map(day).unwrap_or_default();
            let text = format!("The charter, edition of {of}, came into force");
            (text, Some(super::then::dated("/charter", it.on)))
        }
    };
    Told {
        text,
        href,
        now: None,
    }
}

/// What a unit was called at the end of the day of a change.
pub(crate) fn unit_name(view: View<'_>, unit: UnitId, it: &Change) -> String {
    match view.state.unit_on(unit, it.on) {
        Some(then) if view.knows_unit(unit) => then.name.to_owned(),
        _ => view.some_unit(unit),
    }
}

/// What a unit was called the day before a change, after which it may not stand any more.
fn name_before(view: View<'_>, unit: UnitId, it: &Change) -> String {
    let before = it.on.yesterday().unwrap_or(it.on);
    match view.state.unit_on(unit, before) {
        Some(then) if view.knows_unit(unit) => then.name.to_owned(),
        _ => view.some_unit(unit),
    }
}

fn line_told(view: View<'_>, it: &Change, how: Descent, (from, to): (UnitId, UnitId)) -> String {
    let (before, after) = (name_before(view, from, it), unit_name(view, to, it));
    match how {
        Descent::Split => format!("{after} split off from {before}"),
        Descent::Formed => format!("{after} was formed out of {before}"),
        Descent::Merged => format!("{before} and {after} were merged"),
    }
}

fn post_told(view: View<'_>, it: &Change, tenure: &Tenure, did: &str) -> String {
    let who = person_of(view, tenure.person, tenure.unit, None).name;
    let title = view.post_title(tenure.post, it.on);
    format!(
        "{who} {did} {title} of {}",
        unit_name(view, tenure.unit, it)
    )
}

fn person_told(view: View<'_>, it: &Change, person: PersonId, turned: Turned) -> Told {
    let named = |unit: UnitId| unit_name(view, unit, it);
    let home = match turned {
        // Whoever may see the roll they went to or came from may know them.
        Turned::WentOver(from, to) if !view.may(Action::SeeRoll, to) => from,
        Turned::WentOver(_, to) => to,
        _ => it.unit,
    };
    let who = person_of(view, person, home, None);
    let grade = |grade| {
        let row = view.charter_of(it.on).grade(grade);
        indefinite(row.map_or("member", |row| row.title.as_str()))
    };
    let name = who.name;
    let text = match turned {
        Turned::Admitted(unit, id) => format!("{name} came to {} as {}", named(unit), grade(id)),
        Turned::Promoted(unit, id) => format!("{name} became {} in {}", grade(id), named(unit)),
        Turned::WentOver(from, to) => {
            format!("{name} went over from {} to {}", named(from), named(to))
        }
        Turned::Left(unit) if view.directory.card(person).is_none() => {
            format!("Somebody (No. {person}) left {}", named(unit))
        }
        Turned::Left(unit) => format!("{name} left {}", named(unit)),
        Turned::GaveUp(unit) => match view.state.former_number(person) {
            Some(known) => format!(
                "{name} in {} turned out to be {}",
                named(unit),
                view.someone(known.kept)
            ),
            None => format!("{name} in {} turned out to be somebody else", named(unit)),
        },
    };
    Told {
        text: capital(&text),
        href: who.href,
        now: None,
    }
}
