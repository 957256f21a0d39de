//! `charterhouse notices`: what is due goes to people by e-mail, as a server
//! with `--mail` does by itself once a day. No address is shown, and no word of
//! what is told.

use std::io::Write;
use std::path::PathBuf;

use clap::{Args, Subcommand};
use clerk::{Clock, Directory, NoticeStanding};
use jiff::ToSpan as _;
use kernel::PersonId;
use serde::Serialize;
use web::notices::{Fate, Round, RoundError, Silence};

use super::{Form, Outcome};
use crate::error::CommandError;
use crate::folder;
use crate::mail::MailArguments;

/// Rows of a list at the most.
const ROWS_MAX: usize = 100_000;

/// What `notices` takes.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    task: Task,
}

/// What can be done with notices.
#[derive(Debug, Subcommand)]
enum Task {
    /// Tell everybody what is due from them, once a day at most; a server with --mail does it by itself
    Send(SendArguments),
    /// List to whom a notice went in the last days, and what became of it
    List(ListArguments),
}

#[derive(Debug, Args)]
struct SendArguments {
    /// Data folder of the organisation
    #[arg(value_name = "DIR")]
    data: PathBuf,
    /// Show who would be told how much, and send nothing
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    mail: MailArguments,
    /// Form of the answer
    #[arg(long, value_enum, default_value_t = Form::Text)]
    format: Form,
}

#[derive(Debug, Args)]
struct ListArguments {
    /// Data folder of the organisation
    #[arg(value_name = "DIR")]
    data: PathBuf,
    /// How many days back
    #[arg(long, value_name = "N", default_value_t = 30)]
    days: u32,
    /// Form of the answer
    #[arg(long, value_enum, default_value_t = Form::Text)]
    format: Form,
}

/// Sends or lists.
///
/// # Errors
///
/// When the organisation does not open, or what is said of the mail server does not do.
pub(crate) fn run(arguments: &Arguments, out: &mut dyn Write) -> Result<Outcome, CommandError> {
    match &arguments.task {
        Task::Send(asked) if asked.dry_run => would_send(asked, out),
        Task::Send(asked) => send(asked, out),
        Task::List(asked) => list(asked, out),
    }
}

/// A round, as programs read it.
#[derive(Debug, Serialize)]
struct RoundRow {
    day: String,
    dry_run: bool,
    told: Vec<ToldRow>,
    not_told: Vec<SilentRow>,
    trouble: Option<String>,
}

/// Somebody who was told, or would be.
#[derive(Debug, Serialize)]
struct ToldRow {
    person: String,
    things: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    fate: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<u16>,
}

/// How many were not told, and why.
#[derive(Debug, Serialize)]
struct SilentRow {
    why: &'static str,
    people: u32,
}

fn would_send(asked: &SendArguments, out: &mut dyn Write) -> Result<Outcome, CommandError> {
    let onlooker = folder::look_into(&asked.data)?;
    let cannot = |error| folder::cannot_open(&asked.data, &error);
    let state = onlooker.state().map_err(cannot)?;
    let directory = onlooker.directory().map_err(cannot)?;
    let today = Clock::System.today();
    let round = web::notices::ask(&state, &directory, onlooker.notices(), today)
        .map_err(|error| broken(&error))?;
    show(asked, &round, &directory, out)?;
    Ok(Outcome::Clean)
}

fn send(asked: &SendArguments, out: &mut dyn Write) -> Result<Outcome, CommandError> {
    let mailing = asked.mail.mailing()?.ok_or_else(|| {
        CommandError::given("sending needs --mail, --mail-from and --site")
            .hint("with --dry-run it shows who would be told how much, and needs none of them")
    })?;
    let clerk = folder::open(&asked.data)?;
    let round = web::notices::send(&clerk, &mailing, &|| true).map_err(|error| broken(&error))?;
    clerk.read(|_, directory| show(asked, &round, directory, out))??;
    let is_clean = round.is_whole() && round.count(|it| it != Fate::Sent) == 0;
    Ok(if is_clean {
        Outcome::Clean
    } else {
        Outcome::Amiss
    })
}

fn broken(error: &RoundError) -> CommandError {
    CommandError::failed("telling people what is due", error)
}

fn show(
    asked: &SendArguments,
    round: &Round,
    directory: &Directory,
    out: &mut dyn Write,
) -> Result<(), CommandError> {
    match asked.format {
        Form::Text => in_words(asked, round, directory, out),
        Form::Json => {
            let told = round.told.iter().map(|told| ToldRow {
                person: code(directory, told.person),
                things: told.things,
                fate: (!asked.dry_run).then(|| fate_word(told.fate)),
                code: match told.fate {
                    Fate::Refused(code) | Fate::Later(code) => Some(code),
                    Fate::Waits | Fate::Sent | Fate::Perhaps => None,
                },
            });
            let silent = round.silent.iter().map(|(why, people)| SilentRow {
                why: silence_word(*why),
                people: *people,
            });
            let row = RoundRow {
                day: round.day.to_string(),
                dry_run: asked.dry_run,
                told: told.collect(),
                not_told: silent.collect(),
                trouble: round.trouble.clone(),
            };
            json(&row, out)
        }
    }
}

