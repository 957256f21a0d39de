//! The folder of a record on disk: read whole or not at all, put in place
//! whole or not at all.

use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};
use std::time::SystemTime;

use crate::reading::File;

/// Where the data folder of an organisation keeps its record.
pub const RECORD_FOLDER: &str = "record";

/// By this file the data folder of an organisation is known.
const ORGANISATION_FILE: &str = "organisation.db";

/// So deep may folders lie in one another.
const DEPTH_MAX: usize = 8;

/// Why a folder cannot be read or written as a record.
#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    /// A step failed.
    #[error("{step} {}", path.display())]
    Step {
        /// What was tried.
        step: &'static str,
        /// With which file.
        path: PathBuf,
        /// Why it failed.
        #[source]
        source: io::Error,
    },
    /// A file that is none of a record: nothing is passed over in silence.
    #[error("{} is no file of a record: it has {why}", path.display())]
    Stranger {
        /// The file.
        path: PathBuf,
        /// What it has.
        why: &'static str,
    },
    /// Two records in one place.
    #[error("there is a record in {} already", .0.display())]
    There(PathBuf),
    /// A path that leads out of the folder.
    #[error("`{0}` does not lead to a file within the record")]
    Path(String),
}

/// Reads every file of a record folder: `.toml`, which is the record, and
/// `.md`, which is for people. What begins with a dot is not looked at.
///
/// # Errors
///
/// When something cannot be read, or is no such file.
pub fn load(folder: &Path) -> Result<Vec<File>, FolderError> {
    let mut files = Vec::new();
    collect(folder, folder, 0, &mut files)?;
    files.sort();
    Ok(files)
}

fn collect(
    root: &Path,
    folder: &Path,
    depth: usize,
    files: &mut Vec<File>,
) -> Result<(), FolderError> {
    if depth > DEPTH_MAX {
        return Err(stranger(folder, "too many folders around it"));
    }
    for entry in fs::read_dir(folder).map_err(failed("listing", folder))? {
        let entry = entry.map_err(failed("listing", folder))?;
        let path = entry.path();
        let Ok(name) = entry.file_name().into_string() else {
            return Err(stranger(&path, "a name that is not UTF-8"));
        };
        if name.starts_with('.') {
            continue;
        }
        let kind = entry.file_type().map_err(failed("looking at", &path))?;
        if kind.is_dir() {
            collect(root, &path, depth + 1, files)?;
        } else if !kind.is_file() {
            return Err(stranger(&path, "no bytes of its own (a link, perhaps)"));
        } else if !is_of_record(&path) {
            return Err(stranger(&path, "another ending than .toml or .md"));
        } else {
            let bytes = fs::read(&path).map_err(failed("reading", &path))?;
            let text = String::from_utf8(bytes);
            let text = text.map_err(|_| stranger(&path, "bytes that are not UTF-8"))?;
            let within = path.strip_prefix(root).unwrap_or(&path);
            let parts = within
                .components()
                .map(|part| part.as_os_str().to_string_lossy());
            files.push(File {
                path: parts.collect::<Vec<_>>().join("/"),
                text,
            });
        }
    }
    Ok(())
}

/// What tells whether a folder is still as it was read: the name of each file
/// with its size and the time of its last change.
pub type Mark = Vec<(PathBuf, u64, Option<SystemTime>)>;

/// The mark of a folder; that of one that is not there is empty.
#[must_use]
pub fn mark(folder: &Path) -> Mark {
    let mut mark = Mark::new();
    collect_marks(folder, 0, &mut mark);
    mark.sort();
    mark
}

fn collect_marks(folder: &Path, depth: usize, mark: &mut Mark) {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    for entry in entries.filter(|_| depth <= DEPTH_MAX) {
        if entry.file_name().as_encoded_bytes().starts_with(b".") {
            continue;
        }
        match entry.metadata() {
            Ok(about) if about.is_dir() => collect_marks(&entry.path(), depth + 1, mark),
            Ok(about) => mark.push((entry.path(), about.len(), about.modified().ok())),
            Err(_) => mark.push((entry.path(), 0, None)),
        }
    }
}

