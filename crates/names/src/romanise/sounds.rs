//! What becomes of sounds that meet between two syllables of a word.

use crate::hangul::Syllable;

/// The syllables as they are heard: what ends one and what begins the next
/// change one another. Whatever is left at an end is one of seven sounds.
pub(super) fn sounded(syllables: &[Syllable]) -> Vec<Syllable> {
    let mut heard: Vec<Syllable> = Vec::with_capacity(syllables.len());
    for syllable in syllables {
        let mut next = *syllable;
        if let Some(before) = heard.last_mut()
            && let Some(last) = before.last
        {
            let (stays, initial) = meet(last, &next);
            before.last = stays;
            next.initial = initial;
        }
        heard.push(next);
    }
    if let Some(end) = heard.last_mut() {
        end.last = end.last.map(neutral);
    }
    heard
}

/// Whether what follows a syllable stands between voiced sounds.
pub(super) fn is_voiced(before: &Syllable) -> bool {
    matches!(before.last, None | Some('ㄴ' | 'ㄹ' | 'ㅁ' | 'ㅇ'))
}

/// Which of the seven sounds that can end a syllable a letter stands for.
pub(super) fn neutral(last: char) -> char {
    match last {
        'ㄲ' | 'ㅋ' | 'ㄳ' | 'ㄺ' => 'ㄱ',
        'ㅅ' | 'ㅆ' | 'ㅈ' | 'ㅊ' | 'ㅌ' | 'ㅎ' => 'ㄷ',
        'ㅍ' | 'ㅄ' | 'ㄿ' => 'ㅂ',
        'ㄵ' | 'ㄶ' => 'ㄴ',
        'ㄼ' | 'ㄽ' | 'ㄾ' | 'ㅀ' => 'ㄹ',
        'ㄻ' => 'ㅁ',
        other => other,
    }
}

fn meet(last: char, next: &Syllable) -> (Option<char>, char) {
    if next.initial == 'ㅇ' {
        return carried_over(last, next.vowel);
    }
    if let Some(aspirated) = aspirated(last, next.initial) {
        return aspirated;
    }
    let last = neutral(last);
    let (last, initial) = match (last, next.initial) {
        // Stops become nasal before nasals, and `ㄹ` is a nasal after all but its own kind.
        ('ㄱ', 'ㄴ' | 'ㅁ') => ('ㅇ', next.initial),
        ('ㄷ', 'ㄴ' | 'ㅁ') => ('ㄴ', next.initial),
        ('ㅂ', 'ㄴ' | 'ㅁ') => ('ㅁ', next.initial),
        ('ㄱ', 'ㄹ') => ('ㅇ', 'ㄴ'),
        ('ㄷ', 'ㄹ') => ('ㄴ', 'ㄴ'),
        ('ㅂ', 'ㄹ') => ('ㅁ', 'ㄴ'),
        ('ㅁ' | 'ㅇ', 'ㄹ') => (last, 'ㄴ'),
        ('ㄴ', 'ㄹ') | ('ㄹ', 'ㄴ') => ('ㄹ', 'ㄹ'),
        (last, initial) => (last, initial),
    };
    (Some(last), initial)
}

/// A consonant before a silent initial begins the next syllable instead.
fn carried_over(last: char, vowel: char) -> (Option<char>, char) {
    let (stays, moves) = match last {
        'ㅇ' => return (Some('ㅇ'), 'ㅇ'),
        'ㅎ' => return (None, 'ㅇ'),
        'ㄳ' => (Some('ㄱ'), 'ㅅ'),
        'ㄵ' => (Some('ㄴ'), 'ㅈ'),
        'ㄶ' => (None, 'ㄴ'),
        'ㄺ' => (Some('ㄹ'), 'ㄱ'),
        'ㄻ' => (Some('ㄹ'), 'ㅁ'),
        'ㄼ' => (Some('ㄹ'), 'ㅂ'),
        'ㄽ' => (Some('ㄹ'), 'ㅅ'),
        'ㄾ' => (Some('ㄹ'), 'ㅌ'),
        'ㄿ' => (Some('ㄹ'), 'ㅍ'),
        'ㅀ' => (None, 'ㄹ'),
        'ㅄ' => (Some('ㅂ'), 'ㅅ'),
        one => (None, one),
    };
    let moves = match (moves, vowel) {
        ('ㄷ', 'ㅣ') => 'ㅈ',
        ('ㅌ', 'ㅣ') => 'ㅊ',
        _ => moves,
    };
    (stays, moves)
}

/// `ㅎ` before a stop is heard as its breath.
fn aspirated(last: char, initial: char) -> Option<(Option<char>, char)> {
    let stays = match last {
        'ㅎ' => None,
        'ㄶ' => Some('ㄴ'),
        'ㅀ' => Some('ㄹ'),
        _ => return None,
    };
    let initial = match initial {
        'ㄱ' => 'ㅋ',
        'ㄷ' => 'ㅌ',
        'ㅈ' => 'ㅊ',
        'ㅅ' => 'ㅅ',
        _ => return None,
    };
    Some((stays, initial))
}
