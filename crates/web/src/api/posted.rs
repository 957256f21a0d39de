//! What is posted to the API: JSON from somebody who is signed in, under a key.

use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;
use journal::RequestKey;
use serde::de::DeserializeOwned;

use crate::error::Failure;
use crate::session::{SignedIn, bytes, lacks, missing_field, tokens};
use crate::site::Site;

/// The header that makes sending a request twice harmless.
const KEY: &str = "idempotency-key";

/// JSON that somebody who is signed in has sent.
#[derive(Debug)]
pub(crate) struct Posted<T> {
    pub(super) by: SignedIn,
    pub(super) key: RequestKey,
    pub(super) body: T,
}

impl<T: DeserializeOwned> FromRequest<Site> for Posted<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, site: &Site) -> Result<Posted<T>, Failure> {
        let (mut parts, body) = request.into_parts();
        let by = SignedIn::from_request_parts(&mut parts, site).await?;
        require_json(&parts.headers)?;
        let bytes = bytes(&parts, body).await?;
        let client = match parts.headers.get(KEY) {
            Some(key) => key
                .to_str()
                .map_err(|_| Failure::Invalid("its key is no text".to_owned()))?
                .to_owned(),
            None => tokens::fresh_key()?,
        };
        let key = tokens::request_key(&by.account.actor, &client, parts.uri.path(), &bytes);
        Ok(Posted {
            by,
            key,
            body: read(&bytes)?,
        })
    }
}

/// JSON that anybody may send.
#[derive(Debug)]
pub(crate) struct Open<T>(pub(super) T);

impl<T: DeserializeOwned> FromRequest<Site> for Open<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, _site: &Site) -> Result<Open<T>, Failure> {
        let (parts, body) = request.into_parts();
        require_json(&parts.headers)?;
        Ok(Open(read(&bytes(&parts, body).await?)?))
    }
}

/// A form of another site cannot say that it is JSON.
fn require_json(headers: &HeaderMap) -> Result<(), Failure> {
    let kind = headers
        .get(CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok())
        .unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    if kind.eq_ignore_ascii_case("application/json") {
        return Ok(());
    }
    Err(Failure::Invalid(
        "its content type is not application/json".to_owned(),
    ))
}

fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Failure> {
    serde_json::from_slice(bytes).map_err(|error| {
        let text = error.to_string();
        match missing_field(&text) {
            Some(field) => lacks(field),
            None => Failure::Invalid(text),
        }
    })
}
