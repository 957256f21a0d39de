//! The people on the rolls of the first day: grade and day of joining.

use charter::GradeId;
use jiff::civil::Date;
use kernel::PersonId;

use super::chance::{Chance, Stream};
use super::draft::{Draft, FaultWhat, PersonDraft};
use super::grades::Grades;
use super::{Wish, calendar};

/// Days over which the settled have joined.
const JOINED_DAYS: (u32, u32) = (400, 30 * 365);
/// Days to wait for a next grade, where the charter asks for no wait.
pub(super) const WAIT_DAYS: u32 = 360;

/// Puts the people on the rolls.
pub(super) fn enrol(draft: &mut Draft<'_>, grades: &Grades, wish: &Wish) {
    let mut chance = Chance::of(wish.seed, Stream::People);
    for unit in draft.base.clone() {
        let Some((enrolled, fault)) = draft.unit(unit).map(|row| (row.enrolled, row.fault)) else {
            continue;
        };
        let sized = fault.is_some_and(|fault| matches!(fault.what, FaultWhat::Size { .. }));
        let size = draft.size_rule(unit);
        let counts = |grade: GradeId| size.is_none_or(|size| size.counts.contains(&grade));
        // Only so many may be of a grade that does not count that the unit stays inside its range.
        let mut spare = match size {
            Some(size) if !sized => enrolled.saturating_sub(size.least).saturating_sub(1),
            Some(_) => 0,
            None => u32::MAX,
        };
        for _ in 0..enrolled {
            let mut grade = grades.draw(&mut chance);
            if !counts(grade) {
                if spare == 0 {
                    grade = counted_grade(grades, &counts).unwrap_or(grade);
                } else {
                    spare = spare.saturating_sub(1);
                }
            }
            let joined = joined(draft, grades, grade, &mut chance);
            let person = PersonId(draft.person_count());
            draft.people.push(PersonDraft {
                unit,
                grade,
                joined,
                graded: joined,
                seats: 0,
                stays: false,
            });
            draft.enter(person, unit);
        }
    }
}

fn counted_grade(grades: &Grades, counts: &impl Fn(GradeId) -> bool) -> Option<GradeId> {
    std::iter::once(grades.settled)
        .chain(grades.entry)
        .find(|grade| counts(*grade))
}

fn joined(draft: &Draft<'_>, grades: &Grades, grade: GradeId, chance: &mut Chance) -> Date {
    let (least, most) = if grades.waiting.contains(&grade) {
        (5, wait_days(draft, grade))
    } else {
        JOINED_DAYS
    };
    calendar::earlier(draft.begins, chance.between(least, most))
}

/// About how long people wait in a grade.
pub(super) fn wait_days(draft: &Draft<'_>, grade: GradeId) -> u32 {
    let months = draft
        .charter
        .grade(grade)
        .map_or(0, |row| u32::from(row.wait_months));
    if months == 0 {
        WAIT_DAYS
    } else {
        months.saturating_mul(30)
    }
}
