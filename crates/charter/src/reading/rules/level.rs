//! `[level]`: a kind of unit and what it may stand under.

use super::{Reader, titles};
use crate::reading::fields::Fields;
use crate::rule::{Level, RuleId};

/// Reads a level.
pub(super) fn read(rule: RuleId, fields: &mut Fields, reader: &mut Reader<'_>) -> Level {
    let id = fields
        .id_needed("\"short-name\"", reader.problems)
        .map(|id| id.value);
    let title = fields
        .text_needed("title", "\"what one is called\"", reader.problems)
        .map(|text| text.value);
    let plural = fields
        .text("plural", reader.problems)
        .map(|text| text.value);
    let under = fields.texts("under", reader.problems);
    let under = reader.levels(&under);
    let members = fields
        .truth("members", reader.problems)
        .is_some_and(|truth| truth.value);
    let titles = titles::read(fields, reader);
    let title = title.unwrap_or_default();
    Level {
        rule,
        id: id.unwrap_or_default(),
        plural: plural.unwrap_or_else(|| format!("{title}s")),
        title,
        titles,
        under,
        members,
    }
}
