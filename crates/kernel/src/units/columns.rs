//! The columns of units: one row a unit, children as linked rows.

use std::sync::atomic::{AtomicU64, Ordering};

use charter::LevelId;
use jiff::civil::Date;

use super::codes::Codes;
use super::former::{Former, Was};
use super::gone::Gone;
use super::{Descent, Founded};
use crate::columns::{Column, ReadError, Reader, Scalar, Texts, Truncated, Writer, scalar};
use crate::day::Day;
use crate::ids::UnitId;

/// No row.
const NONE: u32 = u32::MAX;
/// The mark of a unit that came out of another.
const CAME_OUT: u8 = 1;

/// Everything kept about units.
#[derive(Clone, Debug, Default)]
pub(crate) struct Units {
    base: Column<Base>,
    parent: Column<u32>,
    first_child: Column<u32>,
    next_sibling: Column<u32>,
    previous_sibling: Column<u32>,
    /// Since when the unit has its level.
    levelled: Column<Day>,
    codes: Texts,
    names: Texts,
    /// By step of descent, in the order they happened.
    descent_from: Column<u32>,
    descent_to: Column<u32>,
    descent_how: Column<u8>,
    descent_on: Column<Day>,
    /// What units were before they changed.
    pub(super) former: Former,
    /// By unit, as far as the founding of any was struck: one for struck.
    never: Column<u8>,
    /// Derived: the row of each code.
    by_code: Codes,
    /// Derived, by unit, as far as any has one: the mark of one that came out of another.
    origin: Column<u8>,
    /// Derived: the units that stood beneath one and do not any more, in the order they went.
    gone: Gone,
}

/// What nearly every question about a unit asks for, kept together: a processor
/// fetches it at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Base {
    level: u8,
    founded: Day,
    dissolved: Day,
    /// Since when the unit has its level and stands where it stands.
    placed: Day,
}

impl Base {
    #[inline]
    fn number(self) -> u64 {
        let days = u64::from(self.founded.0) << 16 | u64::from(self.dissolved.0);
        u64::from(self.level) << 48 | days << 16 | u64::from(self.placed.0)
    }

    #[inline]
    fn numbered(number: u64) -> Base {
        let [_, level, a, b, c, d, e, f] = number.to_be_bytes();
        let day = |high, low| Day(u16::from_be_bytes([high, low]));
        Base {
            level,
            founded: day(a, b),
            dissolved: day(c, d),
            placed: day(e, f),
        }
    }
}

scalar!(Base, AtomicU64, u64, Base::number, Base::numbered);

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

fn row(column: &Column<u32>, unit: UnitId) -> u32 {
    column.get(unit.index()).unwrap_or(NONE)
}

fn set<T: Scalar>(column: &mut Column<T>, unit: UnitId, value: T) {
    column.set(unit.index(), value);
}

impl Units {
    pub(crate) fn count(&self) -> u32 {
        u32::try_from(self.base.len()).unwrap_or(NONE)
    }

    pub(crate) fn next_id(&self) -> UnitId {
        UnitId::after(self.base.len())
    }

    pub(crate) fn top(&self) -> Option<UnitId> {
        // The top is founded first and never dissolved, moved or merged.
        (!self.base.is_empty()).then_some(UnitId(0))
    }

    pub(crate) fn code(&self, unit: UnitId) -> Option<&str> {
        self.codes.get(unit.index())
    }

    pub(crate) fn name(&self, unit: UnitId) -> &str {
        self.names.get(unit.index()).unwrap_or_default()
    }

    #[inline]
    pub(crate) fn level(&self, unit: UnitId) -> Option<LevelId> {
        let base = self.base.get(unit.index())?;
        Some(LevelId(base.level))
    }

    pub(crate) fn parent(&self, unit: UnitId) -> Option<UnitId> {
        link(row(&self.parent, unit))
    }

