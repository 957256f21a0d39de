//! Proceedings: opened, shown, signed, decided, withdrawn.

use axum::extract::State;
use axum::response::Response;
use charter::About;
use clerk::{Card, Receipt, Submission, Whose};
use kernel::procedures::{
    DecideStep, DropProceeding, LetTimeDecide, OpenProceeding, ProcedureEvent, SponsorProceeding,
    StopSponsoring, Votes,
};
use kernel::{Command, Event, PersonId, ProceedingId, UnitId};

use super::fill;
use super::forms::{self, Asked};
use crate::acting::{self, Task, Trouble};
use crate::cards::{card_of, checked, typed};
use crate::error::Failure;
use crate::frame::Room;
use crate::pages::members::routes::made_up_code;
use crate::session::{At, Query, Sent, SignedIn};
use crate::site::{Site, html, see_other};
use crate::view::View;

/// `GET /applications/{id}`
pub(crate) async fn show(
    State(site): State<Site>,
    by: SignedIn,
    At(id): At<u32>,
) -> Result<Response, Failure> {
    let page = site.look(&by, |view| {
        let frame = by.frame(view.state, view.directory, Some(Room::Units), "");
        fill::page(view, ProceedingId(id), frame)
    })?;
    Ok(html(&page))
}

/// `POST /units/{id}/applications/new`
pub(crate) async fn open(
    State(site): State<Site>,
    At(unit): At<u32>,
    Query(address): Query<Asked>,
    sent: Sent<Asked>,
) -> Result<Response, Failure> {
    let Sent { by, key, mut form } = sent;
    let unit = UnitId(unit);
    if address.procedure.is_empty() {
        // What is opened was chosen, and is asked for next.
        let chosen = site.look(&by, |view| {
            let (_, rule) = forms::opened_in(view, unit, form.procedure.trim())?;
            Ok(format!(
                "/units/{unit}/applications/new?procedure={}",
                rule.id
            ))
        })?;
        return Ok(see_other(&chosen));
    }
    form.procedure = address.procedure;
    let mut trouble = Trouble::default();
    let on = trouble.day("on", &form.on);
    let (procedure, about, person, to) = site.look(&by, |view| {
        let (procedure, rule) = forms::opened_in(view, unit, &form.procedure)?;
        let to = view.state.unit_by_code(form.to.trim());
        let to = to.filter(|unit| view.unit(*unit).is_ok());
        if forms::transfers(rule) && to.is_none() {
            trouble.note(
                "to",
                "There is no unit with this code that you may know of.",
            );
        }
        let to = to.filter(|_| forms::transfers(rule));
        Ok((procedure, rule.about, form.person(view), to))
    })?;
    let card = match about {
        About::Applicant => card(&form, &mut trouble)?,
        About::Member | About::Unit => None,
    };
    let person = person.filter(|_| about == About::Member);
    if about == About::Member && person.is_none() {
        trouble.note("person", "Choose somebody.");
        trouble.note("code", "There is nobody with this code whom you may know.");
    }
    let submission = on.map(|on| {
        let command = Command::from(OpenProceeding {
            procedure,
            unit,
            person,
            to,
            key: None,
            on,
        });
        let mut submission = Submission::new(key, by.actor, command);
        submission
            .cards
            .extend(card.map(|card| (Whose::New(0), card)));
        submission
    });
    let after = |receipt: &Receipt| Ok(address_of(receipt, unit));
    acting::act(&site, &by, (submission, trouble), after, |view, with| {
        forms::open(view, unit, &form, with)
    })
    .await
}

/// The card of somebody who applies.
pub(super) fn card(form: &Asked, trouble: &mut Trouble) -> Result<Option<Card>, Failure> {
    let code = typed(&form.code).map_or_else(made_up_code, Ok)?;
    let card = card_of(&code, &form.name, [&form.email, &form.phone]);
    Ok(checked(card, trouble))
}

/// The proceeding that a receipt says was opened.
pub(crate) fn opened(receipt: &Receipt) -> Option<ProceedingId> {
    receipt.events.iter().find_map(|event| match event {
        Event::Procedure(ProcedureEvent::Opened { proceeding, .. }) => Some(*proceeding),
        _ => None,
    })
}

fn address_of(receipt: &Receipt, unit: UnitId) -> String {
    opened(receipt).map_or_else(
        || format!("/units/{unit}/applications"),
        |proceeding| format!("/applications/{proceeding}"),
    )
}

