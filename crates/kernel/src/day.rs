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
        let year = u32::from(u16::try_from(date.year()).ok()?).checked_sub(YEAR_FIRST)?;
        let row = u32::try_from(date.month()).ok()?.checked_sub(1)?;
        let starts = MONTH_STARTS.get(usize::try_from(row).ok()?).copied()?;
        let starts = starts_in(year, row, starts);
        let in_month = u32::try_from(date.day()).ok()?;
        let day = days_before(year)
            .saturating_add(starts)
            .saturating_add(in_month);
        u16::try_from(day).ok().map(Day)
    }

    /// The column's form of a date, held to the first and last day that columns hold.
    #[must_use]
    pub fn from_date(date: Date) -> Day {
        Day::try_from_date(date.clamp(Day::FIRST, Day::LAST)).unwrap_or(Day::NONE)
    }

    /// The date, unless this is no day.
    #[must_use]
    pub fn date(self) -> Option<Date> {
        let after_first = u32::from(self.0.checked_sub(1)?);
        // The year by its longest possible length is at most one too early.
        let early = after_first / 366;
        let year = early.saturating_add(u32::from(
            after_first >= days_before(early.saturating_add(1)),
        ));
        let in_year = after_first.saturating_sub(days_before(year));
        // The same for the month: no month is longer than thirty-one days.
        let start = |row: u32| {
            let starts = MONTH_STARTS.get(usize::try_from(row).ok()?).copied()?;
            Some((row, starts_in(year, row, starts)))
        };
        let early = in_year / 32;
        let (row, starts) = start(early.saturating_add(1))
            .filter(|(_, starts)| *starts <= in_year)
            .or_else(|| start(early))?;
        Date::new(
            i16::try_from(year.saturating_add(YEAR_FIRST)).ok()?,
            i8::try_from(row.saturating_add(1)).ok()?,
            i8::try_from(in_year.saturating_sub(starts).saturating_add(1)).ok()?,
        )
        .ok()
    }
}

/// The calendar by hand: columns turn into dates and back in every command, and
/// a span of days added to a date costs as much as all the rest of a meeting.
const YEAR_FIRST: u32 = 1900;
/// The day of the year on which each month starts, counted from nought, in a year without a leap day.
const MONTH_STARTS: [u32; 12] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];

/// How many days lie before a year that is counted from the first.
fn days_before(year: u32) -> u32 {
    // 1900 itself had no leap day; every fourth year after it has, up to the last one.
    let leap_days = year.saturating_sub(1) / 4;
    year.saturating_mul(365).saturating_add(leap_days)
}

/// On which day of a year a month starts, the rows counted from nought.
fn starts_in(year: u32, row: u32, starts: u32) -> u32 {
    let leap = year > 0 && year.is_multiple_of(4);
    starts.saturating_add(u32::from(leap && row > 1))
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
    fn every_day_that_a_record_may_carry_goes_there_and_back() {
        let mut date = Day::FIRST;
        for number in 1..=u16::MAX {
            assert_eq!(Day(number).date(), Some(date));
            assert_eq!(Day::try_from_date(date), Some(Day(number)));
            date = date.tomorrow().unwrap();
        }
        assert_eq!(date.yesterday().unwrap(), Day::LAST);
    }

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
