//! Reading a data directory again, from the first entry to the last name, and
//! comparing what comes out with the snapshot.

use std::path::Path;

use journal::{
    Broken, OpenError, ReadError, SnapshotError, SnapshotHead, SqliteStore, Store, Verified,
    sha256_of_stream, snapshot_sum,
};
use kernel::{State, columns};

use crate::StateHash;

/// What was found when everything was whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// What the journal and its tables hold.
    pub journal: Verified,
    /// The state that the whole journal comes to.
    pub state: StateHash,
    /// How the snapshot compares.
    pub snapshot: SnapshotCheck,
}

/// How a snapshot compares with a replay up to its entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SnapshotCheck {
    /// There is none.
    None,
    /// It is what the replay comes to.
    Same {
        /// The last entry in it.
        sequence: u64,
    },
    /// It is not what the replay comes to, or of another journal.
    Differs {
        /// The last entry in it.
        sequence: u64,
    },
    /// An older or newer program wrote it; the next start replaces it.
    OtherLayout,
    /// It is not as it was written; the next start replaces it.
    Damaged {
        /// What is wrong with it.
        what: String,
    },
}

/// Why a data directory did not verify.
#[derive(Debug, thiserror::Error)]
pub enum VerifyError {
    /// It could not be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// Something in it is not as it was written.
    #[error(transparent)]
    Broken(#[from] Broken),
}

/// Reads everything in a data directory again, even while a server writes to it.
///
/// # Errors
/// The first thing that is not as it was written.
pub fn verify(directory: &Path) -> Result<Report, VerifyError> {
    let store = SqliteStore::open_read_only(directory)?;
    // Opened before the journal is read, so that a running desk cannot overtake it.
    let mut snapshot = store.snapshot();
    store.hold_still().map_err(OpenError::from)?;
    let at = match &snapshot {
        Ok(Some(snapshot)) => Some(snapshot.head().sequence),
        Ok(None) | Err(_) => None,
    };
    let of = at.map_or(Ok(None), |sequence| head_at(&store, sequence));
    let of = of.map_err(Broken::from)?;
    let mut state = State::default();
    let mut applied = 0;
    let mut sum = None;
    let journal = journal::verify(&store, &mut |event| {
        state.apply(event);
        applied += 1;
        if let Some(head) = of.filter(|head| head.sequence == applied) {
            sum = Some(snapshot_sum(&head, &mut |sink| state.write_columns(sink)));
        }
    })?;
    let snapshot = match &mut snapshot {
        Ok(None) => SnapshotCheck::None,
        Ok(Some(snapshot)) => {
            let sequence = snapshot.head().sequence;
            match snapshot.sum() {
                Ok(_) if snapshot.head().format != columns::LAYOUT => SnapshotCheck::OtherLayout,
                Ok(kept) if sum == Some(kept) => SnapshotCheck::Same { sequence },
                Ok(_) => SnapshotCheck::Differs { sequence },
                Err(error) => unusable(error)?,
            }
        }
        Err(_) => snapshot.map_or_else(unusable, |_| Ok(SnapshotCheck::None))?,
    };
    let state = StateHash {
        sequence: applied,
        hash: sha256_of_stream(|sink| state.write_columns(sink)),
    };
    Ok(Report {
        journal,
        state,
        snapshot,
    })
}

/// What a snapshot of the state at this entry says that it is of.
fn head_at(store: &dyn Store, sequence: u64) -> Result<Option<SnapshotHead>, ReadError> {
    let entry = store.entries(sequence, 1)?.pop();
    let entry = entry.filter(|entry| entry.sequence == sequence);
    Ok(entry.map(|entry| SnapshotHead {
        format: columns::LAYOUT,
        sequence,
        hash: entry.hash,
    }))
}

fn unusable(error: SnapshotError) -> Result<SnapshotCheck, VerifyError> {
    match error {
        SnapshotError::Damaged { what } => Ok(SnapshotCheck::Damaged {
            what: what.to_owned(),
        }),
        SnapshotError::Storage(error) => Err(OpenError::Storage(error).into()),
    }
}
