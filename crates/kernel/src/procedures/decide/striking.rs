//! Striking the last decision of a proceeding: it stands again where it stood, with the time
//! it had, unless something has been built on the decision since.

use charter::{Charter, Effect, GradeId, ProcedureRule, StepActor, Then};

use super::super::{
    Course, Deed, ProcedureEvent, ProcedureRefusal, Proceeding, Sequel, StepDecision,
    StrikeDecision, Turn, TurnLate,
};
use super::{at, found, whose_turn};
use crate::charters::in_force;
use crate::ids::{DocumentId, PersonId, ProceedingId};
use crate::members::{self, is_of};
use crate::posts::reason_given;
use crate::refusal::{Reason, Refusal};
use crate::request::{Event, Request};
use crate::state::State;
use crate::units::standing;

/// The last decision, and the proceeding as it was before.
struct Last<'a> {
    decision: StepDecision,
    /// The row of what was decided.
    outcome: u8,
    before: Proceeding,
    turn: Turn<'a>,
}

pub(in super::super) fn strike_decision(
    state: &State,
    request: &Request,
    it: &StrikeDecision,
) -> Result<Vec<Event>, Refusal> {
    let charter = in_force(state, request)?;
    let proceeding = found(state, request, it.proceeding)?;
    let last = last(state, charter, request, &proceeding)?;
    let turn = &last.turn;
    let by_rule = |reason: ProcedureRefusal| Refusal::by(turn.rule.rule, reason.into());
    if !state.takes(request.actor, request.today, &proceeding, turn.row) {
        return Err(by_rule(ProcedureRefusal::NotYourTurn {
            step: turn.row.title.clone(),
            who: whose_turn(state, charter, turn),
        }));
    }
    standing(state, proceeding.unit)?;
    reason_given(&it.reason)?;
    nothing_followed(state, &proceeding, &last).map_err(by_rule)?;
    // Where the days are over, silence would have the word instead.
    if let (Some(due), Some(TurnLate::Lapsed | TurnLate::CountsAs(_))) = (turn.due, turn.late) {
        return Err(by_rule(ProcedureRefusal::TimeWouldDecide { due }));
    }
    let mut events = taken_back(state, charter, request, &proceeding, &last)?;
    events.push(
        ProcedureEvent::DecisionStruck {
            proceeding: proceeding.id,
            unit: proceeding.unit,
            person: proceeding.person,
            outcome: charter::OutcomeId {
                step: turn.step,
                outcome: last.outcome,
            },
            course: last.before.course,
            since: last.before.since,
            on: last.decision.on,
            reason: DocumentId(state.documents),
        }
        .into(),
    );
    Ok(events)
}

fn last<'a>(
    state: &'a State,
    charter: &Charter,
    request: &Request,
    proceeding: &Proceeding,
) -> Result<Last<'a>, Refusal> {
    let rule = charter
        .procedure(proceeding.procedure)
        .ok_or(Reason::NotInCharter("procedure"))?;
    let by_rule = |reason: ProcedureRefusal| Refusal::by(rule.rule, reason.into());
    let nothing = || {
        let procedure = rule.title.clone();
        by_rule(ProcedureRefusal::NothingDecided { procedure })
    };
    let decision = state.decisions_of(proceeding.id).next();
    let decision = decision.ok_or_else(nothing)?;
    if decision.by_time {
        let (procedure, on) = (rule.title.clone(), decision.on);
        return Err(by_rule(ProcedureRefusal::DecidedByTime { procedure, on }));
    }
    let outcome = decision.outcome.ok_or_else(nothing)?;
    let since = state.proceedings.decided_since(proceeding.id);
    let before = Proceeding {
        course: Course::At(outcome.step),
        since: since.ok_or_else(nothing)?,
        ..*proceeding
    };
    let turn = state
        .turn(&before, request.today)
        .ok_or(Reason::NotInCharter("procedure"))?;
    Ok(Last {
        decision,
        outcome: outcome.outcome,
        before,
        turn,
    })
}

