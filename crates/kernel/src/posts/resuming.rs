//! Posts that ended with something that was struck: whoever held them has them still, where
//! nothing stands in the way by now.

use charter::{Charter, HolderFrom, Post};
use jiff::civil::Date;

use super::decide::check_holder;
use super::mistaken::still_open;
use super::{Home, PostEvent, TakeUpPost, Tenure, belongs_right};
use crate::ids::{PersonId, UnitId};
use crate::request::Event;
use crate::state::State;

/// The posts of somebody that ended on a day because they belonged to `to` from then on, and
/// that they have still, since they belong to `from`.
pub(crate) fn held_again(
    state: &State,
    charter: &Charter,
    person: PersonId,
    (from, to): (UnitId, UnitId),
    on: Date,
) -> Vec<Event> {
    let mut again: Vec<Tenure> = Vec::new();
    for tenure in state.posts.of_person(person) {
        let Some(post) = charter.post(tenure.post) else {
            continue;
        };
        let ended = tenure.until == Some(on.max(tenure.from));
        let bound = !belongs_right(state, post.from, Home::Unit(to), tenure.unit);
        // The newest of several times in one post is the one that ended.
        let newest = !again
            .iter()
            .any(|it| (it.unit, it.post) == (tenure.unit, tenure.post));
        if ended && bound && newest && has_place(state, charter, post, (&tenure, from)) {
            again.push(tenure);
        }
    }
    again.iter().filter_map(resumed).collect()
}

/// A post that somebody has had since, or has, and that was theirs only because they belonged
/// to `to` and not to `from`: its title and the name of its unit.
pub(crate) fn held_since(
    state: &State,
    charter: &Charter,
    person: PersonId,
    (from, to): (UnitId, UnitId),
) -> Option<(String, String)> {
    let mut held = state.posts.of_person(person);
    held.find_map(|tenure| {
        let post = charter.post(tenure.post)?;
        let right = |home| belongs_right(state, post.from, Home::Unit(home), tenure.unit);
        let since = tenure.from >= state.members.in_unit_since(person).date()?;
        let matters = tenure.until.is_none() || since;
        let rests = matters && right(to) && !right(from);
        rests.then(|| {
            let unit = state.units.name(tenure.unit).to_owned();
            (post.title.clone(), unit)
        })
    })
}

/// Whether a post of a unit above is theirs only because their unit stands beneath `under` and
/// not beneath `other`.
fn by_place(
    state: &State,
    charter: &Charter,
    tenure: &Tenure,
    (unit, under): (UnitId, UnitId),
    other: UnitId,
) -> bool {
    let reaches =
        |lowest: UnitId| lowest == tenure.unit || state.units.stands_under(lowest, tenure.unit);
    let home = state.members.unit_of(tenure.person);
    let beneath = home.is_some_and(|it| it == unit || state.units.stands_under(it, unit));
    let from = charter.post(tenure.post).map(|post| post.from);
    beneath && from == Some(HolderFrom::OwnOrBelow) && reaches(under) && !reaches(other)
}

/// A post that somebody of a unit, or beneath it, has or has had since it stands under `now`
/// and may not have under `before`: who, its title and the name of its unit.
pub(crate) fn held_by_place(
    state: &State,
    charter: &Charter,
    unit: UnitId,
    (before, now): (UnitId, UnitId),
) -> Option<(PersonId, String, String)> {
    let since = state.units.placed(unit).date()?;
    let above = std::iter::once(now).chain(state.units.above(now));
    let mut held = above.flat_map(|above| state.posts.of_unit(above));
    held.find_map(|tenure| {
        let matters = tenure.until.is_none() || tenure.from >= since;
        let rests = matters && by_place(state, charter, &tenure, (unit, now), before);
        rests.then(|| {
            let post = charter.post(tenure.post).map(|post| post.title.clone());
            let unit = state.units.name(tenure.unit).to_owned();
            (tenure.person, post.unwrap_or_default(), unit)
        })
    })
}

