//! Who belonged to a unit and to everything under it on a day, as a list. Rolls are read
//! one after the other until so much was read; the figures need no reading.

use ::charter::Action;
use jiff::civil::Date;
use kernel::members::Membership;
use kernel::{PersonId, UnitId};

use super::day::{Wanted, wanted_in};
use super::routes::unread;
use super::then::{Then, dated};
use crate::error::Failure;
use crate::frame::{Link, Room};
use crate::listing::{Asked, Before, Line, List, Opened, Opening, Sieve, Value, one};
use crate::sheet::Field;
use crate::view::View;
use crate::words::{capital, counted, day, listed};

/// Rolls that are read for one answer, at the most.
pub(crate) const ROLLS_MAX: usize = 300;
/// Entries after which no other roll is read.
pub(crate) const ENTRIES_MAX: u64 = 1_000;

/// Who belonged to a unit and to what stood under it.
pub(crate) const PEOPLE: List<Read, Belonged> = List {
    room: Room::Units,
    opens,
    of: ("person", "people"),
    file: "people",
    heads: &[
        "unit",
        "unit name",
        "person",
        "name",
        "grade",
        "in unit since",
        "joined",
        "posts",
    ],
    fields,
    sieves: &[
        Sieve("unit", "Unit", "Every unit", |view, it| it.places(view)),
        Sieve("grade", "Grade", "Every grade", grade),
    ],
    line,
};

/// What was read of a unit for a day.
#[derive(Debug)]
pub(crate) struct Read {
    unit: UnitId,
    on: Wanted,
    /// Of the rolls that are open to the viewer, as far as they were read.
    people: Vec<(PersonId, Membership)>,
    counts: Counts,
}

/// What is counted without reading.
#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    people: u64,
    /// Units with people in them.
    units: usize,
    /// Of those, whose roll the viewer may not see, and how many people belonged there.
    closed: (usize, u64),
    /// How many of the others were read.
    read: usize,
}

/// Somebody who belonged to a unit on a day.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Belonged {
    person: PersonId,
    was: Membership,
    within: UnitId,
    day: Date,
}

/// The units with people in a unit and under it on a day, as far as they may be counted,
/// with how many there were in each.
pub(crate) fn counted_on(
    state: &kernel::State,
    (unit, day): (UnitId, Date),
    seen: impl Fn(UnitId) -> bool,
) -> Vec<(UnitId, u64)> {
    let tree = state.tree_on(day);
    if tree.unit(unit).is_none() {
        return Vec::new();
    }
    let within = tree.within(unit).into_iter();
    within
        .filter(|it| seen(*it))
        .map(|it| (it, u64::from(state.roll_count_on(it, day))))
        .filter(|(_, people)| *people > 0)
        .collect()
}

/// Reads the rolls of a unit and of what stood under it.
///
/// # Errors
/// When the viewer may not know of the unit, or entries cannot be read.
pub(crate) fn read(before: Before<'_>, unit: u32, asked: &Asked) -> Result<Read, Failure> {
    let unit = before.unit(UnitId(unit))?;
    let on = wanted_in(asked.get("on"), before.today);
    let mut found = Read {
        unit,
        on,
        people: Vec::new(),
        counts: Counts::default(),
    };
    let Wanted::Day(day) = found.on else {
        return Ok(found);
    };
    let state = before.state();
    let (figures, rolls) = (
        before.sight(Action::SeeFigures),
        before.sight(Action::SeeRoll),
    );
    let bases = counted_on(state, (unit, day), |it| figures.reaches(state, it));
    let mut open = Vec::new();
    for (base, people) in bases {
        found.counts.people += people;
        found.counts.units += 1;
        if rolls.reaches(state, base) {
            open.push(base);
        } else {
            found.counts.closed.0 += 1;
            found.counts.closed.1 += people;
        }
    }
    open.truncate(ROLLS_MAX);
    let rolls = before.past.rolls_on(&open, day, ENTRIES_MAX);
    (found.people, found.counts.read) = rolls.map_err(|error| unread(&error))?;
    Ok(found)
}

