//! `[procedure]`: a way of several steps to a decision.

mod step;
mod then;

use super::Reader;
use crate::problem::did_you_mean;
use crate::procedure::{About, Direct, ProcedureRule};
use crate::reading::fields::Fields;
use crate::reading::value::Marked;
use crate::rule::RuleId;

/// Reads a procedure.
pub(super) fn read(rule: RuleId, fields: &mut Fields, reader: &mut Reader<'_>) -> ProcedureRule {
    let id = fields
        .id_needed("\"short-name\"", reader.problems)
        .map(|id| id.value)
        .unwrap_or_default();
    let title = fields
        .text_needed("title", "\"what one is called\"", reader.problems)
        .map(|title| title.value)
        .unwrap_or_default();
    let plural = fields
        .text("plural", reader.problems)
        .map_or_else(|| format!("{title}s"), |plural| plural.value);
    let about = fields
        .text_needed("about", "\"applicant\"", reader.problems)
        .and_then(|word| {
            const ALL: &[About] = &[About::Applicant, About::Member, About::Unit];
            one_of(&word, "about", ALL, About::word, reader)
        })
        .unwrap_or(About::Applicant);
    let levels = reader.levels_needed(fields);
    let grades = reader.grades_or_all(fields, "grades");
    let behind = fields.whole("behind", reader.problems);
    let from_anyone = from_anyone(fields, about, reader);
    let erase_days = fields.whole("erase_days", reader.problems);
    let erase_days = erase_days.map(|days| days.value);
    if from_anyone && erase_days.is_none() {
        fields.missing("erase_days", "180", reader.problems);
    }
    let direct = fields
        .text("direct", reader.problems)
        .and_then(|word| {
            const ALL: &[Direct] = &[Direct::Refused, Direct::Operator, Direct::Allowed];
            one_of(&word, "direct", ALL, Direct::word, reader)
        })
        .unwrap_or(Direct::Refused);
    let steps = step::read_all(fields, reader);
    ProcedureRule {
        rule,
        id,
        title,
        plural,
        about,
        levels,
        grades,
        behind: behind.map(|number| number.value),
        from_anyone,
        erase_days,
        direct,
        steps,
    }
}

/// Whether anybody may open one from outside, which they do about themselves.
fn from_anyone(fields: &mut Fields, about: About, reader: &mut Reader<'_>) -> bool {
    let Some(word) = fields.text("from", reader.problems) else {
        return false;
    };
    const ALL: &[bool] = &[true, false];
    let named = |anyone: bool| if anyone { "anyone" } else { "members" };
    let anyone = one_of(&word, "from", ALL, named, reader).unwrap_or(false);
    if anyone && about != About::Applicant {
        let message = "somebody from outside applies, and is no member or unit".to_owned();
        let help = "write `about = \"applicant\"`, or leave `from` out".to_owned();
        reader
            .problems
            .note(&word.span, message, "from anyone", help);
        return false;
    }
    anyone
}

/// One of a few words.
fn one_of<T: Copy>(
    text: &Marked<String>,
    key: &str,
    all: &[T],
    word: fn(T) -> &'static str,
    reader: &mut Reader<'_>,
) -> Option<T> {
    let found = all.iter().copied().find(|one| word(*one) == text.value);
    if found.is_none() {
        let help = did_you_mean(&text.value, all.iter().copied().map(word), "word");
        let message = format!("`{key}` cannot be `{}`", text.value);
        reader.problems.note(&text.span, message, "not known", help);
    }
    found
}
