//! Home, shown.

use axum::extract::State;
use axum::response::Response;

use super::fill;
use crate::error::Failure;
use crate::frame::Room;
use crate::session::SignedIn;
use crate::site::{Site, html};

/// `GET /`
pub(crate) async fn show(State(site): State<Site>, by: SignedIn) -> Result<Response, Failure> {
    let page = site.look_over(&by, |view, survey| {
        let frame = by.frame(view.state, view.directory, Some(Room::Home), "Due from you");
        Ok(fill::page(view, survey, frame))
    })?;
    Ok(html(&page))
}
