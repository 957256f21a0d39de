//! The steps of a procedure.

use super::super::{Reader, amount};
use super::{one_of, then};
use crate::expression::Denominator;
use crate::procedure::{Late, ProcedureStep, StepActor, StepOutcome, Within};
use crate::reading::fields::Fields;

/// Most steps of one procedure, and most outcomes of one step.
const ROWS_MAX: usize = 32;

/// Reads the steps of a procedure.
pub(super) fn read_all(fields: &mut Fields, reader: &mut Reader<'_>) -> Vec<ProcedureStep> {
    let tables = fields.tables("steps", reader.problems);
    if tables.is_empty() || tables.len() > ROWS_MAX {
        let help = "add a `[[procedure.steps]]` table with `id`, `title`, `by` and its `outcomes` for each step";
        let label = format!("1 to {ROWS_MAX} steps");
        reader.problems.note(
            &fields.span,
            "this procedure has no fitting number of steps",
            label,
            help,
        );
    }
    let ids: Vec<String> = tables
        .iter()
        .map(|table| table.peek_text("id").map(|id| id.value).unwrap_or_default())
        .collect();
    tables
        .into_iter()
        .enumerate()
        .filter_map(|(at, table)| {
            let twice = ids.iter().take(at).any(|id| Some(id) == ids.get(at));
            if twice {
                let message = "two steps have one `id`";
                reader
                    .problems
                    .note(&table.mark("id"), message, "the second", "");
            }
            read(table, &ids, reader)
        })
        .collect()
}

fn read(mut table: Fields, steps: &[String], reader: &mut Reader<'_>) -> Option<ProcedureStep> {
    let id = table.id_needed("\"short-name\"", reader.problems);
    let title = table.text_needed("title", "\"what happens in it\"", reader.problems);
    let outcomes = outcomes(&mut table, steps, reader);
    let row_of = |id: &str| {
        let at = outcomes.iter().position(|outcome| outcome.id == id)?;
        u8::try_from(at).ok()
    };
    let by = actor(&mut table, &row_of, reader);
    let within = within(&mut table, reader);
    let late = late(&mut table, &row_of, within, reader);
    let basis = table
        .text("basis", reader.problems)
        .map(|text| reader.keys.basis(&text, reader.problems));
    table.finish(reader.problems);
    let (id, title, by) = (id?.value, title?.value, by?);
    if matches!(by, StepActor::Sponsors { .. }) && outcomes.len() != 1 {
        let message = "sponsors who have all signed are one outcome";
        let help = "give this step one of `outcomes`";
        reader.problems.note(
            &table.span,
            message,
            format!("{} outcomes", outcomes.len()),
            help,
        );
    }
    Some(ProcedureStep {
        id,
        title,
        by,
        within,
        late,
        outcomes,
        basis,
    })
}

fn outcomes(table: &mut Fields, steps: &[String], reader: &mut Reader<'_>) -> Vec<StepOutcome> {
    let before = reader.problems.count();
    let rows = table.tables("outcomes", reader.problems);
    let none = rows.is_empty() && reader.problems.count() == before;
    if none || rows.len() > ROWS_MAX {
        let help = "add a `[[procedure.steps.outcomes]]` table with `id`, `title` and `then`";
        let label = format!("1 to {ROWS_MAX} outcomes");
        reader
            .problems
            .note(&table.span, "this step leads nowhere", label, help);
    }
    let mut read: Vec<StepOutcome> = Vec::new();
    for mut row in rows {
        let id = row.id_needed("\"agreed\"", reader.problems);
        let title = row.text_needed("title", "\"what it is called\"", reader.problems);
        let then = row
            .text_needed("then", "\"ended\"", reader.problems)
            .and_then(|text| then::read(&text, steps, reader));
        row.finish(reader.problems);
        let (Some(id), Some(title), Some(then)) = (id, title, then) else {
            continue;
        };
        if read.iter().any(|other| other.id == id.value) {
            let message = format!("two outcomes are called `{}`", id.value);
            reader.problems.note(&id.span, message, "the second", "");
        }
        read.push(StepOutcome {
            id: id.value,
            title: title.value,
            then,
        });
    }
    read
}

