//! Real files, made here, come out as pixels in two widths; others are named.

use image::{ExtendedColorType, ImageEncoder, Rgb, Rgba, RgbaImage};

use super::super::png::chunk;
use super::super::{from_letters, narrow, wide};
use super::*;

/// A picture whose left half is red and whose right half is blue, greener downwards.
fn halves(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        let green = u8::try_from(y * 200 / height).unwrap();
        if x * 2 < width {
            Rgb([230, green, 10])
        } else {
            Rgb([10, green, 230])
        }
    })
}

fn file(it: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    it.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

fn jpeg(it: RgbImage) -> Vec<u8> {
    file(&DynamicImage::ImageRgb8(it), ImageFormat::Jpeg)
}

/// What a camera writes along: which way up it was held, and where.
fn camera(way_up: u8) -> Vec<u8> {
    let mut body = b"Exif\0\0II*\0\x08\0\0\0\x01\0".to_vec();
    body.extend([0x12, 0x01, 3, 0, 1, 0, 0, 0, way_up, 0, 0, 0]);
    body.extend(b"\0\0\0\0GPS 39.0 N 125.7 E");
    let count = u16::try_from(body.len() + 2).unwrap().to_be_bytes();
    [&[0xFF, 0xE1][..], &count, &body].concat()
}

/// A JPEG as a camera writes it.
fn photograph(width: u32, height: u32, way_up: u8) -> Vec<u8> {
    let plain = jpeg(halves(width, height));
    [&plain[..2], &camera(way_up), &plain[2..]].concat()
}

fn pixels(it: &Picture) -> RgbImage {
    image::load_from_memory(&it.bytes).unwrap().to_rgb8()
}

fn has(bytes: &[u8], words: &[u8]) -> bool {
    bytes.windows(words.len()).any(|it| it == words)
}

#[test]
fn a_photograph_is_kept_in_two_widths_and_nothing_of_the_camera_with_it() {
    let brought = photograph(2400, 1600, 1);
    assert!(has(&brought, b"GPS"));
    let taken = take("hall.jpg", &brought).unwrap();
    assert_eq!((taken.wide.width, taken.wide.height), (1600, 1067));
    let small = taken.narrow.as_ref().unwrap();
    assert_eq!((small.width, small.height), (640, 427));
    for it in [&taken.wide, small] {
        assert_eq!(it.format, Format::Jpeg);
        assert_eq!(pixels(it).dimensions(), (it.width, it.height));
        assert!(!has(&it.bytes, b"GPS") && !has(&it.bytes, b"Exif"));
        assert!(it.bytes.len() < brought.len());
    }
    // Both are kept as one text, and come out of it by themselves.
    let text = taken.kept();
    assert_eq!(wide(&text).unwrap(), taken.wide.bytes);
    assert_eq!(narrow(&text).unwrap(), small.bytes);
    // One that was kept before there were two is the wide one.
    let old = super::super::to_letters(&brought);
    assert_eq!(wide(&old), from_letters(&old));
    assert_eq!(narrow(&old), None);
}

#[test]
fn a_small_picture_is_kept_as_wide_as_it_is() {
    let taken = take("hall.jpg", &photograph(300, 200, 1)).unwrap();
    assert_eq!((taken.wide.width, taken.wide.height), (300, 200));
    assert_eq!(taken.narrow, None);
    assert_eq!(taken.kept().lines().count(), 1);
}

#[test]
fn a_picture_stands_the_way_the_camera_was_held() {
    let is_red = |it: &Rgb<u8>| it.0[0] > 180 && it.0[2] < 80;
    // Held upright the red half, on the left of what was recorded, is above (6) or below (8).
    for (way_up, red, blue) in [
        (1, (5, 50), (95, 50)),
        (2, (95, 50), (5, 50)),
        (3, (95, 50), (5, 50)),
        (6, (30, 5), (30, 95)),
        (8, (30, 95), (30, 5)),
    ] {
        let taken = take("hall.jpg", &photograph(100, 60, way_up)).unwrap();
        let seen = pixels(&taken.wide);
        let size = if way_up < 5 { (100, 60) } else { (60, 100) };
        assert_eq!(seen.dimensions(), size, "{way_up}");
        assert_eq!((taken.wide.width, taken.wide.height), size);
        let [red, blue] =
            [red, blue].map(|(x, y): (u32, u32)| *seen.get_pixel(x, y.min(size.1 - 1)));
        assert!(is_red(&red) && !is_red(&blue), "{way_up}: {red:?} {blue:?}");
    }
}

#[test]
fn which_way_up_is_read_from_a_png_too() {
    let drawn = file(&DynamicImage::ImageRgb8(halves(40, 20)), ImageFormat::Png);
    let exif = chunk(b"eXIf", &camera(6)[10..]);
    // Behind the first chunk, the size, which takes 33 bytes with how every PNG begins.
    let brought = [&drawn[..33], &exif, &drawn[33..]].concat();
    let taken = take("hall.png", &brought).unwrap();
    assert_eq!((taken.wide.width, taken.wide.height), (20, 40));
    assert!(!has(&taken.wide.bytes, b"GPS"));
}

#[test]
fn what_was_drawn_stays_sharp_and_has_paper_behind_it() {
    let drawn = RgbaImage::from_fn(60, 40, |x, _| {
        let solid = if x < 30 { 255 } else { 0 };
        Rgba([0, 0, 0, solid])
    });
    let drawn = DynamicImage::ImageRgba8(drawn);
    for (name, format) in [("a.png", ImageFormat::Png), ("a.webp", ImageFormat::WebP)] {
        let taken = take(name, &file(&drawn, format)).unwrap();
        assert_eq!(taken.wide.format, Format::Png, "{name}");
        let seen = pixels(&taken.wide);
        assert_eq!(seen.get_pixel(10, 10).0, [0, 0, 0]);
        assert_eq!(seen.get_pixel(50, 10).0, [255, 255, 255]);
    }
}

#[test]
fn noise_and_tall_pictures_stay_within_what_a_document_takes() {
    let mut state = 7_u32;
    let noise = RgbImage::from_fn(900, 4000, |_, _| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let [a, b, c, _] = state.to_be_bytes();
        Rgb([a, b, c])
    });
    let taken = take("noise.jpg", &jpeg(noise)).unwrap();
    // Noise is the worst there is: nothing fits but a smaller one.
    assert_eq!((taken.wide.width, taken.wide.height), (600, 2666));
    assert!(taken.kept().len() < kernel::bulletins::PICTURE_CHARACTERS_MAX);
}

