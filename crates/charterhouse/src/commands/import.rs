//! `charterhouse import`: enters the register that people keep.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;

use super::Outcome;
use crate::error::CommandError;

/// What `import` takes.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// Data folder of the organisation
    #[arg(value_name = "DIR")]
    data: PathBuf,
    /// File of units: code,level,name,parent,founded
    #[arg(long, value_name = "FILE", required_unless_present = "people")]
    units: Option<PathBuf>,
    /// File of people: code,name,unit,grade,joined,post,email,phone
    #[arg(long, value_name = "FILE")]
    people: Option<PathBuf>,
    /// Read and judge everything, and change nothing
    #[arg(long)]
    dry_run: bool,
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
