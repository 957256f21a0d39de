//! The forms that take back a word of the unit above, that a post was handed over, taken up
//! or laid down.

use axum::extract::State;
use axum::response::Response;
use charter::{Action, PostId};
use clerk::Submission;
use kernel::posts::{StrikeHandOver, StrikeLayingDown, StrikePost, Tenure, WithdrawConfirmation};
use kernel::{Command, PersonId, UnitId};
use serde::Deserialize;

use super::fill::named;
use super::hand_over::takes_part;
use super::words::name;
use crate::acting::{self, Drawing, Trouble, day_field};
use crate::error::Failure;
use crate::forms::{Field, Kind};
use crate::frame::{Frame, Link};
use crate::listing::address;
use crate::pages::form::FormPage;
use crate::session::{At, Query, Sent, SignedIn};
use crate::site::{Site, see_other};
use crate::view::View;
use crate::words::day;

/// What is taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Back {
    Confirmation,
    HandOver,
    TakingUp,
    LayingDown,
}

impl Back {
    fn path(self) -> &'static str {
        match self {
            Back::Confirmation => "withdraw",
            Back::HandOver => "strike-hand-over",
            Back::TakingUp => "strike",
            Back::LayingDown => "strike-laying-down",
        }
    }
}

/// What the forms send.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct BackForm {
    person: String,
    reason: String,
    on: String,
}

/// `GET /units/{id}/posts/{post}/withdraw`
pub(crate) async fn withdraw_form(
    site: State<Site>,
    by: SignedIn,
    at: At<(u32, String)>,
    asked: Query<BackForm>,
) -> Result<Response, Failure> {
    form(&site, &by, at, asked, Back::Confirmation)
}

/// `GET /units/{id}/posts/{post}/strike-hand-over`
pub(crate) async fn strike_form(
    site: State<Site>,
    by: SignedIn,
    at: At<(u32, String)>,
    asked: Query<BackForm>,
) -> Result<Response, Failure> {
    form(&site, &by, at, asked, Back::HandOver)
}

/// `GET /units/{id}/posts/{post}/strike`
pub(crate) async fn taking_up_form(
    site: State<Site>,
    by: SignedIn,
    at: At<(u32, String)>,
    asked: Query<BackForm>,
) -> Result<Response, Failure> {
    form(&site, &by, at, asked, Back::TakingUp)
}

/// `GET /units/{id}/posts/{post}/strike-laying-down`
pub(crate) async fn laying_down_form(
    site: State<Site>,
    by: SignedIn,
    at: At<(u32, String)>,
    asked: Query<BackForm>,
) -> Result<Response, Failure> {
    form(&site, &by, at, asked, Back::LayingDown)
}

fn form(
    site: &Site,
    by: &SignedIn,
    At((unit, post)): At<(u32, String)>,
    Query(asked): Query<BackForm>,
    back: Back,
) -> Result<Response, Failure> {
    acting::form(site, by, |view, with| {
        drawn(view, (UnitId(unit), &post), back, &asked, with)
    })
}

/// `POST /units/{id}/posts/{post}/withdraw`
pub(crate) async fn withdraw(
    site: State<Site>,
    at: At<(u32, String)>,
    asked: Query<BackForm>,
    sent: Sent<BackForm>,
) -> Result<Response, Failure> {
    take_back(site, at, asked, sent, Back::Confirmation).await
}

/// `POST /units/{id}/posts/{post}/strike-hand-over`
pub(crate) async fn strike(
    site: State<Site>,
    at: At<(u32, String)>,
    asked: Query<BackForm>,
    sent: Sent<BackForm>,
) -> Result<Response, Failure> {
    take_back(site, at, asked, sent, Back::HandOver).await
}

/// `POST /units/{id}/posts/{post}/strike`
pub(crate) async fn taking_up(
    site: State<Site>,
    at: At<(u32, String)>,
    asked: Query<BackForm>,
    sent: Sent<BackForm>,
) -> Result<Response, Failure> {
    take_back(site, at, asked, sent, Back::TakingUp).await
}

/// `POST /units/{id}/posts/{post}/strike-laying-down`
pub(crate) async fn laying_down(
    site: State<Site>,
    at: At<(u32, String)>,
    asked: Query<BackForm>,
    sent: Sent<BackForm>,
) -> Result<Response, Failure> {
    take_back(site, at, asked, sent, Back::LayingDown).await
}

async fn take_back(
    State(site): State<Site>,
    At((unit, named_post)): At<(u32, String)>,
    Query(asked): Query<BackForm>,
    sent: Sent<BackForm>,
    back: Back,
) -> Result<Response, Failure> {
    let Sent { by, key, mut form } = sent;
    form.person = asked.person;
    let unit = UnitId(unit);
    let way = format!("/units/{unit}/posts");
    if let Some(receipt) = site.answered(&key, by.actor)? {
        return Ok(see_other(&crate::done::address(&way, &receipt)));
    }
    let (person, post) = site.look(&by, |view| {
        view.unit(unit)?;
        let (post, _) = named(view, &named_post)?;
        Ok((whom(view, &form)?, post))
    })?;
    let mut trouble = Trouble::default();
    let reason = trouble.line("reason", &form.reason);
    let command = match back {
        Back::Confirmation => {
            let on = trouble.day("on", &form.on);
            reason.zip(on).map(|(reason, on)| {
                Command::from(WithdrawConfirmation {
                    person,
                    unit,
                    post,
                    reason,
                    on,
                })
            })
        }
        Back::HandOver => reason.map(|reason| {
            Command::from(StrikeHandOver {
                person,
                unit,
                post,
                reason,
            })
        }),
        Back::TakingUp => reason.map(|reason| {
            Command::from(StrikePost {
                person,
                unit,
                post,
                reason,
            })
        }),
        Back::LayingDown => reason.map(|reason| {
            Command::from(StrikeLayingDown {
                person,
                unit,
                post,
                reason,
            })
        }),
    };
    let submission = command.map(|command| Submission::new(key, by.actor, command));
    let after = |_: &clerk::Receipt| Ok(way.clone());
    acting::act(&site, &by, (submission, trouble), after, |view, with| {
        drawn(view, (unit, &named_post), back, &form, with)
    })
    .await
}

