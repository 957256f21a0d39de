//! What happens to meetings, as it is stored.

use charter::MeetingKindId;
use jiff::civil::Date;
use kernel::meetings::{MeetingEvent, MeetingRecord};
use kernel::{DocumentId, MeetingId, PersonId, UnitId};

use super::form::{events, nested};

events! {
    MeetingEvent {
        Called = "meeting-called" { meeting: MeetingId, unit: UnitId, kind: MeetingKindId, on: Date, }
        Recorded = "meeting-recorded" { meeting: MeetingId, record: MeetingRecord, }
        Corrected = "meeting-corrected" {
            meeting: MeetingId,
            reason: DocumentId,
            record: MeetingRecord,
        }
        CalledOff = "meeting-called-off" {
            meeting: MeetingId,
            unit: UnitId,
            reason: DocumentId,
        }
    }
}

nested! {
    MeetingRecord as Record {
        unit: UnitId,
        kind: MeetingKindId,
        on: Date,
        expected: u32,
        entitled: u32,
        voting: u32,
        absent: Vec<PersonId>,
        needed: Option<u32>,
        resolutions: Vec<DocumentId>,
    }
}
