//! Work on a stretch of units by several threads. Each takes a piece of the
//! stretch and the pieces come back in their order, so that how many threads
//! there were cannot be seen in the result.

use std::num::NonZeroUsize;
use std::ops::Range;

/// Does the work on every piece of a range and returns the results in order.
pub(super) fn in_pieces<T: Send>(
    threads: NonZeroUsize,
    range: Range<u32>,
    work: impl Fn(Range<u32>) -> T + Sync,
) -> Vec<T> {
    let mut done: Vec<Option<T>> = (0..threads.get()).map(|_| None).collect();
    on_each(&mut done, |at, slot| {
        *slot = Some(work(piece(&range, at, threads.get())));
    });
    done.into_iter().flatten().collect()
}

/// Does the work on every sheet, each in a thread of its own, the first in this one.
pub(super) fn on_each<S: Send>(sheets: &mut [S], work: impl Fn(usize, &mut S) + Sync) {
    let Some((first, others)) = sheets.split_first_mut() else {
        return;
    };
    if others.is_empty() {
        return work(0, first);
    }
    // A panic of one of them is ours too: the scope passes it on.
    std::thread::scope(|scope| {
        let work = &work;
        for (at, sheet) in (1..).zip(others) {
            scope.spawn(move || work(at, sheet));
        }
        work(0, first);
    });
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
            let threads = NonZeroUsize::new(threads).unwrap();
            for end in [0, 1, 2, 5, 17] {
                let done = in_pieces(threads, 3..3 + end, |piece| piece.collect::<Vec<u32>>());
                let all: Vec<u32> = done.into_iter().flatten().collect();
                assert_eq!(all, (3..3 + end).collect::<Vec<u32>>());
            }
        }
    }
}
