//! The posts of a unit and of everything under it on a day with whoever held them, as a
//! list. All of it stands in the state: no entry is read.

use ::charter::{Action, PostId};
use jiff::civil::Date;
use kernel::UnitId;
use kernel::posts::Tenure;

use super::day::{Wanted, wanted_in};
use super::people::places_then;
use super::then::{Then, dated};
use crate::error::Failure;
use crate::frame::{Link, Room};
use crate::listing::{Asked, Before, Line, List, Opened, Opening, Sieve, Value, one};
use crate::pages::posts::Who;
use crate::sheet::Field;
use crate::view::View;
use crate::words::{capital, counted, day};

/// Units whose posts are listed at the most, those higher up first.
pub(crate) const UNITS_MAX: usize = 5_000;

/// Who held the posts of a unit and of what stood under it.
pub(crate) const HOLDERS: List<Asks, Held> = List {
    room: Room::Units,
    opens,
    of: ("post", "posts"),
    file: "holders",
    heads: &[
        "unit",
        "unit name",
        "post",
        "title",
        "person",
        "name",
        "since",
    ],
    fields,
    sieves: &[
        Sieve("post", "Post", "Every post", post),
        Sieve("unit", "Unit", "Every unit", |view, it| {
            places_then(it.then(view), it.unit, it.within)
        }),
        Sieve("held", "Held", "Held or not", |_, it| match it.tenure {
            Some(_) => one("yes", "Held"),
            None => one("no", "Vacant"),
        }),
    ],
    line,
};

/// Of which unit on which day.
#[derive(Debug)]
pub(crate) struct Asks {
    unit: UnitId,
    on: Wanted,
}

/// A post on a day, held or vacant.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Held {
    pub(super) unit: UnitId,
    pub(super) post: PostId,
    pub(super) tenure: Option<Tenure>,
    within: UnitId,
    day: Date,
}

/// What the address asks for.
///
/// # Errors
/// When the viewer may not know of the unit.
pub(crate) fn asks(before: Before<'_>, unit: u32, asked: &Asked) -> Result<Asks, Failure> {
    Ok(Asks {
        unit: before.unit(UnitId(unit))?,
        on: wanted_in(asked.get("on"), before.today),
    })
}

/// The posts of some units on the day, in the order of the units and then of the charter.
pub(super) fn of_units(then: Then<'_>, units: &[UnitId], within: UnitId) -> Vec<Held> {
    let mut found = Vec::new();
    for unit in units {
        let Some(level) = then.unit(*unit).map(|it| it.level) else {
            continue;
        };
        let mut held: Vec<Tenure> = then.state.holders_on(*unit, then.day).collect();
        held.sort_by_key(|it| (it.post, it.from));
        let row = |post, tenure| Held {
            unit: *unit,
            post,
            tenure,
            within,
            day: then.day,
        };
        for (id, post) in (0..).map(PostId).zip(&then.charter.posts) {
            let holders = held.iter().filter(|it| it.post == id);
            let before = found.len();
            found.extend(holders.map(|tenure| row(id, Some(*tenure))));
            let wanted = post.levels.contains(&level) && post.least > 0;
            if found.len() == before && wanted {
                found.push(row(id, None));
            }
        }
    }
    found
}

fn opens(with: Opening<'_>, asks: Asks) -> Result<Opened<Held>, Failure> {
    let view = with.view;
    let Asks { unit, on } = asks;
    let it = view.unit(unit)?;
    let heading = "Posts in it and under it";
    let mut opened = Opened::of_unit(view, unit, heading);
    opened.days = vec![on.asked("on", "At the end of", view.today)];
    let Wanted::Day(on) = on else {
        return Ok(opened);
    };
    if !view.state.stood_on(unit, on) {
        opened.about = super::unit::stood_otherwise(view, &it, on);
        return Ok(opened);
    }
    let then = Then::of(view, on);
    if let Some(place) = &mut opened.place {
        let name = capital(&then.unit_name(unit));
        *place = Link::new(name, dated(&place.href, on));
    }
    let seen = then.sight(Action::SeeFigures);
    let mut units = view.state.tree_on(on).within(unit);
    units.retain(|it| seen.reaches(view.state, *it));
    let all = units.len();
    units.truncate(UNITS_MAX);
    opened.rows = of_units(then, &units, unit);
    let held = opened.rows.iter().filter(|it| it.tenure.is_some()).count();
    let vacant = opened.rows.len().saturating_sub(held);
    opened.about = vec![format!(
        "At the end of {}: {} held, {} vacant, in {}.",
        day(on),
        counted(held as u64, "post", "posts"),
        vacant,
        counted(all as u64, "unit", "units")
    )];
    if all > units.len() {
        opened.about.push(format!(
            "Those of the {} highest up are listed: ask for a unit under it to see the others.",
            counted(units.len() as u64, "unit", "units")
        ));
    }
    Ok(opened)
}

impl Held {
    fn then(self, view: View<'_>) -> Then<'_> {
        Then::of(view, self.day)
    }

    pub(super) fn title(self, then: Then<'_>) -> String {
        then.post_titled(self.post)
    }

    /// Who held it, or nobody.
    pub(super) fn who(self, then: Then<'_>) -> Who {
        match self.tenure {
            Some(tenure) => then.person(tenure.person, self.unit),
            None => Who {
                name: "nobody".to_owned(),
                href: None,
            },
        }
    }

    pub(super) fn since(self) -> String {
        let since = self.tenure.map(|it| format!("since {}", day(it.from)));
        since.unwrap_or_default()
    }
}

fn post(view: View<'_>, it: &Held) -> Vec<Value> {
    let row = view.charter.post(it.post);
    let id = row.map(|row| row.id.clone()).unwrap_or_default();
    one(id, it.title(it.then(view)))
}

fn fields(with: Opening<'_>, it: &Held) -> Vec<Field> {
    let view = with.view;
    let then = it.then(view);
    let person = it.tenure.map(|tenure| tenure.person);
    let known = person.filter(|person| view.knows(*person));
    let name = person.map(|_| it.who(then).name);
    vec![
        view.state.unit(it.unit).map(|unit| unit.code).into(),
        then.unit_name(it.unit).into(),
        view.charter.post(it.post).map(|row| row.id.as_str()).into(),
        it.title(then).into(),
        known.map(|person| i64::from(person.0)).into(),
        name.into(),
        it.tenure.map(|tenure| tenure.from).into(),
    ]
}

fn line(with: Opening<'_>, it: &Held) -> Line {
    let then = it.then(with.view);
    let unit = then.unit_link(it.unit);
    let who = it.who(then);
    let title = it.title(then);
    let what = Link::new(
        format!("{title}: {}", who.name),
        who.href.unwrap_or_default(),
    );
    Line {
        of: unit.href.map(|href| Link::new(capital(&unit.name), href)),
        ..Line::new(what, it.since())
    }
}
