//! What somebody still has before them, read from the courses and who attended.

use charter::{CourseId, CourseRule};
use jiff::civil::Date;

use super::SessionStanding;
use crate::ids::{PersonId, UnitId};
use crate::state::State;

/// A course somebody may attend, and the parts of it they have not attended yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Left {
    /// The course.
    pub course: CourseId,
    /// The parts, by their rows in the course.
    pub parts: Vec<u16>,
    /// By when they are to be attended; none where nobody has to.
    pub by: Option<Date>,
}

impl State {
    /// What a person still has before them of the courses of the charter in
    /// force. Whoever was a member before the charter had a course that the
    /// newly admitted attend does not have it before them.
    #[must_use]
    pub fn study_left(&self, person: PersonId, today: Date) -> Vec<Left> {
        let Some(charter) = self.charter_on(today) else {
            return Vec::new();
        };
        let courses = (0..).map(CourseId).zip(&charter.courses);
        courses
            .filter_map(|(id, course)| self.left_of(person, id, course))
            .collect()
    }

    /// How many of the newly admitted in a unit and all beneath it still have
    /// parts of a course before them.
    #[must_use]
    pub fn newly_admitted_with_parts_left(
        &self,
        course: CourseId,
        within: UnitId,
        today: Date,
    ) -> u32 {
        let charter = self.charter_on(today);
        let Some(rule) = charter.and_then(|charter| charter.course(course)) else {
            return 0;
        };
        if rule.within_days.is_none() {
            return 0;
        }
        let people = self.units_within(within).into_iter();
        let left = people
            .flat_map(|unit| self.roll(unit))
            .filter(|person| self.left_of(*person, course, rule).is_some());
        u32::try_from(left.count()).unwrap_or(u32::MAX)
    }

    fn left_of(&self, person: PersonId, id: CourseId, course: &CourseRule) -> Option<Left> {
        let member = self.membership(person)?;
        if !course.open_to.contains(&member.grade) {
            return None;
        }
        let by = match course.within_days {
            None => None,
            Some(_) if member.joined < self.course_since(&course.id)? => return None,
            Some(days) => {
                let days = jiff::Span::new().days(i64::from(days));
                Some(member.joined.saturating_add(days))
            }
        };
        let mut attended: Vec<u16> = self
            .sessions_attended_by(person)
            .filter(|one| one.course == id && one.standing == SessionStanding::Held)
            .map(|one| one.part)
            .collect();
        attended.sort_unstable();
        let parts: Vec<u16> = (0..)
            .zip(&course.parts)
            .map(|(part, _)| part)
            .filter(|part| attended.binary_search(part).is_err())
            .collect();
        (!parts.is_empty()).then_some(Left {
            course: id,
            parts,
            by,
        })
    }

    /// The first day on which an edition in force had this course.
    fn course_since(&self, id: &str) -> Option<Date> {
        let mut editions = self.editions().iter();
        let first = editions.find(|edition| edition.charter.course_named(id).is_some());
        first.map(|edition| edition.from)
    }
}
