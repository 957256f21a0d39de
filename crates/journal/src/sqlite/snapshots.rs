//! The snapshot beside the databases.

use std::fs::{self, File};
use std::io::{self, Write};

use super::SqliteStore;
use crate::error::{SnapshotError, Step as _};
use crate::{Snapshot, SnapshotHead, WriteState, snapshot};

const SNAPSHOT_FILE: &str = "snapshot.bin";
const FRESH_FILE: &str = "snapshot.bin.new";

/// After so many bytes they are sent to the disk. A whole snapshot waiting in
/// the system's memory would keep the commits of the databases waiting with it.
const BYTES_WAITING_MAX: usize = 1 << 25;

impl SqliteStore {
    pub(super) fn write_snapshot(
        &self,
        head: &SnapshotHead,
        state: &mut WriteState<'_>,
    ) -> io::Result<()> {
        let fresh = self.directory.join(FRESH_FILE);
        let written = write(File::create(&fresh)?, head, state)
            .and_then(|()| fs::rename(&fresh, self.directory.join(SNAPSHOT_FILE)));
        if let Err(error) = written {
            // Half a snapshot only takes up room, and the next one would replace it.
            fs::remove_file(&fresh).unwrap_or_default();
            return Err(error);
        }
        File::open(&self.directory)?.sync_all()
    }

    pub(super) fn read_snapshot(&self) -> Result<Option<Snapshot>, SnapshotError> {
        match File::open(self.directory.join(SNAPSHOT_FILE)) {
            Ok(file) => Snapshot::in_file(file).map(Some),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error).step("open the snapshot")?,
        }
    }
}

fn write(file: File, head: &SnapshotHead, state: &mut WriteState<'_>) -> io::Result<()> {
    let mut paced = Paced { file, waiting: 0 };
    snapshot::write(&mut paced, head, state)?;
    paced.file.sync_all()
}

/// A file whose bytes are sent to the disk as they come.
struct Paced {
    file: File,
    waiting: usize,
}

impl Write for Paced {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.waiting = self.waiting.saturating_add(written);
        if self.waiting >= BYTES_WAITING_MAX {
            self.waiting = 0;
            self.file.sync_data()?;
        }
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}
