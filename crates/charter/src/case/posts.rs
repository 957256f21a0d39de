//! What a case says of posts.

use crate::rule::PostId;

/// What is done to posts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PostDeed {
    /// Fills a post.
    TakeUp {
        /// Who.
        person: String,
        /// The post.
        post: PostId,
        /// Where.
        unit: String,
    },
    /// Lays a post down.
    LayDown {
        /// Who.
        person: String,
        /// The post.
        post: PostId,
        /// Where.
        unit: String,
    },
}

/// What has to have come of it for posts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PostExpect {
    /// A person holds a post, or does not.
    Holds {
        /// Who.
        person: String,
        /// Whether they do.
        holds: bool,
        /// The post.
        post: PostId,
        /// Where.
        unit: String,
    },
    /// A post has this title on the day.
    Called {
        /// The post.
        post: PostId,
        /// Its title.
        title: String,
    },
}
