//! A column: one value a row, in chunks that copies of the column share until
//! one of them writes.

use std::sync::Arc;
use std::sync::atomic::{Ordering, fence};

use super::Scalar;

/// Rows of a chunk. Chosen by measurement (record 011): smaller chunks make a
/// copy of a column dearer, larger ones the first write after it.
pub(crate) const ROWS: usize = 1 << 14;

/// One value a row. A copy costs a pointer a chunk; whoever writes to a chunk
/// that somebody else holds too gets a chunk of their own first.
#[derive(Debug)]
pub(crate) struct Column<T: Scalar, const CHUNK: usize = ROWS> {
    full: Vec<Chunk<T, CHUNK>>,
    /// The last rows, fewer than a chunk: whoever appends asks for no sharing.
    tail: Vec<T>,
}

/// A full chunk. It is written to by whoever is its only holder.
pub(super) type Chunk<T, const CHUNK: usize> = Arc<[<T as Scalar>::Slot; CHUNK]>;

impl<T: Scalar, const CHUNK: usize> Clone for Column<T, CHUNK> {
    fn clone(&self) -> Self {
        Column {
            full: self.full.clone(),
            tail: self.tail.clone(),
        }
    }
}

impl<T: Scalar, const CHUNK: usize> Default for Column<T, CHUNK> {
    fn default() -> Self {
        Column {
            full: Vec::new(),
            tail: Vec::new(),
        }
    }
}

/// A chunk of so many rows; none where there are more or fewer.
pub(super) fn chunk_of<T: Scalar, const CHUNK: usize>(
    rows: impl Iterator<Item = T>,
) -> Option<Chunk<T, CHUNK>> {
    let slots: Arc<[T::Slot]> = rows.map(T::slot).collect();
    slots.try_into().ok()
}

impl<T: Scalar, const CHUNK: usize> Column<T, CHUNK> {
    /// A column that holds one value in so many rows: its chunks are one.
    pub(crate) fn filled(value: T, rows: usize) -> Self {
        let mut column = Column::default();
        column.fill_to(rows, value);
        column
    }

    pub(crate) fn len(&self) -> usize {
        self.full
            .len()
            .saturating_mul(CHUNK)
            .saturating_add(self.tail.len())
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.full.is_empty() && self.tail.is_empty()
    }

    #[inline]
    pub(crate) fn get(&self, row: usize) -> Option<T> {
        match self.full.get(row / CHUNK) {
            Some(slots) => slots.get(row % CHUNK).map(T::load),
            None if row / CHUNK == self.full.len() => self.tail.get(row % CHUNK).copied(),
            None => None,
        }
    }

    /// Writes to a row, if the column has it.
    ///
    /// INVARIANT (one writer): a slot is stored to only while its chunk has one
    /// holder, this column, which nobody reads or copies meanwhile: it is
    /// borrowed as a whole. `Arc::make_mut` would say the same, and make each
    /// write wait for all the ones before it.
    #[inline]
    pub(crate) fn set(&mut self, row: usize, value: T) {
        let behind = row / CHUNK == self.full.len();
        if let Some(slots) = self.full.get_mut(row / CHUNK) {
            if Arc::strong_count(slots) > 1 {
                own::<T, CHUNK>(slots);
            }
            // What others read before they let go of the chunk was read before this write.
            fence(Ordering::Acquire);
            if let Some(slot) = slots.get(row % CHUNK) {
                value.store(slot);
            }
        } else if behind && let Some(slot) = self.tail.get_mut(row % CHUNK) {
            *slot = value;
        }
    }

    /// Writes to a row and returns what stood there.
    pub(crate) fn replace(&mut self, row: usize, value: T) -> Option<T> {
        let before = self.get(row)?;
        self.set(row, value);
        Some(before)
    }

    /// Changes what stands in a row, if the column has it.
    #[inline]
    pub(crate) fn alter(&mut self, row: usize, change: impl FnOnce(&mut T)) {
        if let Some(mut value) = self.get(row) {
            change(&mut value);
            self.set(row, value);
        }
    }

    #[inline]
    pub(crate) fn push(&mut self, value: T) {
        self.tail.push(value);
        if self.tail.len() == CHUNK {
            self.close_chunk();
        }
    }

    #[cold]
    fn close_chunk(&mut self) {
        if let Some(chunk) = chunk_of(self.tail.iter().copied()) {
            self.full.push(chunk);
            self.tail.clear();
        }
    }

    /// Appends one value until the column has so many rows.
    pub(crate) fn fill_to(&mut self, rows: usize, value: T) {
        while self.len() < rows && !self.tail.is_empty() {
            self.push(value);
        }
        let missing = rows / CHUNK;
        if missing > self.full.len()
            && let Some(chunk) = chunk_of(std::iter::repeat_n(value, CHUNK))
        {
            self.full.resize(missing, chunk);
        }
        while self.len() < rows {
            self.push(value);
        }
    }

