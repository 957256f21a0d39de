//! Petitions of units: listed, shown, recorded, passed on, answered, corrected.

use axum::extract::State;
use axum::response::Response;
use clerk::{Receipt, Submission};
use kernel::petitions::{
    AnswerPetition, CorrectPetitionAnswer, PassOnPetition, PetitionEvent, RecordPetition,
};
use kernel::{Command, DocumentId, Event, PetitionId, UnitId};

use super::fill::{self, Wanted, Words};
use super::forms::{self, Doing, PetitionForm};
use crate::acting::{self, Trouble};
use crate::error::Failure;
use crate::frame::Room;
use crate::session::{At, Query, Sent, SignedIn};
use crate::sheet::Format;
use crate::site::{Site, html};

/// `GET /units/{id}/petitions`
pub(crate) async fn list(
    State(site): State<Site>,
    by: SignedIn,
    At(unit): At<u32>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Failure> {
    let page = site.look(&by, |view| {
        let frame = by.frame(view.state, view.directory, Some(Room::Units), "");
        fill::list(view, UnitId(unit), &wanted, frame)
    })?;
    Ok(html(&page))
}

/// `GET /units/{id}/petitions.csv`, `GET /units/{id}/petitions.xlsx`
pub(crate) async fn export(
    State(site): State<Site>,
    by: SignedIn,
    At(unit): At<u32>,
    format: Format,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Failure> {
    site.look(&by, |view| fill::sheet(view, UnitId(unit), &wanted, format))?
        .file("petitions")
}

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

/// `GET /units/{id}/petitions/record`
pub(crate) async fn record_form(
    State(site): State<Site>,
    by: SignedIn,
    At(unit): At<u32>,
    Query(form): Query<PetitionForm>,
) -> Result<Response, Failure> {
    acting::form(&site, &by, |view, with| {
        forms::record(view, UnitId(unit), &form, with)
    })
}

/// `POST /units/{id}/petitions/record`
pub(crate) async fn record(
    State(site): State<Site>,
    At(unit): At<u32>,
    sent: Sent<PetitionForm>,
) -> Result<Response, Failure> {
    let Sent { by, key, form } = sent;
    let unit = UnitId(unit);
    let mut trouble = Trouble::default();
    let on = trouble.day("on", &form.on);
    let contact = trouble.line_or_none("contact", &form.contact);
    if form.text.trim().is_empty() {
        trouble.note("text", "Say what is asked.");
    }
    let kind = site.look(&by, |view| {
        view.unit(unit)?;
        forms::kind_meant(view, &forms::kinds_at(view, unit), &form.kind)
    })?;
    let submission = on.map(|on| {
        let command = Command::from(RecordPetition {
            unit,
            kind,
            text: form.text.clone(),
            contact,
            key: None,
            on,
        });
        Submission::new(key, by.actor, command)
    });
    let after = |receipt: &Receipt| {
        Ok(taken_in(receipt).map_or_else(
            || format!("/units/{unit}/petitions"),
            |petition| format!("/petitions/{petition}"),
        ))
    };
    acting::act(&site, &by, (submission, trouble), after, |view, with| {
        forms::record(view, unit, &form, with)
    })
    .await
}

/// `GET /petitions/{id}/pass-on`
pub(crate) async fn pass_on_form(
    State(site): State<Site>,
    by: SignedIn,
    At(petition): At<u32>,
    Query(form): Query<PetitionForm>,
) -> Result<Response, Failure> {
    draw(&site, &by, petition, Doing::PassOn, &form)
}

/// `GET /petitions/{id}/answer`
pub(crate) async fn answer_form(
    State(site): State<Site>,
    by: SignedIn,
    At(petition): At<u32>,
    Query(form): Query<PetitionForm>,
) -> Result<Response, Failure> {
    draw(&site, &by, petition, Doing::Answer, &form)
}

/// `GET /petitions/{id}/correct`
pub(crate) async fn correct_form(
    State(site): State<Site>,
    by: SignedIn,
    At(petition): At<u32>,
    Query(form): Query<PetitionForm>,
) -> Result<Response, Failure> {
    draw(&site, &by, petition, Doing::Correct, &form)
}

fn draw(
    site: &Site,
    by: &SignedIn,
    petition: u32,
    doing: Doing,
    form: &PetitionForm,
) -> Result<Response, Failure> {
    acting::form(site, by, |view, with| {
        forms::change(view, PetitionId(petition), doing, form, with)
    })
}

/// `POST /petitions/{id}/pass-on`
pub(crate) async fn pass_on(
    State(site): State<Site>,
    At(petition): At<u32>,
    sent: Sent<PetitionForm>,
) -> Result<Response, Failure> {
    change(site, petition, Doing::PassOn, sent).await
}

/// `POST /petitions/{id}/answer`
pub(crate) async fn answer(
    State(site): State<Site>,
    At(petition): At<u32>,
    sent: Sent<PetitionForm>,
) -> Result<Response, Failure> {
    change(site, petition, Doing::Answer, sent).await
}

/// `POST /petitions/{id}/correct`
pub(crate) async fn correct(
    State(site): State<Site>,
    At(petition): At<u32>,
    sent: Sent<PetitionForm>,
) -> Result<Response, Failure> {
    change(site, petition, Doing::Correct, sent).await
}

async fn change(
    site: Site,
    petition: u32,
    doing: Doing,
    sent: Sent<PetitionForm>,
) -> Result<Response, Failure> {
    let Sent { by, key, form } = sent;
    let id = PetitionId(petition);
    let mut trouble = Trouble::default();
    let on = trouble.day("on", &form.on);
    if doing != Doing::PassOn && form.text.trim().is_empty() {
        trouble.note("text", "Write the answer.");
    }
    if doing != Doing::Answer && form.reason.trim().is_empty() {
        trouble.note("reason", "Say why.");
    }
    let to = site.look(&by, |view| {
        let chosen = form.to.parse().ok().map(UnitId);
        let coded = view.state.unit_by_code(form.code.trim());
        Ok(coded.or(chosen))
    })?;
    if doing == Doing::PassOn && to.is_none() {
        trouble.note("to", "Choose a unit.");
    }
    let command = |on| match doing {
        Doing::PassOn => Some(Command::from(PassOnPetition {
            petition: id,
            to: to?,
            reason: form.reason.clone(),
            on,
        })),
        Doing::Answer => Some(Command::from(AnswerPetition {
            petition: id,
            text: form.text.clone(),
            on,
        })),
        Doing::Correct => Some(Command::from(CorrectPetitionAnswer {
            petition: id,
            text: form.text.clone(),
            reason: form.reason.clone(),
            on,
        })),
    };
    let submission = on
        .and_then(command)
        .map(|command| Submission::new(key, by.actor, command));
    let unit = site.look(&by, |view| Ok(fill::known(view, id)?.0.unit))?;
    let after = |_: &Receipt| {
        // Whoever passed it on may not see it any more.
        Ok(match doing {
            Doing::PassOn => format!("/units/{unit}/petitions"),
            Doing::Answer | Doing::Correct => format!("/petitions/{id}"),
        })
    };
    acting::act(&site, &by, (submission, trouble), after, |view, with| {
        forms::change(view, id, doing, &form, with)
    })
    .await
}
