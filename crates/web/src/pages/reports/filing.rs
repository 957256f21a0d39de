//! The forms that file a return and correct one: they ask for what the record
//! does not know.

use std::collections::BTreeMap;

use charter::{Action, FieldKind, ReportField};
use kernel::reports::{CorrectReturn, FileReturn, Given, Return, Value};
use kernel::{Command, DocumentId, UnitId};

use super::words::{self, Named, return_href};
use crate::acting::{Drawing, Trouble, day_field};
use crate::error::Failure;
use crate::forms::{Choice, Field, Kind};
use crate::frame::{Frame, Link};
use crate::pages::form::FormPage;
use crate::view::View;
use crate::words::{capital, figure};

/// What is sent: a value for each field's name.
pub(super) type Form = BTreeMap<String, String>;

/// Whether one is filed, or corrected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Filing {
    File,
    Correct,
}

impl Filing {
    fn right(self) -> Action {
        match self {
            Filing::File => Action::FileReturn,
            Filing::Correct => Action::CorrectReturn,
        }
    }
}

/// The name of a field in the form; those of the program have no such beginning.
fn name(field: &ReportField) -> String {
    format!("field-{}", field.id)
}

fn typed<'a>(form: &'a Form, name: &str) -> &'a str {
    form.get(name).map_or("", |value| value.trim())
}

/// Whether every number that is asked for is nought.
fn all_nought(named: &Named<'_>, form: &Form) -> bool {
    let mut numbers = named
        .rule
        .fields
        .iter()
        .filter(|field| field.kind == FieldKind::Number)
        .peekable();
    numbers.peek().is_some() && numbers.all(|field| typed(form, &name(field)) == "0")
}

