//! What a case says of bulletins.

use jiff::civil::Date;

use super::AwardOf;
use crate::rule::ConferenceKindId;

/// The bulletin that a case speaks of: the first, the second of a unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BulletinOf {
    /// Which, counted from one in the order in which they were drafted.
    pub number: u32,
    /// The unit.
    pub unit: String,
}

/// What a bulletin is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AboutDeed {
    /// A meeting of the unit on a day.
    Meeting(Date),
    /// An award.
    Award(AwardOf),
    /// The last conference of a kind.
    Conference(ConferenceKindId),
}

/// What is done about bulletins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BulletinDeed {
    /// Writes one.
    Draft {
        /// The unit that is to publish it.
        unit: String,
        /// Its text.
        text: String,
        /// What it is about.
        about: Option<AboutDeed>,
    },
    /// Writes it anew before it is published.
    Revise {
        /// Which.
        of: BulletinOf,
        /// The text.
        text: String,
    },
    /// Writes what is to take the place of what is published.
    Correct {
        /// Which.
        of: BulletinOf,
        /// The text.
        text: String,
        /// Why.
        reason: String,
    },
    /// Keeps a picture with it.
    Attach {
        /// Which.
        of: BulletinOf,
        /// The picture, in letters.
        picture: String,
    },
    /// Destroys a picture that is kept with it.
    Detach {
        /// Which bulletin.
        of: BulletinOf,
        /// Which of its pictures, counted from one in the order in which they were kept.
        picture: u32,
        /// Why.
        reason: String,
    },
    /// Finds its text fit.
    Review(BulletinOf),
    /// Asks for changes.
    SendBack {
        /// Which.
        of: BulletinOf,
        /// What has to be changed.
        reason: String,
    },
    /// Lets everybody read it.
    Publish(BulletinOf),
    /// Takes it back.
    Withdraw {
        /// Which.
        of: BulletinOf,
        /// Why.
        reason: String,
    },
}

/// How a case may expect things to stand with a bulletin, in its own words.
pub const BULLETIN_STANDINGS: &[&str] =
    &["drafted", "sent back", "reviewed", "published", "withdrawn"];

/// What has to have come of it for bulletins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BulletinExpect {
    /// How things stand with one.
    Stands {
        /// Which.
        of: BulletinOf,
        /// One of [`BULLETIN_STANDINGS`].
        standing: &'static str,
    },
}
