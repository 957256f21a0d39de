//! Awards: listed, shown, proposed, decided on, taken back.

use axum::extract::State;
use axum::response::Response;
use clerk::{Receipt, Submission};
use kernel::awards::{AwardEvent, DecideAward, ProposeAward, RevokeAward};
use kernel::{AwardId, Command, DocumentId, Event, UnitId};

use super::fill::{self, Wanted};
use super::forms::{self, DecideForm, ProposeForm};
use crate::acting::{self, Trouble};
use crate::error::Failure;
use crate::frame::Room;
use crate::session::{At, Query, Sent, SignedIn};
use crate::sheet::Format;
use crate::site::{Site, html};

/// `GET /awards`
pub(crate) async fn list(
    State(site): State<Site>,
    by: SignedIn,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Failure> {
    let page = site.look(&by, |view| {
        let frame = by.frame(view.state, view.directory, Some(Room::Units), "Awards");
        Ok(fill::list(view, &wanted, frame))
    })?;
    Ok(html(&page))
}

/// `GET /awards.csv`, `GET /awards.xlsx`
pub(crate) async fn export(
    State(site): State<Site>,
    by: SignedIn,
    format: Format,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Failure> {
    site.look(&by, |view| Ok(fill::sheet(view, &wanted, format)))?
        .file("awards")
}

/// `GET /awards/{id}`
pub(crate) async fn show(
    State(site): State<Site>,
    by: SignedIn,
    At(award): At<u32>,
) -> Result<Response, Failure> {
    let award = site.look(&by, |view| fill::known(view, AwardId(award)))?;
    let mut texts = Vec::new();
    let written = [
        award.grounds,
        award.decision.and_then(|decision| decision.reason),
        award.revoked.map(|(_, reason)| reason),
    ];
    for id in written.into_iter().flatten() {
        texts.push((id, site.text(id)?));
    }
    let text = |wanted: DocumentId| {
        let found = texts.iter().find(|(id, _)| *id == wanted);
        found.and_then(|(_, text)| text.clone())
    };
    let page = site.look(&by, |view| {
        let frame = by.frame(view.state, view.directory, Some(Room::Units), "An award");
        fill::show(view, &award, &text, frame)
    })?;
    Ok(html(&page))
}

/// `GET /units/{id}/awards/propose`
pub(crate) async fn propose_form(
    State(site): State<Site>,
    by: SignedIn,
    At(unit): At<u32>,
    Query(form): Query<ProposeForm>,
) -> Result<Response, Failure> {
    acting::form(&site, &by, |view, with| {
        forms::propose(view, UnitId(unit), &form, with)
    })
}

/// `POST /units/{id}/awards/propose`
pub(crate) async fn propose(
    State(site): State<Site>,
    At(unit): At<u32>,
    sent: Sent<ProposeForm>,
) -> Result<Response, Failure> {
    let Sent { by, key, form } = sent;
    let unit = UnitId(unit);
    let mut trouble = Trouble::default();
    let on = trouble.day("on", &form.on);
    if !form.period.trim().is_empty() {
        let _read = trouble.day("period", &form.period);
    }
    let (kind, period) = site.look(&by, |view| {
        view.unit(unit)?;
        let (kind, rule) = forms::chosen(view, unit, &form)?;
        Ok((kind, forms::period(view, rule, &form)))
    })?;
    let submission = on.map(|on| {
        let command = Command::from(ProposeAward {
            kind,
            unit,
            period,
            grounds: form.grounds.clone(),
            on,
        });
        Submission::new(key, by.actor, command)
    });
    let after = |receipt: &Receipt| {
        let proposed = receipt.events.iter().find_map(|event| match event {
            Event::Award(AwardEvent::Proposed { award, .. }) => Some(*award),
            _ => None,
        });
        Ok(proposed.map_or_else(
            || format!("/units/{unit}"),
            |award| format!("/awards/{award}"),
        ))
    };
    acting::act(&site, &by, (submission, trouble), after, |view, with| {
        forms::propose(view, unit, &form, with)
    })
    .await
}

/// `GET /awards/{id}/decide`
pub(crate) async fn decide_form(
    State(site): State<Site>,
    by: SignedIn,
    At(award): At<u32>,
    Query(form): Query<DecideForm>,
) -> Result<Response, Failure> {
    acting::form(&site, &by, |view, with| {
        forms::decide(view, AwardId(award), &form, with)
    })
}

/// `POST /awards/{id}/decide`
pub(crate) async fn decide(
    State(site): State<Site>,
    At(award): At<u32>,
    sent: Sent<DecideForm>,
) -> Result<Response, Failure> {
    let Sent { by, key, form } = sent;
    let mut trouble = Trouble::default();
    let on = trouble.day("on", &form.on);
    let granted = match form.outcome.as_str() {
        "granted" => Some(true),
        "refused" => Some(false),
        _ => {
            trouble.note("outcome", "Choose one of the two.");
            None
        }
    };
    if granted == Some(false) && form.reason.trim().is_empty() {
        trouble.note("reason", "Say why it is not awarded.");
    }
    let submission = on.zip(granted).map(|(on, granted)| {
        let command = Command::from(DecideAward {
            award: AwardId(award),
            granted,
            reason: form.reason.clone(),
            on,
        });
        Submission::new(key, by.actor, command)
    });
    let after = |_: &Receipt| Ok(format!("/awards/{award}"));
    acting::act(&site, &by, (submission, trouble), after, |view, with| {
        forms::decide(view, AwardId(award), &form, with)
    })
    .await
}

/// `GET /awards/{id}/revoke`
pub(crate) async fn revoke_form(
    State(site): State<Site>,
    by: SignedIn,
    At(award): At<u32>,
    Query(form): Query<DecideForm>,
) -> Result<Response, Failure> {
    acting::form(&site, &by, |view, with| {
        forms::revoke(view, AwardId(award), &form, with)
    })
}

/// `POST /awards/{id}/revoke`
pub(crate) async fn revoke(
    State(site): State<Site>,
    At(award): At<u32>,
    sent: Sent<DecideForm>,
) -> Result<Response, Failure> {
    let Sent { by, key, form } = sent;
    let mut trouble = Trouble::default();
    let on = trouble.day("on", &form.on);
    if form.reason.trim().is_empty() {
        trouble.note("reason", "Say why it is taken back.");
    }
    let submission = on.map(|on| {
        let command = Command::from(RevokeAward {
            award: AwardId(award),
            reason: form.reason.clone(),
            on,
        });
        Submission::new(key, by.actor, command)
    });
    let after = |_: &Receipt| Ok(format!("/awards/{award}"));
    acting::act(&site, &by, (submission, trouble), after, |view, with| {
        forms::revoke(view, AwardId(award), &form, with)
    })
    .await
}
