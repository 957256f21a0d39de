//! Chance by counting: a draw depends on the seed, the month, what it is for
//! and whom it concerns, and on no draw before it. So the same seed gives the
//! same years whatever is computed first, and on any number of threads.

/// What is drawn for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    Sizes,
    Grades,
    Joined,
    Leaving,
    Joining,
    Transferring,
    Going,
    Towards,
    Attending(u8),
    Day(u8),
    Holding(u8),
    Moving,
    Filling(u8),
    Shock(u8),
    Mending,
    Issuing(u8),
    Passing,
    Answering,
    Silent,
    Outcome,
    Filing(u8),
    Values(u8),
    Collecting,
    Unpaid,
    Settling,
    Remitting,
    Asking(u8),
    Climbing,
    Replying,
    Visiting(u8),
    Proposing(u8),
    Granting(u8),
    Deciding,
    Declining,
}

impl Purpose {
    fn number(self) -> u64 {
        let (kind, which) = match self {
            Purpose::Sizes => (1, 0),
            Purpose::Grades => (2, 0),
            Purpose::Joined => (3, 0),
            Purpose::Going => (4, 0),
            Purpose::Towards => (5, 0),
            Purpose::Attending(kind) => (6, kind),
            Purpose::Day(kind) => (7, kind),
            Purpose::Holding(kind) => (8, kind),
            Purpose::Moving => (9, 0),
            Purpose::Filling(post) => (10, post),
            Purpose::Shock(at) => (11, at),
            Purpose::Mending => (12, 0),
            Purpose::Leaving => (13, 0),
            Purpose::Joining => (14, 0),
            Purpose::Transferring => (15, 0),
            Purpose::Issuing(kind) => (16, kind),
            Purpose::Passing => (17, 0),
            Purpose::Answering => (18, 0),
            Purpose::Silent => (19, 0),
            Purpose::Outcome => (20, 0),
            Purpose::Filing(report) => (21, report),
            Purpose::Values(report) => (22, report),
            Purpose::Collecting => (23, 0),
            Purpose::Unpaid => (24, 0),
            Purpose::Settling => (25, 0),
            Purpose::Remitting => (26, 0),
            Purpose::Asking(kind) => (27, kind),
            Purpose::Climbing => (28, 0),
            Purpose::Replying => (29, 0),
            Purpose::Visiting(rule) => (30, rule),
            Purpose::Proposing(kind) => (31, kind),
            Purpose::Granting(kind) => (32, kind),
            Purpose::Deciding => (33, 0),
            Purpose::Declining => (34, 0),
        };
        kind * 256 + u64::from(which)
    }
}

/// The draws of one purpose in one stretch of time, one for each subject.
#[derive(Clone, Copy, Debug)]
pub(super) struct Draws(u64);

impl Draws {
    pub(super) fn of(seed: u64, time: u32, purpose: Purpose) -> Draws {
        let time = (u64::from(time) << 16) | purpose.number();
        Draws(mixed(mixed(seed).wrapping_add(time)))
    }

    /// The draw of a subject: sixty-four even bits.
    pub(super) fn draw(self, subject: u32) -> u64 {
        mixed(
            self.0
                .wrapping_add(u64::from(subject).wrapping_mul(0x9E37_79B9_7F4A_7C15)),
        )
    }

    /// Whether something with this share comes to pass for the subject.
    pub(super) fn comes(self, subject: u32, share: Share) -> bool {
        share.takes(self.draw(subject))
    }
}

/// A whole number below another from the upper half of a draw.
pub(super) fn below(draw: u64, sides: u32) -> u32 {
    let scaled = (draw >> 32) * u64::from(sides);
    u32::try_from(scaled >> 32).unwrap_or(0)
}

/// The finishing step of the well-known "splitmix" generator: every bit in
/// touches every bit out.
fn mixed(value: u64) -> u64 {
    let value = (value ^ (value >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    value ^ (value >> 31)
}

/// A share from nought to one, in parts of two to the power of 32.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Share(u64);

impl Share {
    /// Nobody.
    pub const NONE: Share = Share(0);

    /// Everybody, in parts.
    pub(super) const WHOLE: u64 = 1 << 32;

    /// So many of so many.
    #[must_use]
    pub const fn ratio(part: u32, of: u32) -> Share {
        Share((part as u64 * Share::WHOLE) / of as u64)
    }

    /// A share from a number; none outside nought to one.
    #[must_use]
    pub fn new(number: f64) -> Option<Share> {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            clippy::cast_precision_loss,
            reason = "the number lies between nought and one"
        )]
        let parts = || (number * Share::WHOLE as f64) as u64;
        (0.0..=1.0).contains(&number).then(|| Share(parts()))
    }

    /// A month's part of a year's share.
    #[must_use]
    pub(super) fn monthly(self) -> Share {
        Share(self.0 / 12)
    }

    /// What the share leaves of a number of parts.
    pub(super) fn others(self, parts: u64) -> u64 {
        let left = Share::WHOLE.saturating_sub(self.0);
        // Both are at most two to the power of 32.
        u64::try_from((u128::from(parts) * u128::from(left)) >> 32).unwrap_or(parts)
    }

    /// Whether a draw falls into the share. The lower half of the draw decides.
    pub(super) fn takes(self, draw: u64) -> bool {
        (draw & 0xFFFF_FFFF) < self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_taken_about_as_often_as_it_says() {
        let draws = Draws::of(7, 3, Purpose::Going);
        let share = Share::new(0.02).unwrap();
        let taken = (0..100_000).filter(|one| draws.comes(*one, share)).count();
        assert!((1_850..2_150).contains(&taken), "{taken}");
        assert_eq!(
            (0..1000)
                .filter(|one| draws.comes(*one, Share::NONE))
                .count(),
            0
        );
        let whole = Share::new(1.0).unwrap();
        assert_eq!(
            (0..1000).filter(|one| draws.comes(*one, whole)).count(),
            1000
        );
        assert_eq!(Share::new(1.01), None);
        assert_eq!(Share::new(f64::NAN), None);
    }

    #[test]
    fn a_draw_depends_on_everything_it_is_told() {
        let of = |seed, time, purpose| Draws::of(seed, time, purpose).draw(5);
        let one = of(1, 1, Purpose::Going);
        assert_eq!(one, of(1, 1, Purpose::Going));
        assert_ne!(one, of(2, 1, Purpose::Going));
        assert_ne!(one, of(1, 2, Purpose::Going));
        assert_ne!(one, of(1, 1, Purpose::Towards));
    }

    #[test]
    fn numbers_below_a_bound_are_even() {
        let draws = Draws::of(1, 0, Purpose::Sizes);
        let mut seen = [0_u32; 7];
        for subject in 0..70_000 {
            seen[below(draws.draw(subject), 7) as usize] += 1;
        }
        assert!(
            seen.iter().all(|count| (9_500..10_500).contains(count)),
            "{seen:?}"
        );
    }
}
