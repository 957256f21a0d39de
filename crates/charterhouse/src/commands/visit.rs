//! `charterhouse visit`: the visits on record, and which units have had none.

use std::io::Write;
use std::path::PathBuf;

use clap::{Args, Subcommand};
use clerk::Clock;
use kernel::{State, UnitId};
use serde::Serialize;

use super::{Form, Outcome};
use crate::error::CommandError;
use crate::folder;

/// What `visit` takes.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    task: Task,
}

/// What can be asked of visits.
#[derive(Debug, Subcommand)]
enum Task {
    /// List the units that the charter has visited, with their visits
    List(ListArguments),
}

#[derive(Debug, Args)]
struct ListArguments {
    /// Data folder of the organisation
    #[arg(value_name = "DIR")]
    data: PathBuf,
    /// Only this unit and what stands beneath it
    #[arg(long, value_name = "CODE")]
    unit: Option<String>,
    /// Form of the answer
    #[arg(long, value_enum, default_value_t = Form::Text)]
    format: Form,
}

/// Shows what is asked, even while a server has the folder.
///
/// # Errors
///
/// When the organisation does not open, or there is no such unit.
pub(crate) fn run(arguments: &Arguments, out: &mut dyn Write) -> Result<Outcome, CommandError> {
    let Task::List(asked) = &arguments.task;
    let onlooker = folder::look_into(&asked.data)?;
    let state = onlooker
        .state()
        .map_err(|error| folder::cannot_open(&asked.data, &error))?;
    let within = match &asked.unit {
        Some(code) => Some(state.unit_by_code(code).ok_or_else(|| {
            CommandError::given(format!("there is no unit with the code {code:?}"))
        })?),
        None => state.top_unit(),
    };
    let units = within.map_or_else(Vec::new, |within| visited(&state, within));
    match asked.format {
        Form::Text => write_text(&units, out)?,
        Form::Json => {
            serde_json::to_writer_pretty(&mut *out, &units).map_err(std::io::Error::from)?;
            writeln!(out)?;
        }
    }
    Ok(Outcome::Clean)
}

#[derive(Debug, Serialize)]
struct Visited {
    code: String,
    name: String,
    last: Option<String>,
    visits: Vec<Visit>,
}

#[derive(Debug, Serialize)]
struct Visit {
    number: u32,
    on: String,
    from: String,
    struck: bool,
}

/// The units of levels that the charter has visited, in the order of their numbers.
fn visited(state: &State, within: UnitId) -> Vec<Visited> {
    let Some(charter) = state.charter_on(Clock::System.today()) else {
        return Vec::new();
    };
    let code = |unit| {
        state
            .unit(unit)
            .map_or_else(String::new, |it| it.code.to_owned())
    };
    let mut units = state.units_within(within);
    units.sort_unstable();
    let rows = units.into_iter().filter_map(|unit| {
        let it = state.unit(unit)?;
        charter.visit_of(it.level)?;
        let visits = state.visits_to(unit).map(|visit| Visit {
            number: visit.id.0,
            on: visit.on.to_string(),
            from: code(visit.by),
            struck: visit.struck,
        });
        Some(Visited {
            code: it.code.to_owned(),
            name: it.name.to_owned(),
            last: state.last_visit(unit).map(|on| on.to_string()),
            visits: visits.collect(),
        })
    });
    rows.collect()
}

fn write_text(units: &[Visited], out: &mut dyn Write) -> std::io::Result<()> {
    for it in units {
        let last = match &it.last {
            Some(last) => format!("last visited on {last}"),
            None => "never visited".to_owned(),
        };
        writeln!(out, "{} {}: {last}", it.code, it.name)?;
    }
    Ok(())
}