    /// Appends a whole chunk; what is left of a chunk before it must be filled first.
    pub(super) fn push_chunk(&mut self, chunk: Chunk<T, CHUNK>) {
        if self.tail.is_empty() {
            self.full.push(chunk);
        } else {
            chunk.iter().for_each(|slot| self.push(T::load(slot)));
        }
    }

    pub(super) fn full_chunks(&self) -> &[Chunk<T, CHUNK>] {
        &self.full
    }

    pub(super) fn tail(&self) -> &[T] {
        &self.tail
    }

    /// The rows in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = T> {
        let full = self.full.iter().flat_map(|slots| slots.iter());
        full.map(T::load).chain(self.tail.iter().copied())
    }
}

/// Makes a chunk one's own.
#[cold]
fn own<T: Scalar, const CHUNK: usize>(slots: &mut Chunk<T, CHUNK>) {
    if let Some(copy) = chunk_of(slots.iter().map(T::load)) {
        *slots = copy;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What is done to a column.
    #[derive(Clone, Debug)]
    enum Deed {
        Push(u8),
        Set(usize, u8),
        Replace(usize, u8),
        FillTo(usize, u8),
        Copy,
        /// Writing goes on in the copy made last, and the other is kept as the copy.
        Swap,
    }

    fn deed() -> impl Strategy<Value = Deed> {
        prop_oneof![
            8 => any::<u8>().prop_map(Deed::Push),
            6 => (0_usize..60, any::<u8>()).prop_map(|(row, value)| Deed::Set(row, value)),
            2 => (0_usize..60, any::<u8>()).prop_map(|(row, value)| Deed::Replace(row, value)),
            1 => (0_usize..60, any::<u8>()).prop_map(|(rows, value)| Deed::FillTo(rows, value)),
            2 => Just(Deed::Copy),
            1 => Just(Deed::Swap),
        ]
    }

    /// A column of very short chunks, and the plain rows it must be like.
    type Both = (Column<u8, 4>, Vec<u8>);

    fn do_to((column, rows): &mut Both, deed: &Deed) {
        match *deed {
            Deed::Push(value) => {
                column.push(value);
                rows.push(value);
            }
            Deed::Set(row, value) => {
                column.set(row, value);
                if let Some(slot) = rows.get_mut(row) {
                    *slot = value;
                }
            }
            Deed::Replace(row, value) => {
                let there = rows.get_mut(row).map(|slot| std::mem::replace(slot, value));
                assert_eq!(column.replace(row, value), there);
            }
            Deed::FillTo(count, value) => {
                column.fill_to(count, value);
                rows.resize(rows.len().max(count), value);
            }
            Deed::Copy | Deed::Swap => {}
        }
    }

    fn same((column, rows): &Both) {
        assert_eq!(column.iter().collect::<Vec<_>>(), *rows);
        assert_eq!(column.len(), rows.len());
        assert_eq!(column.is_empty(), rows.is_empty());
        for row in 0..rows.len() + 9 {
            assert_eq!(column.get(row), rows.get(row).copied(), "row {row}");
        }
        assert_eq!(
            (column.full.len(), column.tail.len()),
            (rows.len() / 4, rows.len() % 4)
        );
    }

    proptest! {
        #[test]
        fn a_column_is_like_plain_rows_and_a_copy_sees_no_later_write(
            deeds in proptest::collection::vec(deed(), 0..200)
        ) {
            let mut now = Both::default();
            let mut copies: Vec<Both> = Vec::new();
            for deed in &deeds {
                do_to(&mut now, deed);
                match deed {
                    Deed::Copy => copies.push(now.clone()),
                    Deed::Swap => if let Some(copy) = copies.last_mut() {
                        std::mem::swap(copy, &mut now);
                    },
                    Deed::Push(_) | Deed::Set(..) | Deed::Replace(..) | Deed::FillTo(..) => {}
                }
                same(&now);
            }
            copies.iter().for_each(same);
        }
    }

    #[test]
    fn a_copy_shares_every_whole_chunk_until_one_is_written_to() {
        let mut column: Column<u32, 4> = Column::filled(7, 11);
        let copy = column.clone();
        column.set(5, 8);
        let shared: Vec<bool> = column
            .full
            .iter()
            .zip(&copy.full)
            .map(|(one, other)| Arc::ptr_eq(one, other))
            .collect();
        assert_eq!(shared, [true, false]);
        assert_eq!((column.get(5), copy.get(5)), (Some(8), Some(7)));
    }
}
