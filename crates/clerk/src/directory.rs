//! The names, in memory only: made from the cards at every start.

use std::collections::BTreeMap;

use kernel::PersonId;

use crate::Card;

/// Who the persons are. What a viewer may see of it is the kernel's to say.
#[derive(Default)]
pub struct Directory {
    cards: Vec<Option<Filed>>,
    codes: BTreeMap<String, PersonId>,
    count: usize,
}

// Names do not belong into a log.
impl std::fmt::Debug for Directory {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Directory of {}", self.count)
    }
}

struct Filed {
    card: Card,
    /// Name and code without capitals, for searching.
    folded: String,
}

impl Directory {
    /// A person's card.
    #[must_use]
    pub fn card(&self, person: PersonId) -> Option<&Card> {
        self.cards
            .get(person.index())?
            .as_ref()
            .map(|filed| &filed.card)
    }

    /// A person's name, or their number where there is no card any more.
    #[must_use]
    pub fn name(&self, person: PersonId) -> String {
        self.card(person)
            .map_or_else(|| format!("No. {person}"), |card| card.name.clone())
    }

    /// The person with this code.
    #[must_use]
    pub fn person(&self, code: &str) -> Option<PersonId> {
        self.codes.get(code).copied()
    }

    /// How many cards there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.count
    }

    /// Whether there is no card at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Every card, in the order of the persons' numbers.
    pub fn iter(&self) -> impl Iterator<Item = (PersonId, &Card)> {
        self.filed().map(|(person, filed)| (person, &filed.card))
    }

    /// The persons whose name or code contains every word of `text`, whatever
    /// the capitals, in the order of their numbers; none for an empty text.
    pub fn search(&self, text: &str) -> impl Iterator<Item = (PersonId, &Card)> {
        let text = text.to_lowercase();
        let words: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
        self.filed().filter_map(move |(person, filed)| {
            let found = !words.is_empty() && words.iter().all(|word| filed.folded.contains(word));
            found.then_some((person, &filed.card))
        })
    }

    fn filed(&self) -> impl Iterator<Item = (PersonId, &Filed)> {
        (0..)
            .zip(&self.cards)
            .filter_map(|(row, filed)| Some((PersonId(row), filed.as_ref()?)))
    }

    /// Files a card in place of the person's former one.
    pub(crate) fn file(&mut self, person: PersonId, card: Card) {
        self.remove(person);
        if self.cards.len() <= person.index() {
            self.cards.resize_with(person.index() + 1, || None);
        }
        if let Some(place) = self.cards.get_mut(person.index()) {
            self.codes.insert(card.code.clone(), person);
            let folded = format!("{} {}", card.name.to_lowercase(), card.code.to_lowercase());
            *place = Some(Filed { card, folded });
            self.count += 1;
        }
    }

    /// Takes a card out.
    pub(crate) fn remove(&mut self, person: PersonId) {
        let Some(filed) = self.cards.get_mut(person.index()).and_then(Option::take) else {
            return;
        };
        self.count -= 1;
        if self.codes.get(&filed.card.code) == Some(&person) {
            self.codes.remove(&filed.card.code);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn card(code: &str, name: &str) -> Card {
        Card {
            code: code.to_owned(),
            name: name.to_owned(),
            ..Card::default()
        }
    }

    #[test]
    fn a_card_is_found_by_number_code_and_part_of_the_name() {
        let mut directory = Directory::default();
        directory.file(PersonId(3), card("M-3", "Ada Lovelace"));
        directory.file(PersonId(0), card("M-0", "Émile Zola"));
        let found = |text: &str| {
            directory
                .search(text)
                .map(|(id, _)| id.0)
                .collect::<Vec<_>>()
        };
        assert_eq!(found("LOVE ad"), [3]);
        assert_eq!(found("éMILE"), [0]);
        assert_eq!(found("m-"), [0, 3]);
        assert!(found(" ").is_empty());
        assert_eq!(format!("{directory:?}"), "Directory of 2");
        assert_eq!(directory.person("M-3"), Some(PersonId(3)));
        assert_eq!(directory.name(PersonId(1)), "No. 1");
    }

    #[test]
    fn a_changed_or_removed_card_leaves_nothing_behind() {
        let mut directory = Directory::default();
        directory.file(PersonId(0), card("M-0", "Ada"));
        directory.file(PersonId(0), card("M-9", "Ada King"));
        assert_eq!((directory.len(), directory.person("M-0")), (1, None));
        directory.remove(PersonId(0));
        assert!(directory.is_empty() && directory.card(PersonId(0)).is_none());
        assert_eq!(directory.person("M-9"), None);
    }
}
