//! What is due: the answers that a unit owes.

use charter::PetitionKindId;
use jiff::civil::Date;

use crate::due::{Due, DueWhat};
use crate::ids::UnitId;
use crate::state::State;

/// One line for each kind of petition that waits in the unit, due when the first of them is.
pub(crate) fn due_from(state: &State, today: Date, unit: UnitId) -> Vec<Due> {
    let Some(charter) = state.charter_on(today) else {
        return Vec::new();
    };
    let mut list = Vec::new();
    for (row, rule) in (0..).zip(&charter.petitions) {
        let kind = PetitionKindId(row);
        let (mut waiting, mut late, mut by) = (0_u32, 0_u32, None::<Date>);
        for it in state
            .petitions_waiting_in(unit)
            .filter(|it| it.kind == kind)
        {
            waiting = waiting.saturating_add(1);
            late = late.saturating_add(u32::from(it.is_late(today)));
            by = Some(by.map_or(it.due, |by| by.min(it.due)));
        }
        if waiting > 0 {
            let what = DueWhat::Petitions {
                kind,
                waiting,
                late,
            };
            list.push(Due {
                unit,
                rule: rule.rule,
                what,
                by,
            });
        }
    }
    list
}
