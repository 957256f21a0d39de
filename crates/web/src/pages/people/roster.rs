//! From the rolls to the list of people, searched, narrowed, as a page or as a file.

use std::borrow::Cow;
use std::sync::Arc;

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
use crate::survey::{Survey, Surveying};
use crate::view::View;
use crate::words::{capital, counted};

/// Rows on a page.
const ROWS: u64 = 50;
/// As many units can be chosen from as filters.
const UNITS_MAX: u64 = 60;
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

/// Rolls, with how many people are on them. There may be many thousands, so they
/// are counted once.
struct Rolls {
    which: Which,
    people: u64,
    /// Rolls with somebody on them.
    filled: u64,
}

enum Which {
    /// Those of all units that stand; the survey has counted them.
    All(Arc<Survey>),
    /// Of these units, each with how many people are on it; those without anybody are
    /// among them.
    Of(Vec<(UnitId, u32)>),
}

impl Rolls {
    fn of(view: View<'_>, units: impl IntoIterator<Item = UnitId>) -> Rolls {
        let counted = units
            .into_iter()
            .map(|unit| (unit, view.state.roll_count(unit)));
        let units: Vec<(UnitId, u32)> = counted.collect();
        let filled = units.iter().filter(|(_, count)| *count > 0).count();
        Rolls {
            people: units.iter().map(|(_, count)| u64::from(*count)).sum(),
            filled: u64::try_from(filled).unwrap_or(u64::MAX),
            which: Which::Of(units),
        }
    }

    /// Those the viewer may see. Where there is none, there is no list.
    fn to_see(view: View<'_>, survey: Surveying<'_>) -> Result<Rolls, Failure> {
        if view.everywhere(Action::SeeRoll)
            && let Some(top) = view.state.top_unit()
        {
            let survey = survey();
            let all = survey.all(top);
            return Ok(Rolls {
                which: Which::All(survey),
                people: all.people,
                filled: all.rolls,
            });
        }
        let units = view.units_where(Action::SeeRoll);
        if units.is_empty() {
            return Err(Failure::NotFound);
        }
        Ok(Rolls::of(view, units))
    }

