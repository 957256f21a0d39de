//! What is published: the record of the past, read from its folder, and the
//! bulletins that units of the organisation published, made into a record of
//! the same form. Both are read as one, and read again when either has changed.
//!
//! Nothing of the organisation's own register is in it but what stands in a
//! published bulletin, so that whoever reads it can learn of nobody else.

mod own;

pub(crate) use own::read;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use kernel::{BulletinId, DocumentId};
use record::bulletin::{Own, published};
use record::{Archive, File, Mark, Record};

use crate::error::Failure;
use crate::site::{Site, waiting};

/// The record as it was read last.
#[derive(Debug)]
pub(crate) struct Published {
    folder: Option<PathBuf>,
    kept: Mutex<Kept>,
    /// Which document a picture is, once it was looked for.
    pictures: Mutex<BTreeMap<(BulletinId, String), DocumentId>>,
}

/// What was read, and by which marks it is known to be old.
#[derive(Debug, Default)]
struct Kept {
    /// Of the folder.
    mark: Option<Mark>,
    /// How often anything was published, corrected or withdrawn.
    notices: u32,
    /// The files of the folder, where they could be read.
    files: Vec<File>,
    /// What units published.
    own: Vec<Own>,
    archive: Arc<Archive>,
    trouble: Option<String>,
}

impl Published {
    /// The record in a folder, which is read when it is first asked for.
    pub(crate) fn of(folder: Option<PathBuf>) -> Published {
        Published {
            folder,
            kept: Mutex::default(),
            pictures: Mutex::default(),
        }
    }

    /// Whether anything was published when it was last read: for a menu that is
    /// good enough. It may be asked for while the state is being read, so it
    /// reads no state.
    pub(crate) fn is_there(&self) -> bool {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.mark.is_none() && waiting(|| self.read_folder(&mut kept)) {
            kept.build();
        }
        !kept.archive.is_empty()
    }

    /// Whether the bulletins were read when so much had been done with them.
    fn knows(&self, notices: u32) -> bool {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.notices == notices
    }

    /// What is kept, once the folder was looked at, and with other bulletins
    /// where there are any.
    fn look<T>(&self, own: Option<(u32, Vec<Own>)>, take: impl FnOnce(&Kept) -> T) -> T {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        waiting(|| {
            let mut has_changed = self.read_folder(&mut kept);
            if let Some((notices, own)) = own {
                (kept.notices, kept.own) = (notices, own);
                has_changed = true;
            }
            if has_changed {
                kept.build();
            }
        });
        take(&kept)
    }

    /// Reads the folder where it has changed. One that cannot be read stays as it was.
    fn read_folder(&self, kept: &mut Kept) -> bool {
        let Some(folder) = &self.folder else {
            return false;
        };
        let mark = record::mark(folder);
        if kept.mark.as_ref() == Some(&mark) {
            return false;
        }
        let is_gone = mark.is_empty();
        kept.mark = Some(mark);
        if is_gone {
            // A record that is taken away is no longer published.
            (kept.files, kept.trouble) = (Vec::new(), None);
            return true;
        }
        match record::load(folder) {
            Ok(files) => {
                (kept.files, kept.trouble) = (files, None);
                true
            }
            Err(error) => {
                kept.trouble = Some(error.to_string());
                false
            }
        }
    }
}

impl Site {
    /// Everything that is published, as it stands now.
    ///
    /// # Errors
    /// When the desk has stopped or a published text cannot be read.
    pub(crate) fn archive(&self) -> Result<Arc<Archive>, Failure> {
        self.published(|kept| Arc::clone(&kept.archive))
    }

    /// Why the folder of the record could not be read again, where it could not.
    ///
    /// # Errors
    /// As of the archive.
    pub(crate) fn trouble_with_record(&self) -> Result<Option<String>, Failure> {
        self.published(|kept| kept.trouble.clone())
    }

    /// Whether anything is published. Not to be asked while the state is being read.
    pub(crate) fn has_published(&self) -> bool {
        self.archive().is_ok_and(|archive| !archive.is_empty())
    }

    /// The bytes of a picture that is kept with a bulletin, by their hash.
    ///
    /// # Errors
    /// When the desk has stopped or a picture cannot be read.
    pub(crate) fn picture(
        &self,
        bulletin: BulletinId,
        file: &str,
    ) -> Result<Option<Vec<u8>>, Failure> {
        let bytes = |document| -> Result<Option<Vec<u8>>, Failure> {
            let letters = self.text(document)?;
            Ok(letters.and_then(|letters| papers::picture::from_letters(&letters)))
        };
        let asked = (bulletin, file.to_owned());
        let found = |pictures: &Mutex<BTreeMap<_, _>>| {
            let known = pictures.lock().unwrap_or_else(PoisonError::into_inner);
            known.get(&asked).copied()
        };
        if let Some(document) = found(&self.published.pictures) {
            return bytes(document);
        }
        let kept: Vec<DocumentId> = self.read(|state, _| state.pictures_of(bulletin).collect())?;
        for document in kept {
            let Some(bytes) = bytes(document)? else {
                continue;
            };
            if journal::hex(&journal::sha256(&bytes)) == file {
                let pictures = &self.published.pictures;
                let mut known = pictures.lock().unwrap_or_else(PoisonError::into_inner);
                known.insert(asked, document);
                return Ok(Some(bytes));
            }
        }
        Ok(None)
    }

    fn published<T>(&self, take: impl FnOnce(&Kept) -> T) -> Result<T, Failure> {
        let notices = self.read(|state, _| state.bulletin_notice_count())?;
        // Nothing waits for the state while it holds what is kept: whoever
        // draws a menu holds the state and asks for this.
        let own = if self.published.knows(notices) {
            None
        } else {
            Some((notices, own::all(self)?))
        };
        Ok(self.published.look(own, take))
    }
}

impl Kept {
    fn build(&mut self) {
        let folder = Archive::of(&Record::read(self.files.clone()));
        self.archive = Arc::new(match published(&self.own, &folder) {
            Ok(None) => folder,
            Ok(Some(own)) => {
                let files = self.files.iter().cloned().chain([own]).collect();
                Archive::of(&Record::read(files))
            }
            Err(error) => {
                self.trouble = Some(error.to_string());
                folder
            }
        });
    }
}
