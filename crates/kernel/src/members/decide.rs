//! Who may become, be and cease to be a member, and what comes of it.

use charter::{Action, Charter, GradeId};

use super::{AdmitMember, Leave, MemberEvent, PromoteMember, RegisterPerson, TransferMember};
use crate::charters::in_force;
use crate::day::happened;
use crate::ids::{PersonId, UnitId};
use crate::posts::{self, Home};
use crate::refusal::{Reason, Refusal};
use crate::request::{Actor, Event, Request};
use crate::rights;
use crate::state::State;
use crate::units::standing;

pub(super) fn register(
    state: &State,
    request: &Request,
    _: &RegisterPerson,
) -> Result<Vec<Event>, Refusal> {
    // Registering binds nobody to anything; who may admit somewhere may register.
    let admits = rights::reach(state, request.actor, request.today, Action::AdmitMember);
    if request.actor != Actor::Operator && admits.is_empty() {
        return Err(Reason::OperatorOnly.into());
    }
    Ok(vec![Event::Member(MemberEvent::Registered {
        person: state.members.next_id(),
    })])
}

pub(super) fn admit(
    state: &State,
    request: &Request,
    it: &AdmitMember,
) -> Result<Vec<Event>, Refusal> {
    let charter = in_force(state, request)?;
    rights::require(state, request, Action::AdmitMember, it.unit)?;
    standing(state, it.unit)?;
    check_base(state, charter, it.unit)?;
    if let Some(person) = it.person {
        known(state, person)?;
        if let Some(unit) = state.members.unit_of(person) {
            if !rights::may_see_person(state, request.actor, request.today, person) {
                return Err(Reason::NoSuchPerson(person).into());
            }
            let reason = Reason::AlreadyMember(state.units.name(unit).to_owned());
            return Err(by_belonging(charter, reason));
        }
    }
    let grade = charter
        .grade(it.grade)
        .ok_or(Reason::NotInCharter("grade"))?;
    if !grade.entry {
        return Err(Refusal::by(
            grade.rule,
            Reason::NotAnEntryGrade(grade.title.clone()),
        ));
    }
    let founded = state
        .units
        .founded(it.unit)
        .date()
        .map(|on| (on, "the day the unit was founded"));
    happened(it.on, request.today, founded)?;
    let mut events = Vec::with_capacity(2);
    let person = match it.person {
        Some(person) => person,
        None => {
            let person = state.members.next_id();
            events.push(Event::Member(MemberEvent::Registered { person }));
            person
        }
    };
    events.push(Event::Member(MemberEvent::Admitted {
        person,
        unit: it.unit,
        grade: it.grade,
        on: it.on,
    }));
    Ok(events)
}

pub(super) fn promote(
    state: &State,
    request: &Request,
    it: &PromoteMember,
) -> Result<Vec<Event>, Refusal> {
    let charter = in_force(state, request)?;
    let membership = member(state, request, it.person)?;
    rights::require(state, request, Action::PromoteMember, membership.unit)?;
    let from = charter
        .grade(membership.grade)
        .ok_or(Reason::NotInCharter("grade"))?;
    let to = charter
        .grade(it.grade)
        .ok_or(Reason::NotInCharter("grade"))?;
    if from.next != Some(it.grade) {
        let reason = Reason::NotTheNextGrade {
            from: from.title.clone(),
            to: to.title.clone(),
        };
        return Err(Refusal::by(from.rule, reason));
    }
    happened(
        it.on,
        request.today,
        Some((membership.in_grade_since, "the day this grade began")),
    )?;
    let wait = jiff::Span::new().months(i64::from(from.wait_months));
    let until = membership.in_grade_since.saturating_add(wait);
    if it.on < until {
        return Err(Refusal::by(
            from.rule,
            Reason::StillWaiting {
                months: from.wait_months,
                until,
            },
        ));
    }
    Ok(vec![Event::Member(MemberEvent::Promoted {
        person: it.person,
        unit: membership.unit,
        grade: it.grade,
        on: it.on,
    })])
}

pub(super) fn transfer(
    state: &State,
    request: &Request,
    it: &TransferMember,
) -> Result<Vec<Event>, Refusal> {
    let charter = in_force(state, request)?;
    let membership = member(state, request, it.person)?;
    rights::require(state, request, Action::TransferMember, membership.unit)?;
    rights::require(state, request, Action::TransferMember, it.to)?;
    standing(state, it.to)?;
    check_base(state, charter, it.to)?;
    if membership.unit == it.to {
        return Err(Reason::AlreadyThere(state.units.name(it.to).to_owned()).into());
    }
    let came = (
        membership.in_unit_since,
        "the day this person came to the present unit",
    );
    let founded = state.units.founded(it.to).date();
    let since = founded.map_or(came, |on| came.max((on, "the day the unit was founded")));
    happened(it.on, request.today, Some(since))?;
    let mut events: Vec<Event> =
        posts::laid_down_by_moving(state, charter, it.person, Home::Unit(it.to), it.on).collect();
    events.push(Event::Member(MemberEvent::Transferred {
        person: it.person,
        from: membership.unit,
        to: it.to,
        on: it.on,
    }));
    Ok(events)
}

/// Leaving is never refused to the person who leaves.
pub(super) fn leave(state: &State, request: &Request, it: &Leave) -> Result<Vec<Event>, Refusal> {
    let membership = member(state, request, it.person)?;
    if request.actor != Actor::Person(it.person) {
        rights::require(state, request, Action::RecordLeaving, membership.unit)?;
    }
    happened(
        it.on,
        request.today,
        Some((membership.joined, "the day this person joined")),
    )?;
    let mut events: Vec<Event> =
        posts::laid_down_with_membership(state, it.person, it.on).collect();
    events.push(Event::Member(MemberEvent::Left {
        person: it.person,
        unit: membership.unit,
        on: it.on,
    }));
    Ok(events)
}

fn known(state: &State, person: PersonId) -> Result<(), Refusal> {
    if state.members.exists(person) {
        Ok(())
    } else {
        Err(Reason::NoSuchPerson(person).into())
    }
}

/// The membership of somebody the actor may know about.
fn member(
    state: &State,
    request: &Request,
    person: PersonId,
) -> Result<super::Membership, Refusal> {
    known(state, person)?;
    if !rights::may_see_person(state, request.actor, request.today, person) {
        return Err(Reason::NoSuchPerson(person).into());
    }
    state
        .members
        .membership(person)
        .ok_or(Reason::NotAMember.into())
}

fn check_base(state: &State, charter: &Charter, unit: UnitId) -> Result<(), Refusal> {
    let level = state
        .units
        .level(unit)
        .and_then(|level| charter.level(level));
    match level {
        Some(level) if level.members => Ok(()),
        Some(level) => Err(Refusal::by(
            level.rule,
            Reason::NotABaseUnit(state.units.name(unit).to_owned()),
        )),
        None => Err(Reason::NoSuchUnit(unit).into()),
    }
}

fn by_belonging(charter: &Charter, reason: Reason) -> Refusal {
    match &charter.belonging {
        Some(belonging) => Refusal::by(belonging.rule, reason),
        None => reason.into(),
    }
}

/// Whether a grade is one of those named.
pub(crate) fn is_of(grade: Option<GradeId>, grades: &[GradeId]) -> bool {
    grade.is_some_and(|grade| grades.contains(&grade))
}
