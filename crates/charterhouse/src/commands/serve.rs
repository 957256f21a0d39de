//! `charterhouse serve`: serves the pages.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;

use super::Outcome;
use crate::error::CommandError;

/// What `serve` takes.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// Data folder of the organisation
    #[arg(value_name = "DIR")]
    data: PathBuf,
    /// Port on 127.0.0.1; 0 takes one that is free
    #[arg(long, value_name = "P", default_value_t = 7700)]
    port: u16,
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
