//! What a case says of courses.

use jiff::civil::Date;

use crate::rule::CourseId;

/// A session, as a case names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionOf {
    /// The course.
    pub course: CourseId,
    /// The part, by its identifier or title.
    pub part: String,
    /// The unit that holds it.
    pub unit: String,
    /// The day.
    pub on: Date,
}

/// What is done about sessions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StudyDeed {
    /// Announces one.
    Announce(SessionOf),
    /// Notes who attended.
    Record {
        /// The session.
        session: SessionOf,
        /// Who attended.
        attended: Vec<String>,
    },
    /// Corrects who attended.
    Correct {
        /// The session.
        session: SessionOf,
        /// Who attended.
        attended: Vec<String>,
        /// Why.
        reason: String,
    },
    /// Calls it off.
    CallOff {
        /// The session.
        session: SessionOf,
        /// Why; may be empty.
        reason: String,
    },
}

/// What has to have come of it for courses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StudyExpect {
    /// How many parts of a course somebody still has before them.
    Left {
        /// Who.
        person: String,
        /// How many parts.
        parts: u32,
        /// Of which course.
        course: CourseId,
    },
}
