//! What is due: that a unit with seats chooses whom it sends, until the conference begins.

use jiff::civil::Date;

use crate::due::{Due, DueWhat};
use crate::ids::UnitId;
use crate::state::State;

/// The conferences that are not over at which a unit has seats, and for which it has not
/// chosen its delegates.
pub(crate) fn due_from(state: &State, today: Date, unit: UnitId) -> Vec<Due> {
    let Some(charter) = state.charter_on(today) else {
        return Vec::new();
    };
    if !state.units.stands(unit) {
        return Vec::new();
    }
    let ahead = state
        .conferences()
        .filter(|it| it.called_off.is_none() && it.last >= today);
    let due = ahead.filter_map(|it| {
        let (seats, chosen) = state.conferences.seats_of(it.id, unit)?;
        let sends = seats.delegates > 0 && chosen.is_none();
        let rule = charter.conference(it.kind).filter(|_| sends)?.rule;
        Some(Due {
            unit,
            rule,
            what: DueWhat::Delegates(it.id),
            by: Some(it.first),
        })
    });
    due.collect()
}
