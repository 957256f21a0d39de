//! What protects the site whatever the page: who may send to it from where,
//! and what browsers may do with its answers.

use axum::extract::{Request, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, HOST, HeaderName, ORIGIN, REFERRER_POLICY,
    STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderValue, Method, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::error::Failure;
use crate::site::Site;

/// The largest body taken, in bytes: a record with every resolution at its longest fits.
pub(crate) const BODY_BYTES_MAX: usize = 12 * 1024 * 1024;

/// Nothing but our own style sheet, icon and forms; nobody may frame us.
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; \
    frame-ancestors 'none'; base-uri 'none'";

/// Under this the secret in the address says all: no session is asked, so none
/// can be misused, and mail programs send there from where they are (RFC 8058).
const BY_SECRET_ALONE: &str = "/notices/";

/// Headers of every answer.
const ALWAYS: [(HeaderName, &str); 5] = [
    (CONTENT_SECURITY_POLICY, POLICY),
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    // Not `no-referrer`: browsers would then send `Origin: null` with our own forms.
    (REFERRER_POLICY, "same-origin"),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    ),
];

/// Whether search engines may keep a page: no, unless it says so itself.
pub(crate) const ROBOTS: HeaderName = HeaderName::from_static("x-robots-tag");

/// Adds the headers; whatever says nothing else about it is not stored anywhere.
pub(crate) async fn headers(State(site): State<Site>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in ALWAYS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if !headers.contains_key(ROBOTS) {
        headers.insert(ROBOTS, HeaderValue::from_static("noindex"));
    }
    if site.settings.tls {
        let year = HeaderValue::from_static("max-age=31536000");
        headers.insert(STRICT_TRANSPORT_SECURITY, year);
    }
    if !headers.contains_key(CACHE_CONTROL) {
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    response
}

/// Refuses what another site makes a browser send here.
///
/// Forms prove besides that they are ours; this also covers signing in, and
/// the API where a browser's cookie speaks for it.
pub(crate) async fn own_origin(request: Request, next: Next) -> Response {
    let harmless = matches!(
        *request.method(),
        Method::GET | Method::HEAD | Method::OPTIONS
    );
    let by_secret = request.uri().path().starts_with(BY_SECRET_ALONE);
    if harmless || by_secret || is_own(request.headers(), request.uri()) {
        return next.run(request).await;
    }
    Failure::NotOurs("This was sent from another site.").into_response()
}

/// Whether a request comes from our own pages, or from a program that is no browser.
fn is_own(headers: &HeaderMap, uri: &Uri) -> bool {
    if let Some(site) = headers.get("sec-fetch-site") {
        return site == "same-origin" || site == "none";
    }
    let Some(origin) = headers.get(ORIGIN) else {
        return true;
    };
    let host = headers
        .get(HOST)
        .and_then(|host| host.to_str().ok())
        .or_else(|| uri.authority().map(|it| it.as_str()));
    let origin = origin
        .to_str()
        .ok()
        .and_then(|origin| origin.split_once("://"));
    origin
        .zip(host)
        .is_some_and(|((_, origin), host)| origin.eq_ignore_ascii_case(host))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own(pairs: &[(&'static str, &'static str)]) -> bool {
        let headers = pairs
            .iter()
            .map(|(name, value)| {
                (
                    HeaderName::from_static(name),
                    HeaderValue::from_static(value),
                )
            })
            .collect();
        is_own(&headers, &Uri::from_static("/units"))
    }

    #[test]
    fn another_site_may_not_send_here() {
        assert!(own(&[]), "a program that is no browser");
        assert!(own(&[("sec-fetch-site", "same-origin")]));
        assert!(own(&[("sec-fetch-site", "none")]));
        assert!(!own(&[("sec-fetch-site", "cross-site")]));
        assert!(!own(&[("sec-fetch-site", "same-site")]));
        assert!(own(&[
            ("host", "a.example:7700"),
            ("origin", "http://a.example:7700")
        ]));
        assert!(!own(&[
            ("host", "a.example"),
            ("origin", "http://b.example")
        ]));
        assert!(!own(&[
            ("host", "a.example"),
            ("origin", "http://a.example:81")
        ]));
        assert!(!own(&[("host", "a.example"), ("origin", "null")]));
        assert!(!own(&[
            ("host", "a.example"),
            ("origin", "https://b.example"),
            ("sec-fetch-site", "cross-site")
        ]));
    }
}
