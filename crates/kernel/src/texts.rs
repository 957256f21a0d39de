//! What may stand in what people write: nothing that cannot be seen and makes a
//! text read otherwise than it is written.

/// Whether a character cannot be seen and changes how others are read: a mark that turns
/// the direction, or one without any width. Joiners, which some scripts need, are none.
#[must_use]
pub fn is_unseen(letter: char) -> bool {
    matches!(
        letter,
        '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'
            ..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206f}' | '\u{feff}'
    )
}

/// Whether a text on one line, a name or a title, holds such a character, a hyphen that
/// only shows where a line ends, or a control character.
#[must_use]
pub fn has_unseen(line: &str) -> bool {
    unseen_on(line).is_some()
}

/// The first such character of a text on one line.
#[must_use]
pub fn unseen_on(line: &str) -> Option<char> {
    line.chars()
        .find(|letter| *letter == '\u{ad}' || letter.is_control() || is_unseen(*letter))
}

/// The first character of a text that nobody can see. A text may have several lines, and
/// tabs in them.
#[must_use]
pub fn unseen_in(text: &str) -> Option<char> {
    let sets_apart = |letter| matches!(letter, '\n' | '\r' | '\t');
    text.chars()
        .find(|letter| is_unseen(*letter) || letter.is_control() && !sets_apart(*letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_turns_a_text_round_or_hides_in_it_is_found_and_letters_of_any_script_are_not() {
        for text in ["a\u{202e}b", "a\0", "\u{200f}", "\u{feff}a", "a\u{1b}[2J"] {
            assert!(unseen_in(text).is_some() && has_unseen(text), "{text:?}");
        }
        // Persian and Bengali need the joiners, and so do families of faces.
        for text in [
            "\u{6a9}\u{62a}\u{627}\u{628}\u{200c}\u{647}\u{627}",
            "\u{995}\u{9cd}\u{200d}\u{9af}",
            "김정은",
            "\u{1f469}\u{200d}\u{1f467}",
        ] {
            assert!(unseen_in(text).is_none() && !has_unseen(text), "{text:?}");
        }
        assert_eq!(unseen_in("one\r\ntwo\tthree"), None);
        assert!(has_unseen("one\ntwo"));
    }
}
