//! What is published: the record of the past, read from its folder, and read
//! again when a file of it has changed.
//!
//! Nothing of the organisation's own register is in it, so that whoever reads
//! it can learn nothing of a member.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use record::{Archive, Mark, Record};

use crate::site::waiting;

/// The record as it was read last.
#[derive(Debug)]
pub(crate) struct Published {
    folder: Option<PathBuf>,
    kept: Mutex<Kept>,
}

/// What was read, and by which mark it is known to be old.
#[derive(Debug, Default)]
struct Kept {
    mark: Option<Mark>,
    archive: Arc<Archive>,
    trouble: Option<String>,
}

impl Published {
    /// The record in a folder, which is read when it is first asked for.
    pub(crate) fn of(folder: Option<PathBuf>) -> Published {
        Published {
            folder,
            kept: Mutex::default(),
        }
    }

    /// Whether anything was published when it was last read: for a menu that
    /// is good enough, and no file is looked at.
    pub(crate) fn is_there(&self) -> bool {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.mark.is_some() || self.folder.is_none() {
            return !kept.archive.is_empty();
        }
        drop(kept);
        !self.archive().is_empty()
    }

    /// The record as its files say now. Where the folder cannot be read, it is
    /// as it was.
    pub(crate) fn archive(&self) -> Arc<Archive> {
        self.look(|kept| Arc::clone(&kept.archive))
    }

    /// Why the folder could not be read again, where it could not.
    pub(crate) fn trouble(&self) -> Option<String> {
        self.look(|kept| kept.trouble.clone())
    }

    fn look<T>(&self, take: impl FnOnce(&Kept) -> T) -> T {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(folder) = &self.folder {
            waiting(|| {
                let mark = record::mark(folder);
                if kept.mark.as_ref() == Some(&mark) {
                    return;
                }
                if mark.is_empty() {
                    // A record that is taken away is no longer published.
                    (kept.archive, kept.trouble) = (Arc::default(), None);
                } else {
                    match record::load(folder) {
                        Ok(files) => {
                            kept.archive = Arc::new(Archive::of(&Record::read(files)));
                            kept.trouble = None;
                        }
                        Err(error) => kept.trouble = Some(error.to_string()),
                    }
                }
                kept.mark = Some(mark);
            });
        }
        take(&kept)
    }
}
