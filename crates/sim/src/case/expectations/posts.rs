//! What has to have come of a case for posts.

use charter::case::PostExpect;

use super::same;
use crate::case::Stage;

impl Stage {
    pub(super) fn expect_post(&self, expect: &PostExpect) -> Result<(), String> {
        match expect {
            PostExpect::Holds {
                person,
                holds,
                post,
                unit,
            } => {
                let (person, unit) = (self.person(person)?, self.unit(unit)?);
                let found = self
                    .state
                    .holders(unit, *post)
                    .any(|tenure| tenure.person == person);
                same(found == *holds, || {
                    (if found {
                        "holds the post"
                    } else {
                        "does not hold the post"
                    })
                    .to_owned()
                })
            }
            PostExpect::Called { post, title } => {
                let found = self
                    .charter
                    .post(*post)
                    .map_or("", |row| row.title_on(self.today));
                same(found == title, || format!("\"{found}\" on {}", self.today))
            }
        }
    }
}
