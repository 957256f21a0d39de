//! Pictures come out as pictures and nothing else; whatever is none is named.

use super::png::chunk;
use super::*;

/// A JPEG of one grey square, as far as its parts go.
fn jpeg(more: &[&[u8]]) -> Vec<u8> {
    let mut bytes = vec![0xFF, 0xD8];
    more.iter().for_each(|part| bytes.extend_from_slice(part));
    bytes.extend(part(0xDB, &[0; 65]));
    bytes.extend(part(0xC0, &[8, 0, 20, 0, 30, 1, 1, 0x11, 0]));
    bytes.extend(part(0xC4, &[0; 20]));
    bytes.extend(part(0xDA, &[1, 1, 0, 0, 63, 0]));
    bytes.extend([0x12, 0xFF, 0x00, 0x34, 0xFF, 0xD0, 0x56]);
    bytes.extend([0xFF, 0xD9]);
    bytes
}

fn part(marker: u8, body: &[u8]) -> Vec<u8> {
    let count = u16::try_from(body.len() + 2).unwrap().to_be_bytes();
    [&[0xFF, marker][..], &count, body].concat()
}

/// What a camera writes along: which way up, and where it was.
fn exif(way: u8) -> Vec<u8> {
    let mut body = b"Exif\0\0II*\0\x08\0\0\0\x02\0".to_vec();
    body.extend([0x25, 0x88, 4, 0, 1, 0, 0, 0, 99, 0, 0, 0]);
    body.extend([0x12, 0x01, 3, 0, 1, 0, 0, 0, way, 0, 0, 0]);
    body.extend(b"\0\0\0\0GPS 39.0 N 125.7 E");
    part(0xE1, &body)
}

fn png(width: u32, height: u32, more: &[Vec<u8>]) -> Vec<u8> {
    let mut head = [width.to_be_bytes(), height.to_be_bytes()].concat();
    head.extend([8, 2, 0, 0, 0]);
    let mut bytes = png::BEGINS.to_vec();
    bytes.extend(chunk(b"IHDR", &head));
    bytes.extend(more.concat());
    bytes.extend(chunk(b"IDAT", &[1, 2, 3]));
    bytes.extend(chunk(b"IEND", &[]));
    bytes
}

fn webp(chunks: &[(&[u8; 4], &[u8])]) -> Vec<u8> {
    let mut inside = b"WEBP".to_vec();
    for (kind, body) in chunks {
        inside.extend_from_slice(*kind);
        inside.extend(u32::try_from(body.len()).unwrap().to_le_bytes());
        inside.extend_from_slice(body);
        inside.extend(vec![0; body.len() % 2]);
    }
    let count = u32::try_from(inside.len()).unwrap().to_le_bytes();
    [b"RIFF".as_slice(), &count, &inside].concat()
}

/// A lossy picture of thirty times twenty.
const LOSSY: &[u8] = &[0x10, 0, 0, 0x9D, 0x01, 0x2A, 30, 0, 20, 0, 7, 7];

fn has(bytes: &[u8], words: &[u8]) -> bool {
    bytes.windows(words.len()).any(|it| it == words)
}

#[test]
fn nothing_that_a_camera_wrote_along_is_left_but_which_way_up() {
    let taken = jpeg(&[
        &part(0xE0, b"JFIF\0 a smaller picture"),
        &exif(6),
        &part(0xFE, b"taken by Kim"),
        &part(0xED, b"Photoshop 3.0 by Kim"),
    ]);
    let picture = read("hall.JPG", &taken).unwrap();
    // It lies on its side, so what is twenty high is seen twenty wide.
    assert_eq!((picture.width, picture.height), (20, 30));
    for gone in [b"GPS".as_slice(), b"Kim", b"JFIF", b"Photoshop"] {
        assert!(has(&taken, gone) && !has(&picture.bytes, gone));
    }
    // What was kept is a picture again, and the same one.
    let again = read("hall.jpg", &picture.bytes).unwrap();
    assert_eq!(again, picture);
    let upright = read("hall.jpg", &jpeg(&[&exif(1)])).unwrap();
    assert_eq!((upright.width, upright.height), (30, 20));
    assert!(!has(&upright.bytes, b"Exif"));
}

#[test]
fn of_a_png_and_a_webp_only_the_picture_is_left() {
    let place = chunk(b"eXIf", b"GPS 39.0 N");
    let remark = chunk(b"tEXt", b"Author\0Kim");
    let picture = read("hall.png", &png(30, 20, &[place, remark])).unwrap();
    assert_eq!((picture.width, picture.height), (30, 20));
    assert_eq!(picture.bytes, png(30, 20, &[]));
    let long = webp(&[
        (b"VP8X", &[0x2C, 0, 0, 0, 29, 0, 0, 19, 0, 0]),
        (b"ICCP", b"colours"),
        (b"VP8 ", LOSSY),
        (b"EXIF", b"GPS 39.0 N"),
        (b"XMP ", b"Kim"),
    ]);
    let picture = read("hall.webp", &long).unwrap();
    assert_eq!((picture.width, picture.height), (30, 20));
    let short = webp(&[
        (b"VP8X", &[0, 0, 0, 0, 29, 0, 0, 19, 0, 0]),
        (b"VP8 ", LOSSY),
    ]);
    assert_eq!(picture.bytes, short);
}

