//! The numbers in commands on posts.

use kernel::posts::{LayDownPost, PostCommand, TakeUpPost};

use super::Renumbering;

impl Renumbering {
    pub(super) fn of_posts(&self, command: &mut PostCommand) {
        let (PostCommand::TakeUp(TakeUpPost { person, unit, .. })
        | PostCommand::LayDown(LayDownPost { person, unit, .. })) = command;
        (*person, *unit) = (self.person(*person), self.unit(*unit));
    }
}
