//! What handlers take from a request: a form that is ours, and the number in
//! an address.

use std::collections::BTreeMap;

use axum::body::{Body, Bytes};
use axum::extract::{FromRequest, FromRequestParts, Multipart, Path, Request};
use axum::http::request::Parts;
use axum_extra::extract::Form;
use journal::RequestKey;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::{SignedIn, tokens};
use crate::error::Failure;
use crate::site::Site;

/// What a form of ours says when it is not believed.
pub(crate) const NOT_OURS: &str = "This form was not made for you, or has lain too long.";

/// A form sent by somebody who is signed in, proven to be one this site drew for them.
#[derive(Debug)]
pub(crate) struct Sent<T> {
    /// Who sent it.
    pub(crate) by: SignedIn,
    /// The key of the request: the same form sent twice is one request.
    pub(crate) key: RequestKey,
    /// What was filled in.
    pub(crate) form: T,
}

/// What every form carries unseen.
#[derive(Debug, Deserialize)]
pub(crate) struct GuardFields {
    #[serde(default)]
    pub(crate) token: String,
    #[serde(default)]
    pub(crate) key: String,
}

impl<T: DeserializeOwned> FromRequest<Site> for Sent<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, site: &Site) -> Result<Sent<T>, Failure> {
        let (mut parts, body) = request.into_parts();
        let by = SignedIn::from_request_parts(&mut parts, site).await?;
        let body = bytes(&parts, body).await?;
        let guard: GuardFields = form(&parts, &body).await?;
        if !by.token.proves(&guard.token) {
            return Err(Failure::NotOurs(NOT_OURS));
        }
        let key = tokens::request_key(&by.account.actor, &guard.key, parts.uri.path(), &body);
        Ok(Sent {
            form: form(&parts, &body).await?,
            by,
            key,
        })
    }
}

/// A file sent by somebody who is signed in, with a form that is proven to be one of ours.
#[derive(Debug)]
pub(crate) struct Uploaded {
    /// Who sent it.
    pub(crate) by: SignedIn,
    /// The fields beside it.
    pub(crate) fields: BTreeMap<String, String>,
    /// What is in it; nothing where none was chosen.
    pub(crate) file: Bytes,
}

impl FromRequest<Site> for Uploaded {
    type Rejection = Failure;

    async fn from_request(request: Request, site: &Site) -> Result<Uploaded, Failure> {
        let (mut parts, body) = request.into_parts();
        let by = SignedIn::from_request_parts(&mut parts, site).await?;
        let unreadable = |error: &dyn std::fmt::Display| Failure::Invalid(error.to_string());
        // The whole of it is taken at once, so that too much is told as everywhere.
        let body = bytes(&parts, body).await?;
        let request = Request::from_parts(parts, Body::from(body));
        let read = Multipart::from_request(request, site).await;
        // What is no such form at all proves nothing.
        let mut sent = read.map_err(|_| Failure::NotOurs(NOT_OURS))?;
        let (mut fields, mut file) = (BTreeMap::new(), Bytes::new());
        while let Some(field) = sent
            .next_field()
            .await
            .map_err(|error| unreadable(&error))?
        {
            let name = field.name().unwrap_or_default().to_owned();
            let is_file = field.file_name().is_some();
            let bytes = field.bytes().await.map_err(|error| unreadable(&error))?;
            if is_file {
                file = bytes;
            } else {
                fields.insert(name, String::from_utf8_lossy(&bytes).into_owned());
            }
        }
        let token = fields.get("token").map_or("", String::as_str);
        if !by.token.proves(token) {
            return Err(Failure::NotOurs(NOT_OURS));
        }
        Ok(Uploaded { by, fields, file })
    }
}

/// The body of a request, as far as it is taken.
pub(crate) async fn bytes(parts: &Parts, body: Body) -> Result<Bytes, Failure> {
    let request = Request::from_parts(parts.clone(), body);
    Bytes::from_request(request, &())
        .await
        .map_err(|rejection| {
            if rejection.status() == axum::http::StatusCode::PAYLOAD_TOO_LARGE {
                Failure::TooLarge
            } else {
                Failure::Invalid("it was cut off".to_owned())
            }
        })
}

/// A form read from a body.
pub(crate) async fn form<T: DeserializeOwned>(parts: &Parts, body: &Bytes) -> Result<T, Failure> {
    let request = Request::from_parts(parts.clone(), Body::from(body.clone()));
    let read = Form::<T>::from_request(request, &()).await;
    let Form(form) = read.map_err(|rejection| unreadable(&rejection.body_text()))?;
    Ok(form)
}

/// What an address asks for behind its question mark.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Query<T>(pub(crate) T);

impl<T: DeserializeOwned> FromRequestParts<Site> for Query<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Query<T>, Failure> {
        let read = axum::extract::Query::<T>::from_request_parts(parts, site).await;
        let axum::extract::Query(asked) =
            read.map_err(|rejection| unreadable(&rejection.body_text()))?;
        Ok(Query(asked))
    }
}

/// Why fields cannot be read, in words that name the field: the framework's
/// own, `Failed to deserialize form: count: invalid digit ...`, are for programmers.
fn unreadable(rejection: &str) -> Failure {
    if let Some(field) = missing_field(rejection) {
        return lacks(field);
    }
    let path = rejection.split(": ").nth(1).unwrap_or_default();
    let field = path.split(['[', '.']).next().unwrap_or_default();
    let is_name = |field: &str| {
        !field.is_empty()
            && field
                .chars()
                .all(|it| it.is_ascii_alphanumeric() || it == '_')
    };
    if is_name(field) {
        return Failure::Invalid(format!(
            "what stands in the field `{field}` does not fit there"
        ));
    }
    Failure::Invalid("its form is not the one asked for".to_owned())
}

/// The field that a reader says is missing.
pub(crate) fn missing_field(text: &str) -> Option<&str> {
    let (_, rest) = text.split_once("missing field `")?;
    Some(rest.split_once('`')?.0)
}

/// That a field is missing, as a refusal.
pub(crate) fn lacks(field: &str) -> Failure {
    Failure::Denied(format!("the field `{field}` is missing"))
}

/// What an address names, such as the number of a unit. An address that names
/// nothing readable is not found.
#[derive(Clone, Copy, Debug)]
pub(crate) struct At<T>(pub(crate) T);

impl<T: DeserializeOwned + Send> FromRequestParts<Site> for At<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<At<T>, Failure> {
        let read = Path::<T>::from_request_parts(parts, site).await;
        let Path(it) = read.map_err(|_| Failure::NotFound)?;
        Ok(At(it))
    }
}
