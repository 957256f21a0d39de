//! What happens to meetings, in the second account.

use kernel::MeetingId;
use kernel::meetings::{Meeting, MeetingEvent, MeetingRecord, MeetingStanding};

use super::{Auditor, Touched};

impl Auditor {
    pub(super) fn enter_meeting(&mut self, event: &MeetingEvent) -> Touched {
        let mut touched = Touched::default();
        match event {
            MeetingEvent::Called {
                meeting,
                unit,
                kind,
                on,
            } => {
                touched.meetings.insert(*meeting);
                touched.units.insert(*unit);
                let called = Meeting {
                    id: *meeting,
                    unit: *unit,
                    kind: *kind,
                    on: *on,
                    standing: MeetingStanding::Called,
                    expected: 0,
                    present: 0,
                };
                self.meetings.insert(*meeting, called);
                self.meetings_of.entry(*unit).or_default().insert(*meeting);
            }
            MeetingEvent::CalledOff { meeting, unit, .. } => {
                touched.meetings.insert(*meeting);
                touched.units.insert(*unit);
                if let Some(called) = self.meetings.get_mut(meeting) {
                    called.standing = MeetingStanding::CalledOff;
                }
            }
            MeetingEvent::Recorded { meeting, record }
            | MeetingEvent::Corrected {
                meeting, record, ..
            } => {
                touched.meetings.insert(*meeting);
                touched.units.insert(record.unit);
                self.meetings.insert(*meeting, held(*meeting, record));
                let of_unit = self.meetings_of.entry(record.unit).or_default();
                of_unit.insert(*meeting);
            }
        }
        touched
    }
}

fn held(meeting: MeetingId, record: &MeetingRecord) -> Meeting {
    let absent = u32::try_from(record.absent.len()).unwrap_or(u32::MAX);
    let enough = match record.needed {
        Some(needed) => record.voting >= needed,
        None => true,
    };
    Meeting {
        id: meeting,
        unit: record.unit,
        kind: record.kind,
        on: record.on,
        standing: if enough {
            MeetingStanding::Quorate
        } else {
            MeetingStanding::Inquorate
        },
        expected: record.expected,
        present: record.expected.saturating_sub(absent),
    }
}