    #[inline]
    pub(crate) fn founded(&self, unit: UnitId) -> Day {
        let base = self.base.get(unit.index());
        base.map_or(Day::NONE, |base| base.founded)
    }

    pub(crate) fn dissolved(&self, unit: UnitId) -> Day {
        let base = self.base.get(unit.index());
        base.map_or(Day::NONE, |base| base.dissolved)
    }

    pub(crate) fn placed(&self, unit: UnitId) -> Day {
        let base = self.base.get(unit.index());
        base.map_or(Day::NONE, |base| base.placed)
    }

    /// Since when the unit has its level, wherever it stood.
    pub(crate) fn levelled(&self, unit: UnitId) -> Day {
        self.levelled.get(unit.index()).unwrap_or(Day::NONE)
    }

    /// Whether the unit was founded and is not dissolved.
    #[inline]
    pub(crate) fn stands(&self, unit: UnitId) -> bool {
        let base = self.base.get(unit.index());
        base.is_some_and(|base| base.dissolved == Day::NONE)
    }

    pub(crate) fn by_code(&self, code: &str) -> Option<UnitId> {
        self.by_code.find(&self.codes, code).map(UnitId)
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

    /// The units that stood directly beneath one and do not any more: moved, or dissolved.
    pub(crate) fn gone_from(&self, unit: UnitId) -> impl Iterator<Item = UnitId> + '_ {
        self.gone.of(unit)
    }

    /// The same from what each unit was before, and from those dissolved where they stood.
    fn those_gone(&self) -> Gone {
        let mut gone = Gone::default();
        for (unit, above) in self.former.places() {
            gone.enter(unit, above);
        }
        let dissolved = (0..self.count()).map(UnitId).filter(|it| !self.stands(*it));
        for unit in dissolved {
            gone.enter(unit, self.parent(unit));
        }
        gone
    }

    pub(crate) fn stands_under(&self, unit: UnitId, above: UnitId) -> bool {
        self.above(unit).any(|one| one == above)
    }

    pub(crate) fn lineage(&self, unit: UnitId) -> Vec<Lineage> {
        let ends = self.descent_from.iter().zip(self.descent_to.iter());
        ends.enumerate()
            .filter(|(_, (from, to))| *from == unit.0 || *to == unit.0)
            .filter_map(|(step, _)| self.step(step))
            .collect()
    }

