//! How like one name is to another, from any form to any form.

use crate::fold::{compact, fold, is_apostrophe, parts_words, without_marks};
use crate::hangul::HangulName;
use crate::romanise::{Romanisation, romanise};
use crate::sound::sound;

/// Words so long may have one letter wrong and still be recognised.
const LETTERS_MIN: usize = 4;

/// How like two names are, the likest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likeness {
    /// Letter for letter the same.
    Same,
    /// The same but for apostrophes, hyphens, spaces, marks or capitals.
    Folded,
    /// The same words in another order.
    Reordered,
    /// They sound alike, as one name in two systems does.
    Sounding,
    /// One letter is another, missing, one too many, or changed places.
    OneLetter,
    /// Each word of what was asked stands in the name, or some words of it sound so.
    Part,
}

impl Likeness {
    /// A word for programs.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Likeness::Same => "same",
            Likeness::Folded => "folded",
            Likeness::Reordered => "reordered",
            Likeness::Sounding => "sounding",
            Likeness::OneLetter => "one-letter",
            Likeness::Part => "part",
        }
    }

    /// A phrase for people.
    #[must_use]
    pub fn phrase(self) -> &'static str {
        match self {
            Likeness::Same => "the same name",
            Likeness::Folded => "the same but for apostrophes, hyphens, marks or capitals",
            Likeness::Reordered => "the same words in another order",
            Likeness::Sounding => "sounds alike in another system of writing",
            Likeness::OneLetter => "one letter differs",
            Likeness::Part => "a part of the name",
        }
    }
}

/// A form of a name made ready for comparing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keys {
    printed: String,
    words: Vec<String>,
    compact: String,
    sound: Vec<String>,
}

impl Keys {
    /// The keys of one form.
    #[must_use]
    pub fn of(form: &str) -> Keys {
        Keys {
            printed: form.to_owned(),
            words: fold(form)
                .split(' ')
                .filter(|it| !it.is_empty())
                .map(str::to_owned)
                .collect(),
            compact: compact(form),
            sound: sound(form),
        }
    }

    /// The form they were made from.
    #[must_use]
    pub fn printed(&self) -> &str {
        &self.printed
    }

    /// The form in one word, without what people write differently.
    #[must_use]
    pub fn compact(&self) -> &str {
        &self.compact
    }

    /// The words in the order of the alphabet, in one.
    pub(crate) fn sorted(&self) -> String {
        let mut words = self.words.clone();
        words.sort_unstable();
        words.concat()
    }

    /// What is heard of the words, in the order of the alphabet, in one.
    pub(crate) fn heard_sorted(&self) -> String {
        let mut words = self.sound.clone();
        words.sort_unstable();
        words.concat()
    }

    /// What is heard, in one.
    fn heard(&self) -> String {
        self.sound.concat()
    }
}

/// A form and what can be made from it: of a Hangul name, its romanisations.
#[must_use]
pub fn forms_of(form: &str) -> Vec<String> {
    let mut forms = vec![form.to_owned()];
    if let Some(name) = HangulName::read(form) {
        let systems = [
            Romanisation::Official,
            Romanisation::McCuneReischauer,
            Romanisation::Revised,
        ];
        forms.extend(systems.map(|system| romanise(&name, system)));
    }
    forms
}

/// How like a name is to what was asked; nothing where they have too little in common.
#[must_use]
pub fn likeness(asked: &Keys, name: &Keys) -> Option<Likeness> {
    if asked.compact.is_empty() || name.compact.is_empty() {
        return None;
    }
    if asked.printed == name.printed {
        return Some(Likeness::Same);
    }
    if asked.compact == name.compact {
        return Some(Likeness::Folded);
    }
    let turned = turns(&asked.words);
    if turned.contains(&name.compact) || asked.sorted() == name.sorted() {
        return Some(Likeness::Reordered);
    }
    if turns(&asked.sound).contains(&name.heard()) {
        return Some(Likeness::Sounding);
    }
    if turned
        .iter()
        .any(|turned| is_one_step_off(turned, &name.compact))
    {
        return Some(Likeness::OneLetter);
    }
    let is_part = asked.words.iter().all(|word| {
        name.words.iter().any(|whole| whole.contains(word.as_str()))
            || name.compact.contains(word.as_str())
    });
    let is_heard = || {
        turns(&asked.sound)
            .iter()
            .any(|turned| has_run(&name.sound, turned))
    };
    (is_part || is_heard()).then_some(Likeness::Part)
}

