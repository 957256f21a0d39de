//! Credentials at the door: whoever has a seat comes in once.

use charter::Action;

use super::decide::{reason_given, seated};
use super::seeing::lasting;
use super::{CheckInDelegate, ConferenceEvent, ConferenceRefusal, StrikeCheckIn};
use crate::day::happened;
use crate::ids::DocumentId;
use crate::refusal::Refusal;
use crate::request::{Event, Request};
use crate::rights;
use crate::state::State;

const CALLED: &str = "the day the conference was called";

pub(super) fn check_in(
    state: &State,
    request: &Request,
    it: &CheckInDelegate,
) -> Result<Vec<Event>, Refusal> {
    let conference = lasting(state, request, it.conference)?;
    rights::require(state, request, Action::AdmitDelegates, conference.unit)?;
    let mandate = seated(state, &conference, it.person)?;
    if let Some(on) = mandate.came {
        let person = it.person;
        return Err(ConferenceRefusal::AlreadyIn { person, on }.into());
    }
    if state.members.unit_of(it.person).is_none() {
        return Err(ConferenceRefusal::HasLeft(it.person).into());
    }
    happened(it.on, request.today, Some((conference.called, CALLED)))?;
    let (first, last) = (conference.first, conference.last);
    if !(first..=last).contains(&it.on) {
        let on = it.on;
        return Err(ConferenceRefusal::NotItsDay { on, first, last }.into());
    }
    Ok(vec![
        ConferenceEvent::DelegateCheckedIn {
            conference: it.conference,
            unit: conference.unit,
            person: it.person,
            on: it.on,
        }
        .into(),
    ])
}

pub(super) fn strike(
    state: &State,
    request: &Request,
    it: &StrikeCheckIn,
) -> Result<Vec<Event>, Refusal> {
    let conference = lasting(state, request, it.conference)?;
    rights::require(state, request, Action::AdmitDelegates, conference.unit)?;
    let mandate = state.conferences.mandate(it.conference, it.person);
    if mandate.and_then(|mandate| mandate.came).is_none() {
        return Err(ConferenceRefusal::NotIn(it.person).into());
    }
    reason_given(&it.reason)?;
    Ok(vec![
        ConferenceEvent::CheckInStruck {
            conference: it.conference,
            unit: conference.unit,
            person: it.person,
            reason: DocumentId(state.documents),
            on: request.today,
        }
        .into(),
    ])
}
