//! The first day: the charter is adopted, the register is entered in parts as
//! a register is, and the posts are filled.

use std::ops::ControlFlow;
use std::sync::Arc;

use charter::{Charter, GradeId, LevelId};
use jiff::ToSpan;
use jiff::civil::Date;
use kernel::charters::AdoptCharter;
use kernel::register::{EnterRegister, PersonRow, UnitRow};
use kernel::{Command, UnitId};

use super::acts::{Cause, Ground};
use super::draws::{Draws, Purpose, Share, below};
use super::heads;
use super::month::Month;
use super::rates::MonthRates;
use super::shape::Shape;
use super::{CannotSimulate, Edition, Stage, Watch};
use crate::made_up::Grades;

/// People entered in one part of the register.
const PART_PEOPLE: usize = 20_000;
/// Years before the first day on which the units were founded.
const FOUNDED_YEARS: i64 = 40;
/// Days before the first day over which people joined.
const JOINED_DAYS: u32 = 30 * 365;
/// Those in a grade that leads to the settled one.
const WAITING: Share = Share::ratio(1, 10);

/// What the first day is made of.
pub(super) struct Founding<'a> {
    pub(super) edition: &'a Edition,
    pub(super) grades: &'a Grades,
    pub(super) begins: Date,
    pub(super) seed: u64,
}

impl Founding<'_> {
    /// Makes the organisation of a shape.
    pub(super) fn found<'b>(
        &self,
        mut ground: Ground<'b>,
        shape: Shape,
        watch: &mut Watch<'_>,
    ) -> Result<Option<Ground<'b>>, CannotSimulate> {
        let adopt = AdoptCharter {
            charter: Arc::clone(&self.edition.charter),
            sha256: self.edition.sha256,
            from: self.begins,
        };
        self.must(&mut ground, Command::AdoptCharter(adopt))?;
        if self.enter(&mut ground, &shape, watch)?.is_break() {
            return Ok(None);
        }
        drop(shape);
        self.fill(&mut ground);
        Ok(ground.goes_on().is_continue().then_some(ground))
    }

    fn must(&self, ground: &mut Ground<'_>, command: Command) -> Result<(), CannotSimulate> {
        if ground.carry_out(self.begins, command, Cause::Life) {
            return Ok(());
        }
        let reason = ground.refusals.keys().next().cloned().unwrap_or_default();
        Err(CannotSimulate::Refused { reason })
    }

    fn enter(
        &self,
        ground: &mut Ground<'_>,
        shape: &Shape,
        watch: &mut Watch<'_>,
    ) -> Result<ControlFlow<()>, CannotSimulate> {
        let charter = &self.edition.charter;
        let mut codes = Codes::new(charter);
        let mut rows: Vec<(LevelId, u32)> = Vec::with_capacity(shape.units.len());
        let mut part = EnterRegister::default();
        let mut people = 0_u32;
        let total = shape.units.len() as u64;
        let founded = self.begins.saturating_sub(FOUNDED_YEARS.years());
        for sketch in &shape.units {
            let number = codes.next(sketch.level);
            let code = codes.code(sketch.level, number);
            let parent = sketch
                .parent
                .and_then(|row| rows.get(usize::try_from(row).ok()?))
                .map(|(level, number)| codes.code(*level, *number));
            rows.push((sketch.level, number));
            for (joined, grade) in self.people(people, sketch.people) {
                part.people.push(PersonRow {
                    person: None,
                    unit: code.clone(),
                    grade,
                    joined,
                    posts: Vec::new(),
                });
            }
            people = people.saturating_add(sketch.people);
            part.units.push(UnitRow {
                name: code.clone(),
                code,
                level: sketch.level,
                parent,
                founded: Some(founded),
            });
            if part.people.len() >= PART_PEOPLE {
                self.must(ground, Command::EnterRegister(std::mem::take(&mut part)))?;
                let seen = watch(Stage::Entering, rows.len() as u64, total);
                if seen.is_break() || ground.goes_on().is_break() {
                    return Ok(ControlFlow::Break(()));
                }
            }
        }
        self.must(ground, Command::EnterRegister(part))?;
        Ok(ControlFlow::Continue(()))
    }

    /// The people of one unit, the longest-standing first: when they joined and their grade.
    fn people(&self, first: u32, count: u32) -> Vec<(Date, GradeId)> {
        let grades = Draws::of(self.seed, 0, Purpose::Grades);
        let joined = Draws::of(self.seed, 0, Purpose::Joined);
        let waiting = self.grades.waiting.first().copied();
        let mut people: Vec<(u32, GradeId)> = (0..count)
            .map(|at| first.saturating_add(at))
            .map(|person| {
                let draw = joined.draw(person);
                match waiting.filter(|_| grades.comes(person, WAITING)) {
                    Some(grade) => {
                        let months = self
                            .edition
                            .charter
                            .grade(grade)
                            .map_or(12, |row| u32::from(row.wait_months).max(1));
                        (below(draw, months.saturating_mul(30)), grade)
                    }
                    None => (below(draw, JOINED_DAYS), self.grades.settled),
                }
            })
            .collect();
        people.sort_unstable_by(|one, other| other.cmp(one));
        people
            .into_iter()
            .map(|(days, grade)| {
                let joined = self.begins.saturating_sub(i64::from(days).days());
                (joined, grade)
            })
            .collect()
    }

    /// Every post that must be held, and every head's, is taken up by somebody who may.
    fn fill(&self, ground: &mut Ground<'_>) {
        let rates = super::rates::Rates::default();
        let month = Month::new(
            &self.edition.charter,
            self.grades,
            MonthRates::new(&rates, &[], self.begins),
            (self.seed, 0, self.begins),
        );
        for unit in 0..ground.state.unit_count() {
            for command in heads::fill_all(&month, &ground.state, UnitId(unit)) {
                ground.carry_out(self.begins, command, Cause::Life);
            }
        }
    }
}

/// Codes of units: the level's identifier and a number.
struct Codes<'a> {
    charter: &'a Charter,
    counts: Vec<u32>,
}

impl<'a> Codes<'a> {
    fn new(charter: &'a Charter) -> Codes<'a> {
        Codes {
            charter,
            counts: vec![0; charter.levels.len()],
        }
    }

    fn next(&mut self, level: LevelId) -> u32 {
        self.counts.get_mut(level.index()).map_or(0, |count| {
            *count = count.saturating_add(1);
            *count
        })
    }

    fn code(&self, level: LevelId, number: u32) -> String {
        let id = self.charter.level(level).map_or("unit", |row| &row.id);
        format!("{id}-{number}")
    }
}
