//! When a conference may be called, whom units may send, and what comes of it.

use std::collections::BTreeSet;

use charter::{Action, Charter, ConferenceKindId, ConferenceRule};
use jiff::ToSpan;
use jiff::civil::Date;

use super::seeing::lasting;
use super::{
    CallConference, CallOffConference, Conference, ConferenceEvent, ConferenceRefusal,
    ElectDelegates, Mandate, MandateStanding, ReplaceDelegate, Role, StrikeDelegates,
    TEXT_CHARACTERS_MAX,
};
use crate::charters::in_force;
use crate::day::{Day, happened};
use crate::ids::{ConferenceId, DocumentId, PersonId, UnitId};
use crate::refusal::{Reason, Refusal};
use crate::request::{Event, Request};
use crate::rights;
use crate::state::State;
use crate::units::standing;

const CALLED: &str = "the day the conference was called";
const CHOSEN: &str = "the day they were chosen";

pub(super) fn call(
    state: &State,
    request: &Request,
    it: &CallConference,
) -> Result<Vec<Event>, Refusal> {
    let charter = in_force(state, request)?;
    rights::require(state, request, Action::CallConference, it.unit)?;
    standing(state, it.unit)?;
    let rule = rule_of(charter, it.kind)?;
    let refused = |refusal: ConferenceRefusal| Refusal::by(rule.rule, refusal.into());
    let level = state.units.level(it.unit);
    if !level.is_some_and(|level| rule.calls.contains(&level)) {
        return Err(refused(ConferenceRefusal::NotForUnit {
            unit: state.units.name(it.unit).to_owned(),
            conference: rule.title.clone(),
        }));
    }
    days_fit(rule, request.today, it).map_err(|reason| Refusal::by(rule.rule, reason))?;
    short_enough(&it.title)?;
    short_enough(&it.place)?;
    let apportioned = state.apportioned(rule, it.unit, it.key_day, request.today);
    if apportioned.seats.is_empty() {
        return Err(refused(ConferenceRefusal::NobodySends(it.key_day)));
    }
    if called_before(state, it) {
        return Err(refused(ConferenceRefusal::AlreadyCalled {
            unit: state.units.name(it.unit).to_owned(),
            conference: rule.title.clone(),
            first: it.first,
            last: it.last,
        }));
    }
    let mut documents = [&it.title, &it.place]
        .into_iter()
        .scan(0_u32, |next, text| {
            let number = DocumentId(state.documents.saturating_add(*next));
            let written = !text.trim().is_empty();
            *next = next.saturating_add(u32::from(written));
            Some(written.then_some(number))
        });
    let title = documents.next().flatten();
    let place = documents.next().flatten();
    Ok(vec![
        ConferenceEvent::Called {
            conference: ConferenceId(state.conferences.count()),
            kind: it.kind,
            unit: it.unit,
            key_day: it.key_day,
            first: it.first,
            last: it.last,
            title,
            place,
            members: apportioned.members,
            seats: apportioned.seats,
            ex_officio: apportioned.ex_officio,
            on: request.today,
        }
        .into(),
    ])
}

/// Whether the unit called it for these days and did not call it off.
fn called_before(state: &State, it: &CallConference) -> bool {
    let days = (it.first, it.last);
    state.conferences().any(|other| {
        (other.unit, other.kind) == (it.unit, it.kind)
            && (other.first, other.last) == days
            && other.called_off.is_none()
    })
}

/// The key day is over, the conference lies ahead of it and ends no earlier than it begins.
fn days_fit(rule: &ConferenceRule, today: Date, it: &CallConference) -> Result<(), Reason> {
    happened(it.key_day, today, None)?;
    for day in [it.first, it.last] {
        if Day::try_from_date(day).is_none() {
            return Err(Reason::DateOutOfRange(day));
        }
    }
    if it.last < it.first {
        let (first, last) = (it.first, it.last);
        return Err(ConferenceRefusal::EndsBefore { first, last }.into());
    }
    if it.first < it.key_day {
        let (key_day, first) = (it.key_day, it.first);
        return Err(ConferenceRefusal::KeyDayAfter { key_day, first }.into());
    }
    let Some(days) = rule.notice_days else {
        return Ok(());
    };
    if today.saturating_add(i64::from(days).days()) > it.first {
        let first = it.first;
        return Err(ConferenceRefusal::NoticeTooShort { first, days }.into());
    }
    Ok(())
}

