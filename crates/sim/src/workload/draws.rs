//! What commands speak of: who acts, which unit or person, which day, which words.

use charter::{GradeId, LevelId};
use jiff::ToSpan;
use jiff::civil::Date;
use kernel::{Actor, PersonId, State, UnitId};

use super::Workload;

impl Workload {
    /// Mostly the operator, often whoever holds a post, sometimes anybody, somebody from outside or nobody.
    pub(super) fn actor(&mut self, state: &State) -> Actor {
        match self.dice.below(20) {
            0..=9 => Actor::Operator,
            10..=15 => {
                let unit = self.unit(state);
                let above: Vec<UnitId> = std::iter::once(unit)
                    .chain(state.units_above(unit).take(20))
                    .collect();
                let holders: Vec<PersonId> = above
                    .into_iter()
                    .flat_map(|unit| state.tenures_in(unit))
                    .filter(|tenure| tenure.until.is_none())
                    .map(|tenure| tenure.person)
                    .collect();
                let chosen = self.dice.pick(&holders);
                Actor::Person(chosen.unwrap_or_else(|| self.person(state)))
            }
            16 => Actor::Public,
            _ => Actor::Person(self.person(state)),
        }
    }

    /// Any unit there ever was, and now and then one that never was.
    pub(super) fn unit(&mut self, state: &State) -> UnitId {
        if self.dice.one_in(40) {
            return UnitId(u32::MAX);
        }
        UnitId(self.dice.below(state.unit_count().saturating_add(1)))
    }

    /// A standing unit of a level to which people belong, mostly.
    pub(super) fn base(&mut self, state: &State) -> UnitId {
        let bases: Vec<UnitId> = state
            .standing_units()
            .filter(|unit| self.is_base(state, *unit))
            .collect();
        let chosen = self.dice.pick(&bases);
        match chosen {
            Some(unit) if !self.dice.one_in(12) => unit,
            Some(_) | None => self.unit(state),
        }
    }

    pub(super) fn is_base(&self, state: &State, unit: UnitId) -> bool {
        self.level_of(state, unit)
            .and_then(|level| self.charter.level(level))
            .is_some_and(|level| level.members)
    }

    pub(super) fn level_of(&self, state: &State, unit: UnitId) -> Option<LevelId> {
        state.unit(unit).map(|unit| unit.level)
    }

    /// Anybody there ever was, and now and then somebody who never was.
    pub(super) fn person(&mut self, state: &State) -> PersonId {
        if self.dice.one_in(40) {
            return PersonId(u32::MAX);
        }
        PersonId(self.dice.below(state.person_count().saturating_add(1)))
    }

    /// Somebody on the roll of a unit, if anybody is.
    pub(super) fn person_in(&mut self, state: &State, unit: UnitId) -> PersonId {
        let roll: Vec<PersonId> = state.roll(unit).collect();
        let chosen = self.dice.pick(&roll);
        chosen.unwrap_or_else(|| self.person(state))
    }

    /// A level of the charter; rarely one it does not have.
    pub(super) fn level(&mut self) -> LevelId {
        if self.dice.one_in(30) {
            return LevelId(u8::MAX);
        }
        LevelId(self.dice.byte_below(self.charter.levels.len()))
    }

    /// A grade of the charter; rarely one it does not have.
    pub(super) fn grade(&mut self) -> GradeId {
        if self.dice.one_in(30) {
            return GradeId(u8::MAX);
        }
        GradeId(self.dice.byte_below(self.charter.grades.len()))
    }

    /// Mostly today; sometimes long or just before, ahead, or outside every record.
    pub(super) fn day(&mut self) -> Date {
        let days = i64::from(self.dice.between(1, 40));
        match self.dice.below(40) {
            0..=4 => self.today.saturating_sub(days.days()),
            5..=6 => self
                .today
                .saturating_sub(days.saturating_mul(60).min(7000).days()),
            7 => self.today.saturating_add(days.days()),
            8 => self
                .dice
                .pick(&[
                    Date::MIN,
                    Date::MAX,
                    Date::constant(1899, 12, 31),
                    Date::constant(2079, 6, 6),
                ])
                .unwrap_or(self.today),
            _ => self.today,
        }
    }

    /// A code nobody has; sometimes one somebody has, an empty one or one too long.
    pub(super) fn code(&mut self, state: &State) -> String {
        self.named = self.named.saturating_add(1);
        let fresh = format!("N{}", self.named);
        match self.dice.below(40) {
            0 => String::new(),
            1 => "long".repeat(60),
            2 => {
                let unit = self.unit(state);
                state.unit(unit).map_or(fresh, |unit| unit.code.to_owned())
            }
            _ => fresh,
        }
    }

    /// A name; names may be alike.
    pub(super) fn name(&mut self) -> String {
        match self.dice.below(40) {
            0 => " \t".to_owned(),
            1 => "ü".repeat(201),
            2 => "ü".repeat(200),
            3 => "No\u{200b}where".to_owned(),
            _ => {
                self.named = self.named.saturating_add(1);
                format!("Name {}", self.named)
            }
        }
    }
}
