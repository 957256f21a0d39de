//! Who may become, be and cease to be a member, and what comes of it.

use charter::{Action, Charter, Effect, GradeId};
use jiff::civil::Date;

use super::{
    AdmitMember, Leave, MemberEvent, MergingRefusal, PromoteMember, RegisterPerson, TransferMember,
    merging,
};
use crate::charters::in_force;
use crate::day::{happened, happened_since};
use crate::ids::{PersonId, UnitId};
use crate::posts::{self, Home};
use crate::procedures;
use crate::refusal::{Reason, Refusal};
use crate::request::{Actor, Event, Request};
use crate::rights;
use crate::state::State;
use crate::units::standing;

const FOUNDED: &str = "the day the unit was founded";

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
        if state.members.unit_of(person).is_some()
            && !rights::may_see_person(state, request.actor, request.today, person)
        {
            return Err(Reason::NoSuchPerson(person).into());
        }
        belongs_nowhere(state, charter, person)?;
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
    procedures::barred(state, charter, request, it.unit, Effect::Admit(it.grade))?;
    let founded = (state.units.founded(it.unit), FOUNDED);
    happened_since(it.on, request.today, founded)?;
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

/// Somebody who belongs nowhere becomes a member, on a day that has come.
pub(crate) fn admission(
    state: &State,
    charter: &Charter,
    (person, unit): (PersonId, UnitId),
    grade: GradeId,
    on: Date,
) -> Result<Vec<Event>, Refusal> {
    belongs_nowhere(state, charter, person)?;
    check_base(state, charter, unit)?;
    happened_since(on, on, (state.units.founded(unit), FOUNDED))?;
    Ok(vec![Event::Member(MemberEvent::Admitted {
        person,
        unit,
        grade,
        on,
    })])
}

/// Whoever belongs to a unit is not admitted to another one.
pub(crate) fn belongs_nowhere(
    state: &State,
    charter: &Charter,
    person: PersonId,
) -> Result<(), Refusal> {
    match state.members.unit_of(person) {
        None => stands_for_itself(state, charter, person),
        Some(unit) => {
            let reason = Reason::AlreadyMember(state.units.name(unit).to_owned());
            Err(by_belonging(charter, reason))
        }
    }
}

/// A former number of somebody gets no place of its own.
fn stands_for_itself(state: &State, charter: &Charter, former: PersonId) -> Result<(), Refusal> {
    match state.former_number(former) {
        None => Ok(()),
        Some(known) => {
            let kept = known.kept;
            let reason = MergingRefusal::IsFormer { former, kept };
            Err(by_belonging(charter, reason.into()))
        }
    }
}

pub(super) fn promote(
    state: &State,
    request: &Request,
    it: &PromoteMember,
) -> Result<Vec<Event>, Refusal> {
    let charter = in_force(state, request)?;
    let (unit, grade) = member(state, request, it.person)?;
    rights::require(state, request, Action::PromoteMember, unit)?;
    let to = charter
        .grade(it.grade)
        .ok_or(Reason::NotInCharter("grade"))?;
    if next_of(charter, grade)? == Some(it.grade) {
        let done = Effect::Promote(it.grade);
        procedures::barred(state, charter, request, unit, done)?;
    } else {
        let from = charter.grade(grade);
        let reason = Reason::NotTheNextGrade {
            from: from.map(|row| row.title.clone()).unwrap_or_default(),
            to: to.title.clone(),
        };
        return Err(Refusal {
            reason,
            rule: from.map(|row| row.rule),
        });
    }
    let since = state.members.in_grade_since(it.person);
    happened_since(it.on, request.today, (since, "the day this grade began"))?;
    rise(state, charter, it.person, it.grade, it.on)
}

fn next_of(charter: &Charter, grade: GradeId) -> Result<Option<GradeId>, Refusal> {
    let row = charter.grade(grade);
    Ok(row.ok_or(Reason::NotInCharter("grade"))?.next)
}

