//! Files become a record, and a record becomes files.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::mending::mended;
use crate::model::Things;
use crate::problem::Problem;

/// A file of the record as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct File {
    /// Its path from the folder of the record, with forward slashes.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// A record: its files with what they say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// Each file that could be read, if only in part, and what it says.
    pub files: Vec<(File, Things)>,
    /// What could not be read.
    pub unread: Vec<Problem>,
    /// By path, the text of those that could be read in part: without what could not, and
    /// line by line as it was.
    pub(crate) in_part: BTreeMap<String, String>,
    /// Files for people, which lie beside them.
    pub beside: Vec<File>,
}

/// A record in one document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecordForm {
    /// The form of the document; this one is 1.
    pub record: u32,
    /// The files in the order of their paths.
    pub files: Vec<FileForm>,
}

/// A file in such a document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileForm {
    /// Its path from the folder of the record.
    pub path: String,
    /// What it says, if it is part of the record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub says: Option<Things>,
    /// Its text, if it is for people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

impl Record {
    /// Reads files. Those that cannot be read are among the problems.
    #[must_use]
    pub fn read(mut files: Vec<File>) -> Record {
        files.sort();
        let mut record = Record::default();
        for file in files {
            if file.path.ends_with(".md") {
                record.beside.push(file);
                continue;
            }
            match toml::from_str::<Things>(&file.text) {
                Ok(things) => record.files.push((file, things)),
                Err(_) => record.read_in_part(file),
            }
        }
        record
    }

    fn read_in_part(&mut self, file: File) {
        match mended(&file) {
            Ok(mended) => {
                self.unread.extend(mended.problems);
                self.in_part.insert(file.path.clone(), mended.text);
                self.files.push((file, mended.says));
            }
            Err(problems) => self.unread.extend(problems),
        }
    }

    /// The text in which what a file says has its lines.
    pub(crate) fn lines_of<'a>(&'a self, file: &'a File) -> &'a str {
        self.in_part.get(&file.path).unwrap_or(&file.text)
    }

    /// The record in one document, without what only the files have: comments
    /// and the way they are laid out.
    #[must_use]
    pub fn form(&self) -> RecordForm {
        let says = self.files.iter().map(|(file, says)| FileForm {
            path: file.path.clone(),
            says: Some(says.clone()),
            text: None,
        });
        let beside = self.beside.iter().map(|file| FileForm {
            path: file.path.clone(),
            says: None,
            text: Some(file.text.clone()),
        });
        let mut files: Vec<FileForm> = says.chain(beside).collect();
        files.sort_by(|one, other| one.path.cmp(&other.path));
        RecordForm { record: 1, files }
    }
}

impl RecordForm {
    /// The files of a record, written as the program writes them.
    ///
    /// # Errors
    ///
    /// When a value cannot be written as TOML, which none that was read is.
    pub fn files(&self) -> Result<Vec<File>, toml::ser::Error> {
        let file = |form: &FileForm| {
            let text = match (&form.says, &form.text) {
                (Some(says), _) => write(says)?,
                (None, text) => text.clone().unwrap_or_default(),
            };
            Ok(File {
                path: form.path.clone(),
                text,
            })
        };
        self.files.iter().map(file).collect()
    }
}

/// What a file says, written as the program writes it.
///
/// # Errors
///
/// When a value cannot be written as TOML, which none that was read is.
pub fn write(things: &Things) -> Result<String, toml::ser::Error> {
    toml::to_string(things)
}
