//! `charterhouse petition`: what was asked of units, and what became of it.
//! No word of what was asked is shown: whoever may read it does so on the pages.

use std::io::Write;
use std::path::PathBuf;

use clap::{Args, Subcommand};
use kernel::petitions::{Petition, PetitionStanding, StepKind};
use kernel::{PetitionId, State};
use serde::Serialize;

use super::{Form, Outcome, json};
use crate::error::CommandError;
use crate::folder;

/// What `petition` takes.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// List what was asked, by number, with how it stands
    List {
        /// Data folder of the organisation
        #[arg(value_name = "DIR")]
        data: PathBuf,
        /// Code of a unit: only what it has now
        #[arg(long, value_name = "CODE")]
        unit: Option<String>,
        /// Form of the answer
        #[arg(long, value_enum, default_value_t = Form::Text)]
        format: Form,
    },
    /// Show what became of one, step by step
    Show {
        /// Data folder of the organisation
        #[arg(value_name = "DIR")]
        data: PathBuf,
        /// Its number
        #[arg(value_name = "NUMBER")]
        number: u32,
        /// Form of the answer
        #[arg(long, value_enum, default_value_t = Form::Text)]
        format: Form,
    },
    /// Erase what was written where the charter lets nobody keep it any longer; a server does it by itself
    Erase {
        /// Data folder of the organisation
        #[arg(value_name = "DIR")]
        data: PathBuf,
    },
}

/// A petition, as programs read it.
#[derive(Debug, Serialize)]
struct Row<'a> {
    number: u32,
    kind: &'a str,
    unit: &'a str,
    standing: &'static str,
    asked: String,
    due: String,
    ended: Option<String>,
    erased: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    steps: Vec<StepRow<'a>>,
}

/// One step of what became of it.
#[derive(Debug, Serialize)]
struct StepRow<'a> {
    what: &'static str,
    unit: &'a str,
    on: String,
}

/// Lists, shows or erases.
///
/// # Errors
///
/// When the organisation does not open, or there is no such unit or petition.
pub(crate) fn run(arguments: &Arguments, out: &mut dyn Write) -> Result<Outcome, CommandError> {
    match &arguments.what {
        What::List { data, unit, format } => list(data, unit.as_deref(), *format, out)?,
        What::Show {
            data,
            number,
            format,
        } => show(data, *number, *format, out)?,
        What::Erase { data } => erase(data, out)?,
    }
    Ok(Outcome::Clean)
}

fn list(
    data: &std::path::Path,
    unit: Option<&str>,
    format: Form,
    out: &mut dyn Write,
) -> Result<(), CommandError> {
    let state = folder::state_of(data)?;
    let unit = folder::unit_given(&state, unit)?;
    let rows: Vec<Row<'_>> = (1..=state.petition_count())
        .filter_map(|number| state.petition(PetitionId(number)))
        .filter(|it| unit.is_none_or(|unit| it.unit == unit))
        .filter_map(|it| row(&state, &it))
        .collect();
    if format == Form::Json {
        return json(&rows, out);
    }
    if rows.is_empty() {
        writeln!(out, "nothing was asked")?;
    }
    for row in &rows {
        line(row, out)?;
    }
    Ok(())
}

fn show(
    data: &std::path::Path,
    number: u32,
    format: Form,
    out: &mut dyn Write,
) -> Result<(), CommandError> {
    let state = folder::state_of(data)?;
    let none = || CommandError::given(format!("nothing of number {number} was asked"));
    let it = state.petition(PetitionId(number)).ok_or_else(none)?;
    let mut row = row(&state, &it).ok_or_else(none)?;
    row.steps = state
        .petition_steps(it.id)
        .into_iter()
        .map(|step| StepRow {
            what: word(step.what),
            unit: state.unit(step.unit).map_or("?", |unit| unit.code),
            on: step.on.to_string(),
        })
        .collect();
    if format == Form::Json {
        return json(&row, out);
    }
    line(&row, out)?;
    for step in &row.steps {
        writeln!(out, "  {}  {}  {}", step.on, step.unit, step.what)?;
    }
    Ok(())
}

fn erase(data: &std::path::Path, out: &mut dyn Write) -> Result<(), CommandError> {
    let clerk = folder::open(data)?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .map_err(|error| CommandError::failed("starting to erase", &error))?;
    let erased = runtime.block_on(web::erase_what_is_due(&clerk));
    let erased = match erased {
        Ok(erased) => erased,
        Err(denial) => {
            return Err(clerk.read(|state, directory| folder::denied(state, directory, &denial))?);
        }
    };
    writeln!(out, "erased what was written in {erased}")?;
    Ok(())
}

fn line(row: &Row<'_>, out: &mut dyn Write) -> Result<(), CommandError> {
    write!(
        out,
        "{} {}  {}  asked on {}: {}",
        row.kind, row.number, row.unit, row.asked, row.standing
    )?;
    match &row.ended {
        Some(on) => writeln!(out, " on {on}")?,
        None => writeln!(out, ", due on {}", row.due)?,
    }
    Ok(())
}

fn row<'a>(state: &'a State, it: &Petition) -> Option<Row<'a>> {
    Some(Row {
        number: it.id.0,
        kind: &state.charter()?.petition(it.kind)?.id,
        unit: state.unit(it.unit)?.code,
        standing: match it.standing {
            PetitionStanding::Waiting => "waiting",
            PetitionStanding::Answered => "answered",
            PetitionStanding::Withdrawn => "withdrawn",
        },
        asked: it.on.to_string(),
        due: it.due.to_string(),
        ended: it.ended.map(|on| on.to_string()),
        erased: it.erased.map(|on| on.to_string()),
        steps: Vec::new(),
    })
}

fn word(what: StepKind) -> &'static str {
    match what {
        StepKind::TakenIn => "taken in",
        StepKind::Recorded => "recorded",
        StepKind::PassedOn => "passed on",
        StepKind::HandedOver => "handed over",
        StepKind::Answered => "answered",
        StepKind::Corrected => "corrected",
        StepKind::Withdrawn => "withdrawn",
        StepKind::Erased => "erased",
    }
}
