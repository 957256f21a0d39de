//! The past: which day is asked for, a unit and a person on it, what changed
//! between two days, the line of a unit.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use charter::Action;
use jiff::civil::Date;
use kernel::units::{Changed, Descent};
use kernel::{PersonId, UnitId};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::people::MembershipJson;
use super::units::{HolderJson, PostJson, RollRow, UnitRef};
use super::{Answer, Day, Rows};
use crate::error::{ErrorJson, Failure};
use crate::pages::past::between::{Between, Found};
use crate::pages::past::changes::{Change, Kind, What};
use crate::pages::past::routes::unread;
use crate::pages::past::telling::told;
use crate::pages::past::then::Then;
use crate::session::{At, Query, SignedIn};
use crate::site::{Site, waiting};
use crate::view::View;
use crate::words::day;

/// As of which day.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct On {
    /// The day at the end of which it stood so, by what the record says now; without it, today.
    on: Option<String>,
}

impl On {
    /// The day before today that is asked for; none where today is.
    ///
    /// # Errors
    /// When it is no day, or has not come.
    pub(super) fn day(&self, site: &Site) -> Result<Option<Date>, Failure> {
        let today = site.today();
        match self.on.as_deref().map(str::trim) {
            None | Some("") => Ok(None),
            Some(typed) => match crate::pages::past::day::wanted(typed, today) {
                Ok(day) => Ok((day != today).then_some(day)),
                Err(why) => Err(Failure::Invalid(why)),
            },
        }
    }
}

/// A unit as it stood at the end of a day.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct UnitThenJson {
    /// The day.
    as_of: Day,
    #[serde(flatten)]
    unit: UnitRef,
    /// What it is called today.
    name_now: String,
    /// What it stood under, where one may know of it.
    parent: Option<UnitRef>,
    /// When it was founded.
    founded: Day,
    /// When it was dissolved.
    dissolved: Option<Day>,
    /// People by identifier of their grade.
    people: BTreeMap<String, u32>,
    /// Its posts.
    posts: Vec<PostJson>,
    /// The units directly beneath it of which one may know.
    beneath: Vec<UnitRef>,
}

/// A person as they stood at the end of a day.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PersonThenJson {
    /// The day.
    as_of: Day,
    /// Number of the person.
    id: u32,
    /// The code under which people know them; none once they have left.
    code: Option<String>,
    /// The name that the card says they went by on the day.
    name: String,
    /// Where they belonged; none where they were no member.
    membership: Option<MembershipJson>,
    /// The posts they held.
    posts: Vec<HeldJson>,
}

/// A post that somebody held.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct HeldJson {
    /// Identifier of the post.
    post: String,
    /// What it was called.
    title: String,
    /// Where.
    unit: UnitRef,
    /// First day.
    from: Day,
}

/// A unit as others named it on the day.
fn unit_ref(then: Then<'_>, unit: UnitId) -> Option<UnitRef> {
    let it = then.unit(unit).or_else(|| then.state.unit(unit))?;
    let level = then
        .charter
        .level(it.level)
        .or_else(|| then.state.charter()?.level(it.level))?;
    Some(UnitRef {
        id: unit.0,
        code: it.code.to_owned(),
        level: level.id.clone(),
        name: then.unit_name(unit),
    })
}

fn did_not_stand(name: &str, on: Date) -> Failure {
    Failure::Denied(format!("{name} did not stand on {}", day(on)))
}

