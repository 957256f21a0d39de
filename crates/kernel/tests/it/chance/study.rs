//! Chance with sessions of courses.

use charter::CourseId;
use kernel::study::{AnnounceSession, CallOffSession, CorrectAttendance, RecordAttendance};
use kernel::{Command, PersonId, SessionId};

use super::Chance;

impl Chance {
    pub(super) fn of_study(&mut self) -> Command {
        let count = self.world.state.session_count();
        let session = SessionId(self.dice.number(count + 1));
        let unit = self.world.state.session(session).map(|one| one.unit);
        let attended: Vec<PersonId> = unit
            .into_iter()
            .flat_map(|unit| self.world.state.roll(unit))
            .take(self.dice.below(4))
            .collect();
        match self.dice.below(7) {
            0..=2 => Command::from(AnnounceSession {
                course: CourseId(0),
                part: u16::from(self.dice.byte(3)),
                unit: self.base(),
                on: self.day(),
            }),
            3 | 4 => Command::from(RecordAttendance { session, attended }),
            5 => Command::from(CorrectAttendance {
                session,
                attended,
                reason: "miscounted".to_owned(),
            }),
            _ => Command::from(CallOffSession {
                session,
                reason: ["", "it snowed"][self.dice.below(2)].to_owned(),
            }),
        }
    }
}
