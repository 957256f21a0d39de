//! What has to have come of a case for posts.

use charter::case::PostExpect;
use kernel::posts::Confirmed;

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
            PostExpect::Awaits {
                person,
                awaits,
                post,
                unit,
            } => {
                let (person, unit) = (self.person(person)?, self.unit(unit)?);
                let found = self
                    .state
                    .holders(unit, *post)
                    .filter(|tenure| tenure.person == person)
                    .filter_map(|tenure| self.state.confirming(&tenure))
                    .any(|confirming| {
                        matches!(
                            confirming.standing(self.today),
                            Confirmed::Awaited | Confirmed::Owed
                        )
                    });
                same(found == *awaits, || {
                    (if found {
                        "waits for the word of the unit above"
                    } else {
                        "waits for nobody's word"
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
