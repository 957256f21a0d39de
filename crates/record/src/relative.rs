//! Dates that a source gives by another: `13 years after first-gathering`,
//! `before 2017-12-25`, `same year as SRC-1`.

use std::fmt;

use jiff::civil::Date;

use crate::edtf::Edtf;

/// A date by another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relative {
    /// How it stands to the other.
    pub relation: Relation,
    /// The other.
    pub anchor: Anchor,
}

/// How a date stands to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// Some time before.
    Before,
    /// Some time after.
    After,
    /// At the same time or before.
    InOrBefore,
    /// At the same time or after.
    InOrAfter,
    /// In the same stretch of time.
    Same(Unit),
    /// So much before.
    By(u16, Unit),
    /// So much after.
    Past(u16, Unit),
}

/// A stretch of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// A day.
    Day,
    /// A month.
    Month,
    /// A year.
    Year,
}

/// What a date is given by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// Another date.
    Date(Edtf),
    /// The date of a thing or a source of the record, by its id.
    Thing(String),
}

/// Why a text gives no date by another.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RelativeError {
    /// It is not written as one.
    #[error("`{0}` gives no date by another")]
    Form(String),
    /// The other date is impossible.
    #[error(transparent)]
    Anchor(#[from] crate::edtf::EdtfError),
}

impl Relative {
    /// Reads one.
    ///
    /// # Errors
    ///
    /// When it is not written as one, or names an impossible date.
    pub fn parse(text: &str) -> Result<Relative, RelativeError> {
        let words: Vec<&str> = text.split(' ').collect();
        let (relation, anchor) = match words.as_slice() {
            ["before", anchor] => (Relation::Before, *anchor),
            ["after", anchor] => (Relation::After, *anchor),
            ["in", "or", "before", anchor] => (Relation::InOrBefore, *anchor),
            ["in", "or", "after", anchor] => (Relation::InOrAfter, *anchor),
            ["same", unit, "as", anchor] => {
                let unit = Unit::read(unit).ok_or_else(|| RelativeError::Form(text.to_owned()))?;
                (Relation::Same(unit), *anchor)
            }
            [count, unit, side @ ("before" | "after"), anchor] => {
                let count = count.parse().ok();
                let unit = Unit::read(unit.trim_end_matches('s'));
                let (Some(count), Some(unit)) = (count, unit) else {
                    return Err(RelativeError::Form(text.to_owned()));
                };
                match *side {
                    "before" => (Relation::By(count, unit), *anchor),
                    _ => (Relation::Past(count, unit), *anchor),
                }
            }
            _ => return Err(RelativeError::Form(text.to_owned())),
        };
        let is_date = anchor.starts_with(|letter: char| letter.is_ascii_digit());
        Ok(Relative {
            relation,
            anchor: if is_date {
                Anchor::Date(Edtf::parse(anchor)?)
            } else {
                Anchor::Thing(anchor.to_owned())
            },
        })
    }

    /// Whether a date can stand so to the other. Where either is not known
    /// well enough, it can.
    #[must_use]
    pub fn allows(&self, date: &Edtf, anchor: &Edtf) -> bool {
        let (first, last) = (date.first(), date.last());
        let (anchor_first, anchor_last) = (anchor.first(), anchor.last());
        let less = |one: Option<Date>, other: Option<Date>| match (one, other) {
            (Some(one), Some(other)) => one < other,
            _ => true,
        };
        let meets = |one: Option<(i32, i32)>, other: Option<(i32, i32)>| match (one, other) {
            (Some(one), Some(other)) => one.0 <= other.1 && other.0 <= one.1,
            _ => true,
        };
        match self.relation {
            Relation::Before => less(first, anchor_last),
            Relation::After => less(anchor_first, last),
            Relation::InOrBefore => !less_strictly(anchor_last, first),
            Relation::InOrAfter => !less_strictly(last, anchor_first),
            Relation::Same(unit) => meets(unit.span(date), unit.span(anchor)),
            Relation::By(count, unit) => {
                let moved = unit
                    .span(date)
                    .map(|(first, last)| (first + i32::from(count), last + i32::from(count)));
                meets(moved, unit.span(anchor))
            }
            Relation::Past(count, unit) => {
                let moved = unit
                    .span(anchor)
                    .map(|(first, last)| (first + i32::from(count), last + i32::from(count)));
                meets(unit.span(date), moved)
            }
        }
    }
}

