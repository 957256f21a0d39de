//! The shape of an organisation before anybody is in it: which units stand
//! under which, and how many people each base unit begins with.

use charter::{Charter, LevelId};

use super::CannotSimulate;
use super::draws::{Draws, Purpose, below};

/// Units under one unit, below which a shorter way down is taken.
const BENEATH_LEAST: u32 = 8;
/// Where no range is laid down.
const UNBOUNDED: (u32, u32) = (8, 40);
/// Ways down that are looked at.
const WAYS_MAX: usize = 1_000;

/// A unit that will be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Sketch {
    pub(super) level: LevelId,
    /// Its row, for all but the top.
    pub(super) parent: Option<u32>,
    /// How many begin in it.
    pub(super) people: u32,
}

/// The units that will be, parents before children.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Shape {
    pub(super) units: Vec<Sketch>,
}

impl Shape {
    /// The shape of so many members under a charter.
    pub(super) fn of(charter: &Charter, members: u32, seed: u64) -> Result<Shape, CannotSimulate> {
        let ways = ways_down(charter)?;
        let typical = typical(charter).max(1);
        let count = (members.saturating_add(typical / 2) / typical).max(1);
        let way = choose(&ways, count);
        let steps = u32::try_from(way.len()).unwrap_or(u32::MAX);
        let mut shape = Shape { units: Vec::new() };
        let mut grower = Grower {
            charter,
            way,
            wide: root(count, steps).max(1),
            based: 0,
            shape: &mut shape,
        };
        grower.grow(0, None, count);
        shape.people(charter, members, seed)?;
        Ok(shape)
    }

    /// How many units of a level there will be.
    pub(super) fn count_of(&self, level: LevelId) -> usize {
        self.units.iter().filter(|unit| unit.level == level).count()
    }

    fn people(&mut self, charter: &Charter, members: u32, seed: u64) -> Result<(), CannotSimulate> {
        let draws = Draws::of(seed, 0, Purpose::Sizes);
        let mut total = 0_u32;
        for (at, unit) in (0..).zip(&mut self.units) {
            if is_base(charter, unit.level) {
                let (low, high) = inner_bounds(charter, unit.level);
                let width = high.saturating_sub(low).saturating_add(1);
                unit.people = low.saturating_add(below(draws.draw(at), width));
                total = total.saturating_add(unit.people);
            }
        }
        total = self.level_out(charter, inner_bounds, total, members);
        total = self.level_out(charter, outer_bounds, total, members);
        if total == members {
            return Ok(());
        }
        let base = self.units.iter().find(|unit| is_base(charter, unit.level));
        let size = base.and_then(|unit| charter.size_of(unit.level));
        let rule = size.and_then(|size| charter.rule(size.rule));
        Err(CannotSimulate::Members {
            wished: members,
            near: total,
            article: size
                .and_then(|size| charter.article_of(size.rule))
                .map(|article| article.number.clone())
                .unwrap_or_default(),
            rule: rule.map(|rule| rule.sentence.clone()).unwrap_or_default(),
            size: size.map(|size| size.rule),
        })
    }

    /// Adds and takes away one at a time, all around, until the total is the one wished for.
    fn level_out(
        &mut self,
        charter: &Charter,
        bounds: fn(&Charter, LevelId) -> (u32, u32),
        total: u32,
        wished: u32,
    ) -> u32 {
        let by_level: Vec<Option<(u32, u32)>> = (0..)
            .map(LevelId)
            .zip(&charter.levels)
            .map(|(id, row)| row.members.then(|| bounds(charter, id)))
            .collect();
        let mut total = total;
        loop {
            let before = total;
            for unit in &mut self.units {
                let Some(Some((low, high))) = by_level.get(unit.level.index()).copied() else {
                    continue;
                };
                if total < wished && unit.people < high {
                    unit.people = unit.people.saturating_add(1);
                    total = total.saturating_add(1);
                } else if total > wished && unit.people > low {
                    unit.people = unit.people.saturating_sub(1);
                    total = total.saturating_sub(1);
                }
            }
            if total == wished || total == before {
                return total;
            }
        }
    }
}

fn is_base(charter: &Charter, level: LevelId) -> bool {
    charter.level(level).is_some_and(|row| row.members)
}

/// The sizes a charter allows, and the usual ones where it allows all.
fn outer_bounds(charter: &Charter, level: LevelId) -> (u32, u32) {
    let Some(size) = charter.size_of(level) else {
        return UNBOUNDED;
    };
    let least = size.least.max(1);
    let most = size
        .most
        .unwrap_or_else(|| least.saturating_mul(3).max(UNBOUNDED.1));
    (least, most.max(least))
}

