//! Affiliated bodies: entered, corrected, ended.

use axum::extract::State;
use axum::response::Response;
use clerk::{Receipt, Submission};
use jiff::civil::Date;
use kernel::bodies::{CorrectBody, EndBody, EnterBody};
use kernel::{BodyId, Command, UnitId};

use super::fill;
use super::forms::{self, BodyForm};
use crate::acting::{self, Trouble};
use crate::error::Failure;
use crate::session::{At, Query, Sent, SignedIn};
use crate::site::Site;

/// A day that may be left out: none where it is, and a note where it cannot be read.
fn perhaps(trouble: &mut Trouble, field: &'static str, text: &str) -> Option<Date> {
    if text.trim().is_empty() {
        return None;
    }
    trouble.day(field, text)
}

/// `GET /units/{id}/bodies/enter`
pub(crate) async fn enter_form(
    State(site): State<Site>,
    by: SignedIn,
    At(unit): At<u32>,
    Query(form): Query<BodyForm>,
) -> Result<Response, Failure> {
    acting::form(&site, &by, |view, with| {
        forms::enter(view, UnitId(unit), &form, with)
    })
}

/// `POST /units/{id}/bodies/enter`
pub(crate) async fn enter(
    State(site): State<Site>,
    At(unit): At<u32>,
    sent: Sent<BodyForm>,
) -> Result<Response, Failure> {
    let Sent { by, key, form } = sent;
    let unit = UnitId(unit);
    let mut trouble = Trouble::default();
    let on = trouble.day("on", &form.on);
    let name = trouble.line("name", &form.name);
    let since = perhaps(&mut trouble, "since", &form.since);
    let (kind, liaison) = site.look(&by, |view| {
        view.unit(unit)?;
        Ok((view.charter.body_named(&form.kind), form.post(view)))
    })?;
    if kind.is_none() {
        trouble.note("kind", "Choose a kind.");
    }
    let submission = on.zip(name).zip(kind).map(|((on, name), kind)| {
        let command = Command::from(EnterBody {
            kind,
            unit,
            name,
            since,
            liaison,
            on,
        });
        Submission::new(key, by.actor, command)
    });
    let after = |_: &Receipt| Ok(format!("/bodies?unit={unit}"));
    acting::act(&site, &by, (submission, trouble), after, |view, with| {
        forms::enter(view, unit, &form, with)
    })
    .await
}

/// `GET /bodies/{id}/correct`
pub(crate) async fn correct_form(
    State(site): State<Site>,
    by: SignedIn,
    At(body): At<u32>,
    Query(form): Query<BodyForm>,
) -> Result<Response, Failure> {
    acting::form(&site, &by, |view, with| {
        forms::correct(view, BodyId(body), &form, with)
    })
}

/// `POST /bodies/{id}/correct`
pub(crate) async fn correct(
    State(site): State<Site>,
    At(body): At<u32>,
    sent: Sent<BodyForm>,
) -> Result<Response, Failure> {
    let Sent { by, key, form } = sent;
    let body = BodyId(body);
    let mut trouble = Trouble::default();
    let on = trouble.day("on", &form.on);
    let name = trouble.line("name", &form.name);
    let since = perhaps(&mut trouble, "since", &form.since);
    let until = perhaps(&mut trouble, "until", &form.until);
    if form.reason.trim().is_empty() {
        trouble.note("reason", "Say why it is corrected.");
    }
    let (unit, liaison) = site.look(&by, |view| {
        Ok((fill::known(view, body)?.unit, form.post(view)))
    })?;
    let submission = on.zip(name).map(|(on, name)| {
        let command = Command::from(CorrectBody {
            body,
            name,
            since,
            until,
            liaison,
            reason: form.reason.clone(),
            on,
        });
        Submission::new(key, by.actor, command)
    });
    let after = |_: &Receipt| Ok(format!("/bodies?unit={unit}"));
    acting::act(&site, &by, (submission, trouble), after, |view, with| {
        forms::correct(view, body, &form, with)
    })
    .await
}

/// `GET /bodies/{id}/end`
pub(crate) async fn end_form(
    State(site): State<Site>,
    by: SignedIn,
    At(body): At<u32>,
    Query(form): Query<BodyForm>,
) -> Result<Response, Failure> {
    acting::form(&site, &by, |view, with| {
        forms::end(view, BodyId(body), &form, with)
    })
}

/// `POST /bodies/{id}/end`
pub(crate) async fn end(
    State(site): State<Site>,
    At(body): At<u32>,
    sent: Sent<BodyForm>,
) -> Result<Response, Failure> {
    let Sent { by, key, form } = sent;
    let body = BodyId(body);
    let mut trouble = Trouble::default();
    let on = trouble.day("on", &form.on);
    let unit = site.look(&by, |view| Ok(fill::known(view, body)?.unit))?;
    let submission = on.map(|on| {
        let command = Command::from(EndBody {
            body,
            reason: form.reason.clone(),
            on,
        });
        Submission::new(key, by.actor, command)
    });
    let after = |_: &Receipt| Ok(format!("/bodies?unit={unit}"));
    acting::act(&site, &by, (submission, trouble), after, |view, with| {
        forms::end(view, body, &form, with)
    })
    .await
}
