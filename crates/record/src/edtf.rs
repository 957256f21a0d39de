//! Dates of every precision, in the part of EDTF (ISO 8601-2) that sources
//! need: a year, a month, a day, digits not known, an interval with open or
//! unknown ends, uncertain and approximate.

use std::fmt;

use jiff::civil::Date;

/// A date as a source gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edtf {
    /// One year, month or day.
    Moment(Moment),
    /// From one to another, both included.
    Interval(End, End),
}

/// An end of an interval.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum End {
    /// That is known.
    At(Moment),
    /// There is none: written `..`.
    Open,
    /// There is one and nobody says when: written as nothing.
    Unknown,
}

/// A year, a month or a day, perhaps with digits that are not known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moment {
    /// The first day it may be.
    pub first: Date,
    /// The last day it may be.
    pub last: Date,
    /// How exactly it is given.
    pub precision: Precision,
    /// How sure it is.
    pub doubt: Option<Doubt>,
    printed: String,
}

/// How exactly a date is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Precision {
    /// Digits of the year are missing.
    Years,
    /// To the year.
    Year,
    /// To the month.
    Month,
    /// To the day.
    Day,
}

/// How sure a date is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// The source doubts it: `?`.
    Uncertain,
    /// About then: `~`.
    Approximate,
    /// Both: `%`.
    Both,
}

/// Why a text is no date.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EdtfError {
    /// It is not written as one.
    #[error("`{0}` is not written as a date")]
    Form(String),
    /// There is no such month.
    #[error("`{text}` is impossible: a year has no month {month}")]
    Month {
        /// The date as written.
        text: String,
        /// Its month.
        month: i8,
    },
    /// The month has fewer days.
    #[error("`{text}` is impossible: that month has {days} days")]
    Day {
        /// The date as written.
        text: String,
        /// How many days its month has.
        days: i8,
    },
    /// An interval that ends before it begins.
    #[error("`{0}` ends before it begins")]
    EndBeforeStart(String),
}

impl Edtf {
    /// Reads a date.
    ///
    /// # Errors
    ///
    /// When it is not written as one, or no calendar has it.
    pub fn parse(text: &str) -> Result<Edtf, EdtfError> {
        let Some((start, end)) = text.split_once('/') else {
            return Moment::parse(text).map(Edtf::Moment);
        };
        let (start, end) = (End::parse(start)?, End::parse(end)?);
        if let (End::At(start), End::At(end)) = (&start, &end)
            && end.last < start.first
        {
            return Err(EdtfError::EndBeforeStart(text.to_owned()));
        }
        if !matches!(start, End::At(_)) && !matches!(end, End::At(_)) {
            return Err(EdtfError::Form(text.to_owned()));
        }
        Ok(Edtf::Interval(start, end))
    }

    /// The first day it may be, where there is one.
    #[must_use]
    pub fn first(&self) -> Option<Date> {
        match self {
            Edtf::Moment(moment) | Edtf::Interval(End::At(moment), _) => Some(moment.first),
            Edtf::Interval(End::Open | End::Unknown, _) => None,
        }
    }

    /// The last day it may be, where there is one.
    #[must_use]
    pub fn last(&self) -> Option<Date> {
        match self {
            Edtf::Moment(moment) | Edtf::Interval(_, End::At(moment)) => Some(moment.last),
            Edtf::Interval(_, End::Open | End::Unknown) => None,
        }
    }

    /// Its days, where it is given to the day: one, or the two ends.
    #[must_use]
    pub fn days(&self) -> Option<Vec<Date>> {
        let day = |moment: &Moment| (moment.precision == Precision::Day).then_some(moment.first);
        match self {
            Edtf::Moment(moment) => Some(vec![day(moment)?]),
            Edtf::Interval(End::At(start), End::At(end)) => Some(vec![day(start)?, day(end)?]),
            Edtf::Interval(..) => None,
        }
    }
}

impl End {
    fn parse(text: &str) -> Result<End, EdtfError> {
        match text {
            "" => Ok(End::Unknown),
            ".." => Ok(End::Open),
            moment => Moment::parse(moment).map(End::At),
        }
    }
}

impl Moment {
    fn parse(text: &str) -> Result<Moment, EdtfError> {
        let form = || EdtfError::Form(text.to_owned());
        let (bare, doubt) = match text.chars().last() {
            Some('?') => (text.strip_suffix('?'), Some(Doubt::Uncertain)),
            Some('~') => (text.strip_suffix('~'), Some(Doubt::Approximate)),
            Some('%') => (text.strip_suffix('%'), Some(Doubt::Both)),
            _ => (Some(text), None),
        };
        let parts: Vec<&str> = bare.unwrap_or_default().split('-').collect();
        let (year, month, day) = match parts.as_slice() {
            [year] => (*year, None, None),
            [year, month] => (*year, Some(*month), None),
            [year, month, day] => (*year, Some(*month), Some(*day)),
            _ => return Err(form()),
        };
        let years = digits(year, 4).ok_or_else(form)?;
        let month = month.map(|it| digits(it, 2).ok_or_else(form)).transpose()?;
        let day = day.map(|it| digits(it, 2).ok_or_else(form)).transpose()?;
        let is_whole = years.0 == years.1;
        if !is_whole && month.is_some() {
            return Err(form());
        }
        let (first, last, precision) = match (month, day) {
            (None, _) => (
                year_end(years.0, true),
                year_end(years.1, false),
                Precision::Year,
            ),
            // An unknown month has no known day.
            (Some((0, 99)), None | Some((0, 99))) => (
                year_end(years.0, true),
                year_end(years.1, false),
                Precision::Year,
            ),
            (Some((month, same)), day) if month == same => {
                let begins = first_of(text, years.0, month)?;
                match day {
                    None | Some((0, 99)) => {
                        (Some(begins), Some(begins.last_of_month()), Precision::Month)
                    }
                    Some((day, same)) if day == same => {
                        let day = on_day(text, begins, day)?;
                        (Some(day), Some(day), Precision::Day)
                    }
                    Some(_) => return Err(form()),
                }
            }
            (Some(_), _) => return Err(form()),
        };
        Ok(Moment {
            first: first.ok_or_else(form)?,
            last: last.ok_or_else(form)?,
            precision: if is_whole {
                precision
            } else {
                Precision::Years
            },
            doubt,
            printed: text.to_owned(),
        })
    }
}

