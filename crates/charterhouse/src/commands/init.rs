//! `charterhouse init`: founds an organisation.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;
use clerk::{Clerk, Options, StartError};
use jiff::civil::Date;
use serde::Serialize;

use super::{Form, Outcome, json};
use crate::error::CommandError;
use crate::folder;

/// What `init` takes.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// Data folder to make
    #[arg(value_name = "DIR")]
    data: PathBuf,
    /// Charter document to adopt
    #[arg(long, value_name = "FILE")]
    charter: PathBuf,
    /// First day on which the charter is in force, as in 2026-01-31 [default: today]
    #[arg(long, value_name = "DATE")]
    from: Option<Date>,
    /// Form of the answer
    #[arg(long, value_enum, default_value_t = Form::Text)]
    format: Form,
}

/// What was founded, as programs read it.
#[derive(Debug, Serialize)]
struct Founded {
    /// The data folder.
    data: String,
    /// Identifier of the charter.
    charter: Option<String>,
    title: Option<String>,
    /// First day on which it is in force.
    from: String,
    /// Whether it is in force today.
    in_force: bool,
}

/// Founds the organisation.
///
/// # Errors
///
/// When the charter has problems or the folder already holds an organisation.
pub(crate) fn run(arguments: &Arguments, out: &mut dyn Write) -> Result<Outcome, CommandError> {
    let shown = arguments.charter.display().to_string();
    let text = std::fs::read_to_string(&arguments.charter)
        .map_err(|error| CommandError::failed(format!("reading {shown}"), &error))?;
    let options = Options::default();
    let today = options.clock.today();
    let from = arguments.from.unwrap_or(today);
    let clerk = match Clerk::create(&arguments.data, &text, from, options) {
        Ok(clerk) => clerk,
        Err(StartError::Problems(problems)) => {
            out.write_all(charter::render(&problems, &shown, &text).as_bytes())?;
            return Err(CommandError::given(format!("{shown} is not a charter yet")));
        }
        Err(error) => return Err(folder::cannot_open(&arguments.data, &error)),
    };
    let (charter, title) = clerk
        .read(|state, _| state.charter().map(|it| (it.id.clone(), it.title.clone())))?
        .unzip();
    let founded = Founded {
        data: arguments.data.display().to_string(),
        charter,
        title,
        from: from.to_string(),
        in_force: from <= today,
    };
    match arguments.format {
        Form::Json => json(&founded, out)?,
        Form::Text => tell(&founded, out)?,
    }
    Ok(Outcome::Clean)
}

fn tell(it: &Founded, out: &mut dyn Write) -> std::io::Result<()> {
    let (data, from) = (&it.data, &it.from);
    let title = it.title.as_deref().unwrap_or_default();
    writeln!(
        out,
        "founded in {data} under \"{title}\", in force from {from}"
    )?;
    if !it.in_force {
        writeln!(
            out,
            "note: {from} is still to come, and nothing can be entered before it"
        )?;
    }
    writeln!(
        out,
        "next: charterhouse import {data} --units units.csv --people people.csv"
    )
}
