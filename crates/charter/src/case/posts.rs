//! What a case says of posts.

use jiff::civil::Date;

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
    /// Records an election.
    Elect(ElectionReport),
    /// The unit above confirms a holder, or declines to.
    Confirm {
        /// Who.
        person: String,
        /// The post.
        post: PostId,
        /// Where.
        unit: String,
        /// Whether it confirms.
        confirms: bool,
    },
    /// What there is to hand over goes to the holder.
    HandOver {
        /// The holder.
        person: String,
        /// The post.
        post: PostId,
        /// Where.
        unit: String,
    },
    /// Takes back that a holder was confirmed.
    WithdrawConfirmation {
        /// Who.
        person: String,
        /// The post.
        post: PostId,
        /// Where.
        unit: String,
        /// Why.
        reason: String,
    },
    /// Strikes the record that a post was handed over.
    StrikeHandOver {
        /// To whom.
        person: String,
        /// The post.
        post: PostId,
        /// Where.
        unit: String,
        /// Why.
        reason: String,
    },
    /// Strikes that somebody took a post up, or laid it down.
    StrikeTenure {
        /// Whose.
        person: String,
        /// The post.
        post: PostId,
        /// Where.
        unit: String,
        /// Whether it is the laying down that is struck.
        laid_down: bool,
        /// Why.
        reason: String,
    },
    /// Strikes the record of an election.
    Strike {
        /// The post.
        post: PostId,
        /// Where.
        unit: String,
        /// The day on record.
        held: Date,
        /// Why.
        reason: String,
    },
}

/// An election as a case reports it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ElectionReport {
    /// The post.
    pub post: PostId,
    /// Where.
    pub unit: String,
    /// How many were entitled to vote.
    pub entitled: u32,
    /// How many ballots were cast.
    pub ballots: u32,
    /// How many of them were valid.
    pub valid: u32,
    /// The nominees and their votes.
    pub votes: Vec<(String, u32)>,
    /// Who is reported to be elected.
    pub elected: Vec<String>,
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
    /// A holder waits for the word of the unit above, or does not.
    Awaits {
        /// Who.
        person: String,
        /// Whether they do.
        awaits: bool,
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
