//! The numbers in commands about bulletins.

use kernel::bulletins::{BulletinAbout, BulletinCommand};

use super::Renumbering;

impl Renumbering {
    /// Bulletins themselves are numbered by nothing that a smaller walk leaves out alone.
    pub(super) fn of_bulletins(&self, command: &mut BulletinCommand) {
        let BulletinCommand::Draft(it) = command else {
            return;
        };
        it.unit = self.unit(it.unit);
        if let Some(BulletinAbout::Meeting(meeting)) = &mut it.about {
            *meeting = self.meeting(*meeting);
        }
    }
}
