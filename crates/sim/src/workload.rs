//! Commands of every kind from a seed, right and wrong: by people with and
//! without rights, about things that are there and things that are not, on
//! good days and bad ones. What becomes of them is the kernel's business.

mod amendments;
mod dice;
mod directives;
mod draws;
mod meetings;
mod people;
mod register;
mod reports;
mod units;

use std::sync::Arc;

use charter::Charter;
use jiff::ToSpan;
use jiff::civil::Date;
use kernel::{Actor, Command, Request, State, plan};

use dice::Dice;

/// A stream of requests for an organisation under one charter.
#[derive(Debug)]
pub struct Workload {
    charter: Arc<Charter>,
    dice: Dice,
    today: Date,
    /// How many things were ever named, so that names differ.
    named: u32,
}

impl Workload {
    /// The stream of a seed. It begins on the day of the charter's edition.
    #[must_use]
    pub fn new(charter: &Arc<Charter>, seed: u64) -> Workload {
        Workload {
            charter: Arc::clone(charter),
            dice: Dice::new(seed),
            today: charter
                .edition
                .clamp(Date::constant(1960, 1, 1), Date::constant(2050, 1, 1)),
            named: 0,
        }
    }

    /// The next request. It looks at the state, so that most of what it asks for could be.
    pub fn next(&mut self, state: &State) -> Request {
        if self.dice.one_in(4) {
            let days = i64::from(self.dice.below(25));
            self.today = self.today.saturating_add(days.days());
        }
        // An organisation is founded first, and sometimes not even that.
        let hasty = self.dice.one_in(10);
        let (actor, command) = if state.editions().is_empty() && !hasty {
            (Actor::Operator, self.first_adoption())
        } else if state.unit_count() == 0 && !hasty {
            (Actor::Operator, self.founding())
        } else {
            let actor = self.actor(state);
            (actor, self.command(state, actor))
        };
        Request {
            actor,
            today: self.today,
            command,
        }
    }

    fn command(&mut self, state: &State, actor: Actor) -> Command {
        match self.dice.below(100) {
            0..=1 => self.amendment(state),
            2..=4 => self.register(state),
            5..=7 => self.act(state),
            8..=9 => self.planned(state, actor),
            10..=34 => self.of_units(state),
            56..=79 if !self.charter.directives.is_empty() => self.of_directives(state),
            80..=85 if !self.charter.reports.is_empty() => self.of_reports(state),
            35..=69 => self.of_people(state),
            _ => self.of_meetings(state),
        }
    }

    /// A few commands as one; now and then none, or an act within an act.
    fn act(&mut self, state: &State) -> Command {
        let steps = self.dice.below(4);
        let mut commands = Vec::new();
        for _ in 0..steps {
            commands.push(match self.dice.below(12) {
                0 => self.register(state),
                1 => Command::Act(vec![self.of_people(state)]),
                2..=5 => self.of_units(state),
                6..=9 => self.of_people(state),
                _ => self.of_meetings(state),
            });
        }
        Command::Act(commands)
    }

    /// The kernel's own plan for a unit and all beneath it, made for this actor or for somebody else.
    fn planned(&mut self, state: &State, actor: Actor) -> Command {
        let planner = if self.dice.one_in(5) {
            self.actor(state)
        } else {
            actor
        };
        let area = if self.dice.one_in(2) {
            state.top_unit().unwrap_or_else(|| self.unit(state))
        } else {
            self.unit(state)
        };
        plan::plan_within(state, planner, self.today, area).act()
    }
}
