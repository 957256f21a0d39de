//! `charterhouse check`: holds the organisation against its charter.

use std::io::Write;
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use jiff::civil::Date;

use super::Outcome;
use crate::error::CommandError;

/// What `check` takes.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// Data folder of the organisation
    #[arg(value_name = "DIR")]
    data: PathBuf,
    /// Day to check [default: today]
    #[arg(long, value_name = "DATE")]
    on: Option<Date>,
    /// Form of the answer
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// Runs the command.
///
/// # Errors
///
/// When the data folder or a file is not in order.
pub(crate) fn run(arguments: &Arguments, out: &mut dyn Write) -> Result<Outcome, CommandError> {
    let _ = (arguments, out);
    Err(CommandError::given("this command is not there yet"))
}

/// A form of answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// For programs
    Json,
}
