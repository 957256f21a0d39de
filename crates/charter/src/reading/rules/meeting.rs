//! `[meeting]`: a kind of meeting that units of a level hold.

use super::{Reader, rhythm};
use crate::expression::Expression;
use crate::reading::fields::Fields;
use crate::reading::value::Marked;
use crate::rule::{MeetingRule, RuleId};

/// Reads a kind of meeting.
pub(super) fn read(rule: RuleId, fields: &mut Fields, reader: &mut Reader<'_>) -> MeetingRule {
    let id = fields
        .id_needed("\"short-name\"", reader.problems)
        .map(|id| id.value);
    let title = fields.text_needed("title", "\"what it is called\"", reader.problems);
    let levels = reader.levels_needed(fields);
    let every = fields
        .text("every", reader.problems)
        .and_then(|text| rhythm::read(&text, reader));
    let notice_days = fields
        .whole("notice_days", reader.problems)
        .map(|days| days.value);
    let attends = reader.grades_or_all(fields, "attends");
    let quorum = fields
        .text("quorum", reader.problems)
        .and_then(|text| expression(&text, reader));
    MeetingRule {
        rule,
        id: id.unwrap_or_default(),
        title: title.map(|title| title.value).unwrap_or_default(),
        levels,
        every,
        notice_days,
        attends,
        quorum,
    }
}

/// Reads an expression inside a text and marks the very place where it goes wrong.
fn expression(text: &Marked<String>, reader: &mut Reader<'_>) -> Option<Expression> {
    match Expression::read(&text.value) {
        Ok(expression) => Some(expression),
        Err(wrong) => {
            // A text without escapes lies in the document as it is, behind one quotation mark.
            let plain = text.span.len() == text.value.len() + 2;
            let span = if plain {
                let from = text.span.start + 1;
                let last = text.span.end.saturating_sub(1);
                (from + wrong.at.start).min(last)..(from + wrong.at.end).min(text.span.end)
            } else {
                text.span.clone()
            };
            reader.problems.note(
                &span,
                "this expression cannot be read",
                wrong.expected,
                wrong.help,
            );
            None
        }
    }
}
