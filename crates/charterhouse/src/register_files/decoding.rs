//! From the bytes of a file to text, whichever program wrote it.

use std::borrow::Cow;

use papers::text::{NoText, text_of};

use super::problem::{Fault, File, Report};

/// The text of a file, or nothing where it is no text at all. What could not
/// be decoded stands in it as U+FFFD, so that the reader can name the line and
/// the value.
pub(super) fn decode<'b>(file: File, bytes: &'b [u8], report: &mut Report) -> Option<Cow<'b, str>> {
    let (fault, wrong, advice) = match text_of(bytes) {
        Ok(text) => match other_text(&text) {
            None => return Some(text),
            Some(what) => no_table(what),
        },
        Err(NoText::Empty) => (
            Fault::EmptyFile,
            "is empty".to_owned(),
            "export it again from where it is kept",
        ),
        Err(NoText::Other(what)) => no_table(what),
        Err(NoText::Binary) => (
            Fault::NotATable,
            "holds bytes that no text has".to_owned(),
            "save it as CSV in UTF-8 from a spreadsheet program",
        ),
    };
    report.file(file, fault, wrong, advice);
    None
}

fn no_table(what: &str) -> (Fault, String, &'static str) {
    (
        Fault::NotATable,
        format!("is {what}, not a table in text"),
        "open it in a spreadsheet program and save it as CSV (UTF-8)",
    )
}

/// Texts that are no tables, told by how they begin.
fn other_text(text: &str) -> Option<&'static str> {
    match text.trim_ascii_start().chars().next() {
        Some('<') => Some("a web page or XML"),
        Some('{' | '[') => Some("JSON"),
        _ => None,
    }
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
