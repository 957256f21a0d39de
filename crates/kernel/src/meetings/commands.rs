//! What can be commanded of meetings.

use charter::MeetingKindId;
use jiff::civil::Date;

use super::decide;
use crate::ids::{MeetingId, PersonId, UnitId};
use crate::rooms::commands;

commands! {
    /// What can be commanded of meetings.
    MeetingCommand in Meeting {
        Call(CallMeeting) = "call-meeting" by decide::call,
        Record(RecordMeeting) = "record-meeting" by decide::record,
        Correct(CorrectMeeting) = "correct-meeting" by decide::correct,
        CallOff(CallOffMeeting) = "call-off-meeting" by decide::call_off,
    }
    writings written;
}

fn written(command: &MeetingCommand) -> Vec<&str> {
    match command {
        MeetingCommand::Call(_) => Vec::new(),
        MeetingCommand::Record(it) => it.resolutions.iter().map(String::as_str).collect(),
        MeetingCommand::Correct(it) => std::iter::once(it.reason.as_str())
            .chain(it.resolutions.iter().map(String::as_str))
            .collect(),
        MeetingCommand::CallOff(it) => vec![it.reason.as_str()],
    }
}

/// Calls a meeting for a day to come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallMeeting {
    /// The unit.
    pub unit: UnitId,
    /// The kind of meeting.
    pub kind: MeetingKindId,
    /// The day.
    pub on: Date,
}

/// Calls off a meeting that was called and is not held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallOffMeeting {
    /// The meeting.
    pub meeting: MeetingId,
    /// Why.
    pub reason: String,
}

/// Records a meeting that was held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordMeeting {
    /// The unit.
    pub unit: UnitId,
    /// The kind of meeting.
    pub kind: MeetingKindId,
    /// The day it was held.
    pub on: Date,
    /// Who of those expected was absent.
    pub absent: Vec<PersonId>,
    /// What was resolved, a text each.
    pub resolutions: Vec<String>,
}

/// Puts another record in the place of one that was wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CorrectMeeting {
    /// The meeting.
    pub meeting: MeetingId,
    /// The day it was really held.
    pub on: Date,
    /// Who was really absent.
    pub absent: Vec<PersonId>,
    /// What was really resolved.
    pub resolutions: Vec<String>,
    /// Why the record is corrected.
    pub reason: String,
}
