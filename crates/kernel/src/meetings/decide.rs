//! When a meeting may be called, recorded and corrected, and what comes of it.

use charter::expression::Figures;
use charter::{Action, Charter, GradeId, MeetingKindId, MeetingRule, Modality};
use jiff::civil::Date;

use super::{
    CallMeeting, CallOffMeeting, CorrectMeeting, MeetingEvent, MeetingRecord, MeetingRefusal,
    MeetingStanding, RESOLUTIONS_MAX, RecordMeeting,
};
use super::{Meeting, TEXT_CHARACTERS_MAX};
use crate::charters::in_force;
use crate::day::happened_since;
use crate::ids::{DocumentId, MeetingId, PersonId, UnitId};
use crate::refusal::{Reason, Refusal};
use crate::request::{Event, Request};
use crate::state::State;
use crate::units::standing;
use crate::{Day, rights};

const FOUNDED: &str = "the day the unit was founded";

pub(super) fn call(
    state: &State,
    request: &Request,
    it: &CallMeeting,
) -> Result<Vec<Event>, Refusal> {
    let charter = in_force(state, request)?;
    rights::require(state, request, Action::CallMeeting, it.unit)?;
    standing(state, it.unit)?;
    let kind = held_here(state, charter, it.unit, it.kind)?;
    if Day::try_from_date(it.on).is_none() {
        return Err(Reason::DateOutOfRange(it.on).into());
    }
    let notice = i64::from(kind.notice_days.unwrap_or(0));
    let earliest = request.today.saturating_add(jiff::Span::new().days(notice));
    if it.on < earliest {
        let (meeting, days) = (kind.title.clone(), kind.notice_days.unwrap_or(0));
        return Err(Refusal::by(
            kind.rule,
            Reason::NoticeTooShort {
                meeting,
                days,
                earliest,
            },
        ));
    }
    free_day(state, kind, it.unit, it.kind, it.on)?;
    Ok(vec![Event::Meeting(MeetingEvent::Called {
        meeting: state.meetings.next_id(),
        unit: it.unit,
        kind: it.kind,
        on: it.on,
    })])
}

pub(super) fn call_off(
    state: &State,
    request: &Request,
    it: &CallOffMeeting,
) -> Result<Vec<Event>, Refusal> {
    let charter = in_force(state, request)?;
    let meeting = known(state, request, it.meeting, Action::CallMeeting)?;
    let rule = charter.meeting(meeting.kind).map(|kind| kind.rule);
    let refused = |reason| Refusal { reason, rule };
    standing(state, meeting.unit).map_err(|refusal| refused(refusal.reason))?;
    match meeting.standing {
        MeetingStanding::Called => {}
        MeetingStanding::Quorate | MeetingStanding::Inquorate => {
            return Err(refused(MeetingRefusal::Held(meeting.on).into()));
        }
        MeetingStanding::CalledOff => {
            return Err(refused(MeetingRefusal::CalledOff(meeting.on).into()));
        }
    }
    if it.reason.trim().is_empty() {
        return Err(Reason::Missing("the reason").into());
    }
    check_texts(std::slice::from_ref(&it.reason))?;
    Ok(vec![Event::Meeting(MeetingEvent::CalledOff {
        meeting: it.meeting,
        unit: meeting.unit,
        reason: DocumentId(state.documents),
    })])
}

/// A meeting, where the actor may know of it and do this in its unit.
fn known(
    state: &State,
    request: &Request,
    meeting: MeetingId,
    action: Action,
) -> Result<Meeting, Refusal> {
    let no_such = || Reason::NoSuchMeeting(meeting);
    let found = state.meetings.get(meeting).ok_or_else(no_such)?;
    let sees = |action| rights::may(state, request.actor, request.today, action, found.unit);
    if !sees(Action::SeeFigures) && !sees(action) {
        return Err(no_such().into());
    }
    rights::require(state, request, action, found.unit)?;
    Ok(found)
}

pub(super) fn record(
    state: &State,
    request: &Request,
    it: &RecordMeeting,
) -> Result<Vec<Event>, Refusal> {
    let charter = in_force(state, request)?;
    rights::require(state, request, Action::RecordMeeting, it.unit)?;
    standing(state, it.unit)?;
    let kind = held_here(state, charter, it.unit, it.kind)?;
    let founded = (state.units.founded(it.unit), FOUNDED);
    let day = happened_since(it.on, request.today, founded)?;
    let same_day = on_day(state, it.unit, it.kind, day);
    if same_day.is_some_and(|meeting| meeting.standing.is_held()) {
        return Err(already(state, kind, it.unit, it.on));
    }
    let facts = Facts {
        unit: it.unit,
        kind: it.kind,
        on: it.on,
        absent: &it.absent,
        has_roll: has_roll(state, charter, it.unit),
    };
    check_texts(&it.resolutions)?;
    let documents = state.next_documents(it.resolutions.len());
    let record = draw_up(state, charter, &facts, documents)?;
    let meeting = same_day.map_or_else(|| state.meetings.next_id(), |meeting| meeting.id);
    Ok(vec![Event::Meeting(MeetingEvent::Recorded {
        meeting,
        record,
    })])
}

