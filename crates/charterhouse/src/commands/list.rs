//! `charterhouse list`: the lists of the pages, row by row, as their files have them.

use std::io::{self, Write};

use clap::Args;
use kernel::UnitId;
use serde_json::{Map, Value};
use web::readings::{About, Field, LISTS, LISTS_OF_PAST, Rows, written};

use super::Outcome;
use crate::error::CommandError;
use crate::reading::Asked;

/// What `list` takes.
#[derive(Debug, Args)]
#[command(after_help = "\
Of the whole organisation: directives, awards, bodies, findings, study, conferences, due.
Of a unit (--unit CODE): meetings, elections, returns, visits, petitions, applications, directives,
doubles (who may have been entered twice),
changes (what changed: --where from=DATE, to=DATE), people and holders (who belonged to it and to what
stood under it, and held posts there: --where on=DATE),
lists (of dues), books (of the units beneath). Of what a report comes to (--unit CODE --report ID
--period P): beneath, missing. Of a session of a course (--session NUMBER): attended. Of a
conference (--conference NUMBER): delegates. Of a directive (--directive CODE): units.

  charterhouse list DIR returns --unit A-1 --where standing=late --format json
  charterhouse list DIR findings --where time=late --find north")]
pub(crate) struct Arguments {
    #[command(flatten)]
    asked: Asked,
    /// Which list
    #[arg(value_name = "LIST")]
    list: String,
    /// Code of the unit whose it is
    #[arg(long, value_name = "CODE")]
    unit: Option<String>,
    /// Identifier of the report, for the lists of what it comes to
    #[arg(long, value_name = "ID", requires_all = ["unit", "period"])]
    report: Option<String>,
    /// Its stretch of time: a year, a month as in 2026-11, or a day in it
    #[arg(long, value_name = "P", requires = "report")]
    period: Option<String>,
    /// Number of the session whose it is
    #[arg(long, value_name = "NUMBER", conflicts_with = "unit")]
    session: Option<u32>,
    /// Number of the conference whose it is
    #[arg(long, value_name = "NUMBER", conflicts_with_all = ["unit", "session"])]
    conference: Option<u32>,
    /// Code of the directive whose it is
    #[arg(long, value_name = "CODE", conflicts_with_all = ["unit", "session", "conference"])]
    directive: Option<String>,
    /// Only rows that have every one of these words
    #[arg(long, value_name = "WORDS")]
    find: Option<String>,
    /// Only rows of this standing, kind, year: a filter of the page by its name in the address
    #[arg(long = "where", value_name = "NAME=VALUE")]
    narrow: Vec<String>,
    /// Code of whoever reads, with their rights [default: the operator]
    #[arg(long = "as", value_name = "CODE")]
    by: Option<String>,
}

/// Lists the rows, even while a server has the folder.
///
/// # Errors
///
/// When the organisation does not open, there is no such list, or not of that.
pub(crate) fn run(arguments: &Arguments, out: &mut dyn Write) -> Result<Outcome, CommandError> {
    let name = arguments.list.as_str();
    if LISTS.iter().all(|(known, _)| *known != name) {
        let mut names: Vec<&str> = LISTS.iter().map(|(name, _)| *name).collect();
        names.dedup();
        let error = CommandError::given(format!("there is no list {name:?}"));
        return Err(error.hint(format!("there are {}", names.join(", "))));
    }
    let reading = arguments.asked.open()?;
    let directory = reading.directory()?;
    let reader = reading.reader(&directory, arguments.by.as_deref())?;
    let unit = match &arguments.unit {
        Some(code) => Some(reading.unit(code)?),
        None => None,
    };
    let (about, of) = subject(arguments, unit);
    if !LISTS.contains(&(name, about)) {
        return Err(lacking(name));
    }
    let text = |id| reading.text(id).ok().flatten();
    let narrowed = asked(arguments)?;
    let rows = match unit.filter(|_| LISTS_OF_PAST.contains(&name)) {
        Some(unit) => reader.list_of_past(&reading.past()?, (name, unit), &narrowed, &text),
        None => reader.list(name, of, &narrowed, &text),
    };
    let rows = rows.map_err(|why| CommandError::given(why.to_string()))?;
    arguments
        .asked
        .answer(&objects(&rows), out, |out| write_text(&rows, out))
}

