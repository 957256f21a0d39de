//! Serving the two files that pages load.

use axum::extract::Request;
use axum::http::header::{CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::assets::{self, ICON};

/// What the tag of a packed file ends with.
const PACKED: &str = "-gzip";

/// `GET /assets/style.css`
pub(crate) async fn style(uri: Uri, headers: HeaderMap) -> Response {
    // Only the address that names this edition may be kept for ever.
    let address = crate::assets::style_address();
    let forever = uri.query().is_some()
        && uri
            .path_and_query()
            .is_some_and(|it| it.as_str() == address);
    file(
        assets::style(),
        "text/css; charset=utf-8",
        forever,
        &headers,
    )
}

/// `GET /assets/icon.svg`
pub(crate) async fn icon(headers: HeaderMap) -> Response {
    file(ICON, "image/svg+xml", false, &headers)
}

/// Whether a tag, that of the packed form too, names the text with this hash.
fn same_text(tag: &str, hash: &str) -> bool {
    let tag = tag.trim().trim_start_matches("W/").trim_matches('"');
    tag.trim_end_matches(PACKED) == hash
}

/// Gives the packed form of a file a tag of its own: a strong tag names bytes.
pub(crate) async fn tag_packed(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    if headers.contains_key(CONTENT_ENCODING)
        && let Some(tag) = headers.get(ETAG).and_then(|tag| tag.to_str().ok())
        && let Ok(tag) = HeaderValue::try_from(format!("\"{}{PACKED}\"", tag.trim_matches('"')))
    {
        headers.insert(ETAG, tag);
    }
    response
}

fn file(text: &'static str, kind: &'static str, forever: bool, headers: &HeaderMap) -> Response {
    let hash = journal::hex(&journal::sha256(text.as_bytes()));
    let Ok(tag) = HeaderValue::try_from(format!("\"{hash}\"")) else {
        return text.into_response();
    };
    let keep = if forever {
        "public, max-age=31536000, immutable"
    } else {
        "public, max-age=3600"
    };
    let known = headers
        .get_all(IF_NONE_MATCH)
        .iter()
        .filter_map(|it| it.to_str().ok());
    let unchanged = known
        .flat_map(|it| it.split(','))
        .any(|it| same_text(it, &hash));
    let described = [
        (CONTENT_TYPE, HeaderValue::from_static(kind)),
        (CACHE_CONTROL, HeaderValue::from_static(keep)),
        (ETAG, tag),
    ];
    if unchanged {
        return (StatusCode::NOT_MODIFIED, described).into_response();
    }
    (described, text).into_response()
}
