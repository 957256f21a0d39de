//! Deeds on meetings.

use super::{Line, Read};
use crate::case::{Deed, MeetingDeed};

/// What is done to meetings.
pub(super) const VERBS: &[&str] = &["calls", "records", "corrects"];

impl Line<'_, '_> {
    pub(super) fn deed_on_meeting(&mut self, verb: &str) -> Read<Deed> {
        let off = verb == "calls" && self.take("off");
        let kind = self.meeting()?;
        self.need("of")?;
        let unit = self.unit()?;
        match verb {
            "calls" if off => {
                self.need("for")?;
                Ok(Deed::Meeting(MeetingDeed::CallOff {
                    kind,
                    unit,
                    day: self.day()?,
                    reason: self.because()?,
                }))
            }
            "calls" => {
                self.need("for")?;
                Ok(Deed::Meeting(MeetingDeed::Call {
                    kind,
                    unit,
                    day: self.day()?,
                }))
            }
            "records" => {
                let held = self.day_after("held")?;
                self.need("with")?;
                let presence = self.presence()?;
                let mut resolutions = Vec::new();
                while self.comma() || (!resolutions.is_empty() && self.take("and")) {
                    let _word = self.take("resolving");
                    resolutions.push(self.name()?.0);
                }
                Ok(Deed::Meeting(MeetingDeed::Record {
                    kind,
                    unit,
                    held,
                    presence,
                    resolutions,
                }))
            }
            _ => {
                self.need("held")?;
                let held = self.day()?;
                self.need("to")?;
                let presence = self.presence()?;
                self.need("because")?;
                Ok(Deed::Meeting(MeetingDeed::Correct {
                    kind,
                    unit,
                    held,
                    presence,
                    reason: self.name()?.0,
                }))
            }
        }
    }
}
