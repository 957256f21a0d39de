//! Hangul in Latin letters by three systems.
//!
//! McCune-Reischauer writes what is heard, with the sounds that meet changing
//! one another; the Revised Romanization does so in words, but lets the
//! syllables of a given name stand; the official style of the DPRK writes each
//! syllable of a name as a word.

mod sounds;

use crate::hangul::{HangulName, Syllable};
use sounds::{is_voiced, neutral, sounded};

/// A system of romanisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Romanisation {
    /// `Kim Chŏng-su`.
    McCuneReischauer,
    /// `Gim Jeongsu`.
    Revised,
    /// `Kim Jong Su`.
    Official,
}

/// A name in Latin letters, family name first.
#[must_use]
pub fn romanise(name: &HangulName, system: Romanisation) -> String {
    let family = capital(&word(&name.family, system).concat());
    if name.given.is_empty() {
        return family;
    }
    let given = word(&name.given, system);
    let given = match system {
        Romanisation::McCuneReischauer => capital(&given.join("-")),
        Romanisation::Revised => capital(&given.concat()),
        Romanisation::Official => {
            let words: Vec<String> = given.iter().map(|syllable| capital(syllable)).collect();
            words.join(" ")
        }
    };
    format!("{family} {given}")
}

/// A word that is no name of a person, such as a place; none where it is not
/// Hangul throughout.
#[must_use]
pub fn romanise_word(text: &str, system: Romanisation) -> Option<String> {
    let syllables: Option<Vec<Syllable>> = text.chars().map(Syllable::of).collect();
    let syllables = sounded(&syllables?);
    let mut written = String::new();
    let mut before = None;
    for syllable in &syllables {
        let letters = letters(syllable, before, system);
        // Without the apostrophe the two letters would be one sound.
        let would_be_one = system == Romanisation::McCuneReischauer
            && written.ends_with('n')
            && !written.ends_with("ng")
            && letters.starts_with('g');
        if would_be_one {
            written.push('\'');
        }
        written.push_str(&letters);
        before = Some(syllable);
    }
    Some(capital(&written))
}

/// Each syllable of one part of a name.
fn word(syllables: &[Syllable], system: Romanisation) -> Vec<String> {
    let heard = match system {
        Romanisation::McCuneReischauer => sounded(syllables),
        Romanisation::Revised | Romanisation::Official => {
            let alone = |syllable: &Syllable| Syllable {
                last: syllable.last.map(neutral),
                ..*syllable
            };
            syllables.iter().map(alone).collect()
        }
    };
    let mut before = None;
    let mut written = Vec::new();
    for syllable in &heard {
        written.push(letters(syllable, before, system));
        before = Some(syllable);
    }
    written
}

/// A syllable in letters, after the one before it in the same word.
fn letters(syllable: &Syllable, before: Option<&Syllable>, system: Romanisation) -> String {
    let initial = match system {
        Romanisation::McCuneReischauer => initial_mccune(syllable, before),
        Romanisation::Revised => initial_revised(syllable.initial, before),
        Romanisation::Official => initial_official(syllable.initial, before),
    };
    let vowel = match system {
        Romanisation::McCuneReischauer => vowel_mccune(syllable.vowel),
        Romanisation::Revised => vowel_revised(syllable.vowel),
        Romanisation::Official => vowel_official(syllable.vowel),
    };
    let last = syllable.last.map_or("", |last| match last {
        'ㄱ' => "k",
        'ㄴ' => "n",
        'ㄷ' => "t",
        'ㄹ' => "l",
        'ㅁ' => "m",
        'ㅂ' => "p",
        _ => "ng",
    });
    format!("{initial}{vowel}{last}")
}

fn initial_mccune(syllable: &Syllable, before: Option<&Syllable>) -> &'static str {
    let after_l = before.is_some_and(|before| before.last == Some('ㄹ'));
    let voiced = before.is_some_and(is_voiced);
    match syllable.initial {
        'ㄱ' if voiced => "g",
        'ㄱ' => "k",
        'ㄷ' if voiced && !after_l => "d",
        'ㄷ' => "t",
        'ㅂ' if voiced => "b",
        'ㅂ' => "p",
        'ㅈ' if voiced && !after_l => "j",
        'ㅈ' => "ch",
        'ㅅ' if syllable.vowel == 'ㅟ' => "sh",
        'ㄹ' if after_l => "l",
        'ㅉ' => "tch",
        'ㅊ' => "ch'",
        'ㅋ' => "k'",
        'ㅌ' => "t'",
        'ㅍ' => "p'",
        other => initial_common(other),
    }
}

