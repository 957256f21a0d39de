//! Admitting, transferring, promoting and leaving.

use axum::extract::State;
use axum::http::header::SET_COOKIE;
use axum::response::Response;
use clerk::{Receipt, Submission, Whose};
use kernel::members::{AdmitMember, Leave, MemberEvent, PromoteMember, TransferMember};
use kernel::{Actor, Command, Event, PersonId, UnitId};

use super::fill::{self, AdmitForm, MemberForm};
use crate::acting::{self, Drawing, Trouble};
use crate::cards::{card_of, checked, typed};
use crate::done;
use crate::error::Failure;
use crate::pages::error::ErrorPage;
use crate::pages::form::FormPage;
use crate::session::tokens::{self, Token};
use crate::session::{At, Query, Sent, SignedIn, cookie};
use crate::site::{Site, html, see_other};
use crate::view::View;

/// `GET /units/{id}/admit`
pub(crate) async fn new(
    State(site): State<Site>,
    by: SignedIn,
    At(unit): At<u32>,
) -> Result<Response, Failure> {
    acting::form(&site, &by, |view, with| {
        fill::admit(view, UnitId(unit), &AdmitForm::default(), with)
    })
}

/// `POST /units/{id}/admit`
pub(crate) async fn admit(
    State(site): State<Site>,
    At(unit): At<u32>,
    sent: Sent<AdmitForm>,
) -> Result<Response, Failure> {
    let Sent { by, key, form } = sent;
    let unit = UnitId(unit);
    let mut trouble = Trouble::default();
    let on = trouble.day("on", &form.on);
    let code = typed(&form.code).map_or_else(made_up_code, Ok)?;
    let card = card_of(&code, &form.name, [&form.email, &form.phone]);
    let card = checked(card, &mut trouble);
    let grade = site.look(&by, |view| {
        view.unit_for(charter::Action::AdmitMember, unit)?;
        let mut entry = (0..)
            .zip(&view.charter.grades)
            .filter(|(_, grade)| grade.entry);
        let only = entry.clone().count() == 1;
        let chosen =
            entry.find(|(_, grade)| only && form.grade.is_empty() || grade.id == form.grade);
        // A grade nobody is admitted into is the charter's to refuse, not this page's.
        Ok(chosen
            .map(|(row, _)| charter::GradeId(row))
            .or_else(|| view.charter.grade_named(&form.grade)))
    })?;
    if grade.is_none() {
        trouble.note("grade", "Choose a grade.");
    }
    let submission = match (on, card, grade) {
        (Some(on), Some(card), Some(grade)) => {
            let command = Command::from(AdmitMember {
                person: None,
                unit,
                grade,
                on,
            });
            let mut submission = Submission::new(key, by.actor, command);
            submission.cards.push((Whose::New(0), card));
            Some(submission)
        }
        _ => None,
    };
    let after = |_: &Receipt| Ok(format!("/units/{unit}"));
    acting::act(&site, &by, (submission, trouble), after, |view, with| {
        fill::admit(view, unit, &form, with)
    })
    .await
}

/// A code for somebody who was given none.
pub(crate) fn made_up_code() -> Result<String, Failure> {
    Ok(format!("N-{}", journal::hex(&tokens::random::<5>()?)))
}

/// `GET /people/{id}/transfer`
pub(crate) async fn transfer_form(
    State(site): State<Site>,
    by: SignedIn,
    At(person): At<u32>,
    Query(form): Query<MemberForm>,
) -> Result<Response, Failure> {
    acting::form(&site, &by, |view, with| {
        fill::transfer(view, PersonId(person), &form, with)
    })
}

/// `POST /people/{id}/transfer`
pub(crate) async fn transfer(
    State(site): State<Site>,
    At(person): At<u32>,
    sent: Sent<MemberForm>,
) -> Result<Response, Failure> {
    let person = PersonId(person);
    let after = format!("/people/{person}");
    if let Some(again) = sent_again(&site, &sent, &after)? {
        return Ok(again);
    }
    let mut trouble = Trouble::default();
    let on = trouble.day("on", &sent.form.on);
    let to = site.look(&sent.by, |view| {
        view.person(person)?;
        let to = view.state.unit_by_code(sent.form.to.trim());
        Ok(to.filter(|unit| view.unit(*unit).is_ok()))
    })?;
    if to.is_none() {
        trouble.note(
            "to",
            "There is no unit with this code that you may know of.",
        );
    }
    let command = to
        .zip(on)
        .map(|(to, on)| Command::from(TransferMember { person, to, on }));
    act(
        &site,
        sent,
        (command, trouble),
        &after,
        |view, form, with| fill::transfer(view, person, form, with),
    )
    .await
}