/// A little inside what the charter allows, so that people can come and go.
fn inner_bounds(charter: &Charter, level: LevelId) -> (u32, u32) {
    let (least, most) = outer_bounds(charter, level);
    let margin = most.saturating_sub(least) / 16;
    (least.saturating_add(margin), most.saturating_sub(margin))
}

/// The mean number of people in a base unit.
fn typical(charter: &Charter) -> u32 {
    let means: Vec<u32> = (0..)
        .map(LevelId)
        .zip(&charter.levels)
        .filter(|(_, row)| row.members)
        .map(|(id, _)| inner_bounds(charter, id))
        .map(|(low, high)| low.saturating_add(high) / 2)
        .collect();
    let count = u32::try_from(means.len()).unwrap_or(u32::MAX).max(1);
    means.iter().copied().fold(0, u32::saturating_add) / count
}

/// Every way from the top down to a level with base levels under it, no level twice.
fn ways_down(charter: &Charter) -> Result<Vec<Vec<LevelId>>, CannotSimulate> {
    if charter.grades.is_empty() {
        return Err(CannotSimulate::NoGrade);
    }
    let ids = || (0..).map(LevelId).zip(&charter.levels);
    let (top, top_row) = ids()
        .find(|(_, row)| row.under.is_empty())
        .ok_or(CannotSimulate::NoTop)?;
    let mut open = vec![vec![top]];
    let mut ways: Vec<Vec<LevelId>> = Vec::new();
    while let Some(way) = open.pop() {
        let Some(last) = way.last().copied() else {
            continue;
        };
        for (id, row) in ids().filter(|(_, row)| row.under.contains(&last)) {
            if row.members {
                if ways.last() != Some(&way) {
                    ways.push(way.clone());
                }
            } else if !way.contains(&id) && open.len() < WAYS_MAX {
                let mut longer = way.clone();
                longer.push(id);
                open.push(longer);
            }
        }
    }
    ways.retain(|way| way.iter().all(|level| !is_base(charter, *level)));
    if ways.is_empty() {
        return Err(CannotSimulate::NoBaseLevel { top: top_row.rule });
    }
    // The longest first; among equals the one the charter names first.
    ways.sort_by(|one, other| other.len().cmp(&one.len()).then_with(|| one.cmp(other)));
    Ok(ways)
}

/// The longest way on which a unit has a few beneath it.
fn choose(ways: &[Vec<LevelId>], count: u32) -> Vec<LevelId> {
    ways.iter()
        .find(|way| {
            let steps = u32::try_from(way.len()).unwrap_or(u32::MAX);
            root(count, steps) >= BENEATH_LEAST
        })
        .or(ways.last())
        .cloned()
        .unwrap_or_default()
}

/// The whole number nearest above the root.
fn root(count: u32, steps: u32) -> u32 {
    (1..=count)
        .find(|side| u64::from(*side).saturating_pow(steps.max(1)) >= u64::from(count))
        .unwrap_or(1)
}

struct Grower<'a> {
    charter: &'a Charter,
    way: Vec<LevelId>,
    wide: u32,
    /// How many base units were drawn so far.
    based: u32,
    shape: &'a mut Shape,
}

impl Grower<'_> {
    /// A unit at a place of the way, with so many base units somewhere beneath it.
    fn grow(&mut self, place: usize, parent: Option<u32>, count: u32) {
        let Some(level) = self.way.get(place).copied() else {
            return;
        };
        let row = self.push(level, parent);
        let direct: Vec<LevelId> = (0..)
            .map(LevelId)
            .zip(&self.charter.levels)
            .filter(|(_, one)| one.members && one.under.contains(&level))
            .map(|(id, _)| id)
            .collect();
        let next = place.saturating_add(1);
        let last = next >= self.way.len();
        // Where base units may stand beside committees, a few of them do.
        let here = match (last, direct.is_empty()) {
            (true, _) => count,
            (false, true) => 0,
            (false, false) => (self.wide / 2).min(count / 4),
        };
        for _ in 0..here {
            let at = self.based as usize % direct.len().max(1);
            if let Some(base) = direct.get(at) {
                self.push(*base, Some(row));
            }
            self.based = self.based.saturating_add(1);
        }
        let rest = count.saturating_sub(here);
        let parts = self.wide.min(rest);
        for part in 0..parts {
            let share = rest / parts + u32::from(part < rest % parts);
            self.grow(next, Some(row), share);
        }
    }

    fn push(&mut self, level: LevelId, parent: Option<u32>) -> u32 {
        let row = u32::try_from(self.shape.units.len()).unwrap_or(u32::MAX);
        self.shape.units.push(Sketch {
            level,
            parent,
            people: 0,
        });
        row
    }
}
