//! Petitions of units: listed, shown, recorded, passed on, answered, corrected.

use axum::extract::State;
use axum::response::Response;
use clerk::Receipt;
use kernel::petitions::{
    AnswerPetition, CorrectPetitionAnswer, PassOnPetition, PetitionEvent, RecordPetition,
};
use kernel::{Command, DocumentId, Event, PetitionId, UnitId};

use super::fill::{self, Words};
use super::forms::{self, Doing, PetitionForm};
use crate::acting::Task;
use crate::error::Failure;
use crate::frame::Room;
use crate::session::{At, SignedIn};
use crate::site::{Site, html};

/// `GET /petitions/{id}`
pub(crate) async fn show(
    State(site): State<Site>,
    by: SignedIn,
    At(petition): At<u32>,
) -> Result<Response, Failure> {
    let (it, sight, texts) = site.look(&by, |view| {
        let (it, sight) = fill::known(view, PetitionId(petition))?;
        let texts = fill::texts_of(view, &it);
        Ok((it, sight, texts))
    })?;
    let texts = read_all(&site, texts)?;
    let read = |wanted: DocumentId| found(&texts, wanted);
    let page = site.look(&by, |view| {
        let mut frame = by.frame(view.state, view.directory, Some(Room::Units), "");
        frame.path = view.path_to(it.unit);
        let words = Words { sight, read: &read };
        fill::show(view, &it, &words, frame)
    })?;
    Ok(html(&page))
}

/// Texts with their numbers; those that are erased are not there.
pub(crate) fn read_all(
    site: &Site,
    texts: Vec<DocumentId>,
) -> Result<Vec<(DocumentId, Option<String>)>, Failure> {
    texts
        .into_iter()
        .map(|id| Ok((id, site.text(id)?)))
        .collect()
}

pub(crate) fn found(texts: &[(DocumentId, Option<String>)], wanted: DocumentId) -> Option<String> {
    let found = texts.iter().find(|(id, _)| *id == wanted);
    found.and_then(|(_, text)| text.clone())
}

/// The number of the petition that a receipt says was taken in.
pub(crate) fn taken_in(receipt: &Receipt) -> Option<PetitionId> {
    receipt.events.iter().find_map(|event| match event {
        Event::Petition(PetitionEvent::TakenIn { petition, .. }) => Some(*petition),
        _ => None,
    })
}

/// `/units/{id}/petitions/record`
pub(crate) const RECORD: Task<UnitId, PetitionForm> = Task {
    draws: forms::record,
    commands: |view, unit, form, trouble| {
        view.unit(unit)?;
        let on = trouble.day("on", &form.on);
        let contact = trouble.line_or_none("contact", &form.contact);
        if form.text.trim().is_empty() {
            trouble.note("text", "Say what is asked.");
        }
        let kind = forms::kind_meant(view, &forms::kinds_at(view, unit), &form.kind)?;
        Ok(on.map(|on| {
            Command::from(RecordPetition {
                unit,
                kind,
                text: form.text.clone(),
                contact,
                key: None,
                on,
            })
        }))
    },
    after: |unit, receipt| {
        taken_in(receipt).map_or_else(
            || format!("/units/{unit}/petitions"),
            |petition| format!("/petitions/{petition}"),
        )
    },
};

/// `/petitions/{id}/pass-on`
pub(crate) const PASS_ON: Task<PetitionId, PetitionForm> = Task {
    draws: |view, id, form, with| forms::change(view, id, Doing::PassOn, form, with),
    commands: |view, id, form, trouble| {
        fill::known(view, id)?;
        let on = trouble.day("on", &form.on);
        if form.reason.trim().is_empty() {
            trouble.note("reason", "Say why.");
        }
        let chosen = form.to.parse().ok().map(UnitId);
        let to = view.state.unit_by_code(form.code.trim()).or(chosen);
        if to.is_none() {
            trouble.note("to", "Choose a unit.");
        }
        Ok(on.zip(to).map(|(on, to)| {
            Command::from(PassOnPetition {
                petition: id,
                to,
                reason: form.reason.clone(),
                on,
            })
        }))
    },
    // Whoever passed it on may not see it any more.
    after: |id, receipt| {
        let from = receipt.events.iter().find_map(|event| match event {
            Event::Petition(PetitionEvent::PassedOn { from, .. }) => Some(*from),
            _ => None,
        });
        from.map_or_else(
            || to_petition(id, receipt),
            |unit| format!("/units/{unit}/petitions"),
        )
    },
};

/// `/petitions/{id}/answer`
pub(crate) const ANSWER: Task<PetitionId, PetitionForm> = Task {
    draws: |view, id, form, with| forms::change(view, id, Doing::Answer, form, with),
    commands: |view, id, form, trouble| {
        fill::known(view, id)?;
        let on = trouble.day("on", &form.on);
        if form.text.trim().is_empty() {
            trouble.note("text", "Write the answer.");
        }
        Ok(on.map(|on| {
            Command::from(AnswerPetition {
                petition: id,
                text: form.text.clone(),
                on,
            })
        }))
    },
    after: to_petition,
};

/// `/petitions/{id}/correct`
pub(crate) const CORRECT: Task<PetitionId, PetitionForm> = Task {
    draws: |view, id, form, with| forms::change(view, id, Doing::Correct, form, with),
    commands: |view, id, form, trouble| {
        fill::known(view, id)?;
        let on = trouble.day("on", &form.on);
        if form.text.trim().is_empty() {
            trouble.note("text", "Write the answer.");
        }
        if form.reason.trim().is_empty() {
            trouble.note("reason", "Say why.");
        }
        Ok(on.map(|on| {
            Command::from(CorrectPetitionAnswer {
                petition: id,
                text: form.text.clone(),
                reason: form.reason.clone(),
                on,
            })
        }))
    },
    after: to_petition,
};

fn to_petition(id: PetitionId, _: &Receipt) -> String {
    format!("/petitions/{id}")
}
