//! Units as they stood at the end of a day, by what the record knows now: the
//! last that was recorded of those changes whose day had come.

use charter::LevelId;
use jiff::civil::Date;

use super::former::Was;
use super::{Lineage, Unit};
use crate::day::Day;
use crate::ids::UnitId;
use crate::state::State;

/// A unit took another name, place or level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnitChange<'a> {
    /// From when on.
    pub on: Date,
    /// What changed.
    pub what: Changed<'a>,
}

/// What changed of a unit: before and after.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Changed<'a> {
    /// Its name.
    Name(&'a str, &'a str),
    /// What it stands under.
    Parent(Option<UnitId>, Option<UnitId>),
    /// Its level.
    Level(LevelId, LevelId),
}

/// The tree as it stood at the end of a day.
#[derive(Clone, Debug)]
pub struct TreeOn<'a> {
    state: &'a State,
    day: Date,
    /// Who stood under whom, by parent and number.
    under: Vec<(UnitId, UnitId)>,
    /// Those that stood under nothing that stood.
    highest: Vec<UnitId>,
}

impl State {
    /// Whether a unit stood at the end of a day.
    #[must_use]
    pub fn stood_on(&self, unit: UnitId, day: Date) -> bool {
        let day = Day::from_date(day);
        let (founded, dissolved) = (self.units.founded(unit), self.units.dissolved(unit));
        founded != Day::NONE && founded <= day && (dissolved == Day::NONE || dissolved > day)
    }

    /// A unit as it stood at the end of a day; none where it did not stand. The
    /// days of its founding and dissolution are those of the record.
    #[must_use]
    pub fn unit_on(&self, unit: UnitId, day: Date) -> Option<Unit<'_>> {
        self.stood_on(unit, day).then_some(())?;
        let mut was = self.unit(unit)?;
        // Of several changes of one kind the last recorded holds from its day on.
        let (mut name, mut parent, mut level) = (false, false, false);
        for (until, before) in self.units.former.of_unit(unit) {
            let settled = match before {
                Was::Named(_) => &mut name,
                Was::Under(_) => &mut parent,
                Was::Of(_) => &mut level,
            };
            *settled |= until <= day;
            if *settled {
                continue;
            }
            match before {
                Was::Named(name) => was.name = name,
                Was::Under(parent) => was.parent = parent,
                Was::Of(level) => was.level = level,
            }
        }
        Some(was)
    }

    /// What a unit stood under at the end of a day, the nearest first, as far as each stood.
    #[must_use]
    pub fn above_on(&self, unit: UnitId, day: Date) -> Vec<UnitId> {
        let mut above = Vec::new();
        let mut at = unit;
        while let Some(parent) = self.unit_on(at, day).and_then(|it| it.parent) {
            // What was recorded late about different days need not fit together.
            if !self.stood_on(parent, day) || parent == unit || above.contains(&parent) {
                break;
            }
            above.push(parent);
            at = parent;
        }
        above
    }

    /// Each time a unit took another name, place or level, in the order of the record.
    #[must_use]
    pub fn changes_of_unit(&self, unit: UnitId) -> Vec<UnitChange<'_>> {
        let Some(now) = self.unit(unit) else {
            return Vec::new();
        };
        let (mut name, mut parent, mut level) = (now.name, now.parent, now.level);
        let mut changes = Vec::new();
        for (on, before) in self.units.former.of_unit(unit) {
            let what = match before {
                Was::Named(before) => Changed::Name(before, std::mem::replace(&mut name, before)),
                Was::Under(before) => {
                    Changed::Parent(before, std::mem::replace(&mut parent, before))
                }
                Was::Of(before) => Changed::Level(before, std::mem::replace(&mut level, before)),
            };
            changes.push(UnitChange { on, what });
        }
        changes.reverse();
        changes
    }

    /// Every step of descent there ever was, in the order it was recorded.
    pub fn descents(&self) -> impl Iterator<Item = Lineage> + '_ {
        self.units.descents()
    }

    /// The tree as it stood at the end of a day.
    #[must_use]
    pub fn tree_on(&self, day: Date) -> TreeOn<'_> {
        let mut under = Vec::new();
        let mut highest = Vec::new();
        for unit in (0..self.unit_count()).map(UnitId) {
            let Some(it) = self.unit_on(unit, day) else {
                continue;
            };
            match it.parent.filter(|parent| self.stood_on(*parent, day)) {
                Some(parent) => under.push((parent, unit)),
                None => highest.push(unit),
            }
        }
        under.sort_unstable();
        TreeOn {
            state: self,
            day,
            under,
            highest,
        }
    }
}

impl<'a> TreeOn<'a> {
    /// The day at the end of which it stood so.
    #[must_use]
    pub fn day(&self) -> Date {
        self.day
    }

    /// A unit of it.
    #[must_use]
    pub fn unit(&self, unit: UnitId) -> Option<Unit<'a>> {
        self.state.unit_on(unit, self.day)
    }

    /// The units under nothing: one, unless what was recorded late does not fit together.
    #[must_use]
    pub fn highest(&self) -> &[UnitId] {
        &self.highest
    }

    /// The units that stood directly beneath one, by number.
    pub fn beneath(&self, unit: UnitId) -> impl Iterator<Item = UnitId> + '_ {
        let first = self.under.partition_point(|(parent, _)| *parent < unit);
        let rows = self.under.get(first..).unwrap_or_default();
        rows.iter()
            .take_while(move |(parent, _)| *parent == unit)
            .map(|(_, unit)| *unit)
    }

    /// A unit and everything that stood beneath it, parents before children.
    #[must_use]
    pub fn within(&self, unit: UnitId) -> Vec<UnitId> {
        let mut found = vec![unit];
        let mut at = 0;
        // Everything has one parent, so that only the unit itself could come again.
        while let Some(&next) = found.get(at) {
            found.extend(self.beneath(next).filter(|it| *it != unit));
            at = at.saturating_add(1);
        }
        found
    }
}
