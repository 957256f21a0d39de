//! `charterhouse demo`: makes a made-up organisation and serves it.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;

use super::Outcome;
use crate::error::CommandError;

/// What `demo` takes.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// People to make up
    #[arg(long, value_name = "N", default_value_t = 20_000)]
    members: u32,
    /// Years of meetings to make up
    #[arg(long, value_name = "Y", default_value_t = 1)]
    years: u32,
    /// Data folder; found data is served as it is
    #[arg(long, value_name = "DIR", default_value = "demo-data")]
    data: PathBuf,
    /// Port on 127.0.0.1; 0 takes one that is free
    #[arg(long, value_name = "P", default_value_t = 7700)]
    port: u16,
    /// Make the organisation and stop
    #[arg(long)]
    no_serve: bool,
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
