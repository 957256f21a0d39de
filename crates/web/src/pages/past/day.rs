//! The day that an address asks for, and what is said where it is none.

use jiff::civil::Date;
use serde::Deserialize;

use crate::listing::DayAsked;
use crate::words::{day, iso_day};

/// The part of an address that names a day: `?on=2017-12-26`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct OnDay {
    pub(crate) on: String,
    pub(crate) page: u64,
}

/// What day is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Asked {
    /// A day before today.
    Day(Date),
    /// None that can be shown.
    Wrong(Wrong),
}

/// Why a day cannot be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Wrong {
    /// What was typed.
    pub(crate) typed: String,
    /// What is wrong with it, in a sentence, and what to do.
    pub(crate) why: String,
}

impl OnDay {
    /// The day that is asked for; none where the page is wanted as it is today.
    pub(crate) fn asked(&self, today: Date) -> Option<Asked> {
        let typed = self.on.trim();
        if typed.is_empty() {
            return None;
        }
        match wanted(typed, today) {
            Ok(on) if on == today => None,
            Ok(on) => Some(Asked::Day(on)),
            Err(why) => Some(Asked::Wrong(Wrong {
                typed: typed.to_owned(),
                why,
            })),
        }
    }
}

/// The day that a list is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Wanted {
    /// A day up to today.
    Day(Date),
    /// None that can be shown.
    Wrong(Wrong),
}

/// The day that is asked for; today where nothing is said.
pub(crate) fn wanted_in(typed: &str, today: Date) -> Wanted {
    let typed = typed.trim();
    if typed.is_empty() {
        return Wanted::Day(today);
    }
    match wanted(typed, today) {
        Ok(on) => Wanted::Day(on),
        Err(why) => Wanted::Wrong(Wrong {
            typed: typed.to_owned(),
            why,
        }),
    }
}

impl Wanted {
    /// The field that asks for it.
    pub(crate) fn asked(&self, name: &'static str, label: &'static str, today: Date) -> DayAsked {
        let (value, wrong) = match self {
            Wanted::Day(on) => (on.to_string(), None),
            Wanted::Wrong(wrong) => (wrong.typed.clone(), Some(wrong.why.clone())),
        };
        DayAsked {
            name,
            label,
            value,
            max: today.to_string(),
            wrong,
        }
    }
}

/// A day up to today, or why it is none, in sentences.
pub(crate) fn wanted(typed: &str, today: Date) -> Result<Date, String> {
    match iso_day(typed) {
        Some(on) if on > today => Err(format!(
            "{} has not come yet. Choose a day up to today.",
            day(on)
        )),
        Some(on) => Ok(on),
        None => Err(format!(
            "{} Choose a day, or write it as in 2017-12-26.",
            no_day(typed)
        )),
    }
}

/// Why what was typed is no day.
fn no_day(typed: &str) -> String {
    let numbers: Vec<i16> = typed
        .split('-')
        .filter_map(|part| part.parse().ok())
        .collect();
    if let [year, month, wrong] = *numbers.as_slice()
        && let Ok(month) = i8::try_from(month)
        && let Ok(first) = Date::new(year, month, 1)
        && (wrong < 1 || wrong > i16::from(first.days_in_month()))
    {
        return format!(
            "There is no {wrong} {}: it has {} days.",
            first.strftime("%B %Y"),
            first.days_in_month()
        );
    }
    format!(
        "“{}” is no day.",
        typed.chars().take(40).collect::<String>()
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const TODAY: Date = date(2026, 11, 23);

    #[test]
    fn what_is_no_day_is_named_for_what_it_is() {
        let why = |typed: &str| wanted(typed, TODAY).unwrap_err();
        assert!(why("2026-02-30").starts_with("There is no 30 February 2026: it has 28 days."));
        assert!(why("2027-01-01").starts_with("1 January 2027 has not come yet."));
        assert!(why("yesterday").starts_with("“yesterday” is no day."));
        assert!(why("2026-13-01").starts_with("“2026-13-01” is no day."));
        assert_eq!(wanted("2017-12-26", TODAY), Ok(date(2017, 12, 26)));
    }

    #[test]
    fn today_and_nothing_ask_for_the_page_as_it_is() {
        let asked = |on: &str| {
            OnDay {
                on: on.to_owned(),
                page: 0,
            }
            .asked(TODAY)
        };
        assert_eq!((asked(""), asked("2026-11-23")), (None, None));
        assert_eq!(asked("2026-11-22"), Some(Asked::Day(date(2026, 11, 22))));
        assert!(matches!(asked("2026-02-30"), Some(Asked::Wrong(_))));
    }
}
