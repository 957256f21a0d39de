//! Working it out: on a copy, on a thread that may wait, and only so much at a time.

use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use jiff::civil::Date;
use kernel::{Actor, State};
use sim::simulate::{Beginning, CannotGoOn, Edition, Outcome, Rate, Share, go_on};

/// How many are worked out at the same time.
const RUNNING_MOST: usize = 2;
/// Longer than this nobody waits.
const TIME_MOST: Duration = Duration::from_secs(20);
/// The same for everybody, so that the same question has the same answer.
const SEED: u64 = 1;

/// Those whose question is being worked out.
#[derive(Clone, Debug, Default)]
pub(crate) struct Running(Arc<Mutex<Vec<Actor>>>);

/// A place among them, given back when it is dropped.
#[derive(Debug)]
pub(super) struct Turn {
    running: Running,
    of: Actor,
}

impl Running {
    /// A turn, unless this person has one already or all are taken.
    pub(super) fn turn(&self, of: Actor) -> Option<Turn> {
        let mut taken = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if taken.len() >= RUNNING_MOST || taken.contains(&of) {
            return None;
        }
        taken.push(of);
        Some(Turn {
            running: self.clone(),
            of,
        })
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        let mut taken = self
            .running
            .0
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        taken.retain(|of| *of != self.of);
    }
}

/// What is to be worked out.
#[derive(Debug)]
pub(super) struct Work {
    pub(super) state: State,
    pub(super) today: Date,
    pub(super) edition: Edition,
    pub(super) rates: Vec<(Rate, Share)>,
    pub(super) months: u32,
}

/// Both ways to go on.
#[derive(Debug)]
pub(super) struct Ways {
    pub(super) in_force: Outcome,
    pub(super) changed: Outcome,
}

/// Works out both ways, from the same seed; none where it takes too long.
pub(super) fn work_out(work: Work) -> Result<Option<Ways>, CannotGoOn> {
    let begun = Instant::now();
    let mut watch = |_, _, _| match begun.elapsed() > TIME_MOST {
        true => ControlFlow::Break(()),
        false => ControlFlow::Continue(()),
    };
    let beginning = |state, amended| Beginning {
        state,
        today: work.today,
        amended,
        rates: work.rates.clone(),
        months: work.months,
        seed: SEED,
        // The other threads are for the pages.
        threads: NonZeroUsize::MIN,
    };
    // What cannot follow is refused before anything is worked out.
    let copy = work.state.clone();
    let changed = go_on(beginning(copy, Some(work.edition)), &mut watch)?;
    let in_force = go_on(beginning(work.state, None), &mut watch)?;
    let whole = !changed.stopped && !in_force.stopped;
    Ok(whole.then_some(Ways { in_force, changed }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::PersonId;

    #[test]
    fn one_a_person_and_two_in_all_have_a_turn() {
        let running = Running::default();
        let person = |number| Actor::Person(PersonId(number));
        let first = running.turn(person(1)).unwrap();
        assert!(running.turn(person(1)).is_none(), "one a person");
        let second = running.turn(Actor::Operator).unwrap();
        assert!(running.turn(person(3)).is_none(), "two in all");
        drop(first);
        let third = running.turn(person(3)).unwrap();
        assert!(running.turn(person(1)).is_none());
        drop((second, third));
        assert!(running.turn(person(1)).is_some());
    }
}
