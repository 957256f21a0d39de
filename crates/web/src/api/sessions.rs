//! Signing in and out, and who one is.

use axum::Json;
use axum::extract::{FromRequestParts, State};
use axum::http::request::Parts;
use kernel::Actor;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Answer;
use super::posted::{Open, Posted};
use crate::error::{ErrorJson, Failure};
use crate::session::{self, NoEntry, SignedIn};
use crate::site::Site;

/// A name and its password.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SignInJson {
    /// The name one signs in with.
    name: String,
    /// The password.
    password: String,
}

impl std::fmt::Debug for SignInJson {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("SignInJson")
    }
}

/// A session that has begun.
#[derive(Serialize, ToSchema)]
pub(crate) struct SessionJson {
    /// What to send with every request: `Authorization: Bearer <token>`.
    token: String,
    /// Seconds after which it ends in any case.
    expires_in: u32,
}

impl std::fmt::Debug for SessionJson {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("SessionJson")
    }
}

/// Nothing but braces.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NothingJson {}

/// Whoever is signed in.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MeJson {
    /// `operator` or `person`.
    kind: &'static str,
    /// Number of the person.
    person: Option<u32>,
    /// The name.
    name: String,
    /// The base unit and the units of one's posts.
    units: Vec<u32>,
}

/// The address of the client, as far as it can be believed.
pub(crate) struct From(pub(super) Option<std::net::IpAddr>);

impl FromRequestParts<Site> for From {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<From, Failure> {
        Ok(From(session::address_of(
            &site.settings,
            &parts.headers,
            &parts.extensions,
        )))
    }
}

/// Sign in.
#[utoipa::path(
    post, path = "/api/session", tag = "session", request_body = SignInJson, security(()),
    responses((status = 200, body = SessionJson), (status = "default", body = ErrorJson))
)]
pub(crate) async fn create(
    State(site): State<Site>,
    From(address): From,
    Open(body): Open<SignInJson>,
) -> Answer<SessionJson> {
    match session::sign_in(&site, body.name, body.password, address).await {
        Ok(token) => Ok(Json(SessionJson {
            token: token.hex(),
            expires_in: site.settings.session_minutes_max.saturating_mul(60),
        })),
        Err(NoEntry::Wrong) => Err(Failure::Denied(
            "this name and password do not belong together".to_owned(),
        )),
        Err(NoEntry::Wait(seconds)) => Err(Failure::TooMany { seconds }),
        Err(NoEntry::Failed(failure)) => Err(failure),
    }
}

/// Sign out.
#[utoipa::path(
    post, path = "/api/session/end", tag = "session", request_body = NothingJson,
    responses((status = 200, body = MeJson), (status = "default", body = ErrorJson))
)]
pub(crate) async fn end(State(site): State<Site>, posted: Posted<NothingJson>) -> Answer<MeJson> {
    let me = me(&site, &posted.by)?;
    let kept = posted.by.session.token;
    site.accounts(|accounts| accounts.close_session(&kept))?;
    Ok(Json(me))
}

/// Who is signed in.
#[utoipa::path(
    get, path = "/api/me", tag = "session",
    responses((status = 200, body = MeJson), (status = "default", body = ErrorJson))
)]
pub(crate) async fn show(State(site): State<Site>, by: SignedIn) -> Answer<MeJson> {
    Ok(Json(me(&site, &by)?))
}

fn me(site: &Site, by: &SignedIn) -> Result<MeJson, Failure> {
    let Actor::Person(person) = by.actor else {
        return Ok(MeJson {
            kind: "operator",
            person: None,
            name: "the operator".to_owned(),
            units: Vec::new(),
        });
    };
    site.read(|state, directory| {
        let home = state.membership(person).map(|membership| membership.unit);
        let posts = state
            .tenures_of(person)
            .filter(|tenure| tenure.until.is_none());
        let mut units: Vec<u32> = home
            .into_iter()
            .chain(posts.map(|tenure| tenure.unit))
            .map(|unit| unit.0)
            .collect();
        let mut seen = std::collections::BTreeSet::new();
        units.retain(|unit| seen.insert(*unit));
        MeJson {
            kind: "person",
            person: Some(person.0),
            name: directory.name(person),
            units,
        }
    })
}
