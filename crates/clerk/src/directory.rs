//! The names, in memory only: made from the cards at every start.

mod by_name;
mod called;
mod coming;
mod heard;
mod letters;
mod lines;
mod names;
mod people;

use std::collections::BTreeMap;

use kernel::PersonId;

use self::names::{Names, Word, folded, line};
use crate::Card;
use coming::Coming;
pub use coming::NamesError;
pub(crate) use coming::{Reading, coming, read_now};
pub use people::People;

/// So few are put in order by themselves sooner than they are picked out of everybody.
const FEW: usize = 500;
/// Fewer cards than one in so many of all are filed one by one.
const ONE_BY_ONE: usize = 16;

/// Who the persons are. What a viewer may see of it is the kernel's to say.
#[derive(Default)]
pub struct Directory {
    cards: Vec<Option<Card>>,
    codes: BTreeMap<String, PersonId>,
    names: Names,
    /// The names as they were at the start, while they are still being read.
    coming: Option<Coming>,
}

// Names do not belong into a log.
impl std::fmt::Debug for Directory {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Directory")
    }
}

impl Directory {
    /// A directory without names until they have arrived.
    fn until(coming: Coming) -> Directory {
        Directory {
            coming: Some(coming),
            ..Directory::default()
        }
    }

    /// Takes in the names that were being read, now that all of them are.
    pub(crate) fn arrive(&mut self) {
        let Some((whole, changed)) = self.coming.take().and_then(Coming::arrived) else {
            return;
        };
        let since = std::mem::replace(self, whole);
        for person in changed {
            match since.card(person) {
                Some(card) => self.file(person, card.clone()),
                None => self.remove(person),
            }
        }
    }

    /// A person's card.
    #[must_use]
    pub fn card(&self, person: PersonId) -> Option<&Card> {
        let filed = card_in(&self.cards, person);
        let coming = self.coming.as_ref();
        let coming = coming.filter(|coming| !coming.changed.contains(&person));
        filed.or_else(|| coming?.card(person))
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
        let filed = self.codes.get(code).copied();
        filed.or_else(|| self.coming.as_ref()?.person(code))
    }

