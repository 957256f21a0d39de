//! What may be done with proceedings, and what comes of it.

mod opening;
mod sponsors;
mod striking;
mod voting;

use charter::{Action, Charter, Late, OutcomeId, StepActor, StepId, Then};
use jiff::civil::Date;

use super::{
    Course, DecideStep, DropProceeding, LetTimeDecide, ProcedureEvent, ProcedureRefusal,
    Proceeding, Turn, TurnLate, effects, erasing,
};
use crate::charters::in_force;
use crate::day::happened;
use crate::ids::ProceedingId;
use crate::refusal::{Reason, Refusal};
use crate::request::{Event, Request};
use crate::rights;
use crate::state::State;
use crate::units::standing;

pub(super) use opening::open;
pub(super) use sponsors::{sponsor, stop_sponsoring};
pub(super) use striking::strike_decision;
pub(crate) use striking::{moved, raised, signed_beyond};

const SINCE: &str = "the day this step began";

pub(super) fn decide_step(
    state: &State,
    request: &Request,
    it: &DecideStep,
) -> Result<Vec<Event>, Refusal> {
    let charter = in_force(state, request)?;
    let proceeding = found(state, request, it.proceeding)?;
    let turn = open_turn(state, charter, &proceeding, it.on)?;
    let by_rule = |reason: ProcedureRefusal| Refusal::by(turn.rule.rule, reason.into());
    if turn.step.step != it.step {
        let (procedure, step) = (turn.rule.title.clone(), turn.row.title.clone());
        return Err(by_rule(ProcedureRefusal::AtAnotherStep { procedure, step }));
    }
    let Some(by) = turn.by else {
        let unit = state.units.name(proceeding.unit).to_owned();
        return Err(by_rule(ProcedureRefusal::NobodyAbove { unit }));
    };
    if !state.takes(request.actor, request.today, &proceeding, turn.row) {
        return Err(by_rule(ProcedureRefusal::NotYourTurn {
            step: turn.row.title.clone(),
            who: whose_turn(state, charter, &turn),
        }));
    }
    if matches!(turn.row.by, StepActor::Sponsors { .. }) {
        return Err(by_rule(ProcedureRefusal::SponsorsSign));
    }
    standing(state, proceeding.unit)?;
    happened(it.on, request.today, Some((proceeding.since, SINCE)))?;
    in_time(&turn)?;
    if turn.row.outcome(it.outcome).is_none() {
        return Err(by_rule(ProcedureRefusal::NoSuchOutcome));
    }
    if is_silence(&turn, it.outcome) && request.actor.person() != proceeding.person {
        let (due, person) = (turn.due, proceeding.person);
        return Err(by_rule(ProcedureRefusal::OnlySilence { person, due }));
    }
    let (outcome, tally) = voting::count(state, charter, &turn, &proceeding, it)?;
    let outcome = OutcomeId {
        step: turn.step,
        outcome,
    };
    let (course, mut after) = leads(state, charter, &turn, &proceeding, outcome, it.on)?;
    let mut events = vec![
        ProcedureEvent::Decided {
            proceeding: proceeding.id,
            unit: proceeding.unit,
            person: proceeding.person,
            outcome,
            by,
            tally,
            course,
            on: it.on,
        }
        .into(),
    ];
    events.append(&mut after);
    Ok(events)
}

/// Whether an outcome is what the silence of whom it is about counts as: nobody says it in
/// their place.
fn is_silence(turn: &Turn<'_>, outcome: u8) -> bool {
    turn.row.by == StepActor::Person && turn.row.late == Late::CountsAs(outcome)
}

/// Where an outcome leads, and what comes of it.
fn leads(
    state: &State,
    charter: &Charter,
    turn: &Turn<'_>,
    proceeding: &Proceeding,
    outcome: OutcomeId,
    on: Date,
) -> Result<(Course, Vec<Event>), Refusal> {
    let then = turn.row.outcome(outcome.outcome).map(|row| row.then);
    Ok(match then {
        Some(Then::Step(step)) => (at(turn, step), Vec::new()),
        // Whoever has paid has nothing to fear from a time that passed or a word that came late.
        Some(Then::Done(_)) if has_paid(state, turn, proceeding, on) => (Course::Ended, Vec::new()),
        Some(Then::Done(effect)) => {
            let events = effect.map(|effect| effects::of(state, charter, proceeding, effect, on));
            (Course::Done, events.transpose()?.unwrap_or_default())
        }
        Some(Then::Ended) | None => (Course::Ended, Vec::new()),
    })
}

