//! The strip: the meetings of a unit's year, one square for each stretch of time
//! in which one has to be held.

use askama::Template;
use askama::filters::HtmlSafe;

use crate::words::listed;

/// Squares in a row: a year of months, or a quarter of weeks.
const ROW: u32 = 13;

/// From one square to the next.
const PITCH: u32 = 27;

/// From one row to the next.
const LINE: u32 = 44;

/// A unit's year of meetings.
#[derive(Clone, Debug, Template)]
#[template(path = "pictures/strip.html")]
pub struct Strip {
    /// What it shows: `Assemblies of 2026`.
    pub caption: String,
    /// What a square stands for, for one and for several: `month`, `months`.
    pub stretch: (String, String),
    /// The squares in order of time.
    pub squares: Vec<Square>,
}

/// The same year in little, as it stands beside many others: without letters and ways, a path
/// for each way in which a meeting can have gone.
#[derive(Clone, Debug, Template)]
#[template(path = "pictures/year.html")]
pub struct Year {
    /// The year in words.
    pub sentence: String,
    width: u32,
    height: u32,
    /// How it went, and the squares in which it went so.
    paths: Vec<(Held, String)>,
}

/// One stretch of time.
#[derive(Clone, Debug)]
pub struct Square {
    /// The letter or number under it.
    pub letter: String,
    /// Its name in full: `October`.
    pub name: String,
    /// How it went.
    pub state: Held,
    /// The record, where there is one, or the way to make it.
    pub href: Option<String>,
}

/// How the meeting of a stretch of time went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Held {
    /// Held, with enough present.
    Held,
    /// Held, with too few present.
    TooFew,
    /// Not held.
    Missed,
    /// Due now.
    Due,
    /// To come.
    Ahead,
}

impl Held {
    fn class(self) -> &'static str {
        match self {
            Held::Held => "held",
            Held::TooFew => "few",
            Held::Missed => "missed",
            Held::Due => "now",
            Held::Ahead => "ahead",
        }
    }

    fn words(self) -> &'static str {
        match self {
            Held::Held => "held",
            Held::TooFew => "held, too few present",
            Held::Missed => "not held",
            Held::Due => "due now",
            Held::Ahead => "to come",
        }
    }

    /// Its shape with its corner at a place, for many of them in one path.
    fn shape_at(self, x: u32, y: u32) -> String {
        match self {
            Held::Held => format!("M{x} {y}h20v20h-20z"),
            Held::TooFew => format!("M{x} {y}v20h20z"),
            Held::Missed => {
                format!("M{} {}h18v18h-18zm5 5l8 8m0-8l-8 8", x + 1, y + 1)
            }
            Held::Due => format!("M{} {}h18v18h-18z", x + 1, y + 1),
            Held::Ahead => format!("M{} {}h4v4h-4z", x + 8, y + 8),
        }
    }

    /// Its shape in a box of twenty by twenty.
    fn shape(self) -> &'static str {
        match self {
            Held::Held => "M0 0h20v20H0z",
            Held::TooFew => "M0 0v20h20z",
            Held::Missed => "M1 1h18v18H1zM6 6l8 8M14 6l-8 8",
            Held::Due => "M1 1h18v18H1z",
            Held::Ahead => "M8 8h4v4H8z",
        }
    }
}

impl Strip {
    fn placed(&self) -> impl Iterator<Item = (u32, u32, &Square)> {
        let mut at = 0;
        self.squares.iter().map(move |square| {
            let place = (at % ROW * PITCH, at / ROW * LINE);
            at += 1;
            (place.0, place.1, square)
        })
    }

    /// The year in little.
    #[must_use]
    pub fn year(&self) -> Year {
        let places = |state: Held| {
            let squares = (0_u32..).zip(&self.squares);
            let of_state = squares.filter(move |(_, square)| square.state == state);
            of_state.map(|(at, _)| (at % ROW * PITCH, at / ROW * PITCH))
        };
        let path = |state: Held| {
            let shapes = places(state).map(|(x, y)| state.shape_at(x, y));
            (state, shapes.collect())
        };
        Year {
            sentence: self.sentence(),
            width: self.width(),
            height: self.count().div_ceil(ROW) * PITCH,
            paths: self.key().into_iter().map(path).collect(),
        }
    }

