//! Courses and their sessions: which unit held which part on which day, and who
//! attended. Records of attendance only: nothing is kept about how anybody did.

mod columns;
mod commands;
mod decide;
mod due;
mod events;
mod left;
mod refusal;

use charter::{CourseId, CourseRule};
use jiff::civil::Date;

use crate::ids::{PersonId, SessionId, UnitId};
use crate::state::State;

pub(crate) use columns::Study;
pub use commands::{
    AnnounceSession, CallOffSession, CorrectAttendance, RecordAttendance, StudyCommand,
};
pub(crate) use due::due_from;
pub use events::StudyEvent;
pub use left::Left;
pub use refusal::StudyRefusal;

/// Longest text of a reason, in characters.
pub const TEXT_CHARACTERS_MAX: usize = 10_000;

/// How things stand with a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SessionStanding {
    /// It was announced, and nothing is recorded yet.
    Announced,
    /// It was held: who attended is recorded.
    Held,
    /// It was called off.
    CalledOff,
}

/// A session of a course: one part, in one unit, on one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Session {
    /// Its number.
    pub id: SessionId,
    /// The course.
    pub course: CourseId,
    /// The part, by its row in the course.
    pub part: u16,
    /// The unit that holds it.
    pub unit: UnitId,
    /// The day.
    pub on: Date,
    /// How things stand with it.
    pub standing: SessionStanding,
    /// How many attended.
    pub attended: u32,
}

/// What the sessions of a course in a unit and all beneath it come to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StudyFigures {
    /// Sessions that were announced and have no record yet.
    pub announced: u32,
    /// Sessions that were held.
    pub held: u32,
    /// How often somebody attended one.
    pub attendances: u32,
}

impl State {
    /// A session.
    #[must_use]
    pub fn session(&self, session: SessionId) -> Option<Session> {
        self.study.get(session)
    }

    /// How many sessions were ever announced.
    #[must_use]
    pub fn session_count(&self) -> u32 {
        self.study.count()
    }

    /// Every session there ever was, the one announced first first.
    pub fn sessions(&self) -> impl Iterator<Item = Session> + '_ {
        (0..self.study.count())
            .map(SessionId)
            .filter_map(|session| self.study.get(session))
    }

    /// The sessions of a unit, the one announced last first.
    pub fn sessions_of(&self, unit: UnitId) -> impl Iterator<Item = Session> + '_ {
        self.study.of_unit(unit)
    }

    /// Who attended a session, by number.
    #[must_use]
    pub fn attended(&self, session: SessionId) -> Vec<PersonId> {
        self.study.attended(session)
    }

    /// The sessions a person attended, the one recorded last first.
    pub fn sessions_attended_by(&self, person: PersonId) -> impl Iterator<Item = Session> + '_ {
        self.study.attended_by(person)
    }

    /// Whether somebody may attend a session of a course in a unit: they are of
    /// a grade the course is open to, and belong to the unit or to one beneath it.
    #[must_use]
    pub fn may_attend(&self, course: &CourseRule, unit: UnitId, person: PersonId) -> bool {
        let grade = self.grade_of(person);
        let belongs = self.unit_of(person);
        grade.is_some_and(|grade| course.open_to.contains(&grade))
            && belongs.is_some_and(|own| own == unit || self.stands_under(own, unit))
    }

    /// What the sessions of a course come to in a unit and all beneath it.
    #[must_use]
    pub fn study_figures(&self, course: CourseId, within: UnitId) -> StudyFigures {
        let mut figures = StudyFigures::default();
        let inside = |unit| unit == within || self.stands_under(unit, within);
        for session in self.sessions().filter(|one| one.course == course) {
            if session.standing == SessionStanding::CalledOff || !inside(session.unit) {
                continue;
            }
            if session.standing == SessionStanding::Held {
                figures.held = figures.held.saturating_add(1);
                figures.attendances = figures.attendances.saturating_add(session.attended);
            } else {
                figures.announced = figures.announced.saturating_add(1);
            }
        }
        figures
    }
}
