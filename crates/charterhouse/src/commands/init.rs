//! `charterhouse init`: founds an organisation.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;
use clerk::{Clerk, Options, StartError};
use jiff::civil::Date;

use super::Outcome;
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
    let title = clerk.read(|state, _| state.charter().map(|charter| charter.title.clone()))?;
    writeln!(
        out,
        "founded in {} under \"{}\", in force from {from}",
        arguments.data.display(),
        title.unwrap_or_default()
    )?;
    if from > today {
        writeln!(
            out,
            "note: {from} is still to come, and nothing can be entered before it"
        )?;
    }
    writeln!(
        out,
        "next: charterhouse import {} --units units.csv --people people.csv",
        arguments.data.display()
    )?;
    Ok(Outcome::Clean)
}
