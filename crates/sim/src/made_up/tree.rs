//! The tree: which units stand under which, from the top down.

use charter::{Charter, LevelId};
use jiff::civil::Date;
use kernel::UnitId;

use super::chance::{Chance, Stream};
use super::draft::{Draft, UnitDraft};
use super::{CannotMakeUp, Wish, calendar, sizes};

/// Most units under one unit, where the levels allow it.
const BENEATH_MOST: u32 = 12;
/// Years over which units were founded, from the top down.
const FOUNDING_DAYS_MOST: u32 = 5 * 365;

/// Grows the tree with as many base units as the members wished for fill.
pub(super) fn grow(draft: &mut Draft<'_>, wish: &Wish) -> Result<(), CannotMakeUp> {
    let charter = draft.charter;
    let top = ids(charter)
        .find(|id| charter.level(*id).is_some_and(|row| row.under.is_empty()))
        .ok_or(CannotMakeUp::NoTop)?;
    let ways = ways(charter);
    way(&ways, top)
        .filter(|_| !is_base(charter, top))
        .ok_or(CannotMakeUp::NoBaseLevel)?;
    let typical = sizes::typical(charter).max(1);
    let count = (wish.members.saturating_add(typical / 2) / typical).max(1);
    let mut grower = Grower {
        chance: Chance::of(wish.seed, Stream::Tree),
        ways,
        draft,
    };
    let founded = calendar::earlier(grower.draft.begins, 40 * 365);
    let root = grower.found(top, None, founded);
    grower.grow_under(root, count, &mut vec![top]);
    Ok(())
}

fn ids(charter: &Charter) -> impl Iterator<Item = LevelId> + use<> {
    (0..u8::try_from(charter.levels.len()).unwrap_or(u8::MAX)).map(LevelId)
}

fn is_base(charter: &Charter, level: LevelId) -> bool {
    charter.level(level).is_some_and(|row| row.members)
}

/// For each level the fewest and the most steps down to a base level.
fn ways(charter: &Charter) -> Vec<Option<(u32, u32)>> {
    let mut ways: Vec<Option<(u32, u32)>> = charter
        .levels
        .iter()
        .map(|row| row.members.then_some((0, 0)))
        .collect();
    for _ in &charter.levels {
        for (at, row) in charter.levels.iter().enumerate() {
            let Some(Some((few, many))) = ways.get(at).copied() else {
                continue;
            };
            for above in &row.under {
                if is_base(charter, *above) {
                    continue;
                }
                if let Some(way) = ways.get_mut(above.index()) {
                    let (least, most) = way.unwrap_or((u32::MAX, 0));
                    *way = Some((
                        least.min(few.saturating_add(1)),
                        most.max(many.saturating_add(1)),
                    ));
                }
            }
        }
    }
    ways
}

fn way(ways: &[Option<(u32, u32)>], level: LevelId) -> Option<(u32, u32)> {
    ways.get(level.index()).copied().flatten()
}

/// The whole number nearest below to `count` to the power of `2 / steps`, for the mean of two ways.
fn fan(count: u32, steps: u32) -> u32 {
    let square = u128::from(count).saturating_mul(u128::from(count));
    (1..=BENEATH_MOST)
        .take_while(|fan| u128::from(*fan).saturating_pow(steps.max(1)) <= square)
        .last()
        .unwrap_or(1)
}

struct Grower<'a, 'c> {
    chance: Chance,
    ways: Vec<Option<(u32, u32)>>,
    draft: &'a mut Draft<'c>,
}

impl Grower<'_, '_> {
    fn found(&mut self, level: LevelId, parent: Option<UnitId>, founded: Date) -> UnitId {
        let unit = UnitId(u32::try_from(self.draft.units.len()).unwrap_or(u32::MAX));
        let depth = parent
            .and_then(|parent| self.draft.unit(parent))
            .map_or(0, |row| row.depth.saturating_add(1));
        let first = self.draft.base.len();
        if is_base(self.draft.charter, level) {
            self.draft.base.push(unit);
        }
        self.draft.units.push(UnitDraft {
            level,
            parent,
            depth,
            code: String::new(),
            name: String::new(),
            founded,
            beneath: first..self.draft.base.len(),
            enrolled: 0,
            roll: Vec::new(),
            seats: Vec::new(),
            fault: None,
        });
        unit
    }

    fn found_under(&mut self, level: LevelId, parent: UnitId) -> UnitId {
        let after = self
            .draft
            .unit(parent)
            .map_or(self.draft.begins, |row| row.founded);
        let founded = calendar::later(after, self.chance.between(0, FOUNDING_DAYS_MOST));
        self.found(level, Some(parent), founded)
    }

    /// Puts so many base units beneath a unit. `path` holds the levels from the
    /// top to it: a level does not come twice, so the tree ends even where a
    /// charter lets a level stand under itself.
    fn grow_under(&mut self, unit: UnitId, count: u32, path: &mut Vec<LevelId>) {
        let Some(level) = self.draft.unit(unit).map(|row| row.level) else {
            return;
        };
        let charter = self.draft.charter;
        let (direct, between): (Vec<LevelId>, Vec<LevelId>) = ids(charter)
            .filter(|id| {
                charter
                    .level(*id)
                    .is_some_and(|row| row.under.contains(&level))
            })
            .filter(|id| way(&self.ways, *id).is_some() && !path.contains(id))
            .partition(|id| is_base(charter, *id));
        let few = self.chance.between(6, 9);
        let here = match (direct.is_empty(), between.is_empty()) {
            (_, true) => count,
            (false, false) if count <= few => count,
            (false, false) => self.chance.between(2, 5),
            (true, false) => 0,
        };
        for _ in 0..here {
            if let Some(base) = self.chance.pick(&direct) {
                self.found_under(base, unit);
            }
        }
        let rest = count.saturating_sub(here);
        if rest > 0 {
            let (few, many) = way(&self.ways, level).unwrap_or((1, 1));
            let wide = fan(count, few.saturating_add(many));
            let least_each = if here > 0 { 5 } else { 1 };
            let parts = wide.saturating_sub(here).min(rest / least_each).max(1);
            for share in self.shares(rest, parts) {
                if let Some(next) = self.chance.pick(&between) {
                    let child = self.found_under(next, unit);
                    path.push(next);
                    self.grow_under(child, share, path);
                    path.pop();
                }
            }
        }
        let end = self.draft.base.len();
        if let Some(row) = self.draft.unit_mut(unit) {
            row.beneath.end = end;
        }
    }

    /// Shares out base units, each share within a fifth of the even one.
    fn shares(&mut self, count: u32, parts: u32) -> Vec<u32> {
        let mut left = count;
        let mut shares = Vec::new();
        for part in 0..parts {
            let parts_left = parts.saturating_sub(part);
            let even = left / parts_left.max(1);
            let share = if parts_left == 1 {
                left
            } else {
                let spread = even / 5;
                let drawn = self
                    .chance
                    .between(even.saturating_sub(spread), even.saturating_add(spread));
                drawn.clamp(1, left.saturating_sub(parts_left).saturating_add(1).max(1))
            };
            left = left.saturating_sub(share);
            shares.push(share);
        }
        shares
    }
}
