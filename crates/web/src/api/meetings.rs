//! Meetings: listed, called, recorded, shown, corrected.

use axum::Json;
use axum::extract::State;
use charter::Action;
use kernel::meetings::{
    CallMeeting, CallOffMeeting, CorrectMeeting, Meeting, MeetingEvent, MeetingStanding,
    RecordMeeting,
};
use kernel::{Command, Event, MeetingId, PersonId, UnitId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::posted::Posted;
use super::units::UnitRef;
use super::{Answer, Day, Done, Rows, no_such, submit};
use crate::error::{ErrorJson, Failure};
use crate::session::{At, Query, SignedIn};
use crate::site::Site;
use crate::view::View;

/// A meeting in a list.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MeetingRow {
    /// Its number.
    id: u32,
    /// Identifier of its kind.
    kind: String,
    /// The day it is called for or was held.
    on: Day,
    /// `called`, `called-off`, `quorate` or `inquorate`.
    standing: &'static str,
    /// How many were expected; nought until it is recorded.
    expected: u32,
    /// How many were present; nought until it is recorded.
    present: u32,
}

impl MeetingRow {
    fn of(view: View<'_>, it: &Meeting) -> Option<MeetingRow> {
        Some(MeetingRow {
            id: it.id.0,
            kind: view.charter.meeting(it.kind)?.id.clone(),
            on: Day(it.on),
            standing: match it.standing {
                MeetingStanding::Called => "called",
                MeetingStanding::Quorate => "quorate",
                MeetingStanding::Inquorate => "inquorate",
                MeetingStanding::CalledOff => "called-off",
            },
            expected: it.expected,
            present: it.present,
        })
    }
}

/// The meetings of a unit, the last entered first.
#[utoipa::path(
    get, path = "/api/units/{id}/meetings", tag = "meetings",
    params(("id" = u32, Path, description = "Number of the unit"), Rows),
    responses((status = 200, body = Vec<MeetingRow>), (status = "default", body = ErrorJson))
)]
pub(crate) async fn list(
    State(site): State<Site>,
    by: SignedIn,
    At(unit): At<u32>,
    Query(rows): Query<Rows>,
) -> Answer<Vec<MeetingRow>> {
    let meetings = site.look(&by, |view| {
        let unit = view.unit(UnitId(unit))?.id;
        let meetings = view.state.meetings_of(unit);
        Ok(rows.of(meetings.filter_map(|it| MeetingRow::of(view, &it))))
    })?;
    Ok(Json(meetings))
}

/// A meeting to be called.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CallJson {
    /// Identifier of the kind of meeting.
    kind: String,
    /// The day.
    on: Day,
}

/// Call a meeting.
#[utoipa::path(
    post, path = "/api/units/{id}/meetings/call", tag = "meetings", request_body = CallJson,
    params(("id" = u32, Path, description = "Number of the unit")),
    responses((status = 200, body = Done), (status = "default", body = ErrorJson))
)]
pub(crate) async fn call(
    State(site): State<Site>,
    At(unit): At<u32>,
    posted: Posted<CallJson>,
) -> Answer<Done> {
    let unit = UnitId(unit);
    let kind = site.look(&posted.by, |view| kind(view, unit, &posted.body.kind))?;
    let command = Command::from(CallMeeting {
        unit,
        kind,
        on: posted.body.on.0,
    });
    let receipt = submit(&site, &posted, command).await?;
    Ok(Done::of(&receipt, meeting_in(&receipt.events)))
}

/// A meeting that was held.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RecordJson {
    /// Identifier of the kind of meeting.
    kind: String,
    /// The day it was held.
    on: Day,
    /// Numbers of those who were expected and absent; an empty list where everybody was there.
    absent: Vec<u32>,
    /// What was resolved, a text each.
    #[serde(default)]
    resolutions: Vec<String>,
}

/// Record a meeting: everybody was present but these.
#[utoipa::path(
    post, path = "/api/units/{id}/meetings", tag = "meetings", request_body = RecordJson,
    params(("id" = u32, Path, description = "Number of the unit")),
    responses((status = 200, body = Done), (status = "default", body = ErrorJson))
)]
pub(crate) async fn record(
    State(site): State<Site>,
    At(unit): At<u32>,
    posted: Posted<RecordJson>,
) -> Answer<Done> {
    let unit = UnitId(unit);
    let kind = site.look(&posted.by, |view| kind(view, unit, &posted.body.kind))?;
    let body = &posted.body;
    let command = Command::from(RecordMeeting {
        unit,
        kind,
        on: body.on.0,
        absent: body.absent.iter().copied().map(PersonId).collect(),
        resolutions: body.resolutions.clone(),
    });
    let receipt = submit(&site, &posted, command).await?;
    Ok(Done::of(&receipt, meeting_in(&receipt.events)))
}

/// The kind of meeting with this identifier, for a unit the actor may know of.
fn kind(view: View<'_>, unit: UnitId, id: &str) -> Result<charter::MeetingKindId, Failure> {
    view.unit(unit)?;
    view.charter.meeting_named(id).ok_or_else(|| {
        let rows = view.charter.meetings.iter();
        let rows = rows.map(|it| (it.id.as_str(), it.rule));
        no_such("kind of meeting", id, rows)
    })
}

