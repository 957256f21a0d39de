//! WebP: one chunk of picture, and perhaps one of what is clear in it.

use super::parts::{Rest, length, low_first};
use super::{Format, Picture, PictureFault, exif, sides};

/// Chunks of one file at the most.
const CHUNKS_MAX: usize = 200;
/// Of the flags of a longer file, the one that says that something is clear.
const HAS_CLEAR: u8 = 0x10;
/// And the one that says that it moves.
const MOVES: u8 = 0x02;

pub(super) fn read(bytes: &[u8]) -> Result<Picture, PictureFault> {
    let mut rest = Rest(bytes);
    let head = rest.take(12)?;
    let size = length(low_first(head.get(4..8).unwrap_or_default()));
    // The size counts from behind itself; four bytes of it were read.
    let inside = size
        .checked_sub(4)
        .ok_or(PictureFault::Broken("it has no length"))?;
    let mut chunks = Rest(rest.take(inside)?);
    if !rest.is_empty() {
        return Err(PictureFault::Behind);
    }
    let (mut kept, mut size, mut has_picture) = (Vec::new(), None, false);
    let mut way_up = None;
    for _ in 0..CHUNKS_MAX {
        if chunks.is_empty() {
            return whole(&kept, size.filter(|_| has_picture), way_up);
        }
        let head = chunks.take(8)?;
        let (kind, count) = head.split_at_checked(4).unwrap_or_default();
        let body = chunks.take(length(low_first(count)))?;
        // Every chunk ends on an even byte.
        let filling = chunks.take((body.len() % 2).min(chunks.0.len()))?;
        let mut own = body.to_vec();
        match kind {
            b"VP8X" => {
                let flags = own.first().copied().unwrap_or_default();
                if flags & MOVES != 0 {
                    return Err(PictureFault::Moves);
                }
                if let Some(first) = own.first_mut() {
                    *first &= HAS_CLEAR;
                }
                size = Some(canvas(body)?);
            }
            b"VP8 " | b"VP8L" => {
                if has_picture {
                    return Err(PictureFault::Broken("it has two pictures"));
                }
                let own_size = if kind == b"VP8L" {
                    lossless(body)?
                } else {
                    lossy(body)?
                };
                size = size.or(Some(own_size));
                has_picture = true;
            }
            b"ALPH" => {}
            b"ANIM" | b"ANMF" => return Err(PictureFault::Moves),
            b"EXIF" => {
                way_up = way_up.or_else(|| exif::orientation(body));
                continue;
            }
            // Place, time, remarks and whatever else programs write along.
            _ => continue,
        }
        kept.extend_from_slice(head);
        kept.extend_from_slice(&own);
        kept.extend_from_slice(filling);
    }
    Err(PictureFault::Broken("it has too many parts"))
}

/// The sides that a longer file gives, each less one in three bytes.
fn canvas(body: &[u8]) -> Result<(u32, u32), PictureFault> {
    let side = |from: usize| {
        let bytes = body.get(from..from.saturating_add(3)).unwrap_or_default();
        low_first(bytes).saturating_add(1)
    };
    sides(side(4), side(7))
}

fn lossy(body: &[u8]) -> Result<(u32, u32), PictureFault> {
    if body.get(3..6) != Some(&[0x9D, 0x01, 0x2A]) {
        return Err(PictureFault::Broken("there is no picture in it"));
    }
    let side = |from: usize| {
        let bytes = body.get(from..from.saturating_add(2)).unwrap_or_default();
        low_first(bytes) & 0x3FFF
    };
    sides(side(6), side(8))
}

fn lossless(body: &[u8]) -> Result<(u32, u32), PictureFault> {
    if body.first() != Some(&0x2F) {
        return Err(PictureFault::Broken("there is no picture in it"));
    }
    let bits = low_first(body.get(1..5).unwrap_or_default());
    sides((bits & 0x3FFF) + 1, ((bits >> 14) & 0x3FFF) + 1)
}

fn whole(
    kept: &[u8],
    size: Option<(u32, u32)>,
    way_up: Option<u8>,
) -> Result<Picture, PictureFault> {
    let size = size.ok_or(PictureFault::Broken("there is no picture in it"))?;
    let (width, height) = exif::seen(size, way_up);
    let count = u32::try_from(kept.len().saturating_add(4)).unwrap_or(u32::MAX);
    let mut bytes = b"RIFF".to_vec();
    bytes.extend_from_slice(&count.to_le_bytes());
    bytes.extend_from_slice(b"WEBP");
    bytes.extend_from_slice(kept);
    Ok(Picture {
        format: Format::Webp,
        width,
        height,
        way_up: way_up.unwrap_or(1),
        bytes,
    })
}
