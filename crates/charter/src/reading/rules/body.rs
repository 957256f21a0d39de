//! `[body]`: a kind of other organisation that units keep on a register.

use super::Reader;
use crate::body::BodyRule;
use crate::reading::fields::Fields;
use crate::rule::RuleId;

/// Reads a kind of affiliated body.
pub(super) fn read(rule: RuleId, fields: &mut Fields, reader: &mut Reader<'_>) -> BodyRule {
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
    let liaison = fields.texts("liaison", reader.problems);
    BodyRule {
        rule,
        id,
        title,
        plural,
        levels,
        liaison: reader.posts(&liaison),
    }
}
