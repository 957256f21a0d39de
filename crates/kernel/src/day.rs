//! Days as columns hold them: two bytes, counted from the first of January 1900.

use jiff::civil::Date;

use crate::refusal::Reason;

/// A day between 1 January 1900 and 5 June 2079, or [`Day::NONE`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub u16);

impl Day {
    /// No day: sorts before every other.
    pub const NONE: Day = Day(0);

    /// The first day a record may carry.
    pub const FIRST: Date = Date::constant(1900, 1, 1);

    /// The last day a record may carry.
    pub const LAST: Date = Date::constant(2079, 6, 5);

    /// The column's form of a date; none outside the years that columns hold.
    #[must_use]
    pub fn try_from_date(date: Date) -> Option<Day> {
        let days = date.duration_since(Day::FIRST).as_hours() / 24;
        u16::try_from(days.checked_add(1)?)
            .ok()
            .filter(|day| *day > 0)
            .map(Day)
    }

    /// The column's form of a date, held to the first and last day that columns hold.
    #[must_use]
    pub fn from_date(date: Date) -> Day {
        Day::try_from_date(date.clamp(Day::FIRST, Day::LAST)).unwrap_or(Day::NONE)
    }

    /// The date, unless this is no day.
    #[must_use]
    pub fn date(self) -> Option<Date> {
        let after_first = self.0.checked_sub(1)?;
        Day::FIRST
            .checked_add(jiff::Span::new().days(i64::from(after_first)))
            .ok()
    }
}

/// Holds a date in a command to what has happened: inside the years of the
/// record, not ahead of today and not before what it must follow.
pub(crate) fn happened(
    on: Date,
    today: Date,
    since: Option<(Date, &'static str)>,
) -> Result<(), Reason> {
    if Day::try_from_date(on).is_none() {
        return Err(Reason::DateOutOfRange(on));
    }
    if on > today {
        return Err(Reason::InFuture(on));
    }
    match since {
        Some((since, what)) if on < since => Err(Reason::TooEarly { on, since, what }),
        Some(_) | None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_goes_there_and_back() {
        for date in [Day::FIRST, Date::constant(2017, 12, 26), Day::LAST] {
            assert_eq!(Day::try_from_date(date).unwrap().date(), Some(date));
        }
        assert_eq!(Day::try_from_date(Date::constant(1899, 12, 31)), None);
        assert_eq!(Day::try_from_date(Date::constant(2079, 6, 6)), None);
        assert_eq!(Day::NONE.date(), None);
    }
}
