//! The numbers in commands about dues.

use kernel::dues::DuesCommand;

use super::Renumbering;

impl Renumbering {
    pub(super) fn of_dues(&self, command: &mut DuesCommand) {
        match command {
            DuesCommand::Assess(it) => it.unit = self.unit(it.unit),
            DuesCommand::Collect(it) => {
                it.unit = self.unit(it.unit);
                for part in &mut it.save {
                    part.person = self.person(part.person);
                }
            }
            DuesCommand::Pay(it) => it.person = self.person(it.person),
            DuesCommand::Correct(it) => it.person = self.person(it.person),
            DuesCommand::Band(it) => it.person = self.person(it.person),
            DuesCommand::StrikeBand(it) => it.person = self.person(it.person),
            DuesCommand::Waive(it) => it.person = self.person(it.person),
            DuesCommand::Reckon(it) => it.unit = self.unit(it.unit),
            DuesCommand::Remit(it) => it.unit = self.unit(it.unit),
            DuesCommand::Spend(it) => it.unit = self.unit(it.unit),
            DuesCommand::StrikeOutlay(it) => it.unit = self.unit(it.unit),
            DuesCommand::StrikeCharge(it) => it.person = self.person(it.person),
            DuesCommand::RestoreCharge(it) => it.person = self.person(it.person),
        }
    }
}
