//! What has to have come of a case for meetings.

use charter::case::MeetingExpect;
use kernel::Event;
use kernel::meetings::{MeetingEvent, MeetingRecord};

use super::same;
use crate::case::Stage;

impl Stage {
    pub(super) fn expect_meeting(&self, expect: &MeetingExpect) -> Result<(), String> {
        match expect {
            MeetingExpect::Quorum { needed } => {
                let found = self.record()?.needed;
                same(found == Some(*needed), || {
                    found.map_or("no quorum".to_owned(), |needed| {
                        format!("a quorum of {needed}")
                    })
                })
            }
            MeetingExpect::Quorate(reached) => {
                let record = self.record()?;
                same(record.quorate() == *reached, || {
                    format!(
                        "{} with a vote were present, {} needed",
                        record.voting,
                        record
                            .needed
                            .map_or("none".to_owned(), |needed| needed.to_string())
                    )
                })
            }
        }
    }

    /// The last record that was made.
    fn record(&self) -> Result<&MeetingRecord, String> {
        self.last_events()?
            .iter()
            .find_map(|event| match event {
                Event::Meeting(MeetingEvent::Recorded { record, .. })
                | Event::Meeting(MeetingEvent::Corrected { record, .. }) => Some(record),
                _ => None,
            })
            .ok_or_else(|| "no meeting was recorded".to_owned())
    }
}
