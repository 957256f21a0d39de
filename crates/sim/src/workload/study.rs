//! Commands about sessions of courses.

use charter::CourseId;
use kernel::study::{
    AnnounceSession, CallOffSession, CorrectAttendance, RecordAttendance, SessionStanding,
};
use kernel::{Command, PersonId, SessionId, State, UnitId};

use super::Workload;

impl Workload {
    pub(super) fn of_study(&mut self, state: &State) -> Command {
        match self.dice.below(8) {
            0..=2 => {
                let courses = self.charter.courses.len();
                let course = CourseId(self.dice.byte_below(courses.saturating_add(1)));
                let parts = self.charter.course(course).map_or(1, |row| row.parts.len());
                let part = u16::from(self.dice.byte_below(parts));
                let beyond = u16::from(self.dice.one_in(12)).saturating_mul(300);
                Command::from(AnnounceSession {
                    course,
                    part: part.saturating_add(beyond),
                    unit: self.holder_of(state, course),
                    on: self.day(),
                })
            }
            3..=5 => {
                let session = self.session(state, SessionStanding::Announced);
                Command::from(RecordAttendance {
                    session,
                    attended: self.attending(state, session),
                })
            }
            6 => {
                let session = self.session(state, SessionStanding::Held);
                Command::from(CorrectAttendance {
                    session,
                    attended: self.attending(state, session),
                    reason: self.words(),
                })
            }
            _ => Command::from(CallOffSession {
                session: self.session(state, SessionStanding::Announced),
                reason: self.words(),
            }),
        }
    }

    /// A session that stands so, mostly; else any, and now and then none there is.
    fn session(&mut self, state: &State, standing: SessionStanding) -> SessionId {
        let fitting: Vec<SessionId> = state
            .sessions()
            .filter(|one| one.standing == standing)
            .map(|one| one.id)
            .collect();
        let session = self.dice.pick(&fitting).filter(|_| !self.dice.one_in(8));
        session
            .unwrap_or_else(|| SessionId(self.dice.below(state.session_count().saturating_add(1))))
    }

    /// A unit that holds sessions of the course, mostly.
    fn holder_of(&mut self, state: &State, course: CourseId) -> UnitId {
        let levels = self.charter.course(course).map(|row| row.levels.clone());
        let able: Vec<UnitId> = state
            .standing_units()
            .filter(|unit| {
                self.level_of(state, *unit)
                    .zip(levels.as_ref())
                    .is_some_and(|(level, levels)| levels.contains(&level))
            })
            .collect();
        let unit = self.dice.pick(&able).filter(|_| !self.dice.one_in(10));
        unit.unwrap_or_else(|| self.unit(state))
    }

    /// Some of those who may attend; now and then nobody, or a stranger among them.
    fn attending(&mut self, state: &State, session: SessionId) -> Vec<PersonId> {
        let mut people = Vec::new();
        if let Some(one) = state.session(session)
            && let Some(course) = self.charter.course(one.course)
        {
            people = state
                .units_within(one.unit)
                .into_iter()
                .flat_map(|unit| state.roll(unit))
                .filter(|person| state.may_attend(course, one.unit, *person))
                .collect();
        }
        people.truncate(1 + self.dice.below(6) as usize);
        if self.dice.one_in(10) {
            people.push(self.person(state));
        }
        if self.dice.one_in(12) {
            people.clear();
        }
        people
    }
}