pub(super) fn call_off(
    state: &State,
    request: &Request,
    it: &CallOffConference,
) -> Result<Vec<Event>, Refusal> {
    let conference = lasting(state, request, it.conference)?;
    rights::require(state, request, Action::CallConference, conference.unit)?;
    let mandates = state.conferences.mandates(it.conference);
    nobody_came(mandates.iter())?;
    reason_given(&it.reason)?;
    Ok(vec![
        ConferenceEvent::CalledOff {
            conference: it.conference,
            unit: conference.unit,
            reason: DocumentId(state.documents),
            on: request.today,
        }
        .into(),
    ])
}

pub(super) fn elect(
    state: &State,
    request: &Request,
    it: &ElectDelegates,
) -> Result<Vec<Event>, Refusal> {
    let charter = in_force(state, request)?;
    let conference = lasting(state, request, it.conference)?;
    rights::require(state, request, Action::ElectDelegates, it.unit)?;
    let rule = rule_of(charter, conference.kind)?;
    let refused = |refusal: ConferenceRefusal| Refusal::by(rule.rule, refusal.into());
    let unit = || state.units.name(it.unit).to_owned();
    standing(state, it.unit)?;
    let Some((seats, chosen)) = state.conferences.seats_of(it.conference, it.unit) else {
        return Err(refused(ConferenceRefusal::NoSeat(unit())));
    };
    if let Some(chosen) = chosen {
        let (unit, on) = (unit(), chosen.on);
        return Err(refused(ConferenceRefusal::AlreadyChosen { unit, on }));
    }
    happened(it.on, request.today, Some((conference.called, CALLED)))?;
    if it.delegates.is_empty() {
        return Err(ConferenceRefusal::NobodyNamed.into());
    }
    let named = [
        (&it.delegates, seats.delegates, "delegates"),
        (&it.substitutes, seats.substitutes, "substitutes"),
    ];
    for (people, most, what) in named {
        let given = u32::try_from(people.len()).unwrap_or(u32::MAX);
        if given > most {
            let unit = unit();
            return Err(refused(ConferenceRefusal::TooMany {
                unit,
                most,
                what,
                given,
            }));
        }
    }
    if it.ballots > it.entitled {
        let (ballots, entitled) = (it.ballots, it.entitled);
        return Err(ConferenceRefusal::TooManyBallots { ballots, entitled }.into());
    }
    if it.ballots == 0 {
        let (ballots, entitled) = (it.ballots, it.entitled);
        return Err(refused(ConferenceRefusal::NobodyVoted {
            entitled,
            ballots,
        }));
    }
    may_be_sent(state, rule, it).map_err(refused)?;
    Ok(vec![
        ConferenceEvent::DelegatesElected {
            conference: it.conference,
            unit: it.unit,
            delegates: it.delegates.clone(),
            substitutes: it.substitutes.clone(),
            entitled: it.entitled,
            ballots: it.ballots,
            on: it.on,
        }
        .into(),
    ])
}

/// Everybody named belongs to the unit or beneath it, in a grade from which delegates are
/// chosen, and is named nowhere else.
fn may_be_sent(
    state: &State,
    rule: &ConferenceRule,
    it: &ElectDelegates,
) -> Result<(), ConferenceRefusal> {
    let wanted: BTreeSet<PersonId> = it
        .delegates
        .iter()
        .chain(&it.substitutes)
        .copied()
        .collect();
    let mut named = state.conferences.standing_among(it.conference, &wanted);
    for person in it.delegates.iter().chain(&it.substitutes).copied() {
        let Some((home, grade)) = state.members.place(person) else {
            let unit = state.units.name(it.unit).to_owned();
            return Err(ConferenceRefusal::NotOfUnit { person, unit });
        };
        if home != it.unit && !state.units.stands_under(home, it.unit) {
            let unit = state.units.name(it.unit).to_owned();
            return Err(ConferenceRefusal::NotOfUnit { person, unit });
        }
        if !rule.grades.contains(&grade) {
            return Err(ConferenceRefusal::NotEligible(person));
        }
        if !named.insert(person) {
            return Err(ConferenceRefusal::NamedAlready(person));
        }
    }
    Ok(())
}

pub(super) fn strike(
    state: &State,
    request: &Request,
    it: &StrikeDelegates,
) -> Result<Vec<Event>, Refusal> {
    lasting(state, request, it.conference)?;
    rights::require(state, request, Action::ElectDelegates, it.unit)?;
    if state.units.level(it.unit).is_none() {
        return Err(Reason::NoSuchUnit(it.unit).into());
    }
    let chosen = state.conferences.seats_of(it.conference, it.unit);
    if chosen.and_then(|(_, chosen)| chosen).is_none() {
        let unit = state.units.name(it.unit).to_owned();
        return Err(ConferenceRefusal::NotChosen(unit).into());
    }
    let mandates = state.conferences.mandates(it.conference);
    let sent = mandates.iter().filter(|mandate| {
        let by_post = matches!(mandate.role, Role::ExOfficio(_));
        mandate.unit == it.unit && !by_post && mandate.standing != MandateStanding::Struck
    });
    nobody_came(sent)?;
    reason_given(&it.reason)?;
    Ok(vec![
        ConferenceEvent::DelegatesStruck {
            conference: it.conference,
            unit: it.unit,
            reason: DocumentId(state.documents),
            on: request.today,
        }
        .into(),
    ])
}