/// Whom the address names.
fn whom(view: View<'_>, form: &BackForm) -> Result<PersonId, Failure> {
    let number = form.person.trim().parse().ok().map(PersonId);
    number
        .filter(|person| view.knows(*person))
        .ok_or(Failure::NotFound)
}

/// Whether the unit above has confirmed a holder, and the viewer may take that back.
pub(super) fn can_be_withdrawn(view: View<'_>, tenure: &Tenure) -> bool {
    let said = view.state.confirming(tenure).and_then(|it| it.said);
    said.is_some_and(|(yes, _)| yes) && view.may(Action::ConfirmHolder, tenure.unit)
}

/// Whether a post was handed over to a holder, and the viewer may strike that.
pub(super) fn can_be_struck(view: View<'_>, tenure: &Tenure) -> bool {
    view.state.handed_over(tenure).is_some() && takes_part(view, tenure)
}

/// The time in a post of which something is taken back.
fn last_of(
    view: View<'_>,
    (unit, post): (UnitId, PostId),
    person: PersonId,
    back: Back,
) -> Option<Tenure> {
    let mut own = view
        .state
        .tenures_of(person)
        .filter(|it| (it.unit, it.post) == (unit, post));
    match back {
        Back::Confirmation | Back::HandOver | Back::TakingUp => own.find(|it| it.until.is_none()),
        Back::LayingDown => own
            .filter(|it| it.until.is_some())
            .max_by_key(|it| it.until),
    }
}

#[expect(clippy::too_many_lines, reason = "a list, a line or a stanza a form")]
fn drawn(
    view: View<'_>,
    (unit, post): (UnitId, &str),
    back: Back,
    form: &BackForm,
    with: Drawing,
) -> Result<FormPage, Failure> {
    let it = view.unit(unit)?;
    let (id, row) = named(view, post)?;
    let person = whom(view, form)?;
    let tenure = last_of(view, (unit, id), person, back).ok_or(Failure::NotFound)?;
    let title = row.title_on(view.today);
    let mut fields = vec![Field::new("reason", "Why", Kind::Line).value(&form.reason)];
    let (heading, lead, submit) = match back {
        Back::Confirmation => {
            view.unit_for(Action::ConfirmHolder, unit)?;
            fields.push(day_field("Day", &form.on, view.today));
            let said = view.state.confirming(&tenure).and_then(|it| it.said);
            let when = said.map(|(_, on)| format!(" They were confirmed on {}.", day(on)));
            (
                format!("Take back that the {title} of {} was confirmed", it.name),
                format!(
                    "{}.{} The word is waited for again, as long as there is time for it.",
                    name(view, person),
                    when.unwrap_or_default()
                ),
                "Take it back",
            )
        }
        Back::TakingUp => {
            view.unit_for(Action::FillPost, unit)?;
            (
                format!(
                    "Strike that the post of {title} of {} was taken up",
                    it.name
                ),
                format!(
                    "{} holds it since {}, by the record. Struck, they never held it. Where they \
                     did and do no more, have it laid down instead.",
                    name(view, person),
                    day(tenure.from)
                ),
                "Strike it",
            )
        }
        Back::LayingDown => {
            view.unit_for(Action::FillPost, unit)?;
            let when = tenure.until.map(|on| format!(" on {}", day(on)));
            (
                format!(
                    "Strike that the post of {title} of {} was laid down",
                    it.name
                ),
                format!(
                    "{} laid it down{}, by the record. Struck, they hold it still, since {}.",
                    name(view, person),
                    when.unwrap_or_default(),
                    day(tenure.from)
                ),
                "Strike it",
            )
        }
        Back::HandOver => {
            if !takes_part(view, &tenure) {
                view.unit_for(Action::FillPost, unit)?;
            }
            let when = view.state.handed_over(&tenure);
            let when = when.map(|on| format!(", on {}", day(on)));
            (
                format!(
                    "Strike that the post of {title} of {} was handed over",
                    it.name
                ),
                format!(
                    "To {}{}. It is to be handed over again.",
                    name(view, person),
                    when.unwrap_or_default()
                ),
                "Strike it",
            )
        }
    };
    let path = format!("/units/{unit}/posts/{post}/{}", back.path());
    let rule = view.charter.choosing_of(id).map_or(row.rule, |it| it.rule);
    Ok(FormPage {
        frame: Frame {
            path: view.path_to(unit),
            ..with.frame
        },
        heading,
        lead: Some(lead),
        article: view.note(rule),
        refused: with.trouble.refused.clone(),
        action: address(&path, &[("person", &person.to_string())]),
        guard: with.guard,
        fields: fields.into_iter().map(|it| with.trouble.mark(it)).collect(),
        submit: submit.to_owned(),
        back: Some(Link::new("Back", format!("/units/{unit}/posts"))),
    })
}