#[test]
fn what_is_no_picture_is_named() {
    let svg = b"\xEF\xBB\xBF <?xml version=\"1.0\"?>\n<svg onload=\"alert(1)\"></svg>";
    let film = [&[0, 0, 0, 24][..], b"ftypmp42"].concat();
    let heic = [&[0, 0, 0, 24][..], b"ftypheic"].concat();
    for (bytes, why) in [
        (b"".as_slice(), "the file is empty"),
        (
            b"MZ\x90\0",
            "the file is a program for Windows and no picture",
        ),
        (b"\x7FELF\x02", "the file is a program and no picture"),
        (b"#!/bin/sh\nrm", "the file is a program and no picture"),
        (
            svg,
            "the file is a drawing (SVG), which can hold a program, and no picture",
        ),
        (
            b"<html><script>",
            "the file is a page or another text with markup and no picture",
        ),
        (
            b"PK\x03\x04",
            "the file is an archive or a document and no picture",
        ),
        (b"%PDF-1.7", "the file is a document (PDF) and no picture"),
        (b"GIF89a", "the picture is a GIF, which is not taken"),
        (&heic, "the picture is in HEIC, which is not taken"),
        (&film, "the file is a film and no picture"),
        (
            b"Hello, world",
            "the file begins like no picture that is taken",
        ),
    ] {
        // Whatever its name says.
        let fault = read("hall.jpg", bytes).unwrap_err();
        assert_eq!(fault.to_string(), why);
        assert!(fault.instead().ends_with('.'));
    }
}

#[test]
fn a_picture_under_another_name_is_told_so() {
    let fault = read("hall.png", &jpeg(&[])).unwrap_err();
    assert_eq!(fault.to_string(), "the file is called .png and is a JPEG");
    let fault = read("hall.jpg.exe", &png(3, 2, &[])).unwrap_err();
    assert_eq!(fault.to_string(), "the file is called .exe and is a PNG");
    // A name without an ending says nothing else.
    assert!(read("hall", &jpeg(&[])).is_ok());
}

#[test]
fn pixels_are_counted_before_anything_is_made_of_them() {
    for (width, height) in [(100_000, 10), (12_000, 12_000), (u32::MAX, u32::MAX)] {
        let fault = read("bomb.png", &png(width, height, &[])).unwrap_err();
        assert_eq!(fault, PictureFault::TooManyPixels { width, height });
    }
    let nothing = read("nothing.png", &png(0, 10, &[])).unwrap_err();
    assert_eq!(nothing, PictureFault::Broken("it has no pixels"));
    let large = [jpeg(&[]), vec![0; BYTES_MAX]].concat();
    assert!(matches!(
        read("a.jpg", &large),
        Err(PictureFault::TooLarge(_))
    ));
}

#[test]
fn two_files_in_one_are_refused_and_what_phones_leave_is_dropped() {
    for behind in [
        b"PK\x03\x04 an archive".as_slice(),
        b"<script>alert(1)</script>",
        b"MZ",
    ] {
        let both = [jpeg(&[]).as_slice(), behind].concat();
        assert_eq!(read("a.jpg", &both), Err(PictureFault::Behind));
        let both = [png(3, 2, &[]).as_slice(), behind].concat();
        assert_eq!(read("a.png", &both), Err(PictureFault::Behind));
        let both = [webp(&[(b"VP8 ", LOSSY)]).as_slice(), behind].concat();
        assert_eq!(read("a.webp", &both), Err(PictureFault::Behind));
    }
    // A second picture and a short film, as phones hang them on.
    let film = [&[0, 0, 0, 24][..], b"ftypmp42 film"].concat();
    for behind in [jpeg(&[]), film, vec![0; 40]] {
        let both = [jpeg(&[]), behind].concat();
        assert_eq!(read("a.jpg", &both).unwrap().bytes, jpeg(&[]));
    }
    // A page in a remark is a remark: it goes.
    let hidden = jpeg(&[&part(0xFE, b"<script>alert(1)</script>")]);
    assert!(!has(&read("a.jpg", &hidden).unwrap().bytes, b"script"));
}

#[test]
fn what_moves_and_what_browsers_do_not_show_is_refused() {
    let moving = png(3, 2, &[chunk(b"acTL", &[0; 8])]);
    assert_eq!(read("a.png", &moving), Err(PictureFault::Moves));
    let moving = webp(&[(b"VP8X", &[MOVES, 0, 0, 0, 29, 0, 0, 19, 0, 0])]);
    assert_eq!(read("a.webp", &moving), Err(PictureFault::Moves));
    let rare = png(3, 2, &[chunk(b"CgBI", &[0; 4])]);
    assert!(matches!(
        read("a.png", &rare),
        Err(PictureFault::NotShown(_))
    ));
    let mut rare = jpeg(&[]);
    let at = rare.windows(2).position(|it| it == [0xFF, 0xC0]).unwrap();
    rare[at + 1] = 0xC9;
    assert!(matches!(
        read("a.jpg", &rare),
        Err(PictureFault::NotShown(_))
    ));
}

/// The flag of a WebP that moves.
const MOVES: u8 = 0x02;

#[test]
fn a_file_cut_off_anywhere_or_changed_anywhere_is_no_panic_and_seldom_a_picture() {
    let whole = [
        jpeg(&[&exif(6)]),
        png(30, 20, &[chunk(b"tEXt", b"remark")]),
        webp(&[(b"VP8X", &[0; 10]), (b"VP8 ", LOSSY)]),
    ];
    for file in whole {
        for end in 0..file.len() {
            assert!(read("", &file[..end]).is_err(), "cut off after {end}");
        }
        for at in 0..file.len() {
            for value in [0, 1, 0x7F, 0xD9, 0xFF] {
                let mut changed = file.clone();
                changed[at] = value;
                if let Ok(picture) = read("", &changed) {
                    assert!(picture.bytes.len() <= changed.len() + 64);
                    assert!(read("", &picture.bytes).is_ok(), "at {at}: {value}");
                }
            }
        }
    }
}