fn opens(with: Opening<'_>, read: Read) -> Result<Opened<Belonged>, Failure> {
    let view = with.view;
    let it = view.unit(read.unit)?;
    let heading = "Who belonged to it and to what stood under it";
    let mut opened = Opened::of_unit(view, read.unit, heading);
    opened.days = vec![read.on.asked("on", "At the end of", view.today)];
    let Wanted::Day(on) = read.on else {
        return Ok(opened);
    };
    if let Some(place) = &mut opened.place {
        *place = Link::new(
            capital(&view.told_on(on).some_unit(read.unit)),
            dated(&place.href, on),
        );
    }
    opened.about = said(view, &it, on, read.counts);
    if read.counts.closed.0 > 0 {
        opened.article = view.right_note(Action::SeeRoll).or_else(|| {
            let mut rights = view.charter.rights.iter();
            let right = rights.find(|right| right.action == Action::SeeRoll)?;
            view.note(right.rule)
        });
    }
    let belonged = |(person, was)| Belonged {
        person,
        was,
        within: read.unit,
        day: on,
    };
    opened.rows = read.people.into_iter().map(belonged).collect();
    Ok(opened)
}

fn said(view: View<'_>, it: &kernel::units::Unit<'_>, on: Date, counts: Counts) -> Vec<String> {
    if !view.state.stood_on(it.id, on) {
        return super::unit::stood_otherwise(view, it, on);
    }
    let units = |count: usize| counted(count as u64, "unit", "units");
    let mut said = vec![format!(
        "At the end of {}: {} in {}.",
        day(on),
        counted(counts.people, "person", "people"),
        units(counts.units)
    )];
    let (closed, people) = counts.closed;
    if closed > 0 {
        said.push(format!(
            "You may not see the roll of {}: {} there are counted, and not named.",
            units(closed),
            counted(people, "person", "people")
        ));
    }
    let open = counts.units.saturating_sub(closed);
    if counts.read < open {
        said.push(format!(
            "The rolls of {} were read, of {}: ask for a unit under it to read the others.",
            units(counts.read),
            open
        ));
    }
    said
}

impl Belonged {
    fn then(self, view: View<'_>) -> Then<'_> {
        Then::of(view, self.day)
    }

    /// The unit and what it stood under, as far as the list goes.
    fn places(self, view: View<'_>) -> Vec<Value> {
        places_then(self.then(view), self.was.unit, self.within)
    }

    fn posts(self, view: View<'_>) -> String {
        let then = self.then(view);
        let held = view.state.held_on(self.person, self.day);
        let posts: Vec<String> = held
            .filter(|tenure| tenure.unit == self.was.unit)
            .map(|tenure| then.post(&tenure))
            .collect();
        listed(&posts)
    }
}

/// A unit and what it stood under on a day, up to the unit of a list: values by which its
/// rows are found. Those with units under them are offered.
pub(super) fn places_then(then: Then<'_>, unit: UnitId, within: UnitId) -> Vec<Value> {
    let mut units: Vec<UnitId> = std::iter::once(unit)
        .chain(then.state.above_on(unit, then.day))
        .take_while(|it| *it != within)
        .collect();
    units.reverse();
    let value = |it: UnitId| Value::new(it.to_string(), capital(&then.unit_name(it)));
    units.into_iter().map(value).collect()
}

fn grade(view: View<'_>, it: &Belonged) -> Vec<Value> {
    let id = view.charter.grade(it.was.grade);
    let id = id.map(|row| row.id.clone()).unwrap_or_default();
    one(id, it.then(view).grade(it.was.grade))
}

fn fields(with: Opening<'_>, it: &Belonged) -> Vec<Field> {
    let view = with.view;
    let then = it.then(view);
    let unit = view.state.unit(it.was.unit);
    let known = view.knows(it.person);
    vec![
        unit.map(|unit| unit.code).into(),
        then.unit_name(it.was.unit).into(),
        known.then(|| i64::from(it.person.0)).into(),
        then.person(it.person, it.was.unit).name.into(),
        then.grade(it.was.grade).into(),
        it.was.in_unit_since.into(),
        it.was.joined.into(),
        it.posts(view).into(),
    ]
}

fn line(with: Opening<'_>, it: &Belonged) -> Line {
    let then = it.then(with.view);
    let who = then.person(it.person, it.was.unit);
    let posts = it.posts(with.view);
    let mut about = format!(
        "{}, there since {}",
        then.grade(it.was.grade),
        day(it.was.in_unit_since)
    );
    if !posts.is_empty() {
        about = format!("{posts} · {about}");
    }
    let unit = then.unit_link(it.was.unit);
    Line {
        of: unit.href.map(|href| Link::new(capital(&unit.name), href)),
        ..Line::new(Link::new(who.name, who.href.unwrap_or_default()), about)
    }
}
