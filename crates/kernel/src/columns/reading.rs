//! Bytes to columns, as the bytes come: straight into chunks, and never more
//! memory than bytes have come, whatever length they claim.

use std::io::{ErrorKind, Read};
use std::sync::mpsc::Receiver;

use super::column::{Chunk, ROWS, chunk_of};
use super::writing::Lent;
use super::{Column, ReadError, Scalar, Texts, Truncated};

/// Bytes asked for at a time. No chunk is longer.
const BUFFER: usize = 1 << 18;

/// Reads columns.
pub(crate) struct Reader<'a> {
    source: &'a mut dyn Read,
    buffer: Vec<u8>,
    at: usize,
    end: usize,
    lent: Option<&'a Receiver<Lent>>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(source: &'a mut dyn Read, lent: Option<&'a Receiver<Lent>>) -> Self {
        Reader {
            source,
            buffer: vec![0; BUFFER],
            at: 0,
            end: 0,
            lent,
        }
    }

    /// Reads on, behind what is not used yet; says whether anything came.
    fn refill(&mut self) -> Result<bool, ReadError> {
        self.buffer.copy_within(self.at..self.end, 0);
        self.end = self.end.saturating_sub(self.at);
        self.at = 0;
        loop {
            let room = self.buffer.get_mut(self.end..).unwrap_or_default();
            match self.source.read(room) {
                Ok(read) => {
                    self.end = self.end.saturating_add(read);
                    return Ok(read > 0);
                }
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(ReadError::Source(error)),
            }
        }
    }

    /// The next bytes, at most a buffer full.
    fn take(&mut self, bytes: usize) -> Result<&[u8], ReadError> {
        while self.end.saturating_sub(self.at) < bytes {
            if !self.refill()? {
                return Err(Truncated.into());
            }
        }
        let start = self.at;
        self.at = start.saturating_add(bytes);
        let taken = self.buffer.get(start..self.at);
        taken.ok_or(ReadError::Columns(Truncated))
    }

    fn length(&mut self) -> Result<usize, ReadError> {
        let bytes = self.take(8)?.try_into().map_err(|_| Truncated)?;
        Ok(usize::try_from(u64::from_le_bytes(bytes)).map_err(|_| Truncated)?)
    }

    pub(crate) fn u32(&mut self) -> Result<u32, ReadError> {
        let bytes = self.take(4)?.try_into().map_err(|_| Truncated)?;
        Ok(u32::from_le_bytes(bytes))
    }

    /// How many columns of one kind follow: one for each of what a byte numbers.
    pub(crate) fn columns(&mut self) -> Result<u32, ReadError> {
        let columns = self.u32()?;
        if columns > 1 << u8::BITS {
            return Err(Truncated.into());
        }
        Ok(columns)
    }

    pub(crate) fn column<T: Scalar>(&mut self) -> Result<Column<T>, ReadError> {
        let mut rest = self.length()?;
        let mut column = Column::default();
        while let Some(after) = rest.checked_sub(ROWS) {
            let bytes = self.take(ROWS * T::BYTES)?;
            let chunk = chunk_of(T::rows(bytes)).ok_or(Truncated)?;
            column.push_chunk(self.borrowed::<T>(&chunk).unwrap_or(chunk));
            rest = after;
        }
        T::rows(self.take(rest * T::BYTES)?).for_each(|row| column.push(row));
        Ok(column)
    }

    /// The chunk that was lent to stand for the one that was read, if they are the same.
    fn borrowed<T: Scalar>(&self, read: &Chunk<T, ROWS>) -> Option<Chunk<T, ROWS>> {
        let lent = self
            .lent?
            .try_recv()
            .ok()?
            .downcast::<[T::Slot; ROWS]>()
            .ok()?;
        let same = lent.iter().map(T::load).eq(read.iter().map(T::load));
        same.then_some(lent)
    }

    /// Columns that say something of the same rows must be of one length.
    pub(crate) fn same_length<const N: usize>(lengths: [usize; N]) -> Result<(), ReadError> {
        if lengths.iter().any(|length| Some(length) != lengths.first()) {
            return Err(Truncated.into());
        }
        Ok(())
    }

    /// A few rows that are no column.
    pub(crate) fn rows<T: Scalar>(&mut self) -> Result<Vec<T>, ReadError> {
        let mut rest = self.length()?;
        let mut rows = Vec::new();
        while rest > 0 {
            let part = rest.min(ROWS);
            rows.extend(T::rows(self.take(part * T::BYTES)?));
            rest = rest.saturating_sub(part);
        }
        Ok(rows)
    }

    pub(crate) fn texts(&mut self) -> Result<Texts, ReadError> {
        let rows = self.length()?;
        let mut texts = Texts::default();
        for _ in 0..rows {
            let length = self.length()?;
            // No text of any room is nearly as long.
            if length > BUFFER {
                return Err(Truncated.into());
            }
            let text = std::str::from_utf8(self.take(length)?).map_err(|_| Truncated)?;
            texts.push(text);
        }
        Ok(texts)
    }

    /// Nothing more comes.
    pub(super) fn end(&mut self) -> Result<(), ReadError> {
        if self.at < self.end || self.refill()? {
            return Err(Truncated.into());
        }
        Ok(())
    }
}
