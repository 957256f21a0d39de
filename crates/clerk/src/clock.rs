//! What time it is: the only place above the kernel where time comes in.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

/// Where the desk reads the time.
#[derive(Clone, Debug, Default)]
pub enum Clock {
    /// The machine's clock and its time zone.
    #[default]
    System,
    /// A clock that somebody sets: for tests and made-up years.
    Set(SetClock),
}

impl Clock {
    /// A clock that stands at noon of `date` until it is set.
    #[must_use]
    pub fn set_to(date: Date) -> (Clock, SetClock) {
        let clock = SetClock(Arc::default());
        clock.set(date);
        (Clock::Set(clock.clone()), clock)
    }

    /// The moment, in milliseconds since 1970-01-01 UTC.
    #[must_use]
    pub fn now_ms(&self) -> i64 {
        match self {
            Clock::System => Timestamp::now().as_millisecond(),
            Clock::Set(clock) => clock.0.load(Ordering::SeqCst),
        }
    }

    /// The day.
    #[must_use]
    pub fn today(&self) -> Date {
        match self {
            Clock::System => Zoned::now().date(),
            Clock::Set(clock) => Timestamp::from_millisecond(clock.0.load(Ordering::SeqCst))
                .map_or(Date::ZERO, |at| at.to_zoned(TimeZone::UTC).date()),
        }
    }
}

/// The hand that sets a [`Clock::Set`].
#[derive(Clone, Debug)]
pub struct SetClock(Arc<AtomicI64>);

impl SetClock {
    /// Puts the clock to noon of `date`, in UTC.
    pub fn set(&self, date: Date) {
        let noon = date.at(12, 0, 0, 0).to_zoned(TimeZone::UTC);
        self.set_moment(noon.map_or(Timestamp::UNIX_EPOCH, |noon| noon.timestamp()));
    }

    /// Puts the clock to a moment.
    pub fn set_moment(&self, at: Timestamp) {
        self.0.store(at.as_millisecond(), Ordering::SeqCst);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_set_clock_says_what_it_was_set_to() {
        let (clock, hand) = Clock::set_to(date(2017, 12, 26));
        assert_eq!(clock.today(), date(2017, 12, 26));
        assert_eq!(clock.now_ms(), 1_514_289_600_000);
        hand.set(date(2018, 1, 1));
        assert_eq!(clock.today(), date(2018, 1, 1));
    }
}
