//! From the rolls to the list of people, searched, narrowed, as a page or as a file.

use charter::{Action, GradeId};
use kernel::{PersonId, UnitId};
use serde::Deserialize;

use super::fill::posts_beside;
use super::{PeoplePage, PersonRow};
use crate::error::Failure;
use crate::forms::Choice;
use crate::frame::{Frame, Link};
use crate::listing::{Filter, Pager, Search, address};
use crate::view::View;
use crate::words::{capital, counted};

/// Rows on a page.
const ROWS: usize = 50;
/// As many units can be chosen from as filters.
const UNITS_MAX: usize = 60;
/// People in a file at the most.
const FILE_ROWS: usize = 1_000_000;

/// What the address of the list says.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    /// Part of a name or code.
    pub(crate) q: String,
    /// Number of a unit: those in it and beneath it.
    pub(crate) unit: String,
    /// Identifier of a grade.
    pub(crate) grade: String,
    /// Rows before the first that is shown.
    pub(crate) from: usize,
}

impl Asked {
    fn address(&self, path: &str, from: usize) -> String {
        let from = if from > 0 {
            from.to_string()
        } else {
            String::new()
        };
        let asked = [
            ("q", &self.q),
            ("unit", &self.unit),
            ("grade", &self.grade),
            ("from", &from),
        ];
        address(path, &asked.map(|(name, value)| (name, value.as_str())))
    }

    fn narrowed(&self) -> bool {
        !(self.q.trim().is_empty() && self.unit.is_empty() && self.grade.is_empty())
    }
}

/// Whom a list names: how many there are, and those of them that are shown.
struct Listed {
    total: usize,
    people: Vec<PersonId>,
}

/// The list of people on the rolls that the viewer may see.
pub(super) fn list(view: View<'_>, frame: Frame, asked: &Asked) -> Result<PeoplePage, Failure> {
    let units = view.units_where(Action::SeeRoll);
    if units.is_empty() {
        return Err(Failure::NotFound);
    }
    let listed = listed(view, &units, asked, asked.from, ROWS)?;
    let several = units
        .iter()
        .filter(|unit| view.state.roll_count(**unit) > 0)
        .count()
        > 1;
    let rows = listed
        .people
        .iter()
        .map(|person| row(view, *person, several))
        .collect();
    let last = asked.from.saturating_add(listed.people.len());
    let number = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
    Ok(PeoplePage {
        frame,
        about: about(view, &units),
        article: view.right_note(Action::SeeRoll),
        search: search(view, &units, asked),
        rows,
        pager: Pager {
            first: if listed.people.is_empty() {
                0
            } else {
                number(asked.from).saturating_add(1)
            },
            last: number(last),
            total: number(listed.total),
            of: ("person".to_owned(), "people".to_owned()),
            previous: (asked.from > 0)
                .then(|| asked.address("/people", asked.from.saturating_sub(ROWS))),
            next: (last < listed.total).then(|| asked.address("/people", last)),
            export: Some(asked.address("/people.csv", 0)),
        },
    })
}

/// The rows of the list as a file: code, name, unit, grade, since when, posts. Contacts are
/// not among them: who looks at those is recorded, person by person.
pub(super) fn table(view: View<'_>, asked: &Asked) -> Result<crate::csv::Table, Failure> {
    let units = view.units_where(Action::SeeRoll);
    if units.is_empty() {
        return Err(Failure::NotFound);
    }
    let mut table = crate::csv::Table::new(&[
        "code",
        "name",
        "unit",
        "unit name",
        "grade",
        "joined",
        "posts",
    ]);
    for person in listed(view, &units, asked, 0, FILE_ROWS)?.people {
        let membership = view.state.membership(person);
        let unit = membership.and_then(|membership| view.state.unit(membership.unit));
        table.row(&[
            view.directory
                .card(person)
                .map_or("", |card| card.code.as_str()),
            &view.directory.name(person),
            unit.map_or("", |unit| unit.code),
            unit.map_or("", |unit| unit.name),
            &view.grade_of(person),
            &membership
                .map(|membership| membership.joined.to_string())
                .unwrap_or_default(),
            &view.posts_of(person),
        ]);
    }
    Ok(table)
}

/// Whose names these are, and why.
fn about(view: View<'_>, units: &[UnitId]) -> String {
    let people: u64 = units
        .iter()
        .map(|unit| u64::from(view.state.roll_count(*unit)))
        .sum();
    let people = counted(people, "person", "people");
    let rolls: Vec<UnitId> = units
        .iter()
        .copied()
        .filter(|unit| view.state.roll_count(*unit) > 0)
        .collect();
    match rolls.as_slice() {
        [only] => format!("You see the roll of {}: {people}.", view.some_unit(*only)),
        rolls => format!(
            "You see {people} on {}.",
            counted(
                u64::try_from(rolls.len()).unwrap_or(u64::MAX),
                "roll",
                "rolls"
            )
        ),
    }
}

