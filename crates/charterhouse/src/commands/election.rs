//! `charterhouse election`: the elections on record, with their figures and the
//! verdict of the rule.

use std::io::Write;
use std::path::PathBuf;

use clap::{Args, Subcommand};
use kernel::UnitId;
use kernel::posts::Election as Kept;
use serde::Serialize;

use super::{Form, Outcome};
use crate::error::CommandError;
use crate::reading::{Named, Reading};

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
    let reading = Reading::of(&asked.data)?;
    let state = &reading.state;
    let within = match &asked.unit {
        Some(code) => Some(reading.unit(code)?),
        None => state.top_unit(),
    };
    let mut units = within.map_or_else(Vec::new, |within| state.units_within(within));
    units.sort_unstable();
    let mut all = Vec::new();
    for unit in units {
        all.append(&mut of_unit(&reading, unit)?);
    }
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
    let reading = Reading::of(&asked.data)?;
    let unit = reading.unit(&asked.unit)?;
    let number = asked.number;
    let found = of_unit(&reading, unit)?
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
    /// Their codes, in the same order; nothing of whom nothing is kept.
    elected_codes: Vec<Option<String>>,
    /// Whether the record was struck, so that nothing of it holds.
    struck: bool,
}

#[derive(Debug, Serialize)]
struct Nominee {
    #[serde(flatten)]
    who: Named,
    votes: u32,
    elected: bool,
}

/// The elections of a unit, the oldest first.
fn of_unit(reading: &Reading, unit: UnitId) -> Result<Vec<Election>, CommandError> {
    let numbered = reading.state.numbered_elections_in(unit).into_iter();
    numbered
        .map(|(number, it)| told(reading, number, &it))
        .collect()
}

fn told(reading: &Reading, number: u32, it: &Kept) -> Result<Election, CommandError> {
    let state = &reading.state;
    let row = state.charter().and_then(|charter| charter.post(it.post));
    let nominees = it.nominees.iter().map(|nominee| {
        Ok(Nominee {
            who: Named::of(reading, nominee.person)?,
            votes: nominee.votes,
            elected: nominee.elected,
        })
    });
    let nominees: Vec<Nominee> = nominees.collect::<Result<_, CommandError>>()?;
    let elected = || nominees.iter().filter(|nominee| nominee.elected);
    Ok(Election {
        unit: state
            .unit(it.unit)
            .map_or_else(String::new, |unit| unit.code.to_owned()),
        number,
        post: row.map_or_else(String::new, |row| row.id.clone()),
        on: it.on.to_string(),
        entitled: it.entitled,
        ballots: it.ballots,
        valid: it.valid,
        turnout_needed: it.turnout_needed,
        votes_needed: it.votes_needed,
        elected: elected().map(|it| it.who.person).collect(),
        elected_codes: elected().map(|it| it.who.person_code.clone()).collect(),
        struck: state.election_struck(it.unit, number).is_some(),
        nominees,
    })
}

fn elected(it: &Election) -> String {
    if it.elected.is_empty() {
        return "nobody elected".to_owned();
    }
    let elected = it.nominees.iter().filter(|nominee| nominee.elected);
    let people: Vec<String> = elected.map(|nominee| nominee.who.words()).collect();
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
        writeln!(out, "{}: {}{elected}", nominee.who.words(), nominee.votes)?;
    }
    Ok(())
}
