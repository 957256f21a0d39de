//! Deeds on posts.

use charter::case::PostDeed;
use kernel::Command;
use kernel::posts::{LayDownPost, TakeUpPost};

use super::Scene;

impl Scene<'_> {
    pub(super) fn post_command(&self, deed: &PostDeed) -> Result<Command, String> {
        let on = self.today;
        Ok(match deed {
            PostDeed::TakeUp { person, post, unit } => Command::from(TakeUpPost {
                person: self.person(person)?,
                unit: self.unit(unit)?,
                post: *post,
                on,
            }),
            PostDeed::LayDown { person, post, unit } => Command::from(LayDownPost {
                person: self.person(person)?,
                unit: self.unit(unit)?,
                post: *post,
                on,
            }),
        })
    }
}
