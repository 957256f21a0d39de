//! Courses: the calendar of sessions, announced, recorded, corrected, called off.

use axum::Json;
use axum::extract::State;
use kernel::study::{
    AnnounceSession, CallOffSession, CorrectAttendance, RecordAttendance, Session, SessionStanding,
    StudyEvent,
};
use kernel::{Command, Event, PersonId, SessionId, UnitId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::posted::Posted;
use super::units::UnitRef;
use super::{Answer, Day, Done, Rows, no_such, submit};
use crate::error::{ErrorJson, Failure};
use crate::pages::study::{fill, left, list};
use crate::session::{At, Query, SignedIn};
use crate::site::Site;
use crate::view::View;

/// A session of a course.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SessionJson {
    /// Its number.
    id: u32,
    /// Identifier of the course.
    course: String,
    /// Identifier of the part.
    part: String,
    /// The unit that holds it.
    unit: UnitRef,
    /// The day.
    on: Day,
    /// `announced`, `held` or `called off`.
    standing: String,
    /// How many attended; none before that is recorded.
    attended: Option<u32>,
    /// Numbers of those who attended, as far as the viewer may know them; only
    /// where one session is asked for.
    people: Option<Vec<u32>>,
}

impl SessionJson {
    fn of(view: View<'_>, it: &Session) -> Option<SessionJson> {
        let course = view.charter.course(it.course)?;
        let held = it.standing == SessionStanding::Held;
        Some(SessionJson {
            id: it.id.0,
            course: course.id.clone(),
            part: course.part(it.part)?.id.clone(),
            unit: UnitRef::of(view, it.unit)?,
            on: Day(it.on),
            standing: match it.standing {
                SessionStanding::Announced => "announced",
                SessionStanding::Held => "held",
                SessionStanding::CalledOff => "called off",
            }
            .to_owned(),
            attended: held.then_some(it.attended),
            people: None,
        })
    }
}

/// The sessions one may see: those ahead first, then those behind, the last first.
#[utoipa::path(
    get, path = "/api/study", tag = "study", params(Rows),
    responses((status = 200, body = Vec<SessionJson>), (status = "default", body = ErrorJson))
)]
pub(crate) async fn calendar(
    State(site): State<Site>,
    by: SignedIn,
    Query(rows): Query<Rows>,
) -> Answer<Vec<SessionJson>> {
    let found = site.look(&by, |view| {
        let all = list::all(view);
        Ok(rows.of(all.iter().filter_map(|it| SessionJson::of(view, it))))
    })?;
    Ok(Json(found))
}

/// One session with who attended.
#[utoipa::path(
    get, path = "/api/study/{id}", tag = "study",
    params(("id" = u32, Path, description = "Number of the session")),
    responses((status = 200, body = SessionJson), (status = "default", body = ErrorJson))
)]
pub(crate) async fn show(
    State(site): State<Site>,
    by: SignedIn,
    At(session): At<u32>,
) -> Answer<SessionJson> {
    let found = site.look(&by, |view| {
        let it = fill::known(view, SessionId(session))?;
        let mut json = SessionJson::of(view, &it).ok_or(Failure::NotFound)?;
        let people = view.state.attended(it.id).into_iter();
        let known = people.filter(|person| view.knows(*person));
        json.people = Some(known.map(|person| person.0).collect());
        Ok(json)
    })?;
    Ok(Json(found))
}

/// What somebody still has before them of a course.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct LeftJson {
    /// Identifier of the course.
    course: String,
    /// Identifiers of the parts.
    parts: Vec<String>,
    /// By when they are to be attended; none where nobody has to.
    by: Option<Day>,
}

/// What a person still has before them: for themselves, and for whoever holds
/// sessions where they belong.
#[utoipa::path(
    get, path = "/api/people/{id}/study", tag = "study",
    params(("id" = u32, Path, description = "Number of the person")),
    responses((status = 200, body = Vec<LeftJson>), (status = "default", body = ErrorJson))
)]
pub(crate) async fn left_of(
    State(site): State<Site>,
    by: SignedIn,
    At(person): At<u32>,
) -> Answer<Vec<LeftJson>> {
    let found = site.look(&by, |view| {
        let person = view.person(PersonId(person))?;
        if !left::may_see(view, person) {
            return Err(Failure::NotFound);
        }
        let left = view.state.study_left(person, view.today).into_iter();
        let rows = left.filter_map(|left| {
            let course = view.charter.course(left.course)?;
            let parts = left.parts.iter().filter_map(|part| course.part(*part));
            Some(LeftJson {
                course: course.id.clone(),
                parts: parts.map(|part| part.id.clone()).collect(),
                by: left.by.map(Day),
            })
        });
        Ok(rows.collect())
    })?;
    Ok(Json(found))
}

