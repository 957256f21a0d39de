//! Exploring: requests from a seed are put to the kernel, what comes of them is
//! applied, and the auditor and every invariant look at each step.
//!
//! A walk looks at what each event touched after every event. At everything
//! there is it looks after every so many requests: see [`Care`].

mod seeds;
mod walk;

use std::fmt;
use std::sync::Arc;

use charter::Charter;
use kernel::{Event, Refusal, Request, State, decide};

use crate::workload::Workload;

pub use seeds::{Exploration, explore};
pub use walk::Walk;

/// The two functions under examination. A negative control gives broken ones.
#[derive(Clone, Copy, Debug)]
pub struct Hands {
    /// Answers a request and is to change nothing.
    pub decide: fn(&mut State, &Request) -> Result<Vec<Event>, Refusal>,
    /// Applies what has happened.
    pub apply: fn(&mut State, &Event),
}

impl Hands {
    /// The kernel's own.
    #[must_use]
    pub fn sound() -> Hands {
        Hands {
            decide: |state, request| decide(state, request),
            apply: State::apply,
        }
    }
}

/// How often everything is looked at, and not only what was touched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Care {
    /// After every event.
    EveryEvent,
    /// After so many requests, and after the last.
    Requests(u32),
}

/// A walk that is wished for.
#[derive(Clone, Debug)]
pub struct Journey {
    /// The charter the organisation begins with.
    pub charter: Arc<Charter>,
    /// The seed of all chance.
    pub seed: u64,
    /// How many requests.
    pub commands: u32,
    /// How often everything is looked at.
    pub care: Care,
}

/// Which promise was broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Promise {
    /// The kernel goes on.
    NoPanic,
    /// The kernel answers as the second account does.
    Auditor,
    /// The state is sound: see [`kernel::invariants`].
    State,
    /// There is one top.
    OneTop,
    /// Deciding changes nothing.
    WithoutTrace,
    /// The same request is answered the same.
    DecidedTheSame,
    /// The events give the same state again.
    Replay,
    /// The findings of the whole are those of the units.
    Findings,
    /// A plan can be carried out.
    Plan,
    /// Rights come from posts and membership.
    Rights,
}

/// A broken promise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// Which.
    pub promise: Promise,
    /// In what way.
    pub words: String,
}

/// A walk that went wrong.
#[derive(Clone, Debug)]
pub struct Failure {
    /// The charter it began with.
    pub charter: Arc<Charter>,
    /// Its seed.
    pub seed: u64,
    /// What was asked, the last request being the one after which a promise was broken.
    pub requests: Vec<Request>,
    /// What is broken.
    pub broken: Vec<Broken>,
}

impl Failure {
    /// The command that walks the same way again.
    #[must_use]
    pub fn replay_command(&self, charter_file: &str) -> String {
        format!(
            "charterhouse explore --charter {charter_file} --seed {} --commands {}",
            self.seed,
            self.requests.len()
        )
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = self.requests.len();
        writeln!(f, "seed {} breaks a promise at request {count}:", self.seed)?;
        for broken in &self.broken {
            writeln!(f, "  {:?}: {}", broken.promise, broken.words)?;
        }
        Ok(())
    }
}

/// What a walk that went well came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrival {
    /// Its seed.
    pub seed: u64,
    /// How many requests of each kind were carried out.
    pub done: Tally,
    /// How many requests of each kind were refused.
    pub refused: Tally,
    /// How often each reason stood in the way.
    pub reasons: Tally,
    /// How many events of each kind there were.
    pub events: Tally,
    /// SHA-256 of the columns at the end.
    pub hash: [u8; 32],
}

/// How often something of each kind was met, by name.
pub type Tally = std::collections::BTreeMap<String, u64>;

/// Walks the way of a seed.
///
/// # Errors
/// When a promise is broken on the way.
pub fn travel(journey: &Journey, hands: Hands) -> Result<Arrival, Box<Failure>> {
    let mut workload = Workload::new(&journey.charter, journey.seed);
    let mut walk = Walk::new(hands, journey.care);
    for number in 1..=journey.commands {
        let request = workload.next(walk.state());
        let last = number == journey.commands;
        let broken = walk.step(&request, last);
        if !broken.is_empty() {
            return Err(Box::new(Failure {
                charter: Arc::clone(&journey.charter),
                seed: journey.seed,
                requests: walk.into_requests(),
                broken,
            }));
        }
    }
    Ok(walk.arrive(journey.seed))
}
