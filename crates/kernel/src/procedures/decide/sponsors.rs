//! Who may answer for somebody with their name.

use charter::{Action, GradeId, StepActor, StepId};
use jiff::civil::Date;

use super::super::{
    Course, ProcedureEvent, ProcedureRefusal, Proceeding, SponsorProceeding, StopSponsoring,
};
use super::{SINCE, at, found, in_time, open_turn};
use crate::charters::in_force;
use crate::day::happened;
use crate::ids::PersonId;
use crate::members::is_of;
use crate::refusal::{Reason, Refusal};
use crate::request::{Actor, Event, Request};
use crate::rights;
use crate::state::State;
use crate::units::standing;

const SIGNED: &str = "the day this person signed";

pub(in super::super) fn sponsor(
    state: &State,
    request: &Request,
    it: &SponsorProceeding,
) -> Result<Vec<Event>, Refusal> {
    let charter = in_force(state, request)?;
    let proceeding = asked(state, request, it.proceeding, it.sponsor)?;
    let turn = open_turn(state, charter, &proceeding, it.on)?;
    let by_rule = |reason: ProcedureRefusal| Refusal::by(turn.rule.rule, reason.into());
    let StepActor::Sponsors {
        number,
        grades,
        months,
    } = &turn.row.by
    else {
        let step = turn.row.title.clone();
        return Err(by_rule(ProcedureRefusal::NobodySigns { step }));
    };
    standing(state, proceeding.unit)?;
    happened(it.on, request.today, Some((proceeding.since, SINCE)))?;
    in_time(&turn)?;
    may_sign(state, &proceeding, it, (grades, *months))?;
    let signed = signed(state, &proceeding);
    let enough = signed.saturating_add(1) >= usize::from(*number);
    let outcome = turn.row.outcomes.first().filter(|_| enough);
    let (course, mut after) = match outcome {
        None => (proceeding.course, Vec::new()),
        Some(_) => {
            let outcome = charter::OutcomeId {
                step: turn.step,
                outcome: 0,
            };
            super::leads(state, charter, &turn, &proceeding, outcome, it.on)?
        }
    };
    let mut events = vec![
        ProcedureEvent::Sponsored {
            proceeding: proceeding.id,
            unit: proceeding.unit,
            person: proceeding.person,
            sponsor: it.sponsor,
            course,
            on: it.on,
        }
        .into(),
    ];
    events.append(&mut after);
    Ok(events)
}

/// A proceeding that somebody signs, or signs no more: by their own hand, or
/// entered by whoever opens such proceedings.
fn asked(
    state: &State,
    request: &Request,
    id: crate::ids::ProceedingId,
    sponsor: PersonId,
) -> Result<Proceeding, Refusal> {
    // A member who was asked to sign comes from anywhere, and knows the number from the applicant.
    let member = state.members.unit_of(sponsor).is_some();
    let own = request.actor == Actor::Person(sponsor) && member;
    let proceeding = match state.proceedings.get(id).filter(|_| own) {
        Some(proceeding) => proceeding,
        None => found(state, request, id)?,
    };
    if !own {
        rights::require(state, request, Action::OpenProcedure, proceeding.unit)?;
    }
    Ok(proceeding)
}

fn signed(state: &State, proceeding: &Proceeding) -> usize {
    let sponsors = state.sponsors_of(proceeding.id);
    sponsors.filter(|sponsor| sponsor.until.is_none()).count()
}

fn may_sign(
    state: &State,
    proceeding: &Proceeding,
    it: &SponsorProceeding,
    (grades, months): (&[GradeId], u16),
) -> Result<(), Reason> {
    let person = it.sponsor;
    if !state.members.exists(person) {
        return Err(Reason::NoSuchPerson(person));
    }
    let may_not = |why| Err(ProcedureRefusal::MayNotSponsor { person, why }.into());
    if proceeding.person == Some(person) {
        return may_not("nobody signs for themselves");
    }
    let Some(membership) = state.members.membership(person) else {
        return may_not("only members sign");
    };
    if !is_of(Some(membership.grade), grades) {
        return may_not("members of this grade do not sign");
    }
    let standing = jiff::Span::new().months(i64::from(months));
    let from = membership.joined.saturating_add(standing);
    if it.on < from {
        return Err(ProcedureRefusal::TooNewToSponsor { months, from }.into());
    }
    let mut sponsors = state.sponsors_of(proceeding.id);
    if sponsors.any(|one| one.person == person && one.until.is_none()) {
        return Err(ProcedureRefusal::HasSigned(person).into());
    }
    Ok(())
}

impl State {
    /// Whether somebody may sign a proceeding on a day, at the step it has come to.
    #[must_use]
    pub fn may_sponsor(&self, id: crate::ids::ProceedingId, sponsor: PersonId, on: Date) -> bool {
        let Some(proceeding) = self.proceedings.get(id) else {
            return false;
        };
        let turn = self.turn(&proceeding, on);
        let Some(StepActor::Sponsors { grades, months, .. }) = turn.as_ref().map(|it| &it.row.by)
        else {
            return false;
        };
        let it = SponsorProceeding {
            proceeding: id,
            sponsor,
            on,
        };
        may_sign(self, &proceeding, &it, (grades, *months)).is_ok()
    }
}

pub(in super::super) fn stop_sponsoring(
    state: &State,
    request: &Request,
    it: &StopSponsoring,
) -> Result<Vec<Event>, Refusal> {
    let charter = in_force(state, request)?;
    let proceeding = asked(state, request, it.proceeding, it.sponsor)?;
    let turn = open_turn(state, charter, &proceeding, it.on)?;
    let mut sponsors = state.sponsors_of(proceeding.id);
    let signed_on = sponsors
        .find(|one| one.person == it.sponsor && one.until.is_none())
        .map(|one| one.on);
    let Some(signed_on) = signed_on else {
        let reason = ProcedureRefusal::HasNotSigned(it.sponsor);
        return Err(Refusal::by(turn.rule.rule, reason.into()));
    };
    happened(it.on, request.today, Some((signed_on, SIGNED)))?;
    happened(it.on, request.today, Some((proceeding.since, SINCE)))?;
    in_time(&turn)?;
    Ok(vec![
        ProcedureEvent::SponsorWithdrawn {
            proceeding: proceeding.id,
            unit: proceeding.unit,
            person: proceeding.person,
            sponsor: it.sponsor,
            course: back_to_signing(state, &proceeding, turn.step, turn.rule)
                .map_or(proceeding.course, |step| at(&turn, step)),
            on: it.on,
        }
        .into(),
    ])
}

/// The step at which sponsors are wanted again, where too few are left and it was over.
fn back_to_signing(
    state: &State,
    proceeding: &Proceeding,
    now: StepId,
    rule: &charter::ProcedureRule,
) -> Option<u8> {
    let Course::At(_) = proceeding.course else {
        return None;
    };
    let left = signed(state, proceeding).saturating_sub(1);
    (0..)
        .zip(&rule.steps)
        .filter(|(row, _)| *row != now.step)
        .find(|(_, step)| match &step.by {
            StepActor::Sponsors { number, .. } => left < usize::from(*number),
            StepActor::Post(_)
            | StepActor::Meeting { .. }
            | StepActor::Above { .. }
            | StepActor::Person => false,
        })
        .map(|(row, _)| row)
}
