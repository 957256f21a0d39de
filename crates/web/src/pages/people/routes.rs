//! People as a list, one person, and one's own card.

use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use clerk::{Submission, Whose};
use kernel::{Actor, Command, PersonId, Subject};

use super::fill::{self, CardForm, Held};
use super::roster::{self, Asked};
use crate::acting::{self, Trouble, carry_out, draw};
use crate::cards::{checked, typed};
use crate::done;
use crate::error::Failure;
use crate::frame::Room;
use crate::pages::past::day::OnDay;
use crate::pages::past::routes as past;
use crate::session::{At, Query, Sent, SignedIn};
use crate::sheet::Format;
use crate::site::{Site, html, html_refused, see_other, waiting};

/// Entries about one person that are looked through at the most.
const ENTRIES_MAX: usize = 1000;
/// Looks at a card that are shown at the most.
const LOOKS_MAX: usize = 100;

/// `GET /people`: the register for whoever is signed in; for everybody else the
/// people whom published sources name, which is another list at another address.
pub(crate) async fn list_or_published(
    State(site): State<Site>,
    by: Result<SignedIn, Failure>,
    uri: Uri,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    match by {
        Ok(by) => list(&site, &by, &asked),
        Err(Failure::NotSignedIn) if site.has_published() => {
            let asked = uri.query().map(|query| format!("?{query}"));
            let path = "/bulletins/people";
            Ok(see_other(&format!("{path}{}", asked.unwrap_or_default())))
        }
        Err(failure) => Err(failure),
    }
}

fn list(site: &Site, by: &SignedIn, asked: &Asked) -> Result<Response, Failure> {
    let page = site.look_over(by, |view, survey| {
        let frame = by.frame(view.state, view.directory, Some(Room::People), "People");
        roster::list(view, survey, frame, asked)
    })?;
    Ok(html(&page))
}

/// `GET /people.csv`, `GET /people.xlsx`
pub(crate) async fn export(
    State(site): State<Site>,
    by: SignedIn,
    format: Format,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    site.look_over(&by, |view, survey| {
        roster::sheet(view, survey, &asked, format)
    })?
    .file("people")
}

/// `GET /people/{id}`
pub(crate) async fn show(
    State(site): State<Site>,
    by: SignedIn,
    At(person): At<u32>,
    Query(on): Query<OnDay>,
) -> Result<Response, Failure> {
    let person = PersonId(person);
    if let Some(asked) = on.asked(site.today()) {
        return past::person(&site, &by, person, &asked);
    }
    site.look(&by, |view| view.person(person))?;
    // Noted before anything is shown: nobody looks unseen.
    site.note_look(&by, person)?;
    let entries = waiting(|| {
        site.clerk
            .history(Subject::Person(person), None, ENTRIES_MAX)
    });
    let entries =
        entries.map_err(|error| Failure::broken("read the history of a person", &error))?;
    let looks = if by.actor == Actor::Person(person) {
        site.accounts(|accounts| accounts.views_of(person.0, LOOKS_MAX))?
    } else {
        Vec::new()
    };
    let held = Held { entries, looks };
    let page = site.look(&by, |view| {
        let room = (by.actor != Actor::Person(person)).then_some(Room::People);
        let name = view.directory.name(person);
        let frame = by.frame(view.state, view.directory, room, &name);
        fill::show(view, frame, person, &held)
    })?;
    Ok(html(&page))
}

/// `GET /people/{id}/card`
pub(crate) async fn card_form(
    State(site): State<Site>,
    by: SignedIn,
    At(person): At<u32>,
) -> Result<Response, Failure> {
    acting::form(&site, &by, |view, with| {
        fill::card_form(view, PersonId(person), None, with)
    })
}

/// `POST /people/{id}/card`
pub(crate) async fn change_card(
    State(site): State<Site>,
    At(person): At<u32>,
    sent: Sent<CardForm>,
) -> Result<Response, Failure> {
    let Sent { by, key, form } = sent;
    let person = PersonId(person);
    if by.actor != Actor::Person(person) {
        return Err(Failure::NotFound);
    }
    let mut trouble = Trouble::default();
    let card = site.read(|_, directory| directory.card(person).cloned())?;
    let mut card = card.ok_or(Failure::NotFound)?;
    card.goes_by(form.name.trim());
    (card.email, card.phone) = (typed(&form.email), typed(&form.phone));
    if let Some(card) = checked(card, &mut trouble) {
        // A card is no part of what the organisation did: the journal has no entry for it.
        let mut submission = Submission::new(key, by.actor, Command::Act(Vec::new()));
        submission.cards.push((Whose::Person(person), card));
        match carry_out(&site, submission).await? {
            Ok(_) => return Ok(see_other(&done::card_address(&format!("/people/{person}")))),
            Err(refused) => trouble.refused = Some(refused),
        }
    }
    let page = draw(&site, &by, trouble, |view, with| {
        fill::card_form(view, person, Some(&form), with)
    })?;
    Ok(html_refused(&page))
}
