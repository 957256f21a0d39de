//! Conferences: gatherings across units. A unit calls one; the units that send
//! delegates get their seats by the key of the charter, as of the key day; they
//! choose, and whoever was chosen is let in at the door once.
//!
//! What was counted out on the call stands, as every outcome does: a record that is
//! corrected later changes the seats of the next conference and not of this one.

mod apportioning;
mod columns;
mod commands;
mod decide;
mod door;
mod events;
mod refusal;
mod seeing;

use charter::{ConferenceKindId, PostId};
use jiff::civil::Date;

use crate::ids::{ConferenceId, DocumentId, PersonId, UnitId};
use crate::state::State;

pub use apportioning::Apportionment;
pub(crate) use columns::Conferences;
pub use commands::{
    CallConference, CallOffConference, CheckInDelegate, ConferenceCommand, ElectDelegates,
    ReplaceDelegate, StrikeCheckIn, StrikeDelegates,
};
pub use events::ConferenceEvent;
pub use refusal::ConferenceRefusal;
pub use seeing::may_know_conference;

/// Longest title, place or reason, in characters.
pub const TEXT_CHARACTERS_MAX: usize = 2_000;

/// A conference as it was called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Conference {
    /// Its number.
    pub id: ConferenceId,
    /// Of which kind.
    pub kind: ConferenceKindId,
    /// The unit that called it.
    pub unit: UnitId,
    /// The day by whose rolls the seats were given out.
    pub key_day: Date,
    /// Its first day.
    pub first: Date,
    /// Its last day.
    pub last: Date,
    /// What it is called, where it has a name of its own.
    pub title: Option<DocumentId>,
    /// Where it meets, where somebody wrote it down.
    pub place: Option<DocumentId>,
    /// How many people the rolls under the unit had on the key day, in units that
    /// send delegates and in others.
    pub members: u32,
    /// When it was called.
    pub called: Date,
    /// When and why it was called off.
    pub called_off: Option<(Date, DocumentId)>,
}

/// The seats of a unit that sends delegates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seats {
    /// The unit.
    pub unit: UnitId,
    /// How many people it had on the key day, in itself and beneath.
    pub members: u32,
    /// How many delegates it sends.
    pub delegates: u32,
    /// How many substitutes it may choose beside them.
    pub substitutes: u32,
}

/// What was counted when a unit chose its delegates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chosen {
    /// When.
    pub on: Date,
    /// How many were entitled to vote.
    pub entitled: u32,
    /// How many ballots were cast.
    pub ballots: u32,
}

/// Somebody who has a seat by a post, as the call has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExOfficio {
    /// Who.
    pub person: PersonId,
    /// Where the post is held.
    pub unit: UnitId,
    /// Which post.
    pub post: PostId,
}

/// How somebody comes to a conference, or would.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// The unit chose them.
    Delegate,
    /// The unit chose them to take a seat that is given up.
    Substitute,
    /// By a post.
    ExOfficio(PostId),
}

/// How things stand with a mandate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MandateStanding {
    /// It stands.
    Stands,
    /// It was given up.
    GivenUp,
    /// The record of the election was struck.
    Struck,
}

/// What somebody was chosen for, and what became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mandate {
    /// Who.
    pub person: PersonId,
    /// The unit that sent them, or in which the post is held.
    pub unit: UnitId,
    /// As what.
    pub role: Role,
    /// Whose seat they took; none where it was theirs from the first.
    pub in_place_of: Option<PersonId>,
    /// How it stands.
    pub standing: MandateStanding,
    /// On which day they came in at the door.
    pub came: Option<Date>,
}

impl Mandate {
    /// Whether it gives a seat: a substitute has one once somebody gave theirs up.
    #[must_use]
    pub fn seated(&self) -> bool {
        let waits = self.role == Role::Substitute && self.in_place_of.is_none();
        self.standing == MandateStanding::Stands && !waits
    }
}

impl State {
    /// A conference.
    #[must_use]
    pub fn conference(&self, conference: ConferenceId) -> Option<Conference> {
        self.conferences.get(conference)
    }

    /// How many conferences were ever called.
    #[must_use]
    pub fn conference_count(&self) -> u32 {
        self.conferences.count()
    }

    /// Every conference that was ever called, the first one first.
    pub fn conferences(&self) -> impl DoubleEndedIterator<Item = Conference> + '_ {
        (0..self.conferences.count())
            .map(ConferenceId)
            .filter_map(|conference| self.conferences.get(conference))
    }

    /// The units that send delegates to a conference, in the order of the tree on its key
    /// day, with what was counted where they have chosen.
    #[must_use]
    pub fn conference_seats(&self, conference: ConferenceId) -> Vec<(Seats, Option<Chosen>)> {
        self.conferences.seats(conference)
    }

    /// The seats of one unit at a conference.
    #[must_use]
    pub fn seats_of(
        &self,
        conference: ConferenceId,
        unit: UnitId,
    ) -> Option<(Seats, Option<Chosen>)> {
        self.conferences.seats_of(conference, unit)
    }

    /// Everybody who was chosen for a conference or has a seat by a post, in the order of the
    /// record, mandates that stand no more among them.
    #[must_use]
    pub fn mandates(&self, conference: ConferenceId) -> Vec<Mandate> {
        self.conferences.mandates(conference)
    }

    /// What somebody was chosen for last at a conference.
    #[must_use]
    pub fn mandate(&self, conference: ConferenceId, person: PersonId) -> Option<Mandate> {
        self.conferences.mandate(conference, person)
    }

    /// How many have a seat at a conference, and how many of them came in at the door.
    #[must_use]
    pub fn conference_turnout(&self, conference: ConferenceId) -> (u32, u32) {
        self.conferences.turnout(conference)
    }
}
