//! Many seeds on several threads. Each walk is its own, so that the outcome is
//! the same on any number of them.

use std::ops::RangeInclusive;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use charter::Charter;

use super::{Arrival, Care, Failure, Hands, Journey, travel};

/// A stretch of seeds.
#[derive(Clone, Debug)]
pub struct Exploration {
    /// The charter each walk begins with.
    pub charter: Arc<Charter>,
    /// The seeds.
    pub seeds: RangeInclusive<u64>,
    /// How many requests each walk makes.
    pub commands: u32,
    /// How often everything is looked at.
    pub care: Care,
    /// How many threads walk.
    pub threads: usize,
}

/// Walks the way of every seed, and tells `walked` of each that is done. The
/// arrivals come in the order of their seeds.
///
/// # Errors
/// With the failure of the lowest seed that met one. The seeds above it are given up.
pub fn explore(
    wish: &Exploration,
    hands: Hands,
    walked: &(impl Fn() + Sync),
) -> Result<Vec<Arrival>, Box<Failure>> {
    let next = AtomicU64::new(*wish.seeds.start());
    let failed = AtomicBool::new(false);
    let walk_on = || {
        let mut results: Vec<(u64, Result<Arrival, Box<Failure>>)> = Vec::new();
        // A seed is begun only while none has failed, and all below it have been begun,
        // so that the lowest failing seed is always among those that are walked to the end.
        while !failed.load(Ordering::Acquire) {
            let seed = next.fetch_add(1, Ordering::AcqRel);
            if seed > *wish.seeds.end() || seed < *wish.seeds.start() {
                break;
            }
            let journey = Journey {
                charter: Arc::clone(&wish.charter),
                seed,
                commands: wish.commands,
                care: wish.care,
            };
            let result = travel(&journey, hands);
            if result.is_err() {
                failed.store(true, Ordering::Release);
            }
            results.push((seed, result));
            walked();
        }
        results
    };
    let mut results: Vec<(u64, Result<Arrival, Box<Failure>>)> = std::thread::scope(|scope| {
        let walkers: Vec<_> = (0..wish.threads.max(1))
            .map(|_| scope.spawn(walk_on))
            .collect();
        walkers
            .into_iter()
            .flat_map(|walker| match walker.join() {
                Ok(results) => results,
                // What the kernel does wrong is caught on the way; this is our own fault.
                Err(panic) => std::panic::resume_unwind(panic),
            })
            .collect()
    });
    results.sort_by_key(|(seed, _)| *seed);
    results.into_iter().map(|(_, result)| result).collect()
}
