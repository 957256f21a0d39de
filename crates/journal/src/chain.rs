//! The hash chain: each entry carries the hash of the one before.
//!
//! The hashed bytes are plain text, so that an auditor can make them again
//! with `sqlite3` and `sha256sum` alone; `docs/journal-format.md` has the
//! command and a test runs it.

use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

use crate::{Entry, Head, PreparedEntry, PreparedRequest, Sha256Hash};

/// Room for three numbers and the ends of lines.
const NUMBERS_BYTES: usize = 70;

/// Lower-case hexadecimal of `bytes`.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    // Each entry of an import passes here, and formatting takes ten times as long.
    let digit = |half: u8| {
        char::from(if half < 10 {
            b'0' + half
        } else {
            b'a' - 10 + half
        })
    };
    let digits = |byte: &u8| [digit(byte >> 4), digit(byte & 15)];
    let mut text = String::with_capacity(bytes.len() * 2);
    text.extend(bytes.iter().flat_map(digits));
    text
}

/// The bytes from `text` in hexadecimal, if it is 64 lower-case digits.
#[must_use]
pub fn hash_from_hex(text: &str) -> Option<Sha256Hash> {
    if text.len() != 64 || text.bytes().any(|byte| byte.is_ascii_uppercase()) {
        return None;
    }
    let mut hash = [0; 32];
    for (byte, digits) in hash.iter_mut().zip(text.as_bytes().chunks(2)) {
        *byte = u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?;
    }
    Some(hash)
}

/// SHA-256 of `bytes`.
#[must_use]
pub fn sha256(bytes: &[u8]) -> Sha256Hash {
    Sha256::digest(bytes).into()
}

/// SHA-256 of what `write` gives to its sink, a stretch at a time.
#[must_use]
pub fn sha256_of_stream(write: impl FnOnce(&mut dyn FnMut(&[u8]))) -> Sha256Hash {
    let mut sum = Sha256::new();
    write(&mut |bytes| sum.update(bytes));
    sum.finalize().into()
}

/// SHA-256 of `first` with `second` behind it.
#[must_use]
pub(crate) fn sha256_of_both(first: &[u8], second: &[u8]) -> Sha256Hash {
    Sha256::new()
        .chain_update(first)
        .chain_update(second)
        .finalize()
        .into()
}

/// The hash an entry must carry: SHA-256 over six lines of text, which are
/// the previous hash in hexadecimal, sequence, request, time, actor, event.
///
/// The first five lines hold no line break and the event is last, so no two
/// different entries give the same bytes.
#[must_use]
pub fn hash_of(entry: &Entry) -> Sha256Hash {
    let mut text = hex(&entry.previous);
    text.reserve(entry.actor.len() + entry.event.len() + NUMBERS_BYTES);
    // INVARIANT: writing to a String cannot fail.
    write!(
        text,
        "\n{}\n{}\n{}\n{}\n{}\n",
        entry.sequence, entry.request, entry.at_ms, entry.actor, entry.event
    )
    .unwrap_or_default();
    sha256(text.as_bytes())
}

/// The entry that `prepared` becomes behind `head`.
#[must_use]
pub(crate) fn follow(
    head: &Head,
    request_number: u64,
    request: &PreparedRequest,
    prepared: &PreparedEntry,
) -> Entry {
    let mut entry = Entry {
        sequence: head.sequence + 1,
        request: request_number,
        at_ms: request.at_ms,
        actor: request.actor.clone(),
        event: prepared.event.clone(),
        previous: head.hash,
        hash: [0; 32],
    };
    entry.hash = hash_of(&entry);
    entry
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hexadecimal_reads_back() {
        let hash = sha256(b"abc");
        assert_eq!(
            hex(&hash),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
        assert_eq!(hash_from_hex(&hex(&hash)), Some(hash));
        assert_eq!(hash_from_hex(&hex(&hash).to_uppercase()), None);
        assert_eq!(hash_from_hex("+1"), None);
    }
}
