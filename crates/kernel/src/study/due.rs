//! What is due: a record of each session whose day is over.

use jiff::civil::Date;

use super::SessionStanding;
use crate::due::{Due, DueWhat};
use crate::ids::UnitId;
use crate::state::State;

/// The sessions of a unit that were announced for a day that is over, and of
/// which nothing is recorded: whether they were held, and who attended.
pub(crate) fn due_from(state: &State, today: Date, unit: UnitId) -> Vec<Due> {
    let Some(charter) = state.charter_on(today) else {
        return Vec::new();
    };
    let over = state
        .sessions_of(unit)
        .filter(|one| one.standing == SessionStanding::Announced && one.on < today);
    let due = over.filter_map(|one| {
        Some(Due {
            unit,
            rule: charter.course(one.course)?.rule,
            what: DueWhat::Session(one.id),
            by: Some(one.on),
        })
    });
    due.collect()
}
