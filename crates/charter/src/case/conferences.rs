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
