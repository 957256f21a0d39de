//! What changed between two days in a unit and everything under it, as a list.

use std::collections::{BTreeMap, BTreeSet};

use ::charter::Action;
use clerk::Past;
use jiff::ToSpan as _;
use jiff::civil::Date;
use kernel::{Actor, State as Organisation, UnitId};

use super::changes::{Change, Kind, UNITS_MAX, What, area, is_shown, of_people, of_units, sort};
use super::day::wanted;
use super::routes::unread;
use super::telling::{told, unit_name};
use super::then::dated;
use crate::error::Failure;
use crate::frame::{Link, Room};
use crate::listing::{
    Asked, Before, DayAsked, Line, List, Opened, Opening, Sieve, address, one, places,
};
use crate::pages::units::Figure;
use crate::session::SignedIn;
use crate::sheet::Field;
use crate::site::{Site, waiting};
use crate::view::View;
use crate::words::{capital, counted, day};

/// What changed in a unit and in everything under it.
pub(crate) const CHANGES: List<Gathered, Change> = List {
    room: Room::Units,
    opens,
    of: ("change", "changes"),
    file: "changes",
    heads: &["day", "kind", "unit", "unit name", "person", "what"],
    fields,
    sieves: &[
        Sieve("what", "What", "Everything", |_, it| {
            one(it.kind().word(), capital(it.kind().words(2)))
        }),
        Sieve("unit", "Unit", "Every unit", |view, it| match it.what {
            What::Rules(_) => Vec::new(),
            _ => places(view, it.unit),
        }),
    ],
    line,
};

/// Between which days.
#[derive(Clone, Debug, Default)]
pub(crate) struct Between {
    pub(crate) from: String,
    pub(crate) to: String,
}

/// What the two fields of the days ask for.
#[derive(Debug)]
pub(crate) struct Days {
    from: Result<Date, String>,
    to: Result<Date, String>,
}

impl Between {
    /// The two days: without a second one up to today, without a first one a year before.
    pub(crate) fn days(&self, today: Date) -> Result<(Date, Date), String> {
        let Days { from, to } = self.read(today);
        let to = to?;
        Ok((from?, to))
    }

    fn read(&self, today: Date) -> Days {
        let given = |typed: &str, otherwise: Date| match typed.trim() {
            "" => Ok(otherwise),
            typed => wanted(typed, today),
        };
        let to = given(&self.to, today);
        let last = to.as_ref().copied().unwrap_or(today);
        let from = given(&self.from, last.saturating_sub(1.year())).and_then(|from| {
            if from < last {
                return Ok(from);
            }
            Err(format!(
                "{} does not come before {}: choose an earlier first day.",
                day(from),
                day(last)
            ))
        });
        Days { from, to }
    }

    /// The fields of the days as they are asked for, each with what is wrong with it.
    fn fields(&self, today: Date) -> Vec<DayAsked> {
        let Days { from, to } = self.read(today);
        let field = |name, label, typed: &str, it: Result<Date, String>| DayAsked {
            name,
            label,
            value: it.as_ref().map_or(typed.to_owned(), Date::to_string),
            max: today.to_string(),
            wrong: it.err(),
        };
        vec![
            field("from", "From the end of", &self.from, from),
            field("to", "To the end of", &self.to, to),
        ]
    }
}

/// What changed, as far as a viewer may see it.
#[derive(Debug)]
pub(crate) struct Found {
    pub(crate) counts: BTreeMap<Kind, u64>,
    /// Those that may be shown, of the kind that is wanted, the newest first.
    pub(crate) shown: Vec<Change>,
    /// Units in which it is only counted who came and went.
    pub(crate) closed: usize,
    /// How many units there are, where they are too many to read who came and went.
    pub(crate) too_many: Option<usize>,
}

impl Site {
    /// What changed in a unit and beneath it behind the end of one day and up to that of another.
    pub(crate) fn changed(
        &self,
        by: &SignedIn,
        unit: UnitId,
        days: (Date, Date),
        kind: Option<Kind>,
    ) -> Result<Found, Failure> {
        let past = self.past()?;
        let area = known_area(past.state(), (by.actor, self.today()), unit, days);
        let read = waiting(|| changes_in(&past, &area, days))?;
        self.look(by, |view| {
            view.unit(unit)?;
            Ok(Found::of(view, &area, read, kind))
        })
    }
}

/// The units in the area of one of which a viewer may know.
pub(crate) fn known_area(
    state: &Organisation,
    (viewer, today): (Actor, Date),
    unit: UnitId,
    days: (Date, Date),
) -> BTreeSet<UnitId> {
    let seen = kernel::rights::sight(state, viewer, today, Action::SeeFigures);
    area(state, unit, days, |it| seen.reaches(state, it))
}

/// What was read of an area: the changes, the newest first, and how many units it has where
/// they are too many to read who came and went.
type Read = (Vec<Change>, Option<usize>);

/// Everything that changed in an area, whoever may see it.
pub(crate) fn changes_in(
    past: &Past,
    area: &BTreeSet<UnitId>,
    days: (Date, Date),
) -> Result<Read, Failure> {
    let mut changes = of_units(past.state(), area, days);
    let too_many = (area.len() > UNITS_MAX).then_some(area.len());
    if too_many.is_none() {
        let people = of_people(past, area, days);
        changes.extend(people.map_err(|error| unread(&error))?);
    }
    sort(&mut changes);
    Ok((changes, too_many))
}

