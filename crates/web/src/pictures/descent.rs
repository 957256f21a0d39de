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

/// Height of one line of words.
const WORDS: usize = 17;
/// Height of a bar with what is free beneath it.
const BAR: usize = 25;
/// Letters of a line of words that fit beside a phone's edges.
const LETTERS_MAX: usize = 40;

/// Units over time.
#[derive(Clone, Debug, Template)]
#[template(path = "pictures/descent.html")]
pub struct Descent {
    /// What it shows.
    pub caption: String,
    bars: Vec<Bar>,
    joints: Vec<Joint>,
    marks: Vec<Mark>,
    /// What the signs in it mean, each that stands in it.
    signs: Vec<&'static str>,
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
    /// What it was called before, with until when: `Works until 2019`.
    pub before: Vec<String>,
    /// When it was founded.
    pub from: Date,
    /// When it was dissolved.
    pub until: Option<Date>,
    /// Whether the picture is about this one.
    pub own: bool,
    /// The days on which it took another name, place or level.
    pub changes: Vec<(Date, Sign)>,
}

/// What a sign on a bar says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sign {
    /// Another name.
    Name,
    /// Another place.
    Place,
    /// Another level.
    Level,
}

impl Sign {
    /// Its form, and what it means.
    fn words(self) -> &'static str {
        match self {
            Sign::Name => "● another name",
            Sign::Place => "■ put under another unit",
            Sign::Level => "▲ another level",
        }
    }

    /// Its form around a point, in whole pixels.
    fn path(self) -> &'static str {
        match self {
            Sign::Name => "M-3.5 0a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0-7 0z",
            Sign::Place => "M-3-3h6v6h-6z",
            Sign::Level => "M0-4l4 7h-8z",
        }
    }
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
    /// Lines of words above it, each with its place; the first is its name.
    words: Vec<(usize, String)>,
    class: &'static str,
    /// Where it ends, if it did.
    end: Option<Permille>,
}

#[derive(Clone, Debug)]
struct Joint {
    x: Permille,
    top: usize,
    bottom: usize,
    /// Where the arrow ends.
    end: usize,
    /// Which way it points.
    arrow: &'static str,
}

#[derive(Clone, Debug)]
struct Mark {
    x: Permille,
    y: usize,
    path: &'static str,
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
        let mut tops: Vec<usize> = vec![0];
        for life in lives {
            let top = tops.last().copied().unwrap_or(0);
            tops.push(top + (1 + life.before.len()) * WORDS + BAR);
        }
        let lines: Vec<usize> = lives
            .iter()
            .zip(&tops)
            .map(|(life, top)| top + (1 + life.before.len()) * WORDS + 6)
            .collect();
        let line = |row: usize| lines.get(row).copied().unwrap_or(0);
        let bars = lives.iter().zip(&tops).zip(&lines).map(|((life, top), y)| {
            let from = place(life.from).0.min(992);
            let until = place(life.until.unwrap_or(today)).0;
            let words = std::iter::once(&life.label).chain(&life.before);
            Bar {
                x: Permille(from),
                width: Permille((until - from).max(8)),
                y: *y,
                words: (1..)
                    .zip(words)
                    .map(|(at, text)| (top + at * WORDS, short(text)))
                    .collect(),
                class: if life.own { "belonging" } else { "ahead" },
                end: life
                    .until
                    .map(|until| Permille(place(until).0.clamp(4, 996))),
            }
        });
        let joints = leaps.iter().map(|leap| {
            let (from, to) = (line(leap.from) + 4, line(leap.to) + 4);
            Joint {
                x: Permille(place(leap.on).0.clamp(8, 992)),
                top: from.min(to),
                bottom: from.max(to),
                end: to,
                arrow: if from < to {
                    "M0 0l-5-8h10z"
                } else {
                    "M0 0l-5 8h10z"
                },
            }
        });
        let marks = lives.iter().zip(&lines).flat_map(|(life, y)| {
            life.changes.iter().map(|(on, sign)| Mark {
                x: Permille(place(*on).0.clamp(8, 992)),
                y: *y + 4,
                path: sign.path(),
            })
        });
        Descent {
            caption: caption.to_owned(),
            joints: joints.collect(),
            marks: marks.collect(),
            signs: signs(lives, leaps),
            bars: bars.collect(),
            ticks: years(start, today, place),
            height: tops.last().copied().unwrap_or(0),
            steps,
        }
    }
}

/// What the signs in a picture mean, each once.
fn signs(lives: &[Life], leaps: &[Leap]) -> Vec<&'static str> {
    let changes = lives.iter().flat_map(|life| &life.changes);
    let mut found: Vec<Sign> = changes.map(|(_, sign)| *sign).collect();
    found.sort_unstable();
    found.dedup();
    let mut signs: Vec<&'static str> = found.into_iter().map(Sign::words).collect();
    if !leaps.is_empty() {
        signs.push("an arrow: where people went");
    }
    if lives.iter().any(|life| life.until.is_some()) {
        signs.push("a stroke across: dissolved");
    }
    signs
}

/// Words cut to what a line of the picture holds; the table has them whole.
fn short(text: &str) -> String {
    if text.chars().count() <= LETTERS_MAX {
        return text.to_owned();
    }
    let cut: String = text.chars().take(LETTERS_MAX - 1).collect();
    format!("{}…", cut.trim_end())
}

/// The years that are marked, each where it begins.
fn years(start: Date, today: Date, place: impl Fn(Date) -> Permille) -> Vec<(Permille, String)> {
    ticks(start, today)
        .into_iter()
        .filter_map(|year| Some((place(Date::new(year, 1, 1).ok()?), year.to_string())))
        // Behind it the words of a mark would leave the picture of a phone.
        .filter(|(place, _)| place.0 <= 900)
        .collect()
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
            before: Vec::new(),
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
        assert_eq!((joint.x, joint.top, joint.bottom), (Permille(500), 27, 69));
        assert_eq!(joint.end, 69);
        assert_eq!(picture.bars[1].x, Permille(500));
        assert_eq!(picture.signs, ["an arrow: where people went"]);
    }

    #[test]
    fn a_unit_has_a_line_for_each_name_it_had_and_the_signs_are_told() {
        let life = Life {
            label: "A name that is far too long to stand on one line of a phone".to_owned(),
            before: vec!["B until 2025".to_owned(), "C until 2024".to_owned()],
            from: date(2023, 1, 1),
            until: Some(date(2025, 6, 1)),
            own: true,
            changes: vec![
                (date(2025, 1, 1), Sign::Name),
                (date(2024, 1, 1), Sign::Name),
            ],
        };
        let picture = Descent::new("", date(2025, 12, 31), &[life], &[], Vec::new());
        let bar = &picture.bars[0];
        assert_eq!(bar.words.len(), 3);
        assert!(bar.words.windows(2).all(|two| two[0].0 < two[1].0));
        assert!(bar.words[2].0 < bar.y, "words stand above their bar");
        assert!(bar.words[0].1.chars().count() <= LETTERS_MAX);
        assert!(bar.end.is_some());
        assert_eq!(
            picture.signs,
            ["● another name", "a stroke across: dissolved"]
        );
        assert!(picture.height > bar.y);
    }
}
