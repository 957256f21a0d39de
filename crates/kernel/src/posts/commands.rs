//! What can be commanded of posts.

use charter::PostId;
use jiff::civil::Date;

use super::decide;
use crate::ids::{PersonId, UnitId};
use crate::rooms::commands;

commands! {
    /// What can be commanded of posts.
    PostCommand in Post {
        TakeUp(TakeUpPost) = "take-up-post" by decide::take_up,
        LayDown(LayDownPost) = "lay-down-post" by decide::lay_down,
    }
}

/// Takes up a post.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TakeUpPost {
    /// Who.
    pub person: PersonId,
    /// Where.
    pub unit: UnitId,
    /// Which post.
    pub post: PostId,
    /// First day.
    pub on: Date,
}

/// Lays down a post.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LayDownPost {
    /// Who.
    pub person: PersonId,
    /// Where.
    pub unit: UnitId,
    /// Which post.
    pub post: PostId,
    /// Last day.
    pub on: Date,
}
