//! Who sounds how: a number for each way in which a name is heard, beside its
//! bearer. The numbers say nothing of a name, and nothing of them is written
//! to a disk.
//!
//! A name of two words is heard in three ways and one of three in six, at five
//! bytes each. They are read through as they lie: some milliseconds for a
//! million people, and only when nobody is called what was asked for.

use names::{heard_as, heard_in};

use super::people::Bits;

/// People of one block. To change one is to go through the block.
const PEOPLE: u32 = 64;
/// Bits of the sieve through which a number must fall before it is looked up.
const SIEVE: u32 = 1024;

/// In which ways everybody's name is heard.
#[derive(Default)]
pub(super) struct Heard(Vec<Block>);

#[derive(Default)]
struct Block {
    /// The ways.
    ways: Vec<u32>,
    /// Of each, whose it is: the place in the block.
    whose: Vec<u8>,
}

impl Heard {
    /// Notes how a name is heard.
    pub(super) fn note(&mut self, name: &str, person: u32) {
        let at = (person / PEOPLE) as usize;
        if self.0.len() <= at {
            self.0.resize_with(at + 1, Block::default);
        }
        if let Some(block) = self.0.get_mut(at) {
            for heard in heard_in(name) {
                block.ways.push(number(&heard));
                block.whose.push(place(person));
            }
            // The last of a block comes last where all names are taken in at once.
            if place(person) == place(u32::MAX) {
                block.ways.shrink_to_fit();
                block.whose.shrink_to_fit();
            }
        }
    }

    /// Leaves nothing of how somebody was heard.
    pub(super) fn forget(&mut self, person: u32) {
        let Some(block) = self.0.get_mut((person / PEOPLE) as usize) else {
            return;
        };
        let whose = std::mem::take(&mut block.whose);
        let ways = std::mem::take(&mut block.ways);
        let left = ways.into_iter().zip(whose);
        let left = left.filter(|(_, whose)| *whose != place(person));
        (block.ways, block.whose) = left.unzip();
    }

    /// Whoever is heard as what is asked for, or has words that are.
    pub(super) fn like(&self, asked: &str) -> Bits {
        let mut asked: Vec<u32> = heard_as(asked).iter().map(|it| number(it)).collect();
        asked.sort_unstable();
        let mut sieve = [false; SIEVE as usize];
        let bit = |way: u32| (way % SIEVE) as usize;
        for way in &asked {
            if let Some(bit) = sieve.get_mut(bit(*way)) {
                *bit = true;
            }
        }
        let mut found = Bits::default();
        for (block, it) in (0..).zip(&self.0) {
            for (way, whose) in it.ways.iter().zip(&it.whose) {
                let falls = sieve.get(bit(*way)).copied().unwrap_or(false);
                if falls && asked.binary_search(way).is_ok() {
                    found.insert(block * PEOPLE + u32::from(*whose));
                }
            }
        }
        found
    }

    /// How many ways are kept, of everybody.
    #[cfg(test)]
    pub(super) fn count(&self) -> usize {
        self.0.iter().map(|block| block.ways.len()).sum()
    }
}

/// The place of somebody in their block.
fn place(person: u32) -> u8 {
    u8::try_from(person % PEOPLE).unwrap_or_default()
}

/// What is heard as a number; two that are not the same have the same number
/// once in four thousand million.
fn number(heard: &str) -> u32 {
    let mixed = heard.bytes().fold(0x811C_9DC5_u32, |number, byte| {
        (number ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    });
    mixed ^ mixed >> 15
}

#[cfg(test)]
mod tests {
    use super::*;

    fn like(heard: &Heard, asked: &str) -> Vec<u32> {
        heard.like(asked).iter().collect()
    }

    #[test]
    fn who_sounds_alike_is_found_and_who_is_forgotten_is_not() {
        let mut heard = Heard::default();
        heard.note("Thae Jong Su", 3);
        heard.note("태정수", 63);
        heard.note("Ada Lovelace", 64);
        heard.note("T\u{2019}ae Cho\u{2019}ng-su", 200);
        for asked in ["Tae Jeongsu", "Jong Su Thae", "태정수"] {
            assert_eq!(like(&heard, asked), [3, 63, 200], "{asked}");
        }
        assert_eq!(like(&heard, "Loverace"), [64]);
        heard.forget(63);
        heard.forget(9_999);
        assert_eq!(like(&heard, "Tae Jeongsu"), [3, 200]);
        assert!(like(&heard, "").is_empty());
        assert_eq!(like(&heard, "Tae Jeong"), [3, 200], "two words of three");
    }

    #[test]
    fn what_is_kept_and_read_grows_with_the_people_and_not_with_the_search() {
        let mut heard = Heard::default();
        for person in 0..10_000 {
            heard.note("Kim Jong Un", person);
        }
        assert_eq!(heard.count(), 60_000, "six ways a person, five bytes each");
        assert_eq!(heard.like("Gim Jeongeun").count(), 10_000);
        for person in 0..10_000 {
            heard.forget(person);
        }
        assert_eq!(heard.count(), 0);
    }
}
