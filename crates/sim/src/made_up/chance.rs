//! Chance from a seed: each concern draws from a stream of its own, so that a
//! change in one does not disturb the others.

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// What chance is drawn for.
#[derive(Clone, Copy, Debug)]
pub(super) enum Stream {
    Tree,
    Planting,
    Sizes,
    People,
    Seats,
    Places,
    Meetings,
    Churn,
    Flow,
    FlowWords,
    Dues,
    Visits,
    Petitions,
    Awards,
    Study,
    Conferences,
}

/// A stream of draws.
pub(super) struct Chance(ChaCha8Rng);

impl Chance {
    pub(super) fn of(seed: u64, stream: Stream) -> Chance {
        let mut chance = ChaCha8Rng::seed_from_u64(seed);
        chance.set_stream(stream as u64);
        Chance(chance)
    }

    /// A whole number, both ends included; the lower end where the range is empty.
    pub(super) fn between(&mut self, least: u32, most: u32) -> u32 {
        if most <= least {
            return least;
        }
        self.0.random_range(least..=most)
    }

    /// True so many times in a hundred.
    pub(super) fn percent(&mut self, percent: u32) -> bool {
        self.0.random_range(0..100) < percent
    }

    /// One of them; none where there are none.
    pub(super) fn pick<T: Copy>(&mut self, from: &[T]) -> Option<T> {
        if from.is_empty() {
            return None;
        }
        from.get(self.0.random_range(0..from.len())).copied()
    }
}
