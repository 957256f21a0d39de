//! What can go wrong with storage: one enum for each kind of operation.

use std::path::PathBuf;

/// What lies under a storage failure, whichever back-end it came from.
pub type Cause = Box<dyn std::error::Error + Send + Sync>;

/// The storage failed; nothing is known to be wrong with what is kept.
#[derive(Debug, thiserror::Error)]
#[error("could not {step}")]
pub struct StorageError {
    /// What was being attempted.
    pub step: &'static str,
    /// Why it failed.
    #[source]
    pub cause: Cause,
}

/// Why a data directory could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// There is no organisation in the directory.
    #[error("no organisation in `{}`; make one with `charterhouse init`", .directory.display())]
    Missing {
        /// The directory looked into.
        directory: PathBuf,
    },
    /// There is an organisation in the directory already.
    #[error("`{}` already holds an organisation", .directory.display())]
    Exists {
        /// The directory looked into.
        directory: PathBuf,
    },
    /// The key file that belongs to the organisation is not there.
    #[error("`{}` is missing; without the keys no name can be read, so put its backup back first", .file.display())]
    KeysMissing {
        /// The key file's path.
        file: PathBuf,
    },
    /// Another process writes to the directory.
    #[error("`{}` is in use by another process", .directory.display())]
    InUse {
        /// The directory.
        directory: PathBuf,
    },
    /// A file is a database, but not one of ours.
    #[error("`{}` is not a charterhouse file of this kind (application id {found:#x})", .file.display())]
    Foreign {
        /// The file's path.
        file: PathBuf,
        /// The application id it carries.
        found: i64,
    },
    /// A file was written by a newer program.
    #[error("`{}` has format {found}, this program reads up to {newest}; use a newer charterhouse", .file.display())]
    Newer {
        /// The file's path.
        file: PathBuf,
        /// The format it carries.
        found: i64,
        /// The newest format this program knows.
        newest: i64,
    },
    /// The directory or a file in it could not be reached.
    #[error("could not {step} `{}`", .path.display())]
    Files {
        /// What was being attempted.
        step: &'static str,
        /// With which file or directory.
        path: PathBuf,
        /// Why it failed.
        #[source]
        source: std::io::Error,
    },
    /// The database engine failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// Why a batch was not appended. After any of these the writer must stop:
/// whether the batch is on disk is not known.
#[derive(Debug, thiserror::Error)]
pub enum AppendError {
    /// Somebody else has written: the journal does not end where expected.
    #[error("another writer was here: the journal ends at entry {found}, expected {expected}")]
    HeadMoved {
        /// The last entry the caller knew of.
        expected: u64,
        /// The last entry there is.
        found: u64,
    },
    /// A request with this key is recorded already.
    #[error("a request with this key is recorded already")]
    KeyUsed,
    /// A document number is used already.
    #[error("document {id} is recorded already")]
    DocumentUsed {
        /// The document's number.
        id: u32,
    },
    /// The storage failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// Why something could not be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// An entry is not as it was written.
    #[error("entry {sequence} is damaged: {what}")]
    Entry {
        /// The entry's place.
        sequence: u64,
        /// What is wrong with it.
        what: String,
    },
    /// A sealed text does not open: ciphertext or key have been altered.
    #[error("{what} is damaged: it does not open with its key")]
    Seal {
        /// Which text, such as `card 12`.
        what: String,
    },
    /// The storage failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// Why a snapshot could not be used. None of these lose anything: a snapshot
/// is rebuilt from the journal.
#[derive(Debug, thiserror::Error)]
pub enum SnapshotError {
    /// The snapshot is not as it was written.
    #[error("the snapshot is damaged: {what}")]
    Damaged {
        /// What is wrong with it.
        what: &'static str,
    },
    /// The storage failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// Why an account, a session or a view could not be kept or read.
#[derive(Debug, thiserror::Error)]
pub enum AccountError {
    /// Another account uses the same login.
    #[error("this login is taken")]
    LoginTaken,
    /// The storage failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// Names the step that failed.
pub(crate) trait Step<T> {
    /// Wraps the error as the failure of `step`.
    fn step(self, step: &'static str) -> Result<T, StorageError>;
}

impl<T, E: Into<Cause>> Step<T> for Result<T, E> {
    fn step(self, step: &'static str) -> Result<T, StorageError> {
        self.map_err(|error| StorageError {
            step,
            cause: error.into(),
        })
    }
}
