//! A picture that somebody brings: looked at byte by byte before anything is
//! made of it, and put together anew from those parts that are picture and nothing
//! else. What a camera or a program wrote along (place, time, name, a smaller
//! picture, remarks) is not taken over, nor is anything behind the end.
//!
//! Only what is left of it is decoded, turned the right way up and written anew in
//! two widths: what is kept is made of pixels alone.

mod exif;
mod jpeg;
mod parts;
mod png;
mod sized;
mod webp;
mod words;

pub use sized::{NARROW, Taken, WIDE, take};
pub use words::{from_letters, narrow, to_letters, wide};

const MEGABYTE: usize = 1024 * 1024;

/// The largest file taken, in bytes.
pub const BYTES_MAX: usize = 12 * MEGABYTE;
/// Pixels on one side at the most.
pub const SIDE_MAX: u32 = 12_000;
/// Pixels at the most: whoever decodes it has to hold each of them in memory.
pub const PIXELS_MAX: u64 = 52_000_000;

/// What a picture is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// JPEG, baseline or progressive.
    Jpeg,
    /// PNG, without movement.
    Png,
    /// WebP, without movement.
    Webp,
}

/// A picture that may be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// What it is written in.
    pub format: Format,
    /// Its width as it is seen, in pixels.
    pub width: u32,
    /// Its height as it is seen.
    pub height: u32,
    /// Which way up a camera says that its pixels lie, from 1 to 8 as in EXIF.
    pub way_up: u8,
    /// Its bytes, with nothing in them but the picture.
    pub bytes: Vec<u8>,
}

/// Why a file is not taken as a picture.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PictureFault {
    /// There is nothing in it.
    #[error("the file is empty")]
    Empty,
    /// It is too large.
    #[error("the file has {} MB, and {} MB are taken", tenths(*.0), BYTES_MAX / MEGABYTE)]
    TooLarge(usize),
    /// It is known for something else.
    #[error("the file is {0} and no picture")]
    SomethingElse(&'static str),
    /// It is a picture of a kind that is not taken.
    #[error("the picture is {0}, which is not taken")]
    OtherKind(&'static str),
    /// It begins like nothing that is known.
    #[error("the file begins like no picture that is taken")]
    Unknown,
    /// Its name says something else than its bytes.
    #[error("the file is called .{called} and is a {is}")]
    CalledOtherwise {
        /// What its name ends with.
        called: String,
        /// What it is.
        is: &'static str,
    },
    /// It would fill the memory of whoever looks at it.
    #[error("the picture claims {width} times {height} pixels, more than are taken")]
    TooManyPixels {
        /// Its width.
        width: u32,
        /// Its height.
        height: u32,
    },
    /// It moves.
    #[error("the picture moves")]
    Moves,
    /// It is of a kind that browsers do not show.
    #[error("the picture is {0}, which browsers do not show")]
    NotShown(&'static str),
    /// Something stands behind its end.
    #[error("something else hangs behind the end of the picture: it is two files in one")]
    Behind,
    /// It does not hold together.
    #[error("the picture is broken: {0}")]
    Broken(&'static str),
}

impl PictureFault {
    /// What can be done.
    #[must_use]
    pub fn instead(&self) -> &'static str {
        match self {
            PictureFault::Empty | PictureFault::Broken(_) => {
                "Choose the file again, or save the picture anew and choose that."
            }
            PictureFault::TooLarge(_) | PictureFault::TooManyPixels { .. } => {
                "Send a smaller one: phones offer it when they share a picture."
            }
            PictureFault::SomethingElse(_) | PictureFault::Unknown | PictureFault::NotShown(_) => {
                "Give a photograph as JPEG, PNG or WebP."
            }
            PictureFault::OtherKind(_) => {
                "Save it as JPEG and send that. A phone does so when a picture is shared by mail; \
                 on an iPhone, \"Most Compatible\" under Settings, Camera, Formats does so for all \
                 pictures to come."
            }
            PictureFault::CalledOtherwise { .. } => {
                "Look whether it is the right file; if it is, give its name the right ending."
            }
            PictureFault::Moves => "Give a single picture.",
            PictureFault::Behind => {
                "Open the picture, save it anew as JPEG or PNG, and choose that file."
            }
        }
    }
}

impl Format {
    /// What it is called.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Format::Jpeg => "JPEG",
            Format::Png => "PNG",
            Format::Webp => "WebP",
        }
    }

    /// What it is called where files are served.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Format::Jpeg => "image/jpeg",
            Format::Png => "image/png",
            Format::Webp => "image/webp",
        }
    }

    /// How names of its files end.
    fn endings(self) -> &'static [&'static str] {
        match self {
            Format::Jpeg => &["jpg", "jpeg", "jpe", "jfif"],
            Format::Png => &["png"],
            Format::Webp => &["webp"],
        }
    }

    /// What a file begins with.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Option<Format> {
        if bytes.starts_with(&[0xFF, 0xD8, 0xFF]) {
            Some(Format::Jpeg)
        } else if bytes.starts_with(png::BEGINS) {
            Some(Format::Png)
        } else if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
            Some(Format::Webp)
        } else {
            None
        }
    }
}

