//! `charterhouse account`: gives people a way to sign in.

use std::io::{BufRead, Write};
use std::path::PathBuf;

use clap::{Args, Subcommand};
use clerk::Clerk;
use kernel::Actor;
use serde::Serialize;

use super::{Form, Outcome, json};
use crate::error::CommandError;
use crate::folder;

/// Longest name to sign in with, in letters.
const LOGIN_LETTERS_MAX: usize = 64;

/// What `account` takes.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    task: Task,
}

/// What can be done with accounts.
#[derive(Debug, Subcommand)]
enum Task {
    /// Make an account for a person or the operator; the answer shows a new password unless one is given
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
    #[arg(long, value_name = "CODE", required_unless_present = "operator")]
    person: Option<String>,
    /// It is for whoever runs the site, who may do everything
    #[arg(long, conflicts_with = "person")]
    operator: bool,
    /// Read the password from the first line of standard input
    #[arg(long)]
    password_stdin: bool,
    /// Form of the answer
    #[arg(long, value_enum, default_value_t = Form::Text)]
    format: Form,
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
    /// Form of the answer
    #[arg(long, value_enum, default_value_t = Form::Text)]
    format: Form,
}

/// What was made or changed, as programs read it.
#[derive(Debug, Serialize)]
struct Told<'a> {
    /// Name to sign in with.
    login: &'a str,
    /// Code of the person it is for; none for the operator, and where only the password changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    person: Option<&'a str>,
    /// Whether it is for whoever runs the site.
    #[serde(skip_serializing_if = "Option::is_none")]
    operator: Option<bool>,
    /// How many sessions were ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    sessions_ended: Option<usize>,
    /// The password that was made, shown this once; none where one was given.
    password: Option<&'a str>,
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
    if let Some(wrong) = wrong_with(&arguments.login) {
        return Err(CommandError::given(format!(
            "{:?} cannot be signed in with: it {wrong}",
            arguments.login
        ))
        .hint("choose a name such as ann or ann.ash"));
    }
    let clerk = folder::open(&arguments.data)?;
    let (actor, who) = match &arguments.person {
        Some(code) => {
            let person = clerk
                .read(|_, directory| directory.person(code))?
                .ok_or_else(|| {
                    CommandError::given(format!("there is no person with the code {code:?}"))
                })?;
            (Actor::Person(person), code.as_str())
        }
        None => (Actor::Operator, "the operator"),
    };
    let password = Password::get(arguments.password_stdin)?;
    clerk
        .accounts()
        .add_account(
            &arguments.login,
            &journal::actor_text(actor),
            &password.sealed()?,
            clerk.clock().now_ms(),
        )
        .map_err(|error| CommandError::failed("making the account", &error))?;
    if arguments.format == Form::Json {
        let told = Told {
            login: &arguments.login,
            person: arguments.person.as_deref(),
            operator: Some(arguments.operator),
            sessions_ended: None,
            password: password.made(),
        };
        return json(&told, out);
    }
    writeln!(out, "{who} can sign in as {}", arguments.login)?;
    password.tell(out)
}

/// What is wrong with a name to sign in with, if anything is. It is typed on a
/// phone and shown in lists, so it is one word that can be seen whole.
fn wrong_with(login: &str) -> Option<&'static str> {
    let is_hidden = |letter: char| {
        letter.is_control()
            || matches!(
                letter,
                '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
                    | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fffd}'
            )
    };
    if login.is_empty() {
        Some("is empty")
    } else if login.chars().any(is_hidden) {
        Some("holds a character that cannot be seen")
    } else if login.chars().any(char::is_whitespace) {
        Some("holds white space")
    } else if login.contains(['/', '\\']) {
        Some("holds a slash")
    } else if login.chars().count() > LOGIN_LETTERS_MAX {
        Some("is too long")
    } else {
        None
    }
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
    if arguments.format == Form::Json {
        let told = Told {
            login: &arguments.login,
            person: None,
            operator: None,
            sessions_ended: Some(changed),
            password: password.made(),
        };
        return json(&told, out);
    }
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

    /// The password where it was made here.
    fn made(&self) -> Option<&str> {
        match self {
            Password::Made(password) => Some(password),
            Password::Given(_) => None,
        }
    }

    fn tell(&self, out: &mut dyn Write) -> Result<(), CommandError> {
        if let Some(password) = self.made() {
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
    use super::*;

    #[test]
    fn a_name_to_sign_in_with_is_one_word_that_can_be_seen() {
        for good in [
            "ann",
            "ann.ash",
            "ann@example.org",
            "Zoë",
            "李小龙",
            "o'hara-2",
        ] {
            assert_eq!(wrong_with(good), None, "{good:?}");
        }
        let (longest, longer) = ("x".repeat(64), "x".repeat(65));
        assert_eq!(wrong_with(&longest), None);
        for (bad, wrong) in [
            ("", "is empty"),
            (" ", "holds white space"),
            ("a b/../c", "holds white space"),
            ("a\u{a0}b", "holds white space"),
            ("../c", "holds a slash"),
            ("a\\b", "holds a slash"),
            ("a\tb", "holds a character that cannot be seen"),
            ("a\u{202e}b", "holds a character that cannot be seen"),
            (longer.as_str(), "is too long"),
        ] {
            assert_eq!(wrong_with(bad), Some(wrong), "{bad:?}");
        }
    }

    #[test]
    fn a_made_password_is_read_in_groups() {
        assert_eq!(
            in_groups("0123456789abcdef0123456789abcdef"),
            "0123-4567-89ab-cdef-0123-4567"
        );
    }
}
