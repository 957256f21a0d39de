//! `charterhouse post`: who holds and who held the posts of units, and how they
//! came to.

use std::io::Write;
use std::path::PathBuf;

use clap::{Args, Subcommand};
use kernel::UnitId;
use kernel::posts::{Confirmed, Tenure};
use serde::Serialize;
use web::readings::HandOverJson;

use super::{Form, Outcome};
use crate::error::CommandError;
use crate::reading::{Asked, Named, Reading, person};

/// What `post` takes.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    task: Task,
}

/// What can be asked of posts.
#[derive(Debug, Subcommand)]
enum Task {
    /// List who holds and who held the posts, from when to when and how they came to
    List(ListArguments),
    /// Show what there is to hand over with a post: what is due, what is open, what there is
    HandOver(HandOverArguments),
}

#[derive(Debug, Args)]
struct HandOverArguments {
    #[command(flatten)]
    asked: Asked,
    /// Identifier of the post, as the charter has it
    #[arg(value_name = "POST")]
    post: String,
    /// Code of the unit
    #[arg(long, value_name = "CODE")]
    unit: String,
    /// Code of whoever holds it, where several do
    #[arg(long, value_name = "CODE")]
    person: Option<String>,
}

#[derive(Debug, Args)]
struct ListArguments {
    /// Data folder of the organisation
    #[arg(value_name = "DIR")]
    data: PathBuf,
    /// Only this unit and what stands beneath it
    #[arg(long, value_name = "CODE")]
    unit: Option<String>,
    /// Only this post: its identifier, as the charter has it
    #[arg(long, value_name = "POST")]
    post: Option<String>,
    /// Only those who hold a post now
    #[arg(long)]
    now: bool,
    /// Form of the answer
    #[arg(long, value_enum, default_value_t = Form::Text)]
    format: Form,
}

/// Shows what is asked, even while a server has the folder.
///
/// # Errors
///
/// When the organisation does not open, or there is no such unit.
pub(crate) fn run(arguments: &Arguments, out: &mut dyn Write) -> Result<Outcome, CommandError> {
    match &arguments.task {
        Task::List(asked) => list(asked, out),
        Task::HandOver(asked) => hand_over(asked, out),
    }
}

fn list(asked: &ListArguments, out: &mut dyn Write) -> Result<Outcome, CommandError> {
    let reading = Reading::of(&asked.data)?;
    let state = &reading.state;
    let within = match &asked.unit {
        Some(code) => Some(reading.unit(code)?),
        None => state.top_unit(),
    };
    let mut units = within.map_or_else(Vec::new, |within| state.units_within(within));
    units.sort_unstable();
    if let Some(post) = &asked.post {
        known_post(&reading, post)?;
    }
    let mut all = Vec::new();
    for unit in units {
        all.append(&mut of_unit(&reading, unit, asked)?);
    }
    match asked.format {
        Form::Text => write_text(&all, out)?,
        Form::Json => {
            serde_json::to_writer_pretty(&mut *out, &all).map_err(std::io::Error::from)?;
            writeln!(out)?;
        }
    }
    Ok(Outcome::Clean)
}

/// That there is such a post, or which there are.
fn known_post(reading: &Reading, post: &str) -> Result<(), CommandError> {
    let charter = reading.state.charter_on(reading.today);
    let posts = charter.map_or(&[][..], |charter| charter.posts.as_slice());
    if posts.iter().any(|row| row.id == post) {
        return Ok(());
    }
    let known: Vec<&str> = posts.iter().map(|row| row.id.as_str()).collect();
    let error = CommandError::given(format!("there is no post {post:?}"));
    Err(error.hint(format!("there are {}", known.join(", "))))
}

/// What there is to hand over, as the page has it.
fn hand_over(arguments: &HandOverArguments, out: &mut dyn Write) -> Result<Outcome, CommandError> {
    let reading = arguments.asked.open()?;
    let directory = reading.directory()?;
    let unit = reading.unit(&arguments.unit)?;
    let holder = match &arguments.person {
        Some(code) => Some(person(&directory, code)?),
        None => None,
    };
    let reader = reading.reader(&directory, None)?;
    let it = reader
        .hand_over(unit, &arguments.post, holder)
        .map_err(|why| {
            CommandError::given(why.to_string())
                .hint("`charterhouse post list --now` names the posts that somebody holds")
        })?;
    arguments
        .asked
        .answer(&it, out, |out| tell_hand_over(&it, out))
}

