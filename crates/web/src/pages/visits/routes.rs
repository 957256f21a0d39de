//! The units one looks after, and visits: shown, recorded, corrected, struck.

use axum::extract::State;
use axum::response::Response;
use clerk::{Receipt, Submission};
use kernel::visits::{CorrectVisit, RecordVisit, StrikeVisit, VisitEvent};
use kernel::{Command, DocumentId, Event, UnitId, VisitId};

use super::area::{self, Asked};
use super::fill::{self, VisitForm};
use crate::acting::{self, Task, Trouble};
use crate::error::Failure;
use crate::frame::Room;
use crate::session::{At, Query, Sent, SignedIn};
use crate::sheet::Format;
use crate::site::{Site, html};

/// `GET /area`
pub(crate) async fn area(
    State(site): State<Site>,
    by: SignedIn,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    let page = site.look_over(&by, |view, survey| {
        let title = "Where help is needed";
        let frame = by.frame(view.state, view.directory, Some(Room::Area), title);
        area::page(view, &survey(), &asked, frame)
    })?;
    Ok(html(&page))
}

/// `GET /area.csv`, `GET /area.xlsx`
pub(crate) async fn export_area(
    State(site): State<Site>,
    by: SignedIn,
    format: Format,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    site.look_over(&by, |view, survey| {
        area::sheet(view, &survey(), &asked, format)
    })?
    .file("area")
}

/// `GET /visits/{id}`
pub(crate) async fn show(
    State(site): State<Site>,
    by: SignedIn,
    At(visit): At<u32>,
) -> Result<Response, Failure> {
    let page = site.look(&by, |view| {
        let frame = by.frame(view.state, view.directory, Some(Room::Units), "Visits");
        fill::page(view, VisitId(visit), &text(&site), frame)
    })?;
    Ok(html(&page))
}

/// Reads what somebody wrote; nothing where it is erased or cannot be read.
fn text(site: &Site) -> impl Fn(DocumentId) -> Option<String> + '_ {
    |document| site.text(document).ok().flatten()
}

/// `POST /units/{id}/visits/record`
pub(crate) async fn record(
    State(site): State<Site>,
    At(unit): At<u32>,
    sent: Sent<VisitForm>,
) -> Result<Response, Failure> {
    let Sent { by, key, form } = sent;
    let unit = UnitId(unit);
    let mut trouble = Trouble::default();
    let submission = trouble.day("on", &form.on).map(|on| {
        let command = Command::from(RecordVisit {
            unit,
            by: form.by.trim().parse().ok().map(UnitId),
            on,
            agreed: form.agreed.trim().to_owned(),
        });
        Submission::new(key, by.actor, command)
    });
    let after = |receipt: &Receipt| {
        let new = receipt.events.iter().find_map(|event| match event {
            Event::Visit(VisitEvent::Recorded { visit, .. }) => Some(*visit),
            _ => None,
        });
        let seen = site.look(&by, |view| {
            Ok(new.filter(|visit| fill::visit(view, *visit).is_ok()))
        })?;
        Ok(seen.map_or_else(
            || format!("/units/{unit}"),
            |visit| format!("/visits/{visit}"),
        ))
    };
    acting::act(&site, &by, (submission, trouble), after, |view, with| {
        fill::record(view, unit, &form, with)
    })
    .await
}

/// `GET /visits/{id}/correct`
pub(crate) async fn new_correction(
    State(site): State<Site>,
    by: SignedIn,
    At(visit): At<u32>,
) -> Result<Response, Failure> {
    let id = VisitId(visit);
    let agreed = site.look(&by, |view| Ok(fill::visit(view, id)?.agreed))?;
    let form = VisitForm {
        agreed: agreed.and_then(text(&site)).unwrap_or_default(),
        ..VisitForm::default()
    };
    acting::form(&site, &by, |view, with| {
        fill::correct(view, id, &form, with)
    })
}

/// `/visits/{id}/correct`
pub(crate) const CORRECT: Task<VisitId, VisitForm> = Task {
    draws: fill::correct,
    commands: |view, visit, form, trouble| {
        fill::visit(view, visit)?;
        let reason = trouble.line("reason", &form.reason);
        let on = trouble.day("on", &form.on);
        Ok(on.zip(reason).map(|(on, reason)| {
            Command::from(CorrectVisit {
                visit,
                on,
                agreed: form.agreed.trim().to_owned(),
                reason,
            })
        }))
    },
    after: to_visit,
};

/// `/visits/{id}/strike`
pub(crate) const STRIKE: Task<VisitId, VisitForm> = Task {
    draws: fill::strike,
    commands: |view, visit, form, trouble| {
        fill::visit(view, visit)?;
        let reason = trouble.line("reason", &form.reason);
        Ok(reason.map(|reason| Command::from(StrikeVisit { visit, reason })))
    },
    after: to_visit,
};

fn to_visit(visit: VisitId, _: &Receipt) -> String {
    format!("/visits/{visit}")
}
