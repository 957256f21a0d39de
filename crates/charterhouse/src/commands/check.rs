//! `charterhouse check`: holds the organisation against its charter.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;
use clerk::Clock;
use jiff::civil::Date;
use kernel::State;

use super::{Form, Outcome};
use crate::error::CommandError;
use crate::folder;
use crate::standing::Standing;

/// What `check` takes.
#[derive(Debug, Args)]
#[command(
    after_help = "Exit code: 0 nothing that must be is amiss, 1 a rule that must be kept is broken, 2 could not run."
)]
pub(crate) struct Arguments {
    /// Data folder of the organisation
    #[arg(value_name = "DIR")]
    data: PathBuf,
    /// Day to check, as in 2026-12-31: a past day by what had been recorded by its end (in UTC), a day to come by what is recorded now [default: today]
    #[arg(long, value_name = "DATE")]
    on: Option<Date>,
    /// Form of the answer
    #[arg(long, value_enum, default_value_t = Form::Text)]
    format: Form,
}

/// Lists every finding, even while a server has the folder.
///
/// # Errors
///
/// When the organisation does not open, or no charter was in force on the day.
pub(crate) fn run(arguments: &Arguments, out: &mut dyn Write) -> Result<Outcome, CommandError> {
    let onlooker = folder::look_into(&arguments.data)?;
    let today = Clock::System.today();
    let on = arguments.on.unwrap_or(today);
    let unreadable = |error| folder::cannot_open(&arguments.data, &error);
    let state = if on < today {
        onlooker.state_as_of(on)
    } else {
        onlooker.state()
    }
    .map_err(unreadable)?;
    if state.charter_on(on).is_none() {
        let began = onlooker.began().map_err(unreadable)?;
        return Err(no_charter(&state, on, began));
    }
    let standing = Standing::of(&state, on)?;
    match arguments.format {
        Form::Text => standing.write_text(out)?,
        Form::Json => standing.write_json(out)?,
    }
    Ok(if standing.must_is_broken {
        Outcome::Amiss
    } else {
        Outcome::Clean
    })
}

/// Why there is nothing to hold a day against.
fn no_charter(state: &State, on: Date, began: Option<Date>) -> CommandError {
    let why = if state.charter().is_some() {
        format!("no charter was in force on {on}")
    } else {
        format!("no charter was in force on {on}: nothing had been recorded by {on}")
    };
    match began {
        Some(began) => CommandError::given(why).hint(format!(
            "the record begins on {began}; name that day or a later one with --on"
        )),
        None => CommandError::given(why),
    }
}
