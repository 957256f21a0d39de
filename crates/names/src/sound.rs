//! What the romanisations of one Korean name have in common.
//!
//! The systems write one sound with different letters: `Choe`, `Ch'oe` and
//! `Choe`; `Thae`, `T'ae` and `Tae`; `Jong`, `Chŏng` and `Jeong`. Written
//! without what they differ in, they are the same. For names of other peoples
//! it is a coarse key, and whoever uses it says so.

use crate::fold::fold;

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

fn of_word(word: &str) -> String {
    let custom = BY_CUSTOM.iter().find(|(custom, _)| *custom == word);
    let mut rest = custom.map_or(word, |(_, written)| written);
    let mut heard = String::with_capacity(rest.len());
    while let Some(letter) = rest.chars().next() {
        let common = LETTERS
            .iter()
            .find(|(letters, _)| rest.starts_with(letters));
        let (taken, as_heard) = match common {
            Some((letters, common)) => (letters.len(), (*common).to_owned()),
            None => (letter.len_utf8(), letter.to_string()),
        };
        heard.push_str(&as_heard);
        rest = rest.get(taken..).unwrap_or_default();
    }
    heard
}

#[cfg(test)]
mod tests {
    use super::sound;

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
    fn other_names_do_not() {
        assert_ne!(sound("Kim Jong Un"), sound("Kim Jong Il"));
        assert_ne!(sound("Jo Yon Jun"), sound("Jo Yong Won"));
        assert_ne!(sound("Pak Thae Song"), sound("Pak Thae Dok"));
    }
}
