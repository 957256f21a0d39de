//! Posts: taken up and laid down.

use axum::extract::State;
use charter::PostId;
use kernel::posts::{LayDownPost, TakeUpPost};
use kernel::{Command, PersonId, UnitId};
use serde::Deserialize;
use utoipa::ToSchema;

use super::posted::Posted;
use super::{Answer, Day, Done, day_or_today, no_such, submit};
use crate::error::{ErrorJson, Failure};
use crate::session::At;
use crate::site::Site;
use crate::view::View;

/// A person and a post.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct TenancyJson {
    /// Number of the person.
    person: u32,
    /// Identifier of the post.
    post: String,
    /// The first or the last day; today where nothing is said.
    on: Option<Day>,
}

/// Have a post taken up.
#[utoipa::path(
    post, path = "/api/units/{id}/posts/take-up", tag = "posts", request_body = TenancyJson,
    params(("id" = u32, Path, description = "Number of the unit")),
    responses((status = 200, body = Done), (status = "default", body = ErrorJson))
)]
pub(crate) async fn take_up(
    State(site): State<Site>,
    At(unit): At<u32>,
    posted: Posted<TenancyJson>,
) -> Answer<Done> {
    let (person, post) = site.look(&posted.by, |view| named(view, UnitId(unit), &posted.body))?;
    let on = day_or_today(&site, posted.body.on);
    let command = Command::from(TakeUpPost {
        person,
        unit: UnitId(unit),
        post,
        on,
    });
    Ok(Done::of(&submit(&site, &posted, command).await?, None))
}

/// Have a post laid down.
#[utoipa::path(
    post, path = "/api/units/{id}/posts/lay-down", tag = "posts", request_body = TenancyJson,
    params(("id" = u32, Path, description = "Number of the unit")),
    responses((status = 200, body = Done), (status = "default", body = ErrorJson))
)]
pub(crate) async fn lay_down(
    State(site): State<Site>,
    At(unit): At<u32>,
    posted: Posted<TenancyJson>,
) -> Answer<Done> {
    let (person, post) = site.look(&posted.by, |view| named(view, UnitId(unit), &posted.body))?;
    let on = day_or_today(&site, posted.body.on);
    let command = Command::from(LayDownPost {
        person,
        unit: UnitId(unit),
        post,
        on,
    });
    Ok(Done::of(&submit(&site, &posted, command).await?, None))
}

fn named(view: View<'_>, unit: UnitId, body: &TenancyJson) -> Result<(PersonId, PostId), Failure> {
    view.unit(unit)?;
    let person = view.person(PersonId(body.person))?;
    let post = view
        .charter
        .post_named(&body.post)
        .ok_or_else(|| no_such("post"))?;
    Ok((person, post))
}
