//! When a proceeding may be opened.

use charter::{About, Action, Charter, Effect, ProcedureRule, StepId};
use jiff::civil::Date;

use super::super::{Course, OpenProceeding, ProcedureEvent, ProcedureRefusal};
use super::passed;
use crate::charters::in_force;
use crate::day::happened;
use crate::ids::PersonId;
use crate::members::{self, MemberEvent};
use crate::petitions::PetitionRefusal;
use crate::refusal::{Reason, Refusal};
use crate::request::{Actor, Event, Request};
use crate::rights;
use crate::state::State;
use crate::units::standing;

const FOUNDED: &str = "the day the unit was founded";
const CAME: &str = "the day this person came to the unit";

pub(in super::super) fn open(
    state: &State,
    request: &Request,
    it: &OpenProceeding,
) -> Result<Vec<Event>, Refusal> {
    let charter = in_force(state, request)?;
    let rule = charter
        .procedure(it.procedure)
        .ok_or(Reason::NotInCharter("procedure"))?;
    let outside = request.actor == Actor::Public;
    if outside && !state.is_opened_by_anybody(rule, it.unit) {
        return Err(if rule.from_anyone {
            Reason::NoSuchUnit(it.unit).into()
        } else {
            Refusal::by(rule.rule, PetitionRefusal::NotFromOutside.into())
        });
    }
    // Whoever comes from outside says nothing of anybody who has a number already.
    let nobody_known = it.person.is_none() && it.on == request.today;
    if outside && !nobody_known {
        return Err(PetitionRefusal::NotFromOutside.into());
    }
    let own = rule.about == About::Member
        && it.person.is_some_and(|person| {
            request.actor == Actor::Person(person) && state.members.unit_of(person) == Some(it.unit)
        });
    if !own && !outside {
        rights::require(state, request, Action::OpenProcedure, it.unit)?;
    }
    standing(state, it.unit)?;
    let level = state.units.level(it.unit);
    if !level.is_some_and(|level| rule.levels.contains(&level)) {
        let (procedure, unit) = (rule.title.clone(), state.units.name(it.unit).to_owned());
        let reason = ProcedureRefusal::NotOpenedHere { procedure, unit };
        return Err(Refusal::by(rule.rule, reason.into()));
    }
    let founded = state.units.founded(it.unit).date().map(|on| (on, FOUNDED));
    happened(it.on, request.today, founded)?;
    subject(state, charter, rule, it)?;
    destination(state, charter, rule, it)?;
    let mut events = Vec::new();
    let person = match (rule.about, it.person) {
        (About::Applicant, None) => {
            let person = state.members.next_id();
            events.push(Event::Member(MemberEvent::Registered { person }));
            Some(person)
        }
        (_, person) => person,
    };
    events.extend(none_open(state, charter, request.today, rule, it)?);
    events.push(
        ProcedureEvent::Opened {
            proceeding: state.proceedings.next_id(),
            procedure: it.procedure,
            unit: it.unit,
            person,
            to: it.to,
            course: Course::At(StepId {
                procedure: it.procedure,
                step: 0,
            }),
            key: it.key,
            on: it.on,
        }
        .into(),
    );
    Ok(events)
}

/// What it is about has to be what the charter says.
fn subject(
    state: &State,
    charter: &Charter,
    rule: &ProcedureRule,
    it: &OpenProceeding,
) -> Result<(), Refusal> {
    let another = |wanted| {
        let procedure = rule.title.clone();
        let reason = ProcedureRefusal::AboutAnother { procedure, wanted };
        Err(Refusal::by(rule.rule, reason.into()))
    };
    let Some(person) = it.person else {
        return match rule.about {
            About::Applicant | About::Unit => Ok(()),
            About::Member => another("somebody who belongs to the unit"),
        };
    };
    if !state.members.exists(person) {
        return Err(Reason::NoSuchPerson(person).into());
    }
    match rule.about {
        About::Unit => another("the unit, and not about a person"),
        About::Applicant => members::belongs_nowhere(state, charter, person),
        About::Member => {
            let here = state
                .members
                .membership(person)
                .filter(|membership| membership.unit == it.unit);
            let Some(membership) = here else {
                return another("somebody who belongs to the unit");
            };
            if !rule.grades.contains(&membership.grade) {
                return another("members of another grade");
            }
            let came = (membership.in_unit_since, CAME);
            happened(it.on, it.on, Some(came))?;
            if let Some((least, dues)) = not_behind(state, rule, person, it.on) {
                let procedure = rule.title.clone();
                let reason = ProcedureRefusal::NotBehind {
                    procedure,
                    least,
                    dues,
                };
                return Err(Refusal::by(rule.rule, reason.into()));
            }
            Ok(())
        }
    }
}

/// Where a procedure is about dues: with how many a person has to be behind, and with how
/// many they are, when these are fewer.
pub(super) fn not_behind(
    state: &State,
    rule: &ProcedureRule,
    person: PersonId,
    on: Date,
) -> Option<(u8, u32)> {
    let least = rule.behind?;
    let dues = state.dues_behind(person, on);
    (dues < u32::from(least)).then_some((least, dues))
}

/// Where the person wants to go: named where the procedure leads to a transfer, and only there.
fn destination(
    state: &State,
    charter: &Charter,
    rule: &ProcedureRule,
    it: &OpenProceeding,
) -> Result<(), Refusal> {
    let transfers = rule.effects().any(|effect| effect == Effect::Transfer);
    let wrong = |what| Refusal::by(rule.rule, ProcedureRefusal::Destination(what).into());
    match it.to {
        None if transfers => Err(wrong("say which unit the person wants to go to")),
        Some(_) if !transfers => Err(wrong("this leads to no other unit: name none")),
        Some(to) if to == it.unit => {
            Err(Reason::AlreadyThere(state.units.name(to).to_owned()).into())
        }
        Some(to) => {
            standing(state, to)?;
            members::check_base(state, charter, to)
        }
        None => Ok(()),
    }
}

/// One at a time: whatever time has ended is entered as such, and what is open stands in the way.
fn none_open(
    state: &State,
    charter: &Charter,
    today: Date,
    rule: &ProcedureRule,
    it: &OpenProceeding,
) -> Result<Vec<Event>, Refusal> {
    let same = |person: PersonId| state.proceedings_about(person).collect::<Vec<_>>();
    let before = match it.person {
        Some(person) => same(person),
        None if rule.about == About::Unit => state.open_proceedings_in(it.unit).collect(),
        None => Vec::new(),
    };
    let mut events = Vec::new();
    for one in before {
        if one.procedure != it.procedure || !one.course.is_open() || one.person != it.person {
            continue;
        }
        let turn = state.turn(&one, today);
        let lapsed = turn.as_ref().filter(|turn| turn.decided_by_time());
        let ended = lapsed
            .map(|turn| passed(state, charter, turn, &one))
            .transpose()?
            .flatten()
            .filter(|events| ends(events));
        match ended {
            Some(mut ended) => events.append(&mut ended),
            None => {
                let (procedure, open) = (rule.title.clone(), one.id);
                let reason = ProcedureRefusal::OpenAlready { procedure, open };
                return Err(Refusal::by(rule.rule, reason.into()));
            }
        }
    }
    Ok(events)
}

/// Whether time has ended it and done nothing else.
fn ends(events: &[Event]) -> bool {
    matches!(
        events,
        [Event::Procedure(ProcedureEvent::DeadlinePassed { course, .. })] if !course.is_open()
    )
}
