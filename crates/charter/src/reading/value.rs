//! TOML with places: every value knows the bytes of the document it came from.

use std::ops::Range;

use jiff::civil::Date;
use toml::de::{DeTable, DeValue};

use crate::problem::Problems;

/// A value and where it stands in the document.
#[derive(Clone, Debug)]
pub(super) struct Marked<T> {
    pub(super) value: T,
    pub(super) span: Range<usize>,
}

impl<T> Marked<T> {
    pub(super) fn new(value: T, span: Range<usize>) -> Self {
        Marked { value, span }
    }
}

/// One value, as far as a charter knows values.
#[derive(Clone, Debug)]
pub(super) enum Value {
    Text(String),
    Whole(i64),
    Truth(bool),
    Day(Date),
    List(Vec<Marked<Value>>),
    Table(Vec<Entry>),
    /// Something TOML has and a charter has no use for.
    Other(&'static str),
}

impl Value {
    /// What it is, in words.
    pub(super) fn kind(&self) -> &'static str {
        match self {
            Value::Text(_) => "text",
            Value::Whole(_) => "a whole number",
            Value::Truth(_) => "true or false",
            Value::Day(_) => "a date",
            Value::List(_) => "a list",
            Value::Table(_) => "a table",
            Value::Other(kind) => kind,
        }
    }
}

/// A key with its value.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) key: Marked<String>,
    pub(super) value: Marked<Value>,
}

/// Reads a stretch of TOML that begins at byte `base` of the document.
pub(super) fn parse(text: &str, base: usize, problems: &mut Problems) -> Vec<Entry> {
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        let span = error.span().unwrap_or(0..text.len());
        problems.note(
            &shifted(&span, base),
            format!("this is not TOML: {}", error.message()),
            "here",
            "write `key = value`, with text in quotation marks",
        );
    }
    entries(table.get_ref(), base)
}

fn entries(table: &DeTable<'_>, base: usize) -> Vec<Entry> {
    let mut list: Vec<Entry> = table
        .iter()
        .map(|(key, value)| Entry {
            key: Marked::new(key.get_ref().to_string(), shifted(&key.span(), base)),
            value: Marked::new(owned(value.get_ref(), base), shifted(&value.span(), base)),
        })
        .collect();
    list.sort_by_key(|entry| entry.key.span.start);
    list
}

fn owned(value: &DeValue<'_>, base: usize) -> Value {
    match value {
        DeValue::String(text) => Value::Text(text.to_string()),
        DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix())
            .map_or(Value::Other("a number that is far too large"), Value::Whole),
        DeValue::Boolean(truth) => Value::Truth(*truth),
        DeValue::Datetime(day) => match (day.date, day.time) {
            (Some(date), None) => civil(date).map_or(Value::Other("no real date"), Value::Day),
            _ => Value::Other("a time"),
        },
        DeValue::Array(list) => Value::List(
            list.iter()
                .map(|item| Marked::new(owned(item.get_ref(), base), shifted(&item.span(), base)))
                .collect(),
        ),
        DeValue::Table(table) => Value::Table(entries(table, base)),
        DeValue::Float(_) => Value::Other("a number with a decimal point"),
    }
}

fn civil(date: toml::value::Date) -> Option<Date> {
    Date::new(
        i16::try_from(date.year).ok()?,
        i8::try_from(date.month).ok()?,
        i8::try_from(date.day).ok()?,
    )
    .ok()
}

fn shifted(span: &Range<usize>, base: usize) -> Range<usize> {
    span.start + base..span.end + base
}
