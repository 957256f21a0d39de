//! From the bytes of a file to text, whichever program wrote it.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// How many bytes are looked at to tell encodings without a mark apart.
const SAMPLE_BYTES: usize = 4096;

/// Why bytes are no text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoText {
    /// There are none.
    #[error("it is empty")]
    Empty,
    /// They are something else.
    #[error("it is {0}, and no text")]
    Other(&'static str),
    /// Some of them no text has.
    #[error("it holds bytes that no text has")]
    Binary,
}

/// The text of a file. What could not be decoded stands in it as U+FFFD.
///
/// # Errors
///
/// When the bytes are no text at all.
pub fn text_of(bytes: &[u8]) -> Result<Cow<'_, str>, NoText> {
    if bytes.is_empty() {
        return Err(NoText::Empty);
    }
    if let Some(what) = known_format(bytes) {
        return Err(NoText::Other(what));
    }
    let (text, _) = encoding_of(bytes).decode_with_bom_removal(bytes);
    if text.contains('\0') {
        return Err(NoText::Binary);
    }
    Ok(text)
}

/// Formats that are given by mistake, told by how they begin.
fn known_format(bytes: &[u8]) -> Option<&'static str> {
    let beginnings: [(&[u8], &str); 8] = [
        (b"PK\x03\x04", "a workbook (or another zip file)"),
        (b"\xD0\xCF\x11\xE0", "an old workbook"),
        (b"%PDF", "a PDF"),
        (b"\x89PNG", "a picture"),
        (b"\xFF\xD8\xFF", "a picture"),
        (b"\x1F\x8B", "a compressed file"),
        (b"SQLite format 3", "a database"),
        (b"{\\rtf", "a text document"),
    ];
    let found = beginnings
        .iter()
        .find(|(beginning, _)| bytes.starts_with(beginning));
    found.map(|(_, what)| *what)
}

/// A byte order mark decides; without one, zero bytes tell UTF-16, and bytes
/// that no UTF-8 has tell Windows-1252.
fn encoding_of(bytes: &[u8]) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding;
    }
    let sample = bytes.get(..SAMPLE_BYTES).unwrap_or(bytes);
    let zeros = |parity: usize| {
        sample
            .iter()
            .skip(parity)
            .step_by(2)
            .filter(|byte| **byte == 0)
            .count()
    };
    let half = sample.len() / 4;
    if zeros(1) > half && zeros(0) == 0 {
        return UTF_16LE;
    }
    if zeros(0) > half && zeros(1) == 0 {
        return UTF_16BE;
    }
    match std::str::from_utf8(bytes) {
        Ok(_) => UTF_8,
        Err(_) if is_damaged_utf8(bytes) => UTF_8,
        Err(_) => WINDOWS_1252,
    }
}

/// Whether most letters beyond ASCII are good UTF-8. In Windows-1252 text
/// hardly any two such letters stand together in the way that UTF-8 needs.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk
            .valid()
            .chars()
            .filter(|letter| !letter.is_ascii())
            .count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > bad
}
