//! By what people are found: the words of all names with who bears them, the
//! codes, and the order of the names.
//!
//! All three follow every card that is filed or destroyed. They take some 35
//! bytes a person: 8 for each word of a name, 10 for the code, 8 for the
//! order, and about 100 for each different word.

use kernel::PersonId;

use super::by_name::{ByName, Entry};
use super::lines::Lines;
use super::people::{Bits, People};
use super::words::Words;
use crate::Card;

/// What people are found by.
#[derive(Default)]
pub(super) struct Names {
    words: Words,
    /// By number of the person: the code without capitals.
    codes: Lines,
    by_name: ByName,
    persons: usize,
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
        // The parts that are looked for have no space in them, nor a break.
        let code = card.code.to_lowercase().replace('\n', " ");
        self.codes.set(person.0, &code);
        for word in card.name.to_lowercase().split_whitespace() {
            self.words.bear(word, person.0, self.persons);
        }
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
        self.codes.set(person.0, "");
        for word in card.name.to_lowercase().split_whitespace() {
            self.words.drop_from(word, person.0);
        }
    }

    /// Whoever has every word of a text in their name or code, whatever the
    /// capitals; nobody for an empty text.
    pub(super) fn find(&self, text: &str) -> People {
        let mut found: Option<Bits> = None;
        for word in text.to_lowercase().split_whitespace() {
            let mut having = self.codes.containing(word);
            self.words.bearers_of(word, &mut having);
            match &mut found {
                Some(found) => found.intersect(&having),
                None => found = Some(having),
            }
        }
        People::new(found.unwrap_or_default())
    }

    /// Everybody, in the order of their names.
    pub(super) fn in_order(&self) -> impl Iterator<Item = PersonId> + '_ {
        self.by_name.iter()
    }

    /// How many different words there are.
    #[cfg(test)]
    pub(super) fn words(&self) -> usize {
        self.words.len()
    }
}

fn entry(person: PersonId, card: &Card) -> Entry<'_> {
    (card.name.as_str(), person)
}
