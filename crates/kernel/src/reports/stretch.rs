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
}
