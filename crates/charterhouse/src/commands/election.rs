//! `charterhouse election`: the elections on record, with their figures and the
//! verdict of the rule.

use std::io::Write;
use std::path::PathBuf;

use clap::{Args, Subcommand};
use kernel::posts::Election as Kept;
use kernel::{State, UnitId};
use serde::Serialize;

use super::{Form, Outcome};
use crate::error::CommandError;
use crate::folder;

/// What `election` takes.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    task: Task,
}

/// What can be asked of elections.
#[derive(Debug, Subcommand)]
enum Task {
    /// List the elections, with what was counted and whom it elected
    List(ListArguments),
    /// Show one election, with everybody who stood
    Show(ShowArguments),
}

#[derive(Debug, Args)]
struct ListArguments {
    /// Data folder of the organisation
    #[arg(value_name = "DIR")]
    data: PathBuf,
    /// Only this unit and what stands beneath it
    #[arg(long, value_name = "CODE")]
    unit: Option<String>,
    /// Form of the answer
    #[arg(long, value_enum, default_value_t = Form::Text)]
    format: Form,
}

#[derive(Debug, Args)]
struct ShowArguments {
    /// Data folder of the organisation
    #[arg(value_name = "DIR")]
    data: PathBuf,
    /// Code of the unit
    #[arg(value_name = "CODE")]
    unit: String,
    /// Number of the election in that unit
    #[arg(value_name = "NUMBER")]
    number: u32,
    /// Form of the answer
    #[arg(long, value_enum, default_value_t = Form::Text)]
    format: Form,
}

/// Shows what is asked, even while a server has the folder.
///
/// # Errors
///
/// When the organisation does not open, or there is no such unit or election.
pub(crate) fn run(arguments: &Arguments, out: &mut dyn Write) -> Result<Outcome, CommandError> {
    match &arguments.task {
        Task::List(asked) => list(asked, out),
        Task::Show(asked) => show(asked, out),
    }
}

fn list(asked: &ListArguments, out: &mut dyn Write) -> Result<Outcome, CommandError> {
    let onlooker = folder::look_into(&asked.data)?;
    let state = onlooker
        .state()
        .map_err(|error| folder::cannot_open(&asked.data, &error))?;
    let within = match &asked.unit {
        Some(code) => Some(coded(&state, code)?),
        None => state.top_unit(),
    };
    let mut units = within.map_or_else(Vec::new, |within| state.units_within(within));
    units.sort_unstable();
    let mut all: Vec<Election> = units
        .into_iter()
        .flat_map(|unit| of_unit(&state, unit))
        .collect();
    all.sort_by(|one, other| one.on.cmp(&other.on));
    match asked.format {
        Form::Text if all.is_empty() => writeln!(out, "no election is on record")?,
        Form::Text => {
            for it in &all {
                write_line(it, out)?;
            }
        }
        Form::Json => json(&all, out)?,
    }
    Ok(Outcome::Clean)
}

fn show(asked: &ShowArguments, out: &mut dyn Write) -> Result<Outcome, CommandError> {
    let onlooker = folder::look_into(&asked.data)?;
    let state = onlooker
        .state()
        .map_err(|error| folder::cannot_open(&asked.data, &error))?;
    let unit = coded(&state, &asked.unit)?;
    let number = asked.number;
    let found = of_unit(&state, unit)
        .into_iter()
        .find(|it| it.number == number)
        .ok_or_else(|| {
            CommandError::given(format!(
                "there is no election number {number} in the unit {:?}",
                asked.unit
            ))
        })?;
    match asked.format {
        Form::Text => write_whole(&found, out)?,
        Form::Json => json(&found, out)?,
    }
    Ok(Outcome::Clean)
}

fn json(it: &impl Serialize, out: &mut dyn Write) -> Result<(), CommandError> {
    serde_json::to_writer_pretty(&mut *out, it).map_err(std::io::Error::from)?;
    writeln!(out)?;
    Ok(())
}

fn coded(state: &State, code: &str) -> Result<UnitId, CommandError> {
    state
        .unit_by_code(code)
        .ok_or_else(|| CommandError::given(format!("there is no unit with the code {code:?}")))
}

#[derive(Debug, Serialize)]
struct Election {
    unit: String,
    number: u32,
    post: String,
    on: String,
    entitled: u32,
    ballots: u32,
    valid: u32,
    turnout_needed: Option<u32>,
    votes_needed: u32,
    nominees: Vec<Nominee>,
    /// Numbers of the people elected.
    elected: Vec<u32>,
    /// Whether the record was struck, so that nothing of it holds.
    struck: bool,
}

#[derive(Debug, Serialize)]
struct Nominee {
    person: u32,
    votes: u32,
    elected: bool,
}

/// The elections of a unit, the oldest first.
fn of_unit(state: &State, unit: UnitId) -> Vec<Election> {
    let code = state
        .unit(unit)
        .map_or_else(String::new, |it| it.code.to_owned());
    let post = |it: &Kept| {
        let row = state.charter().and_then(|charter| charter.post(it.post));
        row.map_or_else(String::new, |row| row.id.clone())
    };
    state
        .numbered_elections_in(unit)
        .into_iter()
        .map(|(number, it)| Election {
            unit: code.clone(),
            number,
            post: post(&it),
            on: it.on.to_string(),
            entitled: it.entitled,
            ballots: it.ballots,
            valid: it.valid,
            turnout_needed: it.turnout_needed,
            votes_needed: it.votes_needed,
            nominees: it
                .nominees
                .iter()
                .map(|nominee| Nominee {
                    person: nominee.person.0,
                    votes: nominee.votes,
                    elected: nominee.elected,
                })
                .collect(),
            elected: it.elected().map(|person| person.0).collect(),
            struck: state.election_struck(unit, number).is_some(),
        })
        .collect()
}

fn elected(it: &Election) -> String {
    if it.elected.is_empty() {
        return "nobody elected".to_owned();
    }
    let people: Vec<String> = it
        .elected
        .iter()
        .map(|person| format!("person {person}"))
        .collect();
    format!("{} elected", people.join(", "))
}

fn write_line(it: &Election, out: &mut dyn Write) -> std::io::Result<()> {
    writeln!(
        out,
        "{} {} {} {}: {}, {} of {} entitled voted{}",
        it.on,
        it.unit,
        it.number,
        it.post,
        elected(it),
        it.ballots,
        it.entitled,
        if it.struck { ", struck" } else { "" }
    )
}

fn write_whole(it: &Election, out: &mut dyn Write) -> std::io::Result<()> {
    write_line(it, out)?;
    writeln!(out, "valid: {} of {} ballots", it.valid, it.ballots)?;
    if let Some(needed) = it.turnout_needed {
        writeln!(out, "ballots needed: {needed}")?;
    }
    writeln!(out, "votes needed: {}", it.votes_needed)?;
    for nominee in &it.nominees {
        let elected = if nominee.elected { ", elected" } else { "" };
        writeln!(out, "person {}: {}{elected}", nominee.person, nominee.votes)?;
    }
    Ok(())
}
