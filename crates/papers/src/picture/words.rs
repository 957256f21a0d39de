//! Bytes as letters and back (RFC 4648, Base64), so that a picture is kept
//! where texts are.

use super::Taken;

const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Bytes as letters, three by three.
#[must_use]
pub fn to_letters(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3).saturating_mul(4));
    for three in bytes.chunks(3) {
        let byte = |at: usize| three.get(at).copied().map_or(0, u32::from);
        let all = (byte(0) << 16) | (byte(1) << 8) | byte(2);
        for place in 0..4_usize {
            if place > three.len() {
                text.push('=');
                continue;
            }
            let shift = 18_usize.saturating_sub(place.saturating_mul(6));
            let value = usize::try_from((all >> shift) & 63).unwrap_or(0);
            let letter = LETTERS.get(value).copied().unwrap_or(b'A');
            text.push(char::from(letter));
        }
    }
    text
}

/// The bytes that letters stand for; nothing where they stand for none.
#[must_use]
pub fn from_letters(text: &str) -> Option<Vec<u8>> {
    let letters = text.trim().as_bytes();
    if !letters.len().is_multiple_of(4) {
        return None;
    }
    let filling = letters.iter().rev().take_while(|it| **it == b'=').count();
    let mut bytes = Vec::with_capacity(letters.len() / 4 * 3);
    for four in letters.chunks(4) {
        let mut all = 0_u32;
        for letter in four {
            all = (all << 6) | value(*letter)?;
        }
        let [_, high, middle, low] = all.to_be_bytes();
        bytes.extend_from_slice(&[high, middle, low]);
    }
    let rest = bytes.len().checked_sub(filling)?;
    bytes.truncate(rest);
    // Filling stands at the end only, and there is little of it.
    let plain = letters.len().saturating_sub(filling);
    let stray = letters.iter().take(plain).any(|it| *it == b'=');
    (filling <= 2 && !stray).then_some(bytes)
}

impl Taken {
    /// The text as which it is kept: the wide one, and the narrow one in a line below it.
    #[must_use]
    pub fn kept(&self) -> String {
        let lines = [Some(&self.wide), self.narrow.as_ref()];
        let lines: Vec<String> = lines
            .into_iter()
            .flatten()
            .map(|it| to_letters(&it.bytes))
            .collect();
        lines.join("\n")
    }
}

/// The bytes of the wide picture that is kept as this text.
#[must_use]
pub fn wide(kept: &str) -> Option<Vec<u8>> {
    from_letters(kept.trim().lines().next()?)
}

/// The bytes of the narrow one, where the wide one is not narrow itself. Pictures
/// that were kept before there were two have none.
#[must_use]
pub fn narrow(kept: &str) -> Option<Vec<u8>> {
    from_letters(kept.trim().lines().nth(1)?)
}

fn value(letter: u8) -> Option<u32> {
    let from = |first: u8, at: u32| u32::from(letter.wrapping_sub(first)).checked_add(at);
    match letter {
        b'A'..=b'Z' => from(b'A', 0),
        b'a'..=b'z' => from(b'a', 26),
        b'0'..=b'9' => from(b'0', 52),
        b'+' => Some(62),
        b'/' => Some(63),
        b'=' => Some(0),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_those_of_the_standard_and_come_back() {
        for (bytes, letters) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(to_letters(bytes.as_bytes()), letters);
            assert_eq!(from_letters(letters).unwrap(), bytes.as_bytes());
        }
        let all: Vec<u8> = (0..=255).collect();
        assert_eq!(from_letters(&to_letters(&all)).unwrap(), all);
        for wrong in [
            "Z", "Zm9", "Zm9v=", "Z===", "Zg==Zg==", "Zm 9", "====", "Zm9é",
        ] {
            assert_eq!(from_letters(wrong), None, "{wrong}");
        }
    }
}
