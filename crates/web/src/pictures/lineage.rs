//! The lineage: which unit came from which, as a line down the years with what
//! ran into it on one side and what ran out of it on the other.

use askama::Template;
use askama::filters::HtmlSafe;

/// Height of one event.
const ROW: usize = 56;

/// A unit's lineage.
#[derive(Clone, Debug, Template)]
#[template(path = "pictures/lineage.html")]
pub struct Lineage {
    /// Name of the unit whose line it is.
    pub unit: String,
    /// What happened to it, oldest first.
    pub events: Vec<Event>,
}

/// Something that happened to a unit.
#[derive(Clone, Debug)]
pub struct Event {
    /// What it was: `Split off from No. 1 Circle`.
    pub what: String,
    /// The other unit, where there is one.
    pub href: Option<String>,
    /// When, with how far away it is.
    pub when: String,
    /// What it did to the line.
    pub turn: Turn,
}

/// What an event did to the line of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// The line begins.
    Begins,
    /// The line begins as a part of another.
    BeginsFrom,
    /// Another unit ran into it.
    TakesIn,
    /// Another unit came out of it.
    GivesOff,
    /// It changed and went on: a name, a place.
    Changes,
    /// It ran into another unit.
    EndsIn,
    /// It ended.
    Ends,
}

impl Turn {
    /// The curve that joins the line at height nought.
    fn curve(self) -> Option<&'static str> {
        match self {
            Turn::BeginsFrom | Turn::TakesIn => Some("M22-26V-14Q22-5 8 0"),
            Turn::GivesOff | Turn::EndsIn => Some("M8 0Q22 5 22 14V26"),
            Turn::Begins | Turn::Changes | Turn::Ends => None,
        }
    }
}

impl Lineage {
    fn height(&self) -> usize {
        self.events.len() * ROW
    }

    fn middle(&self, row: &usize) -> usize {
        row * ROW + ROW / 2
    }

    /// Whether the unit is still there, so that its line runs on.
    fn goes_on(&self) -> bool {
        !matches!(
            self.events.last().map(|event| event.turn),
            Some(Turn::Ends | Turn::EndsIn)
        )
    }

    fn line_end(&self) -> usize {
        if self.goes_on() {
            self.height()
        } else {
            self.height() - ROW / 2
        }
    }
}

impl HtmlSafe for Lineage {}
