//! Deeds on people and members.

use charter::case::MemberDeed;
use kernel::Command;
use kernel::members::{
    AdmitMember, Leave, MergeMembers, PartMembers, PromoteMember, StrikePromotion, StrikeTransfer,
    TransferMember,
};

use super::Scene;

impl Scene<'_> {
    pub(super) fn member_command(&self, deed: &MemberDeed) -> Result<Command, String> {
        let on = self.today;
        Ok(match deed {
            MemberDeed::Admit {
                person,
                unit,
                grade,
            } => Command::from(AdmitMember {
                person: self.names.person(person),
                unit: self.unit(unit)?,
                grade: *grade,
                on,
            }),
            MemberDeed::Promote { person, grade } => Command::from(PromoteMember {
                person: self.person(person)?,
                grade: *grade,
                on,
            }),
            MemberDeed::StrikePromotion { person, reason } => Command::from(StrikePromotion {
                person: self.person(person)?,
                reason: reason.clone(),
            }),
            MemberDeed::Transfer { person, to } => Command::from(TransferMember {
                person: self.person(person)?,
                to: self.unit(to)?,
                on,
            }),
            MemberDeed::StrikeTransfer { person, reason } => Command::from(StrikeTransfer {
                person: self.person(person)?,
                reason: reason.clone(),
            }),
            MemberDeed::Identify { former, kept } => Command::from(MergeMembers {
                former: self.person(former)?,
                kept: self.person(kept)?,
                on,
            }),
            MemberDeed::Part { former } => Command::from(PartMembers {
                former: self.person(former)?,
                on,
            }),
            MemberDeed::Leave { person } => Command::from(Leave {
                person: self.person(person)?,
                on,
            }),
        })
    }
}
