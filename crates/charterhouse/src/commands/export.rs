//! `charterhouse export`: writes the register as files.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use clerk::{Card, Directory};
use kernel::{PersonId, State, UnitId};

use super::Outcome;
use crate::error::CommandError;
use crate::folder;
use crate::register_files::{PersonRow, UnitRow, write_people, write_units};

/// What `export` takes.
#[derive(Debug, Args)]
#[command(
    after_help = "The files hold who has which post, and not since when: brought in elsewhere, posts begin anew \
    on the day of the import. The journal keeps the dates.\n\
    Values are written as they are, so that they come in again unchanged. A value that begins with =, +, - or @ is \
    a formula to some spreadsheet programs: import the columns as text. The lists that the pages offer to \
    download are disarmed."
)]
pub(crate) struct Arguments {
    /// Data folder of the organisation
    #[arg(value_name = "DIR")]
    data: PathBuf,
    /// Form of the files
    #[arg(long, value_enum, default_value_t = Form::Csv)]
    format: Form,
    /// Folder to write units.csv and people.csv to
    #[arg(long, value_name = "OUT")]
    to: PathBuf,
}

/// A form of files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Form {
    /// Two files of comma-separated values in UTF-8
    Csv,
}

/// Writes the files, even while a server has the folder. They hold names and contacts: whoever may read the data
/// folder answers for where they go.
///
/// # Errors
///
/// When the organisation does not open or a file cannot be written.
pub(crate) fn run(arguments: &Arguments, out: &mut dyn Write) -> Result<Outcome, CommandError> {
    let Form::Csv = arguments.format;
    let onlooker = folder::look_into(&arguments.data)?;
    let unreadable = |error| folder::cannot_open(&arguments.data, &error);
    let state = onlooker.state().map_err(unreadable)?;
    let directory = onlooker.directory().map_err(unreadable)?;
    let (units, people) = (units_of(&state), people_of(&state, &directory));
    let charter = state
        .charter()
        .ok_or_else(|| CommandError::given("no charter is in force"))?;
    fs::create_dir_all(&arguments.to).map_err(|error| {
        CommandError::failed(format!("making {}", arguments.to.display()), &error)
    })?;
    let (unit_count, person_count) = (units.len(), people.len());
    let (path, file) = create(&arguments.to, "units.csv")?;
    write_units(file, units, charter).map_err(|error| cannot_write(&path, error))?;
    let (path, file) = create(&arguments.to, "people.csv")?;
    write_people(file, people, charter).map_err(|error| cannot_write(&path, error))?;
    writeln!(
        out,
        "wrote {unit_count} units and {person_count} people to {}",
        arguments.to.display()
    )?;
    Ok(Outcome::Clean)
}

fn create(folder: &Path, name: &str) -> Result<(PathBuf, BufWriter<File>), CommandError> {
    let path = folder.join(name);
    match File::create(&path) {
        Ok(file) => Ok((path, BufWriter::new(file))),
        Err(error) => Err(cannot_write(&path, error)),
    }
}

fn cannot_write(path: &Path, error: impl Into<io::Error>) -> CommandError {
    CommandError::failed(format!("writing {}", path.display()), &error.into())
}

/// Every standing unit, by number.
fn units_of(state: &State) -> Vec<UnitRow> {
    state
        .standing_units()
        .filter_map(|id| state.unit(id))
        .map(|unit| UnitRow {
            line: 0,
            code: unit.code.to_owned(),
            level: unit.level,
            name: unit.name.to_owned(),
            parent: unit.parent.map(|parent| code_of(state, parent)),
            founded: Some(unit.founded),
        })
        .collect()
}

/// Every member, by number.
fn people_of(state: &State, directory: &Directory) -> Vec<PersonRow> {
    (0..state.person_count())
        .map(PersonId)
        .filter_map(|person| {
            let membership = state.membership(person)?;
            let card = directory.card(person);
            // Posts are listed newest first, and a register reads from the oldest.
            let mut posts: Vec<_> = state
                .tenures_of(person)
                .filter(|tenure| tenure.until.is_none())
                .map(|tenure| {
                    let elsewhere = tenure.unit != membership.unit;
                    (tenure.post, elsewhere.then(|| code_of(state, tenure.unit)))
                })
                .collect();
            posts.reverse();
            Some(PersonRow {
                line: 0,
                code: card.map_or_else(|| format!("no-card-{person}"), |card| card.code.clone()),
                name: card.map_or_else(|| format!("No. {person}"), |card| card.name.clone()),
                unit: code_of(state, membership.unit),
                grade: membership.grade,
                joined: membership.joined,
                posts,
                email: card.and_then(|card| card.email.clone()).unwrap_or_default(),
                phone: card.and_then(|card| card.phone.clone()).unwrap_or_default(),
                names: card.map(Card::names_written).filter(|it| !it.is_empty()),
            })
        })
        .collect()
}

fn code_of(state: &State, unit: UnitId) -> String {
    state
        .unit(unit)
        .map(|unit| unit.code.to_owned())
        .unwrap_or_default()
}