fn initial_revised(initial: char, before: Option<&Syllable>) -> &'static str {
    match initial {
        'ㄱ' => "g",
        'ㄷ' => "d",
        'ㅂ' => "b",
        'ㅈ' => "j",
        'ㄹ' if before.is_some_and(|before| before.last == Some('ㄹ')) => "l",
        'ㅉ' => "jj",
        'ㅊ' => "ch",
        'ㅋ' => "k",
        'ㅌ' => "t",
        'ㅍ' => "p",
        other => initial_common(other),
    }
}

fn initial_official(initial: char, before: Option<&Syllable>) -> &'static str {
    let voiced = before.is_some_and(is_voiced);
    match initial {
        'ㄱ' if voiced => "g",
        'ㄱ' => "k",
        'ㄷ' if voiced => "d",
        'ㄷ' => "t",
        'ㅂ' if voiced => "b",
        'ㅂ' => "p",
        'ㅈ' => "j",
        'ㅉ' => "jj",
        'ㅊ' => "ch",
        'ㅋ' => "kh",
        'ㅌ' => "th",
        'ㅍ' => "ph",
        other => initial_common(other),
    }
}

fn initial_common(initial: char) -> &'static str {
    match initial {
        'ㄲ' => "kk",
        'ㄴ' => "n",
        'ㄸ' => "tt",
        'ㄹ' => "r",
        'ㅁ' => "m",
        'ㅃ' => "pp",
        'ㅅ' => "s",
        'ㅆ' => "ss",
        'ㅎ' => "h",
        _ => "",
    }
}

fn vowel_mccune(vowel: char) -> &'static str {
    match vowel {
        'ㅓ' => "ŏ",
        'ㅕ' => "yŏ",
        'ㅝ' => "wŏ",
        'ㅡ' => "ŭ",
        'ㅢ' => "ŭi",
        other => vowel_official(other),
    }
}

fn vowel_revised(vowel: char) -> &'static str {
    match vowel {
        'ㅓ' => "eo",
        'ㅕ' => "yeo",
        'ㅡ' => "eu",
        other => vowel_official(other),
    }
}

