//! Units: founded, renamed, moved, split, merged, turned into committees,
//! dissolved. Nothing is deleted; where a unit came from stays known.

mod codes;
mod columns;
mod commands;
mod decide;
mod events;
mod former;
mod gone;
mod never_founded;
mod past;
mod refusal;
mod striking;

use charter::LevelId;
use jiff::civil::Date;
use roaring::RoaringBitmap;

use crate::Day;
use crate::ids::UnitId;
use crate::state::State;

pub(crate) use columns::Units;
pub use columns::{Lineage, UnitsBeneath};
pub use commands::{
    DissolveUnit, FormCommittee, FoundUnit, MergeUnits, MoveUnit, Part, RenameUnit, SplitUnit,
    StrikeDissolution, StrikeFounding, StrikeMove, StrikeRenaming, UnitCommand,
};
pub(crate) use decide::standing;
use events::Founded;
pub use events::UnitEvent;
pub use past::{Changed, TreeOn, UnitChange};
pub use refusal::UnitRefusal;

/// Longest code and name of a unit, in characters.
pub const TEXT_CHARACTERS_MAX: usize = 200;

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

    /// Name and code of a unit, for whoever reads through those of all.
    #[must_use]
    pub fn unit_words(&self, unit: UnitId) -> Option<(&str, &str)> {
        Some((self.units.name(unit), self.units.code(unit)?))
    }

    /// The level of a unit that stands; none for dissolved ones.
    #[must_use]
    #[inline]
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
    #[inline]
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

    /// The unit itself, everything beneath it, and everything dissolved there, what stood above
    /// before what stood beneath it; units that moved away are not among them.
    #[must_use]
    pub fn units_ever_within(&self, unit: UnitId) -> Vec<UnitId> {
        let mut found = vec![unit];
        let mut at = 0;
        while let Some(&next) = found.get(at) {
            found.extend(self.units.beneath(next));
            let gone = self.units.gone_from(next);
            let ended =
                |it: &UnitId| !self.units.stands(*it) && self.units.parent(*it) == Some(next);
            let mut ended: Vec<UnitId> = gone.filter(ended).collect();
            // Whatever moved and came back before its end went from there twice.
            ended.sort_unstable();
            ended.dedup();
            found.append(&mut ended);
            at = at.saturating_add(1);
        }
        found
    }

    /// Every unit that stands or ever stood beneath a unit, and all that stands or ever stood
    /// beneath those, whether it did at the same time or not; the unit itself among them.
    #[must_use]
    pub fn units_ever_beneath(&self, unit: UnitId) -> Vec<UnitId> {
        if self.units.top() == Some(unit) {
            return (0..self.units.count()).map(UnitId).collect();
        }
        let mut found = vec![unit];
        let mut known = RoaringBitmap::from_iter([unit.0]);
        let mut at = 0;
        while let Some(&next) = found.get(at) {
            let beneath = self.units.beneath(next).chain(self.units.gone_from(next));
            let new: Vec<UnitId> = beneath.filter(|it| known.insert(it.0)).collect();
            found.extend(new);
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
