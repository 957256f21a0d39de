//! The figures of one or two runs as a table, as JSON and as CSV.

use std::io::Write;

use serde_json::{Map, Value, json};
use sim::simulate::{Audit, Cascade, Figures, Month, Refusals};

use crate::error::CommandError;

/// A simulation that was run.
#[derive(Debug)]
pub(super) struct Run {
    pub(super) name: String,
    pub(super) charter: String,
    pub(super) months: Vec<Month>,
    pub(super) refusals: Refusals,
    pub(super) cascades: Vec<Cascade>,
    pub(super) stopped: bool,
    pub(super) hash: String,
    /// The invariants that do not hold at the end, where they were looked at.
    pub(super) broken: Option<Vec<String>>,
    /// What the auditor says, where it watched.
    pub(super) audit: Option<Audit>,
}

/// A column of the table: its heading, and what stands in it.
type Column = (&'static str, fn(&Figures) -> String);

const COLUMNS: &[Column] = &[
    ("members", |it| it.members.to_string()),
    ("units", |it| it.units.to_string()),
    ("heads", |it| it.heads_needed.to_string()),
    ("vacant", |it| it.posts_vacant.to_string()),
    ("inside", |it| percent(it.units_inside, it.units)),
    ("meetings", |it| it.meetings.to_string()),
    ("no quorum", |it| it.without_quorum.to_string()),
    ("not held", |it| it.not_held.to_string()),
    ("present", |it| percent(it.present, it.expected)),
    ("joined", |it| it.joined.to_string()),
    ("left", |it| it.left.to_string()),
    ("moves", |it| (it.transferred + it.regrouped).to_string()),
    ("split", |it| it.split.to_string()),
    ("formed", |it| it.formed.to_string()),
    ("ended", |it| it.ended.to_string()),
    ("refused", |it| it.refused.to_string()),
];

/// Columns that stand in the table where anything of the kind happens.
const ROOMS: &[Column] = &[
    ("directives", |it| it.directives.to_string()),
    ("in 9 of 10", |it| days(it.days_to_arrive)),
    ("answered", |it| it.answered.to_string()),
    ("by 9 of 10", |it| days(it.days_to_answers)),
    ("returns", |it| it.returns.to_string()),
    ("late", |it| {
        (it.returns_late + it.answered_late).to_string()
    }),
    ("overdue", |it| it.returns_missing.to_string()),
    ("dues paid", |it| percent(it.dues_paid, it.dues_charged)),
    ("behind", |it| it.behind.to_string()),
    ("begun", |it| it.proceedings.to_string()),
    ("through", |it| it.proceedings_done.to_string()),
    ("asked", |it| it.petitions.to_string()),
    ("replied", |it| it.replied.to_string()),
    ("visits", |it| it.visits.to_string()),
    ("awards", |it| it.awards.to_string()),
];

/// A number of days; a dash before there is one.
fn days(count: u64) -> String {
    if count == 0 {
        return "-".to_owned();
    }
    format!("{count} d")
}

/// A share with one decimal place; a dash where there is nothing to take a share of.
pub(super) fn percent(part: u64, of: u64) -> String {
    if of == 0 {
        return "-".to_owned();
    }
    let tenths = u128::from(part) * 1000 / u128::from(of);
    format!("{}.{} %", tenths / 10, tenths % 10)
}

/// Writes a table a run, and where there are two what they end with side by side.
pub(super) fn write_text(runs: &[Run], out: &mut dyn Write) -> Result<(), CommandError> {
    for run in runs {
        writeln!(out, "{} under \"{}\"", run.name, run.charter)?;
        let columns = columns(run);
        let heads = std::iter::once("").chain(columns.iter().map(|(head, _)| *head));
        let mut rows = vec![heads.map(str::to_owned).collect::<Vec<_>>()];
        for month in &run.months {
            let fields = columns.iter().map(|(_, field)| field(&month.figures));
            rows.push(
                std::iter::once(month.on.to_string())
                    .chain(fields)
                    .collect(),
            );
        }
        write_table(&rows, out)?;
        write_cascades(&run.cascades, out)?;
        if run.stopped {
            writeln!(out, "stopped before the end")?;
        }
        if !run.refusals.is_empty() {
            let list: Vec<String> = run
                .refusals
                .iter()
                .map(|(reason, times)| format!("{reason} {times}"))
                .collect();
            writeln!(out, "refused: {}", list.join(", "))?;
        }
        match run.broken.as_deref() {
            None => {}
            Some([]) => writeln!(out, "every invariant holds")?,
            Some(broken) => writeln!(out, "broken: {}", broken.join("; "))?,
        }
        if let Some(audit) = &run.audit {
            write_audit(audit, out)?;
        }
        writeln!(out, "state {}\n", run.hash)?;
    }
    if let [one, other] = runs {
        write_beside(one, other, out)?;
    }
    Ok(())
}

/// The columns of a run: of a room there are some where anything happens in it.
fn columns(run: &Run) -> Vec<Column> {
    let happens = |(_, field): &&Column| {
        let mut fields = run.months.iter().map(|month| field(&month.figures));
        fields.any(|field| field != "0" && field != "-")
    };
    let rooms = ROOMS.iter().filter(happens);
    COLUMNS.iter().chain(rooms).copied().collect()
}

/// A line for each directive: how fast it came down, and was answered.
fn write_cascades(cascades: &[Cascade], out: &mut dyn Write) -> Result<(), CommandError> {
    let after = |days: Option<u32>| match days {
        Some(days) => format!("after {days} days"),
        None => "not yet".to_owned(),
    };
    for it in cascades {
        writeln!(
            out,
            "{} of {} to {} units: nine in ten had it {}, and had answered {}",
            it.name,
            it.on,
            it.addressed,
            after(it.arrived),
            after(it.answered)
        )?;
    }
    Ok(())
}

/// What the auditor says.
fn write_audit(audit: &Audit, out: &mut dyn Write) -> Result<(), CommandError> {
    let heard = format!(
        "the auditor heard {} events and looked {} times on the way",
        audit.events, audit.looks
    );
    match audit.differences.as_slice() {
        [] => writeln!(out, "{heard}: both accounts agree")?,
        differences => {
            writeln!(out, "{heard}, and the accounts differ:")?;
            for difference in differences {
                writeln!(out, "  {difference}")?;
            }
        }
    }
    Ok(())
}

fn write_beside(one: &Run, other: &Run, out: &mut dyn Write) -> Result<(), CommandError> {
    let (of_one, of_other) = (over_all(one), over_all(other));
    let mut rows = vec![vec![
        "at the end, or in all".to_owned(),
        one.name.clone(),
        other.name.clone(),
        "difference".to_owned(),
    ]];
    let values = of_one.values().into_iter().zip(of_other.values());
    for ((_, title), (left, right)) in Figures::NAMES.iter().zip(values) {
        let difference = i128::from(right) - i128::from(left);
        rows.push(vec![
            (*title).to_owned(),
            left.to_string(),
            right.to_string(),
            format!("{difference:+}"),
        ]);
    }
    write_table(&rows, out)
}

/// The standing figures of the last month, and the sums of what happened in all.
fn over_all(run: &Run) -> Figures {
    let mut sum = run
        .months
        .iter()
        .fold(Figures::default(), |sum, month| sum.and(&month.figures));
    if let Some(last) = run.months.last().map(|month| month.figures) {
        sum.members = last.members;
        sum.units = last.units;
        sum.base_units = last.base_units;
        sum.heads_needed = last.heads_needed;
        sum.posts_vacant = last.posts_vacant;
        sum.units_inside = last.units_inside;
        sum.days_to_arrive = last.days_to_arrive;
        sum.days_to_answers = last.days_to_answers;
        sum.returns_missing = last.returns_missing;
        sum.behind = last.behind;
    }
    sum
}

/// The first column to the left, all others to the right.
fn write_table(rows: &[Vec<String>], out: &mut dyn Write) -> Result<(), CommandError> {
    let columns = rows.first().map_or(0, Vec::len);
    let widths: Vec<usize> = (0..columns)
        .map(|at| {
            let fields = rows.iter().filter_map(|row| row.get(at));
            fields.map(|field| field.chars().count()).max().unwrap_or(0)
        })
        .collect();
    for row in rows {
        let mut line = String::new();
        for (at, (field, width)) in row.iter().zip(&widths).enumerate() {
            if at == 0 {
                line.push_str(&format!("{field:<width$}"));
            } else {
                line.push_str(&format!("  {field:>width$}"));
            }
        }
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}

/// Writes everything for programs.
pub(super) fn write_json(runs: &[Run], seed: u64, out: &mut dyn Write) -> Result<(), CommandError> {
    let runs: Vec<Value> = runs
        .iter()
        .map(|run| {
            let months: Vec<Value> = run.months.iter().map(month_json).collect();
            json!({
                "name": run.name,
                "charter": run.charter,
                "months": months,
                "refusals": run.refusals,
                "directives": run.cascades.iter().map(cascade_json).collect::<Vec<_>>(),
                "stopped": run.stopped,
                "broken_invariants": run.broken,
                "audit": run.audit.as_ref().map(audit_json),
                "state_sha256": run.hash,
            })
        })
        .collect();
    let all = json!({ "seed": seed, "runs": runs });
    serde_json::to_writer_pretty(&mut *out, &all)
        .map_err(|error| CommandError::failed("writing the answer", &error))?;
    writeln!(out)?;
    Ok(())
}

fn audit_json(it: &Audit) -> Value {
    json!({
        "events": it.events,
        "looks": it.looks,
        "differences": it.differences,
    })
}

fn cascade_json(it: &Cascade) -> Value {
    json!({
        "name": it.name,
        "on": it.on.to_string(),
        "units": it.addressed,
        "days_to_arrive": it.arrived,
        "days_to_answers": it.answered,
    })
}

fn month_json(month: &Month) -> Value {
    let mut map = Map::new();
    map.insert("on".to_owned(), json!(month.on.to_string()));
    for ((key, _), value) in Figures::NAMES.iter().zip(month.figures.values()) {
        map.insert((*key).to_owned(), json!(value));
    }
    Value::Object(map)
}

/// Writes a line a month.
pub(super) fn write_csv(runs: &[Run], out: &mut dyn Write) -> Result<(), CommandError> {
    let failed = |error: csv::Error| CommandError::failed("writing the answer", &error);
    let mut writer = csv::Writer::from_writer(out);
    let keys = Figures::NAMES.iter().map(|(key, _)| *key);
    writer
        .write_record(["run", "on"].into_iter().chain(keys))
        .map_err(failed)?;
    for run in runs {
        for month in &run.months {
            let values = month
                .figures
                .values()
                .into_iter()
                .map(|value| value.to_string());
            let first = [run.name.clone(), month.on.to_string()];
            writer
                .write_record(first.into_iter().chain(values))
                .map_err(failed)?;
        }
    }
    writer.flush()?;
    Ok(())
}
