//! From the text of a scenario to what it says, or to what is wrong with it.

use std::ops::Range;

use charter::Problem;
use jiff::civil::Date;
use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use super::super::delays::Wait;
use super::super::draws::Share;
use super::super::rates::Rate;
use super::{Amending, Amendment, Change, Named, Scenario, Shock};

type Value<'a> = Spanned<DeValue<'a>>;

/// Most tables of one kind: draws number them with a byte.
const TABLES_MAX: usize = 200;
/// Most days that anything takes in time.
const DAYS_MAX: u16 = 366;

pub(super) fn read(text: &str) -> Result<Scenario, Vec<Problem>> {
    let mut reader = Reader {
        problems: Vec::new(),
    };
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        let span = error.span().unwrap_or(0..text.len());
        reader.note(
            span,
            error.message(),
            "here",
            "write `key = value`, with text in quotation marks",
        );
    }
    let scenario = reader.scenario(table.get_ref());
    reader.problems.sort_by_key(|problem| problem.span.start);
    if reader.problems.is_empty() {
        Ok(scenario)
    } else {
        Err(reader.problems)
    }
}

struct Reader {
    problems: Vec<Problem>,
}

impl Reader {
    fn note(
        &mut self,
        span: Range<usize>,
        message: impl Into<String>,
        label: &str,
        help: impl Into<String>,
    ) {
        self.problems.push(Problem {
            span,
            message: message.into(),
            label: label.to_owned(),
            help: Some(help.into()),
        });
    }

    fn unknown(&mut self, key: &Spanned<DeString<'_>>, possible: &[&str]) {
        let message = format!("a scenario has no key `{}` here", key.get_ref());
        let help = format!("possible here: {}", possible.join(", "));
        self.note(key.span(), message, "not known", help);
    }

    fn scenario(&mut self, table: &DeTable<'_>) -> Scenario {
        let mut scenario = Scenario::default();
        for (key, value) in table {
            match key.get_ref().as_ref() {
                "title" => scenario.title = self.text(value).unwrap_or_default(),
                "begins" => {
                    if let Some(begins) = self.first_of_month(value) {
                        scenario.begins = begins;
                    }
                }
                "rates" => {
                    for (rate, share) in self.rates(value) {
                        scenario.rates.set(rate, share);
                    }
                }
                "days" => {
                    for (wait, days) in self.waits(value) {
                        scenario.waits.set(wait, days);
                    }
                }
                "change" => scenario.changes = self.tables(value, Reader::change),
                "shock" => scenario.shocks = self.tables(value, Reader::shock),
                "amendment" => scenario.amendments = self.tables(value, Reader::amendment),
                _ => self.unknown(
                    key,
                    &[
                        "title",
                        "begins",
                        "rates",
                        "days",
                        "change",
                        "shock",
                        "amendment",
                    ],
                ),
            }
        }
        self.amendments_in_order(&scenario);
        scenario
    }

    fn amendments_in_order(&mut self, scenario: &Scenario) {
        let mut last = scenario.begins;
        for amendment in &scenario.amendments {
            if amendment.from <= last {
                let message = format!(
                    "this amendment is in force from {}, and {last} comes before it in the file",
                    amendment.from
                );
                self.note(
                    amendment.span.clone(),
                    message,
                    "out of order",
                    "amendments follow each other, the first after the day the scenario begins",
                );
            }
            last = amendment.from.max(last);
        }
    }