fn less_strictly(one: Option<Date>, other: Option<Date>) -> bool {
    matches!((one, other), (Some(one), Some(other)) if one < other)
}

impl Unit {
    fn read(word: &str) -> Option<Unit> {
        match word {
            "day" => Some(Unit::Day),
            "month" => Some(Unit::Month),
            "year" => Some(Unit::Year),
            _ => None,
        }
    }

    /// The numbers, counted in this unit, that a date may fall into.
    fn span(self, date: &Edtf) -> Option<(i32, i32)> {
        let number = |day: Date| match self {
            Unit::Day => {
                // Whole years before, moved by ten times four hundred so that none is below nothing.
                let before = i32::from(day.year()) + 3_999;
                before * 365 + before / 4 - before / 100
                    + before / 400
                    + i32::from(day.day_of_year())
            }
            Unit::Month => i32::from(day.year()) * 12 + i32::from(day.month()),
            Unit::Year => i32::from(day.year()),
        };
        Some((number(date.first()?), number(date.last()?)))
    }
}

impl fmt::Display for Relative {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plural = |count: u16| if count == 1 { "" } else { "s" };
        match self.relation {
            Relation::Before => f.write_str("before")?,
            Relation::After => f.write_str("after")?,
            Relation::InOrBefore => f.write_str("in or before")?,
            Relation::InOrAfter => f.write_str("in or after")?,
            Relation::Same(unit) => write!(f, "same {} as", unit.word())?,
            Relation::By(count, unit) => {
                write!(f, "{count} {}{} before", unit.word(), plural(count))?
            }
            Relation::Past(count, unit) => {
                write!(f, "{count} {}{} after", unit.word(), plural(count))?
            }
        }
        match &self.anchor {
            Anchor::Date(date) => write!(f, " {date}"),
            Anchor::Thing(id) => write!(f, " {id}"),
        }
    }
}

impl Unit {
    fn word(self) -> &'static str {
        match self {
            Unit::Day => "day",
            Unit::Month => "month",
            Unit::Year => "year",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_by_others_are_read_and_written() {
        for text in [
            "before 2017-12-25",
            "after e5",
            "in or before 1990",
            "in or after e1",
            "same year as SRC-1",
            "13 years after e2",
            "1 day before e6",
        ] {
            assert_eq!(Relative::parse(text).unwrap().to_string(), text);
        }
        for text in [
            "later",
            "13 after e2",
            "x years after e2",
            "same century as e2",
            "after",
        ] {
            assert_eq!(
                Relative::parse(text).unwrap_err().to_string(),
                format!("`{text}` gives no date by another")
            );
        }
        assert!(Relative::parse("after 2017-02-30").is_err());
    }

    #[test]
    fn a_date_is_held_against_the_other() {
        let allows = |text: &str, date: &str, anchor: &str| {
            let date = Edtf::parse(date).unwrap();
            Relative::parse(text)
                .unwrap()
                .allows(&date, &Edtf::parse(anchor).unwrap())
        };
        assert!(allows(
            "13 years after x",
            "2007-10-27/2007-10-28",
            "1994-03"
        ));
        assert!(!allows("13 years after x", "2008-10", "1994-03"));
        assert!(allows("before x", "2017-12", "2017-12-25"));
        assert!(!allows("before x", "2017-12-25", "2017-12-25"));
        assert!(allows("in or before x", "1990", "1990"));
        assert!(!allows("in or before x", "1991", "1990"));
        assert!(allows("same year as x", "2017-01", "2017-12"));
        assert!(!allows("same day as x", "2017-12-25", "2017-12-26"));
        assert!(allows("after x", "XXXX", "2007-10-28/"));
        assert!(!allows("1 day before x", "2017-12-25", "2017-12-27"));
        assert!(allows("1 day after x", "2017-01-01", "2016-12-31"));
    }
}