pub(super) fn correct(
    state: &State,
    request: &Request,
    it: &CorrectMeeting,
) -> Result<Vec<Event>, Refusal> {
    let charter = in_force(state, request)?;
    let meeting = known(state, request, it.meeting, Action::CorrectMeeting)?;
    standing(state, meeting.unit)?;
    if !meeting.standing.is_held() {
        return Err(Reason::NotRecorded.into());
    }
    let kind = held_here(state, charter, meeting.unit, meeting.kind)?;
    let founded = (state.units.founded(meeting.unit), FOUNDED);
    let day = happened_since(it.on, request.today, founded)?;
    let same_day = on_day(state, meeting.unit, meeting.kind, day);
    if same_day.is_some_and(|other| other.id != it.meeting) {
        return Err(already(state, kind, meeting.unit, it.on));
    }
    if it.reason.trim().is_empty() {
        return Err(Reason::Missing("the reason of the correction").into());
    }
    check_texts(std::slice::from_ref(&it.reason))?;
    check_texts(&it.resolutions)?;
    let mut documents = state.next_documents(it.resolutions.len().saturating_add(1));
    let reason = documents.remove(0);
    let facts = Facts {
        unit: meeting.unit,
        kind: meeting.kind,
        on: it.on,
        absent: &it.absent,
        has_roll: has_roll(state, charter, meeting.unit),
    };
    let record = draw_up(state, charter, &facts, documents)?;
    Ok(vec![Event::Meeting(MeetingEvent::Corrected {
        meeting: it.meeting,
        reason,
        record,
    })])
}

/// What somebody says about a meeting.
struct Facts<'a> {
    unit: UnitId,
    kind: MeetingKindId,
    on: Date,
    absent: &'a [PersonId],
    /// Whether people belong to the unit, so that the roll says who is expected.
    has_roll: bool,
}

fn has_roll(state: &State, charter: &Charter, unit: UnitId) -> bool {
    let level = state.units.level(unit);
    level
        .and_then(|level| charter.level(level))
        .is_some_and(|level| level.members)
}

/// A meeting at which nobody was is none. Of a unit without a roll the record
/// knows only some who come, and their absence says nothing about the others.
fn somebody_came(
    state: &State,
    kind: &MeetingRule,
    facts: &Facts<'_>,
    present: u32,
) -> Result<(), Refusal> {
    if !facts.has_roll || present > 0 {
        return Ok(());
    }
    let reason = Reason::NobodyPresent {
        meeting: kind.title.clone(),
        unit: state.units.name(facts.unit).to_owned(),
    };
    Err(Refusal::by(kind.rule, reason))
}

/// Counts who was there against the roll and the quorum.
fn draw_up(
    state: &State,
    charter: &Charter,
    facts: &Facts<'_>,
    resolutions: Vec<DocumentId>,
) -> Result<MeetingRecord, Refusal> {
    let Some(kind) = charter.meeting(facts.kind) else {
        return Err(Reason::NotInCharter("meeting").into());
    };
    let mut absent = facts.absent.to_vec();
    if !absent.is_sorted_by(|one, next| one < next) {
        absent.sort_unstable();
        absent.dedup();
    }
    let Heads {
        expected,
        entitled,
        voting,
    } = count_heads(state, (charter, kind), facts, &absent)?;
    let present = expected.saturating_sub(count(absent.len()));
    somebody_came(state, kind, facts, present)?;
    let figures = Figures {
        members: Some(expected.into()),
        entitled: Some(entitled.into()),
        present: Some(present.into()),
        ..Figures::default()
    };
    let quorum = kind.quorum.as_ref();
    let needed = quorum.and_then(|quorum| quorum.count_needed(&figures));
    let record = MeetingRecord {
        unit: facts.unit,
        kind: facts.kind,
        on: facts.on,
        expected,
        entitled,
        voting,
        absent,
        needed: needed.map(|needed| u32::try_from(needed).unwrap_or(u32::MAX)),
        resolutions,
    };
    let binding = || {
        let rule = charter.rule(kind.rule);
        rule.is_some_and(|rule| rule.modality == Modality::Must)
    };
    if !record.quorate()
        && !record.resolutions.is_empty()
        && binding()
        && let Some(needed) = quorum.and_then(|quorum| quorum.needed(&figures))
    {
        let reason = Reason::NoQuorum {
            present: voting,
            needed: needed.count,
            explained: needed.explained,
        };
        return Err(Refusal::by(kind.rule, reason));
    }
    Ok(record)
}

