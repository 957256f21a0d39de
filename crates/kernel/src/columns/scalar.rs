//! What a column can hold: numbers that a processor writes in one piece.

use std::sync::atomic::{AtomicI64, AtomicU8, AtomicU16, AtomicU32, AtomicU64, Ordering};

use crate::day::Day;

/// A value of a column: in memory, and as little-endian bytes.
///
/// A chunk that copies may share is no memory that safe Rust lets anybody write
/// to, save through atomic slots. Nobody reads a slot while it is written to
/// (see [`Column::set`](super::Column::set)), so each access is a plain one.
pub(crate) trait Scalar: Copy + PartialEq + 'static {
    /// Where one is kept.
    type Slot: std::fmt::Debug + Send + Sync + 'static;
    /// How many bytes one takes.
    const BYTES: usize;

    /// A slot with the value in it.
    fn slot(self) -> Self::Slot;

    /// What is in a slot.
    fn load(slot: &Self::Slot) -> Self;

    /// Puts the value into a slot.
    fn store(self, slot: &Self::Slot);

    /// Appends the bytes of rows.
    fn put(rows: impl ExactSizeIterator<Item = Self>, bytes: &mut Vec<u8>);

    /// The rows that bytes say.
    fn rows(bytes: &[u8]) -> impl Iterator<Item = Self>;
}

/// How one value of the column becomes a number and comes back.
macro_rules! scalar {
    ($value:ty, $slot:ty, $number:ty, $into:expr, $from:expr) => {
        impl Scalar for $value {
            type Slot = $slot;
            const BYTES: usize = size_of::<$number>();

            #[inline]
            fn slot(self) -> $slot {
                <$slot>::new($into(self))
            }

            #[inline]
            fn load(slot: &$slot) -> $value {
                $from(slot.load(Ordering::Relaxed))
            }

            #[inline]
            fn store(self, slot: &$slot) {
                slot.store($into(self), Ordering::Relaxed);
            }

            fn put(rows: impl ExactSizeIterator<Item = $value>, bytes: &mut Vec<u8>) {
                let start = bytes.len();
                let room = rows.len().saturating_mul(Self::BYTES);
                bytes.resize(start.saturating_add(room), 0);
                if let Some(room) = bytes.get_mut(start..) {
                    for (place, row) in room.as_chunks_mut().0.iter_mut().zip(rows) {
                        *place = $into(row).to_le_bytes();
                    }
                }
            }

            fn rows(bytes: &[u8]) -> impl Iterator<Item = $value> {
                let numbers = bytes.as_chunks().0.iter().copied();
                numbers.map(|number| $from(<$number>::from_le_bytes(number)))
            }
        }
    };
}

pub(crate) use scalar;

scalar!(
    u8,
    AtomicU8,
    u8,
    std::convert::identity,
    std::convert::identity
);
scalar!(
    u16,
    AtomicU16,
    u16,
    std::convert::identity,
    std::convert::identity
);
scalar!(
    u32,
    AtomicU32,
    u32,
    std::convert::identity,
    std::convert::identity
);
scalar!(
    u64,
    AtomicU64,
    u64,
    std::convert::identity,
    std::convert::identity
);
scalar!(
    i64,
    AtomicI64,
    i64,
    std::convert::identity,
    std::convert::identity
);
scalar!(Day, AtomicU16, u16, |day: Day| day.0, Day);
