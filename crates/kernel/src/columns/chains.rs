//! Chains: rows of one owner, linked from the newest to the earliest.

use super::Column;

/// No row.
const NONE: u32 = u32::MAX;

/// The columns that make chains of rows.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Chains<'a> {
    /// By row: whose it is.
    pub owner: &'a Column<u32>,
    /// By row: the one before it of the same owner.
    pub earlier: &'a Column<u32>,
    /// By owner: the newest row.
    pub newest: &'a Column<u32>,
}

impl Chains<'_> {
    /// Calls for each row that is not where it belongs. Where it calls for none,
    /// each row is in the chain of its owner once, and no chain is a ring.
    pub(crate) fn each_misplaced(&self, mut wrong: impl FnMut(u32)) {
        // Which rows are followed by a later one: the others must end their chains.
        let mut followed = Rows::of(self.owner.len());
        for ((row, owner), earlier) in (0..).zip(self.owner.iter()).zip(self.earlier.iter()) {
            if earlier == NONE {
                continue;
            }
            let same = self.owner.get(earlier as usize) == Some(owner);
            // A link that leads only backwards leads into no ring.
            if earlier >= row || !same || !followed.mark(earlier) {
                wrong(row);
            }
        }
        for (row, owner) in (0..).zip(self.owner.iter()) {
            if !followed.has(row) && self.newest.get(owner as usize) != Some(row) {
                wrong(row);
            }
        }
        for (owner, newest) in (0_u32..).zip(self.newest.iter()) {
            let ends = self.owner.get(newest as usize) == Some(owner) && !followed.has(newest);
            if newest != NONE && !ends {
                wrong(newest);
            }
        }
    }
}

/// Some of so many rows, a bit each.
#[derive(Debug)]
struct Rows(Vec<u64>);

impl Rows {
    fn of(rows: usize) -> Rows {
        Rows(vec![0; rows.div_ceil(64)])
    }

    fn has(&self, row: u32) -> bool {
        let bits = self.0.get(row as usize / 64).copied().unwrap_or(0);
        bits >> (row % 64) & 1 == 1
    }

    /// Marks a row; whether it was not yet.
    fn mark(&mut self, row: u32) -> bool {
        let fresh = !self.has(row);
        if let Some(bits) = self.0.get_mut(row as usize / 64) {
            *bits |= 1 << (row % 64);
        }
        fresh
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(rows: &[u32]) -> Column<u32> {
        let mut column = Column::default();
        rows.iter().for_each(|row| column.push(*row));
        column
    }

    fn misplaced(owner: &[u32], earlier: &[u32], newest: &[u32]) -> Vec<u32> {
        let mut found = Vec::new();
        Chains {
            owner: &column(owner),
            earlier: &column(earlier),
            newest: &column(newest),
        }
        .each_misplaced(|row| found.push(row));
        found
    }

    #[test]
    fn every_way_in_which_a_chain_breaks_is_found() {
        let (owner, earlier, newest) = ([0, 1, 0, 0], [NONE, NONE, 0, 2], [3, 1, NONE]);
        assert_eq!(misplaced(&owner, &earlier, &newest), []);
        // The only ways to be whole among all chains of so few rows.
        let values = [0, 1, 2, 3, NONE];
        let mut whole = 0;
        for at in 0..5_usize.pow(7) {
            let digit = |place: u32| values[at / 5_usize.pow(place) % 5];
            let earlier = [digit(0), digit(1), digit(2), digit(3)];
            let newest = [digit(4), digit(5), digit(6)];
            whole += u32::from(misplaced(&owner, &earlier, &newest).is_empty());
        }
        // The three rows of one owner in the order of their numbers, and the one of the other.
        assert_eq!(whole, 1);
    }
}
