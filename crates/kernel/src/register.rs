//! The register people really have: units and people entered in bulk, all or
//! nothing. A register states facts, so what is only against the charter is
//! entered and found by the check; what makes no organisation is a fault.

mod decide;

use charter::{GradeId, LevelId, PostId};
use jiff::civil::Date;

use crate::ids::PersonId;
use crate::rooms::command;

/// Enters or updates units and people. Whoever is not named stays as they are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EnterRegister {
    /// The units, in any order.
    pub units: Vec<UnitRow>,
    /// The people, in any order.
    pub people: Vec<PersonRow>,
}

command! { EnterRegister = "enter-register" by decide::enter }

/// A unit as a register has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitRow {
    /// Its code.
    pub code: String,
    /// Its level.
    pub level: LevelId,
    /// Its name.
    pub name: String,
    /// Code of its parent; none for the top.
    pub parent: Option<String>,
    /// When it was founded; none where nobody knows: it counts from today on.
    pub founded: Option<Date>,
}

/// A member as a register has them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonRow {
    /// Their number, if the organisation has given them one.
    pub person: Option<PersonId>,
    /// Code of their base unit.
    pub unit: String,
    /// Their grade.
    pub grade: GradeId,
    /// Since when a member.
    pub joined: Date,
    /// The posts they hold, each in the unit with this code.
    pub posts: Vec<(PostId, String)>,
}

/// A row that makes no organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegisterFault {
    /// Where.
    pub row: RegisterRow,
    /// What is wrong.
    pub what: RegisterFaultWhat,
}

/// A row of a register, counted from nought.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RegisterRow {
    /// A unit.
    Unit(usize),
    /// A person.
    Person(usize),
}

/// What can be wrong with a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RegisterFaultWhat {
    /// Another row has the same code or person.
    Twice,
    /// The code names no unit, here or in the organisation.
    UnknownUnit,
    /// The parent's code names no unit, here or in the organisation.
    UnknownParent,
    /// Its parents lead back to it.
    Ring,
    /// It stands under nothing, and it is not the top.
    NoParent,
    /// The unit was dissolved.
    Dissolved,
    /// People do not belong to units of this level.
    NotABaseUnit,
    /// The post is not one of the unit's level.
    NoSuchPostHere,
    /// The date lies ahead or outside the years the record can hold.
    BadDate,
    /// The person's number means nothing.
    UnknownPerson,
    /// The number is a former one of somebody.
    FormerNumber,
    /// A code or name is empty, too long, or holds what cannot be seen.
    BadText,
}
