//! `charterhouse check`: holds the organisation against its charter.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;
use jiff::civil::Date;

use super::{Form, Outcome};
use crate::error::CommandError;
use crate::folder;
use crate::standing::Standing;

/// What `check` takes.
#[derive(Debug, Args)]
#[command(
    after_help = "Exit code: 0 nothing that must be is amiss, 1 a rule that must be kept is broken, 2 could not run."
)]
pub(crate) struct Arguments {
    /// Data folder of the organisation
    #[arg(value_name = "DIR")]
    data: PathBuf,
    /// Day to check the record of today against, as in 2026-12-31 [default: today]
    #[arg(long, value_name = "DATE")]
    on: Option<Date>,
    /// Form of the answer
    #[arg(long, value_enum, default_value_t = Form::Text)]
    format: Form,
}

/// Lists every finding.
///
/// # Errors
///
/// When the organisation does not open.
pub(crate) fn run(arguments: &Arguments, out: &mut dyn Write) -> Result<Outcome, CommandError> {
    let clerk = folder::open(&arguments.data)?;
    let on = arguments.on.unwrap_or_else(|| clerk.clock().today());
    let standing = clerk.read(|state, _| Standing::of(state, on))??;
    match arguments.format {
        Form::Text => standing.write_text(out)?,
        Form::Json => standing.write_json(out)?,
    }
    Ok(if standing.must_is_broken {
        Outcome::Amiss
    } else {
        Outcome::Clean
    })
}
