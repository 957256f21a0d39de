//! How long things take that are due by a day: most come in time, some late.

use jiff::ToSpan;
use jiff::civil::Date;

use super::draws::{Draws, Share, below};

/// Something that takes days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wait {
    /// A unit has a directive, and hands it on.
    Passing,
    /// A unit has a directive, and answers it.
    Answering,
    /// A stretch of time is over, and a unit files its return.
    Filing,
    /// A stretch of time begins, and a unit ticks off who has paid dues for it.
    Collecting,
    /// It is over, and a unit hands up what goes up.
    Remitting,
    /// Somebody asked for something, and the unit answers.
    Replying,
    /// It is somebody's turn in a proceeding, and the step is taken.
    Deciding,
}

impl Wait {
    /// Everything that takes days.
    pub const ALL: [Wait; 7] = [
        Wait::Passing,
        Wait::Answering,
        Wait::Filing,
        Wait::Collecting,
        Wait::Remitting,
        Wait::Replying,
        Wait::Deciding,
    ];

    /// The key that stands for it in a scenario.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Wait::Passing => "passing",
            Wait::Answering => "answering",
            Wait::Filing => "filing",
            Wait::Collecting => "collecting",
            Wait::Remitting => "remitting",
            Wait::Replying => "replying",
            Wait::Deciding => "deciding",
        }
    }

    /// The most days where neither the scenario nor the charter says how many.
    fn usual(self) -> u16 {
        match self {
            Wait::Passing => 7,
            Wait::Answering | Wait::Replying | Wait::Deciding => 30,
            Wait::Filing | Wait::Collecting | Wait::Remitting => 14,
        }
    }
}

/// The most days that each takes in time, as far as a scenario says so.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Waits([Option<u16>; Wait::ALL.len()]);

impl Waits {
    pub(super) fn set(&mut self, wait: Wait, days: u16) {
        if let Some(slot) = self.0.get_mut(wait as usize) {
            *slot = Some(days);
        }
    }

    /// How long one of them takes whomever it concerns. `limit` is what the charter gives.
    pub(super) fn delay(&self, wait: Wait, limit: Option<u16>, draws: Draws) -> Delay {
        let limit = limit.unwrap_or_else(|| wait.usual());
        let said = self.0.get(wait as usize).copied().flatten();
        Delay {
            draws,
            most: u32::from(said.unwrap_or(limit)),
            limit: u32::from(limit),
        }
    }
}

/// How long something takes whomever it concerns.
#[derive(Clone, Copy, Debug)]
pub(super) struct Delay {
    draws: Draws,
    most: u32,
    limit: u32,
}

impl Delay {
    /// The day on which it is done, of what was there since a day: after one day to
    /// the most there are, evenly; or late, after the limit and up to as many days again.
    pub(super) fn day(&self, since: Date, subject: u32, late: Share) -> Date {
        let draw = self.draws.draw(subject);
        let (before, most) = if late.takes(draw) {
            (self.limit, self.limit)
        } else {
            (0, self.most)
        };
        let days = before + 1 + below(draw, most.max(1));
        since.saturating_add(i64::from(days).days())
    }
}

#[cfg(test)]
mod tests {
    use super::super::draws::Purpose;
    use super::*;

    #[test]
    fn what_comes_in_time_does_and_what_is_late_is() {
        let draws = Draws::of(2, 0, Purpose::Passing);
        let since = Date::constant(2026, 1, 1);
        let days = |waits: Waits, late| {
            let delay = waits.delay(Wait::Passing, Some(7), draws);
            let all = (0..2_000).map(|unit| delay.day(since, unit, late));
            let all: Vec<i32> = all.map(|on| since.until(on).unwrap().get_days()).collect();
            (*all.iter().min().unwrap(), *all.iter().max().unwrap())
        };
        let usual = Waits::default();
        assert_eq!(days(usual, Share::NONE), (1, 7));
        assert_eq!(days(usual, Share::ratio(1, 1)), (8, 14));
        let mut slow = usual;
        slow.set(Wait::Passing, 20);
        assert_eq!(days(slow, Share::NONE), (1, 20));
    }
}
