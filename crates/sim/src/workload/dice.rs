//! Chance from a seed: the same numbers for ever, on every machine.

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// A stream of draws.
#[derive(Debug)]
pub(super) struct Dice(ChaCha8Rng);

impl Dice {
    pub(super) fn new(seed: u64) -> Dice {
        Dice(ChaCha8Rng::seed_from_u64(seed))
    }

    /// A number below another; nought where nothing is below it.
    pub(super) fn below(&mut self, sides: u32) -> u32 {
        if sides == 0 {
            return 0;
        }
        self.0.random_range(0..sides)
    }

    /// A small number below another.
    pub(super) fn byte_below(&mut self, sides: usize) -> u8 {
        let sides = u32::try_from(sides).unwrap_or(0).min(u32::from(u8::MAX));
        u8::try_from(self.below(sides)).unwrap_or(u8::MAX)
    }

    /// A number between two, both included.
    pub(super) fn between(&mut self, least: u32, most: u32) -> u32 {
        let width = most.saturating_sub(least);
        least.saturating_add(self.below(width.saturating_add(1)))
    }

    pub(super) fn one_in(&mut self, times: u32) -> bool {
        self.below(times) == 0
    }

    /// One of them; none where there are none.
    pub(super) fn pick<T: Copy>(&mut self, from: &[T]) -> Option<T> {
        let count = u32::try_from(from.len()).unwrap_or(u32::MAX);
        let at = usize::try_from(self.below(count)).unwrap_or(0);
        from.get(at).copied()
    }
}
