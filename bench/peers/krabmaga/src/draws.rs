//! Chance by counting, as our simulator draws it.

pub const GOLDEN: u64 = 0x9E37_79B9_7F4A_7C15;
pub const COMING: u64 = 4 * 256;
pub const GOING: u64 = 5 * 256;
pub const ATTENDING: u64 = 6 * 256;
pub const DAY: u64 = 7 * 256;
pub const HOLDING: u64 = 8 * 256;
pub const RESIGNING: u64 = 9 * 256;
pub const FILLING: u64 = 10 * 256;
/// Whom a post is filled with is drawn apart from whether it is.
pub const CHOOSING: u64 = FILLING | 0x80;

#[inline(always)]
fn mixed(value: u64) -> u64 {
    let value = (value ^ (value >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    value ^ (value >> 31)
}

/// What all draws of one purpose in one stretch of time begin with.
pub fn base(seed: u64, time: u32, purpose: u64) -> u64 {
    mixed(mixed(seed).wrapping_add((u64::from(time) << 16) | purpose))
}

#[inline(always)]
pub fn draw(base: u64, subject: u32) -> u64 {
    mixed(base.wrapping_add(u64::from(subject).wrapping_mul(GOLDEN)))
}

#[inline(always)]
pub fn takes(draw: u64, share: u64) -> bool {
    (draw & 0xFFFF_FFFF) < share
}

pub fn below(draw: u64, sides: usize) -> usize {
    (((draw >> 32) * sides as u64) >> 32) as usize
}

/// A share in parts of two to the power of 32.
pub const fn share(hundredths: u64) -> u64 {
    (hundredths << 32) / 100
}
