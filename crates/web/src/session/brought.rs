//! A file that may be larger than is taken, with the form around it: it is read as
//! it comes, so that of one that is too large nothing is lost but the file itself.

use std::collections::BTreeMap;

use axum::body::Bytes;
use axum::extract::multipart::{Field, MultipartError};
use axum::extract::{FromRequest, FromRequestParts, Multipart, Request};
use axum::http::StatusCode;
use papers::picture::BYTES_MAX;

use super::SignedIn;
use super::sent::NOT_OURS;
use crate::error::Failure;
use crate::site::Site;

/// Bytes of a field beside the file at the most; what is more was never typed.
const FIELD_BYTES_MAX: usize = 100_000;

/// A file and what was typed beside it, by somebody who is signed in, with a form
/// that is proven to be one of ours.
#[derive(Debug)]
pub(crate) struct Brought {
    /// Who sent it.
    pub(crate) by: SignedIn,
    /// The fields beside it.
    pub(crate) fields: BTreeMap<String, String>,
    /// What the file is called, where it says so.
    pub(crate) name: String,
    /// What is in it, nothing where none was chosen; or how many bytes of it came,
    /// where they are more than are taken.
    pub(crate) file: Result<Bytes, usize>,
}

impl FromRequest<Site> for Brought {
    type Rejection = Failure;

    async fn from_request(request: Request, site: &Site) -> Result<Brought, Failure> {
        let (mut parts, body) = request.into_parts();
        let by = SignedIn::from_request_parts(&mut parts, site).await?;
        let request = Request::from_parts(parts, body);
        let read = Multipart::from_request(request, site).await;
        // What is no such form at all proves nothing.
        let mut sent = read.map_err(|_| Failure::NotOurs(NOT_OURS))?;
        let (mut fields, mut name) = (BTreeMap::new(), String::new());
        let mut file = Ok(Bytes::new());
        loop {
            let field = match sent.next_field().await {
                Ok(Some(field)) => field,
                Ok(None) => break,
                // Beyond the largest form nothing is read any more; what came is known.
                Err(_) if file.is_err() => break,
                Err(error) => return Err(unreadable(&error)),
            };
            let called = field.name().unwrap_or_default().to_owned();
            if let Some(file_name) = field.file_name().map(str::to_owned) {
                name = file_name;
                file = taken(field, BYTES_MAX).await?;
            } else if let Ok(typed) = taken(field, FIELD_BYTES_MAX).await? {
                fields.insert(called, String::from_utf8_lossy(&typed).into_owned());
            } else {
                return Err(Failure::TooLarge);
            }
        }
        let token = fields.get("token").map_or("", String::as_str);
        if !by.token.proves(token) {
            return Err(Failure::NotOurs(NOT_OURS));
        }
        Ok(Brought {
            by,
            fields,
            name,
            file,
        })
    }
}

fn unreadable(error: &MultipartError) -> Failure {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        Failure::TooLarge
    } else {
        Failure::Invalid(error.to_string())
    }
}

/// A part of the form, or how large it is where that is more than is taken: the rest
/// of it is passed over.
async fn taken(mut field: Field<'_>, bytes_max: usize) -> Result<Result<Bytes, usize>, Failure> {
    let (mut kept, mut count) = (Vec::new(), 0_usize);
    loop {
        match field.chunk().await {
            Ok(Some(chunk)) => {
                count = count.saturating_add(chunk.len());
                if count <= bytes_max {
                    kept.extend_from_slice(&chunk);
                } else {
                    kept = Vec::new();
                }
            }
            Ok(None) => break,
            Err(_) if count > bytes_max => break,
            Err(error) => return Err(unreadable(&error)),
        }
    }
    Ok(if count > bytes_max {
        Err(count)
    } else {
        Ok(kept.into())
    })
}
