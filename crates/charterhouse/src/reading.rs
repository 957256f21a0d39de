//! What commands that only read have in common: the organisation as it lies on
//! disk, whoever else writes to it, and the two forms of an answer.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use charter::Charter;
use clap::Args;
use clerk::{Clock, Directory, HistoryEntry, Onlooker, Past};
use jiff::civil::Date;
use kernel::{Actor, DocumentId, MeetingId, PersonId, State, Subject, UnitId};
use serde::Serialize;
use web::readings::Reader;

use crate::commands::{Form, Outcome};
use crate::error::CommandError;
use crate::folder;

/// Records of one meeting that are looked through at the most.
const RECORDS_MAX: usize = 50;

/// What every reading takes.
#[derive(Debug, Args)]
pub(crate) struct Asked {
    /// Data folder of the organisation
    #[arg(value_name = "DIR")]
    data: PathBuf,
    /// Form of the answer
    #[arg(long, value_enum, default_value_t = Form::Text)]
    format: Form,
}

/// The organisation as it is read today.
pub(crate) struct Reading {
    onlooker: Onlooker,
    data: PathBuf,
    pub(crate) state: State,
    pub(crate) today: Date,
}

impl Asked {
    /// Opens the organisation to be read.
    ///
    /// # Errors
    ///
    /// When there is none in the folder or it cannot be read.
    pub(crate) fn open(&self) -> Result<Reading, CommandError> {
        Reading::of(&self.data)
    }

    /// Answers in the form that is asked for.
    ///
    /// # Errors
    ///
    /// When the answer cannot be written.
    pub(crate) fn answer<T: Serialize + ?Sized>(
        &self,
        it: &T,
        out: &mut dyn Write,
        text: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> Result<Outcome, CommandError> {
        match self.format {
            Form::Text => text(out)?,
            Form::Json => {
                serde_json::to_writer_pretty(&mut *out, it).map_err(io::Error::from)?;
                writeln!(out)?;
            }
        }
        Ok(Outcome::Clean)
    }
}

impl Reading {
    /// Opens the organisation in a folder to be read.
    ///
    /// # Errors
    ///
    /// When there is none or it cannot be read.
    pub(crate) fn of(data: &Path) -> Result<Reading, CommandError> {
        let onlooker = folder::look_into(data)?;
        let state = onlooker
            .state()
            .map_err(|error| folder::cannot_open(data, &error))?;
        Ok(Reading {
            onlooker,
            data: data.to_owned(),
            state,
            today: Clock::System.today(),
        })
    }

    /// The charter in force today.
    ///
    /// # Errors
    ///
    /// When there is none.
    pub(crate) fn charter(&self) -> Result<&Charter, CommandError> {
        folder::charter_on(&self.state, self.today)
    }

    /// The unit with a code.
    ///
    /// # Errors
    ///
    /// When there is none.
    pub(crate) fn unit(&self, code: &str) -> Result<UnitId, CommandError> {
        self.state
            .unit_by_code(code)
            .ok_or_else(|| CommandError::given(format!("there is no unit with the code {code:?}")))
    }

    /// The code by which a person is named to `do`; none where nothing is kept of them.
    ///
    /// # Errors
    ///
    /// When their card cannot be read.
    pub(crate) fn code(&self, person: PersonId) -> Result<Option<String>, CommandError> {
        self.onlooker
            .code(person)
            .map_err(|error| folder::cannot_open(&self.data, &error))
    }

    /// What somebody wrote; none where it has been erased.
    ///
    /// # Errors
    ///
    /// When it cannot be read.
    pub(crate) fn text(&self, id: DocumentId) -> Result<Option<String>, CommandError> {
        self.onlooker
            .text(id)
            .map_err(|error| CommandError::failed("reading a text", &error))
    }

    /// The entries about a meeting, the newest first.
    ///
    /// # Errors
    ///
    /// When they cannot be read.
    pub(crate) fn of_meeting(&self, id: MeetingId) -> Result<Vec<HistoryEntry>, CommandError> {
        let about = Some(Subject::Meeting(id));
        self.onlooker
            .history(&self.state, about, (None, RECORDS_MAX))
            .map_err(|error| CommandError::failed("reading the journal", &error))
    }

    /// So many entries of the journal before one of them, the newest first; of a unit, those
    /// that touched it.
    ///
    /// # Errors
    ///
    /// When they cannot be read.
    pub(crate) fn entries(
        &self,
        unit: Option<UnitId>,
        before: Option<u64>,
        count_max: usize,
    ) -> Result<Vec<HistoryEntry>, CommandError> {
        self.onlooker
            .history(&self.state, unit.map(Subject::Unit), (before, count_max))
            .map_err(|error| CommandError::failed("reading the journal", &error))
    }

    /// The organisation with the way to how it was.
    ///
    /// # Errors
    ///
    /// When what is kept cannot be read.
    pub(crate) fn past(&self) -> Result<Past, CommandError> {
        self.onlooker
            .past()
            .map_err(|error| folder::cannot_open(&self.data, &error))
    }

    /// Everybody's cards.
    ///
    /// # Errors
    ///
    /// When they cannot be read.
    pub(crate) fn directory(&self) -> Result<Directory, CommandError> {
        self.onlooker
            .directory()
            .map_err(|error| folder::cannot_open(&self.data, &error))
    }

    /// Reads as somebody: the person with a code and their rights, or the operator.
    ///
    /// # Errors
    ///
    /// When there is nobody with the code, or no charter in force.
    pub(crate) fn reader<'a>(
        &'a self,
        directory: &'a Directory,
        by: Option<&str>,
    ) -> Result<Reader<'a>, CommandError> {
        let viewer = match by {
            Some(code) => Actor::Person(person(directory, code)?),
            None => Actor::Operator,
        };
        Reader::new(&self.state, directory, (viewer, self.today))
            .ok_or_else(|| CommandError::given(format!("no charter is in force on {}", self.today)))
    }
}

/// The person with a code.
///
/// # Errors
///
/// When there is nobody.
pub(crate) fn person(directory: &Directory, code: &str) -> Result<PersonId, CommandError> {
    directory.person(code).ok_or_else(|| {
        CommandError::given(format!("there is nobody with the code {code:?}"))
            .hint("`charterhouse who` finds people by name")
    })
}

/// A person by number and, as far as something is kept of them, by the code that `do` takes.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Named {
    pub(crate) person: u32,
    pub(crate) person_code: Option<String>,
}

impl Named {
    /// Somebody as they are named.
    ///
    /// # Errors
    ///
    /// When their card cannot be read.
    pub(crate) fn of(reading: &Reading, person: PersonId) -> Result<Named, CommandError> {
        Ok(Named {
            person: person.0,
            person_code: reading.code(person)?,
        })
    }

    /// The code or, where there is none, the number.
    pub(crate) fn words(&self) -> String {
        match &self.person_code {
            Some(code) => format!("{code} (person {})", self.person),
            None => format!("person {}", self.person),
        }
    }
}