fn vowel_official(vowel: char) -> &'static str {
    match vowel {
        'ㅏ' => "a",
        'ㅐ' => "ae",
        'ㅑ' => "ya",
        'ㅒ' => "yae",
        'ㅓ' | 'ㅗ' => "o",
        'ㅔ' => "e",
        'ㅕ' | 'ㅛ' => "yo",
        'ㅖ' => "ye",
        'ㅘ' => "wa",
        'ㅙ' => "wae",
        'ㅚ' => "oe",
        'ㅜ' | 'ㅡ' => "u",
        'ㅝ' => "wo",
        'ㅞ' => "we",
        'ㅟ' => "wi",
        'ㅠ' => "yu",
        'ㅢ' => "ui",
        _ => "i",
    }
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_written_as_the_revised_romanization_has_them() {
        for (text, written) in [
            ("구미", "Gumi"),
            ("영동", "Yeongdong"),
            ("백암", "Baegam"),
            ("옥천", "Okcheon"),
            ("합덕", "Hapdeok"),
            ("호법", "Hobeop"),
            ("월곶", "Wolgot"),
            ("벚꽃", "Beotkkot"),
            ("한밭", "Hanbat"),
            ("구리", "Guri"),
            ("설악", "Seorak"),
            ("칠곡", "Chilgok"),
            ("임실", "Imsil"),
            ("울릉", "Ulleung"),
            ("대관령", "Daegwallyeong"),
            ("백마", "Baengma"),
            ("종로", "Jongno"),
            ("왕십리", "Wangsimni"),
            ("별내", "Byeollae"),
            ("신라", "Silla"),
            ("같이", "Gachi"),
            ("해돋이", "Haedoji"),
            ("좋고", "Joko"),
            ("놓다", "Nota"),
            ("낳지", "Nachi"),
            ("묵호", "Mukho"),
            ("압구정", "Apgujeong"),
            ("독립문", "Dongnimmun"),
        ] {
            let revised = romanise_word(text, Romanisation::Revised);
            assert_eq!(revised.as_deref(), Some(written), "{text}");
        }
    }

    #[test]
    fn places_are_written_as_mccune_and_reischauer_have_them() {
        for (text, written) in [
            ("부산", "Pusan"),
            ("대구", "Taegu"),
            ("평양", "P'yŏngyang"),
            ("한국", "Han'guk"),
            ("인천", "Inch'ŏn"),
            ("함흥", "Hamhŭng"),
            ("개성", "Kaesŏng"),
            ("남포", "Namp'o"),
            ("강원", "Kangwŏn"),
            ("함경", "Hamgyŏng"),
            ("압록강", "Amnokkang"),
            ("금강산", "Kŭmgangsan"),
            ("경복궁", "Kyŏngbokkung"),
            ("독립문", "Tongnimmun"),
            ("종로", "Chongno"),
            ("왕십리", "Wangsimni"),
            ("신라", "Silla"),
            ("설악산", "Sŏraksan"),
            ("철도", "Ch'ŏlto"),
            ("발전", "Palchŏn"),
            ("신의주", "Sinŭiju"),
            ("쉬리", "Shwiri"),
            ("짜다", "Tchada"),
        ] {
            let mccune = romanise_word(text, Romanisation::McCuneReischauer);
            assert_eq!(mccune.as_deref(), Some(written), "{text}");
        }
        assert_eq!(romanise_word("a", Romanisation::Revised), None);
    }

    #[test]
    fn names_come_out_in_the_forms_that_the_text_prints() {
        // Hangul that the systems write as the text does; the text has none itself,
        // and puts an apostrophe where the system has a breve.
        for (hangul, official, mccune, revised) in [
            (
                "최룡해",
                "Choe Ryong Hae",
                "Ch'oe Ryong-hae",
                "Choe Ryonghae",
            ),
            ("박광호", "Pak Kwang Ho", "Pak Kwang-ho", "Bak Gwangho"),
            (
                "김평해",
                "Kim Phyong Hae",
                "Kim P'yo'ng-hae",
                "Gim Pyeonghae",
            ),
            ("태정수", "Thae Jong Su", "T'ae Cho'ng-su", "Tae Jeongsu"),
            ("오수영", "O Su Yong", "O Su-yo'ng", "O Suyeong"),
            ("안정수", "An Jong Su", "An Cho'ng-su", "An Jeongsu"),
            ("박태성", "Pak Thae Song", "Pak T'ae-so'ng", "Bak Taeseong"),
            ("최휘", "Choe Hwi", "Ch'oe Hwi", "Choe Hwi"),
            ("박태도", "Pak Thae Do", "Pak T'ae-do", "Bak Taedo"),
            ("김정은", "Kim Jong Un", "Kim Cho'ng-u'n", "Gim Jeongeun"),
        ] {
            let name = HangulName::read(hangul).unwrap();
            let written = |system| {
                romanise(&name, system)
                    .replace('ŏ', "o'")
                    .replace('ŭ', "u'")
            };
            assert_eq!(written(Romanisation::Official), official);
            assert_eq!(written(Romanisation::McCuneReischauer), mccune);
            assert_eq!(written(Romanisation::Revised), revised);
        }
    }

    #[test]
    fn sounds_change_within_a_given_name_in_one_system_only() {
        let name = HangulName::read("한복남").unwrap();
        assert_eq!(romanise(&name, Romanisation::Revised), "Han Boknam");
        assert_eq!(
            romanise(&name, Romanisation::McCuneReischauer),
            "Han Pong-nam"
        );
        assert_eq!(romanise(&name, Romanisation::Official), "Han Pok Nam");
        let name = HangulName::read("남궁 빛나").unwrap();
        assert_eq!(romanise(&name, Romanisation::Revised), "Namgung Bitna");
    }
}
