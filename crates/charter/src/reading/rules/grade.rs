//! `[grade]`: a grade of membership.

use super::Reader;
use crate::reading::fields::Fields;
use crate::rule::{Grade, RuleId};

/// Reads a grade.
pub(super) fn read(rule: RuleId, fields: &mut Fields, reader: &mut Reader<'_>) -> Grade {
    let id = fields
        .id_needed("\"short-name\"", reader.problems)
        .map(|id| id.value);
    let title = fields
        .text_needed("title", "\"what one is called\"", reader.problems)
        .map(|text| text.value);
    let plural = fields
        .text("plural", reader.problems)
        .map(|text| text.value);
    let entry = needed_truth("entry", fields, reader);
    let votes = needed_truth("votes", fields, reader);
    let next = fields.text("next", reader.problems);
    let next = next.and_then(|id| reader.names.grade(&id, reader.problems));
    let wait = fields.whole::<u16>("wait_months", reader.problems);
    if next.is_none() && wait.is_some() && !fields.marks.contains_key("next") {
        let help = "add `next = \"...\"`, or leave `wait_months` out";
        let message = "there is a time to wait, and no grade that it leads to";
        reader
            .problems
            .note(&fields.mark("wait_months"), message, "wait for what?", help);
    }
    let title = title.unwrap_or_default();
    Grade {
        rule,
        id: id.unwrap_or_default(),
        plural: plural.unwrap_or_else(|| format!("{title}s")),
        title,
        entry,
        next,
        wait_months: wait.map_or(0, |wait| wait.value),
        votes,
    }
}

fn needed_truth(key: &'static str, fields: &mut Fields, reader: &mut Reader<'_>) -> bool {
    let before = reader.problems.count();
    let found = fields.truth(key, reader.problems);
    if found.is_none() && reader.problems.count() == before {
        fields.missing(key, "true", reader.problems);
    }
    found.is_some_and(|truth| truth.value)
}
