//! Pictures that are kept with bulletins: which there are, how large they are,
//! and their bytes.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use kernel::{BulletinId, DocumentId};
use papers::picture;
use record::bulletin::Size;

use crate::error::Failure;
use crate::site::Site;

/// What the address of the narrow one ends with.
pub(crate) const NARROW: &str = "-narrow";

/// What was found in each document so far; nothing in one that is no picture.
pub(super) type Known = Mutex<BTreeMap<DocumentId, Option<KeptPicture>>>;

/// A picture that is kept with a bulletin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct KeptPicture {
    /// As which document.
    pub(crate) document: DocumentId,
    /// By which a text names it: the hash of the bytes of the wide one.
    pub(crate) file: String,
    /// How large it is.
    pub(crate) size: Size,
}

impl Site {
    /// The pictures that are kept with a bulletin, the last first.
    ///
    /// # Errors
    /// When the desk has stopped or a picture cannot be read.
    pub(crate) fn pictures(&self, bulletin: BulletinId) -> Result<Vec<KeptPicture>, Failure> {
        let kept: Vec<DocumentId> = self.read(|state, _| state.pictures_of(bulletin).collect())?;
        let found = kept.into_iter().map(|document| self.kept_picture(document));
        found.filter_map(Result::transpose).collect()
    }

    /// The picture that a document keeps, which is looked at once.
    ///
    /// # Errors
    /// As of them all.
    pub(super) fn kept_picture(&self, id: DocumentId) -> Result<Option<KeptPicture>, Failure> {
        let known = || {
            let known = self.published.pictures.lock();
            known.unwrap_or_else(PoisonError::into_inner)
        };
        if let Some(it) = known().get(&id) {
            return Ok(it.clone());
        }
        let it = self.text(id)?.and_then(|text| look(id, &text));
        known().insert(id, it.clone());
        Ok(it)
    }

    /// The bytes of a picture that is kept with a bulletin, by its hash or by the
    /// number of its document, or those of the narrow one.
    ///
    /// # Errors
    /// When the desk has stopped or a picture cannot be read.
    pub(crate) fn picture(
        &self,
        bulletin: BulletinId,
        name: &str,
    ) -> Result<Option<Vec<u8>>, Failure> {
        let file = file_of(name);
        let kept = self.pictures(bulletin)?;
        let is_meant = |it: &&KeptPicture| it.file == file || it.document.to_string() == file;
        let Some(it) = kept.iter().find(is_meant) else {
            return Ok(None);
        };
        let text = self.text(it.document)?.unwrap_or_default();
        let narrow = (file != name).then(|| picture::narrow(&text)).flatten();
        Ok(narrow.or_else(|| picture::wide(&text)))
    }
}

/// The hash in the last part of an address.
pub(crate) fn file_of(name: &str) -> &str {
    name.strip_suffix(NARROW).unwrap_or(name)
}

/// What is kept as this text.
pub(super) fn look(document: DocumentId, text: &str) -> Option<KeptPicture> {
    let wide = picture::wide(text)?;
    let seen = picture::read("", &wide).ok()?;
    let narrow = picture::narrow(text).and_then(|bytes| picture::read("", &bytes).ok());
    Some(KeptPicture {
        document,
        file: journal::hex(&journal::sha256(&wide)),
        size: Size {
            width: seen.width,
            height: seen.height,
            narrow: narrow.map(|it| it.width),
        },
    })
}
