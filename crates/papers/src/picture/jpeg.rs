//! JPEG: segments, of which those that make the picture are kept.

use super::parts::{Rest, high_first, length};
use super::{Format, Picture, PictureFault, exif, sides};

const START: [u8; 2] = [0xFF, 0xD8];
const END: [u8; 2] = [0xFF, 0xD9];
/// Segments of one file at the most.
const SEGMENTS_MAX: usize = 20_000;

/// What the segments said.
#[derive(Default)]
struct Read {
    kept: Vec<u8>,
    orientation: Option<u8>,
    sides: Option<(u32, u32)>,
    scans: usize,
}

pub(super) fn read(bytes: &[u8]) -> Result<Picture, PictureFault> {
    let mut rest = Rest(bytes);
    rest.take(START.len())?;
    let mut read = Read::default();
    for _ in 0..SEGMENTS_MAX {
        let marker = marker(&mut rest)?;
        if marker == 0xD9 {
            return whole(&read, rest.0);
        }
        segment(&mut read, marker, &mut rest)?;
    }
    Err(PictureFault::Broken("it has too many parts"))
}

/// The next marker; it may have filling before it.
fn marker(rest: &mut Rest<'_>) -> Result<u8, PictureFault> {
    if rest.byte()? != 0xFF {
        return Err(PictureFault::Broken("a part of it begins in the middle"));
    }
    loop {
        let byte = rest.byte()?;
        if byte != 0xFF {
            return Ok(byte);
        }
    }
}

fn segment(read: &mut Read, marker: u8, rest: &mut Rest<'_>) -> Result<(), PictureFault> {
    let size = rest.take(2)?;
    let inside = length(high_first(size))
        .checked_sub(2)
        .ok_or(PictureFault::Broken("a part of it has no length"))?;
    let body = rest.take(inside)?;
    match marker {
        // Baseline, extended and progressive, as every browser shows them.
        0xC0..=0xC2 => {
            if read.sides.is_some() {
                return Err(PictureFault::Broken("it has two sizes"));
            }
            let height = high_first(body.get(1..3).unwrap_or_default());
            let width = high_first(body.get(3..5).unwrap_or_default());
            read.sides = Some(sides(width, height)?);
        }
        0xC3 | 0xC5..=0xC7 | 0xC9..=0xCC | 0xCD..=0xCF => {
            return Err(PictureFault::NotShown("a rare kind of JPEG"));
        }
        // Tables, and how often the picture begins anew.
        0xC4 | 0xDB | 0xDD => {}
        0xDA => {
            if read.sides.is_none() {
                return Err(PictureFault::Broken("it has no size"));
            }
            keep(read, marker, size, body);
            let scan = scan(rest)?;
            read.kept.extend_from_slice(scan);
            read.scans = read.scans.saturating_add(1);
            return Ok(());
        }
        0xE1 => {
            read.orientation = read.orientation.or_else(|| exif::orientation(body));
            return Ok(());
        }
        // Whether its colours are turned into others: twelve bytes and no more.
        0xEE if body.starts_with(b"Adobe") && body.len() == 12 => {}
        // Whatever else programs write along, and remarks.
        0xE0..=0xEF | 0xFE => return Ok(()),
        _ => return Err(PictureFault::Broken("it has a part that no JPEG has")),
    }
    keep(read, marker, size, body);
    Ok(())
}

fn keep(read: &mut Read, marker: u8, size: &[u8], body: &[u8]) {
    read.kept.extend_from_slice(&[0xFF, marker]);
    read.kept.extend_from_slice(size);
    read.kept.extend_from_slice(body);
}

/// The compressed picture up to the next marker.
fn scan<'a>(rest: &mut Rest<'a>) -> Result<&'a [u8], PictureFault> {
    let bytes = rest.0;
    let mut pairs = bytes.windows(2).enumerate();
    let end = pairs.find(|(_, pair)| {
        let next = pair.get(1).copied().unwrap_or_default();
        pair.first() == Some(&0xFF) && !matches!(next, 0x00 | 0xD0..=0xD7 | 0xFF)
    });
    match end {
        Some((at, _)) => rest.take(at),
        None => Err(PictureFault::Broken("it ends too early")),
    }
}

fn whole(read: &Read, behind: &[u8]) -> Result<Picture, PictureFault> {
    let (width, height) = read.sides.ok_or(PictureFault::Broken("it has no size"))?;
    if read.scans == 0 {
        return Err(PictureFault::Broken("there is no picture in it"));
    }
    if !is_left_by_a_phone(behind) {
        return Err(PictureFault::Behind);
    }
    let orientation = read.orientation.filter(|way| *way != 1);
    let mut bytes = Vec::with_capacity(read.kept.len().saturating_add(64));
    bytes.extend_from_slice(&START);
    bytes.extend(orientation.map(exif::segment).unwrap_or_default());
    bytes.extend_from_slice(&read.kept);
    bytes.extend_from_slice(&END);
    let (width, height) = exif::seen((width, height), orientation);
    Ok(Picture {
        format: Format::Jpeg,
        width,
        height,
        way_up: orientation.unwrap_or(1),
        bytes,
    })
}

/// What phones leave behind a picture, and what is dropped: filling, a second
/// picture for better screens, a short film.
fn is_left_by_a_phone(behind: &[u8]) -> bool {
    let filling = behind
        .iter()
        .all(|byte| matches!(byte, 0 | b'\n' | b'\r' | 0xFF));
    filling || behind.starts_with(&START) || behind.get(4..8) == Some(b"ftyp")
}
