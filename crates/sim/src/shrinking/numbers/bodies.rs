//! The numbers in commands about affiliated bodies.

use kernel::bodies::BodyCommand;

use super::Renumbering;

impl Renumbering {
    pub(super) fn of_bodies(&self, command: &mut BodyCommand) {
        match command {
            BodyCommand::Enter(it) => it.unit = self.unit(it.unit),
            BodyCommand::Correct(_) | BodyCommand::End(_) => {}
        }
    }
}
