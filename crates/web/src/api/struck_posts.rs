//! That somebody took a post up, or laid it down, was a mistake: struck with a reason.

use axum::extract::State;
use kernel::posts::{StrikeLayingDown, StrikePost};
use kernel::{Command, UnitId};

use super::posted::Posted;
use super::posts::{TakeBackJson, named};
use super::{Answer, Done, submit};
use crate::error::ErrorJson;
use crate::session::At;
use crate::site::Site;

/// Strike that somebody took a post up: they never held it.
#[utoipa::path(
    post, path = "/api/units/{id}/posts/strike", tag = "posts", request_body = TakeBackJson,
    params(("id" = u32, Path, description = "Number of the unit")),
    responses((status = 200, body = Done), (status = "default", body = ErrorJson))
)]
pub(crate) async fn strike(
    State(site): State<Site>,
    At(unit): At<u32>,
    posted: Posted<TakeBackJson>,
) -> Answer<Done> {
    let tenancy = posted.body.tenancy();
    let (person, post) = site.look(&posted.by, |view| named(view, UnitId(unit), &tenancy))?;
    let command = Command::from(StrikePost {
        person,
        unit: UnitId(unit),
        post,
        reason: posted.body.reason.clone(),
    });
    Ok(Done::of(&submit(&site, &posted, command).await?, None))
}

/// Strike that somebody laid a post down: they hold it still.
#[utoipa::path(
    post, path = "/api/units/{id}/posts/strike-laying-down", tag = "posts",
    request_body = TakeBackJson,
    params(("id" = u32, Path, description = "Number of the unit")),
    responses((status = 200, body = Done), (status = "default", body = ErrorJson))
)]
pub(crate) async fn strike_laying_down(
    State(site): State<Site>,
    At(unit): At<u32>,
    posted: Posted<TakeBackJson>,
) -> Answer<Done> {
    let tenancy = posted.body.tenancy();
    let (person, post) = site.look(&posted.by, |view| named(view, UnitId(unit), &tenancy))?;
    let command = Command::from(StrikeLayingDown {
        person,
        unit: UnitId(unit),
        post,
        reason: posted.body.reason.clone(),
    });
    Ok(Done::of(&submit(&site, &posted, command).await?, None))
}
