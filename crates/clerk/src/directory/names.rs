//! By what people are found: their names without capitals, marks, apostrophes
//! and hyphens, their codes without capitals, who has which letter, how the
//! names are heard, and their order.
//!
//! All of it follows every card that is filed or destroyed. It takes some 70
//! bytes a person: name and code with a break after each; 8 for
//! the sieve of the names and 2 for that of the codes; 8 for the order; a
//! bit for each letter there is, or 4 bytes for each rare one a person has; and
//! 15 for how a name of two words is heard, 30 for one of three.

use kernel::PersonId;
use memchr::memmem::Finder;
use names::{compact, fold, is_one_step_off};

use super::by_name::{ByName, Entry};
use super::heard::Heard;
use super::letters::Letters;
use super::lines::Lines;
use super::people::{Bits, People};
use crate::Card;

/// Rows of the sieve of names, and of that of codes, which are more alike.
const NAME_ROWS: usize = 4096;
const CODE_ROWS: usize = 1024;
/// So few are held against a further word one by one.
const FEW: usize = 500;

/// What stands between two names of one person.
const BETWEEN: char = '\t';
/// One in so many of all are gone through name by name sooner than everybody is.
const ONE_BY_ONE: usize = 6;

/// Of so many at most it is looked who has a letter wrong: more have too
/// common a name for a search with a mistake in it to find anybody.
const NEAR_MAX: usize = 40_000;
/// Of so many words none is looked for with a letter wrong.
const NEAR_WORDS_MAX: usize = 8;
/// Words of so many letters are looked for by their pieces.
const PIECED_MIN: usize = 6;
/// Of words of so many letters there are three pieces.
const LONG_MIN: usize = 9;

/// What people are found by. Texts are folded, by number of the person.
pub(super) struct Names {
    names: Lines,
    codes: Lines,
    letters: Letters,
    heard: Heard,
    by_name: ByName,
    persons: usize,
}

impl Default for Names {
    fn default() -> Names {
        Names {
            names: Lines::new(NAME_ROWS),
            codes: Lines::new(CODE_ROWS),
            letters: Letters::default(),
            heard: Heard::default(),
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
        let (name, code) = (folded(card), line(&card.code));
        self.names.set(person.0, &name);
        self.codes.set(person.0, &code);
        self.letters.note(&name, person.0, self.persons);
        self.letters.note(&code, person.0, self.persons);
        for name in card.names() {
            self.heard.note(name, person.0);
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
        self.names.set(person.0, "");
        self.codes.set(person.0, "");
        self.letters.forget(&folded(card), person.0);
        self.letters.forget(&line(&card.code), person.0);
        self.heard.forget(person.0);
    }

    /// Whoever has every word of a text in their name or code, whatever the
    /// capitals, marks, apostrophes and hyphens; nobody for an empty text.
    pub(super) fn find(&self, text: &str) -> People {
        let mut words = Word::all(text);
        // Long words are rare, and of those who are left few are held against the others.
        words.sort_unstable_by_key(|word| std::cmp::Reverse(word.lower.len()));
        let mut words = words.iter();
        let mut found = words
            .next()
            .map(|word| self.having(word))
            .unwrap_or_default();
        for word in words {
            if found.count() > FEW {
                found.intersect(&self.having(word));
            } else {
                let has = |person| word.is_in(self.names.get(person), self.codes.get(person));
                found = found.iter().filter(|person| has(*person)).collect();
            }
        }
        People::new(found)
    }

    /// Whoever has every word of a text in their name but for one, which has a
    /// letter wrong there, and whoever has all of them parted otherwise.
    pub(super) fn find_near(&self, text: &str) -> People {
        let asked = fold(text);
        let words: Vec<&str> = asked.split(' ').filter(|word| !word.is_empty()).collect();
        if words.len() > NEAR_WORDS_MAX {
            return People::default();
        }
        let whole = words.concat();
        let having: Vec<Bits> = words
            .iter()
            .map(|word| self.names.containing(word))
            .collect();
        let mut found = Bits::default();
        for (wrong, word) in words.iter().enumerate() {
            let others = having.iter().enumerate().filter(|(at, _)| *at != wrong);
            let others = others.map(|(_, having)| having.clone());
            let mut possible = others.reduce(|mut all, having| {
                all.intersect(&having);
                all
            });
            // A wrong letter leaves a piece of a long word whole.
            if possible.is_none() || word.chars().count() >= PIECED_MIN {
                possible = Some(self.with_a_piece(word, possible.as_ref()));
            }
            let possible = possible.unwrap_or_default();
            if possible.count() <= NEAR_MAX {
                let near = |person: &u32| {
                    let mut names = self.names.get(*person).split(BETWEEN);
                    names.any(|name| is_near(&words, &whole, name))
                };
                found.unite(&possible.iter().filter(near).collect());
            }
        }
        People::new(found)
    }

    /// Whoever's name sounds like a text, or has words that do.
    pub(super) fn find_sounding(&self, text: &str) -> People {
        People::new(self.heard.like(text))
    }

    /// Whoever has one of the pieces of a word in their name, of these or of everybody.
    fn with_a_piece(&self, word: &str, of: Option<&Bits>) -> Bits {
        let pieces = pieces(word);
        if let Some(of) = of
            && of.count() <= self.persons / ONE_BY_ONE
        {
            let finders: Vec<Finder<'_>> = pieces.iter().map(Finder::new).collect();
            let has = |person: &u32| {
                let name = self.names.get(*person).as_bytes();
                finders.iter().any(|piece| piece.find(name).is_some())
            };
            return of.iter().filter(has).collect();
        }
        let mut having = Bits::default();
        for piece in pieces {
            having.unite(&self.names.containing(&piece));
        }
        if let Some(of) = of {
            having.intersect(of);
        }
        having
    }

    /// Whoever has a word in their name or code.
    fn having(&self, word: &Word) -> Bits {
        let mut letters = word.lower.chars();
        if let (Some(letter), None) = (letters.next(), letters.next())
            && word.forms == [letter.to_string()]
        {
            return self.letters.having(letter);
        }
        let mut found = Bits::default();
        for form in &word.forms {
            found.unite(&self.names.containing(form));
        }
        found.unite(&self.codes.containing(&word.lower));
        found
    }

    /// Everybody, in the order of their names.
    pub(super) fn in_order(&self) -> impl Iterator<Item = PersonId> + '_ {
        self.by_name.iter()
    }
}

/// A word that is looked for: as it is in codes, and in which forms it may be
/// in names, where a hyphen may part two words or none.
pub(super) struct Word {
    lower: String,
    forms: Vec<String>,
}

impl Word {
    /// The words of a text.
    pub(super) fn all(text: &str) -> Vec<Word> {
        let word = |word: &str| {
            let mut forms = vec![fold(word), compact(word)];
            forms.dedup();
            forms.retain(|form| !form.is_empty());
            Word {
                lower: word.to_lowercase(),
                forms,
            }
        };
        text.split_whitespace().map(word).collect()
    }