/// What a list is wanted of, and that in the word of [`LISTS`].
fn subject(arguments: &Arguments, unit: Option<UnitId>) -> (&'static str, About<'_>) {
    let of_report = arguments.report.as_deref().zip(arguments.period.as_deref());
    match (unit, of_report) {
        (Some(unit), Some((report, period))) => ("sums", About::Sums(unit, report, period)),
        (Some(unit), None) => ("unit", About::Unit(unit)),
        (None, _) => match (
            arguments.session,
            arguments.conference,
            &arguments.directive,
        ) {
            (Some(session), ..) => ("session", About::Session(session)),
            (None, Some(conference), _) => ("conference", About::Conference(conference)),
            (None, None, Some(code)) => ("directive", About::Directive(code)),
            (None, None, None) => ("all", About::All),
        },
    }
}

fn lacking(name: &str) -> CommandError {
    let error = CommandError::given(format!("of what the list {name:?} is wanted is not said"));
    let ways = LISTS.iter().filter(|(known, _)| *known == name);
    let ways: Vec<&str> = ways
        .map(|(_, about)| match *about {
            "sums" => "with --unit, --report and --period",
            "session" => "with --session alone",
            "conference" => "with --conference alone",
            "directive" => "with --directive alone",
            "all" => "without any of them, for the whole organisation",
            _ => "with --unit alone",
        })
        .collect();
    error.hint(format!("name it {}", ways.join(", or ")))
}

/// What narrows the list, as an address would have it.
fn asked(arguments: &Arguments) -> Result<Vec<(String, String)>, CommandError> {
    let mut asked = Vec::new();
    asked.extend(arguments.find.clone().map(|words| ("q".to_owned(), words)));
    for narrow in &arguments.narrow {
        let (name, value) = narrow.split_once('=').ok_or_else(|| {
            CommandError::given(format!(
                "--where {narrow:?}: write NAME=VALUE, as in year=2026"
            ))
        })?;
        asked.push((name.to_owned(), value.to_owned()));
    }
    Ok(asked)
}

/// The rows as programs read them: by the heads of the columns.
fn objects(rows: &Rows) -> Vec<Map<String, Value>> {
    let value = |field: &Field| match field {
        Field::Empty => Value::Null,
        Field::Number(number) => (*number).into(),
        Field::Text(_) | Field::Amount(..) | Field::Day(_) | Field::Moment(_) => {
            written(field).into()
        }
    };
    let row = |row: &Vec<Field>| {
        let heads = rows.heads.iter().map(|head| head.replace(' ', "_"));
        heads.zip(row.iter().map(value)).collect()
    };
    rows.rows.iter().map(row).collect()
}

/// The rows under their heads, each column as wide as it must be.
fn write_text(rows: &Rows, out: &mut dyn Write) -> io::Result<()> {
    if rows.rows.is_empty() {
        writeln!(out, "there is none")?;
        return rows
            .there_is
            .iter()
            .try_for_each(|it| writeln!(out, "{it}"));
    }
    let mut lines: Vec<Vec<String>> = vec![rows.heads.clone()];
    lines.extend(
        rows.rows
            .iter()
            .map(|row| row.iter().map(written).collect()),
    );
    let mut widths = vec![0_usize; rows.heads.len()];
    for line in &lines {
        for (width, field) in widths.iter_mut().zip(line) {
            *width = (*width).max(field.chars().count());
        }
    }
    for line in &lines {
        let padded = line
            .iter()
            .zip(&widths)
            .map(|(field, width)| format!("{field:<width$}"));
        let padded: Vec<String> = padded.collect();
        writeln!(out, "{}", padded.join("  ").trim_end())?;
    }
    Ok(())
}