/// A unit as it stood.
pub(super) fn unit(
    site: &Site,
    by: &SignedIn,
    id: UnitId,
    on: Date,
) -> Result<UnitThenJson, Failure> {
    site.look(by, |view| view.unit(id).map(|_| ()))?;
    let past = site.past()?;
    let roll = waiting(|| past.roll_on(id, on)).map_err(|error| unread(&error))?;
    site.look_back(by, &past, on, |then| {
        let now = then.view.unit(id)?;
        let it = then.unit(id).ok_or_else(|| did_not_stand(now.name, on))?;
        let seen = then.sight(Action::SeeFigures);
        let knows = |unit: &UnitId| seen.reaches(then.view.state, *unit);
        let mut people = BTreeMap::new();
        for (_, membership) in &roll {
            if let Some(grade) = then.charter.grade(membership.grade) {
                *people.entry(grade.id.clone()).or_insert(0) += 1;
            }
        }
        let tree = then.state.tree_on(on);
        Ok(UnitThenJson {
            as_of: Day(on),
            unit: unit_ref(then, id).ok_or(Failure::NotFound)?,
            name_now: now.name.to_owned(),
            parent: it
                .parent
                .filter(knows)
                .and_then(|unit| unit_ref(then, unit)),
            founded: Day(it.founded),
            dissolved: it.dissolved.map(Day),
            people,
            posts: posts(then, id),
            beneath: tree
                .beneath(id)
                .filter(knows)
                .filter_map(|unit| unit_ref(then, unit))
                .collect(),
        })
    })
}

fn posts(then: Then<'_>, unit: UnitId) -> Vec<PostJson> {
    let named = then.view.may(Action::SeeRoll, unit);
    let held: Vec<_> = then.state.holders_on(unit, then.day).collect();
    let level = then.unit(unit).map(|it| it.level);
    let rows = (0..).map(charter::PostId).zip(&then.charter.posts);
    let here = rows.filter(|(_, row)| level.is_some_and(|level| row.levels.contains(&level)));
    here.map(|(id, row)| {
        let held: Vec<_> = held.iter().filter(|it| it.post == id).collect();
        let holders = held.iter().filter(|_| named).map(|it| HolderJson {
            person: it.person.0,
            name: then.view.directory.name_on(it.person, then.day),
            since: Day(it.from),
        });
        PostJson {
            id: row.id.clone(),
            title: row.title_on(then.day).to_owned(),
            held: held.len(),
            holders: holders.collect(),
        }
    })
    .collect()
}

/// The roll of a unit as it stood, the longest there first.
pub(super) fn roll(
    site: &Site,
    by: &SignedIn,
    id: UnitId,
    on: Date,
) -> Result<Vec<RollRow>, Failure> {
    site.look(by, |view| view.unit_for(Action::SeeRoll, id).map(|_| ()))?;
    let past = site.past()?;
    let roll = waiting(|| past.roll_on(id, on)).map_err(|error| unread(&error))?;
    site.look_back(by, &past, on, |then| {
        let now = then.view.unit_for(Action::SeeRoll, id)?;
        then.unit(id).ok_or_else(|| did_not_stand(now.name, on))?;
        let rows = roll.iter().filter_map(|(person, membership)| {
            let held = then.state.held_on(*person, on).filter(|it| it.unit == id);
            let card = then.view.directory.card(*person);
            Some(RollRow {
                person: person.0,
                code: card.map(|card| card.code.clone()),
                name: then.view.directory.name_on(*person, on),
                grade: then.charter.grade(membership.grade)?.id.clone(),
                since: Day(membership.in_unit_since),
                posts: held
                    .filter_map(|it| Some(then.charter.post(it.post)?.id.clone()))
                    .collect(),
            })
        });
        Ok(rows.collect())
    })
}

/// The units directly beneath one as they stood, with how many stood under each.
pub(super) fn tree(
    site: &Site,
    by: &SignedIn,
    under: Option<UnitId>,
    on: Date,
) -> Result<Vec<(UnitRef, usize)>, Failure> {
    let past = site.past()?;
    site.look_back(by, &past, on, |then| {
        let seen = then.sight(Action::SeeFigures);
        let knows = |unit: &UnitId| seen.reaches(then.view.state, *unit);
        let tree = then.state.tree_on(on);
        let units: Vec<UnitId> = match under {
            Some(under) => {
                let unit = then.view.unit(under)?;
                tree.unit(under)
                    .ok_or_else(|| did_not_stand(unit.name, on))?;
                tree.beneath(under).filter(knows).collect()
            }
            None => {
                let highest = then.view.highest_units().into_iter();
                highest.filter(|unit| tree.unit(*unit).is_some()).collect()
            }
        };
        let row = |unit: UnitId| {
            Some((
                unit_ref(then, unit)?,
                tree.beneath(unit).filter(knows).count(),
            ))
        };
        Ok(units.into_iter().filter_map(row).collect())
    })
}