/// A session to be announced.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewSessionJson {
    /// Identifier of the course.
    course: String,
    /// Identifier of the part.
    part: String,
    /// The day of the session.
    on: Day,
}

/// Announce a session of a part of a course.
#[utoipa::path(
    post, path = "/api/units/{id}/study", tag = "study", request_body = NewSessionJson,
    params(("id" = u32, Path, description = "Number of the unit")),
    responses((status = 200, body = Done), (status = "default", body = ErrorJson))
)]
pub(crate) async fn announce(
    State(site): State<Site>,
    At(unit): At<u32>,
    posted: Posted<NewSessionJson>,
) -> Answer<Done> {
    let body = &posted.body;
    let (course, part) = site.look(&posted.by, |view| {
        view.unit(UnitId(unit))?;
        let course = view.charter.course_named(&body.course);
        let course = course.ok_or_else(|| {
            let rows = view.charter.courses.iter();
            let rows = rows.map(|it| (it.id.as_str(), it.rule));
            no_such("course", &body.course, rows)
        })?;
        let row = view.charter.course(course);
        let part = row.and_then(|row| row.part_named(&body.part));
        let part = part.ok_or_else(|| {
            let parts = row.into_iter().flat_map(|row| {
                let parts = row.parts.iter();
                parts.map(|it| (it.id.as_str(), row.rule))
            });
            no_such("part", &body.part, parts)
        })?;
        Ok((course, part))
    })?;
    let command = Command::from(AnnounceSession {
        course,
        part,
        unit: UnitId(unit),
        on: body.on.0,
    });
    let receipt = submit(&site, &posted, command).await?;
    let new = receipt.events.iter().find_map(|event| match event {
        Event::Study(StudyEvent::Announced { session, .. }) => Some(session.0),
        _ => None,
    });
    Ok(Done::of(&receipt, new))
}

/// Who attended a session.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AttendanceJson {
    /// Numbers of those who attended.
    people: Vec<u32>,
}

/// Record who attended a session.
#[utoipa::path(
    post, path = "/api/study/{id}/record", tag = "study", request_body = AttendanceJson,
    params(("id" = u32, Path, description = "Number of the session")),
    responses((status = 200, body = Done), (status = "default", body = ErrorJson))
)]
pub(crate) async fn record(
    State(site): State<Site>,
    At(session): At<u32>,
    posted: Posted<AttendanceJson>,
) -> Answer<Done> {
    let people = posted.body.people.iter().copied();
    let command = Command::from(RecordAttendance {
        session: SessionId(session),
        attended: people.map(PersonId).collect(),
    });
    Ok(Done::of(&submit(&site, &posted, command).await?, None))
}

/// What takes the place of who attended.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AttendanceCorrectionJson {
    /// Numbers of those who attended.
    people: Vec<u32>,
    /// Why.
    reason: String,
}

/// Correct who attended a session.
#[utoipa::path(
    post, path = "/api/study/{id}/correct", tag = "study", request_body = AttendanceCorrectionJson,
    params(("id" = u32, Path, description = "Number of the session")),
    responses((status = 200, body = Done), (status = "default", body = ErrorJson))
)]
pub(crate) async fn correct(
    State(site): State<Site>,
    At(session): At<u32>,
    posted: Posted<AttendanceCorrectionJson>,
) -> Answer<Done> {
    let people = posted.body.people.iter().copied();
    let command = Command::from(CorrectAttendance {
        session: SessionId(session),
        attended: people.map(PersonId).collect(),
        reason: posted.body.reason.clone(),
    });
    Ok(Done::of(&submit(&site, &posted, command).await?, None))
}

/// Why a session is called off.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CallOffJson {
    /// Why.
    #[serde(default)]
    reason: String,
}

/// Call off a session that was announced.
#[utoipa::path(
    post, path = "/api/study/{id}/call-off", tag = "study", request_body = CallOffJson,
    params(("id" = u32, Path, description = "Number of the session")),
    responses((status = 200, body = Done), (status = "default", body = ErrorJson))
)]
pub(crate) async fn call_off(
    State(site): State<Site>,
    At(session): At<u32>,
    posted: Posted<CallOffJson>,
) -> Answer<Done> {
    let command = Command::from(CallOffSession {
        session: SessionId(session),
        reason: posted.body.reason.clone(),
    });
    Ok(Done::of(&submit(&site, &posted, command).await?, None))
}
