//! `charterhouse body`: the register of affiliated bodies.

use std::io::Write;
use std::path::PathBuf;

use clap::{Args, Subcommand};
use kernel::State;
use kernel::bodies::Body;
use serde::Serialize;

use super::{Form, Outcome};
use crate::error::CommandError;
use crate::folder;

/// What `body` takes.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// List every body on a register, with its unit, since when and until when
    List {
        /// Data folder of the organisation
        #[arg(value_name = "DIR")]
        data: PathBuf,
        /// Form of the answer
        #[arg(long, value_enum, default_value_t = Form::Text)]
        format: Form,
    },
}

/// A body, as programs read it.
#[derive(Debug, Serialize)]
struct Row<'a> {
    kind: &'a str,
    name: &'a str,
    unit: &'a str,
    since: Option<String>,
    until: Option<String>,
    liaison: Option<&'a str>,
}

/// Lists the register, even while a server has the folder.
///
/// # Errors
///
/// When the organisation does not open.
pub(crate) fn run(arguments: &Arguments, out: &mut dyn Write) -> Result<Outcome, CommandError> {
    let What::List { data, format } = &arguments.what;
    let onlooker = folder::look_into(data)?;
    let state = onlooker
        .state()
        .map_err(|error| folder::cannot_open(data, &error))?;
    let rows: Vec<Row<'_>> = state
        .bodies()
        .filter_map(|body| row(&state, &body))
        .collect();
    if *format == Form::Json {
        let json = serde_json::to_string_pretty(&rows).map_err(std::io::Error::from)?;
        writeln!(out, "{json}")?;
        return Ok(Outcome::Clean);
    }
    if rows.is_empty() {
        writeln!(out, "no body is on a register")?;
    }
    for row in &rows {
        write!(out, "{} ({}), {}", row.name, row.kind, row.unit)?;
        if let Some(since) = &row.since {
            write!(out, ", since {since}")?;
        }
        if let Some(until) = &row.until {
            write!(out, ", until {until}")?;
        }
        writeln!(out)?;
    }
    Ok(Outcome::Clean)
}

fn row<'a>(state: &'a State, body: &Body<'a>) -> Option<Row<'a>> {
    let charter = state.charter()?;
    Some(Row {
        kind: &charter.body(body.kind)?.id,
        name: body.name,
        unit: state.unit(body.unit)?.code,
        since: body.since.map(|day| day.to_string()),
        until: body.until.map(|day| day.to_string()),
        liaison: body
            .liaison
            .and_then(|post| charter.post(post))
            .map(|post| post.id.as_str()),
    })
}