/// Whether some of the words, one after the other, come to this.
fn has_run(words: &[String], heard: &str) -> bool {
    (0..words.len()).any(|first| {
        let mut left = heard;
        let mut run = words.iter().skip(first);
        while let Some(rest) = run.next().and_then(|word| left.strip_prefix(word.as_str())) {
            if rest.is_empty() {
                return true;
            }
            left = rest;
        }
        false
    })
}

/// The words in one, begun with each of them.
pub(crate) fn turns(words: &[String]) -> Vec<String> {
    let turn = |at: usize| {
        let (before, from) = words.split_at_checked(at).unwrap_or((words, &[]));
        from.iter().chain(before).map(String::as_str).collect()
    };
    (0..words.len().max(1)).map(turn).collect()
}

/// Whether one letter has to be changed, added, taken out or changed round
/// with its neighbour to make the one word the other. Short words are not
/// like each other for that.
#[must_use]
pub fn is_one_step_off(one: &str, other: &str) -> bool {
    let (letters, others) = (one.chars().count(), other.chars().count());
    if letters.min(others) < LETTERS_MIN || letters.abs_diff(others) > 1 {
        return false;
    }
    let alike = one.chars().zip(other.chars());
    let alike = alike.take_while(|(one, other)| one == other);
    let alike: usize = alike.map(|(one, _)| one.len_utf8()).sum();
    let mine = one.get(alike..).unwrap_or_default();
    let theirs = other.get(alike..).unwrap_or_default();
    match letters.cmp(&others) {
        std::cmp::Ordering::Less => mine == after_one(theirs),
        std::cmp::Ordering::Greater => after_one(mine) == theirs,
        std::cmp::Ordering::Equal => {
            let second = |word: &str| after_one(word).chars().next();
            let is_turned = mine.chars().next() == second(theirs)
                && second(mine) == theirs.chars().next()
                && after_one(after_one(mine)) == after_one(after_one(theirs));
            !mine.is_empty() && (after_one(mine) == after_one(theirs) || is_turned)
        }
    }
}

/// What stands after the first letter.
fn after_one(word: &str) -> &str {
    let mut letters = word.chars();
    letters.next();
    letters.as_str()
}

/// In what two forms differ that fold to one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Difference {
    /// Apostrophes, or their code points.
    Apostrophes,
    /// Hyphens and where words are parted.
    Parting,
    /// Capital letters.
    Capitals,
    /// Marks on letters.
    Marks,
}

impl Difference {
    /// A phrase for people.
    #[must_use]
    pub fn phrase(self) -> &'static str {
        match self {
            Difference::Apostrophes => "apostrophes",
            Difference::Parting => "hyphens or spaces",
            Difference::Capitals => "capitals",
            Difference::Marks => "marks on letters",
        }
    }
}

/// In what two forms of one folded name differ: the fewest things without which they are the same.
#[must_use]
pub fn differences(one: &str, other: &str) -> Vec<Difference> {
    let all = [
        Difference::Apostrophes,
        Difference::Parting,
        Difference::Capitals,
        Difference::Marks,
    ];
    let mut choices: Vec<Vec<Difference>> = (0_u8..16)
        .map(|bits| {
            let chosen = (0..).zip(all).filter(|(bit, _)| bits >> bit & 1 == 1);
            chosen.map(|(_, difference)| difference).collect()
        })
        .collect();
    choices.sort_by_key(Vec::len);
    let same = |without: &Vec<Difference>| bare(one, without) == bare(other, without);
    choices.into_iter().find(same).unwrap_or_default()
}

