//! `charterhouse record join` and `part`: two people of the record as one.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;
use record::{File, JoinError};

use super::{Outcome, cannot, open};
use crate::error::CommandError;

/// Two people of a record.
#[derive(Debug, Args)]
pub(super) struct Pair {
    /// Data folder of the organisation, or a record folder
    #[arg(value_name = "DIR")]
    data: PathBuf,
    /// Id of the person whose file says it
    #[arg(value_name = "ONE")]
    one: String,
    /// Id of the other
    #[arg(value_name = "OTHER")]
    other: String,
    /// Id of the source that takes them for one; needed to say it
    #[arg(long, value_name = "ID")]
    source: Option<String>,
}

/// Says that two people are one.
///
/// # Errors
///
/// When there are no such people, no source is given, or the folder cannot be written.
pub(super) fn join(pair: &Pair, out: &mut dyn Write) -> Result<Outcome, CommandError> {
    let Some(source) = &pair.source else {
        return Err(CommandError::given("nothing is claimed without a source")
            .hint("name it with --source; a finding of your own can be a [[source]] of its own"));
    };
    let (files, _) = open(&pair.data)?;
    let joined = record::say_same(&files, (&pair.one, &pair.other), source);
    put(pair, &files, &joined.map_err(|error| refused(&error))?)?;
    writeln!(
        out,
        "{} and {} are one person, by {source}; `charterhouse record part` takes it back",
        pair.one, pair.other
    )?;
    Ok(Outcome::Clean)
}

/// Takes back that two people are one.
///
/// # Errors
///
/// When nothing says so, or the folder cannot be written.
pub(super) fn part(pair: &Pair, out: &mut dyn Write) -> Result<Outcome, CommandError> {
    let (files, _) = open(&pair.data)?;
    let parted = record::take_back(&files, (&pair.one, &pair.other));
    put(pair, &files, &parted.map_err(|error| refused(&error))?)?;
    writeln!(out, "{} and {} are two people again", pair.one, pair.other)?;
    Ok(Outcome::Clean)
}

/// Writes the files that have changed.
fn put(pair: &Pair, before: &[File], after: &[File]) -> Result<(), CommandError> {
    let home = record::home(&pair.data);
    let changed = after.iter().filter(|file| !before.contains(file));
    for file in changed {
        record::put(file, &home).map_err(|error| cannot(&error))?;
    }
    Ok(())
}

fn refused(error: &JoinError) -> CommandError {
    let shown = CommandError::given(error.to_string());
    match error {
        JoinError::NoSuchPerson(_) | JoinError::NotOne(..) => shown
            .hint("`charterhouse who DIR NAME` and `charterhouse record check DIR` have the ids"),
        JoinError::ByHand { .. } => shown.hint("take the claim out of the file by hand"),
        JoinError::AlreadyOne(..) | JoinError::Wrong(_) => shown,
    }
}
