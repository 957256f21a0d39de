//! Keeping an organisation in two SQLite files and a snapshot beside them.
//!
//! `organisation.db` holds everything but the keys; `keys.db` holds one key
//! for each sealed text and the secret of the login index. Decision 002 says
//! why there are two and in which order they are written.

mod accounts;
mod append;
mod notices;
mod read;
mod schema;
mod snapshots;

use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use rusqlite::Connection;

use crate::Randomness;
use crate::error::{OpenError, Step as _, StorageError};
use crate::seal::SealKey;

const ORGANISATION_FILE: &str = "organisation.db";
const KEYS_FILE: &str = "keys.db";
const LOCK_FILE: &str = "lock";

/// How often holding still is tried again when somebody wrote meanwhile.
const HOLDING_TRIES_MAX: u32 = 200;

/// The SQLite store of one data directory.
///
/// INVARIANT (two connections): one pair of connections writes, the other
/// reads, each behind its own lock, so that a page never waits for an fsync.
/// Where both are taken, the writing one is taken first.
pub struct SqliteStore {
    writer: Mutex<Files>,
    reader: Mutex<Files>,
    login_secret: [u8; 32],
    directory: PathBuf,
    /// Held as long as this process may write; the system drops it with the process.
    _lock: Option<File>,
}

// The login secret does not belong into a log.
impl std::fmt::Debug for SqliteStore {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SqliteStore")
            .field("directory", &self.directory)
            .finish_non_exhaustive()
    }
}

/// One connection to each file.
struct Files {
    organisation: Connection,
    keys: Connection,
    /// Every key with its number at the moment the organisation was held still.
    held_keys: Option<Vec<(i64, SealKey)>>,
}

impl SqliteStore {
    /// Makes an empty organisation in `directory`, which is made if missing.
    ///
    /// # Errors
    /// When there is one already, or files cannot be written.
    pub fn create(directory: &Path) -> Result<SqliteStore, OpenError> {
        fs::create_dir_all(directory).map_err(files("make the directory", directory))?;
        let lock = lock(directory)?;
        let organisation = directory.join(ORGANISATION_FILE);
        let keys = directory.join(KEYS_FILE);
        if organisation.exists() || (keys.exists() && schema::has_keys(&keys)?) {
            return Err(OpenError::Exists {
                directory: directory.to_path_buf(),
            });
        }
        let secret = Randomness::new().secret()?;
        schema::make(&keys, &schema::KEYS, Some(&secret))?;
        // The organisation's file comes last: while it is missing, nothing is there.
        schema::make(&organisation, &schema::ORGANISATION, None)?;
        SqliteStore::connect(directory, Some(lock))
    }

    /// Opens the organisation in `directory` for writing.
    ///
    /// # Errors
    /// When there is none, another process writes to it, or its files are not
    /// of a format this program knows.
    pub fn open(directory: &Path) -> Result<SqliteStore, OpenError> {
        if !directory.join(ORGANISATION_FILE).exists() {
            return Err(OpenError::Missing {
                directory: directory.to_path_buf(),
            });
        }
        let lock = lock(directory)?;
        SqliteStore::connect(directory, Some(lock))
    }

    /// Opens the organisation in `directory` for reading, even while another
    /// process writes to it. Everything that writes will fail.
    ///
    /// # Errors
    /// When there is none, or its files are not of a format this program knows.
    pub fn open_read_only(directory: &Path) -> Result<SqliteStore, OpenError> {
        if !directory.join(ORGANISATION_FILE).exists() {
            return Err(OpenError::Missing {
                directory: directory.to_path_buf(),
            });
        }
        SqliteStore::connect(directory, None)
    }

    /// From now on this store shows the organisation as it is at this moment,
    /// with every card's key of this moment, whatever another process writes.
    /// Only for a store opened for reading: one that writes would not see what
    /// it has written.
    ///
    /// # Errors
    /// When the storage fails.
    pub fn hold_still(&self) -> Result<(), StorageError> {
        let step = "hold the organisation still";
        // The writing pair of a store opened for reading sees what others do.
        let watch = self.writer();
        let mut reader = self.reader();
        // A batch between the two files would leave cards without their keys.
        for _ in 0..HOLDING_TRIES_MAX {
            let before = watch.version().step(step)?;
            reader.organisation.execute_batch("BEGIN").step(step)?;
            // A transaction begins to hold with the first thing it reads.
            reader
                .organisation
                .query_row("SELECT count(*) FROM charters", [], |_| Ok(()))
                .step(step)?;
            let keys = reader.every_key()?;
            if watch.version().step(step)? == before {
                reader.held_keys = Some(keys);
                return Ok(());
            }
            reader.organisation.execute_batch("ROLLBACK").step(step)?;
        }
        Err(StorageError {
            step,
            cause: "it is written to all the time".into(),
        })
    }

    fn connect(directory: &Path, lock: Option<File>) -> Result<SqliteStore, OpenError> {
        let keys = directory.join(KEYS_FILE);
        if !keys.exists() {
            return Err(OpenError::KeysMissing { file: keys });
        }
        let mut writer = Files::connect(directory, lock.is_some())?;
        let reader = Files::connect(directory, false)?;
        if lock.is_some() {
            writer.drop_unused_keys()?;
        }
        let login_secret = reader
            .keys
            .query_row(
                "SELECT secret FROM secrets WHERE name = 'login'",
                [],
                |row| row.get(0),
            )
            .step("read the secret of the login index")?;
        Ok(SqliteStore {
            writer: Mutex::new(writer),
            reader: Mutex::new(reader),
            login_secret,
            directory: directory.to_path_buf(),
            _lock: lock,
        })
    }

    // A thread that panicked while holding a lock left its transaction to be
    // rolled back, so what lies behind a poisoned lock is whole.
    fn writer(&self) -> MutexGuard<'_, Files> {
        self.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn reader(&self) -> MutexGuard<'_, Files> {
        self.reader.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Files {
    fn connect(directory: &Path, write: bool) -> Result<Files, OpenError> {
        Ok(Files {
            organisation: schema::connect(
                &directory.join(ORGANISATION_FILE),
                &schema::ORGANISATION,
                write,
            )?,
            keys: schema::connect(&directory.join(KEYS_FILE), &schema::KEYS, write)?,
            held_keys: None,
        })
    }

    /// A number that changes with everything another connection commits.
    fn version(&self) -> rusqlite::Result<i64> {
        self.organisation
            .pragma_query_value(None, "data_version", |row| row.get(0))
    }
}

/// Takes the directory for this process, or says that another has it.
fn lock(directory: &Path) -> Result<File, OpenError> {
    let path = directory.join(LOCK_FILE);
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&path)
        .map_err(files("open the lock file", &path))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(OpenError::InUse {
            directory: directory.to_path_buf(),
        }),
        Err(TryLockError::Error(error)) => Err(files("lock", &path)(error)),
    }
}

fn files(step: &'static str, path: &Path) -> impl FnOnce(std::io::Error) -> OpenError {
    let path = path.to_path_buf();
    move |source| OpenError::Files { step, path, source }
}

/// SQLite keeps signed 64-bit integers; no journal comes near the difference.
fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

fn unsigned(number: i64) -> u64 {
    u64::try_from(number).unwrap_or(0)
}
