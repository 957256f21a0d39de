//! Posts: taken up and laid down, several in several units; a post never
//! replaces belonging to a base unit.

mod choosing;
mod chosen;
mod columns;
mod commands;
mod confirming;
mod decide;
mod elections;
mod events;
mod mistaken;
mod past;
mod refusal;
mod repeated;
mod resuming;
mod striking;
mod succession;
mod taking_back;

use charter::{Charter, HolderFrom, LevelId, PostId};
use jiff::civil::Date;

use crate::ids::{PersonId, UnitId};
use crate::members::is_of;
use crate::request::Event;
use crate::state::State;

pub use columns::OpenTenure;
pub(crate) use columns::Posts;
pub use commands::{
    ConfirmHolder, HandOverPost, LayDownPost, PostCommand, RecordElection, RefuseConfirmation,
    StrikeElection, StrikeHandOver, StrikeLayingDown, StrikePost, TakeUpPost, WithdrawConfirmation,
};
pub use confirming::{Confirmed, Confirming};
pub use elections::{Election, NOMINEES_MAX, Nominee};
pub use events::PostEvent;
pub use refusal::{Contradiction, PostRefusal, Sequel};
pub(crate) use resuming::{
    held_again, held_again_by_place, held_again_in, held_by_place, held_since,
};
pub use striking::REASON_CHARACTERS_MAX;
pub(crate) use striking::reason_given;

/// One person's time in one post.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tenure {
    /// Who.
    pub person: PersonId,
    /// Where.
    pub unit: UnitId,
    /// Which post.
    pub post: PostId,
    /// First day.
    pub from: Date,
    /// Last day; none while it lasts.
    pub until: Option<Date>,
}

impl State {
    /// Every tenure there ever was in a unit, newest first.
    pub fn tenures_in(&self, unit: UnitId) -> impl Iterator<Item = Tenure> + '_ {
        self.posts.of_unit(unit)
    }

    /// Every tenure a person ever had, newest first.
    pub fn tenures_of(&self, person: PersonId) -> impl Iterator<Item = Tenure> + '_ {
        self.posts.of_person(person)
    }

    /// Who holds any post in a unit now, the newest first.
    pub fn holders_in(&self, unit: UnitId) -> impl Iterator<Item = Tenure> + '_ {
        self.posts.lasting_in(unit)
    }

    /// The same as the columns have it, for those who go through many units.
    #[inline]
    pub fn open_tenures_in(&self, unit: UnitId) -> impl Iterator<Item = OpenTenure> + '_ {
        self.posts.open_in(unit)
    }

    /// Who holds a post in a unit now.
    pub fn holders(&self, unit: UnitId, post: PostId) -> impl Iterator<Item = Tenure> + '_ {
        self.posts.held_in(unit, post)
    }

    /// How many hold a post in a unit now.
    #[must_use]
    pub fn holder_count(&self, unit: UnitId, post: PostId) -> usize {
        self.posts.count_held_in(unit, post)
    }
}

/// Whether this person's grade may hold the post.
pub(crate) fn eligible_by_grade(
    state: &State,
    charter: &Charter,
    person: PersonId,
    post: PostId,
) -> bool {
    charter
        .post(post)
        .is_some_and(|row| is_of(state.members.grade_of(person), &row.grades))
}

/// Where somebody belongs from now on.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Home {
    /// To a unit that stands.
    Unit(UnitId),
    /// To a unit that is only being founded, and will stand under this one.
    NewUnder(UnitId),
}

/// Whether somebody who belongs to `home` may hold the post in `unit`.
pub(crate) fn belongs_right(state: &State, from: HolderFrom, home: Home, unit: UnitId) -> bool {
    let reaches = |lowest: UnitId| lowest == unit || state.units.stands_under(lowest, unit);
    match (from, home) {
        (HolderFrom::OwnUnit, Home::Unit(home)) => home == unit,
        (HolderFrom::OwnUnit, Home::NewUnder(_)) => false,
        (HolderFrom::OwnOrBelow, Home::Unit(lowest) | Home::NewUnder(lowest)) => reaches(lowest),
        (HolderFrom::Anywhere, Home::Unit(_) | Home::NewUnder(_)) => true,
    }
}

fn laid_down(tenure: Tenure, on: Date) -> Event {
    Event::Post(PostEvent::LaidDown {
        person: tenure.person,
        unit: tenure.unit,
        post: tenure.post,
        on: on.max(tenure.from),
    })
}

/// The posts that end because the unit ceases.
pub(crate) fn laid_down_with_unit(
    state: &State,
    unit: UnitId,
    on: Date,
) -> impl Iterator<Item = Event> + '_ {
    state
        .posts
        .lasting_in(unit)
        .map(move |tenure| laid_down(tenure, on))
}

/// The posts that end because the membership does.
pub(crate) fn laid_down_with_membership(
    state: &State,
    person: PersonId,
    on: Date,
) -> impl Iterator<Item = Event> + '_ {
    state
        .posts
        .lasting_of(person)
        .map(move |tenure| laid_down(tenure, on))
}

/// The posts that end because their holder belongs to another unit from now on.
pub(crate) fn laid_down_by_moving<'a>(
    state: &'a State,
    charter: &'a Charter,
    person: PersonId,
    to: Home,
    on: Date,
) -> impl Iterator<Item = Event> + 'a {
    state
        .posts
        .lasting_of(person)
        .filter(move |tenure| {
            charter
                .post(tenure.post)
                .is_some_and(|post| !belongs_right(state, post.from, to, tenure.unit))
        })
        .map(move |tenure| laid_down(tenure, on))
}

/// The posts that end in the units above because a unit, with everybody in it
/// and beneath it, goes to stand under `under` or is merged into it.
pub(crate) fn laid_down_by_regrouping<'a>(
    state: &'a State,
    charter: &'a Charter,
    unit: UnitId,
    under: UnitId,
    on: Date,
) -> impl Iterator<Item = Event> + 'a {
    let goes = move |home: UnitId| home == unit || state.units.stands_under(home, unit);
    state
        .units
        .above(unit)
        .filter(move |above| *above != under && !state.units.stands_under(under, *above))
        .flat_map(|above| state.posts.lasting_in(above))
        .filter(move |tenure| {
            let bound = charter
                .post(tenure.post)
                .is_some_and(|post| post.from == HolderFrom::OwnOrBelow);
            let home = state.members.unit_of(tenure.person);
            bound && home.is_some_and(goes)
        })
        .map(move |tenure| laid_down(tenure, on))
}

/// The posts that end because a unit of its new level has none of the kind,
/// beyond those that end because their holder goes to a unit beneath.
pub(crate) fn laid_down_by_level<'a>(
    state: &'a State,
    charter: &'a Charter,
    unit: UnitId,
    level: LevelId,
    on: Date,
) -> impl Iterator<Item = Event> + 'a {
    state
        .posts
        .lasting_in(unit)
        .filter(move |tenure| {
            charter.post(tenure.post).is_some_and(|post| {
                let moves_away = post.from == HolderFrom::OwnUnit
                    && state.members.unit_of(tenure.person) == Some(unit);
                !post.levels.contains(&level) && !moves_away
            })
        })
        .map(move |tenure| laid_down(tenure, on))
}
