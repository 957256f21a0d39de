//! What happens to sessions of courses, and what each event leaves behind.

use charter::CourseId;
use jiff::civil::Date;

use crate::ids::{DocumentId, PersonId, SessionId, UnitId};
use crate::request::Subject;
use crate::rooms::{RoomEvent, names};
use crate::state::State;

/// What has happened to a session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StudyEvent {
    /// It was announced.
    Announced {
        /// Its number.
        session: SessionId,
        /// The course.
        course: CourseId,
        /// The part, by its row in the course.
        part: u16,
        /// The unit that holds it.
        unit: UnitId,
        /// The day of the session.
        on: Date,
    },
    /// Who attended was recorded.
    Attended {
        /// Its number.
        session: SessionId,
        /// The unit.
        unit: UnitId,
        /// Who attended, by number, each once.
        attended: Vec<PersonId>,
        /// The day of the session.
        on: Date,
    },
    /// Who attended was corrected.
    Corrected {
        /// Its number.
        session: SessionId,
        /// The unit.
        unit: UnitId,
        /// Who attended, by number, each once.
        attended: Vec<PersonId>,
        /// Who was on the list before and is no longer.
        gone: Vec<PersonId>,
        /// Why.
        reason: DocumentId,
        /// The day of the session.
        on: Date,
    },
    /// It was called off.
    CalledOff {
        /// Its number.
        session: SessionId,
        /// The unit.
        unit: UnitId,
        /// Why, where somebody wrote it down.
        reason: Option<DocumentId>,
        /// The day it was to be held.
        on: Date,
    },
}

names! {
    StudyEvent {
        Announced = "session-announced",
        Attended = "attendance-recorded",
        Corrected = "attendance-corrected",
        CalledOff = "session-called-off",
    }
}

impl RoomEvent for StudyEvent {
    fn apply(&self, state: &mut State) {
        state.study.apply(self);
    }

    fn touches(&self) -> Vec<Subject> {
        // Whoever is on a list finds it in their own history.
        let (unit, people, others): (&UnitId, &[PersonId], &[PersonId]) = match self {
            StudyEvent::Announced { unit, .. } | StudyEvent::CalledOff { unit, .. } => {
                (unit, &[], &[])
            }
            StudyEvent::Attended { unit, attended, .. } => (unit, attended, &[]),
            StudyEvent::Corrected {
                unit,
                attended,
                gone,
                ..
            } => (unit, attended, gone),
        };
        let people = people.iter().chain(others).copied();
        std::iter::once(Subject::Unit(*unit))
            .chain(people.map(Subject::Person))
            .collect()
    }

    fn documents(&self) -> Vec<DocumentId> {
        match self {
            StudyEvent::Announced { .. } | StudyEvent::Attended { .. } => Vec::new(),
            StudyEvent::Corrected { reason, .. } => vec![*reason],
            StudyEvent::CalledOff { reason, .. } => reason.iter().copied().collect(),
        }
    }
}
