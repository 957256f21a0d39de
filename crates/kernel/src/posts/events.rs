//! What happens to posts, and what each event leaves behind.

use charter::PostId;
use jiff::civil::Date;

use crate::ids::{PersonId, UnitId};
use crate::request::Subject;
use crate::rooms::{RoomEvent, names};
use crate::state::State;

/// What has happened to a post.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PostEvent {
    /// A post was taken up.
    TakenUp {
        /// The holder.
        person: PersonId,
        /// Where.
        unit: UnitId,
        /// Which post.
        post: PostId,
        /// First day.
        on: Date,
    },
    /// A post was laid down, or ended with the unit or the membership.
    LaidDown {
        /// The former holder.
        person: PersonId,
        /// Where.
        unit: UnitId,
        /// Which post.
        post: PostId,
        /// Last day.
        on: Date,
    },
}

names! {
    PostEvent {
        TakenUp = "post-taken-up",
        LaidDown = "post-laid-down",
    }
}

impl RoomEvent for PostEvent {
    fn apply(&self, state: &mut State) {
        match *self {
            PostEvent::TakenUp {
                person,
                unit,
                post,
                on,
            } => state.posts.take_up(person, unit, post, on),
            PostEvent::LaidDown {
                person,
                unit,
                post,
                on,
            } => state.posts.lay_down(person, unit, post, on),
        }
    }

    fn touches(&self) -> Vec<Subject> {
        let (PostEvent::TakenUp { person, unit, .. } | PostEvent::LaidDown { person, unit, .. }) =
            *self;
        vec![Subject::Person(person), Subject::Unit(unit)]
    }
}