/// A member takes the next grade, if they have waited for it.
pub(crate) fn rise(
    state: &State,
    charter: &Charter,
    person: PersonId,
    grade: GradeId,
    on: Date,
) -> Result<Vec<Event>, Refusal> {
    let (unit, now) = state.members.place(person).ok_or(Reason::NotAMember)?;
    let from = charter.grade(now).ok_or(Reason::NotInCharter("grade"))?;
    if from.next != Some(grade) {
        let to = charter.grade(grade);
        let reason = Reason::NotTheNextGrade {
            from: from.title.clone(),
            to: to.map(|row| row.title.clone()).unwrap_or_default(),
        };
        return Err(Refusal::by(from.rule, reason));
    }
    let until = procedures::wait_ends(state, from.wait_months, person);
    if let Some(until) = until.filter(|until| on < *until) {
        return Err(Refusal::by(
            from.rule,
            Reason::StillWaiting {
                months: from.wait_months,
                until,
            },
        ));
    }
    Ok(vec![given(person, unit, grade, on)])
}

/// A member takes a grade.
pub(crate) fn given(person: PersonId, unit: UnitId, grade: GradeId, on: Date) -> Event {
    Event::Member(MemberEvent::Promoted {
        person,
        unit,
        grade,
        on,
    })
}

pub(super) fn transfer(
    state: &State,
    request: &Request,
    it: &TransferMember,
) -> Result<Vec<Event>, Refusal> {
    let charter = in_force(state, request)?;
    let (unit, _) = member(state, request, it.person)?;
    rights::require(state, request, Action::TransferMember, unit)?;
    rights::require(state, request, Action::TransferMember, it.to)?;
    procedures::barred(state, charter, request, unit, Effect::Transfer)?;
    happened(it.on, request.today, None)?;
    removal(state, charter, it.person, it.to, it.on)
}

/// A member goes over to another unit, on a day that has come.
pub(crate) fn removal(
    state: &State,
    charter: &Charter,
    person: PersonId,
    to: UnitId,
    on: Date,
) -> Result<Vec<Event>, Refusal> {
    let (from, _) = state.members.place(person).ok_or(Reason::NotAMember)?;
    standing(state, to)?;
    check_base(state, charter, to)?;
    if from == to {
        return Err(Reason::AlreadyThere(state.units.name(to).to_owned()).into());
    }
    let came = (
        state.members.in_unit_since(person),
        "the day this person came to the present unit",
    );
    happened_since(on, on, came.max((state.units.founded(to), FOUNDED)))?;
    let mut events: Vec<Event> =
        posts::laid_down_by_moving(state, charter, person, Home::Unit(to), on).collect();
    events.push(Event::Member(MemberEvent::Transferred {
        person,
        from,
        to,
        on,
    }));
    Ok(events)
}

/// Leaving is never refused to the person who leaves.
pub(super) fn leave(state: &State, request: &Request, it: &Leave) -> Result<Vec<Event>, Refusal> {
    let (unit, _) = member(state, request, it.person)?;
    if request.actor != Actor::Person(it.person) {
        rights::require(state, request, Action::RecordLeaving, unit)?;
    }
    let joined = state.members.joined(it.person);
    happened_since(it.on, request.today, (joined, "the day this person joined"))?;
    Ok(going(state, it.person, unit, it.on))
}

/// A member leaves, and lays down every post that hangs on the membership.
pub(crate) fn going(state: &State, person: PersonId, unit: UnitId, on: Date) -> Vec<Event> {
    let mut events: Vec<Event> = posts::laid_down_with_membership(state, person, on).collect();
    events.push(Event::Member(MemberEvent::Left { person, unit, on }));
    events.extend(merging::forgotten(state, person, on));
    events
}

fn known(state: &State, person: PersonId) -> Result<(), Refusal> {
    if state.members.exists(person) {
        Ok(())
    } else {
        Err(Reason::NoSuchPerson(person).into())
    }
}

/// The unit and grade of somebody the actor may know about.
pub(super) fn member(
    state: &State,
    request: &Request,
    person: PersonId,
) -> Result<(UnitId, GradeId), Refusal> {
    known(state, person)?;
    if !rights::may_see_person(state, request.actor, request.today, person) {
        return Err(Reason::NoSuchPerson(person).into());
    }
    state.members.place(person).ok_or(Reason::NotAMember.into())
}

pub(crate) fn check_base(state: &State, charter: &Charter, unit: UnitId) -> Result<(), Refusal> {
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

pub(super) fn by_belonging(charter: &Charter, reason: Reason) -> Refusal {
    match &charter.belonging {
        Some(belonging) => Refusal::by(belonging.rule, reason),
        None => reason.into(),
    }
}

/// Whether a grade is one of those named.
pub(crate) fn is_of(grade: Option<GradeId>, grades: &[GradeId]) -> bool {
    grade.is_some_and(|grade| grades.contains(&grade))
}
