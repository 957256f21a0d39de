//! The numbers in commands on petitions.

use kernel::PetitionId;
use kernel::petitions::PetitionCommand;

use super::Renumbering;

impl Renumbering {
    pub(super) fn of_petitions(&self, command: &mut PetitionCommand) {
        match command {
            PetitionCommand::Ask(it) => it.unit = self.unit(it.unit),
            PetitionCommand::Record(it) => it.unit = self.unit(it.unit),
            PetitionCommand::PassOn(it) => {
                it.petition = self.petition(it.petition);
                it.to = self.unit(it.to);
            }
            PetitionCommand::Answer(it) => it.petition = self.petition(it.petition),
            PetitionCommand::Correct(it) => it.petition = self.petition(it.petition),
            PetitionCommand::Withdraw(it) => it.petition = self.petition(it.petition),
            PetitionCommand::Erase(_) => {}
        }
    }

    pub(super) fn petition(&self, petition: PetitionId) -> PetitionId {
        PetitionId(self.petitions.get(&petition.0).copied().unwrap_or(u32::MAX))
    }
}
