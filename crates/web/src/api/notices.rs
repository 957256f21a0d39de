//! Whether what is due comes to whoever is signed in by e-mail.

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Answer;
use super::posted::Posted;
use crate::error::{ErrorJson, Failure};
use crate::pages::notices::routes::{setting, turn};
use crate::session::SignedIn;
use crate::site::Site;

/// How it stands.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct NoticesJson {
    /// Whether it is turned on.
    on: bool,
    /// Whether one's card has an address to send it to.
    has_address: bool,
}

/// How it is to stand.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct TurnJson {
    /// Whether it is to be turned on.
    on: bool,
}

/// Whether what is due comes by e-mail.
#[utoipa::path(
    get, path = "/api/me/notices", tag = "session",
    responses((status = 200, body = NoticesJson), (status = "default", body = ErrorJson))
)]
pub(crate) async fn show(State(site): State<Site>, by: SignedIn) -> Answer<NoticesJson> {
    answer(&site, &by)
}

/// Turn the e-mail about what is due on or off.
#[utoipa::path(
    post, path = "/api/me/notices", tag = "session", request_body = TurnJson,
    responses((status = 200, body = NoticesJson), (status = "default", body = ErrorJson))
)]
pub(crate) async fn set(State(site): State<Site>, posted: Posted<TurnJson>) -> Answer<NoticesJson> {
    turn(&site, &posted.by, !posted.body.on)?;
    answer(&site, &posted.by)
}

fn answer(site: &Site, by: &SignedIn) -> Answer<NoticesJson> {
    let setting = setting(site, by)?.ok_or(Failure::NotFound)?;
    Ok(Json(NoticesJson {
        on: setting.on,
        has_address: setting.address.is_some(),
    }))
}