    /// Whether all names have been read; until then whoever looks for people waits.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.coming.is_none()
    }

    /// How many cards there are, counted one by one.
    #[must_use]
    pub fn len(&self) -> usize {
        self.iter().count()
    }

    /// Whether there is no card at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.iter().next().is_none()
    }

    /// Every card, in the order of the persons' numbers.
    #[must_use]
    pub fn iter(&self) -> Box<dyn Iterator<Item = (PersonId, &Card)> + '_> {
        let coming = self.coming.iter().flat_map(Coming::iter);
        let mut coming = coming.peekable();
        let mut filed = self.filed().peekable();
        Box::new(std::iter::from_fn(move || {
            match (coming.peek(), filed.peek()) {
                (Some((one, _)), Some((other, _))) if one > other => filed.next(),
                (Some(_), _) => coming.next(),
                (None, _) => filed.next(),
            }
        }))
    }

    fn filed(&self) -> impl Iterator<Item = (PersonId, &Card)> + Clone {
        (0..)
            .zip(&self.cards)
            .filter_map(|(row, card)| Some((PersonId(row), card.as_ref()?)))
    }

    /// The persons whose name or code contains every word of `text`, whatever
    /// the capitals and, in names, marks, apostrophes and hyphens; nobody for
    /// an empty text.
    #[must_use]
    pub fn find(&self, text: &str) -> People {
        let mut found = self.names.find(text);
        if let Some(coming) = &self.coming {
            found.unite(&coming.find(text));
        }
        found
    }

    /// The persons whose name contains every word of `text` but for one letter
    /// of one of them, or all of it with the words parted otherwise; for a
    /// search that found nobody.
    #[must_use]
    pub fn find_near(&self, text: &str) -> People {
        let mut found = self.names.find_near(text);
        if let Some(coming) = &self.coming {
            found.unite(&coming.find_near(text));
        }
        found
    }

    /// The persons whose name sounds like `text`, or has words that do, as one
    /// name does in two systems of romanisation and in Hangul; for a search
    /// that found nobody.
    #[must_use]
    pub fn find_sounding(&self, text: &str) -> People {
        let mut found = self.names.find_sounding(text);
        if let Some(coming) = &self.coming {
            found.unite(&coming.find_sounding(text));
        }
        found
    }

    /// Whether [`Directory::find`] finds this person.
    #[must_use]
    pub fn has_words(&self, person: PersonId, text: &str) -> bool {
        let words = Word::all(text);
        let Some(card) = self.card(person).filter(|_| !words.is_empty()) else {
            return false;
        };
        let (name, code) = (folded(card), line(&card.code));
        words.iter().all(|word| word.is_in(&name, &code))
    }

    /// The persons [`Directory::find`] finds with their cards, in the order of
    /// their numbers.
    pub fn search(&self, text: &str) -> impl Iterator<Item = (PersonId, &Card)> {
        let found: Vec<PersonId> = self.find(text).iter().collect();
        found
            .into_iter()
            .filter_map(|person| Some((person, self.card(person)?)))
    }

    /// These people in the order of their names without capitals, then of
    /// their numbers; whoever has no card is left out.
    #[must_use]
    pub fn by_name<'a>(&'a self, people: &'a People) -> Box<dyn Iterator<Item = PersonId> + 'a> {
        if people.count() > FEW && self.coming.is_none() {
            let everybody = self.names.in_order();
            return Box::new(everybody.filter(|person| people.contains(*person)));
        }
        let cards = people
            .iter()
            .filter_map(|person| Some((self.card(person)?.name.as_str(), person)));
        let mut sorted: Vec<_> = cards.collect();
        sorted.sort_unstable_by(|one, other| by_name::compare(*one, *other));
        Box::new(sorted.into_iter().map(|(_, person)| person))
    }

    /// Files a card in place of the person's former one.
    pub(crate) fn file(&mut self, person: PersonId, card: Card) {
        self.remove(person);
        let cards = &self.cards;
        self.names.add(person, &card, |one| name_in(cards, one));
        self.put(person, card);
    }

    /// Files many cards, sooner than one by one.
    pub(crate) fn file_all(&mut self, cards: Vec<(PersonId, Card)>) {
        if cards.len() <= self.cards.len() / ONE_BY_ONE {
            for (person, card) in cards {
                self.file(person, card);
            }
            return;
        }
        // What people are found by is made anew, so nobody need be taken out of it.
        self.names = Names::default();
        for (person, card) in cards {
            self.take(person);
            self.put(person, card);
        }
        let names = Names::of(self.filed());
        self.names = names;
    }

    /// Takes a card out.
    pub(crate) fn remove(&mut self, person: PersonId) {
        let cards = &self.cards;
        if let Some(card) = card_in(cards, person) {
            self.names.take_out(person, card, |one| name_in(cards, one));
        }
        self.take(person);
    }

    fn put(&mut self, person: PersonId, card: Card) {
        if self.cards.len() <= person.index() {
            self.cards.resize_with(person.index() + 1, || None);
        }
        self.codes.insert(card.code.clone(), person);
        if let Some(place) = self.cards.get_mut(person.index()) {
            *place = Some(card);
        }
    }

    /// Takes a card from its place and out of the codes.
    fn take(&mut self, person: PersonId) {
        if let Some(coming) = &mut self.coming {
            coming.changed.insert(person);
        }
        let place = self.cards.get_mut(person.index());
        if let Some(card) = place.and_then(Option::take)
            && self.codes.get(&card.code) == Some(&person)
        {
            self.codes.remove(&card.code);
        }
    }
}

impl FromIterator<(PersonId, Card)> for Directory {
    fn from_iter<Cards: IntoIterator<Item = (PersonId, Card)>>(cards: Cards) -> Directory {
        let mut directory = Directory::default();
        directory.file_all(cards.into_iter().collect());
        directory
    }
}

fn card_in(cards: &[Option<Card>], person: PersonId) -> Option<&Card> {
    cards.get(person.index())?.as_ref()
}

