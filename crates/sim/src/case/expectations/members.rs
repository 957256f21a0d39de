//! What has to have come of a case for people and members.

use charter::case::MemberExpect;

use super::same;
use crate::case::Stage;

impl Stage {
    pub(super) fn expect_member(&self, expect: &MemberExpect) -> Result<(), String> {
        match expect {
            MemberExpect::People { count, grade, unit } => {
                let unit = self.unit(unit)?;
                let found = grade.map_or_else(
                    || self.state.roll_count(unit),
                    |grade| self.state.grade_count(unit, grade),
                );
                same(found == *count, || format!("{found} of them"))
            }
            MemberExpect::Belongs { person, unit } => {
                let found = self
                    .state
                    .membership(self.person(person)?)
                    .map(|membership| membership.unit);
                let wanted = unit.as_ref().map(|unit| self.unit(unit)).transpose()?;
                same(found == wanted, || {
                    found.map_or("in no unit".to_owned(), |unit| {
                        format!("in \"{}\"", self.unit_name(unit))
                    })
                })
            }
            MemberExpect::HasGrade { person, grade } => {
                let found = self
                    .state
                    .membership(self.person(person)?)
                    .map(|membership| membership.grade);
                let title = || {
                    found
                        .and_then(|id| self.charter.grade(id))
                        .map_or("no member", |row| row.title.as_str())
                };
                same(found == Some(*grade), || title().to_owned())
            }
        }
    }
}
