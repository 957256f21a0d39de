//! What is simulated under: a charter, a scenario, and the charters it brings in.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use charter::{Problem, render};
use jiff::civil::Date;
use sim::simulate::scenario::{self, Amending, Amendment, Scenario};
use sim::simulate::{CannotSimulate, Edition};

use crate::error::CommandError;

/// The charter that is simulated under where no other is asked for.
const REFERENCE_CHARTER: &str = include_str!("../../../../../charters/party-cell.md");

/// A charter with a scenario.
#[derive(Clone, Debug)]
pub(super) struct Setting {
    /// What to call it beside another.
    pub(super) name: String,
    pub(super) edition: Edition,
    pub(super) scenario: Scenario,
    pub(super) amendments: Vec<(Date, Edition)>,
    charter_text: String,
    charter_name: String,
    /// Texts of the amendments, in order.
    amended_texts: Vec<String>,
    scenario_file: Option<(PathBuf, String)>,
}

impl Setting {
    /// Reads both files, and those that the scenario names.
    pub(super) fn read(
        charter: Option<&Path>,
        scenario: Option<&Path>,
    ) -> Result<Setting, CommandError> {
        let (charter_text, charter_name) = match charter {
            Some(path) => (text_of(path)?, path.display().to_string()),
            None => (
                REFERENCE_CHARTER.to_owned(),
                "the reference charter".to_owned(),
            ),
        };
        let edition = edition(&charter_text, &charter_name)?;
        let scenario_file = match scenario {
            Some(path) => Some((path.to_owned(), text_of(path)?)),
            None => None,
        };
        let scenario = match &scenario_file {
            Some((path, text)) => scenario::read(text)
                .map_err(|problems| shown("the scenario", &problems, path, text))?,
            None => Scenario::default(),
        };
        let mut setting = Setting {
            name: scenario.title.clone(),
            edition,
            scenario,
            amendments: Vec::new(),
            charter_text,
            charter_name,
            amended_texts: Vec::new(),
            scenario_file,
        };
        setting.amend()?;
        Ok(setting)
    }

    /// The same but for one file: another scenario, or another charter.
    pub(super) fn against(
        &self,
        path: &Path,
        charter: Option<&Path>,
    ) -> Result<Setting, CommandError> {
        if path
            .extension()
            .is_some_and(|extension| extension == "toml")
        {
            return Setting::read(charter, Some(path));
        }
        let scenario = self.scenario_file.as_ref().map(|(path, _)| path.as_path());
        let mut other = Setting::read(Some(path), scenario)?;
        other.name = format!("{} ({})", other.name, path.display());
        Ok(other)
    }

    /// Problems that come to light only beside the charter.
    pub(super) fn problems(&self, problems: &[Problem]) -> CommandError {
        match &self.scenario_file {
            Some((path, text)) => shown("the scenario", problems, path, text),
            None => CommandError::given("the scenario does not fit the charter"),
        }
    }

    /// The line of the charter for which it cannot be simulated under.
    pub(super) fn unfit(&self, error: &CannotSimulate, help: &str) -> CommandError {
        let place = error
            .place()
            .and_then(|(rule, key)| charter::place_of(&self.charter_text, rule, key));
        let Some(span) = place else {
            return CommandError::given(error.to_string()).hint(help);
        };
        let problem = Problem {
            span,
            message: error.to_string(),
            label: "this stands in the way".to_owned(),
            help: Some(help.to_owned()),
        };
        let name = Path::new(&self.charter_name);
        shown("the charter", &[problem], name, &self.charter_text)
    }

    /// The texts of all charters that will be in force, by their hash.
    pub(super) fn texts(&self) -> BTreeMap<[u8; 32], String> {
        let editions = std::iter::once(&self.edition);
        let editions = editions.chain(self.amendments.iter().map(|(_, edition)| edition));
        let texts = std::iter::once(&self.charter_text).chain(&self.amended_texts);
        editions
            .map(|edition| edition.sha256)
            .zip(texts.cloned())
            .collect()
    }

    fn amend(&mut self) -> Result<(), CommandError> {
        let mut text = self.charter_text.clone();
        for amendment in self.scenario.amendments.clone() {
            let name;
            (text, name) = self.amended(&text, &amendment)?;
            let amended = edition(&text, &name)?;
            self.amendments.push((amendment.from, amended));
            self.amended_texts.push(text.clone());
        }
        Ok(())
    }

    fn amended(&self, text: &str, amendment: &Amendment) -> Result<(String, String), CommandError> {
        match &amendment.how {
            Amending::File(name) => {
                let folder = self
                    .scenario_file
                    .as_ref()
                    .and_then(|(path, _)| path.parent());
                let path = folder.unwrap_or(Path::new("")).join(name);
                Ok((text_of(&path)?, path.display().to_string()))
            }
            Amending::Replace { this, by } => {
                let times = text.matches(this.as_str()).count();
                if times != 1 || this.is_empty() {
                    let problem = Problem {
                        span: amendment.span.clone(),
                        message: format!("the charter has \"{this}\" {times} times"),
                        label: "in this amendment".to_owned(),
                        help: Some("quote a stretch of it that stands there once".to_owned()),
                    };
                    return Err(self.problems(&[problem]));
                }
                let name = format!("the charter as amended on {}", amendment.from);
                Ok((text.replacen(this.as_str(), by, 1), name))
            }
        }
    }
}

fn edition(text: &str, name: &str) -> Result<Edition, CommandError> {
    Edition::read(text).map_err(|problems| shown("the charter", &problems, Path::new(name), text))
}

fn shown(what: &str, problems: &[Problem], path: &Path, text: &str) -> CommandError {
    let rendered = render(problems, &path.display().to_string(), text);
    CommandError::given(format!("{what} has problems\n\n{}", rendered.trim_end()))
}

fn text_of(path: &Path) -> Result<String, CommandError> {
    fs::read_to_string(path)
        .map_err(|error| CommandError::failed(format!("reading {}", path.display()), &error))
}