/// Writes a record into a folder that is not there yet, beside it first, so
/// that no reader ever sees half of it.
///
/// # Errors
///
/// When there is something in that place, a path leads elsewhere, or a step fails.
pub fn store(files: &[File], folder: &Path) -> Result<(), FolderError> {
    if folder.exists() {
        return Err(FolderError::There(folder.to_owned()));
    }
    let mut beside = folder.as_os_str().to_owned();
    beside.push(".coming");
    let beside = PathBuf::from(beside);
    if beside.exists() {
        fs::remove_dir_all(&beside).map_err(failed("clearing", &beside))?;
    }
    fs::create_dir_all(&beside).map_err(failed("making", &beside))?;
    for file in files {
        let path = beside.join(within(&file.path)?);
        let around = path.parent().unwrap_or(&beside);
        fs::create_dir_all(around).map_err(failed("making", around))?;
        fs::write(&path, &file.text).map_err(failed("writing", &path))?;
    }
    fs::rename(&beside, folder).map_err(failed("putting in place", folder))
}

/// Puts a record in the place of another, which is gone afterwards.
///
/// # Errors
///
/// When a step fails; then the former one is in its place, or beside it with the ending `.gone`.
pub fn replace(files: &[File], folder: &Path) -> Result<(), FolderError> {
    if !folder.exists() {
        return store(files, folder);
    }
    let [new, gone] = ["new", "gone"].map(|ending| {
        let mut beside = folder.as_os_str().to_owned();
        beside.push(".");
        beside.push(ending);
        PathBuf::from(beside)
    });
    for left in [&new, &gone] {
        if left.exists() {
            fs::remove_dir_all(left).map_err(failed("clearing", left))?;
        }
    }
    store(files, &new)?;
    fs::rename(folder, &gone).map_err(failed("putting aside", folder))?;
    fs::rename(&new, folder).map_err(failed("putting in place", folder))?;
    fs::remove_dir_all(&gone).map_err(failed("clearing", &gone))
}

/// Writes one file of a record anew; whatever else lies in the folder stays as it is.
///
/// # Errors
///
/// When a step fails; then the file is what it was.
pub fn put(file: &File, folder: &Path) -> Result<(), FolderError> {
    let path = folder.join(within(&file.path)?);
    let mut new = path.as_os_str().to_owned();
    new.push(".new");
    let new = PathBuf::from(new);
    fs::write(&new, &file.text).map_err(failed("writing", &new))?;
    fs::rename(&new, &path).map_err(failed("putting in place", &path))
}

/// Where a folder keeps its record: within, as the data folder of an
/// organisation does, or it is one itself.
#[must_use]
pub fn home(folder: &Path) -> PathBuf {
    let within = folder.join(RECORD_FOLDER);
    let keeps = within.is_dir() || folder.join(ORGANISATION_FILE).exists();
    if keeps { within } else { folder.to_owned() }
}

/// A path that stays within the folder and leads to a file of a record.
fn within(path: &str) -> Result<&Path, FolderError> {
    let parts = Path::new(path).components();
    let is_plain = parts
        .clone()
        .all(|part| matches!(part, Component::Normal(_)))
        && !path.contains('\\')
        && parts.clone().count() <= DEPTH_MAX
        && path.split('/').all(|name| !name.starts_with('.'));
    if !is_plain || path.is_empty() || !is_of_record(Path::new(path)) {
        return Err(FolderError::Path(path.to_owned()));
    }
    Ok(Path::new(path))
}

fn is_of_record(path: &Path) -> bool {
    path.extension()
        .is_some_and(|ending| ending == "toml" || ending == "md")
}

fn failed(step: &'static str, path: &Path) -> impl FnOnce(io::Error) -> FolderError {
    let path = path.to_owned();
    move |source| FolderError::Step { step, path, source }
}

fn stranger(path: &Path, why: &'static str) -> FolderError {
    FolderError::Stranger {
        path: path.to_owned(),
        why,
    }
}
