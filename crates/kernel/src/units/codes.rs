//! Which unit has a code: a table of chains that grows by one chain with each
//! unit, so that no founding waits while all of it is made anew, and that is
//! made of columns, so that copies share it.

use crate::columns::{Column, Texts};

/// No row.
const NONE: u32 = u32::MAX;

/// The rows of codes by what their codes come to. Derived from the codes.
#[derive(Clone, Debug, Default)]
pub(super) struct Codes {
    /// By chain: its first row.
    first: Column<u32>,
    /// By row: the next of its chain.
    next: Column<u32>,
}

impl Codes {
    /// The table of all the codes at once.
    pub(super) fn of(codes: &Texts) -> Codes {
        let rows = codes.len();
        let mut table = Codes {
            first: Column::filled(NONE, rows),
            next: Column::default(),
        };
        for (row, code) in (0..).zip(codes.iter()) {
            let chain = chain(code, rows);
            let next = table.first.replace(chain, row).unwrap_or(NONE);
            table.next.push(next);
        }
        table
    }

    /// The row with this code.
    pub(super) fn find(&self, codes: &Texts, code: &str) -> Option<u32> {
        let first = self.first.get(chain(code, self.first.len()))?;
        self.chain_from(first)
            .find(|row| codes.get(*row as usize) == Some(code))
    }

    /// Takes in the newest of the codes.
    pub(super) fn enter(&mut self, codes: &Texts) {
        let chains = self.first.len().saturating_add(1);
        self.first.push(NONE);
        self.next.push(NONE);
        // The new chain takes its rows from the only one that can have had them.
        let elder = chains.saturating_sub(1) & !highest(chains.saturating_sub(1));
        let moving: Vec<u32> = match self.first.replace(elder, NONE) {
            Some(first) => self.chain_from(first).collect(),
            None => Vec::new(),
        };
        let newest = u32::try_from(chains.saturating_sub(1)).unwrap_or(NONE);
        for row in moving.into_iter().rev().chain([newest]) {
            let code = codes.get(row as usize).unwrap_or_default();
            let next = self.first.replace(chain(code, chains), row);
            self.next.set(row as usize, next.unwrap_or(NONE));
        }
    }

    fn chain_from(&self, first: u32) -> impl Iterator<Item = u32> + '_ {
        let row = |row: u32| (row != NONE).then_some(row);
        std::iter::successors(row(first), move |at| {
            self.next.get(*at as usize).and_then(row)
        })
    }
}

/// The highest bit of a number.
fn highest(number: usize) -> usize {
    number.checked_ilog2().map_or(0, |bit| 1 << bit)
}

/// The chain of a code among so many: the low bits of its hash, and one bit
/// fewer while the table has not grown so far.
fn chain(code: &str, chains: usize) -> usize {
    let wide = highest(chains.saturating_sub(1)).saturating_mul(2);
    let hash = usize::try_from(hash(code) >> 32).unwrap_or(0);
    let place = hash & wide.saturating_sub(1);
    if place < chains {
        place
    } else {
        place & (wide / 2).saturating_sub(1)
    }
}

/// FNV-1a, and a last turn that brings every bit of it into the upper half. It
/// is the same in every run, as everything in the kernel is.
fn hash(code: &str) -> u64 {
    let hash = code.bytes().fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    (hash ^ (hash >> 29)).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_found_however_the_table_grew() {
        let mut codes = Texts::default();
        let mut grown = Codes::default();
        assert_eq!(grown.find(&codes, ""), None);
        for at in 0..5_000_u32 {
            let code = format!("K-{at}");
            assert_eq!(grown.find(&codes, &code), None);
            codes.push(&code);
            grown.enter(&codes);
            for known in [0, at / 2, at] {
                assert_eq!(grown.find(&codes, &format!("K-{known}")), Some(known));
            }
        }
        let made = Codes::of(&codes);
        for at in 0..5_000_u32 {
            for table in [&grown, &made] {
                assert_eq!(table.find(&codes, &format!("K-{at}")), Some(at));
            }
        }
        assert_eq!(made.find(&codes, "K-5000"), None);
        // No chain is long: three rows in the longest of a thousand were a sign of chance.
        let longest =
            (0..5_000).map(|chain| grown.chain_from(grown.first.get(chain).unwrap()).count());
        assert!(longest.max().unwrap() < 12);
    }
}
