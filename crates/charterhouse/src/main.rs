//! The `charterhouse` program: it reads the command line, runs one command and
//! says how that ended. Each command is a file in `commands/`.

mod commands;
mod error;
mod example;
mod folder;
mod history;
mod mail;
mod making;
mod progress;
mod reading;
mod register_files;
mod standing;

use std::error::Error as _;
use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

use clap::Parser;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use commands::Command;
use error::CommandError;

/// Runs an organisation made of small groups by that organisation's own charter.
#[derive(Debug, Parser)]
#[command(
    name = "charterhouse",
    version,
    propagate_version = true,
    max_term_width = 100
)]
struct CommandLine {
    #[command(subcommand)]
    command: Command,
}

fn main() -> ExitCode {
    let line = match CommandLine::try_parse() {
        Ok(line) => line,
        Err(fault) => match in_our_words(&fault) {
            Some(error) => return error.show(&mut io::stderr().lock()),
            None => fault.exit(),
        },
    };
    let mut out = BufWriter::new(io::stdout().lock());
    let ended = line.command.run(&mut out).and_then(|outcome| {
        out.flush()?;
        Ok(outcome)
    });
    match ended {
        Ok(outcome) => outcome.exit_code(),
        Err(error) => {
            // What was said before comes first, if it can be said at all.
            let flushed = out.flush();
            let code = error.show(&mut io::stderr().lock());
            if flushed.is_err() {
                ExitCode::from(2)
            } else {
                code
            }
        }
    }
}

/// What is wrong with a value that was given, in our own words; none where something else
/// is wrong with the line.
fn in_our_words(fault: &clap::Error) -> Option<CommandError> {
    if fault.kind() != ErrorKind::ValueValidation {
        return None;
    }
    let said = |kind| match fault.get(kind) {
        Some(ContextValue::String(text)) => Some(text.as_str()),
        _ => None,
    };
    let option = said(ContextKind::InvalidArg)?;
    let value = said(ContextKind::InvalidValue)?;
    let why = fault.source()?.to_string();
    let name = option.split(' ').next().unwrap_or(option);
    if !option.contains("<DATE>") {
        return Some(CommandError::given(format!("{name} {value:?}: {why}")));
    }
    Some(
        CommandError::given(format!("{name}: there is no day {value:?} in any calendar"))
            .hint("write a day as year, month and day, as in 2026-11-23"),
    )
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_without_contradiction() {
        super::CommandLine::command().debug_assert();
    }
}
