//! `[directive]`: a kind of decision that is handed down and answered.

use super::Reader;
use crate::flow::DirectiveRule;
use crate::reading::fields::Fields;
use crate::rule::RuleId;

/// Reads a kind of directive.
pub(super) fn read(rule: RuleId, fields: &mut Fields, reader: &mut Reader<'_>) -> DirectiveRule {
    let id = fields
        .id_needed("\"short-name\"", reader.problems)
        .map(|id| id.value)
        .unwrap_or_default();
    let title = fields
        .text_needed("title", "\"what it is called\"", reader.problems)
        .map(|title| title.value)
        .unwrap_or_default();
    let plural = fields
        .text("plural", reader.problems)
        .map_or_else(|| format!("{title}s"), |plural| plural.value);
    let levels = reader.levels_needed(fields);
    let before = reader.problems.count();
    let to = fields.texts("to", reader.problems);
    if to.is_empty() && reader.problems.count() == before {
        fields.missing("to", "[\"the id of a level\"]", reader.problems);
    }
    let to = reader.levels(&to);
    let pass_on_days = fields
        .whole("pass_on_days", reader.problems)
        .map(|days| days.value);
    let answer_days = fields
        .whole("answer_days", reader.problems)
        .map(|days| days.value);
    DirectiveRule {
        rule,
        id,
        title,
        plural,
        levels,
        to,
        pass_on_days,
        answer_days,
    }
}
