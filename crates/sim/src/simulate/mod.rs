//! Simulated years: an organisation made to a charter, and months that pass
//! on the kernel's own `decide` and `apply`.
//!
//! - *The first day*: a tree as deep as the charter's levels allow, with about as
//!   many units beneath each; sizes evenly over the range but for its ends; a tenth waiting for the settled grade; every post that must be
//!   held, and every head's, filled where anybody may hold it.
//! - *A month*: on its first day people join, leave, go over and rise, and posts
//!   are laid down and filled; on days of their own units meet, or not; on the
//!   last day the planner looks at the whole and a share of its steps is carried out.
//! - Every act is a command that the kernel decides, given by the operator. What the
//!   charter refuses is refused and counted.
//! - A year's rate is shared out evenly over its months.
//! - When the meetings of a month are over, the rooms follow as far as the charter has
//!   them: directives, dues, returns, procedures, petitions, visits and awards.

mod acts;
mod audit;
mod awards;
mod beginning;
mod calendar;
mod delays;
mod directives;
mod draws;
mod dues;
mod figures;
mod founding;
mod heads;
mod memory;
mod month;
mod petitions;
mod proceedings;
mod rates;
mod returns;
mod rooms;
mod runs;
pub mod scenario;
mod shape;
mod sheet;
mod threads;
mod touched;
mod visits;
mod waiting;

use std::num::NonZeroUsize;
use std::ops::{ControlFlow, Range};
use std::sync::Arc;

use charter::{Charter, RuleId};
use jiff::civil::Date;
use jiff::{Span, ToSpan};
use kernel::charters::AdoptCharter;
use kernel::plan::{self, Survey};
use kernel::{Command, Day, Event, PetitionId, State, UnitId};
use sha2::{Digest, Sha256};

use acts::{Cause, Ground};
use directives::Cascades;
use draws::{Draws, Purpose};
use founding::Founding;
use rates::{Differing, MonthRates};
use shape::Shape;
use sheet::Sheet;
use threads::{Threads, piece};
use touched::Touched;

pub use audit::{Audit, Auditing, simulate_audited};
pub use beginning::{Beginning, CannotGoOn, go_on};
pub use delays::{Wait, Waits};
pub use directives::Cascade;
pub use draws::Share;
pub use figures::{Figures, Month, Refusals};
pub use memory::{Extent, bytes_needed, extent};
pub use rates::{Rate, Rates};
pub use scenario::Scenario;

use crate::made_up::Grades;

/// Units whose month is drawn before it is carried out. It does not depend on
/// the threads, so neither does what the units see of each other.
const BLOCK: u32 = 8_192;

/// What is written wherever words are asked for: none of them is read by anybody.
pub const WORDS: &str = "Made up, like the years it belongs to.";

/// An edition of a charter to simulate under.
#[derive(Clone, Debug)]
pub struct Edition {
    /// What it says.
    pub charter: Arc<Charter>,
    /// SHA-256 of its text.
    pub sha256: [u8; 32],
}

impl Edition {
    /// Reads a charter.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn read(text: &str) -> Result<Edition, Vec<charter::Problem>> {
        let reading = charter::read(text);
        match reading.charter {
            Some(charter) => Ok(Edition {
                charter: Arc::new(charter),
                sha256: Sha256::digest(text.as_bytes()).into(),
            }),
            None => Err(reading.problems),
        }
    }
}

/// The SHA-256 of everything an organisation is, in sixteens: two organisations
/// that are the same have the same.
#[must_use]
pub fn state_hash(state: &State) -> String {
    let mut hash = Sha256::new();
    state.write_columns(&mut |bytes| hash.update(bytes));
    hash.finalize()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// What is to be simulated.
#[derive(Clone, Debug)]
pub struct Wish {
    /// The charter in force from the first day.
    pub edition: Edition,
    /// Editions that come into force later, in order of their days, which are firsts of months.
    pub amendments: Vec<(Date, Edition)>,
    /// Rates and shocks.
    pub scenario: Scenario,
    /// Members on the first day.
    pub members: u32,
    /// Months to pass.
    pub months: u32,
    /// The seed of all chance.
    pub seed: u64,
    /// Threads that draw and count. They change nothing about the result.
    pub threads: NonZeroUsize,
}

/// What a simulation is at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Entering the first day's register.
    Entering,
    /// Letting months pass: of all months, in units.
    Passing,
}

