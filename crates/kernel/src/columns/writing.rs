//! Columns to bytes: each little-endian behind its length, one after the other.

use std::any::Any;
use std::sync::Arc;
use std::sync::mpsc::Sender;

use super::{Column, Texts};
use crate::day::Day;

/// Bytes that are handed on at a time, about.
const STRETCH: usize = 1 << 16;

/// A value of a column, as bytes.
pub(crate) trait Scalar: Copy + PartialEq + Send + Sync + 'static {
    /// How many bytes one takes.
    const BYTES: usize;

    /// Appends the bytes of rows.
    fn put(rows: &[Self], bytes: &mut Vec<u8>);

    /// The rows that bytes say.
    fn rows(bytes: &[u8]) -> impl Iterator<Item = Self>;
}

impl Scalar for u8 {
    const BYTES: usize = 1;

    fn put(rows: &[u8], bytes: &mut Vec<u8>) {
        bytes.extend_from_slice(rows);
    }

    fn rows(bytes: &[u8]) -> impl Iterator<Item = u8> {
        bytes.iter().copied()
    }
}

impl Scalar for u32 {
    const BYTES: usize = 4;

    fn put(rows: &[u32], bytes: &mut Vec<u8>) {
        put_each(rows, bytes, |row| row.to_le_bytes());
    }

    fn rows(bytes: &[u8]) -> impl Iterator<Item = u32> {
        bytes.as_chunks().0.iter().copied().map(u32::from_le_bytes)
    }
}

impl Scalar for u64 {
    const BYTES: usize = 8;

    fn put(rows: &[u64], bytes: &mut Vec<u8>) {
        put_each(rows, bytes, |row| row.to_le_bytes());
    }

    fn rows(bytes: &[u8]) -> impl Iterator<Item = u64> {
        bytes.as_chunks().0.iter().copied().map(u64::from_le_bytes)
    }
}

impl Scalar for Day {
    const BYTES: usize = 2;

    fn put(rows: &[Day], bytes: &mut Vec<u8>) {
        put_each(rows, bytes, |row| row.0.to_le_bytes());
    }

    fn rows(bytes: &[u8]) -> impl Iterator<Item = Day> {
        let twos = bytes.as_chunks().0.iter().copied();
        twos.map(|two| Day(u16::from_le_bytes(two)))
    }
}

fn put_each<T: Copy, const BYTES: usize>(
    rows: &[T],
    bytes: &mut Vec<u8>,
    scalar: fn(T) -> [u8; BYTES],
) {
    let start = bytes.len();
    bytes.resize(start.saturating_add(rows.len().saturating_mul(BYTES)), 0);
    if let Some(room) = bytes.get_mut(start..) {
        for (slot, row) in room.as_chunks_mut().0.iter_mut().zip(rows) {
            *slot = scalar(*row);
        }
    }
}

/// A chunk of some column, lent to whoever reads the same bytes again.
pub(crate) type Lent = Arc<dyn Any + Send + Sync>;

/// Writes columns, a stretch of bytes at a time, to whoever takes them: the
/// whole would be as large as the organisation.
pub(crate) struct Writer<'a> {
    sink: &'a mut dyn FnMut(&[u8]),
    stretch: Vec<u8>,
    lender: Option<Sender<Lent>>,
}

impl<'a> Writer<'a> {
    pub(super) fn new(sink: &'a mut dyn FnMut(&[u8]), lender: Option<Sender<Lent>>) -> Self {
        Writer {
            sink,
            stretch: Vec::new(),
            lender,
        }
    }

    pub(super) fn flush(&mut self) {
        (self.sink)(&self.stretch);
        self.stretch.clear();
    }

    fn flush_if_long(&mut self) {
        if self.stretch.len() >= STRETCH {
            self.flush();
        }
    }

    fn length(&mut self, rows: usize) {
        self.stretch.extend_from_slice(&(rows as u64).to_le_bytes());
    }

    pub(crate) fn u32(&mut self, value: u32) {
        self.stretch.extend_from_slice(&value.to_le_bytes());
    }

    /// A few rows that are no column.
    pub(crate) fn rows<T: Scalar>(&mut self, rows: &[T]) {
        self.length(rows.len());
        T::put(rows, &mut self.stretch);
        self.flush_if_long();
    }

    pub(crate) fn column<T: Scalar>(&mut self, column: &Column<T>) {
        self.length(column.len());
        for chunk in column.full_chunks() {
            if let Some(lender) = &self.lender {
                // Whoever reads can do without.
                drop(lender.send(Arc::clone(chunk) as Lent));
            }
            T::put(chunk.as_slice(), &mut self.stretch);
            self.flush_if_long();
        }
        T::put(column.tail(), &mut self.stretch);
        self.flush_if_long();
    }

    pub(crate) fn texts(&mut self, texts: &Texts) {
        self.length(texts.len());
        for text in texts.iter() {
            self.rows(text.as_bytes());
        }
    }
}
