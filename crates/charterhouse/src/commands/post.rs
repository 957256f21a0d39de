//! `charterhouse post`: who holds and who held the posts of units, and how they
//! came to.

use std::io::Write;
use std::path::PathBuf;

use clap::{Args, Subcommand};
use clerk::Clock;
use kernel::posts::{Confirmed, Tenure};
use kernel::{State, UnitId};
use serde::Serialize;

use super::{Form, Outcome};
use crate::error::CommandError;
use crate::folder;

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
}

#[derive(Debug, Args)]
struct ListArguments {
    /// Data folder of the organisation
    #[arg(value_name = "DIR")]
    data: PathBuf,
    /// Only this unit and what stands beneath it
    #[arg(long, value_name = "CODE")]
    unit: Option<String>,
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
    let Task::List(asked) = &arguments.task;
    let onlooker = folder::look_into(&asked.data)?;
    let state = onlooker
        .state()
        .map_err(|error| folder::cannot_open(&asked.data, &error))?;
    let within = match &asked.unit {
        Some(code) => Some(state.unit_by_code(code).ok_or_else(|| {
            CommandError::given(format!("there is no unit with the code {code:?}"))
        })?),
        None => state.top_unit(),
    };
    let mut units = within.map_or_else(Vec::new, |within| state.units_within(within));
    units.sort_unstable();
    let all: Vec<Held> = units
        .into_iter()
        .flat_map(|unit| of_unit(&state, unit, asked.now))
        .collect();
    match asked.format {
        Form::Text => write_text(&all, out)?,
        Form::Json => {
            serde_json::to_writer_pretty(&mut *out, &all).map_err(std::io::Error::from)?;
            writeln!(out)?;
        }
    }
    Ok(Outcome::Clean)
}

#[derive(Debug, Serialize)]
struct Held {
    unit: String,
    post: String,
    person: u32,
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
fn of_unit(state: &State, unit: UnitId, now: bool) -> Vec<Held> {
    let today = Clock::System.today();
    let Some(charter) = state.charter_on(today) else {
        return Vec::new();
    };
    let code = |unit| {
        state
            .unit(unit)
            .map_or_else(String::new, |it| it.code.to_owned())
    };
    let elections = state.numbered_elections_in(unit);
    let wanted = |it: &Tenure| !now || it.until.is_none();
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
        Held {
            unit: code(unit),
            post: row.map_or_else(String::new, |row| row.id.clone()),
            person: it.person.0,
            from: it.from.to_string(),
            until: it.until.map(|on| on.to_string()),
            term_ends: state.term_ends(charter, &it).map(|on| on.to_string()),
            election: state
                .election_that_gave(&it, &elections)
                .map(|(number, _)| *number),
            confirmation: word,
            handed_over: state.handed_over(&it).map(|on| on.to_string()),
        }
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
            "{} {} person {}: {} {until}{how}{word}",
            it.unit, it.post, it.person, it.from
        )?;
    }
    Ok(())
}