/// A person as they stood. Whoever looks is noted as ever.
pub(super) fn person(
    site: &Site,
    by: &SignedIn,
    id: PersonId,
    on: Date,
) -> Result<PersonThenJson, Failure> {
    site.look(by, |view| view.person(id).map(|_| ()))?;
    site.note_look(by, id)?;
    let past = site.past()?;
    let membership = waiting(|| past.membership_on(id, on)).map_err(|error| unread(&error))?;
    site.look_back(by, &past, on, |then| {
        let id = then.view.person(id)?;
        let card = then.view.directory.card(id);
        let own = by.actor == kernel::Actor::Person(id);
        let held = then.state.held_on(id, on);
        Ok(PersonThenJson {
            as_of: Day(on),
            id: id.0,
            code: card.map(|card| card.code.clone()),
            name: then.view.directory.name_on(id, on),
            membership: membership.and_then(|it| {
                Some(MembershipJson {
                    unit: unit_ref(then, it.unit)?,
                    grade: then.charter.grade(it.grade)?.id.clone(),
                    joined: Day(it.joined),
                    in_unit_since: Day(it.in_unit_since),
                    in_grade_since: Day(it.in_grade_since),
                })
            }),
            posts: held
                .filter(|it| own || then.view.knows_unit(it.unit))
                .filter_map(|it| {
                    let row = then.charter.post(it.post)?;
                    Some(HeldJson {
                        post: row.id.clone(),
                        title: row.title_on(on).to_owned(),
                        unit: unit_ref(then, it.unit)?,
                        from: Day(it.from),
                    })
                })
                .collect(),
        })
    })
}

/// Between which days.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Days {
    /// The day behind whose end it begins; without it, a year before the other.
    #[serde(default)]
    since: String,
    /// The day at whose end it ends; without it, today.
    #[serde(default)]
    to: String,
    /// Which kind of change alone, as the counts name it.
    #[serde(default)]
    what: String,
    /// Rows to pass over.
    #[serde(default)]
    from: usize,
    /// Rows wanted: 100 where nothing is said, and 1000 at the most.
    count: Option<usize>,
}

/// What changed in a unit and everything beneath it.
#[derive(Debug, Serialize, ToSchema)]
pub struct ChangesJson {
    /// The day behind whose end it begins.
    pub since: Day,
    /// The day at whose end it ends.
    pub to: Day,
    /// How many changes there were of each kind, those that one may not see too.
    pub counts: BTreeMap<&'static str, u64>,
    /// Whether it was read who came and went: not where there are too many units.
    pub people_read: bool,
    /// The changes one may see, the newest first.
    pub changes: Vec<ChangeJson>,
}

/// A change.
#[derive(Debug, Serialize, ToSchema)]
pub struct ChangeJson {
    /// When.
    pub on: Day,
    /// Its kind.
    pub kind: &'static str,
    /// The unit.
    pub unit: u32,
    /// Code of the unit.
    pub unit_code: Option<String>,
    /// Number of the person, where it is about one whom one may know.
    pub person: Option<u32>,
    /// Code of that person.
    pub person_code: Option<String>,
    /// What it was, in a sentence.
    pub says: String,
}

impl ChangesJson {
    pub(crate) fn of(
        view: View<'_>,
        found: &Found,
        (since, to): (Date, Date),
        rows: impl FnOnce(&mut dyn Iterator<Item = ChangeJson>) -> Vec<ChangeJson>,
    ) -> ChangesJson {
        let counts = found.counts.iter();
        let mut changes = found.shown.iter().map(|it| ChangeJson::of(view, it));
        ChangesJson {
            since: Day(since),
            to: Day(to),
            counts: counts.map(|(kind, count)| (kind.word(), *count)).collect(),
            people_read: found.too_many.is_none(),
            changes: rows(&mut changes),
        }
    }
}