/// What is kept of a file with these bytes that is called so, without decoding it.
///
/// # Errors
/// When it is none, is not whole, or is more than that.
pub fn read(name: &str, bytes: &[u8]) -> Result<Picture, PictureFault> {
    if bytes.is_empty() {
        return Err(PictureFault::Empty);
    }
    if let Some(fault) = known_otherwise(bytes) {
        return Err(fault);
    }
    let format = Format::of(bytes).ok_or(PictureFault::Unknown)?;
    if bytes.len() > BYTES_MAX {
        return Err(PictureFault::TooLarge(bytes.len()));
    }
    if let Some((_, ending)) = name.rsplit_once('.') {
        let called = ending.to_lowercase();
        if !format.endings().contains(&called.as_str()) {
            let called: String = called.chars().take(12).collect();
            let is = format.word();
            return Err(PictureFault::CalledOtherwise { called, is });
        }
    }
    match format {
        Format::Jpeg => jpeg::read(bytes),
        Format::Png => png::read(bytes),
        Format::Webp => webp::read(bytes),
    }
}

/// So many bytes in megabytes, with one decimal, never less than there are.
fn tenths(bytes: usize) -> String {
    let tenths = bytes.saturating_mul(10).div_ceil(MEGABYTE);
    format!("{}.{}", tenths / 10, tenths % 10)
}

/// How many pixels, looked at before anything is made of them.
fn sides(width: u32, height: u32) -> Result<(u32, u32), PictureFault> {
    if width == 0 || height == 0 {
        return Err(PictureFault::Broken("it has no pixels"));
    }
    let pixels = u64::from(width).saturating_mul(u64::from(height));
    if width > SIDE_MAX || height > SIDE_MAX || pixels > PIXELS_MAX {
        return Err(PictureFault::TooManyPixels { width, height });
    }
    Ok((width, height))
}

/// What files begin with that are not pictures.
const OTHERWISE: &[(&[u8], &str)] = &[
    (b"MZ", "a program for Windows"),
    (b"\x7FELF", "a program"),
    (b"\xCA\xFE\xBA\xBE", "a program"),
    (b"\xCF\xFA\xED\xFE", "a program for a Mac"),
    (b"#!", "a program"),
    (b"PK\x03\x04", "an archive or a document"),
    (b"\x1F\x8B", "an archive"),
    (b"7z\xBC\xAF", "an archive"),
    (b"Rar!", "an archive"),
    (b"%PDF", "a document (PDF)"),
    (b"\xD0\xCF\x11\xE0", "a document"),
];

/// What pictures begin with that are not taken.
const OTHER_KINDS: &[(&[u8], &str)] = &[
    (b"GIF8", "a GIF"),
    (b"BM", "a bitmap (BMP)"),
    (b"II*\0", "a TIFF"),
    (b"MM\0*", "a TIFF"),
];

/// What a file is that is known for something else.
fn known_otherwise(bytes: &[u8]) -> Option<PictureFault> {
    let begun = |all: &[(&[u8], &'static str)]| {
        let mut all = all.iter();
        all.find(|(begins, _)| bytes.starts_with(begins))
            .map(|(_, what)| *what)
    };
    if let Some(what) = begun(OTHERWISE) {
        return Some(PictureFault::SomethingElse(what));
    }
    if let Some(what) = begun(OTHER_KINDS) {
        return Some(PictureFault::OtherKind(what));
    }
    if bytes.get(4..8) == Some(b"ftyp") {
        return Some(match bytes.get(8..12) {
            Some(b"heic" | b"heix" | b"heim" | b"heis" | b"hevc" | b"hevx" | b"mif1" | b"msf1") => {
                PictureFault::OtherKind("in HEIC")
            }
            Some(b"avif" | b"avis") => PictureFault::OtherKind("in AVIF"),
            _ => PictureFault::SomethingElse("a film"),
        });
    }
    let head = bytes.get(..512).unwrap_or(bytes);
    let head = String::from_utf8_lossy(head).to_lowercase();
    let head = head.trim_start_matches('\u{feff}').trim_start();
    if !head.starts_with('<') {
        return None;
    }
    // A drawing of this kind can bring a program along.
    Some(PictureFault::SomethingElse(if head.contains("<svg") {
        "a drawing (SVG), which can hold a program,"
    } else {
        "a page or another text with markup"
    }))
}

#[cfg(test)]
mod tests;