fn meeting_in(events: &[Event]) -> Option<u32> {
    events.iter().find_map(|event| match event {
        Event::Meeting(MeetingEvent::Called { meeting, .. })
        | Event::Meeting(MeetingEvent::Recorded { meeting, .. }) => Some(meeting.0),
        _ => None,
    })
}

/// One meeting.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MeetingJson {
    #[serde(flatten)]
    meeting: MeetingRow,
    /// The unit.
    unit: UnitRef,
    /// How many with a vote had to be present; none where no quorum is laid down.
    needed: Option<u32>,
    /// The entry of the journal with the record that holds.
    entry: Option<u64>,
    /// Who was absent; none where one may not see the roll.
    absent: Option<Vec<AbsentJson>>,
    /// What was resolved; none where one may not see the roll.
    resolutions: Option<Vec<String>>,
    /// Why the record was corrected, the last first; none where one may not see the roll.
    corrections: Option<Vec<String>>,
}

/// Somebody who was absent.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AbsentJson {
    /// Number of the person.
    person: u32,
    /// The name.
    name: String,
}

/// One meeting: its figures, and names and texts where one may see the roll.
#[utoipa::path(
    get, path = "/api/meetings/{id}", tag = "meetings", params(("id" = u32, Path, description = "Number of the meeting")),
    responses((status = 200, body = MeetingJson), (status = "default", body = ErrorJson))
)]
pub(crate) async fn show(
    State(site): State<Site>,
    by: SignedIn,
    At(id): At<u32>,
) -> Answer<MeetingJson> {
    let id = MeetingId(id);
    // Whether the viewer may know of it comes before anything is read.
    let named = site.look(&by, |view| {
        let meeting = view.meeting(id)?;
        Ok(view.may(Action::SeeRoll, meeting.unit))
    })?;
    let records = site.records_of(id)?;
    let holds = records.first();
    let mut meeting = site.look(&by, |view| {
        let found = view.meeting(id)?;
        let absent = holds
            .map(|it| it.record.absent.as_slice())
            .unwrap_or_default();
        let absent = absent.iter().map(|person| AbsentJson {
            person: person.0,
            name: view.directory.name(*person),
        });
        Ok(MeetingJson {
            meeting: MeetingRow::of(view, &found).ok_or(Failure::NotFound)?,
            unit: UnitRef::of(view, found.unit).ok_or(Failure::NotFound)?,
            needed: holds.and_then(|it| it.record.needed),
            entry: holds.map(|it| it.sequence),
            absent: named.then(|| absent.collect()),
            resolutions: None,
            corrections: None,
        })
    })?;
    if named {
        let texts = |ids: &mut dyn Iterator<Item = kernel::DocumentId>| {
            ids.filter_map(|it| site.text(it).transpose())
                .collect::<Result<Vec<String>, Failure>>()
        };
        let resolutions = holds
            .map(|it| it.record.resolutions.as_slice())
            .unwrap_or_default();
        meeting.resolutions = Some(texts(&mut resolutions.iter().copied())?);
        meeting.corrections = Some(texts(&mut records.iter().filter_map(|it| it.reason))?);
    }
    Ok(Json(meeting))
}

/// What the record of a meeting should have said.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CorrectJson {
    /// The day it was really held.
    on: Day,
    /// Numbers of those who were really absent; an empty list where everybody was there.
    absent: Vec<u32>,
    /// What was really resolved.
    #[serde(default)]
    resolutions: Vec<String>,
    /// Why the record is corrected.
    reason: String,
}

/// Correct the record of a meeting. The old record stays in the journal.
#[utoipa::path(
    post, path = "/api/meetings/{id}/correct", tag = "meetings", request_body = CorrectJson,
    params(("id" = u32, Path, description = "Number of the meeting")),
    responses((status = 200, body = Done), (status = "default", body = ErrorJson))
)]
pub(crate) async fn correct(
    State(site): State<Site>,
    At(id): At<u32>,
    posted: Posted<CorrectJson>,
) -> Answer<Done> {
    let meeting = site
        .look(&posted.by, |view| view.meeting(MeetingId(id)))?
        .id;
    let body = &posted.body;
    let command = Command::from(CorrectMeeting {
        meeting,
        on: body.on.0,
        absent: body.absent.iter().copied().map(PersonId).collect(),
        resolutions: body.resolutions.clone(),
        reason: body.reason.clone(),
    });
    let receipt = submit(&site, &posted, command).await?;
    Ok(Done::of(&receipt, None))
}

/// Why a meeting is called off.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CallOffMeetingJson {
    /// Why.
    reason: String,
}

/// Call off a meeting that was called and is not held.
#[utoipa::path(
    post, path = "/api/meetings/{id}/call-off", tag = "meetings",
    request_body = CallOffMeetingJson,
    params(("id" = u32, Path, description = "Number of the meeting")),
    responses((status = 200, body = Done), (status = "default", body = ErrorJson))
)]
pub(crate) async fn call_off(
    State(site): State<Site>,
    At(id): At<u32>,
    posted: Posted<CallOffMeetingJson>,
) -> Answer<Done> {
    let command = Command::from(CallOffMeeting {
        meeting: MeetingId(id),
        reason: posted.body.reason.clone(),
    });
    Ok(Done::of(&submit(&site, &posted, command).await?, None))
}
