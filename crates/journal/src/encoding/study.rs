//! What happens to sessions of courses, as it is stored.

use charter::CourseId;
use jiff::civil::Date;
use kernel::study::StudyEvent;
use kernel::{DocumentId, PersonId, SessionId, UnitId};

use super::form::events;

events! {
    StudyEvent {
        Announced = "session-announced" {
            session: SessionId,
            course: CourseId,
            part: u16,
            unit: UnitId,
            on: Date,
        }
        Attended = "attendance-recorded" {
            session: SessionId,
            unit: UnitId,
            attended: Vec<PersonId>,
            on: Date,
        }
        Corrected = "attendance-corrected" {
            session: SessionId,
            unit: UnitId,
            attended: Vec<PersonId>,
            gone: Vec<PersonId>,
            reason: DocumentId,
            on: Date,
        }
        CalledOff = "session-called-off" {
            session: SessionId,
            unit: UnitId,
            reason: Option<DocumentId>,
            on: Date,
        }
    }
}
