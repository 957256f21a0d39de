//! What a case says of units.

use crate::rule::LevelId;

/// Part of a unit's people and where they go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    /// How many unnamed people.
    pub count: u32,
    /// Which named people.
    pub named: Vec<String>,
    /// The new unit.
    pub to: String,
}

/// What is done to units.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UnitDeed {
    /// Founds a unit.
    Found {
        /// Its level.
        level: LevelId,
        /// Its name.
        name: String,
        /// What it stands under.
        under: Option<String>,
    },
    /// Renames a unit.
    Rename {
        /// The unit.
        unit: String,
        /// Its new name.
        to: String,
    },
    /// Puts a unit under another.
    Move {
        /// The unit.
        unit: String,
        /// Its new parent.
        under: String,
    },
    /// Splits a unit.
    Split {
        /// The unit.
        unit: String,
        /// The new units.
        parts: Vec<Share>,
    },
    /// Turns a unit into a committee with units beneath.
    Form {
        /// The level it rises to.
        level: LevelId,
        /// The unit.
        unit: String,
        /// The new units beneath it.
        parts: Vec<Share>,
    },
    /// Merges a unit into another.
    Merge {
        /// The unit that ceases.
        from: String,
        /// The unit that stays.
        into: String,
    },
    /// Dissolves a unit.
    Dissolve {
        /// The unit.
        unit: String,
    },
    /// Strikes what was said of a unit.
    Strike {
        /// What.
        what: StruckOfUnit,
        /// The unit.
        unit: String,
        /// Why.
        reason: String,
    },
}

/// What is struck of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StruckOfUnit {
    /// That it was founded.
    Founding,
    /// That it took another name.
    Renaming,
    /// That it went to stand under another.
    Move,
    /// That it ceased to be.
    Dissolution,
}

/// What has to have come of it for units.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UnitExpect {
    /// So many units of a level stand directly beneath another.
    UnitsUnder {
        /// How many.
        count: u32,
        /// Their level.
        level: LevelId,
        /// The unit above.
        under: String,
    },
    /// A unit is of a level and stands under another.
    Stands {
        /// Its level.
        level: LevelId,
        /// Its name.
        name: String,
        /// What it stands under; none where the case does not say.
        under: Option<String>,
    },
    /// A unit is dissolved.
    Dissolved {
        /// The unit.
        unit: String,
    },
}
