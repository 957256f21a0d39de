//! Directives: shown, issued, and what is done with them.

use std::future::ready;

use axum::extract::State;
use axum::response::Response;
use clerk::{Receipt, Submission};
use kernel::directives::DirectiveEvent;
use kernel::{Event, UnitId};

use super::acts::{self, Act, ActForm, Subject};
use super::issuing::{self, Asked, IssueForm};
use super::{show as showing, words};
use crate::acting::{self, Drawn, Later, Trouble};
use crate::error::Failure;
use crate::frame::Room;
use crate::session::{At, Query, Sent, SignedIn};
use crate::site::{Site, html};

/// `GET /directives/{directive}`
pub(crate) async fn show(
    State(site): State<Site>,
    by: SignedIn,
    At(code): At<String>,
) -> Result<Response, Failure> {
    let texts = site.look(&by, |view| showing::texts(view, &code))?;
    let texts = site.texts(texts)?;
    let page = site.look(&by, |view| {
        let frame = by.frame(
            view.state,
            view.directory,
            Some(Room::Directives),
            "Directive",
        );
        showing::page(view, &code, &texts, frame)
    })?;
    Ok(html(&page))
}

/// `GET /units/{id}/directives/new`
pub(crate) async fn new(
    State(site): State<Site>,
    by: SignedIn,
    At(unit): At<u32>,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    let form = IssueForm::from(asked);
    acting::form(&site, &by, |view, with| {
        issuing::form(view, UnitId(unit), &form, with)
    })
}

/// `POST /units/{id}/directives/new`
pub(crate) async fn issue(
    State(site): State<Site>,
    At(unit): At<u32>,
    Query(asked): Query<Asked>,
    sent: Sent<IssueForm>,
) -> Result<Response, Failure> {
    let Sent { by, key, form } = sent;
    let asked = IssueForm::from(asked);
    let form = IssueForm {
        kind: asked.kind,
        replaces: asked.replaces,
        ..form
    };
    let unit = UnitId(unit);
    let mut trouble = Trouble::default();
    let command = site.look(&by, |view| {
        issuing::command(view, unit, &form, &mut trouble)
    })?;
    let submission = command.map(|command| Submission::new(key, by.actor, command));
    let after = |receipt: &Receipt| {
        let id = receipt.events.iter().find_map(|event| match event {
            Event::Directive(DirectiveEvent::Issued { directive, .. }) => Some(*directive),
            _ => None,
        });
        let code = site.look(&by, |view| Ok(id.map(|id| words::code(view, id))))?;
        Ok(code.map_or_else(
            || format!("/units/{unit}/directives"),
            |code| format!("/directives/{code}"),
        ))
    };
    acting::act(&site, &by, (submission, trouble), after, |view, with| {
        issuing::form(view, unit, &form, with)
    })
    .await
}

/// The form at `GET /units/{id}/directives/{directive}/pass-on` and others alike.
pub(crate) fn form(
    act: Act,
) -> impl Fn(State<Site>, SignedIn, At<(u32, String)>) -> Drawn + Clone + Send + Sync {
    move |State(site), by, At((unit, code))| ready(drawn(&site, &by, act, Some(unit), &code))
}

/// The form at `GET /directives/{directive}/amend` or `withdraw`.
pub(crate) fn issuers_form(
    act: Act,
) -> impl Fn(State<Site>, SignedIn, At<String>) -> Drawn + Clone + Send + Sync {
    move |State(site), by, At(code)| ready(drawn(&site, &by, act, None, &code))
}

/// `POST /units/{id}/directives/{directive}/pass-on` and others alike.
pub(crate) fn send(
    act: Act,
) -> impl Fn(State<Site>, At<(u32, String)>, Sent<ActForm>) -> Later + Clone + Send + Sync {
    move |State(site), At((unit, code)), sent| {
        Box::pin(async move { acted(&site, act, (Some(unit), &code), sent).await })
    }
}

/// `POST /directives/{directive}/amend` or `withdraw`.
pub(crate) fn issuers_send(
    act: Act,
) -> impl Fn(State<Site>, At<String>, Sent<ActForm>) -> Later + Clone + Send + Sync {
    move |State(site), At(code), sent| {
        Box::pin(async move { acted(&site, act, (None, &code), sent).await })
    }
}

/// The subject, and what is in the form before anybody has typed.
fn begun(
    site: &Site,
    by: &SignedIn,
    act: Act,
    (unit, code): (Option<u32>, &str),
) -> Result<(Subject, ActForm), Failure> {
    let subject = site.look(by, |view| acts::subject(view, act, unit.map(UnitId), code))?;
    let mut form = ActForm::default();
    if act == Act::Amend {
        let text = subject.directive.text().map(|text| site.text(text));
        form.text = text.transpose()?.flatten().unwrap_or_default();
    }
    Ok((subject, form))
}

fn drawn(
    site: &Site,
    by: &SignedIn,
    act: Act,
    unit: Option<u32>,
    code: &str,
) -> Result<Response, Failure> {
    let (subject, form) = begun(site, by, act, (unit, code))?;
    acting::form(site, by, |view, with| {
        Ok(acts::form(view, act, &subject, &form, with))
    })
}

async fn acted(
    site: &Site,
    act: Act,
    (unit, code): (Option<u32>, &str),
    sent: Sent<ActForm>,
) -> Result<Response, Failure> {
    let Sent { by, key, form } = sent;
    let (subject, _) = begun(site, &by, act, (unit, code))?;
    let mut trouble = Trouble::default();
    let command = acts::command(act, &subject, &form, &mut trouble);
    let submission = command.map(|command| Submission::new(key, by.actor, command));
    let after = |_: &Receipt| Ok(format!("/directives/{code}"));
    acting::act(site, &by, (submission, trouble), after, |view, with| {
        Ok(acts::form(view, act, &subject, &form, with))
    })
    .await
}
