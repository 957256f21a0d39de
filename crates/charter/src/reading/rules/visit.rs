//! `[visit]`: which units look after those of a level, and how often they go there.

use super::{Reader, rhythm};
use crate::reading::fields::Fields;
use crate::rule::{Charter, RuleId};
use crate::visiting::VisitRule;

/// Reads a visit rule; its subject is the level that is visited.
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
    let before = reader.problems.count();
    let by = fields.texts("by", reader.problems);
    if by.is_empty() && reader.problems.count() == before {
        fields.missing("by", "[\"the id of a level\"]", reader.problems);
    }
    let by = reader.levels(&by);
    let every = fields
        .text("every", reader.problems)
        .and_then(|text| rhythm::read(&text, reader));
    if let Some(level) = level {
        if by.contains(&level) {
            let help = "name levels that stand above it";
            let message = format!("a `{subject}` does not stand above itself");
            let span = fields.mark("by");
            reader
                .problems
                .note(&span, message, "the level that is visited", help);
        }
        charter.visits.push(VisitRule {
            rule,
            level,
            by,
            every,
        });
    }
    subject
}
