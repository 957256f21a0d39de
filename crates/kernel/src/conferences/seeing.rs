//! Who may know of a conference: whoever may see the figures of the unit that
//! called it, and everybody who belongs to it or beneath it, since it is theirs.

use charter::Action;
use jiff::civil::Date;

use super::{Conference, ConferenceRefusal};
use crate::ids::ConferenceId;
use crate::refusal::Refusal;
use crate::request::{Actor, Request};
use crate::rights;
use crate::state::State;

/// Whether the viewer may know of a conference: that it was called, when and
/// where, how many seats it has. Who sits there is told where rolls may be seen.
#[must_use]
pub fn may_know_conference(state: &State, viewer: Actor, today: Date, it: &Conference) -> bool {
    let within = |unit| unit == it.unit || state.units.stands_under(unit, it.unit);
    let belongs = |person| {
        let home = state.members.unit_of(person);
        let held = state.posts.lasting_of(person).map(|tenure| tenure.unit);
        home.into_iter().chain(held).any(within)
    };
    rights::may(state, viewer, today, Action::SeeFigures, it.unit)
        || viewer.person().is_some_and(belongs)
}

/// A conference that whoever asks may know of, which was not called off.
pub(super) fn lasting(
    state: &State,
    request: &Request,
    conference: ConferenceId,
) -> Result<Conference, Refusal> {
    let it = known(state, request, conference)?;
    match it.called_off {
        Some((on, _)) => Err(ConferenceRefusal::CalledOff(on).into()),
        None => Ok(it),
    }
}

fn known(
    state: &State,
    request: &Request,
    conference: ConferenceId,
) -> Result<Conference, Refusal> {
    state
        .conferences
        .get(conference)
        .filter(|it| may_know_conference(state, request.actor, request.today, it))
        .ok_or_else(|| ConferenceRefusal::NoSuchConference(conference).into())
}
