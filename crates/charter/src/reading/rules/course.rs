//! `[course]`: what people of some grades come together to learn.

use super::Reader;
use crate::course::{CoursePart, CourseRule};
use crate::reading::fields::Fields;
use crate::rule::RuleId;

/// Reads a course.
pub(super) fn read(rule: RuleId, fields: &mut Fields, reader: &mut Reader<'_>) -> CourseRule {
    let id = fields
        .id_needed("\"short-name\"", reader.problems)
        .map(|id| id.value)
        .unwrap_or_default();
    let title = fields
        .text_needed("title", "\"what it is called\"", reader.problems)
        .map(|title| title.value)
        .unwrap_or_default();
    let levels = reader.levels_needed(fields);
    let open_to = reader.grades_or_all(fields, "open_to");
    let within = fields.whole::<u16>("within_days", reader.problems);
    if let Some(days) = within.as_ref().filter(|days| days.value == 0) {
        let help = "give at least one day, or leave the key out where nobody has to attend";
        let message = "nobody can attend within no day";
        reader.problems.note(&days.span, message, "nought", help);
    }
    let tables = fields.tables("parts", reader.problems);
    if tables.is_empty() {
        let help = "add a `[[course.parts]]` table with `id` and `title` for each part";
        let message = "this course has no parts";
        reader
            .problems
            .note(&fields.span, message, "nothing to attend", help);
    }
    let mut parts: Vec<CoursePart> = Vec::new();
    for table in tables {
        if parts.len() > usize::from(u8::MAX) {
            let message = "a course has at most 256 parts";
            reader.problems.note(&fields.span, message, "", "");
            break;
        }
        if let Some(part) = part(table, &parts, fields, reader) {
            parts.push(part);
        }
    }
    CourseRule {
        rule,
        id,
        title,
        parts,
        levels,
        open_to,
        within_days: within.map(|days| days.value),
    }
}

/// Reads one part of a course.
fn part(
    mut table: Fields,
    before: &[CoursePart],
    whole: &mut Fields,
    reader: &mut Reader<'_>,
) -> Option<CoursePart> {
    let id = table.id_needed("\"short-name\"", reader.problems);
    let title = table.text_needed("title", "\"what it is about\"", reader.problems);
    if let Some(basis) = table.text("basis", reader.problems) {
        whole.parts.push(("parts", basis));
    }
    table.finish(reader.problems);
    let (id, title) = (id?, title?.value);
    if before.iter().any(|other| other.id == id.value) {
        let message = format!("two parts are called `{}`", id.value);
        reader.problems.note(&id.span, message, "the second", "");
    }
    Some(CoursePart {
        id: id.value,
        title,
    })
}