fn actor(
    table: &mut Fields,
    row_of: &dyn Fn(&str) -> Option<u8>,
    reader: &mut Reader<'_>,
) -> Option<StepActor> {
    #[derive(Clone, Copy)]
    enum By {
        Post,
        Meeting,
        Above,
        Person,
        Sponsors,
    }
    const ALL: &[By] = &[By::Post, By::Meeting, By::Above, By::Person, By::Sponsors];
    fn word(by: By) -> &'static str {
        match by {
            By::Post => "post",
            By::Meeting => "meeting",
            By::Above => "above",
            By::Person => "person",
            By::Sponsors => "sponsors",
        }
    }
    let by = table.text_needed("by", "\"meeting\"", reader.problems)?;
    match one_of(&by, "by", ALL, word, reader)? {
        By::Person => Some(StepActor::Person),
        By::Post => {
            let post = table.text_needed("post", "\"the id of a post\"", reader.problems)?;
            reader
                .names
                .post(&post, reader.problems)
                .map(StepActor::Post)
        }
        By::Above => {
            let levels = reader.levels_needed(table);
            let post = table.text("post", reader.problems);
            let post = post.and_then(|post| reader.names.post(&post, reader.problems));
            Some(StepActor::Above { levels, post })
        }
        By::Meeting => decided_by_meeting(table, row_of, reader),
        By::Sponsors => {
            let number = table.whole::<u8>("number", reader.problems);
            let number = number.map_or(0, |number| number.value);
            if number == 0 {
                table.missing("number", "2", reader.problems);
            }
            let grades = reader.grades_or_all(table, "grades");
            let months = table.whole("months_member", reader.problems);
            Some(StepActor::Sponsors {
                number,
                grades,
                months: months.map_or(0, |months| months.value),
            })
        }
    }
}

fn decided_by_meeting(
    table: &mut Fields,
    row_of: &dyn Fn(&str) -> Option<u8>,
    reader: &mut Reader<'_>,
) -> Option<StepActor> {
    let kind = table.text_needed("meeting", "\"the id of a meeting\"", reader.problems);
    let kind = kind.and_then(|kind| reader.names.meeting(&kind, reader.problems));
    let majority = table
        .text("majority", reader.problems)
        .and_then(|text| amount::read(&text, Denominator::AT_MEETING, reader));
    let otherwise = table.text("otherwise", reader.problems);
    if majority.is_some() && otherwise.is_none() {
        table.missing("otherwise", "\"the id of an outcome\"", reader.problems);
    }
    let otherwise = otherwise.and_then(|id| {
        let row = row_of(&id.value);
        if row.is_none() {
            let message = format!("this step has no outcome `{}`", id.value);
            reader.problems.note(&id.span, message, "not known", "");
        }
        row
    });
    Some(StepActor::Meeting {
        kind: kind?,
        majority,
        otherwise,
    })
}

fn within(table: &mut Fields, reader: &mut Reader<'_>) -> Option<Within> {
    let days = table.whole::<u16>("days", reader.problems);
    let months = table.whole::<u16>("months", reader.problems);
    if let (Some(_), Some(months)) = (&days, &months) {
        let message = "a step has days or months, and not both";
        let help = "take one of them out";
        reader
            .problems
            .note(&months.span, message, "and days too", help);
    }
    days.map(|days| Within::Days(days.value))
        .or_else(|| months.map(|months| Within::Months(months.value)))
}

fn late(
    table: &mut Fields,
    row_of: &dyn Fn(&str) -> Option<u8>,
    within: Option<Within>,
    reader: &mut Reader<'_>,
) -> Late {
    let Some(text) = table.text("late", reader.problems) else {
        return Late::Finding;
    };
    if within.is_none() {
        let message = "nothing can be late without `days` or `months`";
        let help = "add `days = 30`, or leave `late` out";
        reader.problems.note(&text.span, message, "when?", help);
    }
    match text.value.as_str() {
        "finding" => Late::Finding,
        "lapses" => Late::Lapses,
        id => match row_of(id) {
            Some(row) => Late::CountsAs(row),
            None => {
                let message = format!("`late` cannot be `{id}`");
                let help = "write `finding`, `lapses`, or the id of an outcome of this step";
                reader.problems.note(&text.span, message, "not known", help);
                Late::Finding
            }
        },
    }
}
