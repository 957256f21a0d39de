//! What goes wrong at the desk and before it opens.

use std::fmt;
use std::io::Write as _;
use std::sync::Arc;

use journal::encoding::{DecodeError, EncodeError};
use journal::{AppendError, OpenError, ReadError, StorageError};
use kernel::Refusal;

use crate::{HistoryError, NamesError};

/// Why the desk stopped. None of these is ever retried: whether the last
/// batch is on disk is not known, and the next start will see.
#[derive(Debug, thiserror::Error)]
pub enum DeskFailure {
    /// The batch was not appended.
    #[error("the journal did not take the batch")]
    Append(#[from] AppendError),
    /// An event could not be written down.
    #[error("an event could not be written down")]
    Encode(#[from] EncodeError),
    /// A text could not be sealed, or an earlier request could not be looked up.
    #[error("the storage failed")]
    Storage(#[from] StorageError),
    /// The entries of an earlier request could not be read.
    #[error("the entries of an earlier request could not be read")]
    Read(#[from] ReadError),
    /// An entry of an earlier request could not be understood.
    #[error("an earlier request could not be read again")]
    History(#[from] HistoryError),
    /// A card could not be written down.
    #[error("a card could not be written down")]
    Card(#[from] serde_json::Error),
    /// The names could not be read.
    #[error("the names could not be read; run `charterhouse verify`")]
    Names(#[from] NamesError),
    /// A fault in the program itself; the panic has said which.
    #[error("the program met a fault of its own")]
    Panicked,
}

/// The desk has stopped; the process should end and be started again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the desk has stopped")]
pub struct Stopped;

/// What is done when the desk fails. It runs once, on the desk's thread.
#[derive(Clone)]
pub struct OnFailure(pub Arc<dyn Fn(&DeskFailure) + Send + Sync>);

impl OnFailure {
    /// Says why on standard error and ends the process with status 70.
    #[must_use]
    pub fn end_the_process() -> OnFailure {
        OnFailure(Arc::new(|failure| {
            let mut lines = vec![format!("charterhouse stops: {failure}")];
            let mut cause = std::error::Error::source(failure);
            while let Some(error) = cause {
                lines.push(format!("because: {error}"));
                cause = error.source();
            }
            lines.push("nothing unrecorded was shown; start again to go on".to_owned());
            // Where even this fails there is nobody left to tell.
            writeln!(std::io::stderr(), "{}", lines.join("\n")).unwrap_or_default();
            std::process::exit(70);
        }))
    }
}

impl Default for OnFailure {
    fn default() -> OnFailure {
        OnFailure::end_the_process()
    }
}

impl fmt::Debug for OnFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OnFailure")
    }
}

/// Why the clerk could not begin.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The data directory could not be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The storage failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// The journal could not be read.
    #[error("the journal could not be read")]
    Read(#[from] ReadError),
    /// An entry does not follow the one before it.
    #[error("entry {sequence} does not follow the one before it; run `charterhouse verify`")]
    Chain {
        /// The entry.
        sequence: u64,
    },
    /// An entry cannot be understood.
    #[error("entry {sequence} cannot be understood")]
    Decode {
        /// The entry.
        sequence: u64,
        /// What is wrong with it.
        #[source]
        source: DecodeError,
    },
    /// A charter that is kept cannot be read.
    #[error("a charter that is kept cannot be read")]
    Charter(#[from] DecodeError),
    /// The names cannot be read.
    #[error(transparent)]
    Names(#[from] NamesError),
    /// The charter to begin with has problems.
    #[error("the charter has {} problems", .0.len())]
    Problems(Vec<charter::Problem>),
    /// The charter to begin with was refused.
    #[error("the charter was refused: {}", .0.reason)]
    Refused(Refusal),
    /// The desk's thread could not be started.
    #[error("could not start the desk")]
    Thread(#[source] std::io::Error),
    /// The desk stopped while the organisation was founded.
    #[error(transparent)]
    Stopped(#[from] Stopped),
}
