//! The numbers in commands about conferences.

use kernel::conferences::ConferenceCommand;

use super::Renumbering;

impl Renumbering {
    /// Conferences are numbered by nothing that a smaller walk leaves out alone; their
    /// units and people are.
    pub(super) fn of_conferences(&self, command: &mut ConferenceCommand) {
        match command {
            ConferenceCommand::Call(it) => it.unit = self.unit(it.unit),
            ConferenceCommand::Elect(it) => {
                it.unit = self.unit(it.unit);
                self.of_people(&mut it.delegates);
                self.of_people(&mut it.substitutes);
            }
            ConferenceCommand::Strike(it) => it.unit = self.unit(it.unit),
            ConferenceCommand::Replace(it) => it.person = self.person(it.person),
            ConferenceCommand::CheckIn(it) => it.person = self.person(it.person),
            ConferenceCommand::StrikeCheckIn(it) => it.person = self.person(it.person),
            ConferenceCommand::CallOff(_) => {}
        }
    }
}
