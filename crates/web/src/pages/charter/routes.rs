//! The charter: the whole, one article, the document as a file.

use axum::extract::State;
use axum::http::HeaderValue;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use kernel::findings::Finding;

use super::fill;
use crate::error::Failure;
use crate::frame::Room;
use crate::pages::past::day::{Asked, OnDay};
use crate::pages::past::routes as past;
use crate::session::{At, Query, SignedIn};
use crate::site::{Site, html, waiting};

/// `GET /charter`
pub(crate) async fn show(
    State(site): State<Site>,
    by: SignedIn,
    Query(on): Query<OnDay>,
) -> Result<Response, Failure> {
    if let Some(asked) = on.asked(site.today()) {
        return past::charter(&site, &by, &asked);
    }
    let page = site.look_over(&by, |view, survey| {
        let survey = survey();
        let found: Vec<&Finding> = survey.findings(view).collect();
        let frame = by.frame(view.state, view.directory, Some(Room::Charter), "Charter");
        Ok(fill::show(view, frame, &found))
    })?;
    Ok(html(&page))
}

/// `GET /charter/{number}`
pub(crate) async fn article(
    State(site): State<Site>,
    by: SignedIn,
    At(number): At<String>,
    Query(on): Query<OnDay>,
) -> Result<Response, Failure> {
    if let Some(asked) = on.asked(site.today()) {
        return past::article(&site, &by, &number, &asked);
    }
    let page = site.look_over(&by, |view, survey| {
        let survey = survey();
        let found: Vec<&Finding> = survey.findings(view).collect();
        let title = format!("Article {number}");
        let frame = by.frame(view.state, view.directory, Some(Room::Charter), &title);
        fill::show_article(view, frame, &number, &found)
    })?;
    Ok(html(&page))
}

/// `GET /charter.md`
pub(crate) async fn file(
    State(site): State<Site>,
    by: SignedIn,
    Query(on): Query<OnDay>,
) -> Result<Response, Failure> {
    let (sha256, id) = match on.asked(site.today()) {
        Some(Asked::Day(day)) => past::charter_text(&site, &by, day)?,
        Some(Asked::Wrong(wrong)) => return Err(Failure::Invalid(wrong.why)),
        None => site.look(&by, |view| {
            let edition = fill::in_force(view).ok_or(Failure::NotFound)?;
            Ok((edition.sha256, edition.charter.id.clone()))
        })?,
    };
    let text = waiting(|| site.clerk.charter_text(&sha256));
    let text = text.map_err(|error| Failure::broken("read the text of the charter", &error))?;
    let mut response = text.ok_or(Failure::NotFound)?.into_response();
    let headers = response.headers_mut();
    headers.insert(
        CONTENT_TYPE,
        HeaderValue::from_static("text/markdown; charset=utf-8"),
    );
    if let Ok(disposition) = HeaderValue::try_from(format!("attachment; filename=\"{id}.md\"")) {
        headers.insert(CONTENT_DISPOSITION, disposition);
    }
    Ok(response)
}
