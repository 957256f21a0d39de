//! `charterhouse dues list`: the list of a unit for a stretch of time, line by line.

use std::io::Write;

use clap::Args;
use kernel::reports::stretch_named;
use web::readings::{LineJson, ListJson};

use super::super::Outcome;
use crate::error::CommandError;
use crate::reading::Asked;

/// What `dues list` takes.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    asked: Asked,
    /// Code of the unit
    #[arg(long, value_name = "CODE")]
    unit: String,
    /// Stretch of time: a year, a month as in 2026-11, or a day in it [default: the newest list]
    #[arg(long, value_name = "P")]
    period: Option<String>,
    /// Code of whoever reads, with their rights [default: the operator]
    #[arg(long = "as", value_name = "CODE")]
    by: Option<String>,
}

/// Shows the list, even while a server has the folder.
pub(super) fn run(arguments: &Arguments, out: &mut dyn Write) -> Result<Outcome, CommandError> {
    let reading = arguments.asked.open()?;
    super::currency(&reading.state)?;
    let unit = reading.unit(&arguments.unit)?;
    let dues = reading.charter()?.dues.as_ref();
    let named = dues.zip(arguments.period.as_deref()).map(|(rule, period)| {
        stretch_named(rule.every, period, reading.today)
            .map_err(|none| CommandError::given(format!("--period of the {}: {none}", rule.title)))
    });
    let directory = reading.directory()?;
    let reader = reading.reader(&directory, arguments.by.as_deref())?;
    let list = reader.dues_list(unit, named.transpose()?).map_err(|_| {
        let code = &arguments.unit;
        CommandError::given(format!(
            "{code} has no list of that, or not for whoever reads"
        ))
        .hint(format!(
            "`charterhouse list DIR lists --unit {code}` names the lists there are"
        ))
    })?;
    arguments.asked.answer(&list, out, |out| tell(&list, out))
}

fn tell(it: &ListJson, out: &mut dyn Write) -> std::io::Result<()> {
    writeln!(
        out,
        "{} {}, due by {}: {} people, {} charged, {} paid, {} open, in {}",
        it.unit.code, it.period.0, it.due.0, it.people, it.charged, it.paid, it.open, it.currency
    )?;
    for line in it.lines.iter().flatten() {
        writeln!(
            out,
            "  {}: {} charged, {} paid, {} waived, {} open",
            who(line),
            line.charged,
            line.paid,
            line.waived,
            line.open
        )?;
    }
    Ok(())
}

fn who(line: &LineJson) -> String {
    match &line.person_code {
        Some(code) => code.clone(),
        None => format!("person {}", line.person),
    }
}
