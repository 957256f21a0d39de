//! `charterhouse charter`: checks, shows and tests charter documents.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;

use super::Outcome;
use crate::error::CommandError;

/// What `charter` takes.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// Charter document
    #[arg(value_name = "FILE")]
    file: PathBuf,
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