fn then(last: &Last<'_>) -> Option<Then> {
    last.turn.row.outcome(last.outcome).map(|row| row.then)
}

/// Whether the decision is the last thing that happened, and what it was about is as it left it.
fn nothing_followed(
    state: &State,
    proceeding: &Proceeding,
    last: &Last<'_>,
) -> Result<(), ProcedureRefusal> {
    let followed = |sequel: Sequel| Err(ProcedureRefusal::Followed(sequel));
    let stays = |step| Course::At(step) == last.before.course;
    let (led, since) = match then(last) {
        Some(Then::Step(row)) => {
            let course = at(&last.turn, row);
            // Staying at a step keeps its day.
            let kept = matches!(course, Course::At(step) if stays(step));
            let since = if kept {
                last.before.since
            } else {
                last.decision.on
            };
            (proceeding.course == course, since)
        }
        // Whoever had paid by then had nothing done to them.
        Some(Then::Done(_)) => (
            matches!(proceeding.course, Course::Done | Course::Ended),
            last.decision.on,
        ),
        Some(Then::Ended) | None => (proceeding.course == Course::Ended, last.decision.on),
    };
    if !led || proceeding.since != since {
        return followed(Sequel::WentOn);
    }
    let mut sponsors = state.sponsors_of(proceeding.id);
    let now = state.turn(proceeding, last.decision.on);
    if now.is_some_and(|now| matches!(now.row.by, StepActor::Sponsors { .. }))
        && let Some(one) = sponsors.find(|one| one.on >= last.decision.on)
    {
        return followed(Sequel::Signed(one.person));
    }
    if proceeding.course.is_open() {
        return Ok(());
    }
    nothing_opened(state, proceeding)
}

/// Whether nothing of the kind is under way in its place.
fn nothing_opened(state: &State, proceeding: &Proceeding) -> Result<(), ProcedureRefusal> {
    let others: Vec<Proceeding> = match proceeding.person {
        Some(person) => state.proceedings_about(person).collect(),
        None => state.open_proceedings_in(proceeding.unit).collect(),
    };
    let another = others.into_iter().find(|other| {
        other.procedure == proceeding.procedure
            && other.person == proceeding.person
            && other.course.is_open()
    });
    match another {
        Some(other) => Err(ProcedureRefusal::Followed(Sequel::OpenedAgain(other.id))),
        None => Ok(()),
    }
}

/// What is given back of what the decision led to; what has an undo of its own stands in the way.
fn taken_back(
    state: &State,
    charter: &Charter,
    request: &Request,
    proceeding: &Proceeding,
    last: &Last<'_>,
) -> Result<Vec<Event>, Refusal> {
    let by_rule = |reason: ProcedureRefusal| Refusal::by(last.turn.rule.rule, reason.into());
    let followed = |sequel| by_rule(ProcedureRefusal::Followed(sequel));
    let done = |deed| by_rule(ProcedureRefusal::CarriedOut(deed));
    let effect = match then(last) {
        Some(Then::Done(effect)) if proceeding.course == Course::Done => effect,
        Some(Then::Done(_) | Then::Step(_) | Then::Ended) | None => None,
    };
    match effect {
        Some(Effect::Admit(_)) => return Err(done(Deed::Admitted)),
        Some(Effect::Transfer) => return Err(done(Deed::WentOver)),
        Some(Effect::Leave) => return Err(done(Deed::Left)),
        Some(Effect::Promote(_) | Effect::Give(_) | Effect::Extend(_)) | None => {}
    }
    let Some(person) = proceeding.person.filter(|_| !proceeding.course.is_open()) else {
        return Ok(Vec::new());
    };
    let membership = state.members.membership(person);
    let Some(membership) = membership.filter(|_| proceeding.of_member) else {
        // About an applicant, it goes on as long as they are one.
        let applies = membership.is_none() && !proceeding.of_member;
        return if applies {
            Ok(Vec::new())
        } else {
            Err(followed(Sequel::JoinedOrLeft))
        };
    };
    if membership.joined > last.decision.on {
        return Err(followed(Sequel::JoinedOrLeft));
    }
    if membership.unit != proceeding.unit {
        return Err(followed(Sequel::WentOver));
    }
    let raised = match effect {
        Some(Effect::Promote(grade) | Effect::Give(grade)) => Some(grade),
        Some(Effect::Admit(_) | Effect::Transfer | Effect::Leave | Effect::Extend(_)) | None => {
            None
        }
    };
    if membership.in_grade_since > last.decision.on
        || raised.is_some_and(|grade| grade != membership.grade)
    {
        return Err(followed(Sequel::OtherGrade));
    }
    // Whoever had the grade already was given nothing by it.
    if raised.is_none() || membership.in_grade_since < last.decision.on {
        return Ok(Vec::new());
    }
    let back = members::given_back(state, charter, request.today, (person, None))?;
    Ok(vec![back])
}

