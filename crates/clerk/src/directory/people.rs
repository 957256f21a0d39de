//! Sets of numbers and of persons: a bit each.

use kernel::PersonId;

/// A set of small numbers.
#[derive(Clone, Debug, Default)]
pub(super) struct Bits(Vec<u64>);

impl Bits {
    fn place(number: u32) -> (usize, u64) {
        ((number >> 6) as usize, 1 << (number & 63))
    }

    pub(super) fn insert(&mut self, number: u32) {
        let (word, bit) = Bits::place(number);
        if self.0.len() <= word {
            self.0.resize(word + 1, 0);
        }
        if let Some(word) = self.0.get_mut(word) {
            *word |= bit;
        }
    }

    pub(super) fn remove(&mut self, number: u32) {
        let (word, bit) = Bits::place(number);
        if let Some(word) = self.0.get_mut(word) {
            *word &= !bit;
        }
    }

    pub(super) fn contains(&self, number: u32) -> bool {
        let (word, bit) = Bits::place(number);
        self.0.get(word).is_some_and(|word| word & bit != 0)
    }

    /// How many there are.
    pub(super) fn count(&self) -> usize {
        self.0.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// From the least to the greatest.
    pub(super) fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        (0..).zip(&self.0).flat_map(|(at, word)| {
            let next = |left: &u64| Some(left & (left - 1)).filter(|left| *left != 0);
            let lefts = std::iter::successors(Some(*word).filter(|word| *word != 0), next);
            lefts.map(move |left| at * 64 + left.trailing_zeros())
        })
    }

    /// Takes those of the others in, from the word `first` on.
    pub(super) fn unite_from(&mut self, first: usize, others: &[u64]) {
        let end = first + others.len();
        if self.0.len() < end {
            self.0.resize(end, 0);
        }
        for (word, other) in self.0.iter_mut().skip(first).zip(others) {
            *word |= other;
        }
    }

    pub(super) fn unite(&mut self, others: &Bits) {
        self.unite_from(0, &others.0);
    }

    /// Leaves those that are among the others too.
    pub(super) fn intersect(&mut self, others: &Bits) {
        self.0.truncate(others.0.len());
        for (word, other) in self.0.iter_mut().zip(&others.0) {
            *word &= other;
        }
    }
}

impl FromIterator<u32> for Bits {
    fn from_iter<T: IntoIterator<Item = u32>>(numbers: T) -> Bits {
        let mut bits = Bits::default();
        for number in numbers {
            bits.insert(number);
        }
        bits
    }
}

/// A set of persons.
#[derive(Clone, Debug, Default)]
pub struct People(Bits);

impl People {
    pub(super) fn new(bits: Bits) -> People {
        People(bits)
    }

    /// Takes a person in.
    pub fn insert(&mut self, person: PersonId) {
        self.0.insert(person.0);
    }

    /// Whether a person is among them.
    #[must_use]
    pub fn contains(&self, person: PersonId) -> bool {
        self.0.contains(person.0)
    }

    /// How many they are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.0.count()
    }

    /// In the order of their numbers.
    pub fn iter(&self) -> impl Iterator<Item = PersonId> + '_ {
        self.0.iter().map(PersonId)
    }

    /// Takes the others in.
    pub(super) fn unite(&mut self, others: &People) {
        self.0.unite(&others.0);
    }

    /// Leaves those who are among the others too.
    pub fn intersect(&mut self, others: &People) {
        self.0.intersect(&others.0);
    }

    /// Leaves those whom `keep` keeps.
    pub fn retain(&mut self, mut keep: impl FnMut(PersonId) -> bool) {
        for (at, word) in (0..).zip(&mut self.0.0) {
            let mut left = *word;
            while left != 0 {
                let bit = left.trailing_zeros();
                left &= left - 1;
                if !keep(PersonId(at * 64 + bit)) {
                    *word &= !(1 << bit);
                }
            }
        }
    }
}

impl FromIterator<PersonId> for People {
    fn from_iter<T: IntoIterator<Item = PersonId>>(persons: T) -> People {
        let mut people = People::default();
        for person in persons {
            people.insert(person);
        }
        people
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_is_walked_counted_and_narrowed() {
        let numbers = [0, 1, 63, 64, 200];
        let mut people: People = numbers.into_iter().map(PersonId).collect();
        let others: People = [1, 64, 65].into_iter().map(PersonId).collect();
        assert_eq!(people.count(), 5);
        assert_eq!(people.iter().map(|it| it.0).collect::<Vec<_>>(), numbers);
        people.retain(|person| person.0 != 0);
        people.intersect(&others);
        assert_eq!(people.iter().map(|it| it.0).collect::<Vec<_>>(), [1, 64]);
        assert!(!people.contains(PersonId(200)) && people.contains(PersonId(64)));
    }
}
