//! Posts: who takes one up when it is empty.

use charter::{Charter, HolderFrom, LevelId, Post, PostId};
use kernel::posts::{OpenTenure, TakeUpPost};
use kernel::{Command, PersonId, State, UnitId};

use super::draws::{Draws, Purpose, below};
use super::month::Month;
use super::rates::{Rate, Rates};

/// How often somebody further away is looked for.
const LOOKS: u32 = 12;

/// The posts of a level, and how many holders each is wished to have: the fewest
/// allowed, and one for a head.
pub(super) fn wished(charter: &Charter, level: LevelId) -> Vec<(PostId, usize)> {
    (0..)
        .map(PostId)
        .zip(&charter.posts)
        .filter(|(_, post)| post.levels.contains(&level))
        .map(|(id, post)| (id, usize::from(post.least).max(usize::from(post.head))))
        .filter(|(_, wished)| *wished > 0)
        .collect()
}

/// Commands that fill every post of a unit.
pub(super) fn fill_all(month: &Month<'_>, state: &State, unit: UnitId) -> Vec<Command> {
    let Some(level) = state.unit(unit).map(|row| row.level) else {
        return Vec::new();
    };
    let holders: Vec<OpenTenure> = state.open_tenures_in(unit).collect();
    missing(month, level, &holders)
        .filter_map(|(id, post)| take_up(month, state, unit, id, post))
        .collect()
}

/// Commands that fill what is empty in a unit, as often as the rate says.
pub(super) fn fill(
    month: &Month<'_>,
    state: &State,
    (unit, level): (UnitId, LevelId),
    holders: &[OpenTenure],
    rates: &Rates,
    commands: &mut Vec<Command>,
) {
    for (id, post) in missing(month, level, holders) {
        let draws = Draws::of(month.seed, month.number, Purpose::Filling(id.0));
        if draws.comes(unit.0, rates.of(Rate::Filling)) {
            commands.extend(take_up(month, state, unit, id, post));
        }
    }
}

/// The posts of a unit that have fewer holders than is wished.
fn missing<'a>(
    month: &Month<'a>,
    level: LevelId,
    holders: &[OpenTenure],
) -> impl Iterator<Item = (PostId, &'a Post)> {
    let posts = month.posts.get(level.index());
    let posts = posts.map_or(&[][..], Vec::as_slice).iter();
    posts
        .filter(move |(id, wished)| {
            let holds = |tenure: &&OpenTenure| tenure.post == *id;
            holders.iter().filter(holds).count() < *wished
        })
        .filter_map(|(id, _)| Some((*id, month.charter.post(*id)?)))
}

/// Somebody takes the post up, if anybody is found who may.
fn take_up(
    month: &Month<'_>,
    state: &State,
    unit: UnitId,
    id: PostId,
    post: &Post,
) -> Option<Command> {
    let purpose = Purpose::Filling(id.0 | 0x80);
    let draws = Draws::of(month.seed, month.number, purpose);
    let own = post.from == HolderFrom::OwnUnit || state.roll_count(unit) > 0;
    let looks = if own { 1 } else { LOOKS };
    (0..looks).find_map(|look| {
        let draw = draws.draw(unit.0.wrapping_mul(LOOKS).wrapping_add(look));
        let home = if own {
            Some(unit)
        } else {
            base_beneath(state, unit, draw)
        }?;
        let person = somebody(state, home, post, draw)?;
        Some(Command::from(TakeUpPost {
            person,
            unit,
            post: id,
            on: month.first,
        }))
    })
}

/// A unit with people somewhere beneath, found by going down at random.
fn base_beneath(state: &State, unit: UnitId, draw: u64) -> Option<UnitId> {
    let mut unit = unit;
    let mut draw = draw;
    // No tree is deeper than there are levels.
    for _ in 0..=u8::MAX {
        if state.roll_count(unit) > 0 {
            return Some(unit);
        }
        let count = u32::try_from(state.units_beneath(unit).count()).unwrap_or(0);
        let at = usize::try_from(below(draw, count)).unwrap_or(0);
        unit = state.units_beneath(unit).nth(at)?;
        draw = draw.rotate_left(17).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }
    None
}

/// Somebody on the roll who may hold the post and holds none here.
fn somebody(state: &State, home: UnitId, post: &Post, draw: u64) -> Option<PersonId> {
    let able = |person: &PersonId| {
        let grade = state.grade_of(*person);
        grade.is_some_and(|grade| post.grades.contains(&grade))
            && state
                .tenures_of(*person)
                .all(|tenure| tenure.until.is_some())
    };
    let count = u32::try_from(state.roll(home).filter(able).count()).unwrap_or(0);
    let at = usize::try_from(below(draw.rotate_left(29), count)).unwrap_or(0);
    state.roll(home).filter(able).nth(at)
}
