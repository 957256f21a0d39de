//! Striking a transfer: the member belongs to the unit before it, as if they had never gone,
//! unless something has been built on it since.

use charter::{Action, Charter};

use super::decide::{by_belonging, member};
use super::moves::Before;
use super::{MemberEvent, MemberRefusal, StrikeTransfer, check_base};
use crate::charters::in_force;
use crate::conferences::{MandateStanding, Role};
use crate::ids::{DocumentId, PersonId, UnitId};
use crate::posts::{self, reason_given};
use crate::procedures;
use crate::refusal::Refusal;
use crate::request::{Event, Request};
use crate::rights;
use crate::state::State;
use crate::units::standing;

pub(super) fn strike(
    state: &State,
    request: &Request,
    it: &StrikeTransfer,
) -> Result<Vec<Event>, Refusal> {
    let charter = in_force(state, request)?;
    let person = it.person;
    let (unit, _) = member(state, request, person)?;
    rights::require(state, request, Action::TransferMember, unit)?;
    let refused = |reason: MemberRefusal| by_belonging(charter, reason.into());
    let before = state.before_transfer(person);
    let before = before.ok_or_else(|| refused(MemberRefusal::NotTransferred(person)))?;
    rights::require(state, request, Action::TransferMember, before.unit)?;
    reason_given(&it.reason)?;
    standing(state, before.unit)?;
    check_base(state, charter, before.unit)?;
    // What was decided step by step is taken back step by step.
    if let Some((proceeding, rule)) = procedures::moved(state, charter, person) {
        let procedure = rule.title.clone();
        let reason = MemberRefusal::MovedByProceeding {
            procedure,
            proceeding,
        };
        return Err(Refusal::by(rule.rule, reason.into()));
    }
    nothing_built(state, charter, person, (unit, before)).map_err(refused)?;
    let mut events = posts::held_again(state, charter, person, (before.unit, unit), before.on);
    events.push(Event::Member(MemberEvent::TransferStruck {
        person,
        unit,
        back: before.unit,
        since: before.since,
        on: before.on,
        reason: DocumentId(state.documents),
    }));
    Ok(events)
}

/// What others have relied on is not pulled away from under them.
fn nothing_built(
    state: &State,
    charter: &Charter,
    person: PersonId,
    (unit, before): (UnitId, Before),
) -> Result<(), MemberRefusal> {
    if let Some((post, unit)) = posts::held_since(state, charter, person, (before.unit, unit)) {
        return Err(MemberRefusal::PostSince { person, post, unit });
    }
    let sent = state.conferences().rev().find(|it| {
        let mandate = state.mandate(it.id, person);
        it.called_off.is_none()
            && mandate.is_some_and(|it| {
                let chosen = matches!(it.role, Role::Delegate | Role::Substitute);
                chosen && it.unit == unit && it.standing == MandateStanding::Stands
            })
    });
    match sent {
        None => Ok(()),
        Some(it) => Err(MemberRefusal::SentSince {
            person,
            unit: state.units.name(unit).to_owned(),
            conference: charter
                .conference(it.kind)
                .map(|rule| rule.title.clone())
                .unwrap_or_default(),
        }),
    }
}