    pub(super) fn descents(&self) -> impl Iterator<Item = Lineage> + '_ {
        (0..self.descent_from.len()).filter_map(|step| self.step(step))
    }

    /// Whether a unit came out of another one.
    pub(crate) fn came_out_of_another(&self, unit: UnitId) -> bool {
        self.origin
            .get(unit.index())
            .is_some_and(|mark| mark == CAME_OUT)
    }

    /// The level a unit had first, where it has another now: others were formed of it.
    pub(crate) fn level_before(&self, unit: UnitId) -> Option<LevelId> {
        let levels = self.former.of_unit(unit).filter_map(|(_, was)| match was {
            Was::Of(level) => Some(level),
            Was::Named(_) | Was::Under(_) => None,
        });
        levels.last()
    }

    /// The unit that a dissolved one went into, or the one above it, until one stands.
    pub(crate) fn successor(&self, unit: UnitId) -> Option<UnitId> {
        let mut at = unit;
        while !self.stands(at) {
            let ends = self.descent_from.iter().zip(self.descent_how.iter());
            let merged = ends.enumerate().filter(|(_, (from, how))| {
                *from == at.0 && Descent::numbered(*how) == Some(Descent::Merged)
            });
            let into = merged.last().and_then(|(step, _)| self.step(step));
            at = into.map(|step| step.to).or_else(|| self.parent(at))?;
        }
        Some(at)
    }

    fn step(&self, step: usize) -> Option<Lineage> {
        Some(Lineage {
            from: UnitId(self.descent_from.get(step)?),
            to: UnitId(self.descent_to.get(step)?),
            how: Descent::numbered(self.descent_how.get(step)?)?,
            on: self.descent_on.get(step)?.date()?,
        })
    }

    pub(super) fn found(&mut self, it: &Founded<'_>) {
        let on = Day::from_date(it.on);
        self.base.push(Base {
            level: it.level.0,
            founded: on,
            dissolved: Day::NONE,
            placed: on,
        });
        self.parent.push(NONE);
        self.first_child.push(NONE);
        self.next_sibling.push(NONE);
        self.previous_sibling.push(NONE);
        self.levelled.push(on);
        self.codes.push(it.code);
        self.names.push(it.name);
        self.by_code.enter(&self.codes);
        if let Some(parent) = it.parent {
            self.link_under(it.unit, parent);
        }
    }

    pub(crate) fn rename(&mut self, unit: UnitId, name: &str, on: Date) {
        let before = self.names.get(unit.index()).unwrap_or_default();
        self.former.named(unit, before, on);
        self.names.set(unit.index(), name);
    }

    pub(crate) fn put_under(&mut self, unit: UnitId, parent: UnitId, on: Date) {
        let before = self.parent(unit);
        self.former.under(unit, before, on);
        self.gone.enter(unit, before);
        self.unlink(unit);
        self.link_under(unit, parent);
        let on = Day::from_date(on);
        self.base.alter(unit.index(), |base| base.placed = on);
    }

    pub(super) fn change_level(&mut self, unit: UnitId, level: LevelId, on: Date) {
        if let Some(before) = self.level(unit) {
            self.former.of(unit, before, on);
        }
        let on = Day::from_date(on);
        set(&mut self.levelled, unit, on);
        self.base.alter(unit.index(), |base| {
            base.level = level.0;
            base.placed = on;
        });
    }

    /// Where the unit never moved, it has stood where it stands since the day it was founded.
    pub(crate) fn correct_founding(&mut self, unit: UnitId, on: Date) {
        let on = Day::from_date(on);
        if self.levelled(unit) == self.founded(unit) {
            set(&mut self.levelled, unit, on);
        }
        self.base.alter(unit.index(), |base| {
            if base.placed == base.founded {
                base.placed = on;
            }
            base.founded = on;
        });
    }

    /// The unit leaves the tree; its parent stays readable in its row.
    pub(super) fn dissolve(&mut self, unit: UnitId, on: Date) {
        let parent = row(&self.parent, unit);
        self.unlink(unit);
        set(&mut self.parent, unit, parent);
        self.gone.enter(unit, link(parent));
        let on = Day::from_date(on);
        self.base.alter(unit.index(), |base| base.dissolved = on);
    }

    /// The name a unit had before the last one, and since when it has that.
    pub(super) fn before_renaming(&self, unit: UnitId) -> Option<(&str, Date)> {
        self.former.of_unit(unit).find_map(|(on, was)| match was {
            Was::Named(before) => Some((before, on)),
            Was::Under(_) | Was::Of(_) => None,
        })
    }

    /// What a unit stood under before it came to stand where it stands, and since when it
    /// does; none where it never moved, or became of another level since.
    pub(super) fn before_move(&self, unit: UnitId) -> Option<(UnitId, Date)> {
        let mut placed = self.former.of_unit(unit);
        placed
            .find(|(_, was)| !matches!(was, Was::Named(_)))
            .and_then(|(on, was)| match was {
                Was::Under(before) => Some((before?, on)),
                Was::Named(_) | Was::Of(_) => None,
            })
    }

    /// The last name never was.
    pub(super) fn strike_renaming(&mut self, unit: UnitId, before: &str) {
        self.former.strike(unit, |was| matches!(was, Was::Named(_)));
        self.names.set(unit.index(), before);
    }

    /// The last move never was: the unit has stood where it stood before, since it came there.
    pub(super) fn strike_move(&mut self, unit: UnitId, before: UnitId) {
        self.former.strike(unit, |was| matches!(was, Was::Under(_)));
        self.gone.strike(unit, Some(before));
        self.unlink(unit);
        self.link_under(unit, before);
        let mut placed = self.former.of_unit(unit);
        let since = placed.find(|(_, was)| !matches!(was, Was::Named(_)));
        let since = since.map(|(on, _)| Day::from_date(on));
        self.base.alter(unit.index(), |base| {
            base.placed = since.unwrap_or(base.founded);
        });
    }

    /// The unit never ceased to be.
    pub(super) fn strike_dissolution(&mut self, unit: UnitId) {
        let Some(parent) = self.parent(unit) else {
            return;
        };
        self.gone.strike(unit, Some(parent));
        self.link_under(unit, parent);
        self.base
            .alter(unit.index(), |base| base.dissolved = Day::NONE);
    }

    /// The unit never was: on no day did it stand.
    pub(super) fn strike_founding(&mut self, unit: UnitId, on: Date) {
        self.dissolve(unit, on);
        self.base
            .alter(unit.index(), |base| base.dissolved = base.founded);
        self.never.fill_to(unit.index().saturating_add(1), 0);
        set(&mut self.never, unit, 1);
    }

    /// Whether a unit was entered by mistake and never was.
    pub(super) fn never_was(&self, unit: UnitId) -> bool {
        self.never.get(unit.index()) == Some(1)
    }

    pub(crate) fn descend(&mut self, from: UnitId, to: UnitId, how: Descent, on: Date) {
        self.descent_from.push(from.0);
        self.descent_to.push(to.0);
        self.descent_how.push(how.number());
        self.descent_on.push(Day::from_date(on));
        self.note_origin(to, how);
    }

    fn note_origin(&mut self, to: UnitId, how: Descent) {
        if how != Descent::Merged {
            self.origin.fill_to(to.index().saturating_add(1), 0);
            set(&mut self.origin, to, CAME_OUT);
        }
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
        out.column(&self.base);
        out.column(&self.parent);
        out.column(&self.first_child);
        out.column(&self.next_sibling);
        out.column(&self.previous_sibling);
        out.column(&self.levelled);
        out.texts(&self.codes);
        out.texts(&self.names);
        out.column(&self.descent_from);
        out.column(&self.descent_to);
        out.column(&self.descent_how);
        out.column(&self.descent_on);
        self.former.write(out);
        out.column(&self.never);
    }

    pub(crate) fn read(from: &mut Reader<'_>) -> Result<Units, ReadError> {
        let mut units = Units {
            base: from.column()?,
            parent: from.column()?,
            first_child: from.column()?,
            next_sibling: from.column()?,
            previous_sibling: from.column()?,
            levelled: from.column()?,
            codes: from.texts()?,
            names: from.texts()?,
            descent_from: from.column()?,
            descent_to: from.column()?,
            descent_how: from.column()?,
            descent_on: from.column()?,
            former: Former::read(from)?,
            never: from.column()?,
            by_code: Codes::default(),
            origin: Column::default(),
            gone: Gone::default(),
        };
        Reader::same_length([
            units.base.len(),
            units.parent.len(),
            units.first_child.len(),
            units.next_sibling.len(),
            units.previous_sibling.len(),
            units.levelled.len(),
            units.codes.len(),
            units.names.len(),
        ])?;
        Reader::same_length([
            units.descent_from.len(),
            units.descent_to.len(),
            units.descent_how.len(),
            units.descent_on.len(),
        ])?;
        units.by_code = Codes::of(&units.codes);
        for step in 0..units.descent_to.len() {
            if let Some(it) = units.step(step) {
                units.note_origin(it.to, it.how);
            }
        }
        units.gone = units.those_gone();
        if (0..units.descent_from.len()).all(|step| units.step(step).is_some()) {
            Ok(units)
        } else {
            Err(Truncated.into())
        }
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
