//! Units: the tree level by level, one unit, its roll.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use charter::Action;
use kernel::sizes::Standing;
use kernel::{UnitId, findings};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::past::{self, On, UnitThenJson};
use super::{Answer, Day, Rows};
use crate::error::{ErrorJson, Failure};
use crate::session::{At, Query, SignedIn};
use crate::site::Site;
use crate::view::View;

/// A unit, as others name it.
#[derive(Debug, Serialize, ToSchema)]
pub struct UnitRef {
    /// Its number.
    pub id: u32,
    /// Its code.
    pub code: String,
    /// Identifier of its level.
    pub level: String,
    /// Its name.
    pub name: String,
}

impl UnitRef {
    pub(super) fn of(view: View<'_>, unit: UnitId) -> Option<UnitRef> {
        let found = view.state.unit(unit)?;
        Some(UnitRef {
            id: unit.0,
            code: found.code.to_owned(),
            level: view.charter.level(found.level)?.id.clone(),
            name: found.name.to_owned(),
        })
    }
}

/// A unit in the tree.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TreeRowJson {
    #[serde(flatten)]
    unit: UnitRef,
    /// How many units stand directly beneath it.
    units: usize,
    /// How many people belong to it; none as of a past day.
    people: Option<u32>,
    /// How it stands to the rules; none as of a past day.
    standing: Option<StandingJson>,
}

/// How something stands to the rules.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum StandingJson {
    /// Outside a binding rule.
    Outside,
    /// Inside, with little room left.
    Near,
    /// Inside the rules.
    Inside,
}

impl From<Standing> for StandingJson {
    fn from(standing: Standing) -> StandingJson {
        match standing {
            Standing::Below | Standing::Above => StandingJson::Outside,
            Standing::NearEdge => StandingJson::Near,
            Standing::Within => StandingJson::Inside,
        }
    }
}

/// Which part of the tree is wanted.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Under {
    /// The unit whose units are wanted; without it, the highest one may see.
    under: Option<u32>,
}

/// The units directly beneath one, or the highest one may see.
#[utoipa::path(
    get, path = "/api/units", tag = "units", params(Under, On),
    responses((status = 200, body = Vec<TreeRowJson>), (status = "default", body = ErrorJson))
)]
pub(crate) async fn list(
    State(site): State<Site>,
    by: SignedIn,
    Query(asked): Query<Under>,
    Query(on): Query<On>,
) -> Answer<Vec<TreeRowJson>> {
    if let Some(day) = on.day(&site)? {
        let units = past::tree(&site, &by, asked.under.map(UnitId), day)?;
        let row = |(unit, units)| TreeRowJson {
            unit,
            units,
            people: None,
            standing: None,
        };
        return Ok(Json(units.into_iter().map(row).collect()));
    }
    let units = site.look(&by, |view| {
        let units = match asked.under {
            Some(under) => view.units_beneath(view.unit(UnitId(under))?.id),
            None => view.highest_units(),
        };
        Ok(units
            .into_iter()
            .filter_map(|unit| row(view, unit))
            .collect())
    })?;
    Ok(Json(units))
}

fn row(view: View<'_>, unit: UnitId) -> Option<TreeRowJson> {
    Some(TreeRowJson {
        unit: UnitRef::of(view, unit)?,
        units: view.units_beneath(unit).len(),
        people: Some(view.state.roll_count(unit)),
        standing: Some(findings::standing(view.state, view.today, unit).into()),
    })
}

/// A unit as it is, or as it stood on the day that was asked for.
#[derive(Debug, Serialize, ToSchema)]
#[serde(untagged)]
pub(crate) enum UnitAnswer {
    /// As it is.
    Now(Box<UnitJson>),
    /// As it stood.
    Then(Box<UnitThenJson>),
}

/// One unit.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct UnitJson {
    #[serde(flatten)]
    unit: UnitRef,
    /// What it stands under, where one may know of it.
    parent: Option<UnitRef>,
    /// When it was founded.
    founded: Day,
    /// When it was dissolved.
    dissolved: Option<Day>,
    /// People by identifier of their grade.
    people: BTreeMap<String, u32>,
    /// Its size beside its range; none where its level has none.
    size: Option<SizeJson>,
    /// How it stands to the rules.
    standing: StandingJson,
    /// How many findings there are on it.
    findings: usize,
    /// Its posts.
    posts: Vec<PostJson>,
    /// What one may do in it, in the charter's words.
    may: Vec<&'static str>,
}

/// A unit's size beside its range.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SizeJson {
    /// How many count.
    people: u32,
    /// Fewest.
    least: u32,
    /// Most, if there is a bound.
    most: Option<u32>,
}

/// A post of a unit.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PostJson {
    /// Its identifier.
    pub(super) id: String,
    /// What it is called.
    pub(super) title: String,
    /// How many hold it.
    pub(super) held: usize,
    /// Who holds it, where one may see the roll.
    pub(super) holders: Vec<HolderJson>,
}

