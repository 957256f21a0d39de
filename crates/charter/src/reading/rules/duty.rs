//! `[duty]`: a duty that exists as text. Nothing computes with it.

use super::Reader;
use crate::problem::did_you_mean;
use crate::reading::fields::Fields;
use crate::rule::{Charter, Duty, RuleId};

/// Reads a duty; its subject is its id.
pub(super) fn read(
    rule: RuleId,
    fields: &mut Fields,
    charter: &mut Charter,
    reader: &mut Reader<'_>,
) -> String {
    let id = fields
        .id_needed("\"D1\"", reader.problems)
        .map(|id| id.value)
        .unwrap_or_default();
    let before = reader.problems.count();
    let on = fields.texts("on", reader.problems);
    if on.is_empty() && reader.problems.count() == before {
        fields.missing(
            "on",
            "[\"the id of a level, post or grade\"]",
            reader.problems,
        );
    }
    let names = reader.names;
    let mut words = Vec::new();
    for bearer in on {
        let word = names.bearers(&bearer.value);
        if word.is_none() {
            let known = names
                .levels
                .ids
                .iter()
                .chain(&names.posts.ids)
                .chain(&names.grades.ids);
            let message = format!(
                "this charter has no level, post or grade `{}`",
                bearer.value
            );
            let help = did_you_mean(&bearer.value, known.map(String::as_str), "level");
            reader
                .problems
                .note(&bearer.span, message, "nobody has this duty", help);
        }
        words.push(word.unwrap_or(bearer.value));
    }
    let text = fields.text_needed("text", "\"the duty in words\"", reader.problems);
    charter.duties.push(Duty {
        rule,
        id: id.clone(),
        on: words.join(", "),
        text: text.map(|text| text.value).unwrap_or_default(),
    });
    id
}