/// Whether it was about dues that are no longer open.
fn has_paid(state: &State, turn: &Turn<'_>, proceeding: &Proceeding, on: Date) -> bool {
    let person = proceeding.person;
    person.is_some_and(|person| opening::not_behind(state, turn.rule, person, on).is_some())
}

fn at(turn: &Turn<'_>, step: u8) -> Course {
    Course::At(StepId {
        procedure: turn.step.procedure,
        step,
    })
}

pub(super) fn drop_it(
    state: &State,
    request: &Request,
    it: &DropProceeding,
) -> Result<Vec<Event>, Refusal> {
    let charter = in_force(state, request)?;
    let held = state.proceeding(it.proceeding);
    if let Some(held) = held.filter(|held| it.key.is_some() && held.key == it.key) {
        return taken_back(state, charter, request.today, &held);
    }
    let proceeding = found(state, request, it.proceeding)?;
    let own = request
        .actor
        .person()
        .is_some_and(|me| proceeding.person == Some(me));
    if !own {
        rights::require(state, request, Action::OpenProcedure, proceeding.unit)?;
    }
    over(charter, &proceeding)?;
    happened(it.on, request.today, Some((proceeding.since, SINCE)))?;
    if own {
        still_behind(state, charter, &proceeding, it.on)?;
    }
    Ok(vec![
        ProcedureEvent::Dropped {
            proceeding: proceeding.id,
            unit: proceeding.unit,
            person: proceeding.person,
            on: it.on,
        }
        .into(),
    ])
}

/// Whoever applied from outside takes it back as long as there is anything to take back, and
/// what is known of them goes with it.
fn taken_back(
    state: &State,
    charter: &Charter,
    today: Date,
    it: &Proceeding,
) -> Result<Vec<Event>, Refusal> {
    let mut events = Vec::with_capacity(2);
    if it.course.is_open() {
        events.push(
            ProcedureEvent::Dropped {
                proceeding: it.id,
                unit: it.unit,
                person: it.person,
                on: today,
            }
            .into(),
        );
    }
    if state.is_only_an_applicant(it, today) {
        events.extend(erasing::erased(it, today));
    }
    if events.is_empty() {
        over(charter, it)?;
    }
    Ok(events)
}

/// Whoever it is about ends one that is about dues by paying them.
fn still_behind(
    state: &State,
    charter: &Charter,
    proceeding: &Proceeding,
    on: Date,
) -> Result<(), Refusal> {
    let rule = charter.procedure(proceeding.procedure);
    let Some((rule, least)) = rule.and_then(|rule| Some((rule, rule.behind?))) else {
        return Ok(());
    };
    let dues = proceeding
        .person
        .map_or(0, |person| state.dues_behind(person, on));
    if dues < u32::from(least) {
        return Ok(());
    }
    let procedure = rule.title.clone();
    let reason = ProcedureRefusal::StillBehind {
        procedure,
        least,
        dues,
    };
    Err(Refusal::by(rule.rule, reason.into()))
}

pub(super) fn let_time_decide(
    state: &State,
    request: &Request,
    it: &LetTimeDecide,
) -> Result<Vec<Event>, Refusal> {
    let charter = in_force(state, request)?;
    let proceeding = found(state, request, it.proceeding)?;
    let turn = open_turn(state, charter, &proceeding, request.today)?;
    if !state.takes(request.actor, request.today, &proceeding, turn.row) {
        rights::require(state, request, Action::OpenProcedure, proceeding.unit)?;
    }
    standing(state, proceeding.unit)?;
    let reason = ProcedureRefusal::TimeDecidesNothing.into();
    let nothing = || Refusal::by(turn.rule.rule, reason);
    passed(state, charter, &turn, &proceeding)?.ok_or_else(nothing)
}