fn in_words(
    asked: &SendArguments,
    round: &Round,
    directory: &Directory,
    out: &mut dyn Write,
) -> Result<(), CommandError> {
    for told in &round.told {
        let things = if told.things == 1 { "thing" } else { "things" };
        write!(
            out,
            "{}: {} {things}",
            code(directory, told.person),
            told.things
        )?;
        match told.fate {
            _ if asked.dry_run => writeln!(out)?,
            Fate::Sent => writeln!(out, ", sent")?,
            Fate::Waits => writeln!(out, ", not sent")?,
            Fate::Refused(code) => writeln!(
                out,
                ", refused by the mail server ({code}): look at the address on the card"
            )?,
            Fate::Later(code) => writeln!(
                out,
                ", not taken now by the mail server ({code}): it can be tried again today"
            )?,
            Fate::Perhaps => writeln!(
                out,
                ", begun, and the mail server went away before it said whether it took it: \
                 not tried again today"
            )?,
        }
    }
    let sent = round.count(|it| it == Fate::Sent);
    let whom = |count: usize| if count == 1 { "person" } else { "people" };
    let line = match asked.dry_run {
        true => format!(
            "{} {} would be told",
            round.told.len(),
            whom(round.told.len())
        ),
        false => format!("{sent} {} told", whom(sent)),
    };
    writeln!(out, "{line} on {}", round.day)?;
    for (why, people) in &round.silent {
        let count = usize::try_from(*people).unwrap_or(usize::MAX);
        writeln!(
            out,
            "{people} {} not told: {}",
            whom(count),
            silence_sentence(*why)
        )?;
    }
    if let Some(trouble) = &round.trouble {
        writeln!(out, "it ended early: {trouble}")?;
        writeln!(
            out,
            "  whoever was not told is told when this is run again today"
        )?;
    }
    Ok(())
}

fn code(directory: &Directory, person: PersonId) -> String {
    let card = directory.card(person);
    card.map_or_else(|| format!("No. {person}"), |card| card.code.clone())
}

fn fate_word(fate: Fate) -> &'static str {
    match fate {
        Fate::Waits => "not-sent",
        Fate::Sent => "sent",
        Fate::Refused(_) => "refused",
        Fate::Later(_) => "later",
        Fate::Perhaps => "begun",
    }
}

fn silence_word(silence: Silence) -> &'static str {
    match silence {
        Silence::NothingDue => "nothing-due",
        Silence::NothingNew => "nothing-new",
        Silence::NoAddress => "no-address",
        Silence::Reserved => "reserved-domain",
        Silence::SentToday => "sent-today",
        Silence::RefusedToday => "refused-today",
        Silence::BegunToday => "begun-today",
    }
}

fn silence_sentence(silence: Silence) -> &'static str {
    match silence {
        Silence::NothingDue => "nothing is due from them",
        Silence::NothingNew => "nothing is new since their last mail, and no day has come near",
        Silence::NoAddress => "their card has no address a mail can go to",
        Silence::Reserved => {
            "their address is of a domain that exists in examples only (RFC 2606), and no mail is \
             sent there"
        }
        Silence::SentToday => "they have had their mail today",
        Silence::RefusedToday => "the mail server refused their address today",
        Silence::BegunToday => {
            "a mail to them was begun today and is not known to have arrived; it is not tried again"
        }
    }
}

/// A notice, as programs read it.
#[derive(Debug, Serialize)]
struct NoticeRow {
    day: String,
    person: String,
    things: usize,
    standing: &'static str,
}

fn list(asked: &ListArguments, out: &mut dyn Write) -> Result<Outcome, CommandError> {
    let onlooker = folder::look_into(&asked.data)?;
    let directory = onlooker
        .directory()
        .map_err(|error| folder::cannot_open(&asked.data, &error))?;
    let today = Clock::System.today();
    let since = today
        .checked_sub(i64::from(asked.days).days())
        .unwrap_or(today);
    let notices = onlooker
        .notices()
        .notices_since(since, ROWS_MAX)
        .map_err(|error| CommandError::failed("reading the notices", &error))?;
    let rows: Vec<NoticeRow> = notices
        .iter()
        .map(|notice| NoticeRow {
            day: notice.day.to_string(),
            person: code(&directory, PersonId(notice.person)),
            things: notice.told.len(),
            standing: match notice.standing {
                NoticeStanding::Begun => "begun",
                NoticeStanding::Sent => "sent",
                NoticeStanding::Refused => "refused",
            },
        })
        .collect();
    match asked.format {
        Form::Json => json(&rows, out)?,
        Form::Text if rows.is_empty() => writeln!(out, "no notice since {since}")?,
        Form::Text => {
            for row in &rows {
                let things = if row.things == 1 { "thing" } else { "things" };
                writeln!(
                    out,
                    "{}  {}  {} {things}  {}",
                    row.day, row.person, row.things, row.standing
                )?;
            }
        }
    }
    Ok(Outcome::Clean)
}

fn json(value: &impl Serialize, out: &mut dyn Write) -> Result<(), CommandError> {
    let text = serde_json::to_string_pretty(value)
        .map_err(|error| CommandError::failed("writing the answer", &error))?;
    Ok(writeln!(out, "{text}")?)
}
