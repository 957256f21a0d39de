//! The numbers in commands on meetings.

use kernel::meetings::MeetingCommand;

use super::Renumbering;

impl Renumbering {
    pub(super) fn of_meetings(&self, command: &mut MeetingCommand) {
        match command {
            MeetingCommand::Call(it) => it.unit = self.unit(it.unit),
            MeetingCommand::Record(it) => {
                it.unit = self.unit(it.unit);
                self.of_people(&mut it.absent);
            }
            MeetingCommand::CallOff(it) => it.meeting = self.meeting(it.meeting),
            MeetingCommand::Correct(it) => {
                it.meeting = self.meeting(it.meeting);
                self.of_people(&mut it.absent);
            }
        }
    }
}
