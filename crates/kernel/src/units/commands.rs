//! What can be commanded of units.

use charter::LevelId;
use jiff::civil::Date;

use super::{decide, never_founded, striking};
use crate::ids::{PersonId, UnitId};
use crate::rooms::commands;

commands! {
    /// What can be commanded of units.
    UnitCommand in Unit {
        Found(FoundUnit) = "found-unit" by decide::found,
        Rename(RenameUnit) = "rename-unit" by decide::rename,
        Move(MoveUnit) = "move-unit" by decide::move_under,
        Split(SplitUnit) = "split-unit" by decide::split,
        Merge(MergeUnits) = "merge-units" by decide::merge,
        FormCommittee(FormCommittee) = "form-committee" by decide::form,
        Dissolve(DissolveUnit) = "dissolve-unit" by decide::dissolve,
        StrikeFounding(StrikeFounding) = "strike-founding" by never_founded::strike_founding,
        StrikeRenaming(StrikeRenaming) = "strike-renaming" by striking::strike_renaming,
        StrikeMove(StrikeMove) = "strike-move" by striking::strike_move,
        StrikeDissolution(StrikeDissolution) = "strike-dissolution" by striking::strike_dissolution,
    }
    writings writings;
}

/// Founds a unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundUnit {
    /// Its code: unique and lasting.
    pub code: String,
    /// Its level.
    pub level: LevelId,
    /// Its name.
    pub name: String,
    /// What it stands under; none for the top.
    pub parent: Option<UnitId>,
    /// When it was founded.
    pub on: Date,
}

/// Gives a unit another name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RenameUnit {
    /// The unit.
    pub unit: UnitId,
    /// Its new name.
    pub name: String,
    /// First day of the name.
    pub on: Date,
}

/// Puts a unit, with everything beneath it, under another parent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MoveUnit {
    /// The unit.
    pub unit: UnitId,
    /// Its new parent.
    pub parent: UnitId,
    /// When.
    pub on: Date,
}

/// A new unit with the people who go to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Who goes to it.
    pub people: Vec<PersonId>,
}

/// Takes people out of a base unit into new units beside it; the rest stay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SplitUnit {
    /// The unit that is split.
    pub unit: UnitId,
    /// The new units.
    pub parts: Vec<Part>,
    /// When.
    pub on: Date,
}

/// Joins one unit to another: people and units beneath go over, and it is dissolved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MergeUnits {
    /// The unit that ceases.
    pub from: UnitId,
    /// The unit that stays.
    pub into: UnitId,
    /// When.
    pub on: Date,
}

/// Turns a base unit into a committee; its people go to new base units beneath it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormCommittee {
    /// The unit that becomes a committee.
    pub unit: UnitId,
    /// The level it rises to.
    pub level: LevelId,
    /// The new base units, which take the whole roll between them.
    pub parts: Vec<Part>,
    /// When.
    pub on: Date,
}

/// Dissolves a unit that holds nobody and nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DissolveUnit {
    /// The unit.
    pub unit: UnitId,
    /// When.
    pub on: Date,
}

/// Strikes the founding of a unit that nothing rests on: it never was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StrikeFounding {
    /// The unit.
    pub unit: UnitId,
    /// Why.
    pub reason: String,
}

/// Strikes the last renaming of a unit: it has had its name of before all along.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StrikeRenaming {
    /// The unit.
    pub unit: UnitId,
    /// Why.
    pub reason: String,
}

/// Strikes the move that brought a unit to where it stands: it has stood where it stood before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StrikeMove {
    /// The unit.
    pub unit: UnitId,
    /// Why.
    pub reason: String,
}

/// Strikes the dissolution of a unit: it stands, under its number, as it did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StrikeDissolution {
    /// The unit.
    pub unit: UnitId,
    /// Why.
    pub reason: String,
}

/// The texts somebody wrote in a command.
fn writings(command: &UnitCommand) -> Vec<&str> {
    match command {
        UnitCommand::StrikeFounding(it) => vec![&it.reason],
        UnitCommand::StrikeRenaming(it) => vec![&it.reason],
        UnitCommand::StrikeMove(it) => vec![&it.reason],
        UnitCommand::StrikeDissolution(it) => vec![&it.reason],
        UnitCommand::Found(_)
        | UnitCommand::Rename(_)
        | UnitCommand::Move(_)
        | UnitCommand::Split(_)
        | UnitCommand::Merge(_)
        | UnitCommand::FormCommittee(_)
        | UnitCommand::Dissolve(_) => Vec::new(),
    }
}