pub(super) fn replace(
    state: &State,
    request: &Request,
    it: &ReplaceDelegate,
) -> Result<Vec<Event>, Refusal> {
    let conference = lasting(state, request, it.conference)?;
    if !rights::may_see_person(state, request.actor, request.today, it.person) {
        return Err(Reason::NoSuchPerson(it.person).into());
    }
    let sent = state.conferences.mandate(it.conference, it.person);
    let unit = sent.map_or(conference.unit, |mandate| mandate.unit);
    rights::require(state, request, Action::ElectDelegates, unit)?;
    let mandate = seated(state, &conference, it.person)?;
    if let Some(on) = mandate.came {
        let person = it.person;
        return Err(ConferenceRefusal::AlreadyIn { person, on }.into());
    }
    let chosen = state.conferences.seats_of(it.conference, mandate.unit);
    let since = match (mandate.role, chosen.and_then(|(_, chosen)| chosen)) {
        (Role::Delegate | Role::Substitute, Some(chosen)) => (chosen.on, CHOSEN),
        (Role::Delegate | Role::Substitute, None) | (Role::ExOfficio(_), _) => {
            (conference.called, CALLED)
        }
    };
    happened(it.on, request.today, Some(since))?;
    reason_given(&it.reason)?;
    let by_post = matches!(mandate.role, Role::ExOfficio(_));
    let by = (!by_post).then(|| next_in_line(state, it.conference, mandate.unit));
    Ok(vec![
        ConferenceEvent::DelegateReplaced {
            conference: it.conference,
            unit: mandate.unit,
            person: it.person,
            by: by.flatten(),
            reason: DocumentId(state.documents),
            on: it.on,
        }
        .into(),
    ])
}

/// The first substitute of a unit who still waits and belongs to the organisation.
fn next_in_line(state: &State, conference: ConferenceId, unit: UnitId) -> Option<PersonId> {
    let mandates = state.conferences.mandates(conference);
    mandates
        .into_iter()
        .filter(|it| it.unit == unit && it.role == Role::Substitute)
        .filter(|it| it.standing == MandateStanding::Stands && it.in_place_of.is_none())
        .map(|it| it.person)
        .find(|person| state.members.unit_of(*person).is_some())
}

/// The mandate of somebody who has a seat.
pub(super) fn seated(
    state: &State,
    conference: &Conference,
    person: PersonId,
) -> Result<Mandate, ConferenceRefusal> {
    let mandate = state
        .conferences
        .mandate(conference.id, person)
        .ok_or(ConferenceRefusal::NotChosenFor(person))?;
    match mandate.standing {
        MandateStanding::Struck => Err(ConferenceRefusal::NotChosenFor(person)),
        MandateStanding::GivenUp => Err(ConferenceRefusal::GaveUp(person)),
        MandateStanding::Stands if !mandate.seated() => {
            Err(ConferenceRefusal::OnlySubstitute(person))
        }
        MandateStanding::Stands => Ok(mandate),
    }
}

/// What people have done in good faith is not undone behind their backs.
fn nobody_came<'a>(
    mut mandates: impl Iterator<Item = &'a Mandate>,
) -> Result<(), ConferenceRefusal> {
    match mandates.find(|mandate| mandate.came.is_some()) {
        Some(mandate) => Err(ConferenceRefusal::HasBegun(mandate.person)),
        None => Ok(()),
    }
}

pub(super) fn rule_of(
    charter: &Charter,
    kind: ConferenceKindId,
) -> Result<&ConferenceRule, Refusal> {
    charter
        .conference(kind)
        .ok_or_else(|| Reason::NotInCharter("conference").into())
}

pub(super) fn short_enough(text: &str) -> Result<(), Reason> {
    if text.chars().count() > TEXT_CHARACTERS_MAX {
        return Err(Reason::TooLong {
            what: "a text",
            characters_max: TEXT_CHARACTERS_MAX,
        });
    }
    Ok(())
}

pub(super) fn reason_given(reason: &str) -> Result<(), Reason> {
    if reason.trim().is_empty() {
        return Err(Reason::Missing("the reason"));
    }
    short_enough(reason)
}
