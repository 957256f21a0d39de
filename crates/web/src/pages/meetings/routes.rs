//! Meetings: called, recorded, shown, corrected.

use axum::extract::State;
use axum::response::Response;
use charter::MeetingKindId;
use clerk::{Receipt, Submission};
use jiff::civil::Date;
use kernel::meetings::{CallMeeting, CorrectMeeting, MeetingEvent, RecordMeeting};
use kernel::{Command, Event, MeetingId, PersonId, UnitId};

use super::attendance::{Attendance, Unclear, attendance};
use super::fill::{self, Told};
use super::recording::{self, Drawing, RecordForm, Wanted};
use super::{MeetingPage, RecordMeetingPage};
use crate::acting::{Trouble, attempt};
use crate::done;
use crate::error::Failure;
use crate::forms::Refused;
use crate::frame::Room;
use crate::pages::form::FormPage;
use crate::refusal::Told as Refusing;
use crate::session::{At, Query, Sent, SignedIn};
use crate::site::{Site, html, html_refused, see_other};
use crate::view::View;

/// `GET /units/{id}/meetings/new`
pub(crate) async fn new(
    State(site): State<Site>,
    by: SignedIn,
    At(unit): At<u32>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Failure> {
    let page: FormPage = draw(&site, &by, Trouble::default(), |view, with| {
        recording::call(view, UnitId(unit), &wanted, with)
    })?;
    Ok(html(&page))
}

/// `POST /units/{id}/meetings/new`
pub(crate) async fn call(
    State(site): State<Site>,
    At(unit): At<u32>,
    sent: Sent<Wanted>,
) -> Result<Response, Failure> {
    let Sent { by, key, form } = sent;
    let unit = UnitId(unit);
    let mut trouble = Trouble::default();
    let (kind, _) = site.look(&by, |view| kind_of(view, unit, &form.kind))?;
    if let Some(on) = trouble.day("on", &form.on) {
        let command = Command::from(CallMeeting { unit, kind, on });
        match attempt(&site, Submission::new(key, by.actor, command)).await? {
            Ok(receipt) => return Ok(to_meeting(&receipt, unit, &[])),
            Err(turned) => trouble = turned.trouble("on"),
        }
    }
    let page: FormPage = draw(&site, &by, trouble, |view, with| {
        recording::call(view, unit, &form, with)
    })?;
    Ok(html_refused(&page))
}

fn kind_of(view: View<'_>, unit: UnitId, named: &str) -> Result<(MeetingKindId, String), Failure> {
    view.unit(unit)?;
    let (id, kind) = recording::kind_of(view, unit, named)?;
    Ok((id, kind.title.clone()))
}

/// Where one goes after a meeting was called or recorded.
fn to_meeting(receipt: &Receipt, unit: UnitId, unseen: &[PersonId]) -> Response {
    let meeting = receipt.events.iter().find_map(|event| match event {
        Event::Meeting(MeetingEvent::Called { meeting, .. })
        | Event::Meeting(MeetingEvent::Recorded { meeting, .. }) => Some(*meeting),
        _ => None,
    });
    let path = meeting.map_or_else(
        || format!("/units/{unit}"),
        |meeting| format!("/meetings/{meeting}"),
    );
    see_other(&done::meeting_address(&path, receipt, unseen))
}

/// `GET /units/{id}/meetings/record`
pub(crate) async fn new_record(
    State(site): State<Site>,
    by: SignedIn,
    At(unit): At<u32>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Failure> {
    let unit = UnitId(unit);
    let page: RecordMeetingPage = draw(&site, &by, Trouble::default(), |view, with| {
        view.unit(unit)?;
        recording::record(
            view,
            unit,
            &wanted,
            &recording::blank(view, unit, &wanted)?,
            with,
        )
    })?;
    Ok(html(&page))
}

/// `POST /units/{id}/meetings/record`
pub(crate) async fn record(
    State(site): State<Site>,
    At(unit): At<u32>,
    Query(wanted): Query<Wanted>,
    sent: Sent<RecordForm>,
) -> Result<Response, Failure> {
    let Sent { by, key, form } = sent;
    let unit = UnitId(unit);
    let (kind, there) = site.look(&by, |view| {
        let (kind, _) = kind_of(view, unit, &wanted.kind)?;
        Ok((kind, attendance(view, unit, kind, &form)))
    })?;
    let (there, mut trouble) = clear(&site, &by, there, (unit, kind, None))?;
    let on = trouble.day("held_on", &form.held_on);
    if let (Some(on), Some(Attendance { absent, unseen })) = (on, there) {
        let resolutions = form.resolved();
        let command = Command::from(RecordMeeting {
            unit,
            kind,
            on,
            absent,
            resolutions,
        });
        match submit(&site, Submission::new(key, by.actor, command)).await? {
            Ok(receipt) => return Ok(to_meeting(&receipt, unit, &unseen)),
            Err(refusal) => trouble = refused(&site, &by, &refusal, (unit, kind, Some(on)))?,
        }
    }
    let page: RecordMeetingPage = draw(&site, &by, trouble, |view, with| {
        recording::record(view, unit, &wanted, &form, with)
    })?;
    Ok(html_refused(&page))
}

/// Who was there or, where a form does not say so clearly, what stands in its way.
fn clear(
    site: &Site,
    by: &SignedIn,
    there: Result<Attendance, Unclear>,
    meeting: (UnitId, MeetingKindId, Option<Date>),
) -> Result<(Option<Attendance>, Trouble), Failure> {
    match there {
        Ok(there) => Ok((Some(there), Trouble::default())),
        Err(Unclear::NobodyShown) => Ok((None, Unclear::nobody_shown().into())),
        Err(Unclear::Stranger(refusal)) => Ok((None, refused(site, by, &refusal, meeting)?)),
    }
}

/// Submits a request: what it caused, or why it is refused.
async fn submit(
    site: &Site,
    submission: Submission,
) -> Result<Result<Receipt, Box<kernel::Refusal>>, Failure> {
    match site.submit(submission).await {
        Ok(receipt) => Ok(Ok(receipt)),
        Err(Failure::Refused(refusal)) => Ok(Err(refusal)),
        Err(failure) => Err(failure),
    }
}

/// A refusal with what can be done instead: at the field of the day where it is about that,
/// above the form otherwise.
fn refused(
    site: &Site,
    by: &SignedIn,
    refusal: &kernel::Refusal,
    (unit, kind, on): (UnitId, MeetingKindId, Option<Date>),
) -> Result<Trouble, Failure> {
    site.look(by, |view| {
        let told = Refusing::of(Some(view.charter), refusal);
        let what = told.what.clone();
        let ways_on = recording::ways_on(view, unit, kind, on, &refusal.reason);
        let told = Refused {
            ways_on,
            ..told.banner()
        };
        if recording::is_about_the_day(&refusal.reason) {
            let mut trouble = Trouble::default();
            trouble.note_refused("held_on", told);
            return Ok(trouble);
        }
        let mut trouble = Trouble::from(told);
        if matches!(refusal.reason, kernel::Reason::NoQuorum { .. }) {
            trouble.note("resolutions", &what);
        }
        Ok(trouble)
    })
}

/// `GET /meetings/{id}`
pub(crate) async fn show(
    State(site): State<Site>,
    by: SignedIn,
    At(id): At<u32>,
) -> Result<Response, Failure> {
    let id = MeetingId(id);
    // Whether the viewer may know of it comes before anything is read.
    let open = site.look(&by, |view| fill::is_open(view, id))?;
    let told = told(&site, id, open)?;
    let page: MeetingPage = site.look(&by, |view| {
        let frame = by.frame(view.state, view.directory, Some(Room::Units), "A meeting");
        fill::page(view, id, &told, frame)
    })?;
    Ok(html(&page))
}

/// A meeting's records with their texts, which are read only for those they are open to.
fn told(site: &Site, id: MeetingId, open: bool) -> Result<Told, Failure> {
    let records = site.records_of(id)?;
    let text = |id| if open { site.text(id) } else { Ok(None) };
    let holds = records
        .first()
        .map(|it| it.record.resolutions.clone())
        .unwrap_or_default();
    let resolutions = holds.into_iter().map(text).collect::<Result<_, _>>()?;
    let reasons = records
        .iter()
        .filter_map(|it| it.reason)
        .map(text)
        .collect::<Result<_, _>>()?;
    let called_off = match site.called_off(id)? {
        Some(reason) => text(reason)?,
        None => None,
    };
    Ok(Told {
        records,
        resolutions,
        reasons,
        called_off,
    })
}

/// `GET /meetings/{id}/correct`
pub(crate) async fn new_correction(
    State(site): State<Site>,
    by: SignedIn,
    At(id): At<u32>,
) -> Result<Response, Failure> {
    let id = MeetingId(id);
    site.look(&by, |view| recording::correctable(view, id).map(|_| ()))?;
    let told = told(&site, id, true)?;
    let page: RecordMeetingPage = draw(&site, &by, Trouble::default(), |view, with| {
        let meeting = recording::correctable(view, id)?;
        let away = told
            .records
            .first()
            .map(|it| it.record.absent.clone())
            .unwrap_or_default();
        let expected = view
            .state
            .expected_at(view.charter, meeting.unit, meeting.kind);
        let form = RecordForm {
            held_on: meeting.on.to_string(),
            shown: expected.iter().map(|person| person.0).collect(),
            present: expected
                .into_iter()
                .filter(|person| !away.contains(person))
                .map(|person| person.0)
                .collect(),
            resolutions: told
                .resolutions
                .iter()
                .flatten()
                .cloned()
                .collect::<Vec<_>>()
                .join("\n"),
            reason: String::new(),
        };
        recording::correct(view, id, &form, with)
    })?;
    Ok(html(&page))
}

/// `POST /meetings/{id}/correct`
pub(crate) async fn correct(
    State(site): State<Site>,
    At(id): At<u32>,
    sent: Sent<RecordForm>,
) -> Result<Response, Failure> {
    let Sent { by, key, form } = sent;
    let id = MeetingId(id);
    let (meeting, there) = site.look(&by, |view| {
        let meeting = recording::correctable(view, id)?;
        Ok((meeting, attendance(view, meeting.unit, meeting.kind, &form)))
    })?;
    let of = (meeting.unit, meeting.kind, None);
    let (there, mut trouble) = clear(&site, &by, there, of)?;
    let on = trouble.day("held_on", &form.held_on);
    let reason = form.reason.trim();
    if reason.is_empty() {
        trouble.note("reason", "Say in a few words why.");
    }
    let there = there.filter(|_| trouble.is_none());
    if let (Some(on), Some(Attendance { absent, unseen })) = (on, there) {
        let (resolutions, reason) = (form.resolved(), reason.to_owned());
        let command = Command::from(CorrectMeeting {
            meeting: id,
            on,
            absent,
            resolutions,
            reason,
        });
        match submit(&site, Submission::new(key, by.actor, command)).await? {
            Ok(receipt) => {
                let path = format!("/meetings/{id}");
                return Ok(see_other(&done::meeting_address(&path, &receipt, &unseen)));
            }
            Err(refusal) => {
                trouble = refused(&site, &by, &refusal, (meeting.unit, meeting.kind, Some(on)))?
            }
        }
    }
    let page: RecordMeetingPage = draw(&site, &by, trouble, |view, with| {
        recording::correct(view, id, &form, with)
    })?;
    Ok(html_refused(&page))
}

fn draw<T>(
    site: &Site,
    by: &SignedIn,
    trouble: Trouble,
    draw: impl FnOnce(View<'_>, Drawing) -> Result<T, Failure>,
) -> Result<T, Failure> {
    let guard = by.guard()?;
    site.look(by, |view| {
        let frame = by.frame(view.state, view.directory, Some(Room::Units), "Meetings");
        draw(
            view,
            Drawing {
                frame,
                guard,
                trouble,
            },
        )
    })
}