    /// Whether it is in a folded name or in a code without capitals.
    pub(super) fn is_in(&self, name: &str, code: &str) -> bool {
        self.forms.iter().any(|form| name.contains(form.as_str())) || code.contains(&self.lower)
    }
}

/// Whether a folded name has all the words, one of them with a letter wrong,
/// or the same letters, `whole`, parted otherwise.
fn is_near(words: &[&str], whole: &str, name: &str) -> bool {
    let mut wrong = words.iter().filter(|word| !name.contains(**word));
    let (first, second) = (wrong.next(), wrong.next());
    let near = |word: &str| name.split(' ').any(|own| is_one_step_off(word, own));
    match (first, second) {
        (None, _) => return true,
        (Some(word), None) if near(word) => return true,
        (Some(_), _) => {}
    }
    let together = name.replace(' ', "");
    let mut wrong = words
        .iter()
        .filter(|word| !name.contains(**word) && !together.contains(**word));
    match (wrong.next(), wrong.next()) {
        (None, _) => true,
        (Some(word), None) if near(word) => true,
        (Some(_), _) => is_one_step_off(whole, &together),
    }
}

/// A word in two, a long one in three: one wrong letter, or a space in two
/// places, leaves one of them whole.
fn pieces(word: &str) -> Vec<String> {
    let letters: Vec<char> = word.chars().collect();
    let count = if letters.len() >= LONG_MIN { 3 } else { 2 };
    let pieces = letters.chunks(letters.len().div_ceil(count).max(1));
    pieces.map(|piece| piece.iter().collect()).collect()
}

/// All names of a card as they are looked through. None of the words that are looked for
/// has what stands between two names in it.
pub(super) fn folded(card: &Card) -> String {
    let mut line = fold(&card.name);
    for other in &card.others {
        line.push(BETWEEN);
        line.push_str(&fold(&other.text));
    }
    line
}

/// A code as it is looked through: the parts that are looked for have no
/// capitals, no space and no break in them.
pub(super) fn line(text: &str) -> String {
    text.to_lowercase().replace('\n', " ")
}

fn entry(person: PersonId, card: &Card) -> Entry<'_> {
    (card.name.as_str(), person)
}
