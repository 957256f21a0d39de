//! What happens to meetings, and what each event leaves behind.

use charter::MeetingKindId;
use jiff::civil::Date;

use super::MeetingRecord;
use crate::ids::{DocumentId, MeetingId, UnitId};
use crate::request::Subject;
use crate::rooms::{RoomEvent, names};
use crate::state::State;

/// What has happened to a meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MeetingEvent {
    /// A meeting was called.
    Called {
        /// Its number.
        meeting: MeetingId,
        /// The unit.
        unit: UnitId,
        /// Its kind.
        kind: MeetingKindId,
        /// The day it is called for.
        on: Date,
    },
    /// A meeting was recorded.
    Recorded {
        /// Its number.
        meeting: MeetingId,
        /// The record.
        record: MeetingRecord,
    },
    /// The record of a meeting was corrected.
    Corrected {
        /// Its number.
        meeting: MeetingId,
        /// Why, in words.
        reason: DocumentId,
        /// The record that takes the place of the old one.
        record: MeetingRecord,
    },
    /// A meeting that was called was called off.
    CalledOff {
        /// Its number.
        meeting: MeetingId,
        /// The unit.
        unit: UnitId,
        /// Why, in words.
        reason: DocumentId,
    },
}

names! {
    MeetingEvent {
        Called = "meeting-called",
        Recorded = "meeting-recorded",
        Corrected = "meeting-corrected",
        CalledOff = "meeting-called-off",
    }
}

impl RoomEvent for MeetingEvent {
    fn apply(&self, state: &mut State) {
        match self {
            MeetingEvent::Called {
                meeting,
                unit,
                kind,
                on,
            } => state.meetings.call(*meeting, *unit, *kind, *on),
            MeetingEvent::Recorded { meeting, record } => state.meetings.record(*meeting, record),
            MeetingEvent::Corrected {
                meeting, record, ..
            } => state.meetings.correct(*meeting, record),
            MeetingEvent::CalledOff { meeting, .. } => state.meetings.call_off(*meeting),
        }
    }

    fn touches(&self) -> Vec<Subject> {
        let (meeting, unit) = match self {
            MeetingEvent::Called { meeting, unit, .. }
            | MeetingEvent::CalledOff { meeting, unit, .. } => (*meeting, *unit),
            MeetingEvent::Recorded { meeting, record }
            | MeetingEvent::Corrected {
                meeting, record, ..
            } => (*meeting, record.unit),
        };
        vec![Subject::Meeting(meeting), Subject::Unit(unit)]
    }

    fn documents(&self) -> Vec<DocumentId> {
        match self {
            MeetingEvent::Called { .. } => Vec::new(),
            MeetingEvent::CalledOff { reason, .. } => vec![*reason],
            MeetingEvent::Recorded { record, .. } => record.resolutions.clone(),
            MeetingEvent::Corrected { reason, record, .. } => std::iter::once(*reason)
                .chain(record.resolutions.iter().copied())
                .collect(),
        }
    }
}