    fn tables<T>(
        &mut self,
        value: &Value<'_>,
        one: fn(&mut Reader, &DeTable<'_>, Range<usize>) -> Option<T>,
    ) -> Vec<T> {
        let DeValue::Array(list) = value.get_ref() else {
            self.note(
                value.span(),
                "these are tables, each under its own heading",
                "here",
                "write `[[change]]`, with two brackets",
            );
            return Vec::new();
        };
        if list.len() > TABLES_MAX {
            self.note(
                value.span(),
                format!("more than {TABLES_MAX} of a kind"),
                "here",
                "make it smaller",
            );
        }
        list.iter()
            .filter_map(|item| match item.get_ref() {
                DeValue::Table(table) => one(self, table, item.span()),
                _ => {
                    self.note(
                        item.span(),
                        "this is no table",
                        "here",
                        "write `[[change]]`, with two brackets",
                    );
                    None
                }
            })
            .collect()
    }

    fn change(&mut self, table: &DeTable<'_>, span: Range<usize>) -> Option<Change> {
        let (mut from, mut until, mut level, mut area) = (None, None, None, None);
        let mut rates = Vec::new();
        for (key, value) in table {
            match key.get_ref().as_ref() {
                "from" => from = self.day(value),
                "until" => until = self.day(value).map(|day| (day, value.span())),
                "level" => level = self.named(value),
                "area" => area = self.named(value),
                word => match rate_of(word) {
                    Some(rate) => rates.extend(self.share(value).map(|share| (rate, share))),
                    None => {
                        let mut possible = vec!["from", "until", "level", "area"];
                        possible.extend(Rate::ALL.iter().map(|rate| rate.key()));
                        self.unknown(key, &possible);
                    }
                },
            }
        }
        let from = self.needed(from, span, "from")?;
        if let Some((until, span)) = &until
            && *until < from
        {
            self.note(
                span.clone(),
                format!("it ends before it begins on {from}"),
                "out of order",
                "`until` is the last day",
            );
        }
        Some(Change {
            from,
            until: until.map(|(day, _)| day),
            level,
            area,
            rates,
        })
    }

    fn shock(&mut self, table: &DeTable<'_>, span: Range<usize>) -> Option<Shock> {
        let (mut on, mut leave, mut area) = (None, None, None);
        for (key, value) in table {
            match key.get_ref().as_ref() {
                "on" => on = self.day(value),
                "leave" => leave = self.share(value),
                "area" => area = self.named(value),
                _ => self.unknown(key, &["on", "leave", "area"]),
            }
        }
        Some(Shock {
            on: self.needed(on, span.clone(), "on")?,
            leave: self.needed(leave, span, "leave")?,
            area,
        })
    }

    fn amendment(&mut self, table: &DeTable<'_>, span: Range<usize>) -> Option<Amendment> {
        let (mut from, mut file, mut this, mut by) = (None, None, None, None);
        for (key, value) in table {
            match key.get_ref().as_ref() {
                "from" => from = self.first_of_month(value),
                "charter" => file = self.text(value),
                "replace" => this = self.text(value),
                "by" => by = self.text(value),
                _ => self.unknown(key, &["from", "charter", "replace", "by"]),
            }
        }
        let how = match (file, this, by) {
            (Some(file), None, None) => Amending::File(file),
            (None, Some(this), Some(by)) => Amending::Replace { this, by },
            _ => {
                self.note(
                    span,
                    "an amendment says what changes in one of two ways",
                    "here",
                    "either `charter = FILE`, or `replace` with `by`",
                );
                return None;
            }
        };
        Some(Amendment {
            from: self.needed(from, span.clone(), "from")?,
            how,
            span,
        })
    }

    fn rates(&mut self, value: &Value<'_>) -> Vec<(Rate, Share)> {
        let DeValue::Table(table) = value.get_ref() else {
            self.note(
                value.span(),
                "the rates are a table",
                "here",
                "write `[rates]` and the rates beneath it",
            );
            return Vec::new();
        };
        let mut rates = Vec::new();
        for (key, value) in table {
            match rate_of(key.get_ref()) {
                Some(rate) => rates.extend(self.share(value).map(|share| (rate, share))),
                None => self.unknown(key, &Rate::ALL.map(Rate::key)),
            }
        }
        rates
    }

    fn waits(&mut self, value: &Value<'_>) -> Vec<(Wait, u16)> {
        let DeValue::Table(table) = value.get_ref() else {
            self.note(
                value.span(),
                "the days are a table",
                "here",
                "write `[days]` and the days beneath it",
            );
            return Vec::new();
        };
        let mut waits = Vec::new();
        for (key, value) in table {
            let wait = Wait::ALL
                .into_iter()
                .find(|wait| wait.key() == key.get_ref().as_ref());
            match wait {
                Some(wait) => waits.extend(self.days(value).map(|days| (wait, days))),
                None => self.unknown(key, &Wait::ALL.map(Wait::key)),
            }
        }
        waits
    }

    /// A number of days.
    fn days(&mut self, value: &Value<'_>) -> Option<u16> {
        let days = match value.get_ref() {
            DeValue::Integer(number) => number.as_str().parse::<u16>().ok(),
            _ => None,
        };
        let days = days.filter(|days| (1..=DAYS_MAX).contains(days));
        if days.is_none() {
            self.note(
                value.span(),
                format!("this is a whole number of days from 1 to {DAYS_MAX}"),
                "here",
                "a week is `7`",
            );
        }
        days
    }

    fn needed<T>(&mut self, value: Option<T>, span: Range<usize>, key: &str) -> Option<T> {
        if value.is_none()
            && !self
                .problems
                .iter()
                .any(|problem| span.contains(&problem.span.start))
        {
            self.note(
                span,
                format!("`{key}` is missing"),
                "in this table",
                format!("add `{key} = ...`"),
            );
        }
        value
    }

    fn share(&mut self, value: &Value<'_>) -> Option<Share> {
        let number = match value.get_ref() {
            DeValue::Float(number) => number.as_str().parse::<f64>().ok(),
            DeValue::Integer(number) => number.as_str().parse::<f64>().ok(),
            _ => None,
        };
        let share = number.and_then(Share::new);
        if share.is_none() {
            self.note(
                value.span(),
                "a rate is a share from 0 to 1",
                "outside 0 to 1",
                "three in a hundred are `0.03`",
            );
        }
        share
    }

    fn text(&mut self, value: &Value<'_>) -> Option<String> {
        if let DeValue::String(text) = value.get_ref() {
            return Some(text.to_string());
        }
        self.note(
            value.span(),
            "this has to be text",
            "here",
            "put it in quotation marks",
        );
        None
    }

    fn named(&mut self, value: &Value<'_>) -> Option<Named> {
        let text = self.text(value)?;
        Some(Named {
            text,
            span: value.span(),
        })
    }

    fn day(&mut self, value: &Value<'_>) -> Option<Date> {
        let date = match value.get_ref() {
            DeValue::Datetime(day) if day.time.is_none() => day.date.and_then(civil),
            _ => None,
        };
        if date.is_none() {
            self.note(
                value.span(),
                "this has to be a day",
                "here",
                "write it as 2026-07-01, without quotation marks",
            );
        }
        date
    }

    fn first_of_month(&mut self, value: &Value<'_>) -> Option<Date> {
        let day = self.day(value)?;
        if day.day() != 1 {
            self.note(
                value.span(),
                "months pass whole, so this is the first day of one",
                "not a first",
                format!("write {}", day.first_of_month()),
            );
        }
        Some(day)
    }
}

fn rate_of(word: &str) -> Option<Rate> {
    Rate::ALL.into_iter().find(|rate| rate.key() == word)
}

fn civil(date: toml::value::Date) -> Option<Date> {
    Date::new(
        i16::try_from(date.year).ok()?,
        i8::try_from(date.month).ok()?,
        i8::try_from(date.day).ok()?,
    )
    .ok()
}