/// Is told the stage, how much is done and how much there is; says whether to go on.
pub type Watch<'a> = dyn FnMut(Stage, u64, u64) -> ControlFlow<()> + 'a;

/// Hears of everything that happened: the day on which a command was given and
/// the events that came of it, one call a command, in the order in which they
/// were applied, the first day's among them. Says whether to go on; after a
/// break it is not called again, and the simulation stops as soon as it can.
pub type Listener<'a> = dyn FnMut(Date, &[Event]) -> ControlFlow<()> + 'a;

/// What came of it.
#[derive(Debug)]
pub struct Outcome {
    /// The figures of the first day and of each month that passed whole.
    pub months: Vec<Month>,
    /// Why commands were refused.
    pub refusals: Refusals,
    /// The directives of the years, in their order.
    pub cascades: Vec<Cascade>,
    /// The organisation at the end.
    pub state: State,
    /// Whether it was stopped before the last month was over.
    pub stopped: bool,
}

/// Why nothing can be simulated.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CannotSimulate {
    /// No level stands under nothing.
    #[error("the charter has no level that stands under nothing")]
    NoTop,
    /// No level with members can be reached from the top.
    #[error("the charter has no level with members that can stand somewhere beneath the top")]
    NoBaseLevel {
        /// The rule of the top level.
        top: RuleId,
    },
    /// The charter has no grade.
    #[error("the charter has no grade of membership")]
    NoGrade,
    /// No number of units inside their range has so many members together.
    #[error(
        "{wished} members do not fill units of the sizes that article {article} asks for ({rule}); {near} would"
    )]
    Members {
        /// The number wished for.
        wished: u32,
        /// The nearest number that can be had.
        near: u32,
        /// Number of the article of the size rule.
        article: String,
        /// The rule in words.
        rule: String,
        /// The rule; none where the usual sizes hold.
        size: Option<RuleId>,
    },
    /// The years lie outside what a record can hold.
    #[error("{months} months from {begins} on cannot be recorded: a record ends with {last}", last = Day::LAST)]
    Years {
        /// The months wished for.
        months: u32,
        /// The first day.
        begins: Date,
    },
    /// The charter refuses even the first day.
    #[error("the first day is refused: {reason}")]
    Refused {
        /// The kind of reason.
        reason: String,
    },
    /// The scenario names something the organisation does not have.
    #[error("the scenario names what the organisation does not have")]
    Scenario(Vec<charter::Problem>),
}

impl CannotSimulate {
    /// The rule of the charter that stands in the way, and the key of its value,
    /// for [`charter::place_of`].
    #[must_use]
    pub fn place(&self) -> Option<(RuleId, &'static str)> {
        match self {
            CannotSimulate::NoBaseLevel { top } => Some((*top, "members")),
            CannotSimulate::Members { size, .. } => size.map(|rule| (rule, "range")),
            CannotSimulate::NoTop
            | CannotSimulate::NoGrade
            | CannotSimulate::Years { .. }
            | CannotSimulate::Refused { .. }
            | CannotSimulate::Scenario(_) => None,
        }
    }
}

/// Makes the organisation and lets the months pass.
///
/// # Errors
/// Before any work: when the charter cannot be populated with so many members,
/// the months cannot be recorded, or the scenario names a level or area that is not there.
pub fn simulate(wish: &Wish, watch: &mut Watch<'_>) -> Result<Outcome, CannotSimulate> {
    run(wish, watch, None)
}

/// Does the same, and tells a listener everything that happens.
///
/// # Errors
/// As [`simulate`] does.
pub fn simulate_aloud(
    wish: &Wish,
    watch: &mut Watch<'_>,
    listener: &mut Listener<'_>,
) -> Result<Outcome, CannotSimulate> {
    run(wish, watch, Some(listener))
}