impl ChangeJson {
    fn of(view: View<'_>, change: &Change) -> ChangeJson {
        let person = match &change.what {
            What::Turned(person, _) => Some(*person),
            What::TookUp(it) | What::LaidDown(it) => Some(it.person),
            _ => None,
        };
        let person = person.filter(|person| view.knows(*person));
        let unit = view.state.unit(change.unit);
        ChangeJson {
            on: Day(change.on),
            kind: change.kind().word(),
            unit: change.unit.0,
            unit_code: unit.map(|unit| unit.code.to_owned()),
            person: person.map(|it| it.0),
            person_code: person.and_then(|it| view.code_of(it)),
            says: told(view, change).text,
        }
    }
}

/// The kind of change that is asked for, all where none is named.
pub(crate) fn kind_named(word: &str) -> Result<Option<Kind>, Failure> {
    let kind = Kind::named(word);
    if kind.is_none() && !word.is_empty() {
        return Err(Failure::Invalid(format!(
            "There is no kind of change called {word:?}: leave it out and see the counts."
        )));
    }
    Ok(kind)
}

/// What changed in a unit and everything beneath it between the ends of two days.
#[utoipa::path(
    get, path = "/api/units/{id}/changes", tag = "units",
    params(("id" = u32, Path, description = "Number of the unit"), Days),
    responses((status = 200, body = ChangesJson), (status = "default", body = ErrorJson))
)]
pub(crate) async fn changes(
    State(site): State<Site>,
    by: SignedIn,
    At(id): At<u32>,
    Query(asked): Query<Days>,
) -> Answer<ChangesJson> {
    let unit = UnitId(id);
    site.look(&by, |view| view.unit(unit).map(|_| ()))?;
    let between = Between {
        from: asked.since,
        to: asked.to,
    };
    let days = between.days(site.today()).map_err(Failure::Invalid)?;
    let found = site.changed(&by, unit, days, kind_named(&asked.what)?)?;
    let rows = Rows {
        from: asked.from,
        count: asked.count,
    };
    let changes = site.look(&by, |view| {
        Ok(ChangesJson::of(view, &found, days, |all| rows.of(all)))
    })?;
    Ok(Json(changes))
}

/// A step from one unit to another, or from one name to the next.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct LineStepJson {
    /// When.
    on: Day,
    /// Where people came from, where one may know of it.
    from: Option<UnitRef>,
    /// Where they went, where one may know of it.
    to: Option<UnitRef>,
    /// `split`, `formed`, `merged` or `renamed`.
    how: &'static str,
    /// The name the unit took, where it was renamed.
    name: Option<String>,
}

/// Where a unit came from and what came out of it, and what it was called, in the order of time.
#[utoipa::path(
    get, path = "/api/units/{id}/line", tag = "units",
    params(("id" = u32, Path, description = "Number of the unit")),
    responses((status = 200, body = Vec<LineStepJson>), (status = "default", body = ErrorJson))
)]
pub(crate) async fn line(
    State(site): State<Site>,
    by: SignedIn,
    At(id): At<u32>,
) -> Answer<Vec<LineStepJson>> {
    let steps = site.look(&by, |view| {
        let unit = view.unit(UnitId(id))?.id;
        Ok(line_of(view, unit))
    })?;
    Ok(Json(steps))
}

fn line_of(view: View<'_>, unit: UnitId) -> Vec<LineStepJson> {
    let named = |unit: UnitId| {
        Some(unit)
            .filter(|it| view.may(Action::SeeFigures, *it))
            .and_then(|it| UnitRef::of(view, it))
    };
    let descents = view.state.lineage(unit).into_iter();
    let descents = descents.map(|it| LineStepJson {
        on: Day(it.on),
        from: named(it.from),
        to: named(it.to),
        how: match it.how {
            Descent::Split => "split",
            Descent::Formed => "formed",
            Descent::Merged => "merged",
        },
        name: None,
    });
    let changes = view.state.changes_of_unit(unit).into_iter();
    let names = changes.filter_map(|it| {
        let Changed::Name(_, after) = it.what else {
            return None;
        };
        Some(LineStepJson {
            on: Day(it.on),
            from: None,
            to: None,
            how: "renamed",
            name: Some(after.to_owned()),
        })
    });
    let mut steps: Vec<LineStepJson> = descents.chain(names).collect();
    steps.sort_by_key(|it| it.on.0);
    steps
}
