//! The numbers in commands on posts.

use kernel::posts::{
    ConfirmHolder, HandOverPost, LayDownPost, PostCommand, RefuseConfirmation, StrikeHandOver,
    StrikeLayingDown, StrikePost, TakeUpPost, WithdrawConfirmation,
};

use super::Renumbering;

impl Renumbering {
    pub(super) fn of_posts(&self, command: &mut PostCommand) {
        let (person, unit) = match command {
            PostCommand::TakeUp(TakeUpPost { person, unit, .. })
            | PostCommand::LayDown(LayDownPost { person, unit, .. })
            | PostCommand::Confirm(ConfirmHolder { person, unit, .. })
            | PostCommand::RefuseConfirmation(RefuseConfirmation { person, unit, .. })
            | PostCommand::HandOver(HandOverPost { person, unit, .. })
            | PostCommand::WithdrawConfirmation(WithdrawConfirmation { person, unit, .. })
            | PostCommand::Strike(StrikePost { person, unit, .. })
            | PostCommand::StrikeLayingDown(StrikeLayingDown { person, unit, .. })
            | PostCommand::StrikeHandOver(StrikeHandOver { person, unit, .. }) => (person, unit),
            PostCommand::StrikeElection(it) => {
                it.unit = self.unit(it.unit);
                return;
            }
            PostCommand::Elect(it) => {
                it.unit = self.unit(it.unit);
                for (person, _) in &mut it.votes {
                    *person = self.person(*person);
                }
                for person in &mut it.elected {
                    *person = self.person(*person);
                }
                return;
            }
        };
        (*person, *unit) = (self.person(*person), self.unit(*unit));
    }
}