/// Those expected at a meeting: how many, how many of them with a vote, and how
/// many of these were there.
#[derive(Clone, Copy, Debug, Default)]
struct Heads {
    expected: u32,
    entitled: u32,
    voting: u32,
}

/// Counts those who are expected as [`State::expected_at`] lists them. A meeting
/// is the commonest thing of all, and a roll is counted already, by grade: only
/// those who were absent need to be looked at.
fn count_heads(
    state: &State,
    (charter, kind): (&Charter, &MeetingRule),
    facts: &Facts<'_>,
    absent: &[PersonId],
) -> Result<Heads, Refusal> {
    let votes = |grade: GradeId| charter.grade(grade).is_some_and(|row| row.votes);
    let attends = |grade: &GradeId| kind.attends.contains(grade);
    let mut heads = Heads::default();
    let mut add = |votes: bool, people: u32| {
        let voting = if votes { people } else { 0 };
        heads.expected = heads.expected.saturating_add(people);
        heads.entitled = heads.entitled.saturating_add(voting);
    };
    let mut holders = Vec::new();
    if facts.has_roll {
        for (grade, row) in (0..).map(GradeId).zip(&charter.grades) {
            if attends(&grade) {
                let people = state.members.count_of_grade(facts.unit, grade);
                add(row.votes, people);
            }
        }
    } else {
        holders = state.expected_at(charter, facts.unit, facts.kind);
        for person in &holders {
            if let Some(grade) = state.members.grade_of(*person) {
                add(votes(grade), 1);
            }
        }
    }
    let mut away = 0_u32;
    for person in absent {
        let place = state.members.place(*person);
        let here = |unit: UnitId| match facts.has_roll {
            true => unit == facts.unit,
            false => holders.contains(person),
        };
        let Some((_, grade)) = place.filter(|(unit, grade)| here(*unit) && attends(grade)) else {
            let (person, unit) = (*person, state.units.name(facts.unit).to_owned());
            return Err(Reason::NotOnRoll { person, unit }.into());
        };
        away = away.saturating_add(u32::from(votes(grade)));
    }
    heads.voting = heads.entitled.saturating_sub(away);
    Ok(heads)
}

fn count(rows: usize) -> u32 {
    u32::try_from(rows).unwrap_or(u32::MAX)
}

fn held_here<'a>(
    state: &State,
    charter: &'a Charter,
    unit: UnitId,
    kind: MeetingKindId,
) -> Result<&'a MeetingRule, Refusal> {
    let Some(row) = charter.meeting(kind) else {
        return Err(Reason::NotInCharter("meeting").into());
    };
    if state
        .units
        .level(unit)
        .is_some_and(|level| row.levels.contains(&level))
    {
        return Ok(row);
    }
    let reason = Reason::NoSuchMeetingHere {
        unit: state.units.name(unit).to_owned(),
        meeting: row.title.clone(),
    };
    Err(Refusal::by(row.rule, reason))
}

fn on_day(state: &State, unit: UnitId, kind: MeetingKindId, day: Day) -> Option<Meeting> {
    // Most meetings are later than any before them.
    if state.meetings.latest(unit) < day {
        return None;
    }
    state
        .meetings
        .of_unit(unit)
        .filter(|meeting| meeting.standing != MeetingStanding::CalledOff)
        .find(|meeting| meeting.kind == kind && Day::from_date(meeting.on) == day)
}

fn free_day(
    state: &State,
    kind: &MeetingRule,
    unit: UnitId,
    id: MeetingKindId,
    on: Date,
) -> Result<(), Refusal> {
    match on_day(state, unit, id, Day::from_date(on)) {
        Some(_) => Err(already(state, kind, unit, on)),
        None => Ok(()),
    }
}

fn already(state: &State, kind: &MeetingRule, unit: UnitId, on: Date) -> Refusal {
    let (meeting, unit) = (kind.title.clone(), state.units.name(unit).to_owned());
    Refusal::by(kind.rule, Reason::AlreadyRecorded { meeting, unit, on })
}

fn check_texts(texts: &[String]) -> Result<(), Reason> {
    if texts.len() > RESOLUTIONS_MAX {
        return Err(Reason::TooMany {
            what: "resolutions",
            most: RESOLUTIONS_MAX,
        });
    }
    for text in texts {
        if text.trim().is_empty() {
            return Err(Reason::Missing("the text of a resolution"));
        }
        if text.chars().count() > TEXT_CHARACTERS_MAX {
            return Err(Reason::TooLong {
                what: "a text",
                characters_max: TEXT_CHARACTERS_MAX,
            });
        }
    }
    Ok(())
}
