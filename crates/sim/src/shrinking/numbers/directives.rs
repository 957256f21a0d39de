//! The numbers in commands on directives.

use kernel::DirectiveId;
use kernel::directives::{DirectiveCommand, Origin};

use super::Renumbering;

impl Renumbering {
    pub(super) fn of_directives(&self, command: &mut DirectiveCommand) {
        match command {
            DirectiveCommand::Issue(it) => {
                it.unit = self.unit(it.unit);
                for area in &mut it.areas {
                    *area = self.unit(*area);
                }
                it.origin = match it.origin {
                    Origin::Own => Origin::Own,
                    Origin::Meeting(meeting) => Origin::Meeting(self.meeting(meeting)),
                    Origin::Directive(id) => Origin::Directive(self.directive(id)),
                    // A smaller walk may leave the call out, and then nothing goes by its number.
                    Origin::Conference(id) => Origin::Conference(id),
                    Origin::Item(id, item) => Origin::Item(id, item),
                    Origin::Petition(id) => Origin::Petition(self.petition(id)),
                };
                it.replaces = it.replaces.map(|id| self.directive(id));
            }
            DirectiveCommand::PassOn(it) => {
                it.directive = self.directive(it.directive);
                it.unit = self.unit(it.unit);
            }
            DirectiveCommand::PutOnAgenda(it) => {
                it.directive = self.directive(it.directive);
                it.meeting = self.meeting(it.meeting);
            }
            DirectiveCommand::TakeOffAgenda(it) => {
                it.directive = self.directive(it.directive);
                it.meeting = self.meeting(it.meeting);
            }
            DirectiveCommand::Answer(it) => {
                it.directive = self.directive(it.directive);
                it.unit = self.unit(it.unit);
            }
            DirectiveCommand::Amend(it) => it.directive = self.directive(it.directive),
            DirectiveCommand::Withdraw(it) => it.directive = self.directive(it.directive),
            DirectiveCommand::Object(it) => {
                it.directive = self.directive(it.directive);
                it.unit = self.unit(it.unit);
            }
            DirectiveCommand::Settle(it) => {
                it.directive = self.directive(it.directive);
                it.unit = self.unit(it.unit);
            }
        }
    }

    fn directive(&self, id: DirectiveId) -> DirectiveId {
        DirectiveId(self.directives.get(&id.0).copied().unwrap_or(u32::MAX))
    }
}
