//! `charterhouse verify`: reads everything again.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;
use clerk::{SnapshotCheck, VerifyError};

use super::Outcome;
use crate::error::CommandError;

/// What `verify` takes.
#[derive(Debug, Args)]
#[command(
    after_help = "Exit code: 0 everything is as it was written, 1 something is not, 2 could not run."
)]
pub(crate) struct Arguments {
    /// Data folder of the organisation
    #[arg(value_name = "DIR")]
    data: PathBuf,
}

/// Reads the folder again, even while a server writes to it.
///
/// # Errors
///
/// When the folder does not open.
pub(crate) fn run(arguments: &Arguments, out: &mut dyn Write) -> Result<Outcome, CommandError> {
    let report = match clerk::verify(&arguments.data) {
        Ok(report) => report,
        Err(VerifyError::Broken(broken)) => {
            writeln!(out, "not as it was written: {broken}")?;
            return Ok(Outcome::Amiss);
        }
        Err(VerifyError::Open(error)) => {
            return Err(CommandError::failed(
                format!("opening {}", arguments.data.display()),
                &error,
            ));
        }
    };
    let journal = &report.journal;
    writeln!(
        out,
        "entries    {:>10}  each follows the one before",
        journal.head.sequence
    )?;
    writeln!(out, "requests   {:>10}", journal.requests)?;
    writeln!(
        out,
        "cards      {:>10}  each opens with its key",
        journal.cards
    )?;
    writeln!(
        out,
        "documents  {:>10}  each is the one its entry names ({} erased)",
        journal.documents, journal.documents_erased
    )?;
    writeln!(out, "charters   {:>10}", journal.charters)?;
    writeln!(out, "last entry {}", journal::hex(&journal.head.hash))?;
    writeln!(out, "state      {}", journal::hex(&report.state.hash))?;
    let (outcome, snapshot) = match &report.snapshot {
        SnapshotCheck::None => (Outcome::Clean, "none yet".to_owned()),
        SnapshotCheck::Same { sequence } => (
            Outcome::Clean,
            format!("of entry {sequence}, the same state as the journal's"),
        ),
        SnapshotCheck::OtherLayout => (
            Outcome::Clean,
            "of another program version; the next start replaces it".to_owned(),
        ),
        SnapshotCheck::Differs { sequence } => (
            Outcome::Amiss,
            format!("of entry {sequence} is not the state the journal comes to"),
        ),
        SnapshotCheck::Damaged { what } => (Outcome::Amiss, format!("is damaged: {what}")),
    };
    writeln!(out, "snapshot   {snapshot}")?;
    if outcome == Outcome::Amiss {
        writeln!(
            out,
            "not as it was written: the snapshot; the journal is whole and the next start replaces it"
        )?;
    }
    Ok(outcome)
}
