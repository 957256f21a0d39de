//! Hangul syllables and the letters they are made of.

use unicode_normalization::UnicodeNormalization;

const INITIALS: &str = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";
const VOWELS: &str = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ";
const LASTS: &str = "ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ";

/// Family names of two syllables; all others have one.
const LONG_FAMILY_NAMES: [&str; 10] = [
    "남궁", "독고", "동방", "사공", "서문", "선우", "제갈", "황보", "을지", "어금",
];

/// The letters of one syllable. An initial `ㅇ` is silent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Syllable {
    /// What it begins with.
    pub initial: char,
    /// Its vowel.
    pub vowel: char,
    /// What it ends with, if with a consonant.
    pub last: Option<char>,
}

impl Syllable {
    /// The letters of a syllable, unless the character is none.
    #[must_use]
    pub fn of(letter: char) -> Option<Syllable> {
        let number = u32::from(letter)
            .checked_sub(0xAC00)
            .filter(|it| *it < 11_172)?;
        let nth = |letters: &str, at: u32| letters.chars().nth(usize::try_from(at).ok()?);
        let last = number % 28;
        Some(Syllable {
            initial: nth(INITIALS, number / 588)?,
            vowel: nth(VOWELS, number % 588 / 28)?,
            last: match last {
                0 => None,
                at => nth(LASTS, at - 1),
            },
        })
    }
}

/// A name in Hangul, family name first, as it is written everywhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HangulName {
    /// The family name: one syllable, or two of a few families.
    pub family: Vec<Syllable>,
    /// The given name; empty where only the family is named.
    pub given: Vec<Syllable>,
}

impl HangulName {
    /// Reads a name that is Hangul throughout. A space parts the family name
    /// from the rest; without one the first syllable is the family name, or
    /// the first two where a family is known by them.
    #[must_use]
    pub fn read(text: &str) -> Option<HangulName> {
        let text: String = text.nfc().collect();
        let mut words = text.split_whitespace();
        let first: Vec<char> = words.next()?.chars().collect();
        let rest: Vec<char> = words.flat_map(str::chars).collect();
        let (family, given) = if rest.is_empty() {
            let long: String = first.iter().take(2).collect();
            let is_long = first.len() > 2 && LONG_FAMILY_NAMES.contains(&long.as_str());
            let at = if is_long { 2 } else { 1 };
            let (family, given) = first.split_at_checked(at)?;
            (family.to_vec(), given.to_vec())
        } else {
            (first, rest)
        };
        let syllables = |letters: Vec<char>| -> Option<Vec<Syllable>> {
            letters.into_iter().map(Syllable::of).collect()
        };
        Some(HangulName {
            family: syllables(family)?,
            given: syllables(given)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_syllable_falls_into_its_letters() {
        let of =
            |letter| Syllable::of(letter).map(|it| (it.initial, it.vowel, it.last.unwrap_or('-')));
        assert_eq!(of('가'), Some(('ㄱ', 'ㅏ', '-')));
        assert_eq!(of('룡'), Some(('ㄹ', 'ㅛ', 'ㅇ')));
        assert_eq!(of('값'), Some(('ㄱ', 'ㅏ', 'ㅄ')));
        assert_eq!(of('힣'), Some(('ㅎ', 'ㅣ', 'ㅎ')));
        assert_eq!((of('a'), of('ㄱ'), of('\u{D7A4}')), (None, None, None));
    }

    #[test]
    fn a_name_falls_into_family_and_given_name() {
        let parts = |text| HangulName::read(text).map(|name| (name.family.len(), name.given.len()));
        assert_eq!(parts("김정은"), Some((1, 2)));
        assert_eq!(parts("김 정은"), Some((1, 2)));
        assert_eq!(parts("최휘"), Some((1, 1)));
        assert_eq!(parts("남궁옥분"), Some((2, 2)));
        assert_eq!(
            parts("남궁"),
            Some((1, 1)),
            "two syllables are family and given name"
        );
        assert_eq!((parts(""), parts("Kim 정은")), (None, None));
    }
}
