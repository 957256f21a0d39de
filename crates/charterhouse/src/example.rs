//! What a made-up organisation carries in its folder: that it is made up, who
//! can be signed in as, and what was planted outside the rules.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::error::CommandError;

/// The file that says so.
const FILE: &str = "made-up.json";

/// What is known about a made-up organisation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Example {
    /// What this file is, for whoever opens it.
    pub(crate) note: String,
    /// Whom one can sign in as.
    pub(crate) logins: Vec<ExampleLogin>,
    /// The units that were put outside the rules on purpose.
    pub(crate) planted: Vec<ExamplePlanted>,
}

/// Somebody to sign in as.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ExampleLogin {
    /// What they are, in the charter's words.
    pub(crate) who: String,
    /// The name to sign in with.
    pub(crate) name: String,
    /// The password: nothing in a made-up organisation is worth hiding.
    pub(crate) password: String,
}

/// A unit that was put outside a rule on purpose.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct ExamplePlanted {
    /// Code of the unit.
    pub(crate) unit: String,
    /// Name of the rule.
    pub(crate) rule: String,
}

impl Example {
    /// That it is made up, in a sentence.
    pub(crate) const NOTE: &'static str = "This organisation is made up: nobody in it exists.";

    /// What the folder says about itself; nothing where it is nobody's example.
    ///
    /// # Errors
    ///
    /// When the file is there and cannot be read.
    pub(crate) fn of_folder(folder: &Path) -> Result<Option<Example>, CommandError> {
        let path = folder.join(FILE);
        let step = format!("reading {}", path.display());
        match fs::read(&path) {
            Ok(bytes) => serde_json::from_slice(&bytes)
                .map(Some)
                .map_err(|error| CommandError::failed(step, &error)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(CommandError::failed(step, &error)),
        }
    }

    /// Marks a folder as holding a made-up organisation.
    ///
    /// # Errors
    ///
    /// When the file cannot be written.
    pub(crate) fn mark(&self, folder: &Path) -> Result<(), CommandError> {
        let path = folder.join(FILE);
        let step = format!("writing {}", path.display());
        let bytes =
            serde_json::to_vec_pretty(self).map_err(|error| CommandError::failed(&step, &error))?;
        fs::write(&path, bytes).map_err(|error| CommandError::failed(&step, &error))
    }

    /// Who it is, name and password, as the page to sign in shows them.
    pub(crate) fn logins_in_words(&self) -> Vec<(String, String, String)> {
        self.logins
            .iter()
            .map(|login| {
                (
                    login.who.clone(),
                    login.name.clone(),
                    login.password.clone(),
                )
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_remembers_that_it_is_made_up() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(Example::of_folder(folder.path()).unwrap(), None);
        let example = Example {
            note: "made up".to_owned(),
            logins: vec![ExampleLogin {
                who: "a".to_owned(),
                name: "b".to_owned(),
                password: "c".to_owned(),
            }],
            planted: vec![ExamplePlanted {
                unit: "U-1".to_owned(),
                rule: "size.x".to_owned(),
            }],
        };
        example.mark(folder.path()).unwrap();
        assert_eq!(Example::of_folder(folder.path()).unwrap(), Some(example));
        fs::write(folder.path().join(FILE), "{").unwrap();
        assert!(Example::of_folder(folder.path()).is_err());
    }
}