/// What the form asks for, as far as it is filled in.
pub(super) fn command(
    view: View<'_>,
    filing: Filing,
    (unit, named): (UnitId, &Named<'_>),
    form: &Form,
    trouble: &mut Trouble,
) -> Result<Option<Command>, Failure> {
    words::unit_for(view, filing.right(), unit)?;
    let mut values = Vec::new();
    for field in &named.rule.fields {
        let at = name(field);
        let text = typed(form, &at);
        let given = match &field.kind {
            FieldKind::Record(_) => Some(Given::FromRecord),
            FieldKind::Text => Some(Given::Text(text.to_owned())),
            FieldKind::Number => {
                let number = text.parse().ok().map(Given::Number);
                if number.is_none() {
                    trouble.note(&at, "Give a whole number; 0 where there is nothing.");
                }
                number
            }
            FieldKind::Choice(choices) => {
                let chosen = choices.iter().position(|choice| choice == text);
                let chosen = chosen.and_then(|at| u8::try_from(at).ok());
                if chosen.is_none() {
                    trouble.note(&at, "Choose one.");
                }
                chosen.map(Given::Choice)
            }
        };
        values.extend(given);
    }
    let on = trouble.day("on", typed(form, "on"));
    if values.len() < named.rule.fields.len() {
        return Ok(None);
    }
    Ok(on.map(|on| match filing {
        Filing::File => FileReturn {
            report: named.id,
            unit,
            period: named.first,
            values,
            nought_confirmed: typed(form, "nought") == "meant",
            on,
        }
        .into(),
        Filing::Correct => CorrectReturn {
            report: named.id,
            unit,
            period: named.first,
            values,
            reason: typed(form, "reason").to_owned(),
            on,
        }
        .into(),
    }))
}

/// What a correction begins with: what the return says now.
pub(super) fn begun(
    named: &Named<'_>,
    holds: &Return,
    texts: &BTreeMap<DocumentId, String>,
) -> Form {
    let fields = named.rule.fields.iter().zip(&holds.values);
    fields
        .map(|(field, value)| {
            let said = match value {
                Value::Number(number) => number.to_string(),
                Value::Choice(_) => words::value(&field.kind, *value, |_| None),
                Value::Text(text) => text
                    .and_then(|text| texts.get(&text).cloned())
                    .unwrap_or_default(),
            };
            (name(field), said)
        })
        .collect()
}

/// The form.
pub(super) fn form(
    view: View<'_>,
    filing: Filing,
    (unit, named): (UnitId, &Named<'_>),
    form: &Form,
    with: Drawing,
) -> Result<FormPage, Failure> {
    let it = words::unit_for(view, filing.right(), unit)?;
    let Drawing {
        frame,
        guard,
        trouble,
    } = with;
    let mut fields: Vec<Field> = named
        .rule
        .fields
        .iter()
        .filter_map(|field| asked(field, form))
        .collect();
    if filing == Filing::File && all_nought(named, form) {
        let meant = Choice {
            value: "meant".to_owned(),
            text: "Every number is nought, and that is meant".to_owned(),
        };
        let field = Field::new("nought", "Nothing to report", Kind::Several(vec![meant]));
        fields.push(field.value(typed(form, "nought")).optional());
    }
    if filing == Filing::Correct {
        let reason = Field::new("reason", "Why it is corrected", Kind::Lines);
        fields.push(reason.value(typed(form, "reason")));
    }
    fields.push(day_field("Day", typed(form, "on"), view.today));
    let way = return_href(view, unit, named.id, named.first).ok_or(Failure::NotFound)?;
    let (heading, ending, submit) = match filing {
        Filing::File => (named.title(), "file", "File it"),
        Filing::Correct => (
            format!("Correct the {}", lowered(&named.title())),
            "correct",
            "Correct it",
        ),
    };
    let mut path = view.path_to(unit);
    path.push(Link::new("Reports", format!("/units/{unit}/reports")));
    Ok(FormPage {
        frame: Frame { path, ..frame },
        heading,
        lead: Some(lead(view, filing, (unit, named), it.name)),
        article: view.note(named.rule.rule),
        refused: trouble.refused.clone(),
        action: format!("{way}/{ending}"),
        guard,
        fields: fields
            .into_iter()
            .map(|field| trouble.mark(field))
            .collect(),
        submit: submit.to_owned(),
        back: Some(Link::new("Back", format!("/units/{unit}/reports"))),
    })
}

fn lowered(title: &str) -> String {
    let mut letters = title.chars();
    letters.next().map_or_else(String::new, |first| {
        format!("{}{}", first.to_lowercase(), letters.as_str())
    })
}

/// What the record has filled in already.
fn lead(view: View<'_>, filing: Filing, (unit, named): (UnitId, &Named<'_>), name: &str) -> String {
    let known = view.state.known_to_record(named.rule, unit, named.first);
    let known: Vec<String> = named
        .rule
        .fields
        .iter()
        .zip(known)
        .filter_map(|(field, known)| Some(format!("{} {}", field.title, figure(known?))))
        .collect();
    let from_record = if known.is_empty() {
        String::new()
    } else {
        format!(" From the record: {}.", known.join(", "))
    };
    match filing {
        Filing::File => format!("{name}.{from_record}"),
        Filing::Correct => format!(
            "{name}. The return that was filed stays on record, and the reason beside it. \
             What the record fills in is read again, and what it says now goes into the \
             correction.{from_record}"
        ),
    }
}

/// The field of the form for one of the report; none for what the record knows.
fn asked(field: &ReportField, form: &Form) -> Option<Field> {
    let (at, label) = (name(field), capital(&field.title));
    let value = typed(form, &at);
    let asked = match &field.kind {
        FieldKind::Record(_) => return None,
        FieldKind::Number => Field::new(&at, &label, Kind::Number(0, u32::MAX)).value(value),
        FieldKind::Text => Field::new(&at, &label, Kind::Lines).value(value).optional(),
        FieldKind::Choice(choices) => {
            let choices = choices.iter().map(|choice| Choice {
                value: choice.clone(),
                text: capital(choice),
            });
            Field::new(&at, &label, Kind::Choice(choices.collect())).value(value)
        }
    };
    Some(asked)
}
