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
    let count = u32::try_from(threads.get()).unwrap_or(u32::MAX);
    let length = range.end.saturating_sub(range.start).div_ceil(count).max(1);
    let pieces: Vec<Range<u32>> = (0..count)
        .map(|piece| {
            let start = range.start.saturating_add(piece.saturating_mul(length));
            start.min(range.end)..start.saturating_add(length).min(range.end)
        })
        .filter(|piece| !piece.is_empty())
        .collect();
    if let [piece] = pieces.as_slice() {
        return vec![work(piece.clone())];
    }
    std::thread::scope(|scope| {
        let work = &work;
        let running: Vec<_> = pieces
            .into_iter()
            .map(|piece| scope.spawn(move || work(piece)))
            .collect();
        running
            .into_iter()
            .filter_map(|thread| match thread.join() {
                Ok(result) => Some(result),
                // A panic of a worker is ours too.
                Err(panic) => std::panic::resume_unwind(panic),
            })
            .collect()
    })
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
