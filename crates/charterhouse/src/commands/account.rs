//! `charterhouse account`: gives people a way to sign in.

use std::io::{BufRead, Write};
use std::path::PathBuf;

use clap::{Args, Subcommand};
use clerk::Clerk;
use kernel::Actor;

use super::Outcome;
use crate::error::CommandError;
use crate::folder;

/// What `account` takes.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    task: Task,
}

/// What can be done with accounts.
#[derive(Debug, Subcommand)]
enum Task {
    /// Make an account for a person; the answer shows a new password unless one is given
    Add(AddArguments),
    /// Give an account a new password and end its sessions
    Password(PasswordArguments),
}

#[derive(Debug, Args)]
struct AddArguments {
    /// Data folder of the organisation
    #[arg(value_name = "DIR")]
    data: PathBuf,
    /// Name to sign in with
    #[arg(value_name = "LOGIN")]
    login: String,
    /// Code of the person it is for
    #[arg(long, value_name = "CODE")]
    person: String,
    /// Read the password from the first line of standard input
    #[arg(long)]
    password_stdin: bool,
}

#[derive(Debug, Args)]
struct PasswordArguments {
    /// Data folder of the organisation
    #[arg(value_name = "DIR")]
    data: PathBuf,
    /// Name to sign in with
    #[arg(value_name = "LOGIN")]
    login: String,
    /// Read the password from the first line of standard input
    #[arg(long)]
    password_stdin: bool,
}

/// Makes or changes an account.
///
/// # Errors
///
/// When the person is unknown, the name is taken, or the storage fails.
pub(crate) fn run(arguments: &Arguments, out: &mut dyn Write) -> Result<Outcome, CommandError> {
    match &arguments.task {
        Task::Add(it) => add(it, out)?,
        Task::Password(it) => change_password(it, out)?,
    }
    Ok(Outcome::Clean)
}

fn add(arguments: &AddArguments, out: &mut dyn Write) -> Result<(), CommandError> {
    let clerk = folder::open(&arguments.data)?;
    let person = clerk
        .read(|_, directory| directory.person(&arguments.person))?
        .ok_or_else(|| {
            CommandError::given(format!(
                "there is no person with the code {:?}",
                arguments.person
            ))
        })?;
    let password = Password::get(arguments.password_stdin)?;
    let actor = journal::actor_text(Actor::Person(person));
    clerk
        .accounts()
        .add_account(
            &arguments.login,
            &actor,
            &password.sealed()?,
            clerk.clock().now_ms(),
        )
        .map_err(|error| CommandError::failed("making the account", &error))?;
    writeln!(
        out,
        "{} can sign in as {}",
        arguments.person, arguments.login
    )?;
    password.tell(out)
}

fn change_password(arguments: &PasswordArguments, out: &mut dyn Write) -> Result<(), CommandError> {
    let clerk = folder::open(&arguments.data)?;
    let account = account_of(&clerk, &arguments.login)?;
    let password = Password::get(arguments.password_stdin)?;
    let accounts = clerk.accounts();
    let changed = accounts
        .set_password(account, &password.sealed()?)
        .and_then(|_| accounts.close_sessions_of(account))
        .map_err(|error| CommandError::failed("changing the password", &error))?;
    writeln!(
        out,
        "{} has a new password; {changed} sessions ended",
        arguments.login
    )?;
    password.tell(out)
}

fn account_of(clerk: &Clerk, login: &str) -> Result<u32, CommandError> {
    clerk
        .accounts()
        .account_by_login(login)
        .map_err(|error| CommandError::failed("looking for the account", &error))?
        .map(|account| account.id)
        .ok_or_else(|| CommandError::given(format!("nobody signs in as {login:?}")))
}

/// A password that was given, or made here and shown once.
enum Password {
    Given(String),
    Made(String),
}

impl Password {
    fn get(from_input: bool) -> Result<Password, CommandError> {
        if !from_input {
            let secret = clerk::fresh_key()
                .map_err(|error| CommandError::failed("making a password", &error))?;
            return Ok(Password::Made(in_groups(&journal::hex(&secret.0))));
        }
        let mut line = String::new();
        std::io::stdin()
            .lock()
            .read_line(&mut line)
            .map_err(|error| CommandError::failed("reading the password", &error))?;
        let given = line.trim_end_matches(['\r', '\n']);
        if given.chars().count() < web::PASSWORD_CHARACTERS_MIN {
            return Err(CommandError::given(format!(
                "a password has at least {} characters",
                web::PASSWORD_CHARACTERS_MIN
            )));
        }
        Ok(Password::Given(given.to_owned()))
    }

    fn sealed(&self) -> Result<String, CommandError> {
        let (Password::Given(password) | Password::Made(password)) = self;
        web::seal_password(password)
            .map_err(|error| CommandError::failed("making the account", &error))
    }

    fn tell(&self, out: &mut dyn Write) -> Result<(), CommandError> {
        if let Password::Made(password) = self {
            writeln!(out, "password, shown this once: {password}")?;
        }
        Ok(())
    }
}

/// Easier to read out and to type: `3f2a-...`.
fn in_groups(hex: &str) -> String {
    let letters: Vec<char> = hex.chars().take(24).collect();
    let groups: Vec<String> = letters
        .chunks(4)
        .map(|group| group.iter().collect())
        .collect();
    groups.join("-")
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_made_password_is_read_in_groups() {
        assert_eq!(
            super::in_groups("0123456789abcdef0123456789abcdef"),
            "0123-4567-89ab-cdef-0123-4567"
        );
    }
}
