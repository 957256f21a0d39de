//! Days: when the years begin, and on which day of each stretch a unit meets.

use charter::Every;
use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan};
use kernel::Day;
use kernel::meetings::{period_of, period_start};

use super::chance::Chance;
use super::{CannotMakeUp, Wish};

/// Years before the first day that a made-up history may reach back.
const HISTORY_YEARS: i64 = 45;

/// The first day of the years wished for.
pub(super) fn begins(wish: &Wish) -> Result<Date, CannotMakeUp> {
    let out_of_range = || CannotMakeUp::Years {
        years: wish.years,
        until: wish.until,
    };
    if wish.years == 0 {
        return Ok(wish.until);
    }
    let span = Span::new()
        .try_years(i64::from(wish.years))
        .map_err(|_| out_of_range())?;
    let begins = wish
        .until
        .checked_sub(span)
        .and_then(Date::tomorrow)
        .map_err(|_| out_of_range())?;
    let oldest = begins
        .checked_sub(HISTORY_YEARS.years())
        .map_err(|_| out_of_range())?;
    if Day::try_from_date(oldest).is_none() || Day::try_from_date(wish.until).is_none() {
        return Err(out_of_range());
    }
    Ok(begins)
}

/// The day so many days later.
pub(super) fn later(date: Date, days: u32) -> Date {
    date.saturating_add(i64::from(days).days())
}

/// The day so many days earlier.
pub(super) fn earlier(date: Date, days: u32) -> Date {
    date.saturating_sub(i64::from(days).days())
}

/// How many days lie between.
pub(super) fn days_from(first: Date, last: Date) -> u32 {
    u32::try_from(last.duration_since(first).as_hours() / 24).unwrap_or(0)
}

/// How many whole stretches lie between the stretches of two days.
pub(super) fn stretches(every: Every, first: Date, last: Date) -> i32 {
    period_of(every, last).saturating_sub(period_of(every, first))
}

/// The days on which a unit meets, one for each stretch: near the same day of
/// the stretch each time, and not on a Sunday where that can be helped.
pub(super) fn meeting_days(
    every: Every,
    first: Date,
    last: Date,
    chance: &mut Chance,
) -> Vec<Date> {
    let habit = chance.between(0, 999);
    let (from, to) = (period_of(every, first), period_of(every, last));
    let mut days = Vec::new();
    for period in from..=to {
        let (Some(start), Some(next)) = (
            period_start(every, period),
            period_start(every, period.saturating_add(1)),
        ) else {
            continue;
        };
        let length = days_from(start, next).max(1);
        let jitter = chance.between(0, 4.min(length.saturating_sub(1)));
        let at = (length.saturating_mul(habit) / 1000)
            .saturating_add(jitter)
            .min(length.saturating_sub(1));
        let mut day = later(start, at);
        if day.weekday() == Weekday::Sunday {
            day = if at > 0 {
                earlier(day, 1)
            } else {
                later(day, 1).min(earlier(next, 1))
            };
        }
        if day >= first && day <= last {
            days.push(day);
        }
    }
    days
}
