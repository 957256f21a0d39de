//! Members: people who belong to one base unit each. Admitted with a grade,
//! promoted, transferred; leaving is never refused.

mod columns;
mod commands;
mod decide;
mod doubles;
mod events;
mod merging;
mod moves;
pub mod past;
mod refusal;
mod rises;
mod stays;
mod striking;
mod striking_transfer;

use charter::{GradeId, Size};
use jiff::civil::Date;

use crate::day::Day;
use crate::ids::{PersonId, UnitId};
use crate::state::State;

pub use columns::Roll;
pub(crate) use columns::{MemberRow, Members};
pub use commands::{
    AdmitMember, Leave, MemberCommand, MergeMembers, PartMembers, PromoteMember, RegisterPerson,
    StrikePromotion, StrikeTransfer, TransferMember,
};
pub(crate) use decide::{
    admission, belongs_nowhere, check_base, given, going, is_of, removal, rise,
};
pub use doubles::FormerNumber;
pub use events::MemberEvent;
pub use merging::MergingRefusal;
pub use moves::Before as BeforeTransfer;
pub use refusal::MemberRefusal;
pub(crate) use striking::given_back;

/// A membership as the record has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Membership {
    /// The base unit.
    pub unit: UnitId,
    /// The grade.
    pub grade: GradeId,
    /// Since when a member.
    pub joined: Date,
    /// Since when in this unit.
    pub in_unit_since: Date,
    /// Since when in this grade.
    pub in_grade_since: Date,
}

impl State {
    /// How many people were ever registered: their numbers run from nought to this.
    #[must_use]
    pub fn person_count(&self) -> u32 {
        self.members.count()
    }

    /// How many members there are now.
    #[must_use]
    pub fn member_count(&self) -> u32 {
        (0..self.units.count())
            .map(|unit| self.members.count_in(UnitId(unit)))
            .fold(0, u32::saturating_add)
    }

    /// Where a person belongs; none for people who are not members.
    #[must_use]
    pub fn membership(&self, person: PersonId) -> Option<Membership> {
        self.members.membership(person)
    }

    /// The base unit of a person; none for people who are not members.
    #[must_use]
    pub fn unit_of(&self, person: PersonId) -> Option<UnitId> {
        self.members.unit_of(person)
    }

    /// The grade of a person; none for people who are not members.
    #[must_use]
    #[inline]
    pub fn grade_of(&self, person: PersonId) -> Option<GradeId> {
        self.members.grade_of(person)
    }

    /// Since when a member has the present grade, as the column holds it; no day
    /// for people who are not members.
    #[inline]
    #[must_use]
    pub fn in_grade_since(&self, person: PersonId) -> Day {
        self.members.in_grade_since(person)
    }

    /// What a member was before the last promotion on record, and since when: what
    /// they are again where it is struck.
    #[must_use]
    pub fn before_promotion(&self, person: PersonId) -> Option<(GradeId, Date)> {
        self.members.before_promotion(person)
    }

    /// Where a member was before the transfer by which they came to where they are: where they
    /// are again if it is struck.
    #[must_use]
    pub fn before_transfer(&self, person: PersonId) -> Option<BeforeTransfer> {
        self.members.before_transfer(person)
    }

    /// The people who belong to a unit, the longest there first.
    #[must_use]
    #[inline]
    pub fn roll(&self, unit: UnitId) -> Roll<'_> {
        self.members.roll(unit)
    }

    /// How many people belong to a unit.
    #[must_use]
    #[inline]
    pub fn roll_count(&self, unit: UnitId) -> u32 {
        self.members.count_in(unit)
    }

    /// How many people of one grade belong to a unit.
    #[must_use]
    #[inline]
    pub fn grade_count(&self, unit: UnitId, grade: GradeId) -> u32 {
        self.members.count_of_grade(unit, grade)
    }
}

impl Members {
    /// How many on the roll count towards the size of the unit.
    pub(crate) fn counted(&self, unit: UnitId, size: &Size) -> u32 {
        size.counts
            .iter()
            .map(|grade| self.count_of_grade(unit, *grade))
            .fold(0, u32::saturating_add)
    }
}
