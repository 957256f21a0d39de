//! Courses: what people of some grades come together to learn, part by part.

use crate::rule::{GradeId, LevelId, RuleId};

/// A course. Who attended which part is recorded, and nothing else about anybody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CourseRule {
    /// The rule.
    pub rule: RuleId,
    /// Identifier, as used in files: `first-steps`.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// Its parts, in their order. Like rows of the charter they keep their numbers.
    pub parts: Vec<CoursePart>,
    /// Levels whose units hold sessions of it.
    pub levels: Vec<LevelId>,
    /// Grades whose people may attend.
    pub open_to: Vec<GradeId>,
    /// Within how many days after admission it is to be attended; none where
    /// whoever may attend comes or does not.
    pub within_days: Option<u16>,
}

/// A part of a course, which one session is held for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CoursePart {
    /// Identifier, as used in files.
    pub id: String,
    /// What it is called.
    pub title: String,
}

impl CourseRule {
    /// The part with this identifier or title.
    #[must_use]
    pub fn part_named(&self, name: &str) -> Option<u16> {
        let mut parts = (0..=u16::MAX).zip(&self.parts);
        parts
            .find(|(_, part)| part.id == name || part.title == name)
            .map(|(number, _)| number)
    }

    /// A part by its number.
    #[must_use]
    pub fn part(&self, number: u16) -> Option<&CoursePart> {
        self.parts.get(usize::from(number))
    }
}
