//! `[size]`: how many belong to a unit of a level, and what happens outside.

use std::ops::Range;

use super::Reader;
use crate::problem::did_you_mean;
use crate::reading::fields::Fields;
use crate::reading::stretch::Stretch;
use crate::reading::value::Marked;
use crate::rule::{Charter, LevelId, Outcome, Remedy, RuleId, Size};

/// What stands outside a range when it is not written well: everything, so that nothing is complained of twice.
const UNREAD: Stretch = Stretch {
    least: 0,
    most: None,
};

struct Draft {
    outcome: Outcome,
    stretch: Stretch,
    order: Option<u16>,
    span: Range<usize>,
}

/// Reads a size rule; its subject is its level.
pub(super) fn read(
    rule: RuleId,
    fields: &mut Fields,
    charter: &mut Charter,
    reader: &mut Reader<'_>,
) -> String {
    let level = fields.text_needed("level", "\"the id of a level\"", reader.problems);
    let subject = level
        .as_ref()
        .map(|id| id.value.clone())
        .unwrap_or_default();
    let level = level.and_then(|id| reader.names.level(&id, reader.problems));
    let range = fields
        .text_needed("range", "\"5..=30\"", reader.problems)
        .and_then(|text| {
            let read = Stretch::read(&text.value);
            if read.is_none() {
                not_a_stretch(&text, reader);
            }
            read
        });
    let counts = match fields.table("counts", reader.problems) {
        Some(mut table) => {
            let grades = reader.grades_or_all(&mut table, "grades");
            if let Some(basis) = table.text_needed("basis", "\"assumed\"", reader.problems) {
                fields.parts.push(("counts", basis));
            }
            table.finish(reader.problems);
            grades
        }
        None => reader.all_grades(),
    };
    let mend_days = fields
        .whole("mend_days", reader.problems)
        .map(|days| days.value);
    let tables = fields.tables("outside", reader.problems);
    let before = reader.problems.count();
    let mut drafts: Vec<Draft> = tables
        .into_iter()
        .filter_map(|table| outcome(table, range, reader))
        .collect();
    if let Some(range) = range
        && reader.problems.count() == before
    {
        contradictions(range, &drafts, fields, reader);
    }
    drafts.sort_by_key(|draft| draft.order);
    let range = range.unwrap_or(UNREAD);
    charter.sizes.push(Size {
        rule,
        level: level.unwrap_or(LevelId(u8::MAX)),
        least: range.least,
        most: range.most,
        counts,
        mend_days,
        outside: drafts.into_iter().map(|draft| draft.outcome).collect(),
    });
    subject
}

fn not_a_stretch(text: &Marked<String>, reader: &mut Reader<'_>) {
    reader.problems.note(
        &text.span,
        format!("`{}` is no range", text.value),
        "holds nothing, or is written another way",
        "write `5..=30` for 5 to 30, `..5` for 4 or fewer, `31..` for 31 or more",
    );
}

fn outcome(mut table: Fields, range: Option<Stretch>, reader: &mut Reader<'_>) -> Option<Draft> {
    let when = table.text_needed("when", "\"above\"", reader.problems);
    let then = table.text_needed("then", "\"split\"", reader.problems);
    let order = table
        .whole("order", reader.problems)
        .map(|order| order.value);
    let basis = reader.keys.basis_needed(&mut table, reader.problems);
    table.finish(reader.problems);
    let then = then.and_then(|text| remedy(&text, reader));
    let when = when?;
    let stretch = meant(&when, range, reader)?;
    if let Some(range) = range
        && stretch.overlaps(range)
    {
        reader.problems.note(
            &when.span,
            format!(
                "{} overlaps the range itself, {}",
                stretch.words(),
                range.words()
            ),
            "inside the range nothing has to happen",
            "name only sizes outside the range",
        );
    }
    let outcome = Outcome {
        least: stretch.least,
        most: stretch.most,
        then: then?,
        basis,
    };
    Some(Draft {
        outcome,
        stretch,
        order,
        span: when.span,
    })
}

/// Reads which sizes an outcome speaks of: `above`, `below`, or a range.
fn meant(
    when: &Marked<String>,
    range: Option<Stretch>,
    reader: &mut Reader<'_>,
) -> Option<Stretch> {
    let side = when.value.trim();
    if side != "above" && side != "below" {
        let read = Stretch::read(side);
        if read.is_none() {
            not_a_stretch(when, reader);
        }
        return read;
    }
    let range = range?;
    let outside = if side == "below" {
        range.least.checked_sub(1).map(|most| Stretch {
            least: 0,
            most: Some(most),
        })
    } else {
        range.most.map(|most| Stretch {
            least: most.saturating_add(1),
            most: None,
        })
    };
    if outside.is_none() {
        let message = format!("nothing is {side} this range");
        let help = "leave this outcome out";
        reader
            .problems
            .note(&when.span, message, "there is no such size", help);
    }
    outside
}

/// Reads what happens: `split`, `merge`, `attach`, `allow`, `close`, `form LEVEL`.
fn remedy(text: &Marked<String>, reader: &mut Reader<'_>) -> Option<Remedy> {
    const WORDS: &[&str] = &["split", "merge", "attach", "allow", "close", "form"];
    match text.value.trim() {
        "split" => Some(Remedy::Split),
        "merge" => Some(Remedy::Merge),
        "attach" => Some(Remedy::Attach),
        "allow" => Some(Remedy::Allow),
        "close" => Some(Remedy::Close),
        other => {
            if let Some(level) = other.strip_prefix("form ") {
                let id = Marked::new(level.trim().to_owned(), text.span.clone());
                return reader.names.level(&id, reader.problems).map(Remedy::Form);
            }
            let help = did_you_mean(other, WORDS.iter().copied(), "outcome");
            reader.problems.note(
                &text.span,
                format!("`{other}` is nothing that can happen to a unit"),
                "",
                help,
            );
            None
        }
    }
}

/// Overlaps need an order; nothing outside may be left without an outcome.
fn contradictions(range: Stretch, drafts: &[Draft], fields: &Fields, reader: &mut Reader<'_>) {
    for (at, draft) in drafts.iter().enumerate() {
        for earlier in drafts
            .iter()
            .take(at)
            .filter(|earlier| earlier.stretch.overlaps(draft.stretch))
        {
            let ordered =
                draft.order.is_some() && earlier.order.is_some() && draft.order != earlier.order;
            if !ordered {
                reader.problems.note(
                    &draft.span,
                    format!(
                        "two outcomes speak of the same sizes ({} and {}) and no order says which comes first",
                        earlier.stretch.words(),
                        draft.stretch.words()
                    ),
                    "overlaps an outcome above",
                    "give each an `order`: 1 is preferred",
                );
            }
        }
    }
    let covered: Vec<Stretch> = drafts
        .iter()
        .map(|draft| draft.stretch)
        .chain([range])
        .collect();
    let everything = Stretch {
        least: 0,
        most: None,
    };
    for open in everything.uncovered(&covered) {
        reader.problems.note(
            &fields.mark("range"),
            format!("nothing says what happens to a unit of {}", open.words()),
            "a gap beside this range",
            "add `[[size.outside]]` with `when`, `then` and `basis`; `then = \"allow\"` where it may stay",
        );
    }
}
