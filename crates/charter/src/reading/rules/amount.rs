//! An expression inside a rule: what can be known where it is used, and where
//! it goes wrong.

use std::ops::Range;

use super::Reader;
use crate::expression::{Denominator, Expression};
use crate::reading::value::Marked;
use crate::sentence::listed;

/// Reads an expression that may use these figures, and marks the very place where it goes wrong.
pub(super) fn read(
    text: &Marked<String>,
    known: &[Denominator],
    reader: &mut Reader<'_>,
) -> Option<Expression> {
    let expression = match Expression::read(&text.value) {
        Ok(expression) => expression,
        Err(wrong) => {
            let message = "this expression cannot be read";
            let span = within(text, &wrong.at);
            reader
                .problems
                .note(&span, message, wrong.expected, wrong.help);
            return None;
        }
    };
    let unknown = expression
        .uses()
        .into_iter()
        .find(|figure| !known.contains(figure));
    if let Some(figure) = unknown {
        let word = figure.word();
        let words: Vec<String> = known
            .iter()
            .map(|figure| format!("`{}` ({})", figure.word(), figure.words()))
            .collect();
        reader.problems.note(
            &text.span,
            format!("`{word}` is not known here"),
            "another figure is needed",
            format!("what is known here: {}", listed(&words, "and")),
        );
        return None;
    }
    Some(expression)
}

/// A text without escapes lies in the document as it is, behind one quotation mark.
fn within(text: &Marked<String>, at: &Range<usize>) -> Range<usize> {
    if text.span.len() != text.value.len() + 2 {
        return text.span.clone();
    }
    let from = text.span.start + 1;
    let last = text.span.end.saturating_sub(1);
    (from + at.start).min(last)..(from + at.end).min(text.span.end)
}
