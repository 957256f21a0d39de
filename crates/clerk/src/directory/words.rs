//! The words of all names, each of them once, and who bears them.
//!
//! A name is found through its words, so what looks for words (a part of one
//! now, another spelling of one some day) reads tens of thousands of them and
//! not millions of names.

use std::collections::HashMap;

use super::lines::Lines;
use super::people::Bits;

/// A word that one person in so many bears is kept as a bit for each person,
/// which is then no longer than a list of numbers.
const COMMON: usize = 32;
/// A list as short as this stays a list.
const FEW: usize = 1024;

/// The words, and who bears them.
#[derive(Default)]
pub(super) struct Words {
    texts: Lines,
    numbers: HashMap<Box<str>, u32>,
    /// By number of the word.
    bearers: Vec<Bearers>,
    /// Numbers of words that nobody bears any more.
    free: Vec<u32>,
}

enum Bearers {
    /// Their numbers, in order.
    Few(Vec<u32>),
    Many(Bits),
}

impl Words {
    /// Notes that a person, one of so many, bears a word.
    pub(super) fn bear(&mut self, word: &str, person: u32, persons: usize) {
        let number = self.number_of(word);
        let Some(bearers) = self.bearers.get_mut(number as usize) else {
            return;
        };
        match bearers {
            Bearers::Few(list) => {
                let at = list.partition_point(|one| *one < person);
                if list.get(at) != Some(&person) {
                    list.insert(at, person);
                }
                if list.len() > FEW && list.len() > persons / COMMON {
                    let mut bits = Bits::default();
                    list.iter().for_each(|one| bits.insert(*one));
                    *bearers = Bearers::Many(bits);
                }
            }
            Bearers::Many(bits) => bits.insert(person),
        }
    }

    fn number_of(&mut self, word: &str) -> u32 {
        if let Some(number) = self.numbers.get(word) {
            return *number;
        }
        let number = self.free.pop().unwrap_or_else(|| {
            self.bearers.push(Bearers::Few(Vec::new()));
            u32::try_from(self.bearers.len() - 1).unwrap_or(u32::MAX)
        });
        self.numbers.insert(word.into(), number);
        self.texts.set(number, word);
        number
    }

    /// Notes that a person does not bear a word any more. A word that nobody
    /// bears is forgotten.
    pub(super) fn drop_from(&mut self, word: &str, person: u32) {
        let Some(number) = self.numbers.get(word).copied() else {
            return;
        };
        let Some(bearers) = self.bearers.get_mut(number as usize) else {
            return;
        };
        let forgotten = match bearers {
            Bearers::Few(list) => {
                if let Ok(at) = list.binary_search(&person) {
                    list.remove(at);
                }
                list.is_empty()
            }
            Bearers::Many(bits) => {
                bits.remove(person);
                bits.count() == 0
            }
        };
        if forgotten {
            *bearers = Bearers::Few(Vec::new());
            self.numbers.remove(word);
            self.texts.set(number, "");
            self.free.push(number);
        }
    }

    /// Takes in whoever bears a word with this part in it.
    pub(super) fn bearers_of(&self, part: &str, found: &mut Bits) {
        for number in self.texts.containing(part).iter() {
            match self.bearers.get(number as usize) {
                Some(Bearers::Few(list)) => list.iter().for_each(|one| found.insert(*one)),
                Some(Bearers::Many(bits)) => found.unite(bits),
                None => {}
            }
        }
    }

    /// How many words there are.
    #[cfg(test)]
    pub(super) fn len(&self) -> usize {
        self.numbers.len()
    }
}