/// The posts that ended on a day because a unit went from under `before` to under `now`, and
/// that are held still since it did not.
pub(crate) fn held_again_by_place(
    state: &State,
    charter: &Charter,
    unit: UnitId,
    (before, now): (UnitId, UnitId),
    on: Date,
) -> Vec<Event> {
    let above = std::iter::once(before).chain(state.units.above(before));
    let ended = above.flat_map(|above| state.posts.of_unit(above));
    let ended = ended.filter(|tenure| {
        tenure.until == Some(on.max(tenure.from))
            && by_place(state, charter, tenure, (unit, before), now)
    });
    again(state, charter, ended, before)
}

/// The posts that ended with a unit on a day, and that are held still since it did not end.
pub(crate) fn held_again_in(
    state: &State,
    charter: &Charter,
    unit: UnitId,
    on: Date,
) -> Vec<Event> {
    let ended = state.posts.of_unit(unit);
    let ended = ended.filter(|tenure| tenure.until == Some(on.max(tenure.from)));
    let mut held: Vec<Tenure> = Vec::new();
    for tenure in ended {
        let home = state.members.unit_of(tenure.person);
        let post = charter.post(tenure.post);
        let (Some(home), Some(post)) = (home, post) else {
            continue;
        };
        let known = held
            .iter()
            .any(|it| (it.person, it.post) == (tenure.person, tenure.post));
        let of_one = held.iter().filter(|it| it.post == tenure.post).count();
        if !known
            && of_one < usize::from(post.most)
            && may_again(state, charter, post, (&tenure, home))
        {
            held.push(tenure);
        }
    }
    held.iter().filter_map(resumed).collect()
}

/// Those of several times in posts above that go on for people who belong beneath `home`.
fn again(
    state: &State,
    charter: &Charter,
    ended: impl Iterator<Item = Tenure>,
    home: UnitId,
) -> Vec<Event> {
    let mut held: Vec<Tenure> = Vec::new();
    for tenure in ended {
        let Some(post) = charter.post(tenure.post) else {
            continue;
        };
        let same = |it: &&Tenure| (it.unit, it.post) == (tenure.unit, tenure.post);
        let of_one = held.iter().filter(same).count();
        let now = state.holder_count(tenure.unit, tenure.post);
        let known = held
            .iter()
            .filter(same)
            .any(|it| it.person == tenure.person);
        if !known
            && now.saturating_add(of_one) < usize::from(post.most)
            && has_place(state, charter, post, (&tenure, home))
        {
            held.push(tenure);
        }
    }
    held.iter().filter_map(resumed).collect()
}

/// Whether somebody who belongs to `home` can have a post still that ended: it has a place for
/// them, they may hold it, and neither an election nor the word of the unit above ended it.
fn has_place(
    state: &State,
    charter: &Charter,
    post: &Post,
    (tenure, home): (&Tenure, UnitId),
) -> bool {
    let (person, unit) = (tenure.person, tenure.unit);
    let mut holders = state.holders(unit, tenure.post);
    state.units.stands(unit)
        && !holders.any(|it| it.person == person)
        && state.holder_count(unit, tenure.post) < usize::from(post.most)
        && may_again(state, charter, post, (tenure, home))
}

/// The same of a unit in which nobody holds anything.
fn may_again(
    state: &State,
    charter: &Charter,
    post: &Post,
    (tenure, home): (&Tenure, UnitId),
) -> bool {
    let again = TakeUpPost {
        person: tenure.person,
        unit: tenure.unit,
        post: tenure.post,
        on: tenure.from,
    };
    check_holder(state, charter, post, &again, home).is_ok()
        && still_open(state, tenure, post).is_ok()
}

/// The event of it.
fn resumed(tenure: &Tenure) -> Option<Event> {
    Some(Event::Post(PostEvent::Resumed {
        person: tenure.person,
        unit: tenure.unit,
        post: tenure.post,
        on: tenure.until?,
    }))
}
