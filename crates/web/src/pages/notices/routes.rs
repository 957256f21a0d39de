//! The mail turned off and on.
//!
//! The address in a mail is enough to turn it off, without signing in: whoever
//! has the mail may stop it. Looking at the address changes nothing, since mail
//! programs look at every address; mail programs that offer to stop it
//! themselves send what the button sends (RFC 8058).

use axum::extract::State;
use axum::response::Response;
use journal::{Sha256Hash, hex};
use kernel::{Actor, PersonId};
use serde::Deserialize;

use super::{NoticeSetting, StopPage};
use crate::error::Failure;
use crate::notices::stop_path;
use crate::session::{At, Sent, SignedIn, tokens};
use crate::site::{Site, html, see_other};

/// A form with nothing in it but a button.
#[derive(Debug, Deserialize)]
pub(crate) struct Nothing {}

/// `POST /account/notices`: the mail comes again.
pub(crate) async fn turn_on(
    State(site): State<Site>,
    sent: Sent<Nothing>,
) -> Result<Response, Failure> {
    turn(&site, &sent.by, false)?;
    Ok(see_other("/account"))
}

/// `POST /account/notices/end`: no mail comes any more.
pub(crate) async fn turn_off(
    State(site): State<Site>,
    sent: Sent<Nothing>,
) -> Result<Response, Failure> {
    turn(&site, &sent.by, true)?;
    Ok(see_other("/account"))
}

/// Turns the mail of whoever is signed in off or on.
pub(crate) fn turn(site: &Site, by: &SignedIn, off: bool) -> Result<(), Failure> {
    let Actor::Person(person) = by.actor else {
        return Err(Failure::NotFound);
    };
    site.notices(|notices| notices.set_notices_off(person.0, off))
}

/// How it stands for whoever is signed in; nothing for an account of no person.
pub(crate) fn setting(site: &Site, by: &SignedIn) -> Result<Option<NoticeSetting>, Failure> {
    let Actor::Person(person) = by.actor else {
        return Ok(None);
    };
    let off = site.notices(|notices| notices.has_notices_off(person.0))?;
    let address = site.read(|_, directory| {
        let card = directory.card(person);
        card.and_then(|card| card.email.clone())
    })?;
    Ok(Some(NoticeSetting {
        on: !off,
        sends: site.settings.mailing.is_some(),
        address,
        card: format!("/people/{person}/card"),
    }))
}

/// `GET /notices/stop/{person}/{secret}`: the button that stops it.
pub(crate) async fn show(
    State(site): State<Site>,
    At((person, secret)): At<(u32, String)>,
) -> Result<Response, Failure> {
    let opened = opened(&site, person, &secret)?;
    let off = site.notices(|notices| notices.has_notices_off(person))?;
    page(&site, opened, off)
}

/// `POST /notices/stop/{person}/{secret}`
pub(crate) async fn stop(
    State(site): State<Site>,
    At((person, secret)): At<(u32, String)>,
) -> Result<Response, Failure> {
    let opened = opened(&site, person, &secret)?;
    site.notices(|notices| notices.set_notices_off(person, true))?;
    page(&site, opened, true)
}

/// `POST /notices/start/{person}/{secret}`
pub(crate) async fn start(
    State(site): State<Site>,
    At((person, secret)): At<(u32, String)>,
) -> Result<Response, Failure> {
    let opened = opened(&site, person, &secret)?;
    site.notices(|notices| notices.set_notices_off(person, false))?;
    page(&site, opened, false)
}

/// Whose mail it is that an address was in.
#[derive(Clone, Copy)]
struct Opened {
    person: PersonId,
    secret: Sha256Hash,
}

/// Whose mail it was, if the secret is theirs; otherwise nothing is here.
fn opened(site: &Site, person: u32, secret: &str) -> Result<Opened, Failure> {
    let own = site.notices(|notices| Ok(notices.notice_secret(person)))?;
    if !tokens::same(hex(&own).as_bytes(), secret.as_bytes()) {
        return Err(Failure::NotFound);
    }
    Ok(Opened {
        person: PersonId(person),
        secret: own,
    })
}

fn page(site: &Site, of: Opened, off: bool) -> Result<Response, Failure> {
    let belongs = site.read(|_, directory| directory.card(of.person).is_some())?;
    let stop = stop_path(of.person, &of.secret);
    let action = match off {
        false => stop,
        true => stop.replacen("/stop/", "/start/", 1),
    };
    Ok(html(&StopPage {
        frame: site.frame_of_strangers("Mail about what is due"),
        off: off || !belongs,
        action: belongs.then_some(action),
    }))
}
