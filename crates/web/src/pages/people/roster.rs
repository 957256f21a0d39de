//! From the rolls to the list of people, searched, narrowed, as a page or as a file.

use charter::{Action, GradeId};
use clerk::People;
use kernel::{PersonId, UnitId};
use serde::Deserialize;

use super::fill::posts_beside;
use super::{PeoplePage, PersonRow};
use crate::error::Failure;
use crate::forms::Choice;
use crate::frame::{Frame, Link};
use crate::listing::{Filter, Pager, Search, address_of_page};
use crate::pages::doubles;
use crate::sheet::{Exports, Field, Format, Sheet};
use crate::view::View;
use crate::words::{capital, counted};

/// Rows on a page.
const ROWS: u64 = 50;
/// As many units can be chosen from as filters.
const UNITS_MAX: usize = 60;
/// People on so many rolls are read one by one where somebody is searched for.
const PEOPLE_READ_MAX: u64 = 1_000;

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
    /// The page, counted from one.
    pub(crate) page: u64,
}

impl Asked {
    fn address(&self, path: &str, page: u64) -> String {
        let asked = [("q", &self.q), ("unit", &self.unit), ("grade", &self.grade)];
        address_of_page(
            path,
            &asked.map(|(name, value)| (name, value.as_str())),
            page,
        )
    }

    fn narrowed(&self) -> bool {
        !(self.q.trim().is_empty() && self.unit.is_empty() && self.grade.is_empty())
    }
}

/// Whom a list names.
enum Selected {
    /// Those who were searched for, by name.
    Found(People),
    /// Those on these rolls, unit by unit and by name, of one grade or of all.
    OnRolls(Rolls, Option<GradeId>),
}

/// Rolls, each with how many people are on it. There may be many thousands, so
/// they are counted once.
struct Rolls {
    /// Units without anybody are among them.
    units: Vec<(UnitId, u32)>,
    people: u64,
}

impl Rolls {
    fn of(view: View<'_>, units: impl IntoIterator<Item = UnitId>) -> Rolls {
        let counted = units
            .into_iter()
            .map(|unit| (unit, view.state.roll_count(unit)));
        let units: Vec<(UnitId, u32)> = counted.collect();
        Rolls {
            people: units.iter().map(|(_, count)| u64::from(*count)).sum(),
            units,
        }
    }

    /// Those with somebody on them.
    fn filled(&self) -> impl Iterator<Item = UnitId> {
        let filled = self.units.iter().filter(|(_, count)| *count > 0);
        filled.map(|(unit, _)| *unit)
    }

    /// Those of a unit and what stands under it.
    fn within(self, view: View<'_>, above: UnitId) -> Rolls {
        let units = self.units.into_iter().map(|(unit, _)| unit);
        let inside = |unit: &UnitId| *unit == above || view.state.stands_under(*unit, above);
        Rolls::of(view, units.filter(inside))
    }
}

/// The list of people on the rolls that the viewer may see.
pub(super) fn list(view: View<'_>, frame: Frame, asked: &Asked) -> Result<PeoplePage, Failure> {
    let rolls = rolls_to_see(view)?;
    let (about, search) = (about(view, &rolls), search(view, &rolls, asked));
    let several = rolls.filled().nth(1).is_some();
    let (selected, likeness) = select(view, rolls, asked)?;
    let total = selected.count(view);
    let of = ("person", "people");
    let pager = Pager::at(asked.page, ROWS, total, of, &|page| {
        asked.address("/people", page)
    });
    let passed = usize::try_from(pager.first.saturating_sub(1)).unwrap_or(usize::MAX);
    let shown = usize::try_from(ROWS).unwrap_or(usize::MAX);
    let people = selected.people(view, passed, shown);
    Ok(PeoplePage {
        frame,
        about,
        article: view.right_note(Action::SeeRoll),
        doubles: doubles::look_for(view),
        search,
        likeness,
        rows: people
            .into_iter()
            .map(|person| row(view, person, several))
            .collect(),
        pager: Pager {
            export: Some(Exports::of(&asked.address("/people", 1))),
            ..pager
        },
    })
}

/// The rolls that the viewer may see. Where there is none, there is no list.
fn rolls_to_see(view: View<'_>) -> Result<Rolls, Failure> {
    let rolls = Rolls::of(view, view.units_where(Action::SeeRoll));
    if rolls.units.is_empty() {
        return Err(Failure::NotFound);
    }
    Ok(rolls)
}

/// The rows of the list as a file: code, name, unit, grade, since when, posts. Contacts are
/// not among them: who looks at those is recorded, person by person.
pub(super) fn sheet(view: View<'_>, asked: &Asked, format: Format) -> Result<Sheet, Failure> {
    let rolls = rolls_to_see(view)?;
    let heads = [
        "code",
        "name",
        "unit",
        "unit name",
        "grade",
        "joined",
        "posts",
    ];
    let mut sheet = Sheet::new(format, &heads);
    for person in select(view, rolls, asked)?.0.people(view, 0, usize::MAX) {
        let membership = view.state.membership(person);
        let unit = membership.and_then(|membership| view.state.unit(membership.unit));
        sheet.row([
            view.directory.card(person).map(|card| &card.code).into(),
            view.directory.name(person).into(),
            unit.map(|unit| unit.code).into(),
            unit.map(|unit| unit.name).into(),
            view.grade_of(person).into(),
            Field::from(membership.map(|membership| membership.joined)),
            view.posts_of(person).into(),
        ]);
    }
    Ok(sheet)
}