    /// The units, each with how many people are on its roll.
    fn units(&self, view: View<'_>) -> Cow<'_, [(UnitId, u32)]> {
        match &self.which {
            Which::Of(units) => Cow::Borrowed(units),
            Which::All(survey) => Cow::Owned(along_the_tree(view, survey, 0, u64::MAX).0),
        }
    }

    /// The units whose rolls have those who come after so many, up to so many of them; and
    /// how many of the first roll come before.
    fn units_from(
        &self,
        view: View<'_>,
        passed: u64,
        shown: u64,
    ) -> (Cow<'_, [(UnitId, u32)]>, u64) {
        match &self.which {
            Which::Of(units) => (Cow::Borrowed(units), passed),
            Which::All(survey) => {
                let (units, passed) = along_the_tree(view, survey, passed, shown);
                (Cow::Owned(units), passed)
            }
        }
    }

    /// Those with somebody on them.
    fn filled(&self, view: View<'_>) -> Vec<UnitId> {
        let units = self.units(view);
        let filled = units.iter().filter(|(_, count)| *count > 0);
        filled.map(|(unit, _)| *unit).collect()
    }

    /// The units, where they are few enough to choose from.
    fn few(&self, view: View<'_>) -> Vec<UnitId> {
        let count = match &self.which {
            Which::All(survey) => {
                let top = view.state.top_unit();
                top.map_or(0, |top| survey.all(top).units.total())
            }
            Which::Of(units) => u64::try_from(units.len()).unwrap_or(u64::MAX),
        };
        if (2..=UNITS_MAX).contains(&count) {
            self.units(view).iter().map(|(unit, _)| *unit).collect()
        } else {
            Vec::new()
        }
    }

    /// Those of a unit and what stands under it.
    fn within(self, view: View<'_>, above: UnitId) -> Rolls {
        match self.which {
            Which::All(_) => Rolls::of(view, view.state.units_within(above)),
            Which::Of(units) => {
                let units = units.into_iter().map(|(unit, _)| unit);
                let inside =
                    |unit: &UnitId| *unit == above || view.state.stands_under(*unit, above);
                Rolls::of(view, units.filter(inside))
            }
        }
    }

    /// Leaves those who are on one of them.
    fn keep(&self, view: View<'_>, found: &mut People) {
        let Which::Of(units) = &self.which else {
            return found.retain(|person| view.state.unit_of(person).is_some());
        };
        let mut seen = vec![false; view.state.unit_count() as usize];
        for (unit, _) in units.iter().filter(|(_, count)| *count > 0) {
            if let Some(seen) = seen.get_mut(unit.index()) {
                *seen = true;
            }
        }
        found.retain(|person| {
            let home = view.state.unit_of(person);
            home.is_some_and(|home| seen.get(home.index()).copied().unwrap_or(false))
        });
    }
}

/// Units with somebody on their rolls, along the tree, after so many people and up to so many
/// more; and how many of the first unit come before those. What stands beneath a unit is
/// passed over where all of it comes before.
fn along_the_tree(
    view: View<'_>,
    survey: &Survey,
    passed: u64,
    shown: u64,
) -> (Vec<(UnitId, u32)>, u64) {
    let mut units = Vec::new();
    let (mut before, mut room) = (passed, shown);
    let mut open: Vec<UnitId> = view.state.top_unit().into_iter().collect();
    while let Some(unit) = open.pop().filter(|_| room > 0) {
        if units.is_empty() && survey.all(unit).people <= before {
            before -= survey.all(unit).people;
            continue;
        }
        let own = view.state.roll_count(unit);
        if units.is_empty() && u64::from(own) <= before {
            before -= u64::from(own);
        } else if own > 0 {
            let passed = if units.is_empty() { before } else { 0 };
            room = room.saturating_sub(u64::from(own) - passed);
            units.push((unit, own));
        }
        let mut beneath: Vec<UnitId> = view.state.units_beneath(unit).collect();
        beneath.sort_unstable_by(|one, other| other.cmp(one));
        open.append(&mut beneath);
    }
    (units, before)
}

/// The list of people on the rolls that the viewer may see.
pub(super) fn list(
    view: View<'_>,
    survey: Surveying<'_>,
    frame: Frame,
    asked: &Asked,
) -> Result<PeoplePage, Failure> {
    let rolls = Rolls::to_see(view, survey)?;
    let (about, search) = (about(view, &rolls), search(view, &rolls, asked));
    let several = rolls.filled > 1;
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
            .map(|person| row(view, person, several, &asked.q))
            .collect(),
        pager: Pager {
            export: Some(Exports::of(&asked.address("/people", 1))),
            ..pager
        },
    })
}

/// The rows of the list as a file: code, name, unit, grade, since when, posts. Contacts are
/// not among them: who looks at those is recorded, person by person.
pub(super) fn sheet(
    view: View<'_>,
    survey: Surveying<'_>,
    asked: &Asked,
    format: Format,
) -> Result<Sheet, Failure> {
    let rolls = Rolls::to_see(view, survey)?;
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
    if rolls.filled == 1
        && let Some(only) = rolls.filled(view).first()
    {
        return format!("You see the roll of {}: {people}.", view.some_unit(*only));
    }
    format!(
        "You see {people} on {}.",
        counted(rolls.filled, "roll", "rolls")
    )
}

fn search(view: View<'_>, rolls: &Rolls, asked: &Asked) -> Search {
    let mut filters = Vec::new();
    let few = rolls.few(view);
    let chosen = asked
        .unit
        .parse()
        .ok()
        .map(UnitId)
        .filter(|unit| view.knows_unit(*unit));
    if !few.is_empty() || chosen.is_some() {
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
        days: Vec::new(),
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
    let on_rolls = || {
        let filled = rolls.filled(view).into_iter();
        filled.flat_map(|unit| view.state.roll(unit))
    };
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
    rolls.keep(view, &mut found);
    found
}

/// Those of the people found who are on the rolls of these units.
fn like(view: View<'_>, rolls: &Rolls, mut found: People) -> People {
    rolls.keep(view, &mut found);
    found
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
                rolls.filled(view).into_iter().map(of_grade).sum()
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
        let (units, passed) = match grade {
            None => {
                let (passed, shown) = (passed as u64, shown as u64);
                rolls.units_from(view, passed, shown)
            }
            Some(_) => (rolls.units(view), passed as u64),
        };
        let passed = usize::try_from(passed).unwrap_or(usize::MAX);
        let mut people = Vec::new();
        let mut before = 0_usize;
        for (unit, all) in units.iter().copied() {
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

fn row(view: View<'_>, person: PersonId, several: bool, asked: &str) -> PersonRow {
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
        also: view.directory.called(person, asked).map(str::to_owned),
    }
}