/// `GET /people/{id}/promote`
pub(crate) async fn promote_form(
    State(site): State<Site>,
    by: SignedIn,
    At(person): At<u32>,
) -> Result<Response, Failure> {
    acting::form(&site, &by, |view, with| {
        fill::promote(view, PersonId(person), &MemberForm::default(), with)
    })
}

/// `POST /people/{id}/promote`
pub(crate) async fn promote(
    State(site): State<Site>,
    At(person): At<u32>,
    sent: Sent<MemberForm>,
) -> Result<Response, Failure> {
    let person = PersonId(person);
    let after = format!("/people/{person}");
    if let Some(again) = sent_again(&site, &sent, &after)? {
        return Ok(again);
    }
    let mut trouble = Trouble::default();
    let on = trouble.day("on", &sent.form.on);
    let grade = site.look(&sent.by, |view| {
        view.person(person)?;
        let grade = view
            .state
            .membership(person)
            .and_then(|it| view.charter.grade(it.grade));
        grade.and_then(|grade| grade.next).ok_or(Failure::NotFound)
    })?;
    let command = on.map(|on| Command::from(PromoteMember { person, grade, on }));
    act(
        &site,
        sent,
        (command, trouble),
        &after,
        |view, form, with| fill::promote(view, person, form, with),
    )
    .await
}

/// `GET /people/{id}/leave`
pub(crate) async fn leave_form(
    State(site): State<Site>,
    by: SignedIn,
    At(person): At<u32>,
) -> Result<Response, Failure> {
    acting::form(&site, &by, |view, with| {
        fill::leave(view, PersonId(person), &MemberForm::default(), with)
    })
}

/// `POST /people/{id}/leave`
pub(crate) async fn leave(
    State(site): State<Site>,
    At(person): At<u32>,
    sent: Sent<MemberForm>,
) -> Result<Response, Failure> {
    let person = PersonId(person);
    if sent.by.actor == Actor::Person(person) {
        let command = Command::from(Leave {
            person,
            on: site.today(),
        });
        site.submit(Submission::new(sent.key, sent.by.actor, command))
            .await?;
        return farewell(&site);
    }
    if let Some(receipt) = site.answered(&sent.key, sent.by.actor)? {
        let left = receipt.events.iter().find_map(|event| match event {
            Event::Member(MemberEvent::Left { unit, .. }) => Some(*unit),
            _ => None,
        });
        return Ok(see_other(&done::address(&after_leaving(left), &receipt)));
    }
    let mut trouble = Trouble::default();
    let on = trouble.day("on", &sent.form.on);
    let unit = site.look(&sent.by, |view| {
        view.person(person)?;
        Ok(view.state.membership(person).map(|it| it.unit))
    })?;
    let command = on.map(|on| Command::from(Leave { person, on }));
    let after = after_leaving(unit);
    act(
        &site,
        sent,
        (command, trouble),
        &after,
        |view, form, with| fill::leave(view, person, form, with),
    )
    .await
}

/// Where one goes after somebody left this unit.
fn after_leaving(unit: Option<UnitId>) -> String {
    unit.map_or_else(|| "/".to_owned(), |unit| format!("/units/{unit}"))
}

/// The first answer to a form that was sent before. It comes before everything
/// else: what the form did may have put the person out of sight.
fn sent_again(
    site: &Site,
    sent: &Sent<MemberForm>,
    after: &str,
) -> Result<Option<Response>, Failure> {
    let receipt = site.answered(&sent.key, sent.by.actor)?;
    Ok(receipt.map(|receipt| see_other(&done::address(after, &receipt))))
}

/// What is said to whoever has just left: their account is gone with the card.
fn farewell(site: &Site) -> Result<Response, Failure> {
    let page = ErrorPage {
        heading: "You have left".to_owned(),
        text: "Your card and your account are erased. Thank you for everything, and farewell."
            .to_owned(),
        ..ErrorPage::not_found(site.frame_of_strangers("You have left"))
    };
    let page = ErrorPage {
        ways_on: Vec::new(),
        ..page
    };
    let mut response = html(&page);
    response
        .headers_mut()
        .insert(SET_COOKIE, cookie(&site.settings, &Token::new()?, 0)?);
    Ok(response)
}

/// Carries out what a form about a member asks for, and draws the form again where that is refused.
async fn act(
    site: &Site,
    sent: Sent<MemberForm>,
    asked: (Option<Command>, Trouble),
    after: &str,
    again: impl FnOnce(View<'_>, &MemberForm, Drawing) -> Result<FormPage, Failure>,
) -> Result<Response, Failure> {
    let Sent { by, key, form } = sent;
    let (command, trouble) = asked;
    let submission = command.map(|command| Submission::new(key, by.actor, command));
    let after = |_: &Receipt| Ok(after.to_owned());
    acting::act(site, &by, (submission, trouble), after, |view, with| {
        again(view, &form, with)
    })
    .await
}
