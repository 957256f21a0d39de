//! The numbers in commands on people and members.

use kernel::members::{
    AdmitMember, Leave, MemberCommand, MergeMembers, PartMembers, PromoteMember, StrikePromotion,
    StrikeTransfer, TransferMember,
};

use super::Renumbering;

impl Renumbering {
    pub(super) fn of_members(&self, command: &mut MemberCommand) {
        match command {
            MemberCommand::Register(_) => {}
            MemberCommand::Admit(AdmitMember { person, unit, .. }) => {
                *person = person.map(|person| self.person(person));
                *unit = self.unit(*unit);
            }
            MemberCommand::Promote(PromoteMember { person, .. })
            | MemberCommand::StrikePromotion(StrikePromotion { person, .. })
            | MemberCommand::StrikeTransfer(StrikeTransfer { person, .. })
            | MemberCommand::Leave(Leave { person, .. }) => *person = self.person(*person),
            MemberCommand::Merge(MergeMembers { former, kept, .. }) => {
                (*former, *kept) = (self.person(*former), self.person(*kept));
            }
            MemberCommand::Part(PartMembers { former, .. }) => *former = self.person(*former),
            MemberCommand::Transfer(TransferMember { person, to, .. }) => {
                (*person, *to) = (self.person(*person), self.unit(*to));
            }
        }
    }
}
