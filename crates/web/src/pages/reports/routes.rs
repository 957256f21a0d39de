//! Reports: listed, summed up, filed and corrected.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::response::Response;
use clerk::{Receipt, Submission};
use kernel::UnitId;

use super::filing::{self, Filing, Form};
use super::roll_up::{self, Wanted};
use super::{fill, list, words};
use crate::acting::{self, Trouble};
use crate::error::Failure;
use crate::frame::Room;
use crate::session::{At, Query, Sent, SignedIn};
use crate::sheet::Format;
use crate::site::{Site, html};

/// `GET /reports`
pub(crate) async fn list(State(site): State<Site>, by: SignedIn) -> Result<Response, Failure> {
    let page = site.look_summing(&by, |view, summing| {
        let frame = by.frame(view.state, view.directory, Some(Room::Reports), "Reports");
        list::page(view, summing, frame)
    })?;
    Ok(html(&page))
}

/// `GET /reports/{report}/{period}`
pub(crate) async fn roll_up(
    State(site): State<Site>,
    by: SignedIn,
    At((report, period)): At<(String, String)>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Failure> {
    let page = site.look_summing(&by, |view, summing| {
        let frame = by.frame(view.state, view.directory, Some(Room::Reports), "Report");
        roll_up::page((view, summing), (&report, &period), &wanted, frame)
    })?;
    Ok(html(&page))
}

/// `GET /reports/{report}/{period}/returns.csv`, `.xlsx`
pub(crate) async fn export(
    State(site): State<Site>,
    by: SignedIn,
    format: Format,
    At((report, period)): At<(String, String)>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Failure> {
    let sheet = site.look(&by, |view| {
        roll_up::sheet(view, (&report, &period), &wanted, format)
    })?;
    sheet.file("returns")
}

/// `GET /units/{id}/reports`
pub(crate) async fn of_unit(
    State(site): State<Site>,
    by: SignedIn,
    At(unit): At<u32>,
) -> Result<Response, Failure> {
    let page = site.look_summing(&by, |view, summing| {
        let frame = by.frame(view.state, view.directory, Some(Room::Reports), "Reports");
        list::of_unit(view, summing, UnitId(unit), frame)
    })?;
    Ok(html(&page))
}

/// `GET /units/{id}/reports/{report}/{period}`
pub(crate) async fn show(
    State(site): State<Site>,
    by: SignedIn,
    At((unit, report, period)): At<(u32, String, String)>,
) -> Result<Response, Failure> {
    let (unit, named) = (UnitId(unit), (report.as_str(), period.as_str()));
    let texts = site.look(&by, |view| fill::texts(view, unit, named))?;
    let texts = site.texts(texts)?;
    let page = site.look(&by, |view| {
        let frame = by.frame(view.state, view.directory, Some(Room::Reports), "Return");
        fill::page(view, unit, named, &texts, frame)
    })?;
    Ok(html(&page))
}

/// `GET /units/{id}/reports/{report}/{period}/file`
pub(crate) async fn file_form(
    State(site): State<Site>,
    by: SignedIn,
    At((unit, report, period)): At<(u32, String, String)>,
) -> Result<Response, Failure> {
    acting::form(&site, &by, |view, with| {
        let named = words::named(view, &report, &period)?;
        let about = (UnitId(unit), &named);
        filing::form(view, Filing::File, about, &BTreeMap::new(), with)
    })
}

/// `POST /units/{id}/reports/{report}/{period}/file`
pub(crate) async fn file(
    State(site): State<Site>,
    At(at): At<(u32, String, String)>,
    sent: Sent<Form>,
) -> Result<Response, Failure> {
    act(&site, Filing::File, at, sent).await
}

/// `GET /units/{id}/reports/{report}/{period}/correct`
pub(crate) async fn correct_form(
    State(site): State<Site>,
    by: SignedIn,
    At((unit, report, period)): At<(u32, String, String)>,
) -> Result<Response, Failure> {
    let (unit, at) = (UnitId(unit), (report.as_str(), period.as_str()));
    let texts = site.look(&by, |view| fill::texts(view, unit, at))?;
    let texts = site.texts(texts)?;
    acting::form(&site, &by, |view, with| {
        let named = words::named(view, at.0, at.1)?;
        let holds = view
            .state
            .return_of(named.id, unit, named.first, None)
            .ok_or(Failure::NotFound)?;
        let form = filing::begun(&named, &holds, &texts);
        filing::form(view, Filing::Correct, (unit, &named), &form, with)
    })
}

/// `POST /units/{id}/reports/{report}/{period}/correct`
pub(crate) async fn correct(
    State(site): State<Site>,
    At(at): At<(u32, String, String)>,
    sent: Sent<Form>,
) -> Result<Response, Failure> {
    act(&site, Filing::Correct, at, sent).await
}

async fn act(
    site: &Site,
    filing: Filing,
    (unit, report, period): (u32, String, String),
    sent: Sent<Form>,
) -> Result<Response, Failure> {
    let Sent { by, key, form } = sent;
    let unit = UnitId(unit);
    let mut trouble = Trouble::default();
    let command = site.look(&by, |view| {
        let named = words::named(view, &report, &period)?;
        filing::command(view, filing, (unit, &named), &form, &mut trouble)
    })?;
    let submission = command.map(|command| Submission::new(key, by.actor, command));
    let after = |_: &Receipt| Ok(format!("/units/{unit}/reports/{report}/{period}"));
    acting::act(site, &by, (submission, trouble), after, |view, with| {
        let named = words::named(view, &report, &period)?;
        filing::form(view, filing, (unit, &named), &form, with)
    })
    .await
}
