//! The forms about the names of a person: drawn, sent, and drawn again with what was
//! recognised. They write the card; the journal has no entry for that.

use axum::extract::State;
use axum::response::Response;
use clerk::{Submission, Whose};
use kernel::{Command, PersonId};

use super::names::{self, Came, Deed, NameAsked};
use crate::acting::{self, Trouble, carry_out, draw};
use crate::done;
use crate::error::Failure;
use crate::session::{At, Sent, SignedIn};
use crate::site::{Site, html, html_refused, see_other};

/// `GET /people/{id}/names/add`
pub(crate) async fn add_form(
    site: State<Site>,
    by: SignedIn,
    At(person): At<u32>,
) -> Result<Response, Failure> {
    drawn(&site, &by, PersonId(person), Deed::Add)
}

/// `POST /people/{id}/names/add`
pub(crate) async fn add(
    site: State<Site>,
    At(person): At<u32>,
    sent: Sent<NameAsked>,
) -> Result<Response, Failure> {
    change(&site, PersonId(person), Deed::Add, sent).await
}

/// `GET /people/{id}/names/{nth}`
pub(crate) async fn correct_form(
    site: State<Site>,
    by: SignedIn,
    At((person, nth)): At<(u32, u32)>,
) -> Result<Response, Failure> {
    drawn(&site, &by, PersonId(person), Deed::Correct(nth as usize))
}

/// `POST /people/{id}/names/{nth}`
pub(crate) async fn correct(
    site: State<Site>,
    At((person, nth)): At<(u32, u32)>,
    sent: Sent<NameAsked>,
) -> Result<Response, Failure> {
    change(&site, PersonId(person), Deed::Correct(nth as usize), sent).await
}

/// `GET /people/{id}/names/{nth}/end`
pub(crate) async fn end_form(
    site: State<Site>,
    by: SignedIn,
    At((person, nth)): At<(u32, u32)>,
) -> Result<Response, Failure> {
    drawn(&site, &by, PersonId(person), Deed::End(nth as usize))
}

/// `POST /people/{id}/names/{nth}/end`
pub(crate) async fn end(
    site: State<Site>,
    At((person, nth)): At<(u32, u32)>,
    sent: Sent<NameAsked>,
) -> Result<Response, Failure> {
    change(&site, PersonId(person), Deed::End(nth as usize), sent).await
}

/// `GET /people/{id}/names/{nth}/remove`
pub(crate) async fn remove_form(
    site: State<Site>,
    by: SignedIn,
    At((person, nth)): At<(u32, u32)>,
) -> Result<Response, Failure> {
    drawn(&site, &by, PersonId(person), Deed::Remove(nth as usize))
}

/// `POST /people/{id}/names/{nth}/remove`
pub(crate) async fn remove(
    site: State<Site>,
    At((person, nth)): At<(u32, u32)>,
    sent: Sent<NameAsked>,
) -> Result<Response, Failure> {
    change(&site, PersonId(person), Deed::Remove(nth as usize), sent).await
}

fn drawn(site: &Site, by: &SignedIn, person: PersonId, deed: Deed) -> Result<Response, Failure> {
    acting::form(site, by, |view, with| {
        names::form(view, person, deed, None, with)
    })
}

async fn change(
    site: &Site,
    person: PersonId,
    deed: Deed,
    sent: Sent<NameAsked>,
) -> Result<Response, Failure> {
    let Sent { by, key, form } = sent;
    let after = done::card_address(&format!("/people/{person}"));
    // A form that is sent twice changes the card once.
    if site.answered(&key, by.actor)?.is_some() {
        return Ok(see_other(&after));
    }
    let mut trouble = Trouble::default();
    let came = site.look(&by, |view| {
        if !names::may_write(view, person) {
            return Err(Failure::NotFound);
        }
        let card = view.directory.card(person).ok_or(Failure::NotFound)?;
        names::change(card, deed, &form, view.today, &mut trouble)
    })?;
    let form = match came {
        Came::Again(form) => *form,
        Came::Card(card) => {
            let mut submission = Submission::new(key, by.actor, Command::Act(Vec::new()));
            submission.cards.push((Whose::Person(person), *card));
            match carry_out(site, submission).await? {
                Ok(_) => return Ok(see_other(&after)),
                Err(refused) => trouble.refused = Some(refused),
            }
            form
        }
    };
    let good = trouble.is_none();
    let page = draw(site, &by, trouble, |view, with| {
        names::form(view, person, deed, Some(&form), with)
    })?;
    Ok(if good {
        html(&page)
    } else {
        html_refused(&page)
    })
}
