//! Why something about an election, a confirmation or a handing over is refused.

use jiff::civil::Date;

use crate::ids::PersonId;

/// Why it is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PostRefusal {
    /// The charter has another way to fill the post.
    #[error("whoever holds the post of {post} is {how}: nobody is put into it directly")]
    ChosenOtherwise {
        /// The post's title.
        post: String,
        /// How it is filled.
        how: String,
    },
    /// The charter knows no election to the post.
    #[error("the charter lays down no election to the post of {0}")]
    NoElection(String),
    /// The figures cannot all be true.
    #[error("the figures contradict each other: {0}")]
    Figures(Contradiction),
    /// Somebody cannot be a nominee, or stands in the list twice.
    #[error("{0}")]
    Nominees(&'static str),
    /// Too few ballots were cast, so nobody is elected.
    #[error("{cast} ballots were cast, {needed} are needed ({explained}): nobody is elected")]
    TurnoutMissed {
        /// How many were cast.
        cast: u32,
        /// How many are needed.
        needed: u64,
        /// How that comes about.
        explained: String,
    },
    /// The figures elect others than are reported.
    #[error(
        "{needed} votes elect ({explained}); by the figures that is {by_figures}, and {reported} reported as elected"
    )]
    Verdict {
        /// Votes that elect.
        needed: u64,
        /// How that comes about.
        explained: String,
        /// Who is elected by the figures.
        by_figures: String,
        /// Who is reported.
        reported: String,
    },
    /// Nobody's word is waited for.
    #[error("no confirmation of this holder of the post of {0} is waited for")]
    NothingToConfirm(String),
    /// The days for it have passed, and the charter says what that means.
    #[error("the time for a word ended on {until}: {what}")]
    TimePassed {
        /// Its last day.
        until: Date,
        /// What the silence meant.
        what: &'static str,
    },
    /// Nobody has confirmed the holder.
    #[error("this holder of the post of {0} is not confirmed by a word of the unit above")]
    NotConfirmed(String),
    /// The post was not handed over.
    #[error("the post of {0} is not on record as handed over to this holder")]
    NotHandedOver(String),
    /// Nobody held the post before.
    #[error("nobody held the post of {0} before, so there is nobody to take over from")]
    NobodyBefore(String),
    /// It was handed over before.
    #[error("the post of {post} was handed over on {on}")]
    AlreadyHandedOver {
        /// The post's title.
        post: String,
        /// When.
        on: Date,
    },
    /// Somebody recorded that election already.
    #[error("the election of the {post} of {unit} on {on} is already on record")]
    AlreadyRecorded {
        /// The post's title.
        post: String,
        /// The unit's name.
        unit: String,
        /// When it was held.
        on: Date,
        /// The number of that record in the unit.
        number: u32,
    },
    /// The number means nothing.
    #[error("there is no election {0}")]
    NoSuchElection(u32),
    /// The record was struck before.
    #[error("the record of that election is struck already")]
    AlreadyStruck,
    /// An election gave the post or took it.
    #[error("election {number} decided who holds the post of {post}")]
    ByElection {
        /// The post's title.
        post: String,
        /// The election's number in the unit.
        number: u32,
    },
    /// Nothing was laid down that could be struck.
    #[error("it is not on record that this person laid down the post of {0} and holds it no more")]
    NotLaidDown(String),
    /// Somebody has relied on it.
    #[error("others have relied on it: {0}")]
    Built(Sequel),
    /// Something has followed from an election, so that it cannot be struck.
    #[error("what followed from the election stands in the way: {0}")]
    Followed(Sequel),
}

/// What has followed from an election.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Sequel {
    /// Somebody's time in the post by it is over.
    #[error("person {0} no longer holds the post by it")]
    Ended(PersonId),
    /// The unit above confirmed somebody.
    #[error("person {person} was confirmed on {on}")]
    Confirmed {
        /// Who.
        person: PersonId,
        /// When.
        on: Date,
    },
    /// The unit above declined to confirm somebody.
    #[error("the unit above declined to confirm person {person} on {on}")]
    Declined {
        /// Who.
        person: PersonId,
        /// When.
        on: Date,
    },
    /// The post was handed over to somebody.
    #[error("the post was handed over to person {person} on {on}")]
    HandedOver {
        /// To whom.
        person: PersonId,
        /// When.
        on: Date,
    },
    /// The places of those who would have them again are taken.
    #[error("the place of whoever held the post before is taken")]
    Taken,
}

/// Two figures that cannot both be true.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Contradiction {
    /// More entitled than the roll has people with a vote.
    #[error("{entitled} were entitled, and {on_roll} on the roll have a vote")]
    Entitled {
        /// As reported.
        entitled: u32,
        /// As the record has it.
        on_roll: u32,
    },
    /// More ballots than people entitled.
    #[error("{ballots} ballots were cast, and {entitled} were entitled")]
    Ballots {
        /// Ballots.
        ballots: u32,
        /// Entitled.
        entitled: u32,
    },
    /// More valid ballots than ballots.
    #[error("{valid} ballots were valid, and {ballots} were cast")]
    Valid {
        /// Valid ones.
        valid: u32,
        /// All.
        ballots: u32,
    },
    /// More votes than the ballots can carry.
    #[error("{votes} votes were counted, and {valid} valid ballots carry {most} at most")]
    Votes {
        /// Votes in all, or for one nominee.
        votes: u64,
        /// Valid ballots.
        valid: u32,
        /// Votes they can carry.
        most: u64,
    },
}
