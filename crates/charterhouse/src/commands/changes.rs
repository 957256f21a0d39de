//! `charterhouse changes`: what changed in a unit between two days.

use std::io::Write;

use clap::Args;
use jiff::civil::Date;
use web::readings::ChangesJson;

use super::Outcome;
use crate::error::CommandError;
use crate::reading::Asked;

/// What `changes` takes.
#[derive(Debug, Args)]
#[command(
    after_help = "Counted from the end of one day to the end of the other, in the unit and in everything beneath it."
)]
pub(crate) struct Arguments {
    #[command(flatten)]
    asked: Asked,
    /// Code of the unit
    #[arg(long, value_name = "CODE")]
    unit: String,
    /// Day behind whose end it begins [default: a year before the other]
    #[arg(long, value_name = "DATE")]
    since: Option<Date>,
    /// Day at whose end it ends [default: today]
    #[arg(long, value_name = "DATE")]
    to: Option<Date>,
    /// Only changes of this kind, as the counts name it
    #[arg(
        long,
        value_name = "KIND",
        default_value = "",
        hide_default_value = true
    )]
    kind: String,
    /// Code of whoever reads, with their rights [default: the operator]
    #[arg(long = "as", value_name = "CODE")]
    by: Option<String>,
}

/// Tells what changed, even while a server has the folder.
///
/// # Errors
///
/// When the organisation does not open, has no such unit, or the days or the kind cannot be.
pub(crate) fn run(arguments: &Arguments, out: &mut dyn Write) -> Result<Outcome, CommandError> {
    let reading = arguments.asked.open()?;
    let unit = reading.unit(&arguments.unit)?;
    let past = reading.past()?;
    let directory = reading.directory()?;
    let reader = reading.reader(&directory, arguments.by.as_deref())?;
    let days = (arguments.since, arguments.to);
    let changes = reader
        .changes(&past, unit, days, &arguments.kind)
        .map_err(|why| CommandError::given(why.to_string()))?;
    arguments
        .asked
        .answer(&changes, out, |out| tell(&changes, out))
}

fn tell(it: &ChangesJson, out: &mut dyn Write) -> std::io::Result<()> {
    let counts = it.counts.iter();
    let counts: Vec<String> = counts
        .map(|(kind, count)| format!("{kind} {count}"))
        .collect();
    let counts = match counts.is_empty() {
        true => "nothing changed".to_owned(),
        false => counts.join(", "),
    };
    writeln!(out, "{} to {}: {counts}", it.since.0, it.to.0)?;
    if !it.people_read {
        writeln!(
            out,
            "who came and went is not read for so many units: ask for one beneath"
        )?;
    }
    for change in &it.changes {
        let unit = change.unit_code.as_deref().unwrap_or_default();
        let person = change.person_code.as_deref();
        let person = person.map(|code| format!(", {code}")).unwrap_or_default();
        writeln!(
            out,
            "{} {unit} {}: {}{person}",
            change.on.0, change.kind, change.says
        )?;
    }
    Ok(())
}
