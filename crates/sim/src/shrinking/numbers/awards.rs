//! The numbers in commands about awards.

use kernel::awards::AwardCommand;

use super::Renumbering;

impl Renumbering {
    /// Proposals are numbered by nothing that a smaller walk leaves out alone; their units are.
    pub(super) fn of_awards(&self, command: &mut AwardCommand) {
        match command {
            AwardCommand::Propose(it) => it.unit = self.unit(it.unit),
            AwardCommand::Decide(_) | AwardCommand::Revoke(_) => {}
        }
    }
}
