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
mod register_files;
mod standing;

use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

use clap::Parser;

use commands::Command;

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
    let line = CommandLine::parse();
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

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_without_contradiction() {
        super::CommandLine::command().debug_assert();
    }
}
