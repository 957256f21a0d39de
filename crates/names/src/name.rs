//! What is known of the form of a name: its script, the system it is written
//! by, the order of its parts.

use serde::{Deserialize, Serialize};

use crate::fold::is_apostrophe;
use crate::hangul::Syllable;

/// A name in one form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// As it is printed, to the last apostrophe.
    pub printed: String,
    /// The script of its letters.
    pub script: Script,
    /// By which system it is written, where that can be told.
    pub system: Option<System>,
    /// The order of its parts, where that is known.
    pub order: Option<PartOrder>,
}

impl Name {
    /// A name with what can be told from its letters alone. The order of its
    /// parts is not among that, save in Hangul.
    #[must_use]
    pub fn of(printed: &str) -> Name {
        let script = Script::of(printed);
        Name {
            printed: printed.to_owned(),
            script,
            system: System::of(printed, script),
            order: (script == Script::Hangul).then_some(PartOrder::FamilyFirst),
        }
    }
}

/// A script.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Script {
    /// Latin letters, with marks or without.
    Latin,
    /// Korean letters.
    Hangul,
    /// Chinese characters, as Hanja are.
    Han,
    /// As Hindi and Nepali are written.
    Devanagari,
    /// As Russian is written.
    Cyrillic,
    /// As Arabic, Persian and Urdu are written.
    Arabic,
    /// Letters of several scripts.
    Mixed,
    /// Another script, or no letters at all.
    Other,
}

impl Script {
    /// The script of the letters of a text.
    #[must_use]
    pub fn of(text: &str) -> Script {
        let mut found = None;
        for letter in text.chars().filter(|letter| letter.is_alphabetic()) {
            if is_apostrophe(letter) {
                continue;
            }
            let script = Script::of_letter(letter);
            match found {
                None => found = Some(script),
                Some(before) if before == script => {}
                Some(_) => return Script::Mixed,
            }
        }
        found.unwrap_or(Script::Other)
    }

    fn of_letter(letter: char) -> Script {
        match letter {
            '\u{0041}'..='\u{024F}' | '\u{1E00}'..='\u{1EFF}' | '\u{FF21}'..='\u{FF5A}' => {
                Script::Latin
            }
            '\u{0400}'..='\u{052F}' | '\u{1C80}'..='\u{1C8F}' => Script::Cyrillic,
            '\u{0600}'..='\u{06FF}' | '\u{0750}'..='\u{077F}' | '\u{FB50}'..='\u{FEFC}' => {
                Script::Arabic
            }
            '\u{0900}'..='\u{097F}' | '\u{A8E0}'..='\u{A8FF}' => Script::Devanagari,
            '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{323AF}' => {
                Script::Han
            }
            '\u{1100}'..='\u{11FF}' | '\u{3130}'..='\u{318F}' => Script::Hangul,
            other if Syllable::of(other).is_some() => Script::Hangul,
            _ => Script::Other,
        }
    }
}

/// A system by which a name is written in a script.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum System {
    /// Korean letters.
    Hangul,
    /// Korean names in Chinese characters.
    Hanja,
    /// The official style of the DPRK: each syllable a word, `Thae Jong Su`.
    Official,
    /// McCune-Reischauer, with breves or with apostrophes in their place.
    #[serde(rename = "mccune-reischauer")]
    McCuneReischauer,
    /// The Revised Romanization of 2000: `Tae Jeongsu`.
    Revised,
}

impl System {
    /// By which system a Korean name seems to be written; none where more than
    /// one would have written it so, or none.
    #[must_use]
    pub fn of(text: &str, script: Script) -> Option<System> {
        match script {
            Script::Hangul => return Some(System::Hangul),
            Script::Latin => {}
            Script::Han
            | Script::Devanagari
            | Script::Cyrillic
            | Script::Arabic
            | Script::Mixed
            | Script::Other => return None,
        }
        let has_breve = text
            .chars()
            .any(|letter| matches!(letter, 'ŏ' | 'ŭ' | 'Ŏ' | 'Ŭ'));
        let letters: Vec<char> = text.chars().collect();
        let is_aspirated = letters.windows(2).any(|two| {
            matches!(two, [before, apostrophe] if is_apostrophe(*apostrophe)
                && matches!(before.to_ascii_lowercase(), 'k' | 't' | 'p' | 'h' | 'o' | 'u'))
        });
        if has_breve || is_aspirated {
            return Some(System::McCuneReischauer);
        }
        let lower = text.to_lowercase();
        if lower.contains("eo") || lower.contains("eu") {
            return Some(System::Revised);
        }
        let mut words = text.split_whitespace();
        let is_official = words.clone().count() > 1
            && words.any(|word| {
                ["Th", "Ph", "Kh"]
                    .iter()
                    .any(|start| word.starts_with(start))
            });
        is_official.then_some(System::Official)
    }
}

/// Which part of a name comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PartOrder {
    /// The family name, as in Korean and Hungarian.
    FamilyFirst,
    /// The given name.
    GivenFirst,
    /// A name that has no family name in it.
    NoFamily,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_is_told_from_the_letters() {
        for (text, script) in [
            ("Ch\u{02BC}oe Ryong-hae", Script::Latin),
            ("Łukasz", Script::Latin),
            ("최룡해", Script::Hangul),
            ("崔龍海", Script::Han),
            ("राम", Script::Devanagari),
            ("Ольга", Script::Cyrillic),
            ("محمد", Script::Arabic),
            ("Kim 정은", Script::Mixed),
            ("123", Script::Other),
        ] {
            assert_eq!(Script::of(text), script, "{text}");
        }
    }

    #[test]
    fn a_system_is_told_where_only_one_writes_so() {
        for (text, system) in [
            ("Ch\u{2019}oe Hwi", Some(System::McCuneReischauer)),
            ("O Su-yo\u{2019}ng", Some(System::McCuneReischauer)),
            ("Kim Chŏng-ŭn", Some(System::McCuneReischauer)),
            ("Gim Jeongeun", Some(System::Revised)),
            ("Thae Jong Su", Some(System::Official)),
            ("Pak Kwang Ho", None),
            ("최휘", Some(System::Hangul)),
        ] {
            assert_eq!(Name::of(text).system, system, "{text}");
        }
    }
}