impl Found {
    /// What a viewer may see of what was read: of one kind or of all, each counted.
    pub(crate) fn of(
        view: View<'_>,
        area: &BTreeSet<UnitId>,
        (changes, too_many): Read,
        kind: Option<Kind>,
    ) -> Found {
        let mut counts = BTreeMap::new();
        for change in &changes {
            *counts.entry(change.kind()).or_insert(0) += 1;
        }
        let shown = changes
            .into_iter()
            .filter(|it| kind.is_none_or(|kind| it.kind() == kind))
            .filter(|it| is_shown(it, |action, unit| view.may(action, unit)));
        let closed = area
            .iter()
            .filter(|unit| has_roll(view, **unit) && !view.may(Action::SeeRoll, **unit))
            .count();
        Found {
            shown: shown.collect(),
            counts,
            closed,
            too_many,
        }
    }
}

/// Whether people can belong to a unit.
fn has_roll(view: View<'_>, unit: UnitId) -> bool {
    let level = view.state.unit(unit).map(|it| it.level);
    let row = level.and_then(|level| view.charter.level(level));
    row.is_some_and(|row| row.members)
}

/// What was read of a unit between two days.
#[derive(Debug)]
pub(crate) struct Gathered {
    unit: UnitId,
    between: Between,
    /// None where there are no such days.
    read: Option<((Date, Date), BTreeSet<UnitId>, Read)>,
}

/// Reads what changed.
///
/// # Errors
/// When the viewer may not know of the unit, or entries cannot be read.
pub(crate) fn gather(before: Before<'_>, unit: u32, asked: &Asked) -> Result<Gathered, Failure> {
    let unit = before.unit(UnitId(unit))?;
    let between = Between {
        from: asked.get("from").to_owned(),
        to: asked.get("to").to_owned(),
    };
    let read = match between.days(before.today) {
        Ok(days) => {
            let who = (before.viewer, before.today);
            let area = known_area(before.state(), who, unit, days);
            let read = changes_in(before.past, &area, days)?;
            Some((days, area, read))
        }
        Err(_) => None,
    };
    Ok(Gathered {
        unit,
        between,
        read,
    })
}

fn opens(with: Opening<'_>, gathered: Gathered) -> Result<Opened<Change>, Failure> {
    let Gathered {
        unit,
        between,
        read,
    } = gathered;
    let view = with.view;
    let it = view.unit(unit)?;
    let mut opened = Opened::of_unit(view, unit, &format!("What changed in {}", it.name));
    opened.place = None;
    opened.days = between.fields(view.today);
    let Some((days, area, read)) = read else {
        return Ok(opened);
    };
    let found = Found::of(view, &area, read, None);
    opened.about = said(&days, &found);
    opened.figures = figures(unit, &between, &found);
    let own = format!("/units/{unit}");
    let ways = [days.0, days.1].map(|on| {
        let text = format!("As it stood on {}", day(on));
        Link::new(text, dated(&own, on))
    });
    opened.ways = ways.into();
    opened.rows = found.shown;
    Ok(opened)
}

/// How many changes there were of each kind, each with the way to them.
fn figures(unit: UnitId, between: &Between, found: &Found) -> Vec<Figure> {
    let path = format!("/units/{unit}/changes");
    let asks = [("from", between.from.trim()), ("to", between.to.trim())];
    let own = address(&path, &asks);
    let counts = found.counts.iter();
    counts
        .map(|(kind, count)| Figure {
            count: *count,
            words: kind.words(*count).to_owned(),
            href: address(&own, &[("what", kind.word())]),
            standing: None,
        })
        .collect()
}

fn said((from, to): &(Date, Date), found: &Found) -> Vec<String> {
    let mut said = vec![format!(
        "From the end of {} to the end of {}, here and in every unit under it.",
        day(*from),
        day(*to)
    )];
    if let Some(units) = found.too_many {
        said.push(format!(
            "Who came and went is read for {} at the most, and there are {}: open one under it to see them.",
            counted(UNITS_MAX as u64, "unit", "units"),
            counted(units as u64, "unit", "units")
        ));
    } else if found.closed > 0 {
        said.push(format!(
            "You may not see the roll of {}: who came and went there is counted, and not named.",
            counted(found.closed as u64, "unit", "units")
        ));
    }
    if found.counts.is_empty() {
        said.push("Nothing changed that you may see.".to_owned());
    }
    said
}

/// Whom a change is about, where the viewer may know them.
fn about(view: View<'_>, change: &Change) -> Option<kernel::PersonId> {
    let person = match &change.what {
        What::Turned(person, _) => Some(*person),
        What::TookUp(it) | What::LaidDown(it) => Some(it.person),
        _ => None,
    };
    person.filter(|person| view.knows(*person))
}

fn fields(with: Opening<'_>, change: &Change) -> Vec<Field> {
    let view = with.view;
    let of_all = matches!(change.what, What::Rules(_));
    let unit = view.state.unit(change.unit).filter(|_| !of_all);
    vec![
        change.on.into(),
        change.kind().word().into(),
        unit.map(|it| it.code).into(),
        unit.map(|it| unit_name(view, it.id, change)).into(),
        about(view, change).map(|it| i64::from(it.0)).into(),
        told(view, change).text.into(),
    ]
}

fn line(with: Opening<'_>, change: &Change) -> Line {
    let told = told(with.view, change);
    Line {
        now: told.now,
        ..Line::new(
            Link::new(told.text, told.href.unwrap_or_default()),
            day(change.on),
        )
    }
}