fn name_in(cards: &[Option<Card>], person: PersonId) -> &str {
    card_in(cards, person).map_or("", |card| card.name.as_str())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

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
        assert_eq!(format!("{directory:?}"), "Directory");
        assert_eq!(directory.person("M-3"), Some(PersonId(3)));
        assert_eq!(directory.name(PersonId(1)), "No. 1");
    }

    #[test]
    fn a_name_is_found_however_its_marks_and_parts_are_written() {
        let mut directory = Directory::default();
        for (person, name) in [
            "Ch\u{2019}oe Ryong-hae",
            "Choe Ryong Hae",
            "Zoë D'Arc-Łuk",
            "Ольга Фёдорова",
            "Kim Phyong Hae",
        ]
        .into_iter()
        .enumerate()
        {
            let person = PersonId(u32::try_from(person).unwrap());
            directory.file(person, card(&format!("M-{person}"), name));
        }
        let found = |text: &str| {
            directory
                .find(text)
                .iter()
                .map(|it| it.0)
                .collect::<Vec<_>>()
        };
        for text in ["ch'oe ryong", "CHOE", "ryong-hae", "Ryong Hae Choe"] {
            assert_eq!(found(text), [0, 1], "{text}");
        }
        assert_eq!(
            (found("zoe darc"), found("łuk"), found("федорова")),
            (vec![2], vec![2], vec![3])
        );
        let near = |text: &str| {
            directory
                .find_near(text)
                .iter()
                .map(|it| it.0)
                .collect::<Vec<_>>()
        };
        for text in [
            "Choe Ryong Hay",
            "Choe Riong Hae",
            "Choe Ryonghae",
            "choeryonghae",
            "Cheoryonghae",
        ] {
            assert!(
                found(text).is_empty() && near(text) == [0, 1],
                "{text}: {:?}",
                near(text)
            );
        }
        assert_eq!(
            (
                near("phyomg"),
                near("Фёдарова"),
                near("zoe d\u{2019}ark luk")
            ),
            (vec![4], vec![3], vec![2])
        );
        assert!(near("Lovelace").is_empty() && near("xy").is_empty() && near("").is_empty());
        directory.remove(PersonId(4));
        assert_eq!(directory.find_near("phyomg").count(), 0);
    }

    #[test]
    fn a_name_is_found_from_another_romanisation_of_it() {
        let mut directory = Directory::default();
        let names = [
            "태정수",
            "Thae Jong Su",
            "T\u{2019}ae Cho\u{2019}ng-su",
            "Choe Hwi",
        ];
        for (person, name) in (0..).zip(names) {
            directory.file(PersonId(person), card(&format!("M-{person}"), name));
        }
        let found = |directory: &Directory, text: &str| {
            let found = directory.find_sounding(text);
            found.iter().map(|it| it.0).collect::<Vec<_>>()
        };
        for text in [
            "Tae Jeongsu",
            "태정수",
            "tae jong su",
            "Su T\u{2BC}ae Chŏng",
        ] {
            assert_eq!(found(&directory, text), [0, 1, 2], "{text}");
        }
        assert!(directory.find("Tae Jeongsu").count() == 0 && found(&directory, "").is_empty());
        assert_eq!(
            (found(&directory, "Choi"), found(&directory, "Ada")),
            (vec![3], vec![])
        );
        directory.remove(PersonId(1));
        directory.file(PersonId(2), card("M-2", "Ada"));
        assert_eq!(found(&directory, "Tae Jeongsu"), [0]);
        assert_eq!(found(&directory, "Ada"), [2]);
    }

    #[test]
    fn a_changed_or_removed_card_leaves_nothing_behind() {
        let mut directory = Directory::default();
        directory.file(PersonId(0), card("M-0", "Ada"));
        directory.file(PersonId(0), card("M-9", "Ada King"));
        assert_eq!(
            (directory.iter().count(), directory.person("M-0")),
            (1, None)
        );
        directory.remove(PersonId(0));
        assert!(directory.iter().next().is_none() && directory.card(PersonId(0)).is_none());
        assert_eq!(directory.person("M-9"), None);
    }

    /// What [`Directory::find`] and [`Directory::by_name`] must come to, found
    /// by reading every card.
    fn plainly(cards: &BTreeMap<u32, Card>, text: &str) -> Vec<PersonId> {
        let words: Vec<&str> = text.split_whitespace().collect();
        let mut found: Vec<(String, PersonId)> = Vec::new();
        for (person, card) in cards {
            let (name, code) = (::names::fold(&card.name), card.code.to_lowercase());
            let has = |word: &&str| {
                let forms = [::names::fold(word), ::names::compact(word)];
                let in_name = forms
                    .iter()
                    .any(|form| !form.is_empty() && name.contains(form));
                in_name || code.contains(&word.to_lowercase())
            };
            if !words.is_empty() && words.iter().all(has) {
                found.push((card.name.to_lowercase(), PersonId(*person)));
            }
        }
        found.sort();
        found.into_iter().map(|(_, person)| person).collect()
    }

    fn indexed(directory: &Directory, text: &str) -> Vec<PersonId> {
        let found = directory.find(text);
        assert_eq!(directory.search(text).count(), found.count());
        for (person, _) in directory.iter() {
            assert_eq!(directory.has_words(person, text), found.contains(person));
        }
        directory.by_name(&found).collect()
    }

    /// What may happen to a directory.
    #[derive(Clone, Debug)]
    enum Act {
        File(u32, String, String),
        FileAll(Vec<(u32, String, String)>),
        Remove(u32),
        Ask(String),
    }

    fn act() -> impl Strategy<Value = Act> {
        let name = "[aAbBéÉσΣ\\-'\\. ]{0,9}";
        let code = "[mM][\\-/ ][0-3]{1,3}";
        let of_one = (0..40_u32, name, code);
        prop_oneof![
            4 => of_one.clone().prop_map(|(person, name, code)| Act::File(person, name, code)),
            1 => prop::collection::vec(of_one, 0..30).prop_map(Act::FileAll),
            2 => (0..40_u32).prop_map(Act::Remove),
            4 => "[abéσm0-3\\-AÉΣ ]{0,4}".prop_map(Act::Ask),
        ]
    }

    proptest! {
        #[test]
        fn the_index_answers_as_reading_every_card_does(acts in prop::collection::vec(act(), 1..60)) {
            let mut directory = Directory::default();
            let mut cards: BTreeMap<u32, Card> = BTreeMap::new();
            for act in acts {
                match act {
                    Act::File(person, name, code) => {
                        directory.file(PersonId(person), card(&code, &name));
                        cards.insert(person, card(&code, &name));
                    }
                    Act::FileAll(all) => {
                        let filed = all.iter().map(|(person, name, code)| (PersonId(*person), card(code, name)));
                        directory.file_all(filed.collect());
                        cards.extend(all.iter().map(|(person, name, code)| (*person, card(code, name))));
                    }
                    Act::Remove(person) => {
                        directory.remove(PersonId(person));
                        cards.remove(&person);
                    }
                    Act::Ask(text) => prop_assert_eq!(indexed(&directory, &text), plainly(&cards, &text)),
                }
                prop_assert_eq!(directory.iter().count(), cards.len());
            }
            for text in ["a", "m", "é b", "0"] {
                prop_assert_eq!(indexed(&directory, text), plainly(&cards, text));
            }
        }
    }

    #[test]
    fn many_are_found_and_ordered_as_few_are() {
        let mut directory = Directory::default();
        let mut cards = BTreeMap::new();
        for person in 0..6_000_u32 {
            let mixed = person.wrapping_mul(2_654_435_761) >> 8;
            let name = format!("Ann{} Lee{}", mixed % 700, mixed % 3);
            cards.insert(person, card(&format!("P-{person:05}"), &name));
        }
        let of = |range: std::ops::Range<u32>| {
            range
                .map(|person| (PersonId(person), cards[&person].clone()))
                .collect::<Vec<_>>()
        };
        directory.file_all(of(0..4_000));
        for (person, card) in of(4_000..6_000) {
            directory.file(person, card);
        }
        for text in [
            "a",
            "x",
            "lee1",
            "p-0",
            "12",
            "ann12 lee",
            "p-00012",
            "nobody",
        ] {
            assert_eq!(indexed(&directory, text), plainly(&cards, text), "{text}");
        }
    }
}
