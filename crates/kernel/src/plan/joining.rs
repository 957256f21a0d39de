//! Units with too few people: joined with partners under the same parent, and
//! where there are none with partners under the nearest unit above that has any.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use charter::{Action, Remedy, Size};

use super::Step;
use super::ground::{Fate, Ground};
use super::lots::{self, LOT_UNITS_MAX, Small};
use crate::findings::{Finding, Matter};
use crate::ids::UnitId;
use crate::request::Command;
use crate::units::{DissolveUnit, MergeUnits};

/// A unit with too few people, on its way up to a partner.
#[derive(Clone, Copy, Debug)]
struct Lone {
    unit: UnitId,
    small: Small,
}

/// Units inside their range by how many more they can take, the most first.
type Rooms = BTreeSet<(Reverse<u32>, UnitId)>;

/// The steps for all units with too few people.
pub(super) fn plan_joins(ground: &mut Ground<'_>, found: &[Finding]) -> Vec<Step> {
    let mut join = Join {
        by_unit: BTreeMap::new(),
        steps: Vec::new(),
    };
    for finding in found {
        join.by_unit.entry(finding.unit).or_default().push(finding);
    }
    let charter = ground.charter;
    for size in &charter.sizes {
        join.level(ground, found, size);
    }
    join.steps
}

/// The joins of a plan as they come about.
struct Join<'a> {
    by_unit: BTreeMap<UnitId, Vec<&'a Finding>>,
    steps: Vec<Step>,
}

impl Join<'_> {
    /// Joins the units of one level, from the deepest parents upward.
    fn level(&mut self, ground: &mut Ground<'_>, found: &[Finding], size: &Size) {
        let mut closing = Vec::new();
        // By depth and number of a unit above: those beneath it that still want a partner.
        let mut waiting: BTreeMap<(Reverse<usize>, UnitId), Vec<Lone>> = BTreeMap::new();
        for finding in found {
            if !matters(ground, finding, size) {
                continue;
            }
            let remedies = ground.remedies(finding);
            if remedies.contains(&Remedy::Close) {
                closing.push(finding.unit);
            }
            match remedies.first() {
                Some(Remedy::Close) if self.dissolve(ground, finding.unit) => continue,
                // It may stay as it is, and the charter prefers that.
                Some(Remedy::Allow) | None => continue,
                Some(_) => {}
            }
            let lone = lone(ground, finding.unit, size, &remedies);
            let depth = ground.above(finding.unit).count();
            let parent = ground.above(finding.unit).next();
            if let (Some(parent), true) = (parent, ground.may(Action::MergeUnits, finding.unit)) {
                let key = (Reverse(depth), parent);
                waiting.entry(key).or_default().push(lone);
            }
        }
        while let Some(((Reverse(depth), above), lones)) = waiting.pop_first() {
            let left = self.under(ground, size, above, lones);
            if let Some(next) = ground.above(above).next().filter(|_| !left.is_empty()) {
                let key = (Reverse(depth.saturating_sub(1)), next);
                waiting.entry(key).or_default().extend(left);
            }
        }
        for unit in closing {
            self.dissolve(ground, unit);
        }
    }

    /// Joins what stands directly beneath a unit, then what stands anywhere
    /// beneath it. Returns those that found no partner.
    fn under(
        &mut self,
        ground: &mut Ground<'_>,
        size: &Size,
        above: UnitId,
        lones: Vec<Lone>,
    ) -> Vec<Lone> {
        let (beside, mut rest): (Vec<Lone>, Vec<Lone>) = lones
            .into_iter()
            .partition(|lone| ground.parent(lone.unit) == Some(above));
        if !beside.is_empty() {
            let near: Vec<UnitId> = ground.beneath(above).collect();
            let rooms = rooms(ground, size, near);
            rest.extend(self.all(ground, size, beside, rooms));
        }
        if rest.is_empty() {
            return rest;
        }
        let rooms = rooms(ground, size, everything_beneath(ground, above));
        self.all(ground, size, rest, rooms)
    }

    /// Joins units lot by lot, for as long as that helps.
    fn all(
        &mut self,
        ground: &mut Ground<'_>,
        size: &Size,
        mut lones: Vec<Lone>,
        mut rooms: Rooms,
    ) -> Vec<Lone> {
        loop {
            lones.sort_unstable_by_key(|lone| (Reverse(lone.small.people), lone.unit));
            let before = lones.len();
            let mut left = Vec::new();
            for lot in deal(&lones) {
                left.extend(self.lot(ground, size, &lot, &mut rooms));
            }
            lones = left;
            if lones.is_empty() || lones.len() == before {
                return lones;
            }
        }
    }

    /// Joins one lot. Returns those that found no partner.
    fn lot(
        &mut self,
        ground: &mut Ground<'_>,
        size: &Size,
        lot: &[Lone],
        rooms: &mut Rooms,
    ) -> Vec<Lone> {
        let smalls: Vec<Small> = lot.iter().map(|lone| lone.small).collect();
        let largest: Vec<(Reverse<u32>, UnitId)> = rooms.iter().take(lot.len()).copied().collect();
        let spaces: Vec<u32> = largest.iter().map(|(Reverse(space), _)| *space).collect();
        let joined = lots::join(&smalls, &spaces, size.least, size.most);
        let mut done = BTreeSet::new();
        let unit_at = |at: usize| lot.get(at).map(|lone| lone.unit);
        for (at, room) in joined.attached {
            if let (Some(from), Some((_, into))) = (unit_at(at), largest.get(room)) {
                self.merge(ground, size, from, *into);
                done.insert(from);
            }
        }
        for room in &largest {
            rooms.remove(room);
            rooms.insert((Reverse(space_in(ground, size, room.1)), room.1));
        }
        for (stays, going) in joined.merged {
            let Some(into) = unit_at(stays) else {
                continue;
            };
            for from in going.into_iter().filter_map(unit_at) {
                self.merge(ground, size, from, into);
                done.insert(from);
            }
            self.cures_too(into);
            done.insert(into);
            rooms.insert((Reverse(space_in(ground, size, into)), into));
        }
        lot.iter()
            .filter(|lone| !done.contains(&lone.unit))
            .copied()
            .collect()
    }

    fn merge(&mut self, ground: &mut Ground<'_>, size: &Size, from: UnitId, into: UnitId) {
        let before = [ground.figure(from), ground.figure(into)];
        let people = ground
            .people(into, size)
            .saturating_add(ground.people(from, size));
        ground.take_in(into, people);
        ground.close(from, Fate::Ceased);
        self.steps.push(Step {
            cures: self.findings_of(from),
            command: Command::from(MergeUnits {
                from,
                into,
                on: ground.on,
            }),
            moves: ground.state.members.count_in(from),
            before: before.into_iter().flatten().collect(),
            after: ground.figure(into).into_iter().collect(),
        });
    }

    /// The last step also cures what was the matter with the size of the unit that stays.
    fn cures_too(&mut self, unit: UnitId) {
        let size = self
            .findings_of(unit)
            .into_iter()
            .filter(|finding| matches!(finding.matter, Matter::TooFew { .. }));
        if let Some(step) = self.steps.last_mut() {
            step.cures.extend(size);
        }
    }

    /// Dissolves a unit that holds nobody and nothing.
    fn dissolve(&mut self, ground: &mut Ground<'_>, unit: UnitId) -> bool {
        let open = ground.fate(unit).is_none()
            && !ground.has_taken_in(unit)
            && ground.state.members.count_in(unit) == 0
            && ground.beneath(unit).next().is_none()
            && ground.state.units.parent(unit).is_some()
            && ground.may(Action::DissolveUnit, unit);
        if open {
            self.steps.push(Step {
                cures: self.findings_of(unit),
                command: Command::from(DissolveUnit {
                    unit,
                    on: ground.on,
                }),
                moves: 0,
                before: ground.figure(unit).into_iter().collect(),
                after: Vec::new(),
            });
            ground.close(unit, Fate::Ceased);
        }
        open
    }

    fn findings_of(&self, unit: UnitId) -> Vec<Finding> {
        let findings = self.by_unit.get(&unit).into_iter().flatten();
        findings.map(|finding| (*finding).clone()).collect()
    }
}

