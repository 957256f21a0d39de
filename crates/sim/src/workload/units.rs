//! Commands about units.

use charter::LevelId;
use kernel::units::{
    DissolveUnit, FormCommittee, FoundUnit, MergeUnits, MoveUnit, Part, RenameUnit, SplitUnit,
    StrikeDissolution, StrikeFounding, StrikeMove, StrikeRenaming,
};
use kernel::{Command, PersonId, State, UnitId};

use super::Workload;

impl Workload {
    pub(super) fn of_units(&mut self, state: &State) -> Command {
        let on = self.day();
        match self.dice.below(10) {
            8 | 9 => self.strikes(state),
            0..=1 => self.found(state),
            2 => Command::from(RenameUnit {
                unit: self.unit(state),
                name: self.name(),
                on,
            }),
            3 => {
                let unit = self.unit(state);
                let parent = self.parent_for(state, self.level_of(state, unit));
                Command::from(MoveUnit { unit, parent, on })
            }
            4 => {
                let unit = self.base(state);
                let parts = self.parts(state, unit, false);
                Command::from(SplitUnit { unit, parts, on })
            }
            5 => {
                let from = self.base(state);
                let into = self.partner(state, from);
                Command::from(MergeUnits { from, into, on })
            }
            6 => {
                let unit = self.base(state);
                let parts = self.parts(state, unit, true);
                let level = self.level_above(state, unit);
                Command::from(FormCommittee {
                    unit,
                    level,
                    parts,
                    on,
                })
            }
            _ => Command::from(DissolveUnit {
                unit: self.dwindled(state),
                on,
            }),
        }
    }

    /// Mostly what can be struck: the name, the place, the end or the founding of a unit.
    fn strikes(&mut self, state: &State) -> Command {
        let what = self.dice.below(4);
        let last =
            |unit: &UnitId| state.standing_level(*unit).is_some() && state.roll_count(*unit) == 0;
        let units = (0..state.unit_count()).map(UnitId);
        let fitting: Vec<UnitId> = units
            .filter(|unit| match what {
                0 => last(unit),
                1 => state.before_renaming(*unit).is_some(),
                2 => state.before_move(*unit).is_some(),
                _ => state.standing_level(*unit).is_none(),
            })
            .collect();
        let picked = self.dice.pick(&fitting).filter(|_| !self.dice.one_in(8));
        let unit = picked.unwrap_or_else(|| self.unit(state));
        let reason = self.words();
        match what {
            0 => Command::from(StrikeFounding { unit, reason }),
            1 => Command::from(StrikeRenaming { unit, reason }),
            2 => Command::from(StrikeMove { unit, reason }),
            _ => Command::from(StrikeDissolution { unit, reason }),
        }
    }

    fn found(&mut self, state: &State) -> Command {
        let level = self.level();
        let parent = if state.unit_count() == 0 || self.dice.one_in(20) {
            None
        } else {
            Some(self.parent_for(state, Some(level)))
        };
        Command::from(FoundUnit {
            code: self.code(state),
            level,
            name: self.name(),
            parent,
            on: self.day(),
        })
    }

    /// A unit under which a unit of this level may stand, mostly.
    fn parent_for(&mut self, state: &State, level: Option<LevelId>) -> UnitId {
        let under = level
            .and_then(|level| self.charter.level(level))
            .map(|level| level.under.clone())
            .unwrap_or_default();
        let fitting: Vec<UnitId> = state
            .standing_units()
            .filter(|unit| {
                self.level_of(state, *unit)
                    .is_some_and(|level| under.contains(&level))
            })
            .collect();
        let chosen = self.dice.pick(&fitting);
        match chosen {
            Some(unit) if !self.dice.one_in(6) => unit,
            Some(_) | None => self.unit(state),
        }
    }

    /// Another unit of the same level, mostly.
    fn partner(&mut self, state: &State, unit: UnitId) -> UnitId {
        let level = self.level_of(state, unit);
        let others: Vec<UnitId> = state
            .standing_units()
            .filter(|other| *other != unit && self.level_of(state, *other) == level)
            .collect();
        let chosen = self.dice.pick(&others);
        match chosen {
            Some(other) if !self.dice.one_in(10) => other,
            Some(_) | None => self.unit(state),
        }
    }

    /// A level under which the unit's own may stand, mostly.
    fn level_above(&mut self, state: &State, unit: UnitId) -> LevelId {
        let under = self
            .level_of(state, unit)
            .and_then(|level| self.charter.level(level))
            .map(|level| level.under.clone())
            .unwrap_or_default();
        let chosen = self.dice.pick(&under);
        match chosen {
            Some(level) if !self.dice.one_in(8) => level,
            Some(_) | None => self.level(),
        }
    }

    /// A standing unit without people and units beneath, mostly: nothing else can be dissolved.
    fn dwindled(&mut self, state: &State) -> UnitId {
        let empty: Vec<UnitId> = state
            .standing_units()
            .filter(|unit| state.roll_count(*unit) == 0)
            .filter(|unit| state.units_beneath(*unit).next().is_none())
            .collect();
        let chosen = self.dice.pick(&empty);
        match chosen {
            Some(unit) if !self.dice.one_in(5) => unit,
            Some(_) | None => self.unit(state),
        }
    }

    /// A division of the roll, or of part of it; sometimes with a mistake.
    fn parts(&mut self, state: &State, unit: UnitId, whole: bool) -> Vec<Part> {
        let mut people: Vec<PersonId> = state.roll(unit).collect();
        let count = u32::try_from(people.len()).unwrap_or(u32::MAX);
        if !whole {
            let leaving = self.dice.between(count / 4, count.saturating_mul(3) / 4);
            people.truncate(usize::try_from(leaving).unwrap_or(usize::MAX));
        }
        let count = u32::try_from(people.len()).unwrap_or(u32::MAX);
        let size = count / self.dice.between(1, 3).max(1);
        let size = usize::try_from(size.max(1)).unwrap_or(usize::MAX);
        let mut parts: Vec<Part> = people
            .chunks(size)
            .map(|people| Part {
                code: self.code(state),
                name: self.name(),
                people: people.to_vec(),
            })
            .collect();
        if self.dice.one_in(8) {
            self.spoil(state, &mut parts);
        }
        parts
    }

    fn spoil(&mut self, state: &State, parts: &mut Vec<Part>) {
        let stranger = self.person(state);
        let Some(first) = parts.first_mut() else {
            return;
        };
        match self.dice.below(4) {
            0 => first.people.push(stranger),
            1 => first.people.clear(),
            2 => first.people.extend(first.people.first().copied()),
            _ => {
                let twin = first.clone();
                parts.push(twin);
            }
        }
    }
}
