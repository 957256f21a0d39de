//! Which grade people have: most are in the one to which the charter gives
//! most, a tenth in grades of entry that lead to it, a twentieth in any other.

use charter::{Charter, GradeId};

use super::CannotMakeUp;
use super::chance::Chance;

/// The grades of a charter by the part they play.
pub(crate) struct Grades {
    /// The grade of most people.
    pub(crate) settled: GradeId,
    /// Grades one is admitted to on the way to another.
    pub(crate) waiting: Vec<GradeId>,
    /// All others.
    others: Vec<GradeId>,
    /// The grade in which people are admitted.
    pub(crate) entry: Option<GradeId>,
}

impl Grades {
    pub(crate) fn of(charter: &Charter) -> Result<Grades, CannotMakeUp> {
        let ids = || (0..).map(GradeId).zip(&charter.grades);
        let settled = ids()
            .max_by_key(|(id, _)| (standing(charter, *id), std::cmp::Reverse(*id)))
            .map(|(id, _)| id)
            .ok_or(CannotMakeUp::NoGrade)?;
        let waiting: Vec<GradeId> = ids()
            .filter(|(id, row)| row.entry && *id != settled && row.next == Some(settled))
            .map(|(id, _)| id)
            .collect();
        let others = ids()
            .map(|(id, _)| id)
            .filter(|id| *id != settled && !waiting.contains(id))
            .collect();
        let entry = ids()
            .filter(|(_, row)| row.entry)
            .max_by_key(|(id, _)| (waiting.contains(id), *id == settled, std::cmp::Reverse(*id)))
            .map(|(id, _)| id);
        Ok(Grades {
            settled,
            waiting,
            others,
            entry,
        })
    }

    /// A grade for somebody on the register.
    pub(super) fn draw(&self, chance: &mut Chance) -> GradeId {
        let at = chance.between(0, 99);
        let drawn = match at {
            0..10 => chance.pick(&self.waiting),
            10..15 => chance.pick(&self.others),
            _ => None,
        };
        drawn.unwrap_or(self.settled)
    }
}

/// How much a charter gives to a grade: posts, counting, a vote, being led to.
fn standing(charter: &Charter, grade: GradeId) -> usize {
    let posts = charter
        .posts
        .iter()
        .filter(|post| post.grades.contains(&grade))
        .count();
    let counts = charter
        .sizes
        .iter()
        .filter(|size| size.counts.contains(&grade))
        .count();
    let led_to = charter
        .grades
        .iter()
        .filter(|row| row.entry && row.next == Some(grade))
        .count();
    let votes = usize::from(charter.grade(grade).is_some_and(|row| row.votes));
    posts
        .saturating_add(counts)
        .saturating_add(led_to)
        .saturating_add(votes)
}