/// The proceeding that led to somebody's grade, if it was one.
pub(crate) fn raised<'a>(
    state: &State,
    charter: &'a Charter,
    person: PersonId,
) -> Option<(ProceedingId, &'a ProcedureRule)> {
    let membership = state.members.membership(person)?;
    let about = state.proceedings.about(person);
    let mut done = about.filter(|it| it.of_member && it.course == Course::Done);
    done.find_map(|it| {
        let rule = charter.procedure(it.procedure)?;
        let decision = state.proceedings.decisions_of(it.id).next()?;
        let outcome = decision.outcome?;
        let row = rule.step(outcome.step.step)?.outcome(outcome.outcome)?;
        let Then::Done(Some(Effect::Promote(grade) | Effect::Give(grade))) = row.then else {
            return None;
        };
        // What time decides may take effect on a later day.
        let then = decision.on == membership.in_grade_since
            || decision.by_time && decision.on <= membership.in_grade_since;
        (grade == membership.grade && then).then_some((it.id, rule))
    })
}

/// The proceeding that led to the transfer by which a member came to their unit, with its rule.
pub(crate) fn moved<'a>(
    state: &State,
    charter: &'a Charter,
    person: PersonId,
) -> Option<(ProceedingId, &'a ProcedureRule)> {
    let membership = state.members.membership(person)?;
    let about = state.proceedings.about(person);
    let mut done = about.filter(|it| it.of_member && it.course == Course::Done);
    done.find_map(|it| {
        let rule = charter.procedure(it.procedure)?;
        let decision = state.proceedings.decisions_of(it.id).next()?;
        let outcome = decision.outcome?;
        let row = rule.step(outcome.step.step)?.outcome(outcome.outcome)?;
        let transfers = matches!(row.then, Then::Done(Some(Effect::Transfer)));
        // What time decides may take effect on a later day.
        let then = decision.on == membership.in_unit_since
            || decision.by_time && decision.on <= membership.in_unit_since;
        (transfers && then).then_some((it.id, rule))
    })
}

/// A proceeding under way in which somebody has signed and, with this grade, might not.
pub(crate) fn signed_beyond(
    state: &State,
    charter: &Charter,
    person: PersonId,
    grade: GradeId,
) -> Option<ProceedingId> {
    let beyond = |rule: &ProcedureRule| {
        rule.steps.iter().any(|step| match &step.by {
            StepActor::Sponsors { grades, .. } => !is_of(Some(grade), grades),
            StepActor::Post(_)
            | StepActor::Meeting { .. }
            | StepActor::Above { .. }
            | StepActor::Person => false,
        })
    };
    // Where whoever has this grade may sign anyway, no signature need be looked for.
    if !charter.procedures.iter().any(beyond) {
        return None;
    }
    state.proceedings.signed_by(person).find(|id| {
        let it = state.proceedings.get(*id);
        it.and_then(|it| charter.procedure(it.procedure))
            .is_some_and(beyond)
    })
}
