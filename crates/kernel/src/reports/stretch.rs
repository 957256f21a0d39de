//! How a stretch of time is written in an address and on the command line:
//! `2026` for a year, `2026-11` for months, its first day for weeks.

use charter::Every;
use jiff::civil::Date;

use crate::meetings::{period_of, period_start};

/// The stretch in which a day lies, as it is written.
#[must_use]
pub fn stretch_code(every: Every, day: Date) -> String {
    let first = period_start(every, period_of(every, day)).unwrap_or(day);
    match every {
        Every::Months(months) if months.is_multiple_of(12) => first.year().to_string(),
        Every::Months(_) => format!("{:04}-{:02}", first.year(), first.month()),
        Every::Weeks(_) => first.to_string(),
    }
}

/// Why something that was written is no stretch of time to be asked for.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoStretch {
    /// It is no year, month or day.
    #[error(
        "there is no stretch of time {0:?}: write a year, a month as in 2026-11, or a day in it"
    )]
    Unreadable(String),
    /// More than one lies in it.
    #[error("{code} has several, from {first} to {last}: name one of them")]
    Several {
        /// What was written.
        code: String,
        /// The first that lies in it, as it is written.
        first: String,
        /// The last.
        last: String,
    },
    /// It has not begun.
    #[error("{0} is still to come")]
    ToCome(String),
}

/// The first day of the stretch that is written so, which has begun by today.
///
/// # Errors
/// When it is none, more than one, or still to come.
pub fn stretch_named(every: Every, code: &str, today: Date) -> Result<Date, NoStretch> {
    let unreadable = || NoStretch::Unreadable(code.to_owned());
    let day = day_of_stretch(code).ok_or_else(unreadable)?;
    let last = match code.split('-').count() {
        1 => day.last_of_year(),
        2 => day.last_of_month(),
        _ => day,
    };
    let first = period_start(every, period_of(every, day)).ok_or_else(unreadable)?;
    if first > today {
        return Err(NoStretch::ToCome(code.to_owned()));
    }
    if period_of(every, last) != period_of(every, day) {
        return Err(NoStretch::Several {
            code: code.to_owned(),
            first: stretch_code(every, day),
            last: stretch_code(every, last),
        });
    }
    Ok(first)
}

/// A day of the stretch that is written so: a year, a month or a day.
#[must_use]
pub fn day_of_stretch(code: &str) -> Option<Date> {
    let parts: Vec<&str> = code.split('-').collect();
    let digits = |part: &str, count: usize| {
        part.len() == count && part.bytes().all(|letter| letter.is_ascii_digit())
    };
    let whole = match parts.as_slice() {
        [year] if digits(year, 4) => format!("{code}-01-01"),
        [year, month] if digits(year, 4) && digits(month, 2) => format!("{code}-01"),
        [year, month, day] if digits(year, 4) && digits(month, 2) && digits(day, 2) => {
            code.to_owned()
        }
        _ => return None,
    };
    whole.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stretch_is_read_as_it_is_written() {
        let day = Date::constant(2026, 11, 23);
        for (every, code, first) in [
            (Every::Months(12), "2026", "2026-01-01"),
            (Every::Months(3), "2026-10", "2026-10-01"),
            (Every::Months(1), "2026-11", "2026-11-01"),
            (Every::Weeks(1), "2026-11-23", "2026-11-23"),
        ] {
            assert_eq!(stretch_code(every, day), code);
            assert_eq!(day_of_stretch(code).unwrap().to_string(), first);
        }
        for wrong in [
            "",
            "26",
            "2026-1",
            "2026-13",
            "2026-11-31",
            "next",
            "2026-11-01x",
        ] {
            assert_eq!(day_of_stretch(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn what_is_no_stretch_or_several_or_to_come_is_named() {
        let today = Date::constant(2026, 11, 23);
        let named = |every, code| stretch_named(every, code, today);
        let said = |every, code| named(every, code).unwrap_err().to_string();
        let months = Every::Months(1);
        assert_eq!(named(months, "2026-11").unwrap().to_string(), "2026-11-01");
        assert_eq!(
            named(Every::Months(3), "2026-11").unwrap().to_string(),
            "2026-10-01"
        );
        assert_eq!(
            named(Every::Months(12), "2026").unwrap().to_string(),
            "2026-01-01"
        );
        assert_eq!(
            said(months, "2026"),
            "2026 has several, from 2026-01 to 2026-12: name one of them"
        );
        assert!(said(Every::Weeks(1), "2026-11").contains("has several"));
        assert_eq!(said(months, "2026-12"), "2026-12 is still to come");
        assert_eq!(said(months, "9999"), "9999 is still to come");
        assert!(said(months, "soon").contains("write a year, a month"));
    }
}
