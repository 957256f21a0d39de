//! `[report]`: what units of a level owe upward for each stretch of time.

use super::{Reader, rhythm};
use crate::flow::{FieldKind, RecordFigure, ReportField, ReportRule};
use crate::problem::did_you_mean;
use crate::reading::fields::Fields;
use crate::rule::{Every, RuleId};

/// Reads a report.
pub(super) fn read(rule: RuleId, fields: &mut Fields, reader: &mut Reader<'_>) -> ReportRule {
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
    let every = fields
        .text_needed("every", "\"month\"", reader.problems)
        .and_then(|text| rhythm::read(&text, reader))
        .unwrap_or(Every::Months(1));
    let due = fields.whole("due_days", reader.problems);
    if due.is_none() && !fields.marks.contains_key("due_days") {
        fields.missing("due_days", "10", reader.problems);
    }
    let due_days = due.map_or(0, |days| days.value);
    let cut_off = fields.whole::<u16>("cut_off_days", reader.problems);
    if let Some(cut_off) = cut_off.as_ref().filter(|days| days.value < due_days) {
        let message = format!("sums are struck {} days after the end", cut_off.value);
        let help = "strike the sums on the day returns are due, or later";
        let label = format!("returns are due after {due_days}");
        reader.problems.note(&cut_off.span, message, label, help);
    }
    let cut_off_days = cut_off.map_or(due_days, |days| days.value);
    let part_when_founded = founded(fields, reader);
    let tables = fields.tables("fields", reader.problems);
    if tables.is_empty() {
        let help =
            "add a `[[report.fields]]` table with `id`, `title` and `kind` for each thing it asks";
        reader.problems.note(
            &fields.span,
            "this report asks for nothing",
            "no fields",
            help,
        );
    }
    let mut asked: Vec<ReportField> = Vec::new();
    for table in tables {
        if let Some(field) = field(table, &asked, fields, reader) {
            asked.push(field);
        }
    }
    ReportRule {
        rule,
        id,
        title,
        plural,
        levels,
        every,
        due_days,
        cut_off_days,
        part_when_founded,
        fields: asked,
    }
}

/// Reads what a unit owes that is founded in the middle of a stretch of time.
fn founded(fields: &mut Fields, reader: &mut Reader<'_>) -> bool {
    const WORDS: &[&str] = &["next", "part"];
    let Some(word) = fields.text("founded", reader.problems) else {
        return false;
    };
    if !WORDS.contains(&word.value.as_str()) {
        let message = format!("a unit that is founded owes no `{}`", word.value);
        let help = did_you_mean(&word.value, WORDS.iter().copied(), "beginning");
        reader.problems.note(&word.span, message, "not known", help);
    }
    word.value == "part"
}

/// Reads one thing that a report asks for.
fn field(
    mut table: Fields,
    before: &[ReportField],
    whole: &mut Fields,
    reader: &mut Reader<'_>,
) -> Option<ReportField> {
    let id = table.id_needed("\"short-name\"", reader.problems);
    let title = table.text_needed("title", "\"what is asked\"", reader.problems);
    let kind = kind(&mut table, reader);
    if let Some(basis) = table.text("basis", reader.problems) {
        whole.parts.push(("fields", basis));
    }
    table.finish(reader.problems);
    let (id, title, kind) = (id?, title?.value, kind?);
    if before.iter().any(|other| other.id == id.value) {
        let message = format!("two fields are called `{}`", id.value);
        reader.problems.note(&id.span, message, "the second", "");
    }
    Some(ReportField {
        id: id.value,
        title,
        kind,
    })
}

fn kind(table: &mut Fields, reader: &mut Reader<'_>) -> Option<FieldKind> {
    const WORDS: &[&str] = &["number", "choice", "text", "record"];
    let word = table.text_needed("kind", "\"number\"", reader.problems)?;
    match word.value.as_str() {
        "number" => Some(FieldKind::Number),
        "text" => Some(FieldKind::Text),
        "choice" => {
            let choices = table.texts("choices", reader.problems);
            if choices.len() < 2 {
                table.missing("choices", "[\"yes\", \"no\"]", reader.problems);
            }
            Some(FieldKind::Choice(
                choices.into_iter().map(|choice| choice.value).collect(),
            ))
        }
        "record" => {
            let figure = table.text_needed("figure", "\"people\"", reader.problems)?;
            let found = RecordFigure::ALL
                .iter()
                .copied()
                .find(|one| one.word() == figure.value);
            if found.is_none() {
                let help = did_you_mean(
                    &figure.value,
                    RecordFigure::ALL.iter().copied().map(RecordFigure::word),
                    "figure",
                );
                let message = format!("the record keeps no figure `{}`", figure.value);
                reader
                    .problems
                    .note(&figure.span, message, "not known", help);
            }
            found.map(FieldKind::Record)
        }
        other => {
            let help = did_you_mean(other, WORDS.iter().copied(), "kind");
            let message = format!("`{other}` is no kind of field");
            reader.problems.note(&word.span, message, "not known", help);
            None
        }
    }
}
