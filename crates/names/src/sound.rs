//! What the romanisations of one Korean name have in common.
//!
//! The systems write one sound with different letters: `Choe`, `Ch'oe` and
//! `Choe`; `Thae`, `T'ae` and `Tae`; `Jong`, `Chŏng` and `Jeong`. Written
//! without what they differ in, they are the same. For names of other peoples
//! it is a coarse key, and whoever uses it says so.

use std::collections::BTreeSet;

use crate::fold::fold;
use crate::matching::{forms_of, turns};

/// Of a name with more words each word is heard by itself and all of them
/// together, but no run of some of them.
const RUN_WORDS_MAX: usize = 4;

/// Family names that custom writes unlike any system.
const BY_CUSTOM: [(&str, &str); 14] = [
    ("lee", "ri"),
    ("li", "ri"),
    ("yi", "ri"),
    ("rhee", "ri"),
    ("park", "pak"),
    ("choi", "choe"),
    ("noh", "no"),
    ("roh", "no"),
    ("ro", "no"),
    ("lim", "rim"),
    ("im", "rim"),
    ("yim", "rim"),
    ("ryu", "yu"),
    ("yoo", "yu"),
];

/// Letters of the systems, longest first, and what they have in common.
const LETTERS: [(&str, &str); 22] = [
    ("tch", "c"),
    ("jj", "c"),
    ("ch", "c"),
    ("kk", "k"),
    ("kh", "k"),
    ("tt", "t"),
    ("th", "t"),
    ("pp", "p"),
    ("ph", "p"),
    ("ss", "s"),
    ("sh", "s"),
    ("ll", "r"),
    ("lr", "r"),
    ("rr", "r"),
    ("eo", "o"),
    ("eu", "u"),
    ("j", "c"),
    ("g", "k"),
    ("d", "t"),
    ("b", "p"),
    ("l", "r"),
    ("oo", "u"),
];

/// The sound of each word of a text, as far as romanisations agree on it.
#[must_use]
pub fn sound(text: &str) -> Vec<String> {
    fold(text)
        .split(' ')
        .filter(|word| !word.is_empty())
        .map(of_word)
        .collect()
}

/// What is heard in a name, in whichever system it is written: all of it, and
/// each run of its words, each in one word.
#[must_use]
pub fn heard_in(name: &str) -> BTreeSet<String> {
    let mut heard = BTreeSet::new();
    for form in forms_of(name) {
        runs(&sound(&form), &mut heard);
    }
    heard
}

/// What must be heard in a name so that it sounds like the one asked for: its
/// words in one, begun with each of them.
#[must_use]
pub fn heard_as(asked: &str) -> BTreeSet<String> {
    let forms = forms_of(asked);
    let turned = forms.iter().flat_map(|form| turns(&sound(form)));
    turned.filter(|heard| !heard.is_empty()).collect()
}

fn runs(words: &[String], heard: &mut BTreeSet<String>) {
    for (first, _) in words.iter().enumerate() {
        let mut run = String::new();
        for (length, word) in (1..).zip(words.iter().skip(first)) {
            run.push_str(word);
            if words.len() <= RUN_WORDS_MAX || length == 1 || length == words.len() {
                heard.insert(run.clone());
            }
        }
    }
}

fn of_word(word: &str) -> String {
    let custom = BY_CUSTOM.iter().find(|(custom, _)| *custom == word);
    let mut rest = custom.map_or(word, |(_, written)| written);
    let mut heard = String::with_capacity(rest.len());
    while let Some(letter) = rest.chars().next() {
        let common = LETTERS
            .iter()
            .find(|(letters, _)| rest.starts_with(letters));
        let taken = if let Some((letters, common)) = common {
            heard.push_str(common);
            letters.len()
        } else {
            heard.push(letter);
            letter.len_utf8()
        };
        rest = rest.get(taken..).unwrap_or_default();
    }
    heard
}

#[cfg(test)]
mod tests {
    use super::{heard_as, heard_in, sound};

    #[test]
    fn the_forms_of_one_name_sound_alike() {
        for (one, other) in [
            ("Choe Ryong Hae", "Ch\u{2019}oe Ryong-hae"),
            ("Kim Phyong Hae", "Kim P\u{2019}yo\u{2019}ng-hae"),
            ("Thae Jong Su", "T\u{2019}ae Cho\u{2019}ng-su"),
            ("Tae Jong Su", "Thae Jong Su"),
            ("O Su Yong", "O Su-yo\u{2019}ng"),
            ("Pak Thae Dok", "Bak Tae Deok"),
            ("Park Tae Dok", "Pak Tae Dok"),
            ("Kim Jong Un", "Gim Jeong Eun"),
            ("Kim Jong Un", "Kim Chŏng-ŭn"),
        ] {
            assert_eq!(sound(one), sound(other), "{one} and {other}");
        }
    }

    #[test]
    fn a_name_is_heard_from_its_parts_in_any_system() {
        let sounds = |asked: &str, name: &str| {
            let heard = heard_in(name);
            heard_as(asked).iter().any(|asked| heard.contains(asked))
        };
        for (asked, name) in [
            ("Choi", "Choe Ryong Hae"),
            ("Tae Jong", "Thae Jong Su"),
            ("Jeongsu Tae", "Thae Jong Su"),
            ("Chŏng-su", "Thae Jong Su"),
            ("Thae Jong Su", "태정수"),
            ("태정수", "T\u{2019}ae Cho\u{2019}ng-su"),
            ("Han Pong-nam", "한복남"),
            ("Han Boknam", "한복남"),
        ] {
            assert!(sounds(asked, name), "{asked} and {name}");
        }
        for (asked, name) in [
            ("Lee Ann", "Joanna Brick"),
            ("Su", "Thae Jongsu"),
            ("Thae Jong Su", "Thae Jong"),
            ("", "Thae Jong"),
        ] {
            assert!(!sounds(asked, name), "{asked} and {name}");
        }
    }

    #[test]
    fn a_long_name_is_heard_in_few_ways() {
        assert_eq!(heard_in("Ana Bel Car Dom").len(), 10);
        assert_eq!(heard_in("Ana Bel Car Dom Eva Fil").len(), 7);
    }

    #[test]
    fn other_names_do_not() {
        assert_ne!(sound("Kim Jong Un"), sound("Kim Jong Il"));
        assert_ne!(sound("Jo Yon Jun"), sound("Jo Yong Won"));
        assert_ne!(sound("Pak Thae Song"), sound("Pak Thae Dok"));
    }
}