/// `POST /applications/{id}/decide`: which step is decided stands in the address.
pub(crate) async fn decide(
    site: State<Site>,
    at: At<u32>,
    Query(address): Query<Asked>,
    mut sent: Sent<Asked>,
) -> Result<Response, Failure> {
    sent.form.step = address.step;
    acting::sent(&DECIDE)(site, at, sent).await
}

/// `/applications/{id}/decide`
pub(crate) const DECIDE: Task<ProceedingId, Asked> = Task {
    draws: forms::decide,
    commands: deciding,
    after: to_proceeding,
};

fn to_proceeding(id: ProceedingId, _: &Receipt) -> String {
    format!("/applications/{id}")
}

fn deciding(
    view: View<'_>,
    id: ProceedingId,
    form: &Asked,
    trouble: &mut Trouble,
) -> Result<Option<Command>, Failure> {
    let (_, rule) = fill::found(view, id)?;
    let step = rule.step_named(&form.step).ok_or(Failure::NotFound)?;
    let row = rule.step(step).ok_or(Failure::NotFound)?;
    let outcome = row.outcome_named(&form.outcome);
    if outcome.is_none() {
        trouble.note("outcome", "Choose one.");
    }
    let mut count = |field, text: &str| {
        let text = text.trim();
        match text.parse::<u32>() {
            Ok(count) => count,
            Err(_) if text.is_empty() => 0,
            Err(_) => {
                trouble.note(field, "Give a whole number.");
                0
            }
        }
    };
    let votes = Votes {
        entitled: None,
        present: count("present", &form.present),
        in_favour: count("in_favour", &form.in_favour),
        against: count("against", &form.against),
        abstaining: count("abstaining", &form.abstaining),
    };
    let voted = matches!(row.by, charter::StepActor::Meeting { .. });
    let on = trouble.day("on", &form.on);
    Ok(outcome.zip(on).map(|(outcome, on)| {
        Command::from(DecideStep {
            proceeding: id,
            step,
            outcome,
            votes: voted.then_some(votes),
            on,
        })
    }))
}

/// `/applications/{id}/sign`
pub(crate) const SIGN: Task<ProceedingId, Asked> = Task {
    draws: forms::sign,
    commands: |view, id, form, trouble| {
        fill::found(view, id)?;
        let on = trouble.day("on", &form.on);
        let sponsor = signer(view, form, trouble);
        Ok(sponsor.zip(on).map(|(sponsor, on)| {
            Command::from(SponsorProceeding {
                proceeding: id,
                sponsor,
                on,
            })
        }))
    },
    after: to_proceeding,
};

/// `/applications/{id}/unsign`
pub(crate) const UNSIGN: Task<ProceedingId, Asked> = Task {
    draws: forms::unsign,
    commands: |view, id, form, trouble| {
        fill::found(view, id)?;
        let on = trouble.day("on", &form.on);
        let sponsor = signer(view, form, trouble);
        Ok(sponsor.zip(on).map(|(sponsor, on)| {
            Command::from(StopSponsoring {
                proceeding: id,
                sponsor,
                on,
            })
        }))
    },
    after: to_proceeding,
};

/// Whoever is named or, where nobody is, whoever sends the form.
fn signer(view: View<'_>, form: &Asked, trouble: &mut Trouble) -> Option<PersonId> {
    let unnamed = form.person.trim().is_empty() && form.code.trim().is_empty();
    let own = view.viewer.person().filter(|_| unnamed);
    let signer = form.person(view).or(own);
    if signer.is_none() {
        trouble.note("person", "Choose somebody.");
        trouble.note("code", "There is nobody with this code whom you may know.");
    }
    signer
}

/// `/applications/{id}/drop`
pub(crate) const DROP: Task<ProceedingId, Asked> = Task {
    draws: forms::drop_it,
    commands: |view, id, form, trouble| {
        fill::found(view, id)?;
        let on = trouble.day("on", &form.on);
        Ok(on.map(|on| {
            Command::from(DropProceeding {
                proceeding: id,
                key: None,
                on,
            })
        }))
    },
    after: to_proceeding,
};

/// `/applications/{id}/time`
pub(crate) const TIME: Task<ProceedingId, Asked> = Task {
    draws: forms::time,
    commands: |view, id, _, _| {
        fill::found(view, id)?;
        Ok(Some(Command::from(LetTimeDecide { proceeding: id })))
    },
    after: to_proceeding,
};