/// A text without some things in which forms differ.
fn bare(text: &str, without: &[Difference]) -> String {
    let mut text: String = text.to_owned();
    for difference in without {
        text = match difference {
            Difference::Apostrophes => text.chars().filter(|it| !is_apostrophe(*it)).collect(),
            Difference::Parting => text
                .chars()
                .filter(|it| !parts_words(*it) || is_apostrophe(*it))
                .collect(),
            Difference::Capitals => text.to_lowercase(),
            Difference::Marks => without_marks(&text),
        };
    }
    text
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn like(asked: &str, name: &str) -> Option<Likeness> {
        likeness(&Keys::of(asked), &Keys::of(name))
    }

    #[test]
    fn a_name_is_recognised_however_it_is_written() {
        for (asked, name, expected) in [
            ("Choe Ryong Hae", "Choe Ryong Hae", Some(Likeness::Same)),
            (
                "ch'oe ryong hae",
                "Ch\u{2019}oe Ryong-hae",
                Some(Likeness::Folded),
            ),
            (
                "choeryonghae",
                "Ch\u{2019}oe Ryong-hae",
                Some(Likeness::Folded),
            ),
            (
                "Ryong-hae Choe",
                "Choe Ryong Hae",
                Some(Likeness::Reordered),
            ),
            (
                "Ryong Choe Hae",
                "Choe Ryong Hae",
                Some(Likeness::Reordered),
            ),
            (
                "Tae Jong Su",
                "T\u{2019}ae Cho\u{2019}ng-su",
                Some(Likeness::Sounding),
            ),
            ("Jeongeun Gim", "Kim Jong Un", Some(Likeness::Sounding)),
            (
                "Choe Ryong Hay",
                "Choe Ryong Hae",
                Some(Likeness::OneLetter),
            ),
            ("Choe Rong Hae", "Choe Ryong Hae", Some(Likeness::OneLetter)),
            (
                "Cheo Ryong Hae",
                "Choe Ryong Hae",
                Some(Likeness::OneLetter),
            ),
            ("Hwi", "Choe Hwi", Some(Likeness::Part)),
            ("Choi", "Choe Hwi", Some(Likeness::Part)),
            ("Tae Jong", "Thae Jong Su", Some(Likeness::Part)),
            ("Lee Ann", "Joanna Brick", None),
            ("Jo Yon Jun", "Jo Yong Won", None),
            ("Pak Thae Song", "Pak Thae Dok", None),
            ("\u{2019}", "Choe Hwi", None),
        ] {
            assert_eq!(like(asked, name), expected, "{asked} and {name}");
        }
    }

    #[test]
    fn a_hangul_name_meets_its_romanisations() {
        let of = |asked: &str, name: &str| {
            let asked: Vec<Keys> = forms_of(asked).iter().map(|it| Keys::of(it)).collect();
            let best = asked
                .iter()
                .filter_map(|asked| likeness(asked, &Keys::of(name)));
            best.min()
        };
        assert_eq!(of("최룡해", "Choe Ryong Hae"), Some(Likeness::Same));
        assert_eq!(
            of("최룡해", "Ch\u{2019}oe Ryong-hae"),
            Some(Likeness::Folded)
        );
        assert_eq!(of("최룡해", "Pak Kwang Ho"), None);
    }

    #[test]
    fn what_two_forms_differ_in_is_named_and_no_more() {
        let named = |one, other| differences(one, other);
        assert_eq!(named("a", "a"), []);
        assert_eq!(
            named("Ch\u{2019}oe Hwi", "Ch'oe Hwi"),
            [Difference::Apostrophes]
        );
        assert_eq!(named("Kim Jong-un", "Kim Jong un"), [Difference::Parting]);
        assert_eq!(
            named("Kim Jong-un", "Kim Jong Un"),
            [Difference::Parting, Difference::Capitals]
        );
        assert_eq!(named("Chŏng", "Chong"), [Difference::Marks]);
    }

    proptest! {
        #[test]
        fn one_wrong_letter_is_seen_both_ways(word in "[a-f]{4,9}", at in 0_usize..9, letter in "[a-f]") {
            let mut changed: Vec<char> = word.chars().collect();
            let at = at % changed.len();
            changed[at] = letter.chars().next().unwrap();
            let changed: String = changed.into_iter().collect();
            let mut shorter: Vec<char> = word.chars().collect();
            shorter.remove(at);
            let shorter: String = shorter.into_iter().collect();
            prop_assert_eq!(is_one_step_off(&word, &changed), changed != word);
            prop_assert_eq!(is_one_step_off(&changed, &word), changed != word);
            prop_assert_eq!(is_one_step_off(&word, &shorter), shorter.len() >= 4);
            prop_assert_eq!(is_one_step_off(&shorter, &word), shorter.len() >= 4);
        }

        #[test]
        fn every_system_writes_names_that_sound_alike(
            family in "[김박최오안태조리]",
            given in "[정룡수해평성영은광호][수해호성영은정광]",
        ) {
            // Where no sounds change between syllables the systems agree on what is heard.
            let forms = forms_of(&format!("{family} {given}"));
            for form in &forms[1..] {
                prop_assert!(like(form, &forms[1]).is_some_and(|like| like <= Likeness::Sounding), "{forms:?}");
            }
        }
    }
}