    fn width(&self) -> u32 {
        self.count().min(ROW) * PITCH - (PITCH - 20).min(self.count())
    }

    fn height(&self) -> u32 {
        self.count().div_ceil(ROW) * LINE - 4
    }

    fn count(&self) -> u32 {
        u32::try_from(self.squares.len()).unwrap_or(u32::MAX)
    }

    /// The states that occur, for the key under the strip.
    fn key(&self) -> Vec<Held> {
        [
            Held::Held,
            Held::TooFew,
            Held::Missed,
            Held::Due,
            Held::Ahead,
        ]
        .into_iter()
        .filter(|state| self.squares.iter().any(|square| square.state == *state))
        .collect()
    }

    fn named(&self, state: Held) -> Vec<String> {
        let squares = self.squares.iter().filter(|square| square.state == state);
        squares.map(|square| square.name.clone()).collect()
    }

    /// The whole strip in words.
    #[must_use]
    pub fn sentence(&self) -> String {
        let few = self.named(Held::TooFew);
        let missed = self.named(Held::Missed);
        let held = self.named(Held::Held).len() + few.len();
        let over = held + missed.len();
        let stretch = if over == 1 {
            &self.stretch.0
        } else {
            &self.stretch.1
        };
        let mut text = match over {
            0 => "None was due so far".to_owned(),
            _ => format!("Held in {held} of {over} {stretch}"),
        };
        if !missed.is_empty() && missed.len() <= 4 {
            text.push_str(&format!("; not held in {}", listed(&missed)));
        }
        if !few.is_empty() && few.len() <= 4 {
            text.push_str(&format!("; too few present in {}", listed(&few)));
        }
        text.push('.');
        text
    }
}

impl HtmlSafe for Strip {}
impl HtmlSafe for Year {}

#[cfg(test)]
mod tests {
    use super::*;

    fn strip(states: &[(&str, Held)]) -> Strip {
        let squares = states.iter().map(|(name, state)| Square {
            letter: name.chars().take(1).collect(),
            name: (*name).to_owned(),
            state: *state,
            href: None,
        });
        Strip {
            caption: String::new(),
            stretch: ("month".to_owned(), "months".to_owned()),
            squares: squares.collect(),
        }
    }

    #[test]
    fn the_sentence_says_what_the_squares_show() {
        let year = strip(&[
            ("January", Held::Held),
            ("February", Held::Missed),
            ("March", Held::TooFew),
            ("April", Held::Missed),
            ("May", Held::Due),
            ("June", Held::Ahead),
        ]);
        assert_eq!(
            year.sentence(),
            "Held in 2 of 4 months; not held in February and April; too few present in March."
        );
        assert_eq!(
            strip(&[("May", Held::Due)]).sentence(),
            "None was due so far."
        );
    }

    #[test]
    fn a_year_in_little_has_a_path_for_each_way_it_went() {
        let states = [Held::Held, Held::Missed, Held::Held, Held::Ahead];
        let year = strip(&states.map(|state| ("W", state))).year();
        let drawn = year.render().unwrap();
        assert_eq!(drawn.matches("<path ").count(), 3, "{drawn}");
        assert!(
            drawn.contains(r#"class="held" d="M0 0h20v20h-20zM54 0h20v20h-20z""#),
            "{drawn}"
        );
        assert!(drawn.contains("Held in 2 of 3 months"), "{drawn}");
        assert!(drawn.len() < 700, "{}", drawn.len());
    }

    #[test]
    fn a_year_of_weeks_runs_in_four_rows() {
        let weeks = strip(&[("W", Held::Held); 52]);
        assert_eq!(weeks.height(), 4 * LINE - 4);
        assert!(weeks.width() <= ROW * PITCH);
    }
}
