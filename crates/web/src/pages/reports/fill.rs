//! From the record to the return of one unit.

use std::collections::BTreeMap;

use charter::Action;
use kernel::meetings::period_of;
use kernel::reports::{DaysOf, Return, Value};
use kernel::{DocumentId, UnitId};

use super::words::{self, Named, reads, return_href};
use super::{Correction, ReturnPage};
use crate::error::Failure;
use crate::frame::{Frame, Link};
use crate::pages::directives::words::unit_link;
use crate::view::View;
use crate::words::{away, capital, day, due};

type Texts = BTreeMap<DocumentId, String>;

/// The return and its corrections, the newest first.
fn told(view: View<'_>, named: &Named<'_>, unit: UnitId) -> Vec<Return> {
    view.state
        .returns_of(unit)
        .filter(|it| it.report == named.id && it.period == named.first)
        .collect()
}

/// The texts the page shows to this viewer.
pub(super) fn texts(
    view: View<'_>,
    unit: UnitId,
    (report, period): (&str, &str),
) -> Result<Vec<DocumentId>, Failure> {
    let named = words::named(view, report, period)?;
    view.unit(unit)?;
    if !reads(view, unit) {
        return Ok(Vec::new());
    }
    let texts = told(view, &named, unit).into_iter().flat_map(|it| {
        let words = it.values.into_iter().filter_map(|value| match value {
            Value::Text(text) => text,
            Value::Number(_) | Value::Choice(_) => None,
        });
        it.reason.into_iter().chain(words)
    });
    Ok(texts.collect())
}

/// The page.
pub(super) fn page(
    view: View<'_>,
    unit: UnitId,
    (report, period): (&str, &str),
    texts: &Texts,
    frame: Frame,
) -> Result<ReturnPage, Failure> {
    let named = words::named(view, report, period)?;
    words::unit_of(view, unit)?;
    let told = told(view, &named, unit);
    let lacks = view
        .state
        .lacks_return(named.rule, named.id, unit, named.first);
    if told.is_empty() && !lacks {
        return Err(Failure::NotFound);
    }
    let days = DaysOf::of(named.rule, period_of(named.rule.every, named.first))
        .ok_or(Failure::NotFound)?;
    let mut path = view.path_to(unit);
    path.push(Link::new("Reports", format!("/units/{unit}/reports")));
    Ok(ReturnPage {
        frame: Frame {
            path,
            title: named.title(),
            ..frame
        },
        heading: named.title(),
        unit: unit_link(view, unit),
        about: about(view, &told, &days),
        late: told.is_empty() && days.due < view.today,
        fields: fields(view, &named, unit, told.first(), texts),
        corrections: corrections(&named, &told, texts),
        acts: acts(view, &named, unit, (told.is_empty(), &days)),
        article: view.note(named.rule.rule),
    })
}

fn about(view: View<'_>, told: &[Return], days: &DaysOf) -> String {
    match (told.last(), told.first()) {
        (Some(filed), Some(last)) => {
            let late = if filed.on > days.due { ", late" } else { "" };
            let filed_words = format!(
                "filed on {}, {}{late}",
                day(filed.on),
                away(view.today, filed.on)
            );
            if last.reason.is_some() {
                format!("{filed_words} · corrected on {}", day(last.on))
            } else {
                filed_words
            }
        }
        _ => format!(
            "not filed yet · due by {}: {}",
            day(days.due),
            due(view.today, days.due)
        ),
    }
}

/// What the return says or, where there is none yet, what the record knows already.
fn fields(
    view: View<'_>,
    named: &Named<'_>,
    unit: UnitId,
    holds: Option<&Return>,
    texts: &Texts,
) -> Vec<(String, String)> {
    let fields = &named.rule.fields;
    match holds {
        Some(it) => fields
            .iter()
            .zip(&it.values)
            .map(|(field, value)| {
                let said = words::value(&field.kind, *value, |id| texts.get(&id).cloned());
                (capital(&field.title), said)
            })
            .collect(),
        None => {
            let known = view.state.known_to_record(named.rule, unit, named.first);
            fields
                .iter()
                .zip(known)
                .map(|(field, known)| {
                    let said = known.map_or_else(
                        || "to be filled in".to_owned(),
                        |number| format!("{}, from the record", crate::words::figure(number)),
                    );
                    (capital(&field.title), said)
                })
                .collect()
        }
    }
}

/// Each correction with its reason and what it changed, the newest first.
fn corrections(named: &Named<'_>, told: &[Return], texts: &Texts) -> Vec<Correction> {
    let pairs = told.iter().zip(told.iter().skip(1));
    pairs
        .map(|(after, before)| {
            let text = |id: DocumentId| texts.get(&id).cloned();
            let values = after.values.iter().zip(&before.values);
            let changed: Vec<String> = named
                .rule
                .fields
                .iter()
                .zip(values)
                .filter(|(_, (now, then))| now != then)
                .map(|(field, (now, then))| {
                    format!(
                        "{}: {} instead of {}",
                        field.title,
                        words::value(&field.kind, *now, text),
                        words::value(&field.kind, *then, text)
                    )
                })
                .collect();
            let what = if changed.is_empty() {
                "nothing changed".to_owned()
            } else {
                changed.join("; ")
            };
            Correction {
                reason: after.reason.and_then(text),
                change: format!("{}: {what}.", day(after.on)),
            }
        })
        .collect()
}

fn acts(
    view: View<'_>,
    named: &Named<'_>,
    unit: UnitId,
    (missing, days): (bool, &DaysOf),
) -> Vec<Link> {
    let Some(way) = return_href(view, unit, named.id, named.first) else {
        return Vec::new();
    };
    let files = view.state.files_for(unit);
    let mut acts = Vec::new();
    if missing && days.last <= view.today && view.may(Action::FileReturn, files) {
        acts.push(Link::new("File it", format!("{way}/file")));
    }
    if !missing && view.may(Action::CorrectReturn, files) {
        acts.push(Link::new("Correct it", format!("{way}/correct")));
    }
    acts
}
