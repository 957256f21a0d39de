//! Which way up a camera says a picture is: the one thing worth keeping of
//! what it writes along.

use super::parts::{high_first, length, low_first};

/// How what a camera writes along begins.
const BEGINS: &[u8] = b"Exif\0\0";
/// The field that says which way up.
const ORIENTATION: u32 = 0x0112;
/// Fields that are looked through at the most.
const FIELDS_MAX: u32 = 400;

/// Which way up, from 1 to 8; none where it does not say. In a PNG and a WebP
/// the same stands without its beginning.
pub(super) fn orientation(segment: &[u8]) -> Option<u8> {
    let tiff = segment.strip_prefix(BEGINS).unwrap_or(segment);
    let number: fn(&[u8]) -> u32 = match tiff.get(..4)? {
        b"II*\0" => low_first,
        b"MM\0*" => high_first,
        _ => return None,
    };
    let at = length(number(tiff.get(4..8)?));
    let count = number(tiff.get(at..at.checked_add(2)?)?);
    let fields = tiff.get(at.checked_add(2)?..)?;
    let mut fields = fields.chunks_exact(12).take(length(count.min(FIELDS_MAX)));
    let field = fields.find(|field| field.get(..2).map(number) == Some(ORIENTATION))?;
    let value = number(field.get(8..10)?);
    u8::try_from(value).ok().filter(|way| (1..=8).contains(way))
}

/// What is so wide and so high, as it is seen: from the fifth on it lies on its side.
pub(super) fn seen((width, height): (u32, u32), way_up: Option<u8>) -> (u32, u32) {
    if way_up.is_some_and(|way| way >= 5) {
        (height, width)
    } else {
        (width, height)
    }
}

/// A segment that says which way up and nothing else.
pub(super) fn segment(orientation: u8) -> Vec<u8> {
    let mut bytes = vec![0xFF, 0xE1, 0x00, 0x22];
    bytes.extend_from_slice(BEGINS);
    bytes.extend_from_slice(b"MM\0*");
    bytes.extend_from_slice(&[0, 0, 0, 8, 0, 1]);
    bytes.extend_from_slice(&[0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0]);
    bytes.extend_from_slice(&[0, 0, 0, 0]);
    bytes
}
