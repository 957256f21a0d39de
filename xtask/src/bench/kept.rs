//! What was measured, as it is kept: every value of every run, with the
//! machine, the commit and the command. The document is made from it alone.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};

use super::machine::Machine;

/// A value that a program reported: a number, or a text that must come out the same.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(untagged)]
pub(super) enum Value {
    /// A number in the figure's unit.
    Number(f64),
    /// A hash or the like.
    Text(String),
}

/// One line of a program's answer.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Line {
    /// What was measured.
    pub(super) figure: String,
    /// With how many members.
    pub(super) size: u64,
    /// What came out.
    pub(super) value: Value,
    /// In what.
    pub(super) unit: String,
}

/// Everything that was measured.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Kept {
    /// Each part by its name.
    pub(super) parts: BTreeMap<String, Measured>,
}

/// A part that was measured.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Measured {
    /// Where and of what.
    pub(super) of: Circumstances,
    /// The command.
    pub(super) command: String,
    /// How many members.
    pub(super) size: u64,
    /// How often the program was run.
    pub(super) runs: usize,
    /// The processes that wanted to run before it began, on average over a minute.
    pub(super) load: Option<f64>,
    /// What it reported, in the order in which it did.
    pub(super) figures: Vec<Figure>,
}

/// Where something was measured, and of which sources.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Circumstances {
    /// The machine.
    pub(super) machine: Machine,
    /// The commit.
    pub(super) commit: String,
    /// Whether nothing had been changed since that commit.
    pub(super) clean: bool,
    /// The day.
    pub(super) day: String,
}

/// One figure with every value that was reported.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Figure {
    /// Its name.
    pub(super) name: String,
    /// Its unit.
    pub(super) unit: String,
    /// All values, run after run.
    pub(super) values: Vec<Value>,
}

/// The middle of some numbers, and how far they lie apart.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Spread {
    /// The middle one; of an even number of them, the mean of the two in the middle.
    pub(super) median: f64,
    /// The least.
    pub(super) least: f64,
    /// The greatest.
    pub(super) greatest: f64,
    /// How many there are.
    pub(super) count: usize,
}

impl Kept {
    /// Reads what was kept; nothing, where nothing was.
    pub(super) fn read(path: &Path) -> Result<Kept> {
        if !path.exists() {
            return Ok(Kept::default());
        }
        let shown = path.display();
        let text = fs::read_to_string(path).with_context(|| format!("reading {shown}"))?;
        serde_json::from_str(&text).with_context(|| format!("reading {shown}"))
    }

    /// Keeps it.
    pub(super) fn write(&self, path: &Path) -> Result<()> {
        let shown = path.display();
        let mut text = serde_json::to_string_pretty(self)?;
        text.push('\n');
        fs::write(path, text).with_context(|| format!("writing {shown}"))
    }

    /// A figure of a part.
    pub(super) fn figure(&self, part: &str, name: &str) -> Option<&Figure> {
        self.parts.get(part)?.figure(name)
    }

    /// The spread of a figure of a part.
    pub(super) fn spread(&self, part: &str, name: &str) -> Option<Spread> {
        self.figure(part, name)?.spread()
    }
}

impl Measured {
    fn figure(&self, name: &str) -> Option<&Figure> {
        self.figures.iter().find(|figure| figure.name == name)
    }

    /// Adds what a program said in one line.
    pub(super) fn add(&mut self, line: Line) {
        match self
            .figures
            .iter_mut()
            .find(|figure| figure.name == line.figure && figure.unit == line.unit)
        {
            Some(figure) => figure.values.push(line.value),
            None => self.figures.push(Figure {
                name: line.figure,
                unit: line.unit,
                values: vec![line.value],
            }),
        }
    }
}

impl Figure {
    /// The spread of its numbers, if it has any.
    pub(super) fn spread(&self) -> Option<Spread> {
        let mut numbers: Vec<f64> = self
            .values
            .iter()
            .filter_map(|value| match value {
                Value::Number(number) => Some(*number),
                Value::Text(_) => None,
            })
            .collect();
        numbers.sort_by(f64::total_cmp);
        let count = numbers.len();
        let high = *numbers.get(count / 2)?;
        let low = *numbers.get(count.checked_sub(1)? / 2)?;
        Some(Spread {
            median: f64::midpoint(low, high),
            least: *numbers.first()?,
            greatest: *numbers.last()?,
            count,
        })
    }

    /// The text that every run gave, if it is one and they all gave the same.
    pub(super) fn same_text(&self) -> Option<&str> {
        let Value::Text(first) = self.values.first()? else {
            return None;
        };
        let is_same = self
            .values
            .iter()
            .all(|value| matches!(value, Value::Text(text) if text == first));
        is_same.then_some(first.as_str())
    }

    /// Whether it is a text and no number.
    pub(super) fn is_text(&self) -> bool {
        matches!(self.values.first(), Some(Value::Text(_)))
    }
}

#[cfg(test)]
mod tests {
    use super::{Figure, Line, Spread, Value};

    fn figure(values: Vec<Value>) -> Figure {
        Figure {
            name: "year".to_owned(),
            unit: "s".to_owned(),
            values,
        }
    }

    #[test]
    fn the_middle_of_an_even_and_of_an_odd_number_of_values() {
        let spread = |values: &[f64]| {
            figure(values.iter().map(|value| Value::Number(*value)).collect()).spread()
        };
        assert_eq!(spread(&[]), None);
        assert_eq!(
            spread(&[3.0, 1.0, 2.0]),
            Some(Spread {
                median: 2.0,
                least: 1.0,
                greatest: 3.0,
                count: 3
            })
        );
        assert_eq!(spread(&[4.0, 1.0]).map(|it| it.median), Some(2.5));
    }

    #[test]
    fn a_hash_is_the_same_or_it_is_not() {
        let text = |text: &str| Value::Text(text.to_owned());
        assert_eq!(figure(vec![text("a"), text("a")]).same_text(), Some("a"));
        assert_eq!(figure(vec![text("a"), text("b")]).same_text(), None);
        assert_eq!(figure(vec![Value::Number(1.0)]).same_text(), None);
    }

    #[test]
    fn a_line_has_four_fields_and_no_others() {
        let line: Line =
            serde_json::from_str(r#"{"figure":"admit","size":10,"value":131,"unit":"ns"}"#)
                .expect("a line");
        assert_eq!(line.value, Value::Number(131.0));
        for wrong in [
            r#"{"figure":"admit","size":10,"value":131}"#,
            r#"{"figure":"admit","size":10,"value":131,"unit":"ns","more":1}"#,
            r#"{"figure":"admit","size":10,"value":null,"unit":"ns"}"#,
        ] {
            assert!(serde_json::from_str::<Line>(wrong).is_err(), "{wrong}");
        }
    }
}
