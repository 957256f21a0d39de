//! `[meeting]`: a kind of meeting that units of a level hold.

use super::{Reader, amount, rhythm};
use crate::expression::Denominator;
use crate::reading::fields::Fields;
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
        .and_then(|text| amount::read(&text, Denominator::AT_MEETING, reader));
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
