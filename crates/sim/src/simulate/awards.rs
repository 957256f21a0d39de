//! Awards: when the time of one is over, some of the units that meet its criteria are
//! proposed, and the body above decides.

use charter::{AwardKindId, AwardRule};
use jiff::ToSpan;
use kernel::awards::{DecideAward, ProposeAward};
use kernel::meetings::period_of;
use kernel::{AwardId, Command, State, UnitId};

use super::WORDS;
use super::acts::{Cause, Ground};
use super::draws::{Draws, Purpose, below};
use super::rates::Rate;
use super::rooms::RoomMonth;

/// The last day of the month on which anybody is proposed.
const PROPOSED_DAY: u32 = 14;
/// Days until it is decided, at the most: within the same month.
const DECIDED_DAYS: u32 = 13;

/// A month of all awards. An award that is given once is not given here.
pub(super) fn pass(month: &RoomMonth<'_>, ground: &mut Ground<'_>) {
    for (kind, rule) in (0..).map(AwardKindId).zip(&month.charter.awards) {
        let over = rule.every.zip(month.first.yesterday().ok());
        let over = over.is_some_and(|(every, before)| {
            period_of(every, before) != period_of(every, month.first)
        });
        if over {
            propose(month, ground, (kind, rule));
        }
    }
}

/// The units that are proposed for the time that is just over.
fn propose(
    month: &RoomMonth<'_>,
    ground: &mut Ground<'_>,
    (kind, rule): (AwardKindId, &AwardRule),
) {
    let of = |purpose| Draws::of(month.seed, month.number, purpose);
    let (proposing, granting) = (
        of(Purpose::Proposing(kind.0)),
        of(Purpose::Granting(kind.0)),
    );
    let Ok(period) = month.first.yesterday() else {
        return;
    };
    for unit in (0..ground.state.unit_count()).map(UnitId) {
        let state = &ground.state;
        let level = state.standing_level(unit);
        let Some(rates) = month
            .rates_of(state, unit)
            .filter(|_| level.is_some_and(|level| rule.levels.contains(&level)))
        else {
            continue;
        };
        let draw = proposing.draw(unit.0);
        if !rates.of(Rate::Proposing).takes(draw) || !deserves(month, state, rule, unit) {
            continue;
        }
        let days = i64::from(below(draw, PROPOSED_DAY));
        let on = month.first.saturating_add(days.days());
        let award = AwardId(state.award_count());
        let it = ProposeAward {
            kind,
            unit,
            period,
            grounds: String::new(),
            on,
        };
        let draw = granting.draw(unit.0);
        let granted = rates.of(Rate::Granting).takes(draw);
        if ground.carry_out(on, Command::from(it), Cause::Life) {
            let days = i64::from(below(draw, DECIDED_DAYS)) + 1;
            let on = on.saturating_add(days.days());
            let it = DecideAward {
                award,
                granted,
                reason: if granted { "" } else { WORDS }.to_owned(),
                on,
            };
            ground.carry_out(on, Command::from(it), Cause::Life);
        }
    }
}

/// Whether a body stands above to decide and nothing known stands against any criterion,
/// as whoever proposes a unit would look first.
fn deserves(month: &RoomMonth<'_>, state: &State, rule: &AwardRule, unit: UnitId) -> bool {
    let Some(period) = month.first.yesterday().ok() else {
        return false;
    };
    let span = state.award_span(rule, unit, period, month.first);
    let body = state.award_body(rule, unit);
    let Some(span) = span.filter(|_| body.is_some()) else {
        return false;
    };
    let readings = state.award_readings(rule, unit, span, month.first);
    let mut both = rule.criteria.iter().zip(&readings);
    both.all(|(criterion, reading)| {
        let measured = reading.measured;
        measured.is_none_or(|measured| criterion.met(measured))
    })
}
