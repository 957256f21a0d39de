//! `charterhouse plan`: plans the smallest reorganisation.

use std::io::Write;
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::Outcome;
use crate::error::CommandError;

/// What `plan` takes.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// Data folder of the organisation
    #[arg(value_name = "DIR")]
    data: PathBuf,
    /// Form of the answer
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Carry the plan out, as one act
    #[arg(long)]
    apply: bool,
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
