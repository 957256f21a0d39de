//! Dates in words, with as much precision as they have and no more.

use jiff::civil::Date;

use crate::edtf::{Doubt, Edtf, End, Moment, Precision};

impl Edtf {
    /// The date in words: `26 December 2017`, `March 1994`, `27 to 28 October 2007`.
    #[must_use]
    pub fn phrase(&self) -> String {
        match self {
            Edtf::Moment(moment) => moment.phrase(),
            Edtf::Interval(End::At(start), End::At(end)) => between(start, end),
            Edtf::Interval(End::At(start), End::Open) => format!("from {} on", start.phrase()),
            Edtf::Interval(End::At(start), End::Unknown) => {
                format!("from {}, until a day that is not known", start.phrase())
            }
            Edtf::Interval(End::Open, End::At(end)) => format!("up to {}", end.phrase()),
            Edtf::Interval(_, End::At(end)) => {
                format!("until {}, from a day that is not known", end.phrase())
            }
            Edtf::Interval(..) => "at some time".to_owned(),
        }
    }

    /// How exactly it is known, in words.
    #[must_use]
    pub fn precision(&self) -> &'static str {
        let of = |moment: &Moment| match moment.precision {
            Precision::Years => "known to within some years",
            Precision::Year => "known to the year",
            Precision::Month => "known to the month",
            Precision::Day => "known to the day",
        };
        match self {
            Edtf::Moment(moment) => of(moment),
            Edtf::Interval(End::At(start), End::At(end)) => {
                match start.precision.min(end.precision) {
                    Precision::Day => "both days known",
                    Precision::Month => "both ends known to the month",
                    Precision::Year => "both ends known to the year",
                    Precision::Years => "ends known to within some years",
                }
            }
            Edtf::Interval(..) => "one end not known",
        }
    }

    /// The weekday of each of its days, as the calendar has them.
    #[must_use]
    pub fn weekdays(&self) -> Vec<String> {
        let days = self.days().unwrap_or_default();
        days.iter()
            .map(|day| day.strftime("%A").to_string())
            .collect()
    }
}

impl Moment {
    fn phrase(&self) -> String {
        let bare = match self.precision {
            Precision::Day => day(self.first),
            Precision::Month => self.first.strftime("%B %Y").to_string(),
            Precision::Year => self.first.year().to_string(),
            Precision::Years => match (self.first.year(), self.last.year()) {
                (first, last) if last - first == 9 => format!("the {first}s"),
                (0, 9999) => "a year that is not known".to_owned(),
                (first, last) => format!("some year from {first} to {last}"),
            },
        };
        match self.doubt {
            None => bare,
            Some(Doubt::Uncertain) => format!("perhaps {bare}"),
            Some(Doubt::Approximate) => format!("about {bare}"),
            Some(Doubt::Both) => format!("perhaps about {bare}"),
        }
    }
}

fn day(day: Date) -> String {
    day.strftime("%-d %B %Y").to_string()
}

fn between(start: &Moment, end: &Moment) -> String {
    let are_days = start.precision == Precision::Day && end.precision == Precision::Day;
    let is_sure = start.doubt.is_none() && end.doubt.is_none();
    let (first, last) = (start.first, end.first);
    if are_days && is_sure && first.first_of_month() == last.first_of_month() {
        return format!("{} to {}", first.day(), day(last));
    }
    format!("{} to {}", start.phrase(), end.phrase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_said_as_exactly_as_it_is_known() {
        for (text, phrase, precision) in [
            ("1990", "1990", "known to the year"),
            ("1994-03", "March 1994", "known to the month"),
            ("2017-12-26", "26 December 2017", "known to the day"),
            (
                "2007-10-27/2007-10-28",
                "27 to 28 October 2007",
                "both days known",
            ),
            (
                "2007-10-31/2007-11-02",
                "31 October 2007 to 2 November 2007",
                "both days known",
            ),
            ("199X", "the 1990s", "known to within some years"),
            ("1990~", "about 1990", "known to the year"),
            ("1994-03?", "perhaps March 1994", "known to the month"),
            ("../1990", "up to 1990", "one end not known"),
            (
                "2007-10-28/",
                "from 28 October 2007, until a day that is not known",
                "one end not known",
            ),
        ] {
            let date = Edtf::parse(text).unwrap();
            assert_eq!(
                (date.phrase().as_str(), date.precision()),
                (phrase, precision),
                "{text}"
            );
        }
    }

    #[test]
    fn the_calendar_says_the_weekday_of_what_is_known_to_the_day() {
        let weekdays = |text: &str| Edtf::parse(text).unwrap().weekdays();
        assert_eq!(weekdays("2017-12-26"), ["Tuesday"]);
        assert_eq!(weekdays("2017-12-25/2017-12-26"), ["Monday", "Tuesday"]);
        assert!(weekdays("1994-03").is_empty());
    }
}