/// What the passing of time has decided, as events; none where it has decided nothing.
pub(super) fn passed(
    state: &State,
    charter: &Charter,
    turn: &Turn<'_>,
    proceeding: &Proceeding,
) -> Result<Option<Vec<Event>>, Refusal> {
    let Some(on) = turn.late_since() else {
        return Ok(None);
    };
    let (outcome, course, mut after) = match turn.late {
        None | Some(TurnLate::Overdue) => return Ok(None),
        Some(TurnLate::Lapsed) => (None, Course::Lapsed, Vec::new()),
        Some(TurnLate::CountsAs(outcome)) => {
            let outcome = OutcomeId {
                step: turn.step,
                outcome,
            };
            // Nothing is done to anybody on a day on which it could not have been done.
            let day = effects::first_day(state, proceeding, on);
            let (course, after) = leads(state, charter, turn, proceeding, outcome, day)?;
            (Some(outcome), course, after)
        }
    };
    let mut events = vec![
        ProcedureEvent::DeadlinePassed {
            proceeding: proceeding.id,
            unit: proceeding.unit,
            person: proceeding.person,
            outcome,
            course,
            on,
        }
        .into(),
    ];
    events.append(&mut after);
    Ok(Some(events))
}

/// A proceeding that the actor may know of.
fn found(state: &State, request: &Request, id: ProceedingId) -> Result<Proceeding, Refusal> {
    let proceeding = state.proceedings.get(id);
    proceeding
        .filter(|it| state.may_see_proceeding(request.actor, request.today, it))
        .ok_or_else(|| Reason::from(ProcedureRefusal::NoSuchProceeding(id)).into())
}

fn over(charter: &Charter, proceeding: &Proceeding) -> Result<(), Refusal> {
    if proceeding.course.is_open() {
        return Ok(());
    }
    let rule = charter.procedure(proceeding.procedure);
    let reason = ProcedureRefusal::Over {
        procedure: rule.map(|rule| rule.title.clone()).unwrap_or_default(),
        on: proceeding.since,
    };
    Err(Refusal {
        reason: reason.into(),
        rule: rule.map(|rule| rule.rule),
    })
}

/// Whose turn it is, on the day of an act.
fn open_turn<'a>(
    state: &'a State,
    charter: &Charter,
    proceeding: &Proceeding,
    on: Date,
) -> Result<Turn<'a>, Refusal> {
    over(charter, proceeding)?;
    state
        .turn(proceeding, on)
        .ok_or_else(|| Reason::NotInCharter("procedure").into())
}

/// Refuses what comes after time has decided.
fn in_time(turn: &Turn<'_>) -> Result<(), Refusal> {
    let Some(due) = turn.due else {
        return Ok(());
    };
    let reason = match turn.late {
        None | Some(TurnLate::Overdue) => return Ok(()),
        Some(TurnLate::Lapsed) => {
            let procedure = turn.rule.title.clone();
            ProcedureRefusal::HasLapsed { procedure, due }
        }
        Some(TurnLate::CountsAs(row)) => {
            let outcome = turn.row.outcome(row).map(|row| row.title.clone());
            let outcome = outcome.unwrap_or_default();
            ProcedureRefusal::TimeDecided { due, outcome }
        }
    };
    Err(Refusal::by(turn.rule.rule, reason.into()))
}

/// Whose turn it is, in words.
fn whose_turn(state: &State, charter: &Charter, turn: &Turn<'_>) -> String {
    let unit = turn.by.map_or("", |by| state.units.name(by));
    match &turn.row.by {
        StepActor::Post(post) => {
            let post = charter.post(*post).map_or("", |row| row.title.as_str());
            format!("the {post} of {unit}")
        }
        StepActor::Meeting { kind, .. } => {
            let kind = charter.meeting(*kind).map_or("", |row| row.title.as_str());
            format!("the {kind} of {unit}")
        }
        StepActor::Above { .. } => unit.to_owned(),
        StepActor::Person => "the person it is about".to_owned(),
        StepActor::Sponsors { .. } => "the sponsors".to_owned(),
    }
}
