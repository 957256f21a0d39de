//! The data folder of an organisation: opening it, and saying in words why it
//! does not open or why the desk says no.

use std::path::Path;

use charter::Charter;
use clerk::{Clerk, Denial, Directory, Onlooker, Options, StartError, Stopped, Submission};
use jiff::civil::Date;
use journal::OpenError;
use kernel::{Actor, Command, PersonId, Refusal, State, UnitId};
use web::readings::named;

use crate::error::CommandError;

/// Opens the organisation in a folder.
///
/// # Errors
///
/// When there is none, another process has it, or it cannot be read.
pub(crate) fn open(folder: &Path) -> Result<Clerk, CommandError> {
    Clerk::open(folder, Options::default()).map_err(|error| cannot_open(folder, &error))
}

/// Looks into the organisation in a folder, whoever else has it open.
///
/// # Errors
///
/// When there is none or it cannot be read.
pub(crate) fn look_into(folder: &Path) -> Result<Onlooker, CommandError> {
    Onlooker::open(folder).map_err(|error| cannot_open(folder, &error))
}

/// The organisation in a folder, even while a server has it.
///
/// # Errors
///
/// When it does not open.
pub(crate) fn state_of(folder: &Path) -> Result<State, CommandError> {
    let onlooker = look_into(folder)?;
    onlooker
        .state()
        .map_err(|error| cannot_open(folder, &error))
}

/// The unit of a code that was given, where one was.
///
/// # Errors
///
/// When no unit has it.
pub(crate) fn unit_given(
    state: &State,
    code: Option<&str>,
) -> Result<Option<UnitId>, CommandError> {
    let found = |code| {
        state.unit_by_code(code).ok_or_else(|| {
            CommandError::given(format!("there is no unit with the code {code}"))
                .hint("the codes stand in what `charterhouse export` writes")
        })
    };
    code.map(found).transpose()
}

/// The charter in force on a day.
///
/// # Errors
///
/// When there is none.
pub(crate) fn charter_on(state: &State, on: Date) -> Result<&Charter, CommandError> {
    state
        .charter_on(on)
        .map(AsRef::as_ref)
        .ok_or_else(|| CommandError::given(format!("no charter is in force on {on}")))
}

/// Why a folder does not open, with a way on.
pub(crate) fn cannot_open(folder: &Path, error: &StartError) -> CommandError {
    let shown = CommandError::failed(format!("opening {}", folder.display()), error);
    match error {
        StartError::Open(OpenError::InUse { .. }) => shown
            .hint(
                "a server or another command has it: end it (Ctrl-C where it runs) and try again,",
            )
            .hint("or make the change on the server's pages")
            .hint("check, plan without --apply, export and verify only read and need not wait"),
        StartError::Open(_) => shown,
        StartError::Read(_)
        | StartError::Chain { .. }
        | StartError::Decode { .. }
        | StartError::Names(_) => shown.hint(format!(
            "`charterhouse verify {}` names the first thing that is wrong",
            folder.display()
        )),
        StartError::Storage(_)
        | StartError::Charter(_)
        | StartError::Problems(_)
        | StartError::Refused(_)
        | StartError::Thread(_)
        | StartError::Stopped(_) => shown,
    }
}

/// A request of the operator, who is whoever may read the data folder.
///
/// # Errors
///
/// When the machine has no random bytes to give.
pub(crate) fn request(command: Command) -> Result<Submission, CommandError> {
    let key =
        clerk::fresh_key().map_err(|error| CommandError::failed("making a request", &error))?;
    Ok(Submission::new(key, Actor::Operator, command))
}

/// Why the desk said no, with the article where one says so, and people by their codes.
pub(crate) fn denied(state: &State, directory: &Directory, denial: &Denial) -> CommandError {
    match denial {
        Denial::Refused(refusal) => refused(state, directory, refusal),
        Denial::Card { .. }
        | Denial::CardLine(_)
        | Denial::CodeTaken { .. }
        | Denial::CharterText
        | Denial::KeyTaken
        | Denial::Busy
        | Denial::Stopped(_) => CommandError::refused(denial.to_string()),
    }
}

/// A refusal with its article.
fn refused(state: &State, directory: &Directory, refusal: &Refusal) -> CommandError {
    let article = state.charter().and_then(|charter| refusal.article(charter));
    let code = |person: PersonId| directory.card(person).map(|card| card.code.clone());
    let error = CommandError::refused(named(&refusal.reason.to_string(), code));
    match article {
        Some(number) => error.hint(format!("Governed by Article {number} of the charter")),
        None => error,
    }
}

impl From<Stopped> for CommandError {
    fn from(stopped: Stopped) -> CommandError {
        CommandError::failed("reading the organisation", &stopped)
    }
}
