//! The time line: a person's belonging and posts as bars, with a table that
//! says the same.
//!
//! The picture has no size of its own: bars are placed by percentages, so that
//! text keeps its size from a phone to a desk.

use askama::Template;
use askama::filters::HtmlSafe;
use jiff::civil::Date;

use crate::words;

/// Height of one bar with its words.
const ROW: usize = 42;

/// Bars over time.
#[derive(Clone, Debug, Template)]
#[template(path = "pictures/timeline.html")]
pub struct Timeline {
    /// What it shows.
    pub caption: String,
    /// Head of the first column of its table: `Where`.
    pub head: String,
    bars: Vec<Bar>,
    ticks: Vec<(Permille, String)>,
    height: usize,
}

/// A stretch of time to be drawn.
#[derive(Clone, Debug)]
pub struct Span {
    /// What it was: `Member, No. 2 Circle`.
    pub label: String,
    /// Where it leads.
    pub href: Option<String>,
    /// First day.
    pub from: Date,
    /// Last day; none while it goes on.
    pub until: Option<Date>,
    /// What it was.
    pub sort: Sort,
}

/// What a bar shows; each is drawn in its own way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// Belonging to a unit.
    Belonging,
    /// Holding a post, or a title.
    Post,
    /// That nobody held a post.
    Nobody,
}

/// A place between the first and the last day, in thousandths, shown as a percentage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Permille(i64);

impl std::fmt::Display for Permille {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{}.{}%", self.0 / 10, self.0 % 10)
    }
}

#[derive(Clone, Debug)]
struct Bar {
    y: usize,
    x: Permille,
    width: Permille,
    class: &'static str,
    label: String,
    href: Option<String>,
    from: String,
    until: String,
}

impl Timeline {
    /// A time line of these spans that ends today.
    #[must_use]
    pub fn new(caption: &str, head: &str, today: Date, spans: &[Span]) -> Timeline {
        let first = spans.iter().map(|span| span.from).min().unwrap_or(today);
        // A first day in the year of today would leave no length to draw on.
        let start = Date::new(first.year(), 1, 1).unwrap_or(first);
        let whole = i64::from((today - start).get_days()).max(1);
        let place = |date: Date| {
            let days = i64::from((date - start).get_days());
            (days * 1000 / whole).clamp(0, 1000)
        };
        let bars = spans.iter().enumerate().map(|(row, span)| {
            let from = place(span.from).min(992);
            let until = place(span.until.unwrap_or(today));
            Bar {
                y: row * ROW,
                x: Permille(from),
                width: Permille((until - from).max(8)),
                class: match span.sort {
                    Sort::Belonging => "belonging",
                    Sort::Post => "post-bar",
                    Sort::Nobody => "nobody",
                },
                label: span.label.clone(),
                href: span.href.clone(),
                from: words::day_short(span.from),
                until: span
                    .until
                    .map_or_else(|| "today".to_owned(), words::day_short),
            }
        });
        Timeline {
            caption: caption.to_owned(),
            head: head.to_owned(),
            bars: bars.collect(),
            ticks: ticks(start, today)
                .into_iter()
                .map(|year| (year, year.to_string()))
                .filter_map(|(year, text)| {
                    Some((Permille(place(Date::new(year, 1, 1).ok()?)), text))
                })
                // Behind it the words of a mark would leave the picture of a phone.
                .filter(|(place, _)| place.0 <= 900)
                .collect(),
            height: spans.len() * ROW,
        }
    }
}

/// Years to mark: at most six, evenly apart.
fn ticks(start: Date, today: Date) -> Vec<i16> {
    let years = today.year() - start.year() + 1;
    let step = match years {
        ..=6 => 1,
        7..=12 => 2,
        13..=30 => 5,
        _ => 10,
    };
    (start.year()..=today.year())
        .filter(|year| (year - start.year()) % step == 0)
        .collect()
}

impl HtmlSafe for Timeline {}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_bar_lies_where_its_days_lie() {
        let spans = [Span {
            label: "A".to_owned(),
            href: None,
            from: date(2025, 1, 1),
            until: Some(date(2025, 7, 2)),
            sort: Sort::Belonging,
        }];
        let line = Timeline::new("", "", date(2025, 12, 31), &spans);
        assert_eq!(line.bars[0].x, Permille(0));
        assert_eq!(line.bars[0].width, Permille(500));
    }

    #[test]
    fn one_day_can_still_be_seen() {
        let today = date(2025, 12, 31);
        let spans = [Span {
            label: "A".to_owned(),
            href: None,
            from: today,
            until: None,
            sort: Sort::Post,
        }];
        let line = Timeline::new("", "", today, &spans);
        assert!(line.bars[0].width.0 >= 8);
        assert!(line.bars[0].x.0 + line.bars[0].width.0 <= 1000);
    }
}
