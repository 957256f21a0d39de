//! Units that stand where they may not: put under the nearest unit of a level
//! they may stand under. Nobody comes to belong to another unit by it.

use std::collections::BTreeMap;

use charter::{Action, LevelId};

use super::ground::{Fate, Ground};
use super::{Step, is_place};
use crate::findings::Finding;
use crate::ids::UnitId;
use crate::request::Command;
use crate::units::MoveUnit;

/// The moves, laid over the ground: unit and old figure in the order of the findings.
pub(super) fn plan_moves(ground: &mut Ground<'_>, found: &[Finding]) -> Vec<UnitId> {
    let mut nearest = BTreeMap::new();
    let mut moved = Vec::new();
    for finding in found.iter().filter(|finding| is_place(finding)) {
        let unit = finding.unit;
        if !ground.settled(unit) || !ground.may(Action::MoveUnit, unit) {
            continue;
        }
        if let Some(parent) = new_parent(ground, unit, &mut nearest) {
            ground.put_under(unit, parent);
            moved.push(unit);
        }
    }
    moved
}

/// The steps of the moves that are still wanted: a unit that ceases need not move
/// first, unless what it stands beneath ceases too.
pub(super) fn steps(ground: &Ground<'_>, found: &[Finding], moved: Vec<UnitId>) -> Vec<Step> {
    let mut steps = Vec::new();
    for unit in moved {
        let ceases = |unit| ground.fate(unit) == Some(Fate::Ceased);
        let above = ground.state.units.parent(unit);
        // What stands above may be dissolved before this unit ceases, and only when nothing is left beneath.
        if ceases(unit) && !above.is_some_and(ceases) {
            continue;
        }
        // The step with which a unit ceases counts all that is cured by it.
        let cures: Vec<Finding> = found
            .iter()
            .filter(|finding| !ceases(unit) && finding.unit == unit && is_place(finding))
            .cloned()
            .collect();
        let parent = ground.moved_to(unit);
        let (Some(parent), Some(before)) = (parent, ground.figure_as_recorded(unit)) else {
            continue;
        };
        let mut after = before.clone();
        after.parent = Some(parent);
        steps.push(Step {
            cures,
            command: Command::from(MoveUnit {
                unit,
                parent,
                on: ground.on,
            }),
            moves: 0,
            before: vec![before],
            after: vec![after],
        });
    }
    steps
}

/// By common ancestor and level: the unit of that level to stand under.
type Nearest = BTreeMap<(UnitId, LevelId), Option<UnitId>>;

/// The nearest unit that may stand above: the nearest common ancestor first,
/// then the charter's preference among levels, then the shortest way down.
fn new_parent(ground: &Ground<'_>, unit: UnitId, nearest: &mut Nearest) -> Option<UnitId> {
    let level = ground.level(unit)?;
    let under = &ground.charter.level(level)?.under;
    let above: Vec<UnitId> = ground.above(unit).collect();
    for ancestor in above {
        for wanted in under {
            let found = *nearest
                .entry((ancestor, *wanted))
                .or_insert_with(|| first_below(ground, ancestor, *wanted, None));
            // What was found for another unit may stand beneath this one.
            let found = match found {
                Some(parent) if stands_in(ground, parent, unit) => {
                    first_below(ground, ancestor, *wanted, Some(unit))
                }
                Some(_) | None => found,
            };
            if found.is_some() {
                return found;
            }
        }
    }
    None
}

fn stands_in(ground: &Ground<'_>, unit: UnitId, top: UnitId) -> bool {
    unit == top || ground.above(unit).any(|above| above == top)
}

/// The highest unit of a level beneath another, leaving out one unit and what is beneath it.
fn first_below(
    ground: &Ground<'_>,
    top: UnitId,
    wanted: LevelId,
    without: Option<UnitId>,
) -> Option<UnitId> {
    let mut row = vec![top];
    while !row.is_empty() {
        let best = row
            .iter()
            .copied()
            .filter(|unit| ground.level(*unit) == Some(wanted))
            .filter(|unit| ground.settled(*unit) && ground.may(Action::MoveUnit, *unit))
            .min();
        if best.is_some() {
            return best;
        }
        row = row
            .into_iter()
            .flat_map(|unit| ground.beneath(unit))
            .filter(|unit| Some(*unit) != without)
            .collect();
    }
    None
}
