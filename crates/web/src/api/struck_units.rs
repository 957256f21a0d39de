//! What was said of a unit by mistake: struck with a reason.

use axum::extract::State;
use kernel::units::{StrikeDissolution, StrikeFounding, StrikeMove, StrikeRenaming};
use kernel::{Command, UnitId};

use super::people::StrikeJson;
use super::posted::Posted;
use super::{Answer, Done, submit};
use crate::error::ErrorJson;
use crate::session::At;
use crate::site::Site;

/// Strike the founding of a unit that nothing rests on: it never was.
#[utoipa::path(
    post, path = "/api/units/{id}/strike-founding", tag = "units", request_body = StrikeJson,
    params(("id" = u32, Path, description = "Number of the unit")),
    responses((status = 200, body = Done), (status = "default", body = ErrorJson))
)]
pub(crate) async fn founding(
    site: State<Site>,
    at: At<u32>,
    posted: Posted<StrikeJson>,
) -> Answer<Done> {
    struck(site, at, posted, |unit, reason| {
        Command::from(StrikeFounding { unit, reason })
    })
    .await
}

/// Strike the last renaming of a unit: it has had its name of before all along.
#[utoipa::path(
    post, path = "/api/units/{id}/strike-renaming", tag = "units", request_body = StrikeJson,
    params(("id" = u32, Path, description = "Number of the unit")),
    responses((status = 200, body = Done), (status = "default", body = ErrorJson))
)]
pub(crate) async fn renaming(
    site: State<Site>,
    at: At<u32>,
    posted: Posted<StrikeJson>,
) -> Answer<Done> {
    struck(site, at, posted, |unit, reason| {
        Command::from(StrikeRenaming { unit, reason })
    })
    .await
}

/// Strike the move that brought a unit to where it stands: it has stood where it stood before.
#[utoipa::path(
    post, path = "/api/units/{id}/strike-move", tag = "units", request_body = StrikeJson,
    params(("id" = u32, Path, description = "Number of the unit")),
    responses((status = 200, body = Done), (status = "default", body = ErrorJson))
)]
pub(crate) async fn relocation(
    site: State<Site>,
    at: At<u32>,
    posted: Posted<StrikeJson>,
) -> Answer<Done> {
    struck(site, at, posted, |unit, reason| {
        Command::from(StrikeMove { unit, reason })
    })
    .await
}

/// Strike the dissolution of a unit: it stands, under its number, as it did.
#[utoipa::path(
    post, path = "/api/units/{id}/strike-dissolution", tag = "units", request_body = StrikeJson,
    params(("id" = u32, Path, description = "Number of the unit")),
    responses((status = 200, body = Done), (status = "default", body = ErrorJson))
)]
pub(crate) async fn dissolution(
    site: State<Site>,
    at: At<u32>,
    posted: Posted<StrikeJson>,
) -> Answer<Done> {
    struck(site, at, posted, |unit, reason| {
        Command::from(StrikeDissolution { unit, reason })
    })
    .await
}

async fn struck(
    State(site): State<Site>,
    At(id): At<u32>,
    posted: Posted<StrikeJson>,
    command: fn(UnitId, String) -> Command,
) -> Answer<Done> {
    let unit = site.look(&posted.by, |view| Ok(view.unit(UnitId(id))?.id))?;
    let command = command(unit, posted.body.reason.clone());
    Ok(Done::of(&submit(&site, &posted, command).await?, None))
}
