//! Reading a data directory again, from the first entry to the last name, and
//! comparing what comes out with the snapshot.

use std::path::Path;

use journal::{Broken, OpenError, SnapshotError, SqliteStore, Store, Verified, sha256};
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
    // Taken before the journal is read, so that a running desk cannot overtake it.
    let snapshot = store.snapshot();
    store.hold_still().map_err(OpenError::from)?;
    let at = snapshot
        .as_ref()
        .ok()
        .and_then(Option::as_ref)
        .map(|snapshot| snapshot.sequence);
    let mut state = State::default();
    let mut applied = 0;
    let mut columns_at = None;
    let journal = journal::verify(&store, &mut |event| {
        state.apply(event);
        applied += 1;
        if at == Some(applied) {
            columns_at = Some(state.to_columns());
        }
    })?;
    let snapshot = match snapshot {
        Ok(None) => SnapshotCheck::None,
        Ok(Some(snapshot)) if snapshot.format != columns::LAYOUT => SnapshotCheck::OtherLayout,
        Ok(Some(snapshot)) if columns_at.as_ref() == Some(&snapshot.bytes) => SnapshotCheck::Same {
            sequence: snapshot.sequence,
        },
        Ok(Some(snapshot)) => SnapshotCheck::Differs {
            sequence: snapshot.sequence,
        },
        Err(SnapshotError::Damaged { what }) => SnapshotCheck::Damaged {
            what: what.to_owned(),
        },
        Err(SnapshotError::Storage(error)) => return Err(OpenError::Storage(error).into()),
    };
    let state = StateHash {
        sequence: applied,
        hash: sha256(&state.to_columns()),
    };
    Ok(Report {
        journal,
        state,
        snapshot,
    })
}
