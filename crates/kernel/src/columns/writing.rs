//! Columns to bytes: each little-endian behind its length, one after the other.

use std::any::Any;
use std::sync::Arc;
use std::sync::mpsc::Sender;

use super::{Column, Scalar, Texts};

/// Bytes that are handed on at a time, about.
const STRETCH: usize = 1 << 16;

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
        T::put(rows.iter().copied(), &mut self.stretch);
        self.flush_if_long();
    }

    pub(crate) fn column<T: Scalar>(&mut self, column: &Column<T>) {
        self.length(column.len());
        for chunk in column.full_chunks() {
            if let Some(lender) = &self.lender {
                // Whoever reads can do without.
                drop(lender.send(Arc::clone(chunk) as Lent));
            }
            T::put(chunk.iter().map(T::load), &mut self.stretch);
            self.flush_if_long();
        }
        T::put(column.tail().iter().copied(), &mut self.stretch);
        self.flush_if_long();
    }

    pub(crate) fn texts(&mut self, texts: &Texts) {
        self.length(texts.len());
        for text in texts.iter() {
            self.rows(text.as_bytes());
        }
    }
}
