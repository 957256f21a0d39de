//! Awards: shown, proposed, decided on, taken back.

use axum::extract::State;
use axum::response::Response;
use clerk::Receipt;
use kernel::awards::{AwardEvent, DecideAward, ProposeAward, RevokeAward};
use kernel::{AwardId, Command, DocumentId, Event, UnitId};

use super::fill;
use super::forms::{self, DecideForm, ProposeForm};
use crate::acting::Task;
use crate::error::Failure;
use crate::frame::Room;
use crate::session::{At, SignedIn};
use crate::site::{Site, html};

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
        let frame = by.frame(view.state, view.directory, Some(Room::Awards), "An award");
        fill::show(view, &award, &text, frame)
    })?;
    Ok(html(&page))
}

/// `/units/{id}/awards/propose`
pub(crate) const PROPOSE: Task<UnitId, ProposeForm> = Task {
    draws: forms::propose,
    commands: |view, unit, form, trouble| {
        view.unit(unit)?;
        let on = trouble.day("on", &form.on);
        if !form.period.trim().is_empty() {
            let _read = trouble.day("period", &form.period);
        }
        let (kind, rule) = forms::chosen(view, unit, form)?;
        let period = forms::period(view, rule, form);
        Ok(on.map(|on| {
            Command::from(ProposeAward {
                kind,
                unit,
                period,
                grounds: form.grounds.clone(),
                on,
            })
        }))
    },
    after: |unit, receipt| {
        let proposed = receipt.events.iter().find_map(|event| match event {
            Event::Award(AwardEvent::Proposed { award, .. }) => Some(*award),
            _ => None,
        });
        proposed.map_or_else(
            || format!("/units/{unit}"),
            |award| format!("/awards/{award}"),
        )
    },
};

/// `/awards/{id}/decide`
pub(crate) const DECIDE: Task<AwardId, DecideForm> = Task {
    draws: forms::decide,
    commands: |view, award, form, trouble| {
        fill::known(view, award)?;
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
        Ok(on.zip(granted).map(|(on, granted)| {
            Command::from(DecideAward {
                award,
                granted,
                reason: form.reason.clone(),
                on,
            })
        }))
    },
    after: to_award,
};

/// `/awards/{id}/revoke`
pub(crate) const REVOKE: Task<AwardId, DecideForm> = Task {
    draws: forms::revoke,
    commands: |view, award, form, trouble| {
        fill::known(view, award)?;
        let on = trouble.day("on", &form.on);
        if form.reason.trim().is_empty() {
            trouble.note("reason", "Say why it is taken back.");
        }
        Ok(on.map(|on| {
            Command::from(RevokeAward {
                award,
                reason: form.reason.clone(),
                on,
            })
        }))
    },
    after: to_award,
};

fn to_award(award: AwardId, _: &Receipt) -> String {
    format!("/awards/{award}")
}
