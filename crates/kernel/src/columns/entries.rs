//! Entries: rows of several fields that are appended, and hardly ever taken out again.

use std::sync::Arc;

/// Rows of a chunk.
const ROWS: usize = 1 << 10;

/// Rows in the order they came. Copies share the full chunks.
#[derive(Clone, Debug)]
pub(crate) struct Entries<T> {
    full: Vec<Arc<[T]>>,
    tail: Vec<T>,
}

impl<T> Default for Entries<T> {
    fn default() -> Self {
        Entries {
            full: Vec::new(),
            tail: Vec::new(),
        }
    }
}

impl<T: Copy> Entries<T> {
    pub(crate) fn push(&mut self, row: T) {
        self.tail.push(row);
        if self.tail.len() == ROWS {
            self.full.push(self.tail.as_slice().into());
            self.tail.clear();
        }
    }

    /// Takes out the rows that are such. All others are written anew: it is what a correction
    /// costs, and nothing else asks for it.
    pub(crate) fn take_out(&mut self, is_such: impl Fn(&T) -> bool) {
        let mut kept = Entries::default();
        self.iter()
            .filter(|row| !is_such(row))
            .for_each(|row| kept.push(row));
        *self = kept;
    }

    /// The rows in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = T> {
        let full = self.full.iter().flat_map(|rows| rows.iter());
        full.chain(&self.tail).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_come_back_in_order_and_a_copy_sees_no_later_one() {
        let mut entries = Entries::default();
        let mut before = entries.clone();
        for row in 0..3 * ROWS + 5 {
            if row == 2 * ROWS + 1 {
                before = entries.clone();
            }
            entries.push((row, 'a'));
        }
        assert!(entries.iter().eq((0..3 * ROWS + 5).map(|row| (row, 'a'))));
        assert!(before.iter().eq((0..2 * ROWS + 1).map(|row| (row, 'a'))));
        entries.take_out(|(row, _)| row % 2 == 1);
        let even = (0..3 * ROWS + 5).filter(|row| row % 2 == 0);
        assert!(entries.iter().eq(even.map(|row| (row, 'a'))));
        assert_eq!(before.iter().count(), 2 * ROWS + 1);
    }
}
