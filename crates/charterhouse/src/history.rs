//! The documented history that comes with the reference charter. A made-up
//! organisation under that charter publishes it: the register is made up, the
//! history is not.

use std::path::Path;

use record::File;

use crate::error::CommandError;

/// A file of the record, by its name.
macro_rules! files {
    ($($name:literal),+ $(,)?) => {
        &[$((
            $name,
            include_str!(concat!("../../../charters/party-cell/record/", $name)),
        )),+]
    };
}

/// The files of the record.
const FILES: &[(&str, &str)] = files![
    "conflicts.toml",
    "events.toml",
    "organisations.toml",
    "people.toml",
    "photographs.toml",
    "posts.toml",
    "sources.toml",
    "tags.toml",
    "texts.toml",
];

/// Puts the history into the data folder of an organisation.
///
/// # Errors
///
/// When a record is there already, or cannot be written.
pub(crate) fn put_into(data: &Path) -> Result<(), CommandError> {
    let files = FILES.iter().map(|(path, text)| File {
        path: (*path).to_owned(),
        text: (*text).to_owned(),
    });
    let files: Vec<File> = files.collect();
    record::store(&files, &data.join(record::RECORD_FOLDER))
        .map_err(|error| CommandError::failed("publishing the history", &error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_file_of_the_history_is_left_out() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../charters/party-cell/record");
        let there = record::load(&folder).unwrap();
        let there: Vec<(&str, &str)> = there
            .iter()
            .map(|it| (it.path.as_str(), it.text.as_str()))
            .collect();
        assert_eq!(FILES, there);
    }
}
