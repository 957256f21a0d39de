//! What can be commanded of members.

use charter::GradeId;
use jiff::civil::Date;

use super::{decide, merging, striking, striking_transfer};
use crate::ids::{PersonId, UnitId};
use crate::rooms::commands;

commands! {
    /// What can be commanded of people and members.
    MemberCommand in Member {
        Register(RegisterPerson) = "register-person" by decide::register,
        Admit(AdmitMember) = "admit-member" by decide::admit,
        Promote(PromoteMember) = "promote-member" by decide::promote,
        StrikePromotion(StrikePromotion) = "strike-promotion" by striking::strike,
        Transfer(TransferMember) = "transfer-member" by decide::transfer,
        StrikeTransfer(StrikeTransfer) = "strike-transfer" by striking_transfer::strike,
        Leave(Leave) = "leave" by decide::leave,
        Merge(MergeMembers) = "merge-members" by merging::merge,
        Part(PartMembers) = "part-members" by merging::part,
    }
    writings writings;
}

/// Gives a number to a person who belongs to no unit yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RegisterPerson;

/// Admits a person to a base unit with a grade.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AdmitMember {
    /// Who; none for somebody who has no number yet and is registered with it.
    pub person: Option<PersonId>,
    /// The base unit.
    pub unit: UnitId,
    /// The grade to start in.
    pub grade: GradeId,
    /// Since when.
    pub on: Date,
}

/// Raises a member to the next grade.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PromoteMember {
    /// The member.
    pub person: PersonId,
    /// The next grade.
    pub grade: GradeId,
    /// When.
    pub on: Date,
}

/// Strikes the last promotion of a member: they have the grade before it again, since the day
/// on which that began.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StrikePromotion {
    /// The member.
    pub person: PersonId,
    /// Why.
    pub reason: String,
}

/// Brings a member to another base unit; grade and standing stay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TransferMember {
    /// The member.
    pub person: PersonId,
    /// Where to.
    pub to: UnitId,
    /// When.
    pub on: Date,
}

/// Strikes the transfer by which a member came to their unit: they belong to the one before it
/// again, since the day on which they had come there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StrikeTransfer {
    /// The member.
    pub person: PersonId,
    /// Why.
    pub reason: String,
}

/// Records that a member leaves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leave {
    /// The member.
    pub person: PersonId,
    /// When.
    pub on: Date,
}

/// Says that two numbers on the roll are one person's: the one becomes a former
/// number of the other and gives up its place; whatever is on record of it stays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MergeMembers {
    /// The number that goes.
    pub former: PersonId,
    /// The number that stands for the person.
    pub kept: PersonId,
    /// When.
    pub on: Date,
}

/// Takes that back: the number has its place again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartMembers {
    /// The former number.
    pub former: PersonId,
    /// When.
    pub on: Date,
}

/// The texts somebody wrote in a command.
fn writings(command: &MemberCommand) -> Vec<&str> {
    match command {
        MemberCommand::StrikePromotion(it) => vec![&it.reason],
        MemberCommand::StrikeTransfer(it) => vec![&it.reason],
        MemberCommand::Register(_)
        | MemberCommand::Admit(_)
        | MemberCommand::Promote(_)
        | MemberCommand::Transfer(_)
        | MemberCommand::Leave(_)
        | MemberCommand::Merge(_)
        | MemberCommand::Part(_) => Vec::new(),
    }
}
