//! `charterhouse due`: what is due, from whom and by when.

use std::io::Write;

use clap::Args;
use web::readings::DueJson;

use super::Outcome;
use crate::error::CommandError;
use crate::reading::Asked;

/// What `due` takes.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    asked: Asked,
    /// Code of the unit from which it is due
    #[arg(long, value_name = "CODE", conflicts_with = "person")]
    unit: Option<String>,
    /// Code of the person whose home page would show it [default: every unit]
    #[arg(long, value_name = "CODE")]
    person: Option<String>,
}

/// Lists what is due, the most urgent first, even while a server has the folder.
///
/// # Errors
///
/// When the organisation does not open, or has no such unit or person.
pub(crate) fn run(arguments: &Arguments, out: &mut dyn Write) -> Result<Outcome, CommandError> {
    let reading = arguments.asked.open()?;
    let directory = reading.directory()?;
    let reader = reading.reader(&directory, arguments.person.as_deref())?;
    let due = match (&arguments.unit, &arguments.person) {
        (Some(code), _) => reader.due(Some(reading.unit(code)?)),
        (None, Some(_)) => reader.due(None),
        (None, None) => {
            let units = reading.state.standing_units();
            let mut due: Vec<DueJson> = units.flat_map(|unit| reader.due(Some(unit))).collect();
            due.sort_by_key(|it| (it.by.is_none(), it.by.map(|by| by.0)));
            due
        }
    };
    arguments.asked.answer(&due, out, |out| {
        if due.is_empty() {
            return writeln!(out, "nothing is due");
        }
        due.iter().try_for_each(|it| tell(it, out))
    })
}

fn tell(it: &DueJson, out: &mut dyn Write) -> std::io::Result<()> {
    let by = it
        .by
        .map_or_else(|| "at any time".to_owned(), |by| by.0.to_string());
    let unit = &it.unit;
    write!(out, "{by:<11} {} {}: {}", unit.code, unit.name, it.message)?;
    if let Some(code) = &it.person_code {
        write!(out, ", {code}")?;
    }
    match &it.article {
        Some(article) => writeln!(out, " (Article {})", article.number),
        None => writeln!(out),
    }
}
