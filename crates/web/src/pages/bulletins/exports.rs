//! The record in the forms of others: Popolo and the W3C Organization Ontology.

use axum::http::HeaderValue;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use record::Thing;
use serde_json::Value;

use super::reader::Reader;
use crate::error::Failure;

/// The whole record, or one person with what belongs to them, as Popolo.
pub(super) fn popolo(reader: &Reader, person: Option<&Thing>) -> Result<Response, Failure> {
    let only = person.map(|it| it.id.as_str());
    file(
        &record::popolo(&reader.archive, only),
        "popolo.json",
        "application/json",
    )
}

/// The same as a graph of the Organization Ontology.
pub(super) fn ontology(reader: &Reader, person: Option<&Thing>) -> Result<Response, Failure> {
    let only = person.map(|it| it.id.as_str());
    let base = format!("{}/bulletins/", reader.origin);
    file(
        &record::ontology(&reader.archive, only, &base),
        "org.jsonld",
        "application/ld+json",
    )
}

fn file(value: &Value, name: &str, kind: &'static str) -> Result<Response, Failure> {
    let text = serde_json::to_string_pretty(value)
        .map_err(|error| Failure::broken("write a file", &error))?;
    let mut response = format!("{text}\n").into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    if let Ok(disposition) = HeaderValue::try_from(format!("attachment; filename=\"{name}\"")) {
        headers.insert(CONTENT_DISPOSITION, disposition);
    }
    Ok(response)
}
