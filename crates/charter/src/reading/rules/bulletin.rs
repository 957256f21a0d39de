//! `[bulletin]`: which units publish, and whether somebody else reads a text first.

use super::Reader;
use crate::bulletin::BulletinRule;
use crate::reading::fields::Fields;
use crate::rule::RuleId;

/// Reads a rule of bulletins.
pub(super) fn read(rule: RuleId, fields: &mut Fields, reader: &mut Reader<'_>) -> BulletinRule {
    let levels = reader.levels_needed(fields);
    let reviewed = fields.truth("reviewed", reader.problems);
    BulletinRule {
        rule,
        levels,
        // Nothing is published by one person alone unless a charter says so.
        reviewed: reviewed.is_none_or(|it| it.value),
    }
}
