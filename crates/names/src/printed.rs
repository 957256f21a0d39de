//! A name as a text prints it, with other forms and additions in brackets:
//! `Choe Ryong Hae [Ch'oe Ryong-hae]`, `Jo Yon Jun (OGD)`.

use std::ops::Range;

use crate::name::Script;
use crate::sound::sound;

const BRACKETS: [(char, char); 7] = [
    ('[', ']'),
    ('(', ')'),
    ('{', '}'),
    ('［', '］'),
    ('（', '）'),
    ('〔', '〕'),
    ('【', '】'),
];

/// A name taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Printed {
    /// The forms of the name in the printed order, the one outside the brackets first.
    pub forms: Vec<Form>,
    /// What else stands in brackets: an affiliation, an abbreviation.
    pub notes: Vec<Form>,
}

/// A piece of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// As printed, without the spaces around it.
    pub text: String,
    /// Its bytes in the text.
    pub span: Range<usize>,
    /// The bracket that opens before it.
    pub bracket: Option<char>,
}

/// Brackets that do not fit.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{fault}, at character {character}")]
pub struct BracketError {
    /// The byte of the bracket.
    pub at: usize,
    /// Which character of the text it is, counted from one.
    pub character: usize,
    /// What is wrong with it.
    pub fault: BracketFault,
}

/// What can be wrong with a bracket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BracketFault {
    /// It is never closed.
    #[error("`{0}` is never closed")]
    NeverClosed(char),
    /// It closes another kind of bracket.
    #[error("`{0}` is closed by `{1}`")]
    ClosedByAnother(char, char),
    /// It closes nothing.
    #[error("`{0}` closes nothing")]
    ClosesNothing(char),
}

/// Takes a printed name apart. What stands in brackets is another form of the
/// name where it sounds like it or is in another script, and a note otherwise.
///
/// # Errors
///
/// With the first bracket that does not fit.
pub fn parse(text: &str) -> Result<Printed, BracketError> {
    let pieces = pieces(text)?;
    let mut forms: Vec<Form> = Vec::new();
    let mut notes = Vec::new();
    for piece in pieces {
        if piece.bracket.is_none() || forms.first().is_some_and(|first| is_form_of(first, &piece)) {
            forms.push(piece);
        } else {
            notes.push(piece);
        }
    }
    Ok(Printed { forms, notes })
}

fn is_form_of(first: &Form, piece: &Form) -> bool {
    let scripts = (Script::of(&first.text), Script::of(&piece.text));
    if scripts.0 != scripts.1 {
        return !matches!(scripts.1, Script::Other | Script::Mixed);
    }
    sound(&first.text).concat() == sound(&piece.text).concat()
}

/// The text outside brackets and in each pair of them; those within others
/// belong to what stands around them.
fn pieces(text: &str) -> Result<Vec<Form>, BracketError> {
    let mut found = Vec::new();
    let mut open: Vec<(usize, char, char)> = Vec::new();
    let mut since = 0;
    let fault = |at: usize, fault| BracketError {
        at,
        character: text.get(..at).unwrap_or_default().chars().count() + 1,
        fault,
    };
    for (at, letter) in text.char_indices() {
        if let Some((opens, closes)) = BRACKETS.iter().find(|(opens, _)| *opens == letter) {
            if open.is_empty() {
                found.extend(piece(text, since..at, None));
            }
            open.push((at, *opens, *closes));
        } else if BRACKETS.iter().any(|(_, closes)| *closes == letter) {
            let Some((from, opens, closes)) = open.pop() else {
                return Err(fault(at, BracketFault::ClosesNothing(letter)));
            };
            if closes != letter {
                return Err(fault(at, BracketFault::ClosedByAnother(opens, letter)));
            }
            if open.is_empty() {
                found.extend(piece(text, from + opens.len_utf8()..at, Some(opens)));
                since = at + letter.len_utf8();
            }
        }
    }
    match open.first() {
        Some((at, opens, _)) => Err(fault(*at, BracketFault::NeverClosed(*opens))),
        None => {
            found.extend(piece(text, since..text.len(), None));
            Ok(found)
        }
    }
}

