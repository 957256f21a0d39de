//! How many people each base unit begins with, so that all together end as
//! many as were wished for.

use charter::{Charter, LevelId};
use kernel::UnitId;

use super::chance::{Chance, Stream};
use super::draft::{Draft, FaultWhat};
use super::grades::Grades;
use super::{CannotMakeUp, Wish};

/// Where no range is laid down.
const UNBOUNDED: (u32, u32) = (8, 40);

/// The sizes a sound unit may begin with: a little inside the range, so that
/// people can come and go.
fn bounds(charter: &Charter, level: LevelId) -> (u32, u32) {
    let Some(size) = charter.size_of(level) else {
        return UNBOUNDED;
    };
    let most = size
        .most
        .unwrap_or_else(|| size.least.saturating_mul(3).max(UNBOUNDED.1));
    let (low, high) = (size.least.max(1).saturating_add(1), most.saturating_sub(2));
    if low <= high {
        return (low, high);
    }
    let middle = (size.least.saturating_add(most) / 2).max(1);
    (middle, middle)
}

/// The mean number of people in a base unit.
pub(super) fn typical(charter: &Charter) -> u32 {
    let means: Vec<u32> = (0..)
        .map(LevelId)
        .zip(&charter.levels)
        .filter(|(_, row)| row.members)
        .map(|(id, _)| bounds(charter, id))
        .map(|(low, high)| low.saturating_add(high.saturating_sub(low).saturating_mul(9) / 16))
        .collect();
    let count = u32::try_from(means.len()).unwrap_or(u32::MAX).max(1);
    means
        .iter()
        .fold(0, |sum: u32, mean| sum.saturating_add(*mean))
        / count
}

/// Gives every base unit its number of people.
pub(super) fn fit(draft: &mut Draft<'_>, grades: &Grades, wish: &Wish) -> Result<(), CannotMakeUp> {
    let mut chance = Chance::of(wish.seed, Stream::Sizes);
    let mut total = 0_u32;
    // How many join and leave where a unit leaves its range on purpose.
    let (mut gained, mut lost) = (0_u32, 0_u32);
    let mut free: Vec<(UnitId, u32, u32)> = Vec::new();
    for unit in draft.base.clone() {
        let enrolled = match draft
            .unit(unit)
            .and_then(|row| row.fault)
            .map(|fault| fault.what)
        {
            Some(FaultWhat::Size { people }) => {
                let enrolled = planted(draft, grades, unit, people, &mut chance);
                gained = gained.saturating_add(people.saturating_sub(enrolled));
                lost = lost.saturating_add(enrolled.saturating_sub(people));
                enrolled
            }
            Some(FaultWhat::Vacant { .. } | FaultWhat::NotMet { .. } | FaultWhat::Misplaced)
            | None => {
                let level = draft.unit(unit).map_or(LevelId(0), |row| row.level);
                let (low, high) = bounds(draft.charter, level);
                free.push((unit, low, high));
                draw(low, high, &mut chance)
            }
        };
        total = total.saturating_add(enrolled);
        if let Some(row) = draft.unit_mut(unit) {
            row.enrolled = enrolled;
        }
    }
    let wished = wish.members.saturating_add(lost).saturating_sub(gained);
    let mut total = level_out(draft, &free, total, wished);
    if total == wished {
        return Ok(());
    }
    // A handful of units may have to go to the very ends of their range.
    for (unit, low, high) in &mut free {
        (*low, *high) = match draft.size_rule(*unit) {
            Some(size) => (size.least.max(1), size.most.unwrap_or(u32::MAX)),
            None => (1, u32::MAX),
        };
    }
    total = level_out(draft, &free, total, wished);
    if total == wished {
        return Ok(());
    }
    Err(CannotMakeUp::Members {
        wished: wish.members,
        near: total.saturating_add(gained).saturating_sub(lost),
    })
}

/// The mean of two even draws, the second without its lowest eighth.
fn draw(low: u32, high: u32, chance: &mut Chance) -> u32 {
    let width = high.saturating_sub(low);
    let sum = chance
        .between(0, width)
        .saturating_add(chance.between(width / 8, width));
    low.saturating_add(sum / 2)
}

/// What a unit that is to end outside its range begins with: inside it, where
/// there is time to leave it and people who join count.
fn planted(
    draft: &Draft<'_>,
    grades: &Grades,
    unit: UnitId,
    people: u32,
    chance: &mut Chance,
) -> u32 {
    let Some(size) = draft.size_rule(unit).filter(|_| draft.begins < draft.until) else {
        return people;
    };
    let joiners_count = grades
        .entry
        .is_some_and(|grade| size.counts.contains(&grade));
    match size.most {
        Some(most) if people > most && joiners_count => {
            most.saturating_sub(chance.between(0, 2)).max(size.least)
        }
        Some(most) if people > most => people,
        Some(_) | None => size.least.saturating_add(chance.between(0, 2)),
    }
}

/// Adds and takes away one at a time, all around, until the total is the one wished for.
fn level_out(draft: &mut Draft<'_>, free: &[(UnitId, u32, u32)], total: u32, wished: u32) -> u32 {
    let mut total = total;
    loop {
        let before = total;
        for (unit, low, high) in free {
            let Some(row) = draft.unit_mut(*unit) else {
                continue;
            };
            if total < wished && row.enrolled < *high {
                row.enrolled = row.enrolled.saturating_add(1);
                total = total.saturating_add(1);
            } else if total > wished && row.enrolled > *low {
                row.enrolled = row.enrolled.saturating_sub(1);
                total = total.saturating_sub(1);
            }
        }
        if total == wished || total == before {
            return total;
        }
    }
}