/// Who holds a post.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct HolderJson {
    /// Number of the person.
    pub(super) person: u32,
    /// The name.
    pub(super) name: String,
    /// First day.
    pub(super) since: Day,
}

/// One unit, with its figures; with names where one may see the roll.
#[utoipa::path(
    get, path = "/api/units/{id}", tag = "units", params(("id" = u32, Path, description = "Number of the unit"), On),
    responses((status = 200, body = UnitAnswer), (status = "default", body = ErrorJson))
)]
pub(crate) async fn show(
    State(site): State<Site>,
    by: SignedIn,
    At(id): At<u32>,
    Query(on): Query<On>,
) -> Answer<UnitAnswer> {
    if let Some(day) = on.day(&site)? {
        let then = past::unit(&site, &by, UnitId(id), day)?;
        return Ok(Json(UnitAnswer::Then(Box::new(then))));
    }
    let now = site.look(&by, |view| unit_json(view, UnitId(id)))?;
    Ok(Json(UnitAnswer::Now(Box::new(now))))
}

fn unit_json(view: View<'_>, id: UnitId) -> Result<UnitJson, Failure> {
    let unit = view.unit(id)?;
    let parent = unit
        .parent
        .filter(|parent| view.may(Action::SeeFigures, *parent));
    let grades = (0..).zip(&view.charter.grades);
    let counted = grades.map(|(row, grade)| {
        (
            grade.id.clone(),
            view.state.grade_count(id, charter::GradeId(row)),
        )
    });
    Ok(UnitJson {
        unit: UnitRef::of(view, id).ok_or(Failure::NotFound)?,
        parent: parent.and_then(|parent| UnitRef::of(view, parent)),
        founded: Day(unit.founded),
        dissolved: unit.dissolved.map(Day),
        people: counted.filter(|(_, count)| *count > 0).collect(),
        size: view.state.size(id, view.today).map(|it| SizeJson {
            people: it.people,
            least: it.least,
            most: it.most,
        }),
        standing: findings::standing(view.state, view.today, id).into(),
        findings: findings::of_unit(view.state, view.today, id).len(),
        posts: posts(view, id),
        may: Action::ALL
            .iter()
            .copied()
            .filter(|action| view.may(*action, id))
            .map(Action::words)
            .collect(),
    })
}

fn posts(view: View<'_>, unit: UnitId) -> Vec<PostJson> {
    let named = view.may(Action::SeeRoll, unit);
    let level = view.state.unit(unit).map(|unit| unit.level);
    let posts = (0..).zip(&view.charter.posts);
    let here = posts.filter(|(_, post)| level.is_some_and(|level| post.levels.contains(&level)));
    here.map(|(row, post)| {
        let held: Vec<_> = view.state.holders(unit, charter::PostId(row)).collect();
        let holders = held.iter().filter(|_| named).map(|tenure| HolderJson {
            person: tenure.person.0,
            name: view.directory.name(tenure.person),
            since: Day(tenure.from),
        });
        let title = post.title_on(view.today).to_owned();
        PostJson {
            id: post.id.clone(),
            title,
            held: held.len(),
            holders: holders.collect(),
        }
    })
    .collect()
}

/// Somebody on a roll.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RollRow {
    /// Number of the person.
    pub(super) person: u32,
    /// The code under which people know them.
    pub(super) code: Option<String>,
    /// The name.
    pub(super) name: String,
    /// Identifier of the grade.
    pub(super) grade: String,
    /// Since when in this unit.
    pub(super) since: Day,
    /// Identifiers of their posts in this unit.
    pub(super) posts: Vec<String>,
}

/// Who belongs to a unit, the longest there first.
#[utoipa::path(
    get, path = "/api/units/{id}/roll", tag = "units",
    params(("id" = u32, Path, description = "Number of the unit"), Rows, On),
    responses((status = 200, body = Vec<RollRow>), (status = "default", body = ErrorJson))
)]
pub(crate) async fn roll(
    State(site): State<Site>,
    by: SignedIn,
    At(id): At<u32>,
    Query(rows): Query<Rows>,
    Query(on): Query<On>,
) -> Answer<Vec<RollRow>> {
    if let Some(day) = on.day(&site)? {
        let roll = past::roll(&site, &by, UnitId(id), day)?;
        return Ok(Json(rows.of(roll.into_iter())));
    }
    let rows = site.look(&by, |view| {
        let unit = view.unit_for(Action::SeeRoll, UnitId(id))?.id;
        let roll = view.state.roll(unit).filter_map(|person| {
            let membership = view.state.membership(person)?;
            let held = view
                .state
                .tenures_of(person)
                .filter(|it| it.unit == unit && it.until.is_none());
            Some(RollRow {
                person: person.0,
                code: view.directory.card(person).map(|card| card.code.clone()),
                name: view.directory.name(person),
                grade: view.charter.grade(membership.grade)?.id.clone(),
                since: Day(membership.in_unit_since),
                posts: held
                    .filter_map(|it| Some(view.charter.post(it.post)?.id.clone()))
                    .collect(),
            })
        });
        Ok(rows.of(roll))
    })?;
    Ok(Json(rows))
}
