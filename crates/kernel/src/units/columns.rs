//! The columns of units: one row a unit, children as linked rows.

use std::collections::BTreeMap;

use charter::LevelId;
use jiff::civil::Date;

use super::{Descent, Founded};
use crate::columns::{Reader, Texts, Truncated, Writer};
use crate::day::Day;
use crate::ids::UnitId;

/// No row.
const NONE: u32 = u32::MAX;

/// Everything kept about units.
#[derive(Clone, Debug, Default)]
pub(crate) struct Units {
    level: Vec<u8>,
    parent: Vec<u32>,
    first_child: Vec<u32>,
    next_sibling: Vec<u32>,
    previous_sibling: Vec<u32>,
    founded: Vec<Day>,
    dissolved: Vec<Day>,
    /// Since when the unit has its level and stands where it stands.
    placed: Vec<Day>,
    codes: Texts,
    names: Texts,
    lineage: Vec<Lineage>,
    /// Derived: the row of each code.
    by_code: BTreeMap<Box<str>, u32>,
}

/// One step of descent between two units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lineage {
    /// Where people came from.
    pub from: UnitId,
    /// Where they went.
    pub to: UnitId,
    /// How.
    pub how: Descent,
    /// When.
    pub on: Date,
}

/// The standing units directly beneath one.
#[derive(Clone, Debug)]
pub struct UnitsBeneath<'a> {
    units: &'a Units,
    next: u32,
}

impl Iterator for UnitsBeneath<'_> {
    type Item = UnitId;

    fn next(&mut self) -> Option<UnitId> {
        let unit = link(self.next)?;
        self.next = row(&self.units.next_sibling, unit);
        Some(unit)
    }
}

fn link(row: u32) -> Option<UnitId> {
    (row != NONE).then_some(UnitId(row))
}

fn row(column: &[u32], unit: UnitId) -> u32 {
    column.get(unit.index()).copied().unwrap_or(NONE)
}

fn set<T>(column: &mut [T], unit: UnitId, value: T) {
    if let Some(slot) = column.get_mut(unit.index()) {
        *slot = value;
    }
}

impl Units {
    pub(crate) fn count(&self) -> u32 {
        u32::try_from(self.level.len()).unwrap_or(NONE)
    }

    pub(crate) fn next_id(&self) -> UnitId {
        UnitId::after(self.level.len())
    }

    pub(crate) fn top(&self) -> Option<UnitId> {
        // The top is founded first and never dissolved, moved or merged.
        (!self.level.is_empty()).then_some(UnitId(0))
    }

    pub(crate) fn code(&self, unit: UnitId) -> Option<&str> {
        self.codes.get(unit.index())
    }

    pub(crate) fn name(&self, unit: UnitId) -> &str {
        self.names.get(unit.index()).unwrap_or_default()
    }

    pub(crate) fn level(&self, unit: UnitId) -> Option<LevelId> {
        self.level.get(unit.index()).map(|level| LevelId(*level))
    }

    pub(crate) fn parent(&self, unit: UnitId) -> Option<UnitId> {
        link(row(&self.parent, unit))
    }

    pub(crate) fn founded(&self, unit: UnitId) -> Day {
        self.founded.get(unit.index()).copied().unwrap_or(Day::NONE)
    }

    pub(crate) fn dissolved(&self, unit: UnitId) -> Day {
        self.dissolved
            .get(unit.index())
            .copied()
            .unwrap_or(Day::NONE)
    }

    pub(crate) fn placed(&self, unit: UnitId) -> Day {
        self.placed.get(unit.index()).copied().unwrap_or(Day::NONE)
    }

    /// Whether the unit was founded and is not dissolved.
    pub(crate) fn stands(&self, unit: UnitId) -> bool {
        self.dissolved.get(unit.index()) == Some(&Day::NONE)
    }

    pub(crate) fn by_code(&self, code: &str) -> Option<UnitId> {
        self.by_code.get(code).copied().and_then(link)
    }

