//! Figures and dates in words: how far away a day is, how many of something.

use std::borrow::Borrow;

use jiff::civil::Date;

/// A figure with its thousands apart: `20,000`.
///
/// It takes a number or a reference to one, as templates hand in references.
#[must_use]
pub fn figure(count: impl Borrow<u64>) -> String {
    let digits = count.borrow().to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// An amount with its thousands parted: `24,660.00 EUR` for `24660.00 EUR`.
pub(crate) fn parted(amount: &str) -> String {
    let whole = amount.trim_start_matches('-');
    let digits = whole.bytes().take_while(u8::is_ascii_digit).count();
    let (whole, rest) = whole.split_at(digits);
    let sign = if amount.starts_with('-') { "-" } else { "" };
    match whole.parse::<u64>() {
        Ok(number) => format!("{sign}{}{rest}", figure(number)),
        Err(_) => amount.to_owned(),
    }
}

/// The day written so, as in `2026-11-23`: nothing shorter, and no time behind it.
pub(crate) fn iso_day(text: &str) -> Option<Date> {
    let day = text.parse::<Date>().ok()?;
    (day.to_string() == text).then_some(day)
}

/// So many of something, with the word for one or for several: `1 member`.
#[must_use]
pub fn counted(count: u64, one: &str, several: &str) -> String {
    format!(
        "{} {}",
        figure(count),
        if count == 1 { one } else { several }
    )
}

/// A day in full: `27 October 2026`.
#[must_use]
pub fn day(date: Date) -> String {
    date.strftime("%-d %B %Y").to_string()
}

/// A day where there is little room: `27 Oct 2026`.
#[must_use]
pub fn day_short(date: Date) -> String {
    date.strftime("%-d %b %Y").to_string()
}

/// A day in full with its weekday: `Tuesday 27 October 2026`.
#[must_use]
pub fn weekday(date: Date) -> String {
    date.strftime("%A %-d %B %Y").to_string()
}

/// A month: `October 2026`.
#[must_use]
pub fn month(date: Date) -> String {
    date.strftime("%B %Y").to_string()
}

/// How far a day is from today: `in 3 days`, `yesterday`, `4 months ago`.
#[must_use]
pub fn away(today: Date, date: Date) -> String {
    match days_between(today, date) {
        0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        -1 => "yesterday".to_owned(),
        days if days > 0 => format!("in {}", stretch(days.unsigned_abs())),
        days => format!("{} ago", stretch(days.unsigned_abs())),
    }
}

/// How a day by which something is due stands to today: `in 3 days`, `today`,
/// or `3 days late`.
#[must_use]
pub fn due(today: Date, by: Date) -> String {
    match days_between(today, by) {
        days if days < 0 => format!("{} late", stretch(days.unsigned_abs())),
        _ => away(today, by),
    }
}

/// Several things in a row: `a, b and c`.
#[must_use]
pub fn listed(things: &[String]) -> String {
    match things {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// A word or sentence with a capital before it.
#[must_use]
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => format!("{}{}", first.to_uppercase(), letters.as_str()),
        None => String::new(),
    }
}

/// A moment to the minute: `23 November 2026, 20:41`, where this machine stands.
#[must_use]
pub fn moment(at_ms: i64) -> String {
    let at = jiff::Timestamp::from_millisecond(at_ms).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    at.to_zoned(jiff::tz::TimeZone::system())
        .strftime("%-d %B %Y, %H:%M")
        .to_string()
}

fn days_between(from: Date, to: Date) -> i32 {
    (to - from).get_days()
}

/// A number of days in the largest unit that still says enough.
fn stretch(days: u32) -> String {
    let (count, one, several) = match days {
        0..=20 => (days, "day", "days"),
        21..=62 => (days / 7, "week", "weeks"),
        63..=729 => (days * 10 / 304, "month", "months"),
        _ => ((days * 4 + 3) / 1461, "year", "years"),
    };
    counted(u64::from(count), one, several)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_have_their_thousands_parted() {
        for (plain, read) in [
            ("24660.00 EUR", "24,660.00 EUR"),
            ("-1020.5", "-1,020.5"),
            ("0.07", "0.07"),
            ("999", "999"),
            ("12345678 JPY", "12,345,678 JPY"),
        ] {
            assert_eq!(parted(plain), read);
        }
    }
    use jiff::civil::date;

    #[test]
    fn figures_have_their_thousands_apart() {
        let written: Vec<String> = [0, 999, 1_000, 20_000, 1_234_567].map(figure).into();
        assert_eq!(written, ["0", "999", "1,000", "20,000", "1,234,567"]);
    }

    #[test]
    fn a_day_says_how_far_away_it_is() {
        let today = date(2026, 11, 23);
        let say = |year, month, day| away(today, date(year, month, day));
        assert_eq!(say(2026, 11, 23), "today");
        assert_eq!(say(2026, 11, 24), "tomorrow");
        assert_eq!(say(2026, 11, 30), "in 7 days");
        assert_eq!(say(2026, 10, 27), "3 weeks ago");
        assert_eq!(say(2026, 5, 1), "6 months ago");
        assert_eq!(say(2024, 11, 23), "2 years ago");
    }

    #[test]
    fn what_is_past_its_day_is_late() {
        let today = date(2026, 11, 23);
        assert_eq!(due(today, date(2026, 11, 20)), "3 days late");
        assert_eq!(due(today, date(2026, 11, 26)), "in 3 days");
    }

    #[test]
    fn several_things_are_joined_as_a_sentence_wants_them() {
        let say =
            |things: &[&str]| listed(&things.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>());
        assert_eq!(say(&["May"]), "May");
        assert_eq!(say(&["May", "June", "July"]), "May, June and July");
    }
}
