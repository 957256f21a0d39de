//! Calendars: their addresses given out and taken back, and the calendars themselves.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::header::HOST;
use axum::response::Response;
use kernel::{PersonId, UnitId};
use serde::Deserialize;

use super::{CalendarsPage, fill};
use crate::calendar::{self, Event};
use crate::error::Failure;
use crate::frame::{Link, Room};
use crate::session::tokens::Token;
use crate::session::{At, Query, Sent};
use crate::site::{Site, html, see_other};
use crate::view::View;

/// A form with nothing in it but a button.
#[derive(Debug, Deserialize)]
pub(crate) struct Nothing {}

/// `POST /account/calendar`: new addresses, which take the place of the old.
pub(crate) async fn open(
    State(site): State<Site>,
    headers: HeaderMap,
    sent: Sent<Nothing>,
) -> Result<Response, Failure> {
    let by = sent.by;
    let token = Token::new()?;
    let (account, kept) = (by.account.id, token.kept());
    site.accounts(|accounts| accounts.set_calendar(account, Some(&kept)))?;
    let host = headers.get(HOST).and_then(|host| host.to_str().ok());
    let scheme = if site.settings.tls { "https" } else { "http" };
    let before = host.map_or_else(String::new, |host| format!("{scheme}://{host}"));
    let key = token.hex();
    let page = site.look(&by, |view| {
        let calendars = fill::own(view).into_iter().map(|it| {
            let address = format!("{before}{}?key={key}", it.href);
            Link::new(it.text, address)
        });
        Ok(CalendarsPage {
            frame: by.frame(view.state, view.directory, Some(Room::Account), "Calendars"),
            calendars: calendars.collect(),
        })
    })?;
    Ok(html(&page))
}

/// `POST /account/calendar/end`: the addresses answer no more.
pub(crate) async fn end(
    State(site): State<Site>,
    sent: Sent<Nothing>,
) -> Result<Response, Failure> {
    let account = sent.by.account.id;
    site.accounts(|accounts| accounts.set_calendar(account, None))?;
    Ok(see_other("/account"))
}

/// The secret of an address.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Secret {
    key: String,
}

/// `GET /units/{id}/calendar.ics`
pub(crate) async fn of_unit(
    State(site): State<Site>,
    At(unit): At<u32>,
    Query(secret): Query<Secret>,
) -> Result<Response, Failure> {
    told(&site, &secret, |view| fill::of_unit(view, UnitId(unit)))
}

/// `GET /people/{id}/calendar.ics`
pub(crate) async fn of_person(
    State(site): State<Site>,
    At(person): At<u32>,
    Query(secret): Query<Secret>,
) -> Result<Response, Failure> {
    told(&site, &secret, |view| {
        fill::of_person(view, PersonId(person))
    })
}

/// A calendar as whoever was given the secret may see it today; without it
/// there is nothing here.
fn told(
    site: &Site,
    secret: &Secret,
    fill: impl FnOnce(View<'_>) -> Result<(String, Vec<Event>), Failure>,
) -> Result<Response, Failure> {
    let token = Token::from_hex(&secret.key).ok_or(Failure::NotFound)?;
    let account = site.accounts(|accounts| accounts.account_of_calendar(&token.kept()))?;
    let actor = account.and_then(|account| journal::actor_from_text(&account.actor));
    let viewer = actor.ok_or(Failure::NotFound)?;
    let today = site.today();
    let (name, events) = site.read(|state, directory| {
        let charter = state.charter_on(today).ok_or(Failure::NotFound)?;
        fill(View {
            state,
            directory,
            charter,
            viewer,
            today,
            told_on: None,
        })
    })??;
    Ok(calendar::answer(&name, today, &events))
}
