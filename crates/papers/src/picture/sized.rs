//! A picture decoded, turned the right way up and written anew in two widths.
//! Nothing of the file that was brought is left but what can be seen.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;
use image::metadata::Orientation;
use image::{DynamicImage, ImageError, ImageFormat, ImageReader, Limits, RgbImage};

use super::{Format, MEGABYTE, Picture, PictureFault, SIDE_MAX};

/// The widest that is kept, in pixels: as wide as a column of text on a good screen.
pub const WIDE: u32 = 1_600;
/// The narrow one, for phones.
pub const NARROW: u32 = 640;
/// How many times as high as wide it may be; what is higher becomes narrower.
const HIGH: u32 = 3;
/// Bytes that decoding may take.
const MEMORY_MAX: u64 = 256 * 1024 * 1024;
/// How well a photograph is written, the best that fits first.
const QUALITIES: [u8; 4] = [82, 72, 60, 40];
/// Bytes of the two at the most; both together fit into a document.
const WIDE_BYTES_MAX: usize = 2 * MEGABYTE;
const NARROW_BYTES_MAX: usize = MEGABYTE / 2;
/// How often it is made smaller by a third where nothing else helps.
const SMALLER_MAX: usize = 6;
/// What was drawn keeps its sharp edges unless that takes more bytes than this.
const SHARP_BYTES_MAX: usize = MEGABYTE / 2;

/// A picture that was taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// As wide as it is kept.
    pub wide: Picture,
    /// For small screens, where the wide one is not narrow itself.
    pub narrow: Option<Picture>,
}

/// A picture from the bytes of a file and what the file is called. It is decoded,
/// so it takes its time: a tenth of a second or a few.
///
/// # Errors
/// When it is none, is not whole, or is more than that.
pub fn take(name: &str, bytes: &[u8]) -> Result<Taken, PictureFault> {
    let looked_at = super::read(name, bytes)?;
    let whole = upright(on_white(decoded(&looked_at)?), looked_at.way_up);
    let wide = sized(&whole, WIDE);
    let was_drawn = looked_at.format != Format::Jpeg;
    let narrow = (wide.width() > NARROW).then(|| sized(&wide, NARROW));
    let write = |it: &DynamicImage, bytes_max| written(it, was_drawn, bytes_max);
    let narrow = narrow.map(|it| write(&it, NARROW_BYTES_MAX)).transpose()?;
    let wide = write(&wide, WIDE_BYTES_MAX)?;
    Ok(Taken {
        narrow: narrow.filter(|it| it.width < wide.width),
        wide,
    })
}

/// The pixels of what was looked at byte by byte before.
fn decoded(it: &Picture) -> Result<DynamicImage, PictureFault> {
    let format = match it.format {
        Format::Jpeg => ImageFormat::Jpeg,
        Format::Png => ImageFormat::Png,
        Format::Webp => ImageFormat::WebP,
    };
    let mut limits = Limits::default();
    limits.max_image_width = Some(SIDE_MAX);
    limits.max_image_height = Some(SIDE_MAX);
    limits.max_alloc = Some(MEMORY_MAX);
    let mut reader = ImageReader::with_format(Cursor::new(&it.bytes), format);
    reader.limits(limits);
    reader.decode().map_err(|error| match error {
        ImageError::Limits(_) => PictureFault::TooManyPixels {
            width: it.width,
            height: it.height,
        },
        ImageError::Unsupported(_) => PictureFault::NotShown("of a rare kind"),
        ImageError::Decoding(_)
        | ImageError::Encoding(_)
        | ImageError::Parameter(_)
        | ImageError::IoError(_) => PictureFault::Broken("it cannot be decoded"),
    })
}

/// Paper behind what is clear: it is shown on light pages and on dark ones.
fn on_white(it: DynamicImage) -> DynamicImage {
    if !it.color().has_alpha() {
        return it;
    }
    let mut pixels = it.into_rgba8();
    for pixel in pixels.pixels_mut() {
        let [red, green, blue, solid] = pixel.0.map(u32::from);
        let over = |part: u32| {
            let mixed = part * solid + 255 * (255 - solid);
            u8::try_from((mixed + 127) / 255).unwrap_or(u8::MAX)
        };
        pixel.0 = [over(red), over(green), over(blue), u8::MAX];
    }
    DynamicImage::ImageRgba8(pixels)
}

/// Turned as a camera says. It is made smaller first, since turning copies it.
fn upright(it: DynamicImage, way_up: u8) -> DynamicImage {
    let side = WIDE * HIGH;
    let mut near = if it.width().max(it.height()) > side {
        it.thumbnail(side, side)
    } else {
        it
    };
    near.apply_orientation(Orientation::from_exif(way_up).unwrap_or(Orientation::NoTransforms));
    near
}

/// No wider than this, and no higher than a column may be.
fn sized(it: &DynamicImage, width: u32) -> DynamicImage {
    let height = width * HIGH;
    if it.width() <= width && it.height() <= height {
        return it.clone();
    }
    // Halving is quick; the last step is done well.
    let near = if it.width() > width * 2 || it.height() > height * 2 {
        &it.thumbnail(width * 2, height * 2)
    } else {
        it
    };
    near.resize(width, height, FilterType::CatmullRom)
}

/// Pixels as a file with nothing beside them, smaller where they do not fit otherwise.
fn written(it: &DynamicImage, was_drawn: bool, bytes_max: usize) -> Result<Picture, PictureFault> {
    let mut it = it.clone();
    for _ in 0..SMALLER_MAX {
        if let Some(picture) = fitting(&it.to_rgb8(), was_drawn, bytes_max)? {
            return Ok(picture);
        }
        let (width, height) = (it.width() * 2 / 3, it.height() * 2 / 3);
        it = it.thumbnail(width.max(1), height.max(1));
    }
    Err(PictureFault::Broken("it cannot be written anew"))
}

/// The best form of it that has no more bytes than this.
fn fitting(
    it: &RgbImage,
    was_drawn: bool,
    bytes_max: usize,
) -> Result<Option<Picture>, PictureFault> {
    let (width, height) = it.dimensions();
    let picture = |format, bytes| Picture {
        format,
        width,
        height,
        way_up: 1,
        bytes,
    };
    let failed = |_: ImageError| PictureFault::Broken("it cannot be written anew");
    if was_drawn {
        let mut sharp = Cursor::new(Vec::new());
        it.write_to(&mut sharp, ImageFormat::Png).map_err(failed)?;
        let bytes = sharp.into_inner();
        if bytes.len() <= SHARP_BYTES_MAX.min(bytes_max) {
            return Ok(Some(picture(Format::Png, bytes)));
        }
    }
    for quality in QUALITIES {
        let mut bytes = Vec::new();
        let encoder = JpegEncoder::new_with_quality(&mut bytes, quality);
        it.write_with_encoder(encoder).map_err(failed)?;
        if bytes.len() <= bytes_max {
            return Ok(Some(picture(Format::Jpeg, bytes)));
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests;
