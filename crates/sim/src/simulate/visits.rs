//! Visits: somebody from above comes to each unit that the charter has visited, once in
//! each stretch of its rhythm, or once a year where it names none.

use charter::{Every, VisitRule};
use jiff::ToSpan;
use kernel::meetings::{period_of, period_start};
use kernel::visits::RecordVisit;
use kernel::{Command, State, UnitId};

use super::WORDS;
use super::acts::{Cause, Ground};
use super::draws::{Draws, Purpose, below};
use super::rates::Rate;
use super::rooms::RoomMonth;

/// A month of all visits.
pub(super) fn pass(month: &RoomMonth<'_>, ground: &mut Ground<'_>) {
    for (number, rule) in (0..).zip(&month.charter.visits) {
        let every = rule.every.unwrap_or(Every::Months(12));
        // From the stretch in which the month begins to the one in which it ends.
        for period in period_of(every, month.first)..=period_of(every, month.last) {
            visit(month, ground, (number, rule), (every, period));
        }
    }
}

/// The visits of one stretch that fall into the month.
fn visit(
    month: &RoomMonth<'_>,
    ground: &mut Ground<'_>,
    (number, rule): (u8, &VisitRule),
    (every, period): (Every, i32),
) {
    let (Some(first), Some(next)) = (
        period_start(every, period),
        period_start(every, period.saturating_add(1)),
    ) else {
        return;
    };
    let length = (next - first).get_days().unsigned_abs().max(1);
    let draws = Draws::of(
        month.seed,
        period.cast_unsigned(),
        Purpose::Visiting(number),
    );
    for unit in (0..ground.state.unit_count()).map(UnitId) {
        let state = &ground.state;
        if state.standing_level(unit) != Some(rule.level) || !has_visitor(state, rule, unit) {
            continue;
        }
        let draw = draws.draw(unit.0);
        let on = first.saturating_add(i64::from(below(draw, length)).days());
        let visited = month
            .rates_of(state, unit)
            .is_some_and(|rates| rates.of(Rate::Visiting).takes(draw));
        if visited && (month.first..=month.last).contains(&on) {
            let it = RecordVisit {
                unit,
                by: None,
                on,
                agreed: WORDS.to_owned(),
            };
            ground.carry_out(on, Command::from(it), Cause::Life);
        }
    }
}

/// Whether a unit stands above from which somebody may come.
fn has_visitor(state: &State, rule: &VisitRule, unit: UnitId) -> bool {
    state.visitors_of(rule, unit).next().is_some()
}
