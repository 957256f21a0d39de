//! Shrinking: from the requests of a walk that went wrong, as few as still go
//! wrong in the same way, told as a case that can be put into a charter.
//!
//! Requests are left out in ever smaller stretches, and then rows of registers
//! and steps of acts. What a left-out request would have numbered moves every
//! later number; so each walk notes which number stands for which of the first
//! walk, and the requests are renumbered as they are made.

mod numbers;
mod telling;

use std::collections::BTreeSet;
use std::sync::Arc;

use kernel::register::EnterRegister;
use kernel::{Command, Request};

use crate::exploration::{Broken, Care, Failure, Hands, Promise, Walk};
use numbers::Numbers;

/// Most walks that shrinking takes; what is left then is small enough.
const WALKS_MAX: u32 = 4_000;

/// A failure made small.
#[derive(Clone, Debug)]
pub struct Shrunk {
    /// As few requests as were found to break the promise, with what they break.
    pub failure: Failure,
    /// The same as a case block, with what the second account says has to come of it.
    pub case: String,
}

/// A request of the first walk with the numbers it gave out there.
#[derive(Clone, Debug)]
struct Errand {
    request: Request,
    gave_out: Numbers,
}

/// Makes a failure small.
#[must_use]
pub fn shrink(failure: &Failure, hands: Hands) -> Shrunk {
    let promises: BTreeSet<Promise> = failure.broken.iter().map(|it| it.promise).collect();
    let mut search = Search {
        hands,
        promises,
        walks: 0,
    };
    let mut errands = first_walk(failure, hands);
    // Where the walk cannot be repeated there is nothing to go by, and it is told as it was.
    if search.fails(&errands) {
        errands = search.fewer(errands);
        errands = search.smaller(errands);
        errands = search.fewer(errands);
    }
    let (walk, requests, broken) = walk(&errands, hands);
    let case = telling::tell(&failure.charter, &walk, &requests, &broken);
    Shrunk {
        failure: Failure {
            charter: Arc::clone(&failure.charter),
            seed: failure.seed,
            requests,
            broken,
        },
        case,
    }
}

/// Walks the way of the failure once more and notes the numbers given out.
fn first_walk(failure: &Failure, hands: Hands) -> Vec<Errand> {
    let mut walk = Walk::new(hands, Care::Requests(u32::MAX));
    let mut errands = Vec::new();
    for request in &failure.requests {
        let before = Numbers::counted(walk.state());
        walk.step(request, false);
        errands.push(Errand {
            request: request.clone(),
            gave_out: before.until(&Numbers::counted(walk.state())),
        });
    }
    errands
}

/// Makes the requests, renumbered, until something is broken; gives back the
/// requests as they were made.
fn walk(errands: &[Errand], hands: Hands) -> (Walk, Vec<Request>, Vec<Broken>) {
    let mut walk = Walk::new(hands, Care::EveryEvent);
    let mut renumbering = numbers::Renumbering::default();
    let mut requests = Vec::new();
    for (number, errand) in (1..).zip(errands) {
        let request = renumbering.request(&errand.request);
        let before = Numbers::counted(walk.state());
        let broken = walk.step(&request, number == errands.len());
        requests.push(request);
        if !broken.is_empty() {
            return (walk, requests, broken);
        }
        let given = before.until(&Numbers::counted(walk.state()));
        renumbering.learn(&errand.gave_out, &given);
    }
    (walk, requests, Vec::new())
}

/// A search for fewer requests that still break the same promise.
struct Search {
    hands: Hands,
    promises: BTreeSet<Promise>,
    walks: u32,
}

impl Search {
    fn fails(&mut self, errands: &[Errand]) -> bool {
        if self.walks >= WALKS_MAX {
            return false;
        }
        self.walks = self.walks.saturating_add(1);
        let (_, _, broken) = walk(errands, self.hands);
        broken.iter().any(|it| self.promises.contains(&it.promise))
    }

    /// Leaves out stretches of requests, half of them at first and single ones at last.
    fn fewer(&mut self, errands: Vec<Errand>) -> Vec<Errand> {
        left_out(errands, |kept| self.fails(kept))
    }

    /// Leaves out rows of registers and steps of acts.
    fn smaller(&mut self, mut errands: Vec<Errand>) -> Vec<Errand> {
        for at in 0..errands.len() {
            let Some(errand) = errands.get(at).cloned() else {
                continue;
            };
            let best = match &errand.request.command {
                Command::EnterRegister(register) => {
                    Some(self.smaller_register(&errands, at, register))
                }
                Command::Act(steps) => {
                    let kept = left_out(steps.clone(), |kept| {
                        self.still_fails_with(&errands, at, Command::Act(kept.to_vec()))
                    });
                    Some(Command::Act(kept))
                }
                _ => None,
            };
            if let (Some(command), Some(errand)) = (best, errands.get_mut(at)) {
                errand.put(command);
            }
        }
        errands
    }

    fn smaller_register(
        &mut self,
        errands: &[Errand],
        at: usize,
        register: &EnterRegister,
    ) -> Command {
        let mut best = register.clone();
        best.people = left_out(best.people.clone(), |kept| {
            let people = kept.to_vec();
            let units = register.units.clone();
            let command = Command::EnterRegister(EnterRegister { units, people });
            self.still_fails_with(errands, at, command)
        });
        best.units = left_out(best.units.clone(), |kept| {
            let people = best.people.clone();
            let units = kept.to_vec();
            let command = Command::EnterRegister(EnterRegister { units, people });
            self.still_fails_with(errands, at, command)
        });
        Command::EnterRegister(best)
    }

    fn still_fails_with(&mut self, errands: &[Errand], at: usize, command: Command) -> bool {
        let mut changed = errands.to_vec();
        if let Some(errand) = changed.get_mut(at) {
            errand.put(command);
        }
        self.fails(&changed)
    }
}

impl Errand {
    /// Puts a smaller command in the place of the one there is, and strikes the
    /// numbers that the rows left out gave out.
    fn put(&mut self, command: Command) {
        if let (Command::EnterRegister(old), Command::EnterRegister(new)) =
            (&self.request.command, &command)
        {
            self.gave_out.keep_rows_of(old, new);
        }
        self.request.command = command;
    }
}

/// Leaves out as many rows as it can: stretches of half of them first, then of
/// a quarter, and single ones at last.
fn left_out<T: Clone>(rows: Vec<T>, mut still_fails: impl FnMut(&[T]) -> bool) -> Vec<T> {
    let mut rows = rows;
    let mut stretch = rows.len().div_ceil(2);
    while stretch > 0 {
        let mut at = 0_usize;
        while at < rows.len() {
            let end = at.saturating_add(stretch);
            let kept: Vec<T> = rows
                .iter()
                .take(at)
                .chain(rows.iter().skip(end))
                .cloned()
                .collect();
            if still_fails(&kept) {
                rows = kept;
            } else {
                at = end;
            }
        }
        stretch = if stretch == 1 { 0 } else { stretch.div_ceil(2) };
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_needed_is_left() {
        let needed = |kept: &[u32]| kept.contains(&17) && kept.contains(&40);
        assert_eq!(left_out((0..100).collect(), needed), [17, 40]);
        assert_eq!(left_out(vec![1, 2, 3], |_| true), Vec::<i32>::new());
        assert_eq!(left_out(vec![1, 2, 3], |_| false), [1, 2, 3]);
    }
}
