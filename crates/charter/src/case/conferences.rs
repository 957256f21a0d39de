//! What a case says of conferences.

use jiff::civil::Date;

use crate::rule::ConferenceKindId;

/// Whom a unit sends, and what was counted when they were chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    /// The unit.
    pub unit: String,
    /// The delegates.
    pub delegates: Vec<String>,
    /// The substitutes, in the order in which they take a seat.
    pub substitutes: Vec<String>,
    /// How many were entitled to vote.
    pub entitled: u32,
    /// How many ballots were cast.
    pub ballots: u32,
}

/// The words for a capacity in which somebody attends.
pub const CONFERENCE_CAPACITIES: &[&str] = &["participant", "platform", "guest"];

/// The words for what is entered at a conference.
pub const CONFERENCE_ITEMS: &[&str] = &["session", "workshop", "point", "speech", "paper"];

/// A line of attendance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attends {
    /// Who: a person whom the case knows, or anybody by name.
    pub name: String,
    /// Whether the case knows them.
    pub known: bool,
    /// One of [`CONFERENCE_CAPACITIES`].
    pub capacity: &'static str,
}

/// What is entered at a conference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entered {
    /// One of [`CONFERENCE_ITEMS`].
    pub kind: &'static str,
    /// What it is called.
    pub title: String,
    /// The number of the item it stands under.
    pub under: Option<u32>,
    /// Who sent it; empty where nobody is named.
    pub sender: String,
    /// To whom; empty where nobody is named.
    pub addressee: String,
    /// Who spoke.
    pub speaker: Option<String>,
    /// Whether it was read out.
    pub read: bool,
    /// Of which day; the day of the deed where none is given.
    pub day: Option<Date>,
}

/// What was counted in a vote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cast {
    /// The number of the item.
    pub item: u32,
    /// How many were there.
    pub present: u32,
    /// Votes for it.
    pub favour: u32,
    /// Votes against it.
    pub against: u32,
    /// Those who abstained.
    pub abstained: u32,
    /// Identifier of the majority; empty for the ordinary one.
    pub majority: String,
}

/// What is done about the last conference of a kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConferenceDeed {
    /// Calls one.
    Call {
        /// Of which kind.
        of: ConferenceKindId,
        /// The unit that calls it.
        unit: String,
        /// The day by whose rolls seats are given out.
        key_day: Date,
        /// Its first day.
        first: Date,
        /// Its last day.
        last: Date,
    },
    /// Calls it off.
    CallOff {
        /// Of which kind.
        of: ConferenceKindId,
        /// Why.
        reason: String,
    },
    /// Records whom a unit sends.
    Send {
        /// Of which kind.
        of: ConferenceKindId,
        /// Whom.
        sent: Sent,
    },
    /// Strikes whom a unit sends.
    Strike {
        /// Of which kind.
        of: ConferenceKindId,
        /// The unit.
        unit: String,
        /// Why.
        reason: String,
    },
    /// A delegate gives the seat up, and the next substitute takes it.
    Replace {
        /// Of which kind.
        of: ConferenceKindId,
        /// The delegate.
        person: String,
        /// Why.
        reason: String,
    },
    /// A delegate comes in at the door.
    CheckIn {
        /// Of which kind.
        of: ConferenceKindId,
        /// The delegate.
        person: String,
    },
    /// Lists who attends.
    Attend {
        /// Of which kind.
        of: ConferenceKindId,
        /// The lines, as they are printed.
        rows: Vec<Attends>,
    },
    /// Enters an item.
    Enter {
        /// Of which kind.
        of: ConferenceKindId,
        /// What.
        entered: Entered,
    },
    /// Strikes an item.
    StrikeItem {
        /// Of which kind.
        of: ConferenceKindId,
        /// Its number.
        item: u32,
        /// Why.
        reason: String,
    },
    /// Records a vote.
    Count {
        /// Of which kind.
        of: ConferenceKindId,
        /// What was counted.
        cast: Cast,
    },
    /// Strikes the record of a vote.
    StrikeVote {
        /// Of which kind.
        of: ConferenceKindId,
        /// Its number.
        vote: u32,
        /// Why.
        reason: String,
    },
    /// It was somebody else who came in.
    StrikeCheckIn {
        /// Of which kind.
        of: ConferenceKindId,
        /// The delegate.
        person: String,
        /// Why.
        reason: String,
    },
}

/// What has to have come of it for conferences.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConferenceExpect {
    /// A unit has so many seats at the last conference of a kind.
    Seats {
        /// Of which kind.
        of: ConferenceKindId,
        /// The unit.
        unit: String,
        /// How many.
        seats: u32,
    },
    /// A vote of it carried, or did not.
    Adopted {
        /// Of which kind.
        of: ConferenceKindId,
        /// Its number.
        vote: u32,
        /// Whether it did.
        adopted: bool,
    },
    /// Somebody has a seat at it, or has none.
    Sits {
        /// Of which kind.
        of: ConferenceKindId,
        /// Who.
        person: String,
        /// Whether they have one.
        sits: bool,
    },
}
