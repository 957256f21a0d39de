//! What a case says of meetings.

use jiff::civil::Date;

use crate::rule::MeetingKindId;

/// Who was at a meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Presence {
    /// Everybody who is expected.
    All,
    /// So many of them.
    Count(u32),
    /// Everybody but these.
    AllBut(Vec<String>),
}

/// What is done to meetings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MeetingDeed {
    /// Calls a meeting.
    Call {
        /// Its kind.
        kind: MeetingKindId,
        /// The unit.
        unit: String,
        /// The day it is called for.
        day: Date,
    },
    /// Calls a meeting off.
    CallOff {
        /// Its kind.
        kind: MeetingKindId,
        /// The unit.
        unit: String,
        /// The day it was called for.
        day: Date,
        /// Why.
        reason: String,
    },
    /// Records a meeting.
    Record {
        /// Its kind.
        kind: MeetingKindId,
        /// The unit.
        unit: String,
        /// The day it was held; the day of recording where none is named.
        held: Option<Date>,
        /// Who was there.
        presence: Presence,
        /// What was resolved.
        resolutions: Vec<String>,
    },
    /// Corrects the record of a meeting.
    Correct {
        /// Its kind.
        kind: MeetingKindId,
        /// The unit.
        unit: String,
        /// The day on which the record has it.
        held: Date,
        /// Who was really there.
        presence: Presence,
        /// Why.
        reason: String,
    },
}

/// What has to have come of it for meetings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MeetingExpect {
    /// The last meeting recorded needed so many.
    Quorum {
        /// How many.
        needed: u32,
    },
    /// The last meeting recorded could decide, or could not.
    Quorate(bool),
}
