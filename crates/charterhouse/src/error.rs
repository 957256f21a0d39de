//! What a command says when it cannot do what it was asked: once, at the rim,
//! with a way on.

use std::fmt::Display;
use std::io::{self, Write};
use std::process::ExitCode;

/// What kind of no it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// What was given is not in order: a file, a date, a folder.
    Given,
    /// The charter or the record says no.
    Refused,
    /// The world let us down: a disk, a port.
    Failed,
    /// Whoever read our answer has gone, as `head` does.
    ReaderGone,
}

/// Why a command stopped.
#[derive(Debug)]
pub(crate) struct CommandError {
    kind: Kind,
    message: String,
    hints: Vec<String>,
}

impl CommandError {
    /// What was given is not in order.
    pub(crate) fn given(message: impl Into<String>) -> CommandError {
        CommandError {
            kind: Kind::Given,
            message: message.into(),
            hints: Vec::new(),
        }
    }

    /// The charter or the record says no.
    pub(crate) fn refused(message: impl Into<String>) -> CommandError {
        CommandError {
            kind: Kind::Refused,
            message: message.into(),
            hints: Vec::new(),
        }
    }

    /// A step failed: what was being tried, and everything that led to it.
    pub(crate) fn failed(step: impl Display, cause: &dyn std::error::Error) -> CommandError {
        let mut message = format!("{step}: {cause}");
        let mut next = cause.source();
        while let Some(deeper) = next {
            let shown = deeper.to_string();
            // Many errors repeat what lies beneath them.
            if !message.ends_with(&shown) {
                message = format!("{message}: {shown}");
            }
            next = deeper.source();
        }
        CommandError {
            kind: Kind::Failed,
            message,
            hints: Vec::new(),
        }
    }

    /// Adds a way on.
    #[must_use]
    pub(crate) fn hint(mut self, hint: impl Into<String>) -> CommandError {
        self.hints.push(hint.into());
        self
    }

    /// Shows the error to whoever sits at the terminal and says how to end.
    pub(crate) fn show(&self, out: &mut dyn Write) -> ExitCode {
        if self.kind == Kind::ReaderGone {
            return ExitCode::SUCCESS;
        }
        let mut shown = format!("error: {}\n", self.message);
        for hint in &self.hints {
            shown.push_str(&format!("  {hint}\n"));
        }
        // Where even this cannot be written, the exit code still says it.
        match out.write_all(shown.as_bytes()) {
            Ok(()) | Err(_) => ExitCode::from(2),
        }
    }
}

impl From<io::Error> for CommandError {
    /// For writing the answer; other steps say what they were trying.
    fn from(error: io::Error) -> CommandError {
        if error.kind() == io::ErrorKind::BrokenPipe {
            return CommandError {
                kind: Kind::ReaderGone,
                message: String::new(),
                hints: Vec::new(),
            };
        }
        CommandError::failed("writing the answer", &error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_shows_its_causes_once_and_the_way_on() {
        let cause = io::Error::new(io::ErrorKind::PermissionDenied, "not yours");
        let error = CommandError::failed("reading units.csv", &cause).hint("ask whoever owns it");
        let mut shown = Vec::new();
        assert_eq!(error.show(&mut shown), ExitCode::from(2));
        assert_eq!(
            String::from_utf8(shown).unwrap(),
            "error: reading units.csv: not yours\n  ask whoever owns it\n"
        );
    }

    #[test]
    fn a_reader_who_has_gone_is_no_error() {
        let error = CommandError::from(io::Error::from(io::ErrorKind::BrokenPipe));
        let mut shown = Vec::new();
        assert_eq!(error.show(&mut shown), ExitCode::SUCCESS);
        assert!(shown.is_empty());
    }
}