fn matters(ground: &Ground<'_>, finding: &Finding, size: &Size) -> bool {
    matches!(finding.matter, Matter::TooFew { .. })
        && ground.level(finding.unit) == Some(size.level)
        && ground.settled(finding.unit)
}

fn lone(ground: &Ground<'_>, unit: UnitId, size: &Size, remedies: &[Remedy]) -> Lone {
    let place = |wanted| {
        remedies
            .iter()
            .position(|remedy| *remedy == wanted)
            .and_then(|at| u8::try_from(at).ok())
    };
    Lone {
        unit,
        small: Small {
            people: ground.people(unit, size),
            roll: ground.state.members.count_in(unit),
            headed: ground.is_headed(unit),
            may_cease: ground.beneath(unit).next().is_none(),
            attach: place(Remedy::Attach),
            merge: place(Remedy::Merge),
        },
    }
}

/// How many more the unit can take.
fn space_in(ground: &Ground<'_>, size: &Size, unit: UnitId) -> u32 {
    size.most
        .unwrap_or(u32::MAX)
        .saturating_sub(ground.people(unit, size))
}

/// The units among these that are inside their range and can take people in.
fn rooms(ground: &Ground<'_>, size: &Size, units: Vec<UnitId>) -> Rooms {
    let open = |unit: &UnitId| {
        let people = ground.people(*unit, size);
        ground.level(*unit) == Some(size.level)
            && people >= size.least
            && size.most.is_none_or(|most| people <= most)
            && ground.fate(*unit).is_none()
            && ground.settled(*unit)
            && ground.may(Action::MergeUnits, *unit)
    };
    units
        .into_iter()
        .filter(open)
        .map(|unit| (Reverse(space_in(ground, size, unit)), unit))
        .collect()
}

fn everything_beneath(ground: &Ground<'_>, above: UnitId) -> Vec<UnitId> {
    let mut found: Vec<UnitId> = ground.beneath(above).collect();
    let mut at = 0;
    while let Some(&next) = found.get(at) {
        found.extend(ground.beneath(next));
        at = at.saturating_add(1);
    }
    found
}

/// Deals units out into lots of alike mixture, small enough to weigh exactly.
fn deal(lones: &[Lone]) -> Vec<Vec<Lone>> {
    let count = lones.len().div_ceil(LOT_UNITS_MAX);
    (0..count)
        .map(|lot| lones.iter().skip(lot).step_by(count).copied().collect())
        .collect()
}
