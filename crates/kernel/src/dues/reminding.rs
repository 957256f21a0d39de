//! What a member is reminded of: that dues of theirs are past their day, step by step of
//! the ladder of the charter. Nobody is told of it but they themselves.

use charter::DuesRule;
use jiff::civil::Date;

use crate::due::{Due, DueWhat};
use crate::ids::PersonId;
use crate::request::Actor;
use crate::state::State;

/// What the viewer is reminded of today; nothing where the ladder has not begun for them.
pub(crate) fn reminded(state: &State, viewer: Actor, today: Date) -> Option<Due> {
    let person = viewer.person()?;
    let charter = state.charter_on(today)?;
    let rule = charter.dues.as_ref()?;
    let unit = state.unit_of(person)?;
    let late = late_dues(state, person, today);
    let days: Vec<Date> = late.iter().map(|(day, _)| *day).collect();
    let (step, _) = step_reached(rule, &days)?;
    let open = late
        .iter()
        .fold(0_i64, |sum, (_, open)| sum.saturating_add(*open));
    Some(Due {
        unit,
        rule: rule.rule,
        what: DueWhat::Reminder {
            step,
            dues: u32::try_from(days.len()).unwrap_or(u32::MAX),
            open,
        },
        by: days.first().copied(),
    })
}

/// What somebody owes that is past its day: the day and how much, the oldest first.
fn late_dues(state: &State, person: PersonId, today: Date) -> Vec<(Date, i64)> {
    let mut late: Vec<(Date, i64)> = state
        .dues
        .debts
        .of_person(person)
        .filter_map(|(_, debt)| Some((state.dues.lists.due(debt.list).date()?, debt.open())))
        .filter(|(due, open)| *due < today && *open > 0)
        .collect();
    late.sort_unstable();
    late
}

/// The step of the ladder that somebody has come to whose late dues were due on these days,
/// the oldest first, and since when.
pub(super) fn step_reached(rule: &DuesRule, days: &[Date]) -> Option<(u8, Date)> {
    (0..=u8::MAX)
        .zip(&rule.reminders)
        .rev()
        .find_map(|(step, reminder)| {
            let at = usize::from(reminder.after).checked_sub(1)?;
            Some((step, days.get(at)?.tomorrow().ok()?))
        })
}
