//! `[meeting]`: a kind of meeting that units of a level hold.

use super::Reader;
use crate::expression::Expression;
use crate::reading::fields::Fields;
use crate::reading::value::Marked;
use crate::rule::{Every, MeetingRule, RuleId};

/// Reads a kind of meeting.
pub(super) fn read(rule: RuleId, fields: &mut Fields, reader: &mut Reader<'_>) -> MeetingRule {
    let id = fields
        .id_needed("\"short-name\"", reader.problems)
        .map(|id| id.value);
    let title = fields.text_needed("title", "\"what it is called\"", reader.problems);
    let levels = reader.levels_needed(fields);
    let every = fields
        .text("every", reader.problems)
        .and_then(|text| every(&text, reader));
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

/// Reads a rhythm: `month`, `3 months`, `year`, `2 weeks`.
fn every(text: &Marked<String>, reader: &mut Reader<'_>) -> Option<Every> {
    let written = text.value.trim();
    let (count, word) = match written.split_once(' ') {
        Some((count, word)) => (count.parse::<u8>().ok(), word.trim()),
        None => (Some(1), written),
    };
    let rhythm = match (count, word.trim_end_matches('s')) {
        (Some(months), "month") => Some(Every::Months(months)),
        (Some(1), "quarter") => Some(Every::Months(3)),
        (Some(1), "half-year") => Some(Every::Months(6)),
        (Some(years), "year") => years.checked_mul(12).map(Every::Months),
        (Some(weeks), "week") => Some(Every::Weeks(weeks)),
        _ => None,
    };
    let fits = match rhythm {
        // Stretches of months are counted from January, so they have to fill years.
        Some(Every::Months(months)) => months > 0 && (12 % months == 0 || months % 12 == 0),
        Some(Every::Weeks(weeks)) => (1..=52).contains(&weeks),
        None => false,
    };
    if fits {
        return rhythm;
    }
    reader.problems.note(
        &text.span,
        format!("`{written}` is no rhythm"),
        "not known, or does not fill a year",
        "write `week`, `2 weeks`, `month`, `2 months`, `quarter`, `half-year`, `year` or `2 years`",
    );
    None
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
