//! Work on a stretch of units by several threads. Each takes a piece of the
//! stretch and the pieces come back in their order, so that how many threads
//! there were cannot be seen in the result.

use std::num::NonZeroUsize;
use std::ops::Range;
use std::sync::{Mutex, PoisonError};

use rayon::{ThreadPool, ThreadPoolBuilder};

/// Pieces for each thread: whoever is done early takes another, so that nobody
/// waits long for the last one.
const PIECES: usize = 4;

/// The threads of a simulation: the one that asks, and those that stay beside it.
#[derive(Debug)]
pub(super) struct Threads {
    count: usize,
    /// The others. Without them, alone or because there were none to be had, the one that
    /// asks does everything.
    others: Option<ThreadPool>,
}

impl Threads {
    pub(super) fn new(count: NonZeroUsize) -> Threads {
        let others = count.get().saturating_sub(1);
        let pool = (others > 0).then(|| ThreadPoolBuilder::new().num_threads(others).build());
        Threads {
            count: count.get(),
            others: pool.and_then(Result::ok),
        }
    }

    /// Into how many pieces a stretch is worth being divided.
    pub(super) fn pieces(&self) -> usize {
        self.count.saturating_mul(PIECES)
    }

    /// Does the work on every piece of a range and returns the results in order.
    pub(super) fn in_pieces<T: Send>(
        &self,
        range: Range<u32>,
        work: impl Fn(Range<u32>) -> T + Sync,
    ) -> Vec<T> {
        let of = self.pieces();
        let mut done: Vec<Option<T>> = (0..of).map(|_| None).collect();
        self.on_each(&mut done, |at, slot| {
            *slot = Some(work(piece(&range, at, of)));
        });
        done.into_iter().flatten().collect()
    }

    /// Does the work on every sheet, each by whichever thread is free.
    pub(super) fn on_each<S: Send>(&self, sheets: &mut [S], work: impl Fn(usize, &mut S) + Sync) {
        let waiting = Mutex::new(sheets.iter_mut().enumerate());
        let next = || {
            waiting
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .next()
        };
        let take_all = || {
            while let Some((at, sheet)) = next() {
                work(at, sheet);
            }
        };
        let Some(others) = &self.others else {
            return take_all();
        };
        // A panic of one of them is ours too: the scope passes it on.
        others.in_place_scope(|scope| {
            for _ in 1..self.count {
                scope.spawn(|_| take_all());
            }
            take_all();
        });
    }
}

/// One of so many pieces of a range, about as long as the others.
pub(super) fn piece(range: &Range<u32>, at: usize, of: usize) -> Range<u32> {
    let length = u64::from(range.end.saturating_sub(range.start));
    let edge = |at: usize| {
        let before = length.saturating_mul(at as u64) / (of as u64).max(1);
        range
            .start
            .saturating_add(u32::try_from(before).unwrap_or(u32::MAX))
    };
    edge(at)..edge(at.saturating_add(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_piece_is_done_once_and_in_order() {
        for threads in 1..6 {
            let threads = Threads::new(NonZeroUsize::new(threads).unwrap());
            for end in [0, 1, 2, 5, 17, 100] {
                let done = threads.in_pieces(3..3 + end, |piece| piece.collect::<Vec<u32>>());
                let all: Vec<u32> = done.into_iter().flatten().collect();
                assert_eq!(all, (3..3 + end).collect::<Vec<u32>>());
            }
        }
    }
}
