//! Exact fractions in lowest terms; whatever would leave their bounds is not known.

use std::cmp::Ordering;
use std::fmt;

/// A fraction in lowest terms with a denominator above nought.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Ratio {
    above: i128,
    below: i128,
}

impl Ratio {
    pub(super) fn whole(number: i128) -> Ratio {
        Ratio {
            above: number,
            below: 1,
        }
    }

    /// `above / below`; none for a denominator of nought.
    pub(super) fn new(above: i128, below: i128) -> Option<Ratio> {
        if below == 1 {
            return Some(Ratio::whole(above));
        }
        if let (Ok(above), Ok(below)) = (i64::try_from(above), u32::try_from(below)) {
            return Ratio::small(above, below);
        }
        let divisor = i128::try_from(divisor(above.unsigned_abs(), below.unsigned_abs())).ok()?;
        let sign = below.signum();
        let above = quotient(above, divisor)?.checked_mul(sign)?;
        let below = quotient(below, divisor)?.checked_mul(sign)?;
        (below > 0).then_some(Ratio { above, below })
    }

    /// The same for figures of a size that a quorum has.
    fn small(above: i64, below: u32) -> Option<Ratio> {
        let below = u64::from(below);
        let divisor = small_divisor(below, above.unsigned_abs() % below.max(1));
        Some(Ratio {
            above: i128::from(above.checked_div_euclid(i64::try_from(divisor).ok()?)?),
            below: i128::from(below.checked_div(divisor)?),
        })
        .filter(|ratio| ratio.below > 0)
    }

    /// What stands above and below its line.
    pub(super) fn parts(self) -> (i128, i128) {
        (self.above, self.below)
    }

    pub(super) fn plus(self, other: Ratio) -> Option<Ratio> {
        let left = self.above.checked_mul(other.below)?;
        let right = other.above.checked_mul(self.below)?;
        Ratio::new(
            left.checked_add(right)?,
            self.below.checked_mul(other.below)?,
        )
    }

    pub(super) fn minus(self, other: Ratio) -> Option<Ratio> {
        self.plus(Ratio {
            above: other.above.checked_neg()?,
            below: other.below,
        })
    }

    pub(super) fn times(self, other: Ratio) -> Option<Ratio> {
        Ratio::new(
            product(self.above, other.above)?,
            product(self.below, other.below)?,
        )
    }

    pub(super) fn larger(self, other: Ratio) -> Option<Ratio> {
        Some(if self.compare(other)? == Ordering::Less {
            other
        } else {
            self
        })
    }

    pub(super) fn smaller(self, other: Ratio) -> Option<Ratio> {
        Some(if self.compare(other)? == Ordering::Greater {
            other
        } else {
            self
        })
    }

    fn compare(self, other: Ratio) -> Option<Ordering> {
        Some(self.minus(other)?.above.cmp(&0))
    }

    /// The smallest whole number above it.
    pub(super) fn next_whole(self) -> Option<Ratio> {
        Some(Ratio::whole(
            quotient(self.above, self.below)?.checked_add(1)?,
        ))
    }

    pub(super) fn is_whole(self) -> bool {
        self.below == 1
    }

    /// The largest whole number not above it, and not below nought.
    pub(super) fn round_down(self) -> Option<u64> {
        let down = quotient(self.above, self.below)?;
        u64::try_from(down.max(0)).ok()
    }

    /// The smallest whole number not below it, and not below nought.
    pub(super) fn round_up(self) -> Option<u64> {
        let down = quotient(self.above, self.below)?;
        let up = if self.is_whole() {
            down
        } else {
            down.checked_add(1)?
        };
        u64::try_from(up.max(0)).ok()
    }
}

/// The product. Two small factors, as nearly all are, cannot leave the bounds.
fn product(one: i128, other: i128) -> Option<i128> {
    match (i32::try_from(one), i32::try_from(other)) {
        (Ok(one), Ok(other)) => i64::from(one).checked_mul(other.into()).map(i128::from),
        _ => one.checked_mul(other),
    }
}

/// The quotient, rounded down for a divisor above nought. A quorum is asked for
/// at every meeting, and its figures nearly always fit the machine's own division.
fn quotient(above: i128, below: i128) -> Option<i128> {
    match (i64::try_from(above), i64::try_from(below)) {
        (Ok(above), Ok(below)) => above.checked_div_euclid(below).map(i128::from),
        _ => above.checked_div_euclid(below),
    }
}

fn divisor(one: u128, other: u128) -> u128 {
    if let (Ok(one), Ok(other)) = (u64::try_from(one), u64::try_from(other)) {
        return u128::from(small_divisor(one, other));
    }
    let (mut one, mut other) = (one, other);
    while other != 0 {
        (one, other) = (other, one % other);
    }
    one
}

fn small_divisor(mut one: u64, mut other: u64) -> u64 {
    while other != 0 {
        (one, other) = (other, one % other);
    }
    one
}

/// A decimal where it comes out even within three places, else a fraction.
impl fmt::Display for Ratio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_whole() {
            return write!(f, "{}", self.above);
        }
        for places in [1_usize, 2, 3] {
            let scale = [10, 100, 1000].get(places - 1).copied().unwrap_or(10_i128);
            if let Some(scaled) = self.above.checked_mul(scale)
                && scaled.checked_rem(self.below) == Some(0)
            {
                let scaled = scaled / self.below;
                let sign = if scaled < 0 { "-" } else { "" };
                let (whole, rest) = (scaled.abs() / scale, scaled.abs() % scale);
                return write!(f, "{sign}{whole}.{rest:0places$}");
            }
        }
        write!(f, "{}/{}", self.above, self.below)
    }
}
