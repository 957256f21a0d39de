//! Who holds which post on the first day: somebody the charter lets hold it,
//! and where there are enough people nobody holds two.

use charter::{Post, PostId};
use kernel::{PersonId, UnitId};

use super::chance::{Chance, Stream};
use super::draft::{Draft, Seat};
use super::{CannotMakeUp, Wish};

/// Draws before a holder is looked for one by one.
const DRAWS: u32 = 30;

/// Fills the posts.
pub(super) fn fill(draft: &mut Draft<'_>, wish: &Wish) -> Result<(), CannotMakeUp> {
    let mut chance = Chance::of(wish.seed, Stream::Seats);
    // Base units first: their posts are open to their own people alone, as a rule.
    let (base, above): (Vec<UnitId>, Vec<UnitId>) =
        draft.unit_ids().partition(|unit| draft.is_base(*unit));
    for unit in base.into_iter().chain(above) {
        fill_unit(draft, unit, &mut chance)?;
    }
    Ok(())
}

fn fill_unit(draft: &mut Draft<'_>, unit: UnitId, chance: &mut Chance) -> Result<(), CannotMakeUp> {
    let charter = draft.charter;
    let Some(level) = draft.unit(unit).map(|row| row.level) else {
        return Ok(());
    };
    for (id, post) in (0..).map(PostId).zip(&charter.posts) {
        if !post.levels.contains(&level) {
            continue;
        }
        let wished = if post.head || !draft.is_base(unit) {
            post.least.max(1)
        } else {
            post.least
        };
        for place in 0..wished {
            match holder(draft, unit, id, post, chance) {
                Some(person) => draft.seat(unit, Seat { post: id, person }),
                None if place < post.least => {
                    let unit = draft
                        .unit(unit)
                        .map(|row| row.code.clone())
                        .unwrap_or_default();
                    return Err(CannotMakeUp::NobodyMayHold {
                        post: post.id.clone(),
                        unit,
                    });
                }
                None => break,
            }
        }
    }
    Ok(())
}

/// Somebody to hold a post: without any other if possible, else beside others
/// that do not exclude it, else somebody whose grade is raised for it.
fn holder(
    draft: &mut Draft<'_>,
    unit: UnitId,
    id: PostId,
    post: &Post,
    chance: &mut Chance,
) -> Option<PersonId> {
    let able = |draft: &Draft<'_>, person: PersonId| {
        draft
            .person(person)
            .is_some_and(|row| post.grades.contains(&row.grade))
    };
    let free = |draft: &Draft<'_>, person: PersonId| {
        draft.person(person).is_some_and(|row| row.seats == 0)
    };
    // A unit that was put elsewhere on purpose is no longer beneath.
    let is_beneath = |home: &UnitId| *home == unit || draft.above(*home).any(|above| above == unit);
    let base: Vec<UnitId> = draft
        .base_beneath(unit)
        .iter()
        .copied()
        .filter(is_beneath)
        .collect();
    for _ in 0..DRAWS {
        let home = chance.pick(&base)?;
        let row = draft.unit(home)?;
        // Whoever acts for others belongs to a unit that nothing happens to.
        if home != unit && row.fault.is_some() {
            continue;
        }
        if let Some(person) = chance.pick(&row.roll)
            && able(draft, person)
            && free(draft, person)
        {
            return Some(person);
        }
    }
    let everybody = || {
        base.iter()
            .filter_map(|home| draft.unit(*home))
            .flat_map(|row| row.roll.iter().copied())
    };
    if let Some(person) = everybody().find(|person| able(draft, *person) && free(draft, *person)) {
        return Some(person);
    }
    if let Some(person) = everybody()
        .find(|person| able(draft, *person) && fits_beside(draft, unit, *person, id, post))
    {
        return Some(person);
    }
    let raised = everybody().find(|person| free(draft, *person))?;
    let grade = *post.grades.first()?;
    draft.person_mut(raised)?.grade = grade;
    Some(raised)
}

fn fits_beside(draft: &Draft<'_>, unit: UnitId, person: PersonId, id: PostId, post: &Post) -> bool {
    let seats = draft.unit(unit).map_or(&[][..], |row| &row.seats);
    seats
        .iter()
        .filter(|seat| seat.person == person)
        .all(|seat| {
            seat.post != id
                && !post.incompatible.contains(&seat.post)
                && draft
                    .charter
                    .post(seat.post)
                    .is_none_or(|other| !other.incompatible.contains(&id))
        })
}