    pub(crate) fn beneath(&self, unit: UnitId) -> UnitsBeneath<'_> {
        UnitsBeneath {
            units: self,
            next: row(&self.first_child, unit),
        }
    }

    pub(crate) fn above(&self, unit: UnitId) -> impl Iterator<Item = UnitId> + '_ {
        std::iter::successors(self.parent(unit), |above| self.parent(*above))
    }

    pub(crate) fn stands_under(&self, unit: UnitId, above: UnitId) -> bool {
        self.above(unit).any(|one| one == above)
    }

    pub(crate) fn lineage(&self, unit: UnitId) -> Vec<Lineage> {
        self.lineage
            .iter()
            .filter(|step| step.from == unit || step.to == unit)
            .copied()
            .collect()
    }

    pub(super) fn found(&mut self, it: &Founded<'_>) {
        let on = Day::from_date(it.on);
        self.level.push(it.level.0);
        self.parent.push(NONE);
        self.first_child.push(NONE);
        self.next_sibling.push(NONE);
        self.previous_sibling.push(NONE);
        self.founded.push(on);
        self.dissolved.push(Day::NONE);
        self.placed.push(on);
        self.codes.push(it.code);
        self.names.push(it.name);
        self.by_code.insert(it.code.into(), it.unit.0);
        if let Some(parent) = it.parent {
            self.link_under(it.unit, parent);
        }
    }

    pub(crate) fn rename(&mut self, unit: UnitId, name: &str) {
        self.names.set(unit.index(), name);
    }

    pub(crate) fn put_under(&mut self, unit: UnitId, parent: UnitId, on: Date) {
        self.unlink(unit);
        self.link_under(unit, parent);
        set(&mut self.placed, unit, Day::from_date(on));
    }

    pub(super) fn change_level(&mut self, unit: UnitId, level: LevelId, on: Date) {
        set(&mut self.level, unit, level.0);
        set(&mut self.placed, unit, Day::from_date(on));
    }

    /// Where the unit never moved, it has stood where it stands since the day it was founded.
    pub(crate) fn correct_founding(&mut self, unit: UnitId, on: Date) {
        let on = Day::from_date(on);
        if self.placed(unit) == self.founded(unit) {
            set(&mut self.placed, unit, on);
        }
        set(&mut self.founded, unit, on);
    }

    /// The unit leaves the tree; its parent stays readable in its row.
    pub(super) fn dissolve(&mut self, unit: UnitId, on: Date) {
        let parent = row(&self.parent, unit);
        self.unlink(unit);
        set(&mut self.parent, unit, parent);
        set(&mut self.dissolved, unit, Day::from_date(on));
    }

    pub(crate) fn descend(&mut self, from: UnitId, to: UnitId, how: Descent, on: Date) {
        self.lineage.push(Lineage { from, to, how, on });
    }

    fn link_under(&mut self, unit: UnitId, parent: UnitId) {
        let first = row(&self.first_child, parent);
        set(&mut self.parent, unit, parent.0);
        set(&mut self.next_sibling, unit, first);
        set(&mut self.previous_sibling, unit, NONE);
        if let Some(first) = link(first) {
            set(&mut self.previous_sibling, first, unit.0);
        }
        set(&mut self.first_child, parent, unit.0);
    }

    fn unlink(&mut self, unit: UnitId) {
        let next = row(&self.next_sibling, unit);
        let previous = row(&self.previous_sibling, unit);
        match (link(previous), self.parent(unit)) {
            (Some(previous), _) => set(&mut self.next_sibling, previous, next),
            (None, Some(parent)) => set(&mut self.first_child, parent, next),
            (None, None) => {}
        }
        if let Some(next) = link(next) {
            set(&mut self.previous_sibling, next, previous);
        }
        set(&mut self.parent, unit, NONE);
        set(&mut self.next_sibling, unit, NONE);
        set(&mut self.previous_sibling, unit, NONE);
    }

    pub(crate) fn write(&self, out: &mut Writer<'_>) {
        out.bytes(&self.level);
        out.u32s(&self.parent);
        out.u32s(&self.first_child);
        out.u32s(&self.next_sibling);
        out.u32s(&self.previous_sibling);
        out.days(&self.founded);
        out.days(&self.dissolved);
        out.days(&self.placed);
        out.texts(&self.codes);
        out.texts(&self.names);
        out.u32s(
            &self
                .lineage
                .iter()
                .map(|step| step.from.0)
                .collect::<Vec<_>>(),
        );
        out.u32s(
            &self
                .lineage
                .iter()
                .map(|step| step.to.0)
                .collect::<Vec<_>>(),
        );
        out.bytes(
            &self
                .lineage
                .iter()
                .map(|step| step.how.number())
                .collect::<Vec<_>>(),
        );
        out.days(
            &self
                .lineage
                .iter()
                .map(|step| Day::from_date(step.on))
                .collect::<Vec<_>>(),
        );
    }

    pub(crate) fn read(from: &mut Reader<'_>) -> Result<Units, Truncated> {
        let mut units = Units {
            level: from.bytes()?.to_vec(),
            parent: from.u32s()?,
            first_child: from.u32s()?,
            next_sibling: from.u32s()?,
            previous_sibling: from.u32s()?,
            founded: from.days()?,
            dissolved: from.days()?,
            placed: from.days()?,
            codes: from.texts()?,
            names: from.texts()?,
            lineage: Vec::new(),
            by_code: BTreeMap::new(),
        };
        let (origin, heir) = (from.u32s()?, from.u32s()?);
        let (how, on) = (from.bytes()?.to_vec(), from.days()?);
        for (((origin, heir), how), on) in origin.into_iter().zip(heir).zip(how).zip(on) {
            units.lineage.push(Lineage {
                from: UnitId(origin),
                to: UnitId(heir),
                how: Descent::numbered(how).ok_or(Truncated)?,
                on: on.date().ok_or(Truncated)?,
            });
        }
        for (at, code) in units.codes.iter().enumerate() {
            units.by_code.insert(code.into(), UnitId::after(at).0);
        }
        Ok(units)
    }
}

impl Descent {
    fn number(self) -> u8 {
        match self {
            Descent::Split => 0,
            Descent::Formed => 1,
            Descent::Merged => 2,
        }
    }

    fn numbered(number: u8) -> Option<Descent> {
        [Descent::Split, Descent::Formed, Descent::Merged]
            .into_iter()
            .find(|how| how.number() == number)
    }
}
