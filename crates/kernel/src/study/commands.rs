//! What can be commanded about sessions of courses.

use charter::CourseId;
use jiff::civil::Date;

use super::decide;
use crate::ids::{PersonId, SessionId, UnitId};
use crate::rooms::commands;

commands! {
    /// Everything that can be commanded about sessions of courses.
    StudyCommand in Study {
        Announce(AnnounceSession) = "announce-session" by decide::announce,
        Record(RecordAttendance) = "record-attendance" by decide::record,
        Correct(CorrectAttendance) = "correct-attendance" by decide::correct,
        CallOff(CallOffSession) = "call-off-session" by decide::call_off,
    }
    writings writings;
}

/// Announces a session of a part of a course. The day may have gone by: then it
/// is entered afterwards.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnnounceSession {
    /// The course.
    pub course: CourseId,
    /// The part, by its row in the course.
    pub part: u16,
    /// The unit that holds it.
    pub unit: UnitId,
    /// The day.
    pub on: Date,
}

/// Records who attended a session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordAttendance {
    /// The session.
    pub session: SessionId,
    /// Who attended.
    pub attended: Vec<PersonId>,
}

/// Puts another list of who attended in the place of one that was wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CorrectAttendance {
    /// The session.
    pub session: SessionId,
    /// Who attended.
    pub attended: Vec<PersonId>,
    /// Why.
    pub reason: String,
}

/// Calls off a session that was announced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallOffSession {
    /// The session.
    pub session: SessionId,
    /// Why; it may be empty.
    pub reason: String,
}

/// The texts somebody wrote in a command.
fn writings(command: &StudyCommand) -> Vec<&str> {
    let text = match command {
        StudyCommand::Announce(_) | StudyCommand::Record(_) => "",
        StudyCommand::Correct(it) => &it.reason,
        StudyCommand::CallOff(it) => &it.reason,
    };
    let written = !text.trim().is_empty();
    written.then_some(text).into_iter().collect()
}
