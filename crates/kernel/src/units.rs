//! Units: founded, renamed, moved, split, merged, turned into committees,
//! dissolved. Nothing is deleted; where a unit came from stays known.

mod codes;
mod columns;
mod decide;

use charter::LevelId;
use jiff::civil::Date;

use crate::ids::{PersonId, UnitId};
use crate::state::State;
use crate::{Day, sizes};

pub(crate) use columns::Units;
pub use columns::{Lineage, UnitsBeneath};
pub(crate) use decide::{
    decide_dissolve, decide_form, decide_found, decide_merge, decide_move, decide_rename,
    decide_split, standing,
};

/// Longest code and name of a unit, in characters.
pub const TEXT_CHARACTERS_MAX: usize = 200;

/// Whether a text holds what cannot be seen and makes it read otherwise than
/// it is written: control characters, and marks that turn the direction.
#[must_use]
pub fn has_unseen(text: &str) -> bool {
    text.chars().any(|letter| {
        letter.is_control()
            || matches!(
                letter,
                '\u{061c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'
                    ..='\u{202e}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{feff}'
            )
    })
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

/// How one unit came out of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Descent {
    /// It took part of its people and stands beside it.
    Split,
    /// It took part of its people and stands beneath it.
    Formed,
    /// The former was merged into it.
    Merged,
}

/// What founding a unit leaves behind: the fields of the event.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Founded<'a> {
    pub unit: UnitId,
    pub code: &'a str,
    pub level: LevelId,
    pub name: &'a str,
    pub parent: Option<UnitId>,
    pub on: Date,
}

pub(crate) fn apply_founded(state: &mut State, it: &Founded<'_>) {
    state.units.found(it);
    state.members.open_unit();
    state.posts.open_unit();
    state.meetings.open_unit();
    state.sizes.open_unit();
    sizes::note(state, it.unit, it.on);
}

pub(crate) fn apply_level(state: &mut State, unit: UnitId, level: LevelId, on: Date) {
    state.units.change_level(unit, level, on);
    sizes::note(state, unit, on);
}

pub(crate) fn apply_dissolved(state: &mut State, unit: UnitId, on: Date) {
    state.units.dissolve(unit, on);
    sizes::note(state, unit, on);
}

/// A unit as the record has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unit<'a> {
    /// Its number.
    pub id: UnitId,
    /// Its code.
    pub code: &'a str,
    /// Its name today.
    pub name: &'a str,
    /// Its level.
    pub level: LevelId,
    /// What it stands under.
    pub parent: Option<UnitId>,
    /// When it was founded.
    pub founded: Date,
    /// When it was dissolved.
    pub dissolved: Option<Date>,
}

impl State {
    /// A unit, dissolved ones too. Without regard to who asks: see [`crate::rights`].
    #[must_use]
    pub fn unit(&self, unit: UnitId) -> Option<Unit<'_>> {
        let units = &self.units;
        Some(Unit {
            id: unit,
            code: units.code(unit)?,
            name: units.name(unit),
            level: units.level(unit)?,
            parent: units.parent(unit),
            founded: units.founded(unit).date().unwrap_or(Day::FIRST),
            dissolved: units.dissolved(unit).date(),
        })
    }

    /// The level of a unit that stands; none for dissolved ones.
    #[must_use]
    pub fn standing_level(&self, unit: UnitId) -> Option<LevelId> {
        self.units.level(unit).filter(|_| self.units.stands(unit))
    }

    /// The unit with this code, dissolved ones too.
    #[must_use]
    pub fn unit_by_code(&self, code: &str) -> Option<UnitId> {
        self.units.by_code(code)
    }

    /// How many units ever were: their numbers run from nought to this.
    #[must_use]
    pub fn unit_count(&self) -> u32 {
        self.units.count()
    }

    /// Every unit that is not dissolved, by number.
    pub fn standing_units(&self) -> impl Iterator<Item = UnitId> + '_ {
        (0..self.units.count())
            .map(UnitId)
            .filter(|unit| self.units.stands(*unit))
    }

    /// The unit at the top.
    #[must_use]
    pub fn top_unit(&self) -> Option<UnitId> {
        self.units.top()
    }

    /// The units directly beneath, newest first.
    #[must_use]
    pub fn units_beneath(&self, unit: UnitId) -> UnitsBeneath<'_> {
        self.units.beneath(unit)
    }

    /// The units above, the nearest first.
    pub fn units_above(&self, unit: UnitId) -> impl Iterator<Item = UnitId> + '_ {
        self.units.above(unit)
    }

    /// The unit and every standing unit anywhere beneath it, parents before children.
    #[must_use]
    pub fn units_within(&self, unit: UnitId) -> Vec<UnitId> {
        let mut found = vec![unit];
        let mut at = 0;
        while let Some(&next) = found.get(at) {
            found.extend(self.units.beneath(next));
            at = at.saturating_add(1);
        }
        found
    }

    /// Whether a unit stands somewhere beneath another.
    #[must_use]
    pub fn stands_under(&self, unit: UnitId, above: UnitId) -> bool {
        self.units.stands_under(unit, above)
    }

    /// Where the unit came from and what came out of it, in the order it happened.
    #[must_use]
    pub fn lineage(&self, unit: UnitId) -> Vec<Lineage> {
        self.units.lineage(unit)
    }
}
