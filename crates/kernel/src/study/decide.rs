//! When sessions are announced, attendance is recorded and corrected, and what comes of it.

use charter::{Action, CourseId, CourseRule};

use super::{
    AnnounceSession, CallOffSession, CorrectAttendance, RecordAttendance, Session, SessionStanding,
    StudyEvent, StudyRefusal, TEXT_CHARACTERS_MAX,
};
use crate::charters::in_force;
use crate::day::{Day, happened};
use crate::ids::{DocumentId, PersonId, SessionId, UnitId};
use crate::refusal::{Reason, Refusal};
use crate::request::{Event, Request};
use crate::rights;
use crate::state::State;
use crate::units::standing;

const FOUNDED: &str = "the day the unit was founded";

pub(super) fn announce(
    state: &State,
    request: &Request,
    it: &AnnounceSession,
) -> Result<Vec<Event>, Refusal> {
    rights::require(state, request, Action::HoldSessions, it.unit)?;
    standing(state, it.unit)?;
    let rule = rule_of(state, request, it.course)?;
    let level = state.units.level(it.unit);
    if !level.is_some_and(|level| rule.levels.contains(&level)) {
        let refusal = StudyRefusal::NotHeldHere {
            unit: state.units.name(it.unit).to_owned(),
            course: rule.title.clone(),
        };
        return Err(Refusal::by(rule.rule, refusal.into()));
    }
    if rule.part(it.part).is_none() {
        let refusal = StudyRefusal::NoSuchPart(rule.title.clone());
        return Err(Refusal::by(rule.rule, refusal.into()));
    }
    if Day::try_from_date(it.on).is_none() {
        return Err(Reason::DateOutOfRange(it.on).into());
    }
    // It may lie ahead or behind, only not before the unit was there.
    let founded = state.units.founded(it.unit).date().map(|on| (on, FOUNDED));
    happened(it.on, it.on.max(request.today), founded)?;
    let same = |one: &Session| {
        one.standing != SessionStanding::CalledOff
            && (one.course, one.part, one.on) == (it.course, it.part, it.on)
    };
    if state.sessions_of(it.unit).any(|one| same(&one)) {
        return Err(StudyRefusal::AlreadyAnnounced {
            unit: state.units.name(it.unit).to_owned(),
            on: it.on,
        }
        .into());
    }
    Ok(vec![
        StudyEvent::Announced {
            session: SessionId(state.session_count()),
            course: it.course,
            part: it.part,
            unit: it.unit,
            on: it.on,
        }
        .into(),
    ])
}

pub(super) fn record(
    state: &State,
    request: &Request,
    it: &RecordAttendance,
) -> Result<Vec<Event>, Refusal> {
    let session = known(state, request, it.session)?;
    match session.standing {
        SessionStanding::Announced => {}
        SessionStanding::Held => return Err(StudyRefusal::AlreadyRecorded.into()),
        SessionStanding::CalledOff => return Err(StudyRefusal::CalledOff.into()),
    }
    happened(session.on, request.today, None)?;
    if it.attended.is_empty() {
        return Err(StudyRefusal::NobodyCame.into());
    }
    let attended = in_order(&it.attended);
    all_may_attend(state, request, &session, &attended, &[])?;
    Ok(vec![
        StudyEvent::Attended {
            session: it.session,
            unit: session.unit,
            attended,
            on: session.on,
        }
        .into(),
    ])
}

pub(super) fn correct(
    state: &State,
    request: &Request,
    it: &CorrectAttendance,
) -> Result<Vec<Event>, Refusal> {
    let session = known(state, request, it.session)?;
    match session.standing {
        SessionStanding::Announced => return Err(StudyRefusal::NotRecorded.into()),
        SessionStanding::Held => {}
        SessionStanding::CalledOff => return Err(StudyRefusal::CalledOff.into()),
    }
    let before = state.attended(it.session);
    let attended = in_order(&it.attended);
    all_may_attend(state, request, &session, &attended, &before)?;
    if it.reason.trim().is_empty() {
        return Err(Reason::Missing("the reason of the correction").into());
    }
    short_enough(&it.reason)?;
    let gone = before
        .into_iter()
        .filter(|person| attended.binary_search(person).is_err())
        .collect();
    Ok(vec![
        StudyEvent::Corrected {
            session: it.session,
            unit: session.unit,
            attended,
            gone,
            reason: DocumentId(state.documents),
            on: session.on,
        }
        .into(),
    ])
}

pub(super) fn call_off(
    state: &State,
    request: &Request,
    it: &CallOffSession,
) -> Result<Vec<Event>, Refusal> {
    let session = known(state, request, it.session)?;
    match session.standing {
        SessionStanding::Announced => {}
        SessionStanding::Held => return Err(StudyRefusal::AlreadyRecorded.into()),
        SessionStanding::CalledOff => return Err(StudyRefusal::CalledOff.into()),
    }
    short_enough(&it.reason)?;
    let written = !it.reason.trim().is_empty();
    Ok(vec![
        StudyEvent::CalledOff {
            session: it.session,
            unit: session.unit,
            reason: written.then_some(DocumentId(state.documents)),
            on: session.on,
        }
        .into(),
    ])
}

/// The session, where the actor may hold sessions of the unit and the unit stands.
fn known(state: &State, request: &Request, session: SessionId) -> Result<Session, Refusal> {
    let may = |action, unit| rights::may(state, request.actor, request.today, action, unit);
    let found = state
        .session(session)
        .filter(|it| may(Action::SeeFigures, it.unit) || may(Action::HoldSessions, it.unit))
        .ok_or(StudyRefusal::NoSuchSession(session))?;
    rights::require(state, request, Action::HoldSessions, found.unit)?;
    standing(state, found.unit)?;
    Ok(found)
}

fn rule_of<'a>(
    state: &'a State,
    request: &Request,
    course: CourseId,
) -> Result<&'a CourseRule, Refusal> {
    let charter = in_force(state, request)?;
    charter
        .course(course)
        .ok_or_else(|| Reason::NotInCharter("course").into())
}

/// Each person once, by number.
fn in_order(people: &[PersonId]) -> Vec<PersonId> {
    let mut people = people.to_vec();
    people.sort_unstable();
    people.dedup();
    people
}

/// Whether the course is open to everybody on the list. Whoever was on it before may
/// have moved on since, and stays.
fn all_may_attend(
    state: &State,
    request: &Request,
    session: &Session,
    attended: &[PersonId],
    before: &[PersonId],
) -> Result<(), Refusal> {
    let rule = rule_of(state, request, session.course)?;
    let stranger = attended.iter().copied().find(|person| {
        before.binary_search(person).is_err() && !state.may_attend(rule, session.unit, *person)
    });
    match stranger {
        None => Ok(()),
        Some(person) => {
            let refusal = StudyRefusal::MayNotAttend {
                person,
                course: rule.title.clone(),
                unit: unit_name(state, session.unit),
            };
            Err(Refusal::by(rule.rule, refusal.into()))
        }
    }
}

fn unit_name(state: &State, unit: UnitId) -> String {
    state.units.name(unit).to_owned()
}

fn short_enough(text: &str) -> Result<(), Reason> {
    if text.chars().count() > TEXT_CHARACTERS_MAX {
        return Err(Reason::TooLong {
            what: "a text",
            characters_max: TEXT_CHARACTERS_MAX,
        });
    }
    Ok(())
}
