//! By what people are found: their names and codes without capitals, who has
//! which letter, and the order of the names.
//!
//! All of it follows every card that is filed or destroyed. It takes some 55
//! bytes a person: name and code with a break after each; 8 for
//! the sieve of the names and 2 for that of the codes; 8 for the order; and a
//! bit for each letter there is, or 4 bytes for each rare one a person has.

use kernel::PersonId;

use super::by_name::{ByName, Entry};
use super::letters::Letters;
use super::lines::Lines;
use super::people::{Bits, People};
use crate::Card;

/// Rows of the sieve of names, and of that of codes, which are more alike.
const NAME_ROWS: usize = 4096;
const CODE_ROWS: usize = 1024;
/// So few are held against a further word one by one.
const FEW: usize = 500;

/// What people are found by. Texts are without capitals, by number of the person.
pub(super) struct Names {
    names: Lines,
    codes: Lines,
    letters: Letters,
    by_name: ByName,
    persons: usize,
}

impl Default for Names {
    fn default() -> Names {
        Names {
            names: Lines::new(NAME_ROWS),
            codes: Lines::new(CODE_ROWS),
            letters: Letters::default(),
            by_name: ByName::default(),
            persons: 0,
        }
    }
}

impl Names {
    /// What everybody is found by.
    pub(super) fn of<'a>(cards: impl Iterator<Item = (PersonId, &'a Card)> + Clone) -> Names {
        let mut names = Names::default();
        for (person, card) in cards.clone() {
            names.read(person, card);
        }
        names.by_name = ByName::of(cards.map(|(person, card)| (card.name.as_str(), person)));
        names
    }

    /// Takes in somebody who was not there. `name` gives the names of those who were.
    pub(super) fn add<'a>(
        &mut self,
        person: PersonId,
        card: &Card,
        name: impl Fn(PersonId) -> &'a str,
    ) {
        self.read(person, card);
        self.by_name.insert(entry(person, card), name);
    }

    fn read(&mut self, person: PersonId, card: &Card) {
        self.persons += 1;
        let (name, code) = (line(&card.name), line(&card.code));
        self.names.set(person.0, &name);
        self.codes.set(person.0, &code);
        self.letters.note(&name, person.0, self.persons);
        self.letters.note(&code, person.0, self.persons);
    }

    /// Takes out somebody, whom `name` and `card` still know as they were taken in.
    pub(super) fn take_out<'a>(
        &mut self,
        person: PersonId,
        card: &Card,
        name: impl Fn(PersonId) -> &'a str,
    ) {
        self.persons = self.persons.saturating_sub(1);
        self.by_name.remove(entry(person, card), name);
        self.names.set(person.0, "");
        self.codes.set(person.0, "");
        self.letters.forget(&line(&card.name), person.0);
        self.letters.forget(&line(&card.code), person.0);
    }

    /// Whoever has every word of a text in their name or code, whatever the
    /// capitals; nobody for an empty text.
    pub(super) fn find(&self, text: &str) -> People {
        let text = text.to_lowercase();
        let mut words: Vec<&str> = text.split_whitespace().collect();
        // Long words are rare, and of those who are left few are held against the others.
        words.sort_unstable_by_key(|word| std::cmp::Reverse(word.len()));
        let mut words = words.into_iter();
        let mut found = words
            .next()
            .map(|word| self.having(word))
            .unwrap_or_default();
        for word in words {
            if found.count() > FEW {
                found.intersect(&self.having(word));
            } else {
                let has = |person| {
                    self.names.get(person).contains(word) || self.codes.get(person).contains(word)
                };
                found = found.iter().filter(|person| has(*person)).collect();
            }
        }
        People::new(found)
    }

    /// Whoever has a word in their name or code.
    fn having(&self, word: &str) -> Bits {
        let mut letters = word.chars();
        if let (Some(letter), None) = (letters.next(), letters.next()) {
            return self.letters.having(letter);
        }
        let mut found = self.names.containing(word);
        found.unite(&self.codes.containing(word));
        found
    }

    /// Everybody, in the order of their names.
    pub(super) fn in_order(&self) -> impl Iterator<Item = PersonId> + '_ {
        self.by_name.iter()
    }
}

/// A text as it is looked through: the parts that are looked for have no
/// capitals, no space and no break in them.
fn line(text: &str) -> String {
    text.to_lowercase().replace('\n', " ")
}

fn entry(person: PersonId, card: &Card) -> Entry<'_> {
    (card.name.as_str(), person)
}
