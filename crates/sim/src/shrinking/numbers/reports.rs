//! The numbers in commands on returns.

use kernel::reports::ReportCommand;

use super::Renumbering;

impl Renumbering {
    pub(super) fn of_reports(&self, command: &mut ReportCommand) {
        match command {
            ReportCommand::File(it) => it.unit = self.unit(it.unit),
            ReportCommand::Correct(it) => it.unit = self.unit(it.unit),
        }
    }
}