fn run(
    wish: &Wish,
    watch: &mut Watch<'_>,
    listener: Option<&mut Listener<'_>>,
) -> Result<Outcome, CannotSimulate> {
    let charter = &wish.edition.charter;
    let begins = wish.scenario.begins;
    first_of(begins, wish.months)
        .filter(|_| {
            begins
                .checked_sub(75.years())
                .is_ok_and(|day| day >= Day::FIRST)
        })
        .ok_or(CannotSimulate::Years {
            months: wish.months,
            begins,
        })?;
    let shape = Shape::of(charter, wish.members, wish.seed)?;
    let problems = wish
        .scenario
        .misfits(charter, |level| shape.count_of(level));
    if !problems.is_empty() {
        return Err(CannotSimulate::Scenario(problems));
    }
    let grades = Grades::of(charter).map_err(|_| CannotSimulate::NoGrade)?;
    let founding = Founding {
        edition: &wish.edition,
        grades: &grades,
        begins,
        seed: wish.seed,
    };
    let stopped = || Outcome {
        months: Vec::new(),
        refusals: Refusals::new(),
        cascades: Vec::new(),
        state: State::default(),
        stopped: true,
    };
    let ground = Ground::new(listener.map(|listener| listener as &mut Listener<'_>));
    let Some(ground) = founding.found(ground, shape, watch)? else {
        return Ok(stopped());
    };
    let differing = wish.scenario.differing(charter, &ground.state).into();
    let mut years = Years::new(wish, &grades, differing, ground);
    years.first_day();
    let stopped = years.pass(watch).is_break();
    Ok(Outcome {
        months: years.months,
        refusals: years.ground.refusals,
        cascades: years.cascades.all,
        state: years.ground.state,
        stopped,
    })
}

/// The first day of a month, counted from the first one.
fn first_of(begins: Date, month: u32) -> Option<Date> {
    let span = Span::new().try_months(i64::from(month)).ok()?;
    let first = begins.checked_add(span).ok()?;
    (first <= Day::LAST).then_some(first)
}

/// The years on their way.
struct Years<'a, 'b> {
    wish: &'a Wish,
    grades: &'a Grades,
    differing: Arc<[Differing]>,
    ground: Ground<'b>,
    months: Vec<Month>,
    threads: Threads,
    /// One for each piece of a block.
    sheets: Vec<Sheet>,
    touched: Touched,
    cascades: Cascades,
    underway: proceedings::Underway,
    /// Petitions that wait for an answer.
    petitions: Vec<PetitionId>,
}

impl<'a, 'b> Years<'a, 'b> {
    fn new(
        wish: &'a Wish,
        grades: &'a Grades,
        differing: Arc<[Differing]>,
        ground: Ground<'b>,
    ) -> Years<'a, 'b> {
        let threads = Threads::new(wish.threads);
        let sheets = std::iter::repeat_with(Sheet::default);
        let sheets = sheets.take(threads.pieces()).collect();
        let cascades = Cascades::of(&ground.state);
        let petitions = (1..=ground.state.petition_count())
            .map(PetitionId)
            .collect();
        Years {
            wish,
            grades,
            differing,
            ground,
            months: Vec::new(),
            threads,
            sheets,
            touched: Touched::default(),
            cascades,
            underway: proceedings::Underway::default(),
            petitions,
        }
    }
}

impl Years<'_, '_> {
    /// The figures before anything happens; making the organisation is no event in its life.
    fn first_day(&mut self) {
        self.ground.figures = Figures::default();
        self.ground.refusals.clear();
        let on = self.wish.scenario.begins;
        self.close(on);
    }

    fn pass(&mut self, watch: &mut Watch<'_>) -> ControlFlow<()> {
        let total = u64::from(self.ground.state.unit_count()) * u64::from(self.wish.months);
        watch(Stage::Passing, 0, total)?;
        for number in 1..=self.wish.months {
            let Some(first) = first_of(self.wish.scenario.begins, number.saturating_sub(1)) else {
                return ControlFlow::Break(());
            };
            self.amend(first);
            self.live(number, first, watch)?;
            self.rooms(number, first)?;
            let last = first.last_of_month();
            self.reorganise(number, last);
            self.ground.goes_on()?;
            self.close(last);
        }
        ControlFlow::Continue(())
    }

    fn amend(&mut self, first: Date) {
        for (from, edition) in &self.wish.amendments {
            if *from == first {
                let adopt = AdoptCharter {
                    charter: Arc::clone(&edition.charter),
                    sha256: edition.sha256,
                    from: first,
                };
                self.ground
                    .carry_out(first, Command::AdoptCharter(adopt), Cause::Life);
            }
        }
    }

    /// Every unit's month, a block of units at a time.
    fn live(&mut self, number: u32, first: Date, watch: &mut Watch<'_>) -> ControlFlow<()> {
        let Some(charter) = self.ground.state.charter_on(first).cloned() else {
            return ControlFlow::Continue(());
        };
        let scenario = &self.wish.scenario;
        let differing = Arc::clone(&self.differing);
        let rates = MonthRates::new(&scenario.rates, &differing, first);
        let when = (self.wish.seed, number, first);
        let mut month = month::Month::new(&charter, self.grades, rates, when);
        month.shocks = scenario.shocks_of(first, &self.ground.state);
        let count = self.ground.state.unit_count();
        let total = u64::from(count) * u64::from(self.wish.months);
        let before = u64::from(count) * u64::from(number - 1);
        let mut changed = 0..0;
        while changed.end < count || !changed.is_empty() {
            let changing = changed.end..changed.end.saturating_add(BLOCK).min(count);
            self.block(&month, &changed, &changing);
            if !changed.is_empty() {
                watch(Stage::Passing, before + u64::from(changed.end), total)?;
            }
            self.ground.goes_on()?;
            changed = changing;
        }
        ControlFlow::Continue(())
    }

    /// One block of units meets while in the next one people come and go. All
    /// threads draw and decide on the same state; what came of it is settled in
    /// order. What one unit records has no bearing on what another may.
    fn block(&mut self, month: &month::Month<'_>, changed: &Range<u32>, changing: &Range<u32>) {
        let known = (&self.ground.state, &self.ground.waiting);
        let of = self.sheets.len();
        self.threads.on_each(&mut self.sheets, |at, sheet| {
            let meeting = piece(changed, at, of);
            sheet.fill(month, known, meeting, piece(changing, at, of));
        });
        for sheet in &mut self.sheets {
            self.ground.enter(&mut sheet.record);
            for (unit, since) in &sheet.scratch.waiting {
                self.ground.waiting.saw(*unit, *since);
            }
        }
        self.touched.clear();
        for sheet in &mut self.sheets {
            let touched = &mut self.touched;
            self.ground
                .carry_out_all(month.first, &mut sheet.changes, touched);
        }
    }

    /// The planner looks at the whole, and a share of its steps is carried out.
    fn reorganise(&mut self, number: u32, last: Date) {
        let differing = Arc::clone(&self.differing);
        let month = MonthRates::new(&self.wish.scenario.rates, &differing, last);
        // A plan of which no step is carried out need not be made.
        if month.never(Rate::Mending) {
            return;
        }
        let draws = Draws::of(self.wish.seed, number, Purpose::Mending);
        let state = &self.ground.state;
        let surveys = self.threads.in_pieces(0..state.unit_count(), |piece| {
            Survey::of(state, last, piece.map(UnitId))
        });
        let survey = surveys
            .into_iter()
            .fold(Survey::default(), |mut sum, next| {
                sum.extend(next);
                sum
            });
        for step in plan::plan_surveyed(state, last, &survey).steps {
            let unit = step.before.first().and_then(|figure| figure.unit);
            let level = unit
                .and_then(|unit| self.ground.state.unit(unit))
                .map(|row| row.level);
            let (Some(unit), Some(level)) = (unit, level) else {
                continue;
            };
            let rates = month.of_unit(&self.ground.state, unit, level);
            if draws.comes(unit.0, rates.of(Rate::Mending)) {
                self.step(last, step.command);
            }
        }
    }

    /// An act of the planner goes command by command: a trial on a copy of the
    /// whole organisation, as an act makes it, would be one copy for each step.
    fn step(&mut self, on: Date, command: Command) -> bool {
        match command {
            Command::Act(commands) => commands.into_iter().all(|command| self.step(on, command)),
            command => self.ground.carry_out(on, command, Cause::Plan),
        }
    }

    fn close(&mut self, on: Date) {
        let mut figures = std::mem::take(&mut self.ground.figures);
        figures.not_held = figures.not_held.saturating_sub(figures.meetings);
        if let Some(charter) = self.ground.state.charter_on(on) {
            let threads = &self.threads;
            figures::count(&self.ground.state, charter, on, threads, &mut figures);
        }
        self.months.push(Month { on, figures });
    }
}
