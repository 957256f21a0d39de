//! Deeds about sessions of courses.

use charter::case::{SessionOf, StudyDeed};
use kernel::study::{
    AnnounceSession, CallOffSession, CorrectAttendance, RecordAttendance, SessionStanding,
};
use kernel::{Command, PersonId, SessionId};

use super::Scene;

impl Scene<'_> {
    pub(super) fn study_command(&self, deed: &StudyDeed) -> Result<Command, String> {
        Ok(match deed {
            StudyDeed::Announce(session) => Command::from(AnnounceSession {
                course: session.course,
                part: self.part(session)?,
                unit: self.unit(&session.unit)?,
                on: session.on,
            }),
            StudyDeed::Record { session, attended } => Command::from(RecordAttendance {
                session: self.session(session)?,
                attended: self.everybody(attended)?,
            }),
            StudyDeed::Correct {
                session,
                attended,
                reason,
            } => Command::from(CorrectAttendance {
                session: self.session(session)?,
                attended: self.everybody(attended)?,
                reason: reason.clone(),
            }),
            StudyDeed::CallOff { session, reason } => Command::from(CallOffSession {
                session: self.session(session)?,
                reason: reason.clone(),
            }),
        })
    }

    /// The row of a part in its course. One that is not there is left to the kernel to refuse.
    fn part(&self, session: &SessionOf) -> Result<u16, String> {
        let course = self.charter.course(session.course);
        let course = course.ok_or("the charter has no such course")?;
        Ok(course.part_named(&session.part).unwrap_or(u16::MAX))
    }

    /// The session of this part on this day, rather one that was not called off.
    fn session(&self, session: &SessionOf) -> Result<SessionId, String> {
        let part = self.part(session)?;
        let mut found: Vec<_> = self
            .state
            .sessions_of(self.unit(&session.unit)?)
            .filter(|one| one.course == session.course && one.part == part)
            .filter(|one| one.on == session.on)
            .collect();
        found.sort_by_key(|one| one.standing == SessionStanding::CalledOff);
        let first = found
            .first()
            .ok_or_else(|| format!("\"{}\" has no such session on {}", session.unit, session.on))?;
        Ok(first.id)
    }

    pub(super) fn everybody(&self, names: &[String]) -> Result<Vec<PersonId>, String> {
        names.iter().map(|name| self.person(name)).collect()
    }
}
