//! PNG: chunks, of which those that make the picture are kept.

use super::parts::{Rest, high_first, length};
use super::{Format, Picture, PictureFault, exif, sides};

/// How every PNG begins.
pub(super) const BEGINS: &[u8] = b"\x89PNG\r\n\x1A\n";
/// Chunks of one file at the most.
const CHUNKS_MAX: usize = 20_000;
/// Size, colours, what of them is clear, and the picture.
const KEPT: [&[u8]; 4] = [b"IHDR", b"PLTE", b"tRNS", b"IDAT"];

pub(super) fn read(bytes: &[u8]) -> Result<Picture, PictureFault> {
    let mut rest = Rest(bytes);
    let mut kept = rest.take(BEGINS.len())?.to_vec();
    let mut size = None;
    let (mut has_picture, mut way_up) = (false, None);
    for _ in 0..CHUNKS_MAX {
        let head = rest.take(8)?;
        let (count, kind) = head.split_at_checked(4).unwrap_or_default();
        let body = rest.take(length(high_first(count)))?;
        let check = rest.take(4)?;
        if high_first(check) != check_sum(kind, body) {
            return Err(PictureFault::Broken("a part of it was changed on the way"));
        }
        if size.is_none() != (kind == b"IHDR") {
            return Err(PictureFault::Broken("its size does not come first"));
        }
        match kind {
            b"IHDR" => {
                let width = high_first(body.get(..4).unwrap_or_default());
                let height = high_first(body.get(4..8).unwrap_or_default());
                size = Some(sides(width, height)?);
            }
            b"IDAT" => has_picture = true,
            b"acTL" => return Err(PictureFault::Moves),
            b"IEND" => {
                let end = [head, check];
                end.iter().for_each(|part| kept.extend_from_slice(part));
                if !rest.is_empty() {
                    return Err(PictureFault::Behind);
                }
                let size = size.filter(|_| has_picture);
                return whole(kept, size, way_up);
            }
            b"eXIf" => way_up = way_up.or_else(|| exif::orientation(body)),
            _ => {}
        }
        if KEPT.contains(&kind) {
            [head, body, check]
                .iter()
                .for_each(|part| kept.extend_from_slice(part));
        } else if kind.first().is_some_and(u8::is_ascii_uppercase) {
            // A capital says that nobody can do without it, and nobody knows it.
            return Err(PictureFault::NotShown("a rare kind of PNG"));
        }
    }
    Err(PictureFault::Broken("it has too many parts"))
}

fn whole(
    bytes: Vec<u8>,
    size: Option<(u32, u32)>,
    way_up: Option<u8>,
) -> Result<Picture, PictureFault> {
    let size = size.ok_or(PictureFault::Broken("there is no picture in it"))?;
    let (width, height) = exif::seen(size, way_up);
    Ok(Picture {
        format: Format::Png,
        width,
        height,
        way_up: way_up.unwrap_or(1),
        bytes,
    })
}

/// The check sum of a chunk (CRC-32, as in the specification's annex D).
fn check_sum(kind: &[u8], body: &[u8]) -> u32 {
    let all = kind.iter().chain(body);
    let sum = all.fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| {
            let carry = if sum & 1 == 1 { 0xEDB8_8320 } else { 0 };
            (sum >> 1) ^ carry
        })
    });
    sum ^ u32::MAX
}

#[cfg(test)]
pub(super) fn chunk(kind: &[u8; 4], body: &[u8]) -> Vec<u8> {
    let count = u32::try_from(body.len()).expect("short");
    let mut bytes = count.to_be_bytes().to_vec();
    bytes.extend_from_slice(kind);
    bytes.extend_from_slice(body);
    bytes.extend_from_slice(&check_sum(kind, body).to_be_bytes());
    bytes
}
