//! Sessions of courses: announced, recorded, corrected, called off.

use axum::extract::State;
use axum::response::Response;
use clerk::{Receipt, Submission};
use kernel::study::{
    AnnounceSession, CallOffSession, CorrectAttendance, RecordAttendance, StudyEvent,
};
use kernel::{Command, Event, SessionId, UnitId};

use super::forms::{self, StudyForm};
use super::{AttendancePage, fill};
use crate::acting::{self, Trouble, carry_out};
use crate::done;
use crate::error::Failure;
use crate::forms::Guard;
use crate::frame::{Frame, Room};
use crate::session::{At, Query, Sent, SignedIn};
use crate::site::{Site, html, html_refused, see_other};
use crate::view::View;

/// `GET /study/{id}`
pub(crate) async fn show(
    State(site): State<Site>,
    by: SignedIn,
    At(session): At<u32>,
) -> Result<Response, Failure> {
    let page = site.look(&by, |view| {
        let frame = by.frame(view.state, view.directory, Some(Room::Study), "Session");
        fill::show(view, SessionId(session), frame)
    })?;
    Ok(html(&page))
}

/// `GET /units/{id}/study/announce`
pub(crate) async fn announce_form(
    State(site): State<Site>,
    by: SignedIn,
    At(unit): At<u32>,
    Query(form): Query<StudyForm>,
) -> Result<Response, Failure> {
    acting::form(&site, &by, |view, with| {
        forms::announce(view, UnitId(unit), &form, with)
    })
}

/// `POST /units/{id}/study/announce`
pub(crate) async fn announce(
    State(site): State<Site>,
    At(unit): At<u32>,
    sent: Sent<StudyForm>,
) -> Result<Response, Failure> {
    let Sent { by, key, form } = sent;
    let unit = UnitId(unit);
    let mut trouble = Trouble::default();
    let on = trouble.day("on", &form.on);
    let chosen = site.look(&by, |view| {
        view.unit(unit)?;
        Ok(form.chosen(view))
    })?;
    if chosen.is_none() {
        trouble.note("what", "Choose a part of a course.");
    }
    let submission = on.zip(chosen).map(|(on, (course, part))| {
        let command = Command::from(AnnounceSession {
            course,
            part,
            unit,
            on,
        });
        Submission::new(key, by.actor, command)
    });
    let after = |receipt: &Receipt| {
        let new = receipt.events.iter().find_map(|event| match event {
            Event::Study(StudyEvent::Announced { session, .. }) => Some(*session),
            _ => None,
        });
        Ok(new.map_or_else(
            || format!("/study?unit={unit}"),
            |session| format!("/study/{session}"),
        ))
    };
    acting::act(&site, &by, (submission, trouble), after, |view, with| {
        forms::announce(view, unit, &form, with)
    })
    .await
}

/// Draws the list that is ticked off for whoever is signed in.
fn draw(
    site: &Site,
    by: &SignedIn,
    trouble: Trouble,
    fill: impl FnOnce(View<'_>, (Frame, Guard, Trouble)) -> Result<AttendancePage, Failure>,
) -> Result<AttendancePage, Failure> {
    let guard = by.guard()?;
    site.look(by, |view| {
        let frame = by.frame(view.state, view.directory, Some(Room::Study), "");
        fill(view, (frame, guard, trouble))
    })
}

/// `GET /study/{id}/record`
pub(crate) async fn record_form(
    State(site): State<Site>,
    by: SignedIn,
    At(session): At<u32>,
) -> Result<Response, Failure> {
    let page = draw(&site, &by, Trouble::default(), |view, with| {
        forms::record(view, SessionId(session), &StudyForm::default(), with)
    })?;
    Ok(html(&page))
}

/// `POST /study/{id}/record`
pub(crate) async fn record(
    State(site): State<Site>,
    At(session): At<u32>,
    sent: Sent<StudyForm>,
) -> Result<Response, Failure> {
    let Sent { by, key, form } = sent;
    let session = SessionId(session);
    site.look(&by, |view| fill::known(view, session))?;
    if form.turns() {
        let page = draw(&site, &by, Trouble::default(), |view, with| {
            forms::record(view, session, &form, with)
        })?;
        return Ok(html(&page));
    }
    let command = Command::from(RecordAttendance {
        session,
        attended: form.people(),
    });
    match carry_out(&site, Submission::new(key, by.actor, command)).await? {
        Ok(receipt) => Ok(to_session(session, &receipt)),
        Err(refused) => {
            let page = draw(&site, &by, refused.into(), |view, with| {
                forms::record(view, session, &form, with)
            })?;
            Ok(html_refused(&page))
        }
    }
}

/// `GET /study/{id}/correct`
pub(crate) async fn correct_form(
    State(site): State<Site>,
    by: SignedIn,
    At(session): At<u32>,
) -> Result<Response, Failure> {
    let page = draw(&site, &by, Trouble::default(), |view, with| {
        forms::correct(view, SessionId(session), None, with)
    })?;
    Ok(html(&page))
}

/// `POST /study/{id}/correct`
pub(crate) async fn correct(
    State(site): State<Site>,
    At(session): At<u32>,
    sent: Sent<StudyForm>,
) -> Result<Response, Failure> {
    let Sent { by, key, form } = sent;
    let session = SessionId(session);
    site.look(&by, |view| fill::known(view, session))?;
    if form.turns() {
        let page = draw(&site, &by, Trouble::default(), |view, with| {
            forms::correct(view, session, Some(&form), with)
        })?;
        return Ok(html(&page));
    }
    let mut trouble = Trouble::default();
    if form.reason.trim().is_empty() {
        trouble.note("reason", "Say why it is corrected.");
    } else {
        let command = Command::from(CorrectAttendance {
            session,
            attended: form.people(),
            reason: form.reason.clone(),
        });
        match carry_out(&site, Submission::new(key, by.actor, command)).await? {
            Ok(receipt) => return Ok(to_session(session, &receipt)),
            Err(refused) => trouble = refused.into(),
        }
    }
    let page = draw(&site, &by, trouble, |view, with| {
        forms::correct(view, session, Some(&form), with)
    })?;
    Ok(html_refused(&page))
}

fn to_session(session: SessionId, receipt: &Receipt) -> Response {
    see_other(&done::address(&format!("/study/{session}"), receipt))
}

/// `GET /study/{id}/call-off`
pub(crate) async fn call_off_form(
    State(site): State<Site>,
    by: SignedIn,
    At(session): At<u32>,
    Query(form): Query<StudyForm>,
) -> Result<Response, Failure> {
    acting::form(&site, &by, |view, with| {
        forms::call_off(view, SessionId(session), &form, with)
    })
}

/// `POST /study/{id}/call-off`
pub(crate) async fn call_off(
    State(site): State<Site>,
    At(session): At<u32>,
    sent: Sent<StudyForm>,
) -> Result<Response, Failure> {
    let Sent { by, key, form } = sent;
    let session = SessionId(session);
    site.look(&by, |view| fill::known(view, session))?;
    let command = Command::from(CallOffSession {
        session,
        reason: form.reason.clone(),
    });
    let submission = Some(Submission::new(key, by.actor, command));
    let after = |_: &Receipt| Ok(format!("/study/{session}"));
    let trouble = Trouble::default();
    acting::act(&site, &by, (submission, trouble), after, |view, with| {
        forms::call_off(view, session, &form, with)
    })
    .await
}
