//! A text without what people write differently: capitals, marks, apostrophes,
//! hyphens, kinds of space.

use unicode_normalization::UnicodeNormalization;

/// The words of a text without capitals, marks and apostrophes; what joins
/// words, as a hyphen does, parts them. Vowel signs of scripts that write
/// vowels as signs stay, since they are no ornament there.
#[must_use]
pub fn fold(text: &str) -> String {
    // Most names of most registers are plain; nothing of them has to be taken apart.
    if text.is_ascii() {
        let letters = text.chars().filter(|letter| !is_apostrophe(*letter));
        return joined(letters.map(|letter| letter.to_ascii_lowercase()));
    }
    let spread: String = text
        .chars()
        .filter(|letter| !is_apostrophe(*letter))
        .nfkd()
        .flat_map(char::to_lowercase)
        .filter(|letter| !is_mark(*letter) && !is_apostrophe(*letter))
        .collect();
    joined(spread.nfc())
}

/// Letters as words with one space between them.
fn joined(letters: impl Iterator<Item = char>) -> String {
    let mut folded = String::with_capacity(letters.size_hint().0);
    let mut apart = false;
    for letter in letters {
        if parts_words(letter) {
            apart = true;
            continue;
        }
        if apart && !folded.is_empty() {
            folded.push(' ');
        }
        apart = false;
        match plain(letter) {
            Some(letters) => folded.push_str(letters),
            None => folded.push(letter),
        }
    }
    folded
}

/// A folded text in one word, so that it does not matter where words are parted.
#[must_use]
pub fn compact(text: &str) -> String {
    let mut one = fold(text);
    one.retain(|letter| letter != ' ');
    one
}

/// Whether a character is printed as an apostrophe, a breathing or a quotation mark.
#[must_use]
pub fn is_apostrophe(letter: char) -> bool {
    matches!(
        letter,
        '\'' | '`'
            | '"'
            | '´'
            | '\u{02B9}'..='\u{02BF}'
            | '\u{02C8}'
            | '\u{02CA}'
            | '\u{02CB}'
            | '\u{02EE}'
            | '\u{055A}'
            | '\u{1FBD}'
            | '\u{1FBF}'
            | '\u{2018}'..='\u{201F}'
            | '\u{2032}'..='\u{2037}'
            | '\u{A78B}'
            | '\u{A78C}'
            | '\u{FF07}'
            | '\u{FF40}'
    )
}

/// A text without the marks on its letters.
pub(crate) fn without_marks(text: &str) -> String {
    text.nfd()
        .filter(|letter| !is_mark(*letter))
        .nfc()
        .collect()
}

/// Whether a character is a mark that people leave out, or cannot be seen at all.
fn is_mark(letter: char) -> bool {
    matches!(
        letter,
        '\u{00AD}'
            | '\u{0300}'..='\u{036F}'
            | '\u{0483}'..='\u{0487}'
            | '\u{0591}'..='\u{05BD}'
            | '\u{05BF}'
            | '\u{05C1}'..='\u{05C2}'
            | '\u{05C4}'..='\u{05C5}'
            | '\u{05C7}'
            | '\u{0610}'..='\u{061A}'
            | '\u{0640}'
            | '\u{064B}'..='\u{065F}'
            | '\u{0670}'
            | '\u{06D6}'..='\u{06DC}'
            | '\u{06DF}'..='\u{06E4}'
            | '\u{06E7}'..='\u{06E8}'
            | '\u{06EA}'..='\u{06ED}'
            | '\u{093C}'
            | '\u{1AB0}'..='\u{1AFF}'
            | '\u{1DC0}'..='\u{1DFF}'
            | '\u{200B}'..='\u{200F}'
            | '\u{2060}'
            | '\u{20D0}'..='\u{20FF}'
            | '\u{FE00}'..='\u{FE0F}'
            | '\u{FE20}'..='\u{FE2F}'
            | '\u{FEFF}'
    )
}

/// Whether a character stands between words.
pub(crate) fn parts_words(letter: char) -> bool {
    letter.is_whitespace()
        || letter.is_control()
        || letter.is_ascii_punctuation()
        || matches!(
            letter,
            '\u{00B7}' | '\u{2010}'..='\u{2017}' | '\u{2020}'..='\u{2031}' | '\u{2038}'..='\u{205E}'
                | '\u{2212}' | '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3020}' | '\u{30FB}'
        )
}

/// Letters that no decomposition makes plain.
fn plain(letter: char) -> Option<&'static str> {
    Some(match letter {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'þ' => "th",
        'ħ' => "h",
        'ı' => "i",
        'ŧ' => "t",
        'ς' => "σ",
        // One word is written with either letter in Arabic script.
        'ى' => "ي",
        'ة' => "ه",
        'ک' => "ك",
        'ی' => "ي",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_people_write_differently_is_left_out() {
        for (one, other) in [
            ("Ch\u{2019}oe Ryong-hae", "ch'oe RYONG HAE"),
            ("T\u{02BC}ae Cho\u{2018}ng\u{2011}su", "Tae\u{00A0}Chong-su"),
            ("Kim P'yŏng-hae", "kim p\u{2019}yong hae"),
            ("Łukasz Øre", "lukasz ore"),
            ("ФЁДОР", "федор"),
            ("Ольга Й.", "ольга и"),
            ("مُحَمَّد", "محمد"),
            ("ÉMILE", "E\u{0301}mile"),
        ] {
            assert_eq!(fold(one), fold(other), "{one} and {other}");
        }
    }

    #[test]
    fn vowel_signs_and_syllables_stay() {
        assert_ne!(fold("राम"), fold("रमा"));
        assert_eq!(
            fold("\u{1112}\u{1161}\u{11AB}"),
            "한",
            "letters of a syllable in one"
        );
        assert_ne!(fold("한"), fold("하"));
    }

    #[test]
    fn words_are_parted_once_and_joined_on_demand() {
        assert_eq!(fold("  Anne--Marie , O\u{2019}Neill "), "anne marie oneill");
        assert_eq!(compact("Ryong-hae"), compact("Ryong Hae"));
        assert_eq!(compact("Ryong-hae"), compact("ryonghae"));
        assert_eq!(fold("\u{2019}"), "");
    }

    proptest! {
        #[test]
        fn a_plain_text_is_folded_as_any_other(text in "[ -~\\t]{0,20}") {
            let longer = format!("{text} é");
            let folded = format!("{} e", fold(&text));
            prop_assert_eq!(fold(&longer), folded.trim_start());
        }

        #[test]
        fn a_folded_text_folds_to_itself(text in any::<String>()) {
            let once = fold(&text);
            let twice = fold(&once);
            prop_assert_eq!(&twice, &once);
            prop_assert!(!once.starts_with(' ') && !once.ends_with(' ') && !once.contains("  "));
        }
    }
}
