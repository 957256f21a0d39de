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
mod due;
mod events;
mod proceedings;
mod refusal;
mod seeing;

use charter::{ConferenceKindId, PostId};
use jiff::civil::Date;

use crate::ids::{ConferenceId, DocumentId, PersonId, UnitId};
use crate::state::State;

pub use apportioning::Apportionment;
pub(crate) use columns::Conferences;
pub use commands::{
    Attending, AttendingRow, CallConference, CallOffConference, CheckInDelegate, ConferenceCommand,
    ElectDelegates, EnterConferenceItem, ListConferenceAttendance, RecordConferenceVote,
    ReplaceDelegate, StrikeCheckIn, StrikeConferenceItem, StrikeConferenceVote, StrikeDelegates,
};
pub(crate) use due::due_from;
pub use events::ConferenceEvent;
pub use proceedings::Attended;
pub(crate) use proceedings::standing_item;
pub use refusal::ConferenceRefusal;
pub use seeing::may_know_conference;

/// Longest title, place or reason, in characters.
pub const TEXT_CHARACTERS_MAX: usize = 2_000;

/// Longest text of a paper or a speech, in characters.
pub const PAPER_CHARACTERS_MAX: usize = 20_000;
/// Most lines of a list of attendance.
pub const LINES_MAX: usize = 20_000;

/// In which capacity somebody attends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Capacity {
    /// With a mandate.
    Participant,
    /// On the platform.
    Platform,
    /// As a guest.
    Guest,
}

/// Who attends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Attendee {
    /// Somebody with a number.
    Person(PersonId),
    /// Somebody whom a text names.
    Named(DocumentId),
}

/// A line of attendance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AttendanceLine {
    /// Who.
    pub who: Attendee,
    /// In which capacity.
    pub capacity: Capacity,
}

/// What an item is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ItemKind {
    /// A session: other items stand under it.
    Session,
    /// A workshop, during the conference or behind it.
    Workshop,
    /// A point of the agenda.
    Point,
    /// Something that somebody said.
    Speech,
    /// A paper or a letter that was presented.
    Paper,
}

impl ItemKind {
    /// All there are.
    pub const ALL: &[ItemKind] = &[
        ItemKind::Session,
        ItemKind::Workshop,
        ItemKind::Point,
        ItemKind::Speech,
        ItemKind::Paper,
    ];
}

/// A child event, a point of the agenda, something said or presented.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Item {
    /// Its number in the conference, from one.
    pub number: u32,
    /// What it is.
    pub kind: ItemKind,
    /// The item it stands under: of a paper, where it was presented or read.
    pub under: Option<u32>,
    /// What it is called.
    pub title: DocumentId,
    /// Its text.
    pub text: Option<DocumentId>,
    /// Who sent it.
    pub sender: Option<DocumentId>,
    /// To whom it is addressed.
    pub addressee: Option<DocumentId>,
    /// Who spoke.
    pub speaker: Option<PersonId>,
    /// Whether it was read out where it stands.
    pub read: bool,
    /// When.
    pub on: Date,
    /// Why it was struck.
    pub struck: Option<DocumentId>,
}

/// A vote with its figures and what came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Vote {
    /// Its number in the conference, from one.
    pub number: u32,
    /// The item it was on.
    pub item: u32,
    /// Which majority it needed: a row of the rule.
    pub majority: u8,
    /// How many had a seat.
    pub entitled: u32,
    /// How many of them were there.
    pub present: u32,
    /// Votes for it.
    pub favour: u32,
    /// Votes against it.
    pub against: u32,
    /// Those who abstained.
    pub abstained: u32,
    /// How many had to be there.
    pub quorum: Option<u32>,
    /// How many votes carried it.
    pub needed: u32,
    /// Whether it was adopted.
    pub adopted: bool,
    /// When.
    pub on: Date,
    /// Why the record was struck.
    pub struck: Option<DocumentId>,
}

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