#[test]
fn a_bomb_is_refused_before_it_goes_off() {
    // A few bytes that claim to be 49 million pixels of eight bytes each.
    let mut head = [7000_u32.to_be_bytes(), 7000_u32.to_be_bytes()].concat();
    head.extend([16, 6, 0, 0, 0]);
    let parts = [
        super::super::png::BEGINS.to_vec(),
        chunk(b"IHDR", &head),
        chunk(b"IDAT", &[0x78, 0x9C, 0x03, 0, 0, 0, 0, 1]),
        chunk(b"IEND", &[]),
    ];
    let fault = take("bomb.png", &parts.concat()).unwrap_err();
    let (width, height) = (7000, 7000);
    assert_eq!(fault, PictureFault::TooManyPixels { width, height });
    assert!(fault.instead().starts_with("Send a smaller one"));
}

#[test]
fn a_file_that_ends_too_early_or_decodes_to_nothing_is_named() {
    let whole = photograph(400, 300, 1);
    let half = &whole[..whole.len() / 2];
    let fault = take("hall.jpg", half).unwrap_err();
    assert_eq!(fault, PictureFault::Broken("it ends too early"));
    // A PNG whose parts are whole and whose pixels are not there.
    let mut pixels = Vec::new();
    let encoder = image::codecs::png::PngEncoder::new(&mut pixels);
    encoder
        .write_image(&[9; 300], 10, 10, ExtendedColorType::Rgb8)
        .unwrap();
    let parts = [
        pixels[..33].to_vec(),
        chunk(b"IDAT", &[1, 2, 3]),
        chunk(b"IEND", &[]),
    ];
    let fault = take("hall.png", &parts.concat()).unwrap_err();
    assert_eq!(fault, PictureFault::Broken("it cannot be decoded"));
    assert!(fault.instead().contains("save the picture anew"));
}

#[test]
fn bytes_changed_anywhere_are_no_panic() {
    for (name, brought) in [
        ("a.jpg", photograph(40, 30, 6)),
        (
            "a.webp",
            file(&DynamicImage::ImageRgb8(halves(40, 30)), ImageFormat::WebP),
        ),
    ] {
        for at in (0..brought.len()).step_by(7) {
            let mut changed = brought.clone();
            changed[at] = !changed[at];
            if let Ok(taken) = take(name, &changed) {
                assert_eq!(pixels(&taken.wide).width(), taken.wide.width);
            }
        }
    }
}
