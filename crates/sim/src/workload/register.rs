//! Registers: the one an organisation begins with, and later ones that update
//! it, bring it new units and people, or are full of faults.

use charter::{LevelId, PostId};
use jiff::ToSpan;
use jiff::civil::Date;
use kernel::register::{EnterRegister, PersonRow, UnitRow};
use kernel::{Command, State};

use super::Workload;

/// Most people a unit begins with, beyond the fewest its range allows.
const BEYOND_LEAST_MAX: u32 = 6;

impl Workload {
    /// An organisation small enough for every chance to be met often.
    pub(super) fn founding(&mut self) -> Command {
        let mut register = EnterRegister::default();
        let levels: Vec<(LevelId, Vec<LevelId>, bool)> = (0..=u8::MAX)
            .zip(&self.charter.levels)
            .map(|(row, level)| (LevelId(row), level.under.clone(), level.members))
            .collect();
        // Once a level: a level may stand under one that comes later in the table.
        for _ in &levels {
            for (level, under, members) in &levels {
                if !register.units.iter().any(|row| row.level == *level) {
                    self.units_of(&mut register, *level, under, *members);
                }
            }
        }
        let units = register.units.clone();
        for row in &units {
            self.people_of(&mut register, row);
        }
        self.fill_posts(&mut register);
        Command::EnterRegister(register)
    }

    fn units_of(
        &mut self,
        register: &mut EnterRegister,
        level: LevelId,
        under: &[LevelId],
        members: bool,
    ) {
        let parents: Vec<usize> = (0..register.units.len())
            .filter(|at| {
                register
                    .units
                    .get(*at)
                    .is_some_and(|row| under.contains(&row.level))
            })
            .collect();
        let is_top = under.is_empty();
        if !is_top && parents.is_empty() {
            return;
        }
        let count = if is_top { 1 } else { self.dice.between(1, 2) };
        for _ in 0..count.saturating_add(u32::from(members && !is_top)) {
            self.named = self.named.saturating_add(1);
            let code = format!("N{}", self.named);
            let parent = self.dice.pick(&parents);
            let parent = parent
                .and_then(|at| register.units.get(at))
                .map(|row| row.code.clone());
            let founded = self.some_day_before();
            register.units.push(UnitRow {
                name: code.clone(),
                code,
                level,
                parent,
                founded: (!self.dice.one_in(4)).then_some(founded),
            });
        }
    }

    fn people_of(&mut self, register: &mut EnterRegister, row: &UnitRow) {
        let level = self.charter.level(row.level);
        if level.is_none_or(|level| !level.members) {
            return;
        }
        let (least, most) = self
            .charter
            .size_of(row.level)
            .map_or((2, None), |size| (size.least, size.most));
        let near = least.saturating_add(BEYOND_LEAST_MAX);
        let count = match self.dice.below(6) {
            0 => least.saturating_sub(1),
            1 => most.unwrap_or(near).min(40).saturating_add(1),
            _ => self
                .dice
                .between(least, most.map_or(near, |most| most.min(near))),
        };
        for _ in 0..count {
            let grade = match self.dice.below(4) {
                0 => self.grade_of_charter(),
                _ => charter::GradeId(0),
            };
            register.people.push(PersonRow {
                person: None,
                unit: row.code.clone(),
                grade,
                joined: self.some_day_before(),
                posts: Vec::new(),
            });
        }
    }

    fn grade_of_charter(&mut self) -> charter::GradeId {
        charter::GradeId(self.dice.byte_below(self.charter.grades.len()))
    }

    /// Gives every fourth of the people a post somewhere.
    fn fill_posts(&mut self, register: &mut EnterRegister) {
        let seats: Vec<(LevelId, String)> = register
            .units
            .iter()
            .map(|row| (row.level, row.code.clone()))
            .collect();
        for row in &mut register.people {
            if !self.dice.one_in(4) {
                continue;
            }
            let at = usize::try_from(self.dice.below(u32::try_from(seats.len()).unwrap_or(0)));
            let Some((level, code)) = at.ok().and_then(|at| seats.get(at)) else {
                continue;
            };
            let posts: Vec<PostId> = (0..=u8::MAX)
                .zip(&self.charter.posts)
                .filter(|(_, post)| post.levels.contains(level))
                .map(|(number, _)| PostId(number))
                .collect();
            row.posts
                .extend(self.dice.pick(&posts).map(|post| (post, code.clone())));
        }
    }

    fn some_day_before(&mut self) -> Date {
        let days = i64::from(self.dice.below(4000));
        self.today.saturating_sub(days.days())
    }

    /// A later register: a few units and people, as they are, changed, new or wrong.
    pub(super) fn register(&mut self, state: &State) -> Command {
        let mut register = EnterRegister::default();
        for _ in 0..self.dice.below(3) {
            let row = self.unit_row(state);
            register.units.push(row);
        }
        for _ in 0..self.dice.below(5) {
            let row = self.person_row(state, &register);
            register.people.push(row);
        }
        Command::EnterRegister(register)
    }

    fn unit_row(&mut self, state: &State) -> UnitRow {
        let known = self.unit(state);
        let parent = self.unit(state);
        let parent_code = state
            .unit(parent)
            .map_or_else(|| "nowhere".to_owned(), |unit| unit.code.to_owned());
        if let Some(unit) = state.unit(known)
            && !self.dice.one_in(3)
        {
            // As it is, but for one thing.
            let stands_under = unit
                .parent
                .and_then(|parent| state.unit(parent))
                .map(|parent| parent.code.to_owned());
            let (code, mut name, mut level) =
                (unit.code.to_owned(), unit.name.to_owned(), unit.level);
            let mut parent = stands_under;
            match self.dice.below(4) {
                0 => parent = Some(parent_code),
                1 => level = self.level(),
                2 => name = self.name(),
                _ => {}
            }
            return UnitRow {
                code,
                level,
                name,
                parent,
                founded: None,
            };
        }
        UnitRow {
            code: self.code(state),
            level: LevelId(self.dice.byte_below(self.charter.levels.len())),
            name: self.name(),
            parent: (!self.dice.one_in(10)).then_some(parent_code),
            founded: self.dice.one_in(2).then(|| self.day()),
        }
    }

    fn person_row(&mut self, state: &State, register: &EnterRegister) -> PersonRow {
        let unit = self.base(state);
        let person = self.dice.one_in(2).then(|| self.person_in(state, unit));
        let home = if self.dice.one_in(4) {
            self.base(state)
        } else {
            unit
        };
        let code = |unit| {
            state
                .unit(unit)
                .map_or_else(|| "nowhere".to_owned(), |unit| unit.code.to_owned())
        };
        let home = match register.units.last() {
            Some(row) if self.dice.one_in(4) => row.code.clone(),
            Some(_) | None => code(home),
        };
        let mut posts = Vec::new();
        for _ in 0..self.dice.below(3) {
            let seat = self.unit(state);
            posts.push((self.post_in(state, seat), code(seat)));
        }
        PersonRow {
            person,
            unit: home,
            grade: self.grade(),
            joined: if self.dice.one_in(5) {
                self.day()
            } else {
                self.some_day_before()
            },
            posts,
        }
    }
}