/// The least and the greatest number that digits stand for, of which the last may be `X`.
fn digits(text: &str, count: usize) -> Option<(i16, i16)> {
    let known = text.trim_end_matches('X');
    let is_number = known.bytes().all(|byte| byte.is_ascii_digit());
    // Of a month or a day one digit says nothing.
    let is_half = count == 2 && known.len() == 1;
    if text.len() != count || !is_number || is_half {
        return None;
    }
    let fill = |with: &str| {
        format!("{known}{}", with.repeat(count - known.len()))
            .parse()
            .ok()
    };
    Some((fill("0")?, fill("9")?))
}

fn year_end(year: i16, begins: bool) -> Option<Date> {
    if begins {
        Date::new(year, 1, 1).ok()
    } else {
        Date::new(year, 12, 31).ok()
    }
}

fn first_of(text: &str, year: i16, month: i16) -> Result<Date, EdtfError> {
    let month = i8::try_from(month).unwrap_or(i8::MAX);
    Date::new(year, month, 1).map_err(|_| EdtfError::Month {
        text: text.to_owned(),
        month,
    })
}

fn on_day(text: &str, month: Date, day: i16) -> Result<Date, EdtfError> {
    let day = i8::try_from(day).unwrap_or(i8::MAX);
    Date::new(month.year(), month.month(), day).map_err(|_| EdtfError::Day {
        text: text.to_owned(),
        days: month.days_in_month(),
    })
}

impl fmt::Display for Edtf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Edtf::Moment(moment) => write!(f, "{moment}"),
            Edtf::Interval(start, end) => write!(f, "{start}/{end}"),
        }
    }
}

impl fmt::Display for End {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            End::At(moment) => write!(f, "{moment}"),
            End::Open => f.write_str(".."),
            End::Unknown => Ok(()),
        }
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.printed)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn every_precision_of_the_facts_is_read() {
        for (text, first, last) in [
            ("1990", Some(date(1990, 1, 1)), Some(date(1990, 12, 31))),
            ("1994-03", Some(date(1994, 3, 1)), Some(date(1994, 3, 31))),
            (
                "2017-12-26",
                Some(date(2017, 12, 26)),
                Some(date(2017, 12, 26)),
            ),
            (
                "2007-10-27/2007-10-28",
                Some(date(2007, 10, 27)),
                Some(date(2007, 10, 28)),
            ),
            ("199X", Some(date(1990, 1, 1)), Some(date(1999, 12, 31))),
            ("XXXX", Some(date(0, 1, 1)), Some(date(9999, 12, 31))),
            ("2017-XX", Some(date(2017, 1, 1)), Some(date(2017, 12, 31))),
            (
                "2017-02-XX",
                Some(date(2017, 2, 1)),
                Some(date(2017, 2, 28)),
            ),
            ("../1990", None, Some(date(1990, 12, 31))),
            ("2007-10-28/", Some(date(2007, 10, 28)), None),
            ("1990~", Some(date(1990, 1, 1)), Some(date(1990, 12, 31))),
        ] {
            let read = Edtf::parse(text).unwrap();
            assert_eq!((read.first(), read.last()), (first, last), "{text}");
            assert_eq!(read.to_string(), text);
        }
        let Edtf::Moment(moment) = Edtf::parse("1994-03?").unwrap() else {
            panic!("one month")
        };
        assert_eq!(
            (moment.precision, moment.doubt),
            (Precision::Month, Some(Doubt::Uncertain))
        );
    }

    #[test]
    fn what_no_calendar_has_is_said_in_words() {
        for (text, said) in [
            (
                "2017-02-30",
                "`2017-02-30` is impossible: that month has 28 days",
            ),
            (
                "2016-02-30",
                "`2016-02-30` is impossible: that month has 29 days",
            ),
            ("2017-13", "`2017-13` is impossible: a year has no month 13"),
            (
                "2017-12-26/2017-12-25",
                "`2017-12-26/2017-12-25` ends before it begins",
            ),
            (
                "26 December 2017",
                "`26 December 2017` is not written as a date",
            ),
            ("2017-1-1", "`2017-1-1` is not written as a date"),
            ("../..", "`../..` is not written as a date"),
            ("199X-03", "`199X-03` is not written as a date"),
            ("", "`` is not written as a date"),
        ] {
            assert_eq!(Edtf::parse(text).unwrap_err().to_string(), said);
        }
        // A year that begins the year it ends is no end before a start.
        Edtf::parse("2017-12/2017").unwrap();
    }

    proptest! {
        #[test]
        fn what_is_read_is_written_as_it_was(text in "([0-9X]{4}(-[01][0-9X](-[0-3][0-9X])?)?[?~%]?|\\.\\.)?/?([0-9]{4}-[01][0-9])?") {
            if let Ok(read) = Edtf::parse(&text) {
                prop_assert_eq!(read.to_string(), text);
                if let (Some(first), Some(last)) = (read.first(), read.last()) {
                    prop_assert!(first <= last);
                }
            }
        }
    }
}
