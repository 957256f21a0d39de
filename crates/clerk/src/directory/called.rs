//! What somebody is called: on a day, and by whoever looks for them.

use jiff::civil::Date;
use kernel::PersonId;
use names::{Keys, fold, forms_of, likeness};

use super::Directory;
use super::names::{Word, line};

impl Directory {
    /// The name a person went by on a day, as far as their card says; or their number.
    #[must_use]
    pub fn name_on(&self, person: PersonId, day: Date) -> String {
        self.card(person).map_or_else(
            || format!("No. {person}"),
            |card| card.name_on(day).to_owned(),
        )
    }

    /// Another name of somebody than the one they go by, where a text is looked for and
    /// that one does not have its words: the one that has them or, where none has, that is
    /// the likest to them.
    #[must_use]
    pub fn called(&self, person: PersonId, text: &str) -> Option<&str> {
        let words = Word::all(text);
        let card = self
            .card(person)
            .filter(|it| !words.is_empty() && !it.others.is_empty())?;
        let code = line(&card.code);
        let has = |name: &str, code: &str| {
            let name = fold(name);
            words.iter().all(|word| word.is_in(&name, code))
        };
        if has(&card.name, &code) {
            return None;
        }
        let mut others = card.names().skip(1);
        if let Some(name) = others.clone().find(|name| has(name, "\n")) {
            return Some(name);
        }
        let keys = |name: &str| -> Vec<Keys> {
            let forms = forms_of(name);
            forms.iter().map(|it| Keys::of(it)).collect()
        };
        let asked = keys(text);
        let likest = |name: &str| {
            let own = keys(name);
            let pairs = asked
                .iter()
                .flat_map(|it| own.iter().map(move |own| (it, own)));
            pairs.filter_map(|(it, own)| likeness(it, own)).min()
        };
        let least = likest(&card.name);
        others.find(|name| likest(name).is_some_and(|it| least.is_none_or(|least| it < least)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Card, CardName};

    #[test]
    fn a_person_is_found_by_every_name_and_the_one_that_did_is_named() {
        let mut directory = Directory::default();
        directory.file(PersonId(1), Card::named("M-1", "Ana Bell [아나 벨]"));
        let mut married = Card::named("M-2", "Ada King");
        married.also(CardName::of("Ada Byron"));
        married.also(CardName::of("Thae Jong Su"));
        directory.file(PersonId(2), married.clone());
        let mut plain = Directory::default();
        plain.file_all(vec![(PersonId(2), married)]);
        for directory in [&directory, &plain] {
            for text in ["Byron", "ada byr", "king"] {
                let found: Vec<u32> = directory.find(text).iter().map(|it| it.0).collect();
                assert_eq!(found, [2], "{text}");
                assert!(directory.has_words(PersonId(2), text), "{text}");
            }
            assert_eq!(directory.find_near("Ada Byrom").count(), 1);
            assert_eq!(directory.find_near("Ada Kinq").count(), 1);
            assert_eq!(directory.find_sounding("Tae Jeongsu").count(), 1);
            let called = |text| directory.called(PersonId(2), text);
            assert_eq!(called("byron"), Some("Ada Byron"));
            assert_eq!(called("Ada Byrom"), Some("Ada Byron"));
            assert_eq!(called("Tae Jeongsu"), Some("Thae Jong Su"));
            assert_eq!(
                (called("ada"), called("M-2"), called("")),
                (None, None, None)
            );
            // The letters of two names side by side are no word of either.
            assert_eq!(directory.find("kingada").count(), 0);
        }
        assert_eq!(directory.find("아나").count(), 1);
        directory.file(PersonId(2), Card::named("M-2", "Ada King"));
        for text in ["Byron", "Byrom", "Tae Jeongsu"] {
            let found = [
                directory.find(text).count(),
                directory.find_near(text).count(),
                directory.find_sounding(text).count(),
            ];
            assert_eq!(found, [0, 0, 0], "{text}");
        }
    }
}
