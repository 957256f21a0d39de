//! Sizes: since when a unit has been outside its range. The column is derived
//! from the rolls and the newest charter, and kept because finding it again
//! would take the unit's whole history.

use charter::Size;
use jiff::civil::Date;

use crate::columns::{Column, ReadError, Reader, Writer};
use crate::day::Day;
use crate::ids::UnitId;
use crate::state::State;

/// Since when units have been outside their range.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sizes {
    outside_since: Column<Day>,
}

/// Where a unit stands in the range of its level.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Fewer than the range allows.
    Below,
    /// Inside the range.
    Within,
    /// Inside the range, and at most a tenth of its width from an end.
    NearEdge,
    /// More than the range allows.
    Above,
}

/// A unit's size beside its range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sized {
    /// How many count.
    pub people: u32,
    /// Fewest.
    pub least: u32,
    /// Most, if there is a bound.
    pub most: Option<u32>,
    /// Where that stands.
    pub standing: Standing,
}

impl Sizes {
    pub(crate) fn open_unit(&mut self) {
        self.outside_since.push(Day::NONE);
    }

    /// Since when the unit has been outside its range, if it is.
    pub(crate) fn outside_since(&self, unit: UnitId) -> Day {
        self.outside_since.get(unit.index()).unwrap_or(Day::NONE)
    }

    pub(crate) fn write(&self, out: &mut Writer<'_>) {
        out.column(&self.outside_since);
    }

    pub(crate) fn read(from: &mut Reader<'_>) -> Result<Sizes, ReadError> {
        Ok(Sizes {
            outside_since: from.column()?,
        })
    }
}

/// Notes that a unit's roll, level or charter changed on a day.
pub(crate) fn note(state: &mut State, unit: UnitId, on: Date) {
    let outside = is_outside(state, unit);
    let since = &mut state.sizes.outside_since;
    match (outside, since.get(unit.index()) == Some(Day::NONE)) {
        (true, true) => since.set(unit.index(), Day::from_date(on)),
        (false, false) => since.set(unit.index(), Day::NONE),
        (true, false) | (false, true) => {}
    }
}

/// Notes that another charter is in force since a day.
pub(crate) fn note_all(state: &mut State, on: Date) {
    for unit in 0..state.units.count() {
        note(state, UnitId(unit), on);
    }
}

/// Whether so many people are as many as a unit may have.
pub(crate) fn within(size: &Size, people: u32) -> bool {
    people >= size.least && size.most.is_none_or(|most| people <= most)
}

/// Where so many people stand in a range.
pub(crate) fn stand(size: &Size, people: u32) -> Standing {
    // A tenth of the width, and one at the least, is "near".
    let width = size.most.unwrap_or(size.least).saturating_sub(size.least);
    let margin = (width / 10).max(1);
    let near_least = people < size.least.saturating_add(margin);
    let near_most = size
        .most
        .is_some_and(|most| people > most.saturating_sub(margin));
    if people < size.least {
        Standing::Below
    } else if size.most.is_some_and(|most| people > most) {
        Standing::Above
    } else if near_least || near_most {
        Standing::NearEdge
    } else {
        Standing::Within
    }
}

/// Whether a unit stands outside the range of the newest charter.
pub(crate) fn is_outside(state: &State, unit: UnitId) -> bool {
    let size = || state.charter()?.size_of(state.units.level(unit)?);
    state.units.stands(unit)
        && size().is_some_and(|size| !within(size, state.members.counted(unit, size)))
}

impl State {
    /// A unit's size beside the range that the charter in force on a day gives its level;
    /// none where it gives none.
    #[must_use]
    pub fn size(&self, unit: UnitId, on: Date) -> Option<Sized> {
        let charter = self.charter_on(on)?;
        let size = charter.size_of(self.units.level(unit)?)?;
        let people = self.members.counted(unit, size);
        Some(Sized {
            people,
            least: size.least,
            most: size.most,
            standing: stand(size, people),
        })
    }
}
