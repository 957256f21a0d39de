//! From the bytes of a file to text, whichever program wrote it.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::problem::{Fault, File, Report};

/// How many bytes are looked at to tell encodings without a mark apart.
const SAMPLE_BYTES: usize = 4096;

/// The text of a file, or nothing where it is no text at all. What could not
/// be decoded stands in it as U+FFFD, so that the reader can name the line and
/// the value.
pub(super) fn decode<'b>(file: File, bytes: &'b [u8], report: &mut Report) -> Option<Cow<'b, str>> {
    if bytes.is_empty() {
        report.file(
            file,
            Fault::EmptyFile,
            "is empty",
            "export it again from where it is kept",
        );
        return None;
    }
    if let Some(what) = known_format(bytes) {
        report.file(
            file,
            Fault::NotATable,
            format!("is {what}, not a table in text"),
            "open it in a spreadsheet program and save it as CSV (UTF-8)",
        );
        return None;
    }
    let encoding = encoding_of(bytes);
    let (text, _) = encoding.decode_with_bom_removal(bytes);
    if text.contains('\0') {
        report.file(
            file,
            Fault::NotATable,
            "holds bytes that no text has",
            "save it as CSV in UTF-8 from a spreadsheet program",
        );
        return None;
    }
    Some(text)
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
    if let Some((_, what)) = found {
        return Some(what);
    }
    match bytes.trim_ascii_start().first() {
        Some(b'<') => Some("a web page or XML"),
        Some(b'{' | b'[') => Some("JSON"),
        _ => None,
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8]) -> Result<String, Fault> {
        let mut report = Report::default();
        decode(File::People, bytes, &mut report)
            .map(Cow::into_owned)
            .ok_or_else(|| report.problems[0].fault)
    }

    fn utf16(text: &str, bytes_of: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes_of).collect()
    }

    #[test]
    fn every_encoding_gives_the_same_text() {
        let want = "code,name\nP-1,Zoë Müller\n";
        assert_eq!(text(want.as_bytes()).unwrap(), want);
        assert_eq!(text(format!("\u{feff}{want}").as_bytes()).unwrap(), want);
        for bytes_of in [u16::to_le_bytes, u16::to_be_bytes] {
            assert_eq!(
                text(&utf16(&format!("\u{feff}{want}"), bytes_of)).unwrap(),
                want
            );
            assert_eq!(text(&utf16(want, bytes_of)).unwrap(), want);
        }
        assert_eq!(text(b"code,name\nP-1,Zo\xEB M\xFCller\n").unwrap(), want);
    }

    #[test]
    fn a_damaged_letter_is_marked_and_the_others_stay() {
        assert_eq!(text("é é \u{e9} é".as_bytes()).unwrap(), "é é é é");
        assert_eq!(text(b"\xC3\xA9 \xC3\xA9 \xE9 x").unwrap(), "é é \u{fffd} x");
        let mut bytes = utf16("\u{feff}ab", u16::to_le_bytes);
        bytes.extend([0x00, 0xD8, 0x63, 0x00]);
        assert_eq!(text(&bytes).unwrap(), "ab\u{fffd}c");
    }

    #[test]
    fn other_formats_are_named() {
        assert_eq!(text(b""), Err(Fault::EmptyFile));
        for bytes in [
            &b"PK\x03\x04abc"[..],
            b"%PDF-1.7",
            b"<!doctype html>",
            b"{\"a\": 1}",
            b"ab\0\0\0cd",
        ] {
            assert_eq!(text(bytes), Err(Fault::NotATable), "{bytes:?}");
        }
    }
}
