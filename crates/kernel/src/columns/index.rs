//! Which rows are filed under a number: a table of chains that grows by one
//! chain with each row, so that no command waits while all of it is made anew,
//! and that is made of columns, so that copies share it.

use super::Column;

/// No row.
const NONE: u32 = u32::MAX;

/// Rows by the number they are filed under. Derived from the numbers.
#[derive(Clone, Debug, Default)]
pub(crate) struct Index {
    /// By chain: its first row.
    first: Column<u32>,
    /// By row: the next of its chain.
    next: Column<u32>,
}

impl Index {
    /// Takes in the newest row, which stands last in the column of numbers.
    pub(crate) fn enter(&mut self, numbers: &Column<u32>) {
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
            // Rows filed under nothing are spread out, so that no chain is long.
            let number = numbers.get(row as usize).filter(|number| *number != NONE);
            let chain = chain(number.unwrap_or(!row), chains);
            let next = self.first.replace(chain, row);
            self.next.set(row as usize, next.unwrap_or(NONE));
        }
    }

    /// The rows filed under a number, in no order that means anything.
    pub(crate) fn find<'a>(
        &'a self,
        numbers: &'a Column<u32>,
        number: u32,
    ) -> impl Iterator<Item = u32> + 'a {
        let first = self.first.get(chain(number, self.first.len()));
        self.chain_from(first.unwrap_or(NONE))
            .filter(move |row| numbers.get(*row as usize) == Some(number))
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

/// The chain of a number among so many.
fn chain(number: u32, chains: usize) -> usize {
    let wide = highest(chains.saturating_sub(1)).saturating_mul(2);
    let hash = u64::from(number).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32;
    let place = usize::try_from(hash).unwrap_or(0) & wide.saturating_sub(1);
    if place < chains {
        place
    } else {
        place & (wide / 2).saturating_sub(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_found_under_its_number_however_the_table_grew() {
        let (mut numbers, mut index) = (Column::default(), Index::default());
        assert_eq!(index.find(&numbers, 0).count(), 0);
        for row in 0..3_000_u32 {
            numbers.push(if row % 7 == 0 { NONE } else { row % 500 });
            index.enter(&numbers);
        }
        for number in 0..500_u32 {
            let mut found: Vec<u32> = index.find(&numbers, number).collect();
            found.sort_unstable();
            let filed: Vec<u32> = (0..3_000)
                .filter(|row| row % 7 != 0 && row % 500 == number)
                .collect();
            assert_eq!(found, filed, "{number}");
        }
        let longest = (0..3_000).map(|chain| {
            let first = index.first.get(chain).unwrap();
            index.chain_from(first).count()
        });
        assert!(longest.max().unwrap() < 40);
    }
}
