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
        Day::try_from_date(date).unwrap_or(if date < Day::FIRST {
            Day(1)
        } else {
            Day(u16::MAX)
        })
    }

    /// The date, unless this is no day.
    #[must_use]
    pub fn date(self) -> Option<Date> {
        let after_first = u32::from(self.0.checked_sub(1)?);
        // Counted in years from March to February the leap day is the last, every
        // fourth year is longer from March 1900 on, and months follow one line.
        let (year, in_year) = match after_first.checked_sub(FIRST_OF_MARCH) {
            Some(days) => {
                let quarters = 4 * days + 3;
                (quarters / 1461 + 1, quarters % 1461 / 4)
            }
            None => (0, after_first + (365 - FIRST_OF_MARCH)),
        };
        let row = (5 * in_year + 2) / 153;
        let day = in_year - (153 * row + 2) / 5 + 1;
        let (month, next_year) = if row < 10 { (row + 3, 0) } else { (row - 9, 1) };
        Date::new(
            i16::try_from(YEAR_FIRST - 1 + year + next_year).ok()?,
            i8::try_from(month).ok()?,
            i8::try_from(day).ok()?,
        )
        .ok()
    }
}

/// The calendar by hand: columns turn into dates and back in every command, and
/// a span of days added to a date costs as much as all the rest of a meeting.
const YEAR_FIRST: u32 = 1900;
/// Days of 1900 before its March.
const FIRST_OF_MARCH: u32 = 59;
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

/// The same where a column holds the day that it must follow; the day on which it
/// happened. Nearly everything did, and then no date is made of the column's day.
pub(crate) fn happened_since(
    on: Date,
    today: Date,
    (since, what): (Day, &'static str),
) -> Result<Day, Reason> {
    match Day::try_from_date(on) {
        Some(day) if day >= since && on <= today => Ok(day),
        Some(_) | None => {
            happened(on, today, since.date().map(|since| (since, what)))?;
            Ok(Day::from_date(on))
        }
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
