//! The line of a unit and of those it came from and gave rise to: a bar each
//! over the years, joined where one came out of another or ran into it, with a
//! table that says the same.
//!
//! Bars and joints are placed by percentages, so that text keeps its size from
//! a phone to a desk.

use askama::Template;
use askama::filters::HtmlSafe;
use jiff::civil::Date;

use crate::words;

/// Height of one bar with its words.
const ROW: usize = 42;
/// Where the bar lies in its row.
const BAR: usize = 25;

/// Units over time.
#[derive(Clone, Debug, Template)]
#[template(path = "pictures/descent.html")]
pub struct Descent {
    /// What it shows.
    pub caption: String,
    bars: Vec<Bar>,
    joints: Vec<Joint>,
    marks: Vec<Mark>,
    ticks: Vec<(Permille, String)>,
    height: usize,
    /// What happened, in the order of time.
    pub steps: Vec<Step>,
}

/// A unit to be drawn.
#[derive(Clone, Debug)]
pub struct Life {
    /// What it is called now, or was at its end.
    pub label: String,
    /// When it was founded.
    pub from: Date,
    /// When it was dissolved.
    pub until: Option<Date>,
    /// Whether the picture is about this one.
    pub own: bool,
    /// The days on which it took another name, place or level.
    pub changes: Vec<Date>,
}

/// A step from one unit to another, by their places in the picture.
#[derive(Clone, Copy, Debug)]
pub struct Leap {
    /// When.
    pub on: Date,
    /// Where people came from.
    pub from: usize,
    /// Where they went.
    pub to: usize,
}

/// Something that happened, as the table says it.
#[derive(Clone, Debug)]
pub struct Step {
    /// When.
    pub on: String,
    /// The unit.
    pub unit: String,
    /// Where it leads.
    pub href: Option<String>,
    /// What happened to it.
    pub what: String,
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
    x: Permille,
    width: Permille,
    y: usize,
    label: String,
    class: &'static str,
}

#[derive(Clone, Debug)]
struct Joint {
    x: Permille,
    top: usize,
    bottom: usize,
    /// Where the arrow ends.
    end: usize,
}

#[derive(Clone, Debug)]
struct Mark {
    x: Permille,
    y: usize,
}

impl Descent {
    /// A picture of these units that ends today.
    #[must_use]
    pub fn new(
        caption: &str,
        today: Date,
        lives: &[Life],
        leaps: &[Leap],
        steps: Vec<Step>,
    ) -> Descent {
        let first = lives.iter().map(|life| life.from).min().unwrap_or(today);
        let start = Date::new(first.year(), 1, 1).unwrap_or(first);
        let whole = i64::from((today - start).get_days()).max(1);
        let place = |date: Date| {
            let days = i64::from((date - start).get_days());
            Permille((days * 1000 / whole).clamp(0, 1000))
        };
        let line = |row: usize| row * ROW + BAR;
        let bars = lives.iter().enumerate().map(|(row, life)| {
            let from = place(life.from).0.min(992);
            let until = place(life.until.unwrap_or(today)).0;
            Bar {
                x: Permille(from),
                width: Permille((until - from).max(8)),
                y: line(row),
                label: life.label.clone(),
                class: if life.own { "belonging" } else { "ahead" },
            }
        });
        let joints = leaps.iter().map(|leap| {
            let (from, to) = (line(leap.from) + 4, line(leap.to) + 4);
            Joint {
                x: Permille(place(leap.on).0.clamp(4, 996)),
                top: from.min(to),
                bottom: from.max(to),
                end: to,
            }
        });
        let marks = lives.iter().enumerate().flat_map(|(row, life)| {
            let changes = life.changes.iter();
            changes.map(move |on| (row, *on))
        });
        Descent {
            caption: caption.to_owned(),
            joints: joints.collect(),
            marks: marks
                .map(|(row, on)| Mark {
                    x: Permille(place(on).0.clamp(4, 996)),
                    y: line(row) + 4,
                })
                .collect(),
            bars: bars.collect(),
            ticks: ticks(start, today)
                .into_iter()
                .filter_map(|year| Some((place(Date::new(year, 1, 1).ok()?), year.to_string())))
                // Behind it the words of a mark would leave the picture of a phone.
                .filter(|(place, _)| place.0 <= 900)
                .collect(),
            height: lives.len() * ROW,
            steps,
        }
    }
}

/// Years to mark: at most six, evenly apart.
fn ticks(start: Date, today: Date) -> Vec<i16> {
    let years = today.year() - start.year() + 1;
    let step = (years / 6 + 1).max(1);
    (start.year()..=today.year())
        .filter(|year| (year - start.year()) % step == 0)
        .collect()
}

/// A day as the table writes it.
#[must_use]
pub fn when(on: Date) -> String {
    words::day_short(on)
}

impl HtmlSafe for Descent {}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_joint_lies_between_the_two_units_on_its_day() {
        let life = |label: &str, from| Life {
            label: label.to_owned(),
            from,
            until: None,
            own: false,
            changes: Vec::new(),
        };
        let lives = [life("A", date(2025, 1, 1)), life("B", date(2025, 7, 2))];
        let leap = Leap {
            on: date(2025, 7, 2),
            from: 0,
            to: 1,
        };
        let picture = Descent::new("", date(2025, 12, 31), &lives, &[leap], Vec::new());
        let joint = &picture.joints[0];
        assert_eq!((joint.x, joint.top, joint.bottom), (Permille(500), 29, 71));
        assert_eq!(joint.end, 71);
        assert_eq!(picture.bars[1].x, Permille(500));
    }
}
