//! Affiliated bodies: listed, entered, corrected, ended.

use axum::Json;
use axum::extract::State;
use charter::PostId;
use kernel::bodies::{Body, BodyEvent, CorrectBody, EndBody, EnterBody};
use kernel::{BodyId, Command, Event, UnitId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::posted::Posted;
use super::units::UnitRef;
use super::{Answer, Day, Done, Rows, day_or_today, no_such, no_such_post, submit};
use crate::error::{ErrorJson, Failure};
use crate::pages::bodies::list::all;
use crate::session::{At, Query, SignedIn};
use crate::site::Site;
use crate::view::View;

/// A body on a register.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct BodyJson {
    /// Its number.
    id: u32,
    /// Identifier of its kind.
    kind: String,
    /// Its name.
    name: String,
    /// The unit that keeps it on its register.
    unit: UnitRef,
    /// Since when it is affiliated, where that is known.
    since: Option<Day>,
    /// When that ended.
    until: Option<Day>,
    /// Identifier of the post whose holder is the contact person.
    liaison: Option<String>,
}

impl BodyJson {
    fn of(view: View<'_>, it: &Body<'_>) -> Option<BodyJson> {
        Some(BodyJson {
            id: it.id.0,
            kind: view.charter.body(it.kind)?.id.clone(),
            name: it.name.to_owned(),
            unit: UnitRef::of(view, it.unit)?,
            since: it.since.map(Day),
            until: it.until.map(Day),
            liaison: it
                .liaison
                .and_then(|post| view.charter.post(post))
                .map(|post| post.id.clone()),
        })
    }
}

/// The bodies on the registers one may see, by name, those affiliated now first.
#[utoipa::path(
    get, path = "/api/bodies", tag = "bodies", params(Rows),
    responses((status = 200, body = Vec<BodyJson>), (status = "default", body = ErrorJson))
)]
pub(crate) async fn list(
    State(site): State<Site>,
    by: SignedIn,
    Query(rows): Query<Rows>,
) -> Answer<Vec<BodyJson>> {
    let found = site.look(&by, |view| {
        let all = all(view);
        Ok(rows.of(all.iter().filter_map(|it| BodyJson::of(view, it))))
    })?;
    Ok(Json(found))
}

/// A body to be entered.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewBodyJson {
    /// Identifier of its kind.
    kind: String,
    /// Its name.
    name: String,
    /// Since when it is affiliated, where that is known.
    since: Option<Day>,
    /// Identifier of the post whose holder is the contact person.
    liaison: Option<String>,
    /// The day; today where nothing is said.
    on: Option<Day>,
}

fn post(view: View<'_>, id: Option<&String>) -> Result<Option<PostId>, Failure> {
    let named = |id: &String| {
        let post = view.charter.post_named(id);
        post.ok_or_else(|| no_such_post(view, id))
    };
    id.map(named).transpose()
}

/// Enter a body in a unit's register.
#[utoipa::path(
    post, path = "/api/units/{id}/bodies", tag = "bodies", request_body = NewBodyJson,
    params(("id" = u32, Path, description = "Number of the unit")),
    responses((status = 200, body = Done), (status = "default", body = ErrorJson))
)]
pub(crate) async fn enter(
    State(site): State<Site>,
    At(unit): At<u32>,
    posted: Posted<NewBodyJson>,
) -> Answer<Done> {
    let body = &posted.body;
    let (kind, liaison) = site.look(&posted.by, |view| {
        view.unit(UnitId(unit))?;
        let kind = view.charter.body_named(&body.kind);
        let kind = kind.ok_or_else(|| {
            let rows = view.charter.bodies.iter();
            let rows = rows.map(|it| (it.id.as_str(), it.rule));
            no_such("kind of body", &body.kind, rows)
        })?;
        Ok((kind, post(view, body.liaison.as_ref())?))
    })?;
    let command = Command::from(EnterBody {
        kind,
        unit: UnitId(unit),
        name: body.name.clone(),
        since: body.since.map(|day| day.0),
        liaison,
        on: day_or_today(&site, body.on),
    });
    let receipt = submit(&site, &posted, command).await?;
    let new = receipt.events.iter().find_map(|event| match event {
        Event::Body(BodyEvent::Entered { body, .. }) => Some(body.0),
        _ => None,
    });
    Ok(Done::of(&receipt, new))
}

/// What takes the place of what is entered.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct BodyCorrectionJson {
    /// Its name.
    name: String,
    /// Since when it is affiliated, where that is known.
    since: Option<Day>,
    /// When that ended; none for a body whose affiliation lasts.
    until: Option<Day>,
    /// Identifier of the post whose holder is the contact person.
    liaison: Option<String>,
    /// Why.
    reason: String,
    /// The day; today where nothing is said.
    on: Option<Day>,
}

/// Correct what is entered of a body.
#[utoipa::path(
    post, path = "/api/bodies/{id}/correct", tag = "bodies", request_body = BodyCorrectionJson,
    params(("id" = u32, Path, description = "Number of the body")),
    responses((status = 200, body = Done), (status = "default", body = ErrorJson))
)]
pub(crate) async fn correct(
    State(site): State<Site>,
    At(body): At<u32>,
    posted: Posted<BodyCorrectionJson>,
) -> Answer<Done> {
    let it = &posted.body;
    let liaison = site.look(&posted.by, |view| post(view, it.liaison.as_ref()))?;
    let command = Command::from(CorrectBody {
        body: BodyId(body),
        name: it.name.clone(),
        since: it.since.map(|day| day.0),
        until: it.until.map(|day| day.0),
        liaison,
        reason: it.reason.clone(),
        on: day_or_today(&site, it.on),
    });
    Ok(Done::of(&submit(&site, &posted, command).await?, None))
}

/// The end of an affiliation.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct BodyEndJson {
    /// Why.
    #[serde(default)]
    reason: String,
    /// The last day; today where nothing is said.
    on: Option<Day>,
}

/// End the affiliation of a body.
#[utoipa::path(
    post, path = "/api/bodies/{id}/end", tag = "bodies", request_body = BodyEndJson,
    params(("id" = u32, Path, description = "Number of the body")),
    responses((status = 200, body = Done), (status = "default", body = ErrorJson))
)]
pub(crate) async fn end(
    State(site): State<Site>,
    At(body): At<u32>,
    posted: Posted<BodyEndJson>,
) -> Answer<Done> {
    let command = Command::from(EndBody {
        body: BodyId(body),
        reason: posted.body.reason.clone(),
        on: day_or_today(&site, posted.body.on),
    });
    Ok(Done::of(&submit(&site, &posted, command).await?, None))
}
