//! Conferences: shown, called and called off; delegates sent, replaced,
//! struck; their codes; the door stands in its own file.

use axum::extract::State;
use axum::response::Response;
use clerk::Receipt;
use kernel::conferences::{Conference, ConferenceEvent};
use kernel::{ConferenceId, DocumentId, Event, UnitId};

use super::delegates::{self, Wanted as WantedDelegates};
use super::fill::{self, WantedSeats};
use super::forms::{self, CallForm, ReasonForm};
use super::sending::{self, SendForm};
use crate::acting::Task;
use crate::error::Failure;
use crate::frame::Room;
use crate::session::{At, Query, SignedIn};
use crate::sheet::Format;
use crate::site::{Site, html};

/// What somebody wrote about some conferences, with the numbers of the texts.
pub(super) fn texts(
    site: &Site,
    conferences: &[Conference],
) -> Result<Vec<(DocumentId, Option<String>)>, Failure> {
    let mut texts = Vec::new();
    for it in conferences {
        let why = it.called_off.map(|(_, reason)| reason);
        for id in [it.title, it.place, why].into_iter().flatten() {
            texts.push((id, site.text(id)?));
        }
    }
    Ok(texts)
}

/// The texts of one conference that the viewer may know of.
fn texts_of(
    site: &Site,
    by: &SignedIn,
    conference: ConferenceId,
) -> Result<Vec<(DocumentId, Option<String>)>, Failure> {
    let it = site.look(by, |view| fill::known(view, conference))?;
    texts(site, &[it])
}

/// One of the texts.
pub(super) fn found(texts: &[(DocumentId, Option<String>)], wanted: DocumentId) -> Option<String> {
    let found = texts.iter().find(|(id, _)| *id == wanted);
    found.and_then(|(_, text)| text.clone())
}

/// `GET /conferences/{id}`
pub(crate) async fn show(
    State(site): State<Site>,
    by: SignedIn,
    At(conference): At<u32>,
    Query(wanted): Query<WantedSeats>,
) -> Result<Response, Failure> {
    let conference = ConferenceId(conference);
    let texts = texts_of(&site, &by, conference)?;
    let page = site.look(&by, |view| {
        let frame = by.frame(
            view.state,
            view.directory,
            Some(Room::Conferences),
            "Conference",
        );
        let text = |id| found(&texts, id);
        fill::show(view, conference, &wanted, &text, frame)
    })?;
    Ok(html(&page))
}

/// `GET /conferences/{id}/seats.csv`, `GET /conferences/{id}/seats.xlsx`
pub(crate) async fn export_seats(
    State(site): State<Site>,
    by: SignedIn,
    At(conference): At<u32>,
    format: Format,
    Query(wanted): Query<WantedSeats>,
) -> Result<Response, Failure> {
    let conference = ConferenceId(conference);
    site.look(&by, |view| fill::sheet(view, conference, &wanted, format))?
        .file("seats")
}

/// `GET /conferences/{id}/credentials`
pub(crate) async fn credentials(
    State(site): State<Site>,
    by: SignedIn,
    At(conference): At<u32>,
    Query(wanted): Query<WantedDelegates>,
) -> Result<Response, Failure> {
    let conference = ConferenceId(conference);
    let texts = texts_of(&site, &by, conference)?;
    let page = site.look(&by, |view| {
        let frame = by.frame(view.state, view.directory, Some(Room::Conferences), "Codes");
        let text = |id| found(&texts, id);
        let coded = delegates::coded(view, conference, &wanted)?;
        delegates::credentials(&site, view, &wanted, coded, (&text, frame))
    })?;
    Ok(html(&page))
}

/// `/units/{id}/conferences/call`
pub(crate) const CALL: Task<UnitId, CallForm> = Task {
    draws: forms::call,
    commands: forms::call_command,
    after: |_, receipt| {
        let called = receipt.events.iter().find_map(|event| match event {
            Event::Conference(ConferenceEvent::Called { conference, .. }) => Some(*conference),
            _ => None,
        });
        called.map_or_else(
            || "/conferences".to_owned(),
            |conference| format!("/conferences/{conference}"),
        )
    },
};

/// `/conferences/{id}/call-off`
pub(crate) const CALL_OFF: Task<ConferenceId, ReasonForm> = Task {
    draws: forms::call_off,
    commands: forms::call_off_command,
    after: |conference, _| format!("/conferences/{conference}"),
};

/// `/conferences/{id}/elect`
pub(crate) const ELECT: Task<ConferenceId, SendForm> = Task {
    draws: sending::elect,
    commands: sending::command,
    after: to_unit,
};

/// `/conferences/{id}/strike`
pub(crate) const STRIKE: Task<ConferenceId, ReasonForm> = Task {
    draws: forms::strike,
    commands: forms::strike_command,
    after: to_unit,
};

/// `/conferences/{id}/replace`
pub(crate) const REPLACE: Task<ConferenceId, ReasonForm> = Task {
    draws: sending::replace,
    commands: sending::replace_command,
    after: to_unit,
};

/// `/conferences/{id}/send-out`
pub(crate) const SEND_OUT: Task<ConferenceId, ReasonForm> = Task {
    draws: forms::send_out,
    commands: forms::send_out_command,
    after: |conference, _| format!("/conferences/{conference}/delegates"),
};

/// The delegates of the unit that something was recorded of.
fn to_unit(conference: ConferenceId, receipt: &Receipt) -> String {
    let unit = receipt.events.iter().find_map(|event| match event {
        Event::Conference(it) => Some(it.about().1),
        _ => None,
    });
    match unit {
        Some(unit) => format!("/conferences/{conference}/delegates?unit={unit}"),
        None => format!("/conferences/{conference}"),
    }
}
