//! What is published: the record of the past, read from its folder, and the
//! bulletins that units of the organisation published, made into a record of
//! the same form. Both are read as one, and read again when either has changed.
//!
//! Nothing of the organisation's own register is in it but what stands in a
//! published bulletin, so that whoever reads it can learn of nobody else.

mod kept;
mod own;

pub(crate) use kept::{KeptPicture, NARROW, file_of};
pub use own::own_bulletins;
pub(crate) use own::read;

use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, TryLockError};

use record::bulletin::{Own, published};
use record::{Archive, File, Mark, Record};

use crate::error::Failure;
use crate::site::{Site, waiting};

/// The record as it was read last.
#[derive(Debug)]
pub(crate) struct Published {
    folder: Option<PathBuf>,
    /// What is shown. It is held for a moment only, since every page asks for it.
    shown: Mutex<Arc<Shown>>,
    /// What that was made of. Whoever makes it anew holds this, and everybody
    /// else is shown meanwhile what was there before.
    made_of: Mutex<MadeOf>,
    pictures: kept::Known,
}

/// What is shown, and by which marks it is known to be old.
#[derive(Clone, Debug, Default)]
struct Shown {
    archive: Arc<Archive>,
    trouble: Option<String>,
    /// Whether anything was ever read.
    is_read: bool,
    /// Of the folder, where there is one.
    mark: Option<Mark>,
    /// How often anything was published, corrected or withdrawn.
    notices: u32,
}

/// What is read once and made into an archive as often as the rest changes.
#[derive(Debug, Default)]
struct MadeOf {
    /// The files of the folder, where they could be read.
    files: Vec<File>,
    /// Why they could not.
    trouble: Option<String>,
    /// What units published.
    own: Vec<Own>,
}

/// What units published after so many notices.
type Bulletins<'a> = (u32, &'a dyn Fn() -> Result<Vec<Own>, Failure>);

impl Published {
    /// The record in a folder, which is read when it is first asked for.
    pub(crate) fn of(folder: Option<PathBuf>) -> Published {
        Published {
            folder,
            shown: Mutex::default(),
            made_of: Mutex::default(),
            pictures: kept::Known::default(),
        }
    }

    /// Whether anything was published when it was last read: for a menu that is
    /// good enough. It may be asked for while the state is being read, so it
    /// reads no state.
    pub(crate) fn is_there(&self) -> bool {
        let shown = self.shown();
        if shown.is_read || self.folder.is_none() {
            return !shown.archive.is_empty();
        }
        let read = waiting(|| self.look(None));
        read.is_ok_and(|shown| !shown.archive.is_empty())
    }

    fn shown(&self) -> Arc<Shown> {
        let shown = self.shown.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(&shown)
    }

    /// What is shown, made anew where the folder or the bulletins have changed.
    fn look(&self, bulletins: Option<Bulletins<'_>>) -> Result<Arc<Shown>, Failure> {
        let mark = self.folder.as_deref().map(record::mark);
        let is_new = |shown: &Shown| {
            let same_bulletins = bulletins.is_none_or(|(notices, _)| shown.notices == notices);
            shown.is_read && shown.mark == mark && same_bulletins
        };
        let shown = self.shown();
        if is_new(&shown) {
            return Ok(shown);
        }
        let Some(mut made_of) = self.making(&shown) else {
            return Ok(shown);
        };
        // Whoever was before us may have made it.
        let shown = self.shown();
        if is_new(&shown) {
            return Ok(shown);
        }
        if shown.mark != mark {
            made_of.read_folder(self.folder.as_deref(), mark.as_ref());
        }
        let mut notices = shown.notices;
        if let Some((count, read)) = bulletins.filter(|(count, _)| *count != notices) {
            made_of.own = read()?;
            notices = count;
        }
        let (archive, trouble) = made_of.archive();
        let shown = Arc::new(Shown {
            archive: Arc::new(archive),
            trouble,
            is_read: true,
            mark,
            notices,
        });
        let mut place = self.shown.lock().unwrap_or_else(PoisonError::into_inner);
        *place = Arc::clone(&shown);
        Ok(shown)
    }

    /// The right to make it anew; none where somebody is at it and there is
    /// something to be shown until they are done.
    fn making(&self, shown: &Shown) -> Option<MutexGuard<'_, MadeOf>> {
        if !shown.is_read {
            let made_of = self.made_of.lock();
            return Some(made_of.unwrap_or_else(PoisonError::into_inner));
        }
        match self.made_of.try_lock() {
            Ok(made_of) => Some(made_of),
            Err(TryLockError::Poisoned(poisoned)) => Some(poisoned.into_inner()),
            Err(TryLockError::WouldBlock) => None,
        }
    }
}

impl MadeOf {
    /// Reads the folder. One that cannot be read stays as it was.
    fn read_folder(&mut self, folder: Option<&std::path::Path>, mark: Option<&Mark>) {
        let Some(folder) = folder else {
            return;
        };
        if mark.is_none_or(Mark::is_empty) {
            // A record that is taken away is no longer published.
            (self.files, self.trouble) = (Vec::new(), None);
            return;
        }
        match record::load(folder) {
            Ok(files) => (self.files, self.trouble) = (files, None),
            Err(error) => self.trouble = Some(error.to_string()),
        }
    }

    fn archive(&self) -> (Archive, Option<String>) {
        let folder = Archive::of(&Record::read(self.files.clone()));
        match published(&self.own, &folder) {
            Ok(None) => (folder, self.trouble.clone()),
            Ok(Some(own)) => {
                // An old copy of the same, which was brought along, says nothing new.
                let mut files = self.files.clone();
                files.retain(|it| it.path != own.path);
                files.push(own);
                (Archive::of(&Record::read(files)), self.trouble.clone())
            }
            Err(error) => (folder, Some(error.to_string())),
        }
    }
}

impl Site {
    /// Everything that is published, as it stands now.
    ///
    /// # Errors
    /// When the desk has stopped or a published text cannot be read.
    pub(crate) fn archive(&self) -> Result<Arc<Archive>, Failure> {
        Ok(Arc::clone(&self.published()?.archive))
    }

    /// Why the folder of the record could not be read again, where it could not.
    ///
    /// # Errors
    /// As of the archive.
    pub(crate) fn trouble_with_record(&self) -> Result<Option<String>, Failure> {
        Ok(self.published()?.trouble.clone())
    }

    /// Whether anything is published. Not to be asked while the state is being read.
    pub(crate) fn has_published(&self) -> bool {
        self.archive().is_ok_and(|archive| !archive.is_empty())
    }

    fn published(&self) -> Result<Arc<Shown>, Failure> {
        // Nothing waits for the state while it holds what is shown: whoever
        // draws a menu holds the state and asks for this.
        let notices = self.read(|state, _| state.bulletin_notice_count())?;
        waiting(|| self.published.look(Some((notices, &|| own::all(self)))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn while_it_is_made_anew_everybody_reads_what_was_there() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("events.toml");
        let event = |id: &str| format!("[[event]]\nid = \"{id}\"\n");
        std::fs::write(&file, event("first")).unwrap();
        let published = Published::of(Some(folder.path().to_owned()));
        assert!(published.is_there());
        let ids = |shown: &Shown| shown.archive.thing(record::Kind::Event, "second").is_some();
        std::fs::write(&file, event("first") + &event("second")).unwrap();
        {
            // Somebody is at it.
            let _busy = published.made_of.lock().unwrap();
            let meanwhile = published.look(None).unwrap();
            assert!(!ids(&meanwhile) && published.is_there());
        }
        assert!(ids(&published.look(None).unwrap()));
    }
}