/// Whose names these are, and why.
fn about(view: View<'_>, rolls: &Rolls) -> String {
    let people = counted(rolls.people, "person", "people");
    let mut filled = rolls.filled();
    match (filled.next(), filled.next()) {
        (Some(only), None) => {
            format!("You see the roll of {}: {people}.", view.some_unit(only))
        }
        (first, second) => {
            let count = filled.chain(first).chain(second).count();
            let count = u64::try_from(count).unwrap_or(u64::MAX);
            format!("You see {people} on {}.", counted(count, "roll", "rolls"))
        }
    }
}

fn search(view: View<'_>, rolls: &Rolls, asked: &Asked) -> Search {
    let mut filters = Vec::new();
    let several = (2..=UNITS_MAX).contains(&rolls.units.len());
    let chosen = asked
        .unit
        .parse()
        .ok()
        .map(UnitId)
        .filter(|unit| view.knows_unit(*unit));
    if several || chosen.is_some() {
        let few = rolls.units.iter().filter(|_| several);
        let few: Vec<UnitId> = few.map(|(unit, _)| *unit).collect();
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

/// Whom a list names, and how like they are to what was searched for.
type Chosen = (Selected, Option<&'static str>);

/// The people asked for.
fn select(view: View<'_>, rolls: Rolls, asked: &Asked) -> Result<Chosen, Failure> {
    let grade = match asked.grade.as_str() {
        "" => None,
        id => Some(view.charter.grade_named(id).ok_or(Failure::NotFound)?),
    };
    let rolls = match asked.unit.as_str() {
        "" => rolls,
        number => {
            let unit = number.parse().map(UnitId).ok();
            let unit = unit.filter(|unit| view.knows_unit(*unit));
            rolls.within(view, unit.ok_or(Failure::NotFound)?)
        }
    };
    if asked.q.trim().is_empty() {
        return Ok((Selected::OnRolls(rolls, grade), None));
    }
    let mut people = found(view, &rolls, &asked.q);
    let mut likeness = None;
    if people.count() == 0 {
        // One name is written differently in different systems of romanisation.
        people = like(view, &rolls, view.directory.find_sounding(&asked.q));
        likeness = Some(
            "Nobody you may see has that name. These sound like it in another system of writing.",
        );
    }
    if people.count() == 0 {
        // Whoever mistypes a name or parts it otherwise finds it all the same.
        people = like(view, &rolls, view.directory.find_near(&asked.q));
        likeness = Some(
            "Nobody you may see has that name. Here a letter differs, or words are parted otherwise.",
        );
    }
    if grade.is_some() {
        people.retain(|person| is_of(view, person, grade));
    }
    Ok((Selected::Found(people), likeness))
}

/// Those on the rolls of these units whose name or code has every word of a text.
fn found(view: View<'_>, rolls: &Rolls, text: &str) -> People {
    let on_rolls = || rolls.filled().flat_map(|unit| view.state.roll(unit));
    if rolls.people <= PEOPLE_READ_MAX {
        // Few rolls are read through sooner than every word of a name.
        return on_rolls()
            .filter(|person| view.directory.has_words(*person, text))
            .collect();
    }
    let mut found = view.directory.find(text);
    if found.count() as u64 > rolls.people {
        found.intersect(&on_rolls().collect());
        return found;
    }
    keep_on_rolls(view, rolls, &mut found);
    found
}

/// Those of the people found who are on the rolls of these units.
fn like(view: View<'_>, rolls: &Rolls, mut found: People) -> People {
    keep_on_rolls(view, rolls, &mut found);
    found
}

/// Leaves those who are on these rolls.
fn keep_on_rolls(view: View<'_>, rolls: &Rolls, found: &mut People) {
    let mut seen = vec![false; view.state.unit_count() as usize];
    for unit in rolls.filled() {
        if let Some(seen) = seen.get_mut(unit.index()) {
            *seen = true;
        }
    }
    found.retain(|person| {
        let home = view.state.unit_of(person);
        home.is_some_and(|home| seen.get(home.index()).copied().unwrap_or(false))
    });
}

fn is_of(view: View<'_>, person: PersonId, grade: Option<GradeId>) -> bool {
    grade.is_none_or(|grade| {
        view.state
            .membership(person)
            .is_some_and(|it| it.grade == grade)
    })
}

impl Selected {
    /// How many there are.
    fn count(&self, view: View<'_>) -> u64 {
        match self {
            Selected::Found(people) => people.count() as u64,
            Selected::OnRolls(rolls, None) => rolls.people,
            Selected::OnRolls(rolls, Some(grade)) => {
                let of_grade = |unit| u64::from(view.state.grade_count(unit, *grade));
                rolls.filled().map(of_grade).sum()
            }
        }
    }

    /// Those after so many, and no more than so many. Only the rolls that are
    /// shown are read: the others are counted.
    fn people(self, view: View<'_>, passed: usize, shown: usize) -> Vec<PersonId> {
        let (rolls, grade) = match self {
            Selected::Found(people) => {
                let in_order = view.directory.by_name(&people);
                return in_order.skip(passed).take(shown).collect();
            }
            Selected::OnRolls(rolls, grade) => (rolls, grade),
        };
        let mut people = Vec::new();
        let mut before = 0_usize;
        for (unit, all) in rolls.units {
            let count = grade.map_or(all, |grade| view.state.grade_count(unit, grade));
            let first = before;
            before = before.saturating_add(count as usize);
            let room = shown.saturating_sub(people.len());
            if room == 0 {
                break;
            }
            if before <= passed {
                continue;
            }
            let on_roll = view.state.roll(unit);
            let mut roll: Vec<PersonId> = on_roll
                .filter(|person| is_of(view, *person, grade))
                .collect();
            roll.sort_by_cached_key(|person| view.directory.name(*person).to_lowercase());
            let left = roll.into_iter().skip(passed.saturating_sub(first));
            people.extend(left.take(room));
        }
        people
    }
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
