//! Numbers in commands about proceedings.

use kernel::procedures::ProcedureCommand;

use super::Renumbering;

impl Renumbering {
    pub(super) fn of_procedures(&self, command: &mut ProcedureCommand) {
        match command {
            ProcedureCommand::Open(it) => {
                it.unit = self.unit(it.unit);
                it.person = it.person.map(|person| self.person(person));
                it.to = it.to.map(|to| self.unit(to));
            }
            ProcedureCommand::Sponsor(it) => {
                it.proceeding = self.proceeding(it.proceeding);
                it.sponsor = self.person(it.sponsor);
            }
            ProcedureCommand::StopSponsoring(it) => {
                it.proceeding = self.proceeding(it.proceeding);
                it.sponsor = self.person(it.sponsor);
            }
            ProcedureCommand::Decide(it) => it.proceeding = self.proceeding(it.proceeding),
            ProcedureCommand::StrikeDecision(it) => {
                it.proceeding = self.proceeding(it.proceeding);
            }
            ProcedureCommand::Drop(it) => it.proceeding = self.proceeding(it.proceeding),
            ProcedureCommand::LetTimeDecide(it) => {
                it.proceeding = self.proceeding(it.proceeding);
            }
            ProcedureCommand::Erase(_) => {}
        }
    }
}
