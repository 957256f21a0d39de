//! What is kept of those who applied from outside: the hash of the secret that
//! each of them holds, and when what was known of them was erased.

use jiff::civil::Date;

use crate::columns::{Column, ReadError, Reader, Writer};
use crate::day::Day;
use crate::ids::ProceedingId;
use crate::petitions::AskerKey;

/// A row for each proceeding that was opened from outside, in their order, and a day for each
/// as far as any was erased.
#[derive(Clone, Debug, Default)]
pub(super) struct Applied {
    proceeding: Column<u32>,
    /// The hash in four numbers.
    key: [Column<u64>; 4],
    erased: Column<Day>,
}

impl Applied {
    pub(super) fn enter(&mut self, id: ProceedingId, key: AskerKey) {
        self.proceeding.push(id.0);
        for (part, column) in key.0.as_chunks().0.iter().zip(&mut self.key) {
            column.push(u64::from_le_bytes(*part));
        }
    }

    pub(super) fn key_of(&self, id: ProceedingId) -> Option<AskerKey> {
        let row = self.row_of(id)?;
        let mut bytes = [0; 32];
        for (part, column) in bytes.as_chunks_mut().0.iter_mut().zip(&self.key) {
            *part = column.get(row)?.to_le_bytes();
        }
        Some(AskerKey(bytes))
    }

    /// The row of a proceeding: their numbers only grow.
    fn row_of(&self, id: ProceedingId) -> Option<usize> {
        let (mut from, mut until) = (0_usize, self.proceeding.len());
        while from < until {
            let middle = from.midpoint(until);
            match self.proceeding.get(middle)?.cmp(&id.0) {
                std::cmp::Ordering::Equal => return Some(middle),
                std::cmp::Ordering::Less => from = middle.saturating_add(1),
                std::cmp::Ordering::Greater => until = middle,
            }
        }
        None
    }

    pub(super) fn erase(&mut self, id: ProceedingId, on: Date) {
        self.erased.fill_to(id.index().saturating_add(1), Day::NONE);
        self.erased.set(id.index(), Day::from_date(on));
    }

    pub(super) fn erased(&self, id: ProceedingId) -> Option<Date> {
        self.erased.get(id.index())?.date()
    }

    pub(super) fn write(&self, out: &mut Writer<'_>) {
        out.column(&self.proceeding);
        for part in &self.key {
            out.column(part);
        }
        out.column(&self.erased);
    }

    pub(super) fn read(from: &mut Reader<'_>) -> Result<Applied, ReadError> {
        let it = Applied {
            proceeding: from.column()?,
            key: [
                from.column()?,
                from.column()?,
                from.column()?,
                from.column()?,
            ],
            erased: from.column()?,
        };
        for part in &it.key {
            Reader::same_length([it.proceeding.len(), part.len()])?;
        }
        Ok(it)
    }
}
