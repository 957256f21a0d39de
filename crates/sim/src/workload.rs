//! Commands of every kind from a seed, right and wrong: by people with and
//! without rights, about things that are there and things that are not, on
//! good days and bad ones. What becomes of them is the kernel's business.

mod amendments;
mod awards;
mod bodies;
mod bulletins;
mod conferences;
mod dice;
mod directives;
mod draws;
mod dues;
mod elections;
mod meetings;
mod people;
mod petitions;
mod procedures;
mod register;
mod reports;
mod study;
mod units;
mod visits;

use std::sync::Arc;

use charter::Charter;
use jiff::ToSpan;
use jiff::civil::Date;
use kernel::{Actor, Command, Request, State, plan};

use dice::Dice;

/// How often a plan has its turn, beside the weights of the rooms.
const PLANNED: u32 = 2;

/// What asks something of one room.
type Room = fn(&mut Workload, &State) -> Command;

/// The weight of a room that the charter may say nothing of.
fn given<T>(rules: &[T], weight: u32) -> u32 {
    if rules.is_empty() { 0 } else { weight }
}

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
        let charter = Arc::clone(&self.charter);
        // How often each room has its turn, among the others that the charter knows.
        let turns: [(u32, Room); _] = [
            (2, Workload::amendment),
            (3, Workload::register),
            (3, Workload::act),
            (25, Workload::of_units),
            (30, Workload::of_people),
            (25, Workload::of_meetings),
            (given(&charter.choosing, 40), Workload::of_elections),
            (given(&charter.directives, 25), Workload::of_directives),
            (given(&charter.reports, 8), Workload::of_reports),
            (given(&charter.awards, 8), Workload::of_awards),
            (given(&charter.conferences, 26), Workload::of_conferences),
            (given(&charter.bodies, 10), Workload::of_bodies),
            (given(&charter.courses, 12), Workload::of_study),
            (given(&charter.visits, 6), Workload::of_visits),
            (given(&charter.bulletins, 16), Workload::of_bulletins),
            (given(&charter.petitions, 15), Workload::of_petitions),
            (given(&charter.procedures, 41), Workload::of_procedures),
            (given(charter.dues.as_slice(), 25), Workload::of_dues),
        ];
        let all: u32 = turns.iter().map(|(weight, _)| weight).sum();
        let mut drawn = self.dice.below(all.saturating_add(PLANNED));
        for (weight, room) in turns {
            match drawn.checked_sub(weight) {
                Some(left) => drawn = left,
                None => return room(self, state),
            }
        }
        self.planned(state, actor)
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
