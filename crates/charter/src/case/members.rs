//! What a case says of people and members.

use crate::rule::GradeId;

/// What is done to people and members.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MemberDeed {
    /// Admits a person.
    Admit {
        /// Who.
        person: String,
        /// Where.
        unit: String,
        /// As what.
        grade: GradeId,
    },
    /// Raises a member to another grade.
    Promote {
        /// Who.
        person: String,
        /// The grade.
        grade: GradeId,
    },
    /// Strikes the last promotion of a member.
    StrikePromotion {
        /// Who.
        person: String,
        /// Why.
        reason: String,
    },
    /// Brings a member to another unit.
    Transfer {
        /// Who.
        person: String,
        /// Where to.
        to: String,
    },
    /// Strikes the transfer that brought a member to their unit.
    StrikeTransfer {
        /// Who.
        person: String,
        /// Why.
        reason: String,
    },
    /// Says that two on the roll are one person.
    Identify {
        /// Whose number becomes a former one.
        former: String,
        /// Whose number stands for the person.
        kept: String,
    },
    /// Takes that back.
    Part {
        /// Whose number has its place again.
        former: String,
    },
    /// Leaves, or records that somebody leaves.
    Leave {
        /// Who.
        person: String,
    },
}

/// What has to have come of it for people and members.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MemberExpect {
    /// So many people are on a roll.
    People {
        /// How many.
        count: u32,
        /// Of which grade; none for any.
        grade: Option<GradeId>,
        /// The unit.
        unit: String,
    },
    /// A person belongs to a unit, or to none.
    Belongs {
        /// Who.
        person: String,
        /// Where; none for nowhere.
        unit: Option<String>,
    },
    /// A person has a grade.
    HasGrade {
        /// Who.
        person: String,
        /// The grade.
        grade: GradeId,
    },
}
