//! The tree, changed: units founded, renamed, moved, divided, merged, dissolved.

use axum::extract::State;
use kernel::units::{
    DissolveUnit, FormCommittee, FoundUnit, MergeUnits, MoveUnit, Part, RenameUnit, SplitUnit,
    UnitEvent,
};
use kernel::{Command, Event, PersonId, UnitId};
use serde::Deserialize;
use utoipa::ToSchema;

use super::posted::Posted;
use super::{Answer, Day, Done, day_or_today, no_such_level, submit};
use crate::error::{ErrorJson, Failure};
use crate::session::At;
use crate::site::Site;

/// A unit to be founded.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct FoundJson {
    /// Its code, unique and lasting.
    code: String,
    /// Identifier of its level.
    level: String,
    /// Its name.
    name: String,
    /// When; today where nothing is said.
    on: Option<Day>,
}

/// Found a unit beneath another.
#[utoipa::path(
    post, path = "/api/units/{id}/found", tag = "units", request_body = FoundJson,
    params(("id" = u32, Path, description = "Number of the unit it is to stand under")),
    responses((status = 200, body = Done), (status = "default", body = ErrorJson))
)]
pub(crate) async fn found(
    State(site): State<Site>,
    At(id): At<u32>,
    posted: Posted<FoundJson>,
) -> Answer<Done> {
    let level = level(&site, &posted, UnitId(id), &posted.body.level)?;
    let body = &posted.body;
    let command = Command::from(FoundUnit {
        code: body.code.clone(),
        level,
        name: body.name.clone(),
        parent: Some(UnitId(id)),
        on: day_or_today(&site, body.on),
    });
    let receipt = submit(&site, &posted, command).await?;
    let new = receipt.events.iter().find_map(|event| match event {
        Event::Unit(UnitEvent::Founded { unit, .. }) => Some(unit.0),
        _ => None,
    });
    Ok(Done::of(&receipt, new))
}

/// A new name.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RenameJson {
    /// The name.
    name: String,
    /// First day of the name; today where nothing is said.
    on: Option<Day>,
}

/// Give a unit another name.
#[utoipa::path(
    post, path = "/api/units/{id}/rename", tag = "units", request_body = RenameJson,
    params(("id" = u32, Path, description = "Number of the unit")),
    responses((status = 200, body = Done), (status = "default", body = ErrorJson))
)]
pub(crate) async fn rename(
    State(site): State<Site>,
    At(id): At<u32>,
    posted: Posted<RenameJson>,
) -> Answer<Done> {
    let unit = known(&site, &posted, id)?;
    let (name, on) = (
        posted.body.name.clone(),
        day_or_today(&site, posted.body.on),
    );
    let command = Command::from(RenameUnit { unit, name, on });
    Ok(Done::of(&submit(&site, &posted, command).await?, None))
}

/// Another unit, with which or under which something is done.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct OtherJson {
    /// Number of the other unit.
    to: u32,
    /// When; today where nothing is said.
    on: Option<Day>,
}

/// Put a unit, with everything beneath it, under another.
#[utoipa::path(
    post, path = "/api/units/{id}/move", tag = "units", request_body = OtherJson,
    params(("id" = u32, Path, description = "Number of the unit")),
    responses((status = 200, body = Done), (status = "default", body = ErrorJson))
)]
pub(crate) async fn relocate(
    State(site): State<Site>,
    At(id): At<u32>,
    posted: Posted<OtherJson>,
) -> Answer<Done> {
    let (unit, parent) = (
        known(&site, &posted, id)?,
        known(&site, &posted, posted.body.to)?,
    );
    let on = day_or_today(&site, posted.body.on);
    let command = Command::from(MoveUnit { unit, parent, on });
    Ok(Done::of(&submit(&site, &posted, command).await?, None))
}

/// Merge a unit into another of its level: its people and units go over, and it is dissolved.
#[utoipa::path(
    post, path = "/api/units/{id}/merge", tag = "units", request_body = OtherJson,
    params(("id" = u32, Path, description = "Number of the unit that ceases")),
    responses((status = 200, body = Done), (status = "default", body = ErrorJson))
)]
pub(crate) async fn merge(
    State(site): State<Site>,
    At(id): At<u32>,
    posted: Posted<OtherJson>,
) -> Answer<Done> {
    let (from, into) = (
        known(&site, &posted, id)?,
        known(&site, &posted, posted.body.to)?,
    );
    let on = day_or_today(&site, posted.body.on);
    let command = Command::from(MergeUnits { from, into, on });
    Ok(Done::of(&submit(&site, &posted, command).await?, None))
}

