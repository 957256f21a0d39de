//! What is asked: read from the form, with what is wrong at each field.

use std::collections::BTreeMap;
use std::sync::Arc;

use charter::Charter;
use serde::Deserialize;
use sim::simulate::{Edition, Rate, Share};

use super::numbers::{Number, numbers};
use crate::forms::{Choice, Field, Kind};
use crate::pages::charter::adopting::in_lines;

/// Months that can be looked ahead.
const MONTHS: (u32, u32) = (3, 36);
/// What is chosen instead of a number where a whole text is written.
const WHOLE: &str = "text";

/// What the form sends, as it was typed.
#[derive(Clone, Debug, Deserialize)]
#[serde(default)]
pub(crate) struct WhatIfForm {
    months: String,
    joining: String,
    leaving: String,
    holding: String,
    number: String,
    becomes: String,
    charter: String,
}

impl Default for WhatIfForm {
    /// A year at the usual rates.
    fn default() -> WhatIfForm {
        WhatIfForm {
            months: "12".to_owned(),
            joining: "3".to_owned(),
            leaving: "2".to_owned(),
            holding: "97".to_owned(),
            number: String::new(),
            becomes: String::new(),
            charter: String::new(),
        }
    }
}

/// A question that can be worked out.
#[derive(Clone, Debug)]
pub(super) struct Question {
    pub(super) months: u32,
    pub(super) rates: Vec<(Rate, Share)>,
    pub(super) edition: Edition,
    pub(super) change: Change,
}

/// What of the charter changes.
#[derive(Clone, Debug)]
pub(super) enum Change {
    /// One number.
    Number(Number, u32),
    /// The whole text; its title.
    Text(String),
}

/// What is wrong with a question.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Wrong {
    /// By the name of the field.
    pub(super) fields: BTreeMap<&'static str, String>,
    /// What is wrong with the text of a charter, line by line.
    pub(super) problems: Vec<String>,
}

impl WhatIfForm {
    /// The question, if it is one.
    pub(super) fn question(&self, charter: &Charter) -> Result<Question, Wrong> {
        let mut wrong = Wrong::default();
        let months = wrong.whole("months", &self.months, MONTHS, "months");
        let percent = [
            ("joining", &self.joining, Rate::Joining),
            ("leaving", &self.leaving, Rate::Leaving),
            ("holding", &self.holding, Rate::Holding),
        ];
        let rates: Vec<(Rate, Share)> = percent
            .into_iter()
            .filter_map(|(name, typed, rate)| {
                let parts = wrong.whole(name, typed, (0, 100), "in a hundred")?;
                Some((rate, Share::ratio(parts, 100)))
            })
            .collect();
        let changed = self.changed(charter, &mut wrong);
        match (months, changed) {
            (Some(months), Some((edition, change))) if wrong == Wrong::default() => Ok(Question {
                months,
                rates,
                edition,
                change,
            }),
            _ => Err(wrong),
        }
    }

    fn changed(&self, charter: &Charter, wrong: &mut Wrong) -> Option<(Edition, Change)> {
        let is_number = !self.number.is_empty() && self.number != WHOLE;
        match (is_number, self.charter.trim().is_empty()) {
            (true, true) => self.one_number(charter, wrong),
            (false, false) => whole_text(&self.charter, wrong),
            (false, true) => {
                wrong.note(
                    "number",
                    "Choose a number, or write the text of a charter below.",
                );
                None
            }
            (true, false) => {
                wrong.note("number", "Choose a number or write a text, and not both.");
                None
            }
        }
    }

    fn one_number(&self, charter: &Charter, wrong: &mut Wrong) -> Option<(Edition, Change)> {
        let all = numbers(charter);
        let Some(number) = all.into_iter().find(|number| number.key == self.number) else {
            wrong.note("number", "The charter in force has no such number.");
            return None;
        };
        let to = wrong.whole("becomes", &self.becomes, number.range, "here")?;
        if number.now == Some(to) {
            wrong.note(
                "becomes",
                &format!("It is {to} already. Write another number."),
            );
            return None;
        }
        let change = format!("{} {to}", number.key);
        let edition = Edition {
            charter: Arc::new(number.changed(charter, to)),
            sha256: journal::sha256(change.as_bytes()),
        };
        Some((edition, Change::Number(number, to)))
    }

    /// The fields about time and rates, as they were typed.
    pub(super) fn times(&self, wrong: &Wrong) -> Vec<Field> {
        let (least, most) = MONTHS;
        let percent = Kind::Number(0, 100);
        [
            (
                "months",
                "Months to look ahead",
                &self.months,
                Kind::Number(least, most),
            ),
            (
                "joining",
                "Join in a year, of a hundred",
                &self.joining,
                percent.clone(),
            ),
            (
                "leaving",
                "Leave in a year, of a hundred",
                &self.leaving,
                percent.clone(),
            ),
            (
                "holding",
                "Meetings held, of a hundred due",
                &self.holding,
                percent,
            ),
        ]
        .into_iter()
        .map(|(name, label, typed, kind)| {
            wrong.at(name, Field::new(name, label, kind).value(typed.as_str()))
        })
        .collect()
    }

    /// The fields about one number of the charter.
    pub(super) fn number(&self, charter: &Charter, wrong: &Wrong) -> Vec<Field> {
        let whole = Choice {
            value: WHOLE.to_owned(),
            text: "None of these: the whole text below".to_owned(),
        };
        let choices = numbers(charter).into_iter().map(|number| Choice {
            text: format!("{}: now {}", number.words, number.now_in_words()),
            value: number.key,
        });
        let choices: Vec<Choice> = choices.chain([whole]).collect();
        let number = Field::new("number", "Number of the charter", Kind::Choice(choices));
        let becomes = Field::new("becomes", "It becomes", Kind::Number(0, 10_000));
        vec![
            wrong.at("number", number.value(self.number.as_str())),
            wrong.at("becomes", becomes.value(self.becomes.as_str()).optional()),
        ]
    }

    /// The field for a whole text.
    pub(super) fn text(&self, wrong: &Wrong) -> Field {
        let field = Field::new("charter", "Text of a charter", Kind::Lines).optional();
        let hint = "The document with its rules. It must keep the levels, grades, posts and meetings there are.";
        wrong.at("charter", field.value(self.charter.as_str()).hint(hint))
    }
}

/// A text as an edition, or what is wrong with it.
fn whole_text(typed: &str, wrong: &mut Wrong) -> Option<(Edition, Change)> {
    // Forms send the ends of lines as two letters.
    let text = typed.replace("\r\n", "\n");
    match Edition::read(&text) {
        Ok(edition) => {
            let title = edition.charter.title.clone();
            Some((edition, Change::Text(title)))
        }
        Err(problems) => {
            wrong.note("charter", "This text does not read as a charter.");
            wrong.problems = in_lines(&text, &problems);
            None
        }
    }
}

impl Wrong {
    fn note(&mut self, field: &'static str, what: &str) {
        self.fields.insert(field, what.to_owned());
    }

    /// A whole number in a range, or what is wrong with it.
    fn whole(
        &mut self,
        field: &'static str,
        typed: &str,
        (least, most): (u32, u32),
        of_what: &str,
    ) -> Option<u32> {
        let number = typed.trim().parse().ok();
        let number = number.filter(|number| (least..=most).contains(number));
        if number.is_none() {
            self.note(
                field,
                &format!("Write a whole number from {least} to {most} {of_what}."),
            );
        }
        number
    }

    fn at(&self, name: &str, field: Field) -> Field {
        match self.fields.get(name) {
            Some(what) => field.error(what.as_str()),
            None => field,
        }
    }
}
