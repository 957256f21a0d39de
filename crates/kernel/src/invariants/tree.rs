//! INVARIANT (one tree): every standing unit but the top stands once under a
//! standing unit, and the way up from it ends at the top.

use super::{Said, units};
use crate::ids::UnitId;
use crate::state::State;

pub(super) fn check(state: &State, said: &mut Said) {
    let listed = lists(state, said);
    let ends = ends_at_top(state);
    for unit in units(state) {
        let (stands, top) = (state.units.stands(unit), state.top_unit() == Some(unit));
        let times = listed.get(unit.index()).copied().unwrap_or(0);
        let wanted = u32::from(stands && !top);
        said.when(times != wanted, || {
            format!("unit {unit} is listed {times} times, not {wanted}")
        });
        if stands && !top {
            let ends = ends.get(unit.index()) == Some(&Way::Up);
            said.when(!ends, || {
                format!("the way up from unit {unit} does not end at the top")
            });
            let parent = state.units.parent(unit);
            said.when(parent.is_some_and(|it| !state.units.stands(it)), || {
                format!("unit {unit} stands under a dissolved unit")
            });
        }
        let holds = state.units_beneath(unit).next().is_some();
        said.when(!stands && holds, || {
            format!("dissolved unit {unit} has units beneath it")
        });
        let code = state.unit(unit).map(|row| row.code);
        let leads = code.and_then(|code| state.unit_by_code(code)) == Some(unit);
        said.when(!leads, || {
            format!("the code of unit {unit} does not lead to it")
        });
    }
}

/// How often each unit is listed beneath another.
fn lists(state: &State, said: &mut Said) -> Vec<u32> {
    let mut listed = vec![0_u32; state.unit_count() as usize];
    // All lists together are no longer than there are units, unless one is a ring.
    let mut rest = state.unit_count();
    for unit in units(state) {
        for child in state.units_beneath(unit) {
            if rest == 0 {
                said.say(|| format!("the units beneath {unit} are listed in a ring"));
                return listed;
            }
            rest = rest.saturating_sub(1);
            if let Some(times) = listed.get_mut(child.index()) {
                *times = times.saturating_add(1);
            }
            said.when(state.units.parent(child) != Some(unit), || {
                format!("unit {child} is listed under {unit}, not its parent")
            });
        }
    }
    listed
}

/// Where the way up from a unit leads.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    NotGone,
    /// It is being gone: whoever comes back to it is in a ring.
    Here,
    Up,
    Astray,
}

/// Goes every way up as far as one that is known already.
fn ends_at_top(state: &State) -> Vec<Way> {
    let mut ways = vec![Way::NotGone; state.unit_count() as usize];
    let mark = |ways: &mut Vec<Way>, unit: UnitId, way| {
        if let Some(slot) = ways.get_mut(unit.index()) {
            *slot = way;
        }
    };
    for start in units(state) {
        let (mut at, mut end) = (Some(start), Way::Astray);
        while let Some(unit) = at {
            match ways.get(unit.index()).copied() {
                Some(Way::NotGone) => mark(&mut ways, unit, Way::Here),
                Some(Way::Here) | None => break,
                Some(known @ (Way::Up | Way::Astray)) => {
                    end = known;
                    break;
                }
            }
            at = state.units.parent(unit);
            if at.is_none() && state.top_unit() == Some(unit) {
                end = Way::Up;
            }
        }
        let mut at = Some(start);
        while let Some(unit) = at.filter(|unit| ways.get(unit.index()) == Some(&Way::Here)) {
            mark(&mut ways, unit, end);
            at = state.units.parent(unit);
        }
    }
    ways
}