fn piece(text: &str, span: Range<usize>, bracket: Option<char>) -> Option<Form> {
    let whole = text.get(span.clone())?;
    let trimmed = whole.trim();
    let start = span.start + (whole.len() - whole.trim_start().len());
    (!trimmed.is_empty()).then(|| Form {
        text: trimmed.to_owned(),
        span: start..start + trimmed.len(),
        bracket,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn texts(forms: &[Form]) -> Vec<&str> {
        forms.iter().map(|form| form.text.as_str()).collect()
    }

    #[test]
    fn both_forms_of_a_name_are_read_in_every_bracket_and_apostrophe() {
        // The ten persons of the second text, as it prints them.
        for (first, second, opens, closes) in [
            ("Choe Ryong Hae", "Ch\u{2019}oe Ryong-hae", '[', ']'),
            ("Pak Kwang Ho", "Pak Kwang-ho", '[', ']'),
            ("Kim Phyong Hae", "Kim P\u{2019}yo\u{2019}ng-hae", '[', ']'),
            ("Thae Jong Su", "T\u{2019}ae Cho\u{2019}ng-su", '[', ']'),
            ("O Su Yong", "O Su-yo\u{2019}ng", '[', ']'),
            ("An Jong Su", "An Cho\u{2019}ng-su", '[', ']'),
            ("Pak Thae Song", "Pak T\u{2019}ae-so\u{2019}ng", '[', ']'),
            ("Choe Hwi", "Ch\u{2019}oe Hwi", '[', ']'),
            ("Pak Thae Dok", "Pak T\u{2019}ae-dok", '[', ']'),
            ("Kim Jong Un", "Kim Cho\u{2019}ng-u\u{2019}n", '(', ')'),
        ] {
            for apostrophe in ['\u{2019}', '\'', '\u{2018}', '\u{02BC}', '`', '\u{FF07}'] {
                let second = second.replace('\u{2019}', &apostrophe.to_string());
                for space in [" ", "\u{00A0}", ""] {
                    let text = format!("{first}{space}{opens}{second}{closes}");
                    let printed = parse(&text).unwrap();
                    assert_eq!(texts(&printed.forms), [first, second.as_str()], "{text}");
                    assert!(printed.notes.is_empty(), "{text}");
                    let span = printed.forms[1].span.clone();
                    assert_eq!(text.get(span), Some(second.as_str()));
                }
            }
        }
    }

    #[test]
    fn an_affiliation_is_a_note_and_another_script_a_form() {
        let printed = parse("Kim Phyong Hae (Cadres/NPYPPC)").unwrap();
        assert_eq!(texts(&printed.forms), ["Kim Phyong Hae"]);
        assert_eq!(texts(&printed.notes), ["Cadres/NPYPPC"]);
        let printed = parse("Choe Hwi [최휘] （崔輝） (PAD)").unwrap();
        assert_eq!(texts(&printed.forms), ["Choe Hwi", "최휘", "崔輝"]);
        assert_eq!(texts(&printed.notes), ["PAD"]);
        assert_eq!(
            parse("O'Neill (née [van] Dyk)").unwrap().notes[0].text,
            "née [van] Dyk"
        );
        assert_eq!(parse("  ").unwrap().forms, []);
    }

    #[test]
    fn brackets_that_do_not_fit_are_named_with_their_place() {
        let fault = |text: &str| parse(text).unwrap_err().to_string();
        assert_eq!(
            fault("Choe Hwi (PAD]"),
            "`(` is closed by `]`, at character 14"
        );
        assert_eq!(
            fault("Ch\u{2019}oe Hwi [Choe Hwi"),
            "`[` is never closed, at character 11"
        );
        assert_eq!(fault("Choe Hwi) PAD"), "`)` closes nothing, at character 9");
        assert_eq!(fault("a [b (c]"), "`(` is closed by `]`, at character 8");
    }

    proptest! {
        #[test]
        fn no_text_leads_it_astray(text in "[a-c \\[\\]()（）{}'\u{2019}한é]{0,24}") {
            match parse(&text) {
                Ok(printed) => {
                    for form in printed.forms.iter().chain(&printed.notes) {
                        prop_assert_eq!(text.get(form.span.clone()), Some(form.text.as_str()));
                    }
                }
                Err(error) => prop_assert!(text.get(error.at..).is_some_and(|rest| !rest.is_empty())),
            }
        }
    }
}
