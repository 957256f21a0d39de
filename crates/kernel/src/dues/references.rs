//! What a bank calls a payment, so that none is counted twice. Only its
//! fingerprint is kept: banks write names into their references.

use crate::columns::Column;

/// No row.
const NONE: u32 = u32::MAX;

/// The fingerprint of what a bank calls a payment. Never nought.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct BankReference(pub u64);

impl BankReference {
    /// The fingerprint of a text; blanks around it do not count.
    #[must_use]
    pub fn of(text: &str) -> BankReference {
        // FNV-1a with a last turn: the same in every run and on every machine.
        let hash = text
            .trim()
            .bytes()
            .fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
                (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
            });
        BankReference(hash.max(1))
    }

    fn place(self, places: usize) -> usize {
        let turned = (self.0 ^ (self.0 >> 29)).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32;
        usize::try_from(turned).unwrap_or(0) & places.saturating_sub(1)
    }
}

/// Which row has a reference: a table with one place free in two. Derived.
#[derive(Clone, Debug, Default)]
pub(super) struct References {
    places: Column<u32>,
    taken: usize,
}

impl References {
    /// The row with this reference; `of` says what reference a row has.
    pub(super) fn find(
        &self,
        reference: BankReference,
        of: impl Fn(u32) -> Option<u64>,
    ) -> Option<u32> {
        let places = self.places.len();
        let first = reference.place(places);
        (0..places)
            .map(|step| first.saturating_add(step) & places.saturating_sub(1))
            .map_while(|at| self.places.get(at).filter(|row| *row != NONE))
            .find(|row| of(*row) == Some(reference.0))
    }

    /// Takes a row in.
    pub(super) fn enter(
        &mut self,
        reference: BankReference,
        row: u32,
        of: impl Fn(u32) -> Option<u64>,
    ) {
        if self.taken.saturating_mul(2) >= self.places.len() {
            self.grow(of);
        }
        self.put(reference, row);
        self.taken = self.taken.saturating_add(1);
    }

    fn put(&mut self, reference: BankReference, row: u32) {
        let places = self.places.len();
        let first = reference.place(places);
        let free = (0..places)
            .map(|step| first.saturating_add(step) & places.saturating_sub(1))
            .find(|at| self.places.get(*at) == Some(NONE));
        if let Some(at) = free {
            self.places.set(at, row);
        }
    }

    fn grow(&mut self, of: impl Fn(u32) -> Option<u64>) {
        let rows: Vec<u32> = self.places.iter().filter(|row| *row != NONE).collect();
        self.places = Column::filled(NONE, self.places.len().saturating_mul(2).max(16));
        for row in rows {
            // A reference that was given free again needs no place.
            if let Some(reference) = of(row).filter(|reference| *reference != 0) {
                self.put(BankReference(reference), row);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reference_is_found_and_none_that_was_given_free() {
        let mut kept: Vec<u64> = Vec::new();
        let mut table = References::default();
        for at in 0..5_000_u32 {
            let reference = BankReference::of(&format!("B-{at}"));
            assert_eq!(
                table.find(reference, |row| kept.get(row as usize).copied()),
                None
            );
            kept.push(reference.0);
            table.enter(reference, at, |row| kept.get(row as usize).copied());
        }
        kept[17] = 0;
        for at in 0..5_000_u32 {
            let reference = BankReference::of(&format!(" B-{at} "));
            let found = table.find(reference, |row| kept.get(row as usize).copied());
            assert_eq!(found, (at != 17).then_some(at));
        }
    }
}
