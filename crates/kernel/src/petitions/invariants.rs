//! What is true of petitions in every state.

use super::{PetitionStanding, StepKind};
use crate::ids::{PetitionId, UnitId};
use crate::state::State;

/// INVARIANT (petitions): one that waits does so in a unit that stands, each is
/// found at the unit that has it, and as many wait as are counted.
pub(crate) fn check(state: &State, say: &mut dyn FnMut(String)) {
    for (row, petition, earlier) in state.petitions.by_petition() {
        if state.petition(petition).is_none() || (earlier != super::columns::NONE && earlier >= row)
        {
            // A chain may be a ring, and is followed no further.
            return say(format!("step {row} of petition {petition} is misplaced"));
        }
    }
    for (row, unit, earlier) in state.petitions.by_unit() {
        if earlier != super::columns::NONE && earlier >= row {
            return say(format!("step {row} is misplaced in unit {unit}"));
        }
    }
    let mut waiting = std::collections::BTreeMap::<UnitId, u32>::new();
    for number in 1..=state.petition_count() {
        let Some(it) = state.petition(PetitionId(number)) else {
            say(format!("petition {number} cannot be read"));
            continue;
        };
        let steps = state.petition_steps(it.id);
        let last_came = steps.iter().rfind(|step| step.what.is_arrival());
        if last_came.map(|step| step.unit) != Some(it.unit) {
            say(format!("petition {number} is not where it came to last"));
        }
        let erased = steps.iter().any(|step| step.what == StepKind::Erased);
        if erased != it.erased.is_some() {
            say(format!(
                "whether petition {number} is erased is not kept right"
            ));
        }
        if it.standing == PetitionStanding::Waiting {
            if !state.units.stands(it.unit) {
                say(format!("petition {number} waits in a dissolved unit"));
            }
            let count = waiting.entry(it.unit).or_default();
            *count = count.saturating_add(1);
        }
    }
    for (unit, count) in waiting {
        if state.petitions_waiting(unit) != count
            || u32::try_from(state.petitions_waiting_in(unit).count()) != Ok(count)
        {
            say(format!(
                "how many petitions wait in unit {unit} is not kept right"
            ));
        }
    }
}
