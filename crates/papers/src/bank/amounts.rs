//! Amounts and days as banks write them.

use charter::money::Currency;
use jiff::civil::Date;

/// Signs of currencies that stand beside amounts.
const SIGNS: [char; 4] = ['€', '£', '$', '¥'];

/// An amount in smallest units, as it is written in whatever country; none
/// where it is none of this currency.
pub(super) fn amount(currency: Currency, text: &str) -> Option<i64> {
    let bare = text.trim().trim_matches(SIGNS);
    let bare = bare.strip_suffix(currency.code()).unwrap_or(bare);
    let bare = bare.strip_prefix(currency.code()).unwrap_or(bare).trim();
    let mut digits: String = bare
        .chars()
        .filter(|it| !it.is_whitespace() && !matches!(it, '\'' | '’' | '_'))
        .filter(|it| !SIGNS.contains(it))
        .map(|it| if it == '−' { '-' } else { it })
        .collect();
    let bracketed = digits.starts_with('(') && digits.ends_with(')');
    let below = bracketed || digits.starts_with('-') || digits.ends_with('-');
    digits = digits
        .trim_matches(|it| matches!(it, '-' | '+' | '(' | ')'))
        .to_owned();
    let minor = currency.amount(&plain(currency, &digits)?)?;
    Some(if below { minor.saturating_neg() } else { minor })
}

/// The digits with a point before the smallest units and nothing else between them.
fn plain(currency: Currency, digits: &str) -> Option<String> {
    let places = usize::try_from(currency.places()).ok()?;
    let Some(last) = digits.rfind(['.', ',']) else {
        return Some(digits.to_owned());
    };
    let (whole, behind) = (digits.get(..last)?, digits.get(last.saturating_add(1)..)?);
    let mark = digits.get(last..)?.chars().next()?;
    // What parts thousands stands before three digits, again and again, or
    // before the other mark; with three places the last one is the point.
    let parts_thousands = behind.len() == 3 && (places != 3 || whole.contains(mark));
    if whole.contains(mark) && !parts_thousands {
        return None;
    }
    if parts_thousands {
        return grouped(digits);
    }
    let extra = behind.get(places..).unwrap_or_default();
    if behind.is_empty() || !extra.bytes().all(|digit| digit == b'0') {
        return None;
    }
    let behind = behind.get(..places).unwrap_or(behind);
    let whole = grouped(whole)?;
    Some(if behind.is_empty() {
        whole
    } else {
        format!("{whole}.{behind}")
    })
}

/// A whole number without what parts its thousands.
fn grouped(whole: &str) -> Option<String> {
    let mut groups = whole.split(['.', ',']);
    let first = groups.next()?;
    let rest: Vec<&str> = groups.collect();
    let in_order = rest.iter().all(|group| group.len() == 3);
    let first_fits = rest.is_empty() || (1..=3).contains(&first.len());
    (in_order && first_fits && !first.is_empty()).then(|| format!("{first}{}", rest.concat()))
}

/// In which order days with strokes are written in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Strokes {
    /// `23/11/2026`.
    DayFirst,
    /// `11/23/2026`.
    MonthFirst,
    /// It cannot be told.
    Unknown,
}

impl Strokes {
    /// The order, from all days of a file: one that has only one meaning says it.
    pub(super) fn of<'a>(days: impl Iterator<Item = &'a str>) -> Strokes {
        let (mut day_first, mut month_first) = (false, false);
        for text in days {
            let mut parts = text.trim().split('/').map(|part| part.parse::<u8>().ok());
            if let (Some(Some(first)), Some(Some(second))) = (parts.next(), parts.next()) {
                day_first |= first > 12;
                month_first |= second > 12;
            }
        }
        match (day_first, month_first) {
            (true, false) => Strokes::DayFirst,
            (false, true) => Strokes::MonthFirst,
            (_, _) => Strokes::Unknown,
        }
    }
}

/// A day written as `2026-11-23`, with or without a time behind it, or as
/// `23.11.2026`; with strokes where their order is known.
pub(super) fn day(text: &str, strokes: Strokes) -> Option<Date> {
    let text = text.trim();
    let mark = ['-', '.', '/']
        .into_iter()
        .find(|mark| text.contains(*mark))?;
    let date = text.split(['T', ' ']).next()?;
    let mut parts = date.split(mark);
    let parts = [parts.next()?, parts.next()?, parts.next()?];
    let [first, second, third] = parts;
    let ordered = match mark {
        '-' if first.len() == 4 => [first, second, third.get(..2)?],
        '.' => [third, second, first],
        '/' if first.len() == 4 => [first, second, third],
        '/' => match strokes {
            Strokes::DayFirst => [third, second, first],
            Strokes::MonthFirst => [third, first, second],
            Strokes::Unknown => return None,
        },
        _ => return None,
    };
    let [year, month, day] = ordered;
    let year: i16 = match year.len() {
        2 => year.parse::<i16>().ok()?.checked_add(2000)?,
        4 => year.parse().ok()?,
        _ => return None,
    };
    Date::new(year, month.parse().ok()?, day.parse().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn currency(code: &str) -> Currency {
        Currency::named(code).unwrap()
    }

    #[test]
    fn amounts_are_read_as_every_country_writes_them() {
        for (text, want) in [
            ("12,50", Some(1250)),
            ("12.5", Some(1250)),
            ("-12,50", Some(-1250)),
            ("12,50-", Some(-1250)),
            ("(12.50)", Some(-1250)),
            ("+7", Some(700)),
            ("1.234,56", Some(123_456)),
            ("1,234.56", Some(123_456)),
            ("1'234.50", Some(123_450)),
            ("1 234,50 EUR", Some(123_450)),
            ("€12.00", Some(1200)),
            ("1.234", Some(123_400)),
            ("1.234.567,00", Some(123_456_700)),
            ("12.50000", Some(1250)),
            ("12.345,6.7", None),
            ("12,505", Some(1_250_500)),
            ("1234,505", None),
            ("", None),
            ("12,5x", None),
            ("=1+1", None),
            ("1.23.4", None),
        ] {
            assert_eq!(amount(currency("EUR"), text), want, "{text:?}");
        }
        assert_eq!(amount(currency("JPY"), "1,200"), Some(1200));
        assert_eq!(amount(currency("JPY"), "1200.00"), Some(1200));
        assert_eq!(amount(currency("KWD"), "1.234"), Some(1234));
        assert_eq!(amount(currency("KWD"), "1,234.500"), Some(1_234_500));
    }

    #[test]
    fn days_are_read_and_what_has_two_meanings_is_not_guessed() {
        let read = |text| day(text, Strokes::Unknown);
        for text in [
            "2026-11-23",
            "23.11.2026",
            "23.11.26",
            "2026-11-23T10:00:00",
        ] {
            assert_eq!(read(text), Some(date(2026, 11, 23)), "{text}");
        }
        for text in ["03/04/2026", "31.02.2026", "yesterday", "11-23-2026", ""] {
            assert_eq!(read(text), None, "{text}");
        }
        let british = Strokes::of(["03/04/2026", "23/04/2026"].into_iter());
        assert_eq!(day("03/04/2026", british), Some(date(2026, 4, 3)));
        let american = Strokes::of(["03/04/2026", "04/23/2026"].into_iter());
        assert_eq!(day("03/04/2026", american), Some(date(2026, 3, 4)));
        let both = Strokes::of(["23/04/2026", "04/23/2026"].into_iter());
        assert_eq!(both, Strokes::Unknown);
    }
}