/// A new unit with the people who go to it.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PartJson {
    /// Its code.
    code: String,
    /// Its name.
    name: String,
    /// Numbers of the people who go to it.
    people: Vec<u32>,
}

/// Parts of a unit that become units beside it.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SplitJson {
    /// The new units; whoever is not named stays.
    parts: Vec<PartJson>,
    /// When; today where nothing is said.
    on: Option<Day>,
}

/// Split a unit.
#[utoipa::path(
    post, path = "/api/units/{id}/split", tag = "units", request_body = SplitJson,
    params(("id" = u32, Path, description = "Number of the unit")),
    responses((status = 200, body = Done), (status = "default", body = ErrorJson))
)]
pub(crate) async fn split(
    State(site): State<Site>,
    At(id): At<u32>,
    posted: Posted<SplitJson>,
) -> Answer<Done> {
    let unit = known(&site, &posted, id)?;
    let (parts, on) = (
        parts(&posted.body.parts),
        day_or_today(&site, posted.body.on),
    );
    let command = Command::from(SplitUnit { unit, parts, on });
    Ok(Done::of(&submit(&site, &posted, command).await?, None))
}

/// Parts of a unit that become units beneath it.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct FormJson {
    /// Identifier of the level the unit rises to.
    level: String,
    /// The new units, which take the whole roll between them.
    parts: Vec<PartJson>,
    /// When; today where nothing is said.
    on: Option<Day>,
}

/// Raise a unit to another level, with new units beneath it.
#[utoipa::path(
    post, path = "/api/units/{id}/form", tag = "units", request_body = FormJson,
    params(("id" = u32, Path, description = "Number of the unit")),
    responses((status = 200, body = Done), (status = "default", body = ErrorJson))
)]
pub(crate) async fn form(
    State(site): State<Site>,
    At(id): At<u32>,
    posted: Posted<FormJson>,
) -> Answer<Done> {
    let unit = UnitId(id);
    let level = level(&site, &posted, unit, &posted.body.level)?;
    let (parts, on) = (
        parts(&posted.body.parts),
        day_or_today(&site, posted.body.on),
    );
    let command = Command::from(FormCommittee {
        unit,
        level,
        parts,
        on,
    });
    Ok(Done::of(&submit(&site, &posted, command).await?, None))
}

/// When a unit ends.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct DissolveJson {
    /// When; today where nothing is said.
    on: Option<Day>,
}

/// Dissolve a unit that holds nobody and nothing. Its record stays.
#[utoipa::path(
    post, path = "/api/units/{id}/dissolve", tag = "units", request_body = DissolveJson,
    params(("id" = u32, Path, description = "Number of the unit")),
    responses((status = 200, body = Done), (status = "default", body = ErrorJson))
)]
pub(crate) async fn dissolve(
    State(site): State<Site>,
    At(id): At<u32>,
    posted: Posted<DissolveJson>,
) -> Answer<Done> {
    let unit = known(&site, &posted, id)?;
    let on = day_or_today(&site, posted.body.on);
    let command = Command::from(DissolveUnit { unit, on });
    Ok(Done::of(&submit(&site, &posted, command).await?, None))
}

fn known<T>(site: &Site, posted: &Posted<T>, unit: u32) -> Result<UnitId, Failure> {
    site.look(&posted.by, |view| Ok(view.unit(UnitId(unit))?.id))
}

/// The level with this identifier, for something done in a unit one may know of.
fn level<T>(
    site: &Site,
    posted: &Posted<T>,
    unit: UnitId,
    id: &str,
) -> Result<charter::LevelId, Failure> {
    site.look(&posted.by, |view| {
        view.unit(unit)?;
        let level = view.charter.level_named(id);
        level.ok_or_else(|| no_such_level(view, id))
    })
}

fn parts(parts: &[PartJson]) -> Vec<Part> {
    let parts = parts.iter().map(|part| Part {
        code: part.code.clone(),
        name: part.name.clone(),
        people: part.people.iter().copied().map(PersonId).collect(),
    });
    parts.collect()
}
