//! The organisation and its units, shown.

use axum::extract::State;
use axum::response::Response;
use kernel::UnitId;

use super::fill;
use super::roll::Asked;
use super::tree::{self, Wanted};
use crate::error::Failure;
use crate::frame::Room;
use crate::pages::past::day::OnDay;
use crate::pages::past::routes as past;
use crate::session::{At, Query, SignedIn};
use crate::sheet::Format;
use crate::site::{Site, html};

/// `GET /units`
pub(crate) async fn list(
    State(site): State<Site>,
    by: SignedIn,
    Query(wanted): Query<Wanted>,
    Query(on): Query<OnDay>,
) -> Result<Response, Failure> {
    if let Some(asked) = on.asked(site.today()) {
        return past::tree(&site, &by, wanted.open.map(UnitId), (&asked, on.page));
    }
    let page = site.look_for_units(&by, &wanted.q, |view, survey, having| {
        let frame = by.frame(
            view.state,
            view.directory,
            Some(Room::Units),
            "Organisation",
        );
        tree::page(view, &survey(), (&wanted, having), frame)
    })?;
    Ok(html(&page))
}

/// `GET /units.csv`, `GET /units.xlsx`
pub(crate) async fn export(
    State(site): State<Site>,
    by: SignedIn,
    format: Format,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Failure> {
    site.look_for_units(&by, &wanted.q, |view, survey, having| {
        tree::sheet(view, &survey(), (&wanted, having), format)
    })?
    .file("units")
}

/// `GET /units/{id}`
pub(crate) async fn show(
    State(site): State<Site>,
    by: SignedIn,
    At(id): At<u32>,
    Query(asked): Query<Asked>,
    Query(on): Query<OnDay>,
) -> Result<Response, Failure> {
    if let Some(day) = on.asked(site.today()) {
        return past::unit(&site, &by, UnitId(id), (&day, on.page));
    }
    let page = site.look_over(&by, |view, survey| {
        let frame = by.frame(view.state, view.directory, Some(Room::Units), "A unit");
        fill::page(view, survey, UnitId(id), &asked, frame)
    })?;
    Ok(html(&page))
}
