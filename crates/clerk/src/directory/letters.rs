//! Who has which letter in their name or code. Parts of one letter are found
//! nearly everywhere, and reading for them takes longest.

use std::collections::BTreeMap;

use super::people::Bits;

/// A letter that one person in so many has is kept as a bit for each person,
/// which is then no longer than a list of numbers.
const COMMON: usize = 32;
/// A list as short as this stays a list.
const FEW: usize = 1024;

/// The letters, digits and signs, and who has them.
#[derive(Default)]
pub(super) struct Letters(BTreeMap<char, Havers>);

enum Havers {
    /// Their numbers, in order.
    Few(Vec<u32>),
    Many(Bits),
}

impl Letters {
    /// Notes that a person, one of so many, has the letters of a text.
    pub(super) fn note(&mut self, text: &str, person: u32, persons: usize) {
        for letter in text.chars() {
            let havers = self.0.entry(letter);
            let havers = havers.or_insert_with(|| Havers::Few(Vec::new()));
            match havers {
                Havers::Few(list) => {
                    let at = list.partition_point(|one| *one < person);
                    if list.get(at) != Some(&person) {
                        list.insert(at, person);
                    }
                    if list.len() > FEW && list.len() > persons / COMMON {
                        *havers = Havers::Many(list.iter().copied().collect());
                    }
                }
                Havers::Many(bits) => bits.insert(person),
            }
        }
    }

    /// Notes that a person does not have the letters of a text any more.
    pub(super) fn forget(&mut self, text: &str, person: u32) {
        for letter in text.chars() {
            match self.0.get_mut(&letter) {
                Some(Havers::Few(list)) => {
                    if let Ok(at) = list.binary_search(&person) {
                        list.remove(at);
                    }
                    if list.is_empty() {
                        self.0.remove(&letter);
                    }
                }
                Some(Havers::Many(bits)) => bits.remove(person),
                None => {}
            }
        }
    }

    /// Whoever has a letter.
    pub(super) fn having(&self, letter: char) -> Bits {
        match self.0.get(&letter) {
            Some(Havers::Few(list)) => list.iter().copied().collect(),
            Some(Havers::Many(bits)) => bits.clone(),
            None => Bits::default(),
        }
    }
}