fn tell_hand_over(it: &HandOverJson, out: &mut dyn Write) -> std::io::Result<()> {
    let code = |code: &Option<String>, number: u32| match code {
        Some(code) => code.clone(),
        None => format!("person {number}"),
    };
    writeln!(out, "held by {}", code(&it.holder_code, it.holder))?;
    if let Some(from) = it.from {
        writeln!(out, "to be handed over by {}", code(&it.from_code, from))?;
    }
    for due in &it.due {
        let by = due
            .by
            .map_or_else(|| "at any time".to_owned(), |by| by.0.to_string());
        writeln!(out, "due {by}: {}", due.what)?;
    }
    for open in &it.open {
        writeln!(out, "open: {} {}", open.count, open.what)?;
    }
    let meetings: Vec<String> = it.meetings.iter().map(u32::to_string).collect();
    if !meetings.is_empty() {
        writeln!(out, "last meetings: {}", meetings.join(", "))?;
    }
    if let Some(roll) = &it.roll_codes {
        writeln!(out, "on the roll: {}", roll.join(", "))?;
    }
    Ok(())
}

#[derive(Debug, Serialize)]
struct Held {
    unit: String,
    post: String,
    #[serde(flatten)]
    who: Named,
    from: String,
    until: Option<String>,
    term_ends: Option<String>,
    /// Number of the election by which they came to it.
    election: Option<u32>,
    confirmation: Option<Word>,
    handed_over: Option<String>,
}

#[derive(Debug, Serialize)]
struct Word {
    by: String,
    until: String,
    standing: &'static str,
    on: Option<String>,
}

/// The posts of a unit, the newest first.
fn of_unit(
    reading: &Reading,
    unit: UnitId,
    asked: &ListArguments,
) -> Result<Vec<Held>, CommandError> {
    let (state, today) = (&reading.state, reading.today);
    let Some(charter) = state.charter_on(today) else {
        return Ok(Vec::new());
    };
    let code = |unit| {
        state
            .unit(unit)
            .map_or_else(String::new, |it| it.code.to_owned())
    };
    let elections = state.numbered_elections_in(unit);
    let post = asked.post.as_deref().and_then(|id| charter.post_named(id));
    let wanted =
        |it: &Tenure| (!asked.now || it.until.is_none()) && post.is_none_or(|post| it.post == post);
    let rows = state.tenures_in(unit).filter(wanted).map(|it| {
        let last = it.until.unwrap_or(today).min(today);
        let word = state.confirming(&it).map(|word| Word {
            by: code(word.by),
            until: word.until.to_string(),
            standing: match word.standing(last) {
                Confirmed::Yes => "confirmed",
                Confirmed::Awaited => "awaited",
                Confirmed::Owed => "owed",
                Confirmed::Lapsed => "lapsed",
                Confirmed::Refused => "refused",
            },
            on: word.said.map(|(_, on)| on.to_string()),
        });
        let row = charter.post(it.post);
        Ok(Held {
            unit: code(unit),
            post: row.map_or_else(String::new, |row| row.id.clone()),
            who: Named::of(reading, it.person)?,
            from: it.from.to_string(),
            until: it.until.map(|on| on.to_string()),
            term_ends: state.term_ends(charter, &it).map(|on| on.to_string()),
            election: state
                .election_that_gave(&it, &elections)
                .map(|(number, _)| *number),
            confirmation: word,
            handed_over: state.handed_over(&it).map(|on| on.to_string()),
        })
    });
    rows.collect()
}

fn write_text(all: &[Held], out: &mut dyn Write) -> std::io::Result<()> {
    if all.is_empty() {
        writeln!(out, "nobody is on record in a post")?;
    }
    for it in all {
        let until = match &it.until {
            Some(until) => format!("to {until}"),
            None => "to this day".to_owned(),
        };
        let how = match it.election {
            Some(number) => format!(", by election {number}"),
            None => String::new(),
        };
        let word = match &it.confirmation {
            Some(word) => format!(", {} by {}", word.standing, word.by),
            None => String::new(),
        };
        writeln!(
            out,
            "{} {} {}: {} {until}{how}{word}",
            it.unit,
            it.post,
            it.who.words(),
            it.from
        )?;
    }
    Ok(())
}