fn search(view: View<'_>, units: &[UnitId], asked: &Asked) -> Search {
    let mut filters = Vec::new();
    let chosen = asked
        .unit
        .parse()
        .ok()
        .map(UnitId)
        .filter(|unit| view.knows_unit(*unit));
    if (2..=UNITS_MAX).contains(&units.len()) || chosen.is_some() {
        let few = if units.len() <= UNITS_MAX { units } else { &[] };
        let mut choices = vec![Choice {
            value: String::new(),
            text: "All units".to_owned(),
        }];
        let listed = few
            .iter()
            .copied()
            .chain(chosen.filter(|unit| !few.contains(unit)));
        choices.extend(listed.map(|unit| Choice {
            value: unit.to_string(),
            text: view.some_unit(unit),
        }));
        filters.push(Filter {
            name: "unit".to_owned(),
            label: "Unit".to_owned(),
            choices,
            chosen: asked.unit.clone(),
        });
    }
    if view.charter.grades.len() > 1 {
        let mut choices = vec![Choice {
            value: String::new(),
            text: "All grades".to_owned(),
        }];
        choices.extend(view.charter.grades.iter().map(|grade| Choice {
            value: grade.id.clone(),
            text: capital(&grade.plural),
        }));
        filters.push(Filter {
            name: "grade".to_owned(),
            label: "Grade".to_owned(),
            choices,
            chosen: asked.grade.clone(),
        });
    }
    Search {
        action: "/people".to_owned(),
        label: Some("Find by name or code".to_owned()),
        query: asked.q.clone(),
        filters,
        narrowed: asked.narrowed(),
    }
}

/// The people asked for, from a row on.
fn listed(
    view: View<'_>,
    units: &[UnitId],
    asked: &Asked,
    from: usize,
    rows: usize,
) -> Result<Listed, Failure> {
    let grade = match asked.grade.as_str() {
        "" => None,
        id => Some(view.charter.grade_named(id).ok_or(Failure::NotFound)?),
    };
    let within = match asked.unit.as_str() {
        "" => None,
        number => {
            let unit = number.parse().map(UnitId).map_err(|_| Failure::NotFound)?;
            Some(
                Some(unit)
                    .filter(|unit| view.knows_unit(*unit))
                    .ok_or(Failure::NotFound)?,
            )
        }
    };
    let inside = |unit: UnitId| {
        within.is_none_or(|within| unit == within || view.state.stands_under(unit, within))
    };
    if !asked.q.trim().is_empty() {
        return Ok(found(view, asked, from, rows, |unit, of| {
            inside(unit) && grade.is_none_or(|grade| grade == of)
        }));
    }
    let units = units.iter().copied().filter(|unit| inside(*unit));
    Ok(rolls(view, units, grade, from, rows))
}

/// Those whose name or code has what is searched for, by name.
fn found(
    view: View<'_>,
    asked: &Asked,
    from: usize,
    rows: usize,
    wanted: impl Fn(UnitId, GradeId) -> bool,
) -> Listed {
    let mut people: Vec<(String, PersonId)> = view
        .directory
        .search(&asked.q)
        .filter(|(person, _)| {
            let membership = view.state.membership(*person);
            membership
                .is_some_and(|it| wanted(it.unit, it.grade) && view.may(Action::SeeRoll, it.unit))
        })
        .map(|(person, card)| (card.name.to_lowercase(), person))
        .collect();
    people.sort();
    let total = people.len();
    let people = people
        .into_iter()
        .skip(from)
        .take(rows)
        .map(|(_, person)| person)
        .collect();
    Listed { total, people }
}

/// Those on the rolls of these units, unit by unit and by name. Only the rolls
/// that are shown are read: the others are counted.
fn rolls(
    view: View<'_>,
    units: impl Iterator<Item = UnitId>,
    grade: Option<GradeId>,
    from: usize,
    rows: usize,
) -> Listed {
    let mut listed = Listed {
        total: 0,
        people: Vec::new(),
    };
    for unit in units {
        let count = match grade {
            Some(grade) => view.state.grade_count(unit, grade),
            None => view.state.roll_count(unit),
        };
        let count = usize::try_from(count).unwrap_or(usize::MAX);
        let before = listed.total;
        listed.total = before.saturating_add(count);
        if count == 0 || listed.total <= from || listed.people.len() >= rows {
            continue;
        }
        let of_grade = |person: &PersonId| {
            grade.is_none_or(|grade| {
                view.state
                    .membership(*person)
                    .is_some_and(|it| it.grade == grade)
            })
        };
        let mut roll: Vec<PersonId> = view.state.roll(unit).filter(of_grade).collect();
        roll.sort_by_cached_key(|person| view.directory.name(*person).to_lowercase());
        let room = rows.saturating_sub(listed.people.len());
        listed.people.extend(
            roll.into_iter()
                .skip(from.saturating_sub(before))
                .take(room),
        );
    }
    listed
}

fn row(view: View<'_>, person: PersonId, several: bool) -> PersonRow {
    let unit = view
        .state
        .membership(person)
        .map(|membership| membership.unit)
        .filter(|_| several);
    PersonRow {
        person: Link::new(view.directory.name(person), format!("/people/{person}")),
        unit: unit.map(|unit| {
            Link::new(
                view.some_unit(unit),
                view.unit_href(unit)
                    .unwrap_or_else(|| format!("/people?unit={unit}")),
            )
        }),
        grade: view.grade_of(person),
        posts: posts_beside(view, person),
    }
}
