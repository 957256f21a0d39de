//! `charterhouse verify`: reads everything again.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;
use clerk::{Report, SnapshotCheck, VerifyError};
use serde::Serialize;

use super::{Form, Outcome, json};
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
    /// Form of the answer
    #[arg(long, value_enum, default_value_t = Form::Text)]
    format: Form,
}

/// What was found, as programs read it.
#[derive(Debug, Default, Serialize)]
struct Verdict {
    /// Whether everything is as it was written.
    whole: bool,
    /// The first thing that is not.
    broken: Option<String>,
    entries: Option<u64>,
    requests: Option<u64>,
    cards: Option<u64>,
    documents: Option<u64>,
    documents_erased: Option<u64>,
    charters: Option<u64>,
    /// Hash of the last entry.
    head: Option<String>,
    /// Hash of the state that the journal comes to.
    state: Option<String>,
    /// How it stands with the snapshot.
    snapshot: Option<String>,
}

/// Reads the folder again, even while a server writes to it.
///
/// # Errors
///
/// When the folder does not open.
pub(crate) fn run(arguments: &Arguments, out: &mut dyn Write) -> Result<Outcome, CommandError> {
    let verdict = match clerk::verify(&arguments.data) {
        Ok(report) => verdict(&report),
        Err(VerifyError::Broken(broken)) => Verdict {
            broken: Some(broken.to_string()),
            ..Verdict::default()
        },
        Err(VerifyError::Open(error)) => {
            return Err(CommandError::failed(
                format!("opening {}", arguments.data.display()),
                &error,
            ));
        }
    };
    match arguments.format {
        Form::Json => json(&verdict, out)?,
        Form::Text => write_text(&verdict, out)?,
    }
    Ok(match verdict.whole {
        true => Outcome::Clean,
        false => Outcome::Amiss,
    })
}

fn verdict(report: &Report) -> Verdict {
    let (whole, snapshot) = match &report.snapshot {
        SnapshotCheck::None => (true, "none yet".to_owned()),
        SnapshotCheck::Same { sequence } => (
            true,
            format!("of entry {sequence}, the same state as the journal's"),
        ),
        SnapshotCheck::OtherLayout => (
            true,
            "of another program version; the next start replaces it".to_owned(),
        ),
        SnapshotCheck::Differs { sequence } => (
            false,
            format!("of entry {sequence} is not the state the journal comes to"),
        ),
        SnapshotCheck::Damaged { what } => (false, format!("is damaged: {what}")),
    };
    let journal = &report.journal;
    let broken = "the snapshot; the journal is whole and the next start replaces it";
    Verdict {
        whole,
        broken: (!whole).then(|| broken.to_owned()),
        entries: Some(journal.head.sequence),
        requests: Some(journal.requests),
        cards: Some(journal.cards),
        documents: Some(journal.documents),
        documents_erased: Some(journal.documents_erased),
        charters: Some(journal.charters),
        head: Some(journal::hex(&journal.head.hash)),
        state: Some(journal::hex(&report.state.hash)),
        snapshot: Some(snapshot),
    }
}

fn write_text(it: &Verdict, out: &mut dyn Write) -> std::io::Result<()> {
    let rows = [
        (
            "entries",
            it.entries,
            "  each follows the one before".to_owned(),
        ),
        ("requests", it.requests, String::new()),
        ("cards", it.cards, "  each opens with its key".to_owned()),
        (
            "documents",
            it.documents,
            format!(
                "  each is the one its entry names ({} erased)",
                it.documents_erased.unwrap_or(0)
            ),
        ),
        ("charters", it.charters, String::new()),
    ];
    for (what, count, says) in rows {
        if let Some(count) = count {
            writeln!(out, "{what:<10} {count:>10}{says}")?;
        }
    }
    let texts = [
        ("last entry", &it.head),
        ("state", &it.state),
        ("snapshot", &it.snapshot),
    ];
    for (what, text) in texts {
        if let Some(text) = text {
            writeln!(out, "{what:<10} {text}")?;
        }
    }
    match &it.broken {
        Some(broken) => writeln!(out, "not as it was written: {broken}"),
        None => Ok(()),
    }
}
