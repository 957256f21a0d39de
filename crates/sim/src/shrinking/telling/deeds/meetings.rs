//! Commands on meetings in the words of cases.

use charter::MeetingKindId;
use kernel::PersonId;
use kernel::meetings::{CorrectMeeting, MeetingCommand, RecordMeeting};

use super::{Line, Telling, quoted};

impl Telling<'_> {
    pub(super) fn of_meetings(&self, command: &MeetingCommand) -> Option<Line> {
        let words = match command {
            MeetingCommand::Call(it) => format!(
                "calls {} of {} for {}",
                self.meeting_word(it.kind)?,
                self.unit(it.unit)?,
                it.on
            ),
            MeetingCommand::Record(it) => self.record(it)?,
            MeetingCommand::Correct(it) => self.correction(it)?,
            MeetingCommand::CallOff(it) => {
                let (unit, kind, on) = *self.meetings.get(&it.meeting)?;
                format!(
                    "calls off {} of {} for {on} because {}",
                    self.meeting_word(kind)?,
                    self.unit(unit)?,
                    quoted(&it.reason)?
                )
            }
        };
        // These name the day of the meeting beside the day of the deed.
        Some(Line {
            words,
            ..Line::default()
        })
    }

    fn record(&self, it: &RecordMeeting) -> Option<String> {
        let mut words = format!(
            "records {} of {} held {} with {}",
            self.meeting_word(it.kind)?,
            self.unit(it.unit)?,
            it.on,
            self.presence(&it.absent)?
        );
        for (number, resolution) in it.resolutions.iter().enumerate() {
            let joined = if number == 0 { ", resolving" } else { " and" };
            words.push_str(&format!("{joined} {}", quoted(resolution)?));
        }
        Some(words)
    }

    /// A correction that leaves the day and the resolutions alone, which is all a case can say.
    fn correction(&self, it: &CorrectMeeting) -> Option<String> {
        let (unit, kind, held) = *self.meetings.get(&it.meeting)?;
        if held != it.on || !it.resolutions.is_empty() {
            return None;
        }
        Some(format!(
            "corrects {} of {} held {held} to {} because {}",
            self.meeting_word(kind)?,
            self.unit(unit)?,
            self.presence(&it.absent)?,
            quoted(&it.reason)?
        ))
    }

    fn presence(&self, absent: &[PersonId]) -> Option<String> {
        if absent.is_empty() {
            return Some("all present".to_owned());
        }
        Some(format!("all present but {}", self.names(absent)?))
    }

    fn meeting_word(&self, kind: MeetingKindId) -> Option<String> {
        Some(self.charter.meeting(kind)?.id.clone())
    }
}
