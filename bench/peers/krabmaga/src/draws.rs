//! Chance by counting, as our simulator draws it.

pub const GOLDEN: u64 = 0x9E37_79B9_7F4A_7C15;
pub const GOING: u64 = 4 * 256;
pub const ATTENDING: u64 = 6 * 256;
pub const DAY: u64 = 7 * 256;
pub const HOLDING: u64 = 8 * 256;
pub const RESIGNING: u64 = 9 * 256;
pub const FILLING: u64 = 10 * 256;
pub const LEAVING: u64 = 13 * 256;
pub const JOINING: u64 = 14 * 256;
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

/// The longest run that is drawn at once.
const LONGEST: usize = 64;

/// How many in a row a share passes over before it takes one.
pub struct Runs([u64; LONGEST]);

impl Runs {
    pub fn of(share: u64) -> Runs {
        let mut likely = 1_u64 << 32;
        Runs(std::array::from_fn(|_| {
            likely = ((u128::from(likely) * u128::from((1 << 32) - share)) >> 32) as u64;
            likely
        }))
    }

    #[inline]
    fn run(&self, half: u64) -> usize {
        let half = half & 0xFFFF_FFFF;
        if half < self.0[LONGEST - 1] {
            return LONGEST;
        }
        self.0.partition_point(|longer| half < *longer)
    }

    /// Calls back with the place of each whom the share takes of a roll. `first`
    /// tells the first run, and `begun` is what the draws of those taken begin with.
    #[inline]
    pub fn taken(
        &self,
        count: usize,
        first: u64,
        begun: u64,
        person: impl Fn(usize) -> u32,
        mut take: impl FnMut(usize),
    ) {
        let mut place = self.run(first);
        let mut ended = place < LONGEST;
        while place < count {
            let drawn = draw(begun, person(place));
            if !ended {
                let more = self.run(drawn >> 32);
                if more > 0 {
                    ended = more < LONGEST;
                    place += more;
                    continue;
                }
            }
            take(place);
            let run = self.run(drawn);
            ended = run < LONGEST;
            place += 1 + run;
        }
    }
}
