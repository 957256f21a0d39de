//! What has to have come of a case for courses.

use charter::case::StudyExpect;

use super::same;
use crate::case::Stage;

impl Stage {
    pub(super) fn expect_study(&self, expect: &StudyExpect) -> Result<(), String> {
        let StudyExpect::Left {
            person,
            parts,
            course,
        } = expect;
        let left = self.state.study_left(self.person(person)?, self.today);
        let left = left.iter().find(|left| left.course == *course);
        let count = left.map_or(0, |left| left.parts.len());
        same(u32::try_from(count) == Ok(*parts), || {
            format!("{count} parts left")
        })
    }
}
