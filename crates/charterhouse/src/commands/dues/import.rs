//! `charterhouse dues import`: a bank statement, line by line, and the
//! payments that come of it.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;
use clerk::{Clerk, Directory};
use jiff::civil::Date;
use kernel::dues::PayDues;
use kernel::{Actor, Command, State, UnitId};
use papers::bank::{BankLine, Columns, Fault, Finding, Flow, Matched, Payers, Statement, read};
use serde::Serialize;
use web::words::counted;

use crate::commands::{Form, Outcome};
use crate::error::CommandError;
use crate::folder;

/// What `dues import` takes.
#[derive(Debug, Args)]
#[command(after_help = "\
A line that holds the number of somebody who owes as much is certain and recorded. One that
names somebody who owes exactly that is a proposal: look at it with --dry-run, then record
the proposals too with --proposed. Everything else is told with its reason and left alone.
A line that was recorded before is known again, whichever file it comes in.

Exit code: 0 every line is settled, 1 some wait for somebody to look at them, 2 could not run.")]
pub(crate) struct Arguments {
    /// Data folder of the organisation
    #[arg(value_name = "DIR")]
    data: PathBuf,
    /// Statement of the bank: a table (CSV) or XML (camt.053)
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Code of the unit whose members pay, with everything beneath it
    #[arg(long, value_name = "CODE")]
    unit: String,
    /// Columns of a table that are not found by themselves: date=Booking date,amount=Amount
    #[arg(long, value_name = "NAMES", default_value = "")]
    columns: String,
    /// Record the proposals too, and not only what is certain
    #[arg(long)]
    proposed: bool,
    /// Show what would be recorded, and record nothing
    #[arg(long)]
    dry_run: bool,
    /// Form of the answer
    #[arg(long, value_enum, default_value_t = Form::Text)]
    format: Form,
}

/// Reads the statement and records what is certain.
///
/// # Errors
///
/// When the file cannot be read or is no statement, or the organisation does
/// not open, knows no dues, or has no such unit.
pub(super) fn run(arguments: &Arguments, out: &mut dyn Write) -> Result<Outcome, CommandError> {
    let columns = Columns::read(&arguments.columns)
        .map_err(|fault| CommandError::given(format!("--columns: {fault}")))?;
    let bytes = std::fs::read(&arguments.file).map_err(|error| {
        CommandError::failed(format!("reading {}", arguments.file.display()), &error)
    })?;
    let clerk = folder::open(&arguments.data)?;
    let today = clerk.clock().today();
    let (unit, statement) =
        clerk.read(|state, _| begin(arguments, state, (&bytes, &columns), today))??;
    let found =
        clerk.read(|state, directory| look(state, directory, (unit, today), &statement.lines))?;
    let mut rows = Vec::with_capacity(found.len());
    for (mut row, payment) in found {
        let wanted = row.certain || (row.proposed && arguments.proposed);
        if let Some(payment) = payment.filter(|_| wanted && !arguments.dry_run) {
            match record(&clerk, payment)? {
                Ok(()) => row.recorded = true,
                Err(why) => row.told = why,
            }
        }
        rows.push(row);
    }
    let answer = Answer {
        lines: rows,
        unread: statement
            .unread
            .into_iter()
            .map(|it| Unread {
                line: it.number,
                what: it.what,
            })
            .collect(),
    };
    match arguments.format {
        Form::Text => answer.write_text(out, arguments.dry_run)?,
        Form::Json => {
            serde_json::to_writer_pretty(&mut *out, &answer).map_err(std::io::Error::from)?;
            writeln!(out)?;
        }
    }
    let waits = |row: &Row| row.waits && !row.recorded;
    Ok(
        if answer.unread.is_empty() && !answer.lines.iter().any(waits) {
            Outcome::Clean
        } else {
            Outcome::Amiss
        },
    )
}

/// The unit that is meant and the statement as it was read.
fn begin(
    arguments: &Arguments,
    state: &State,
    (bytes, columns): (&[u8], &Columns),
    today: Date,
) -> Result<(UnitId, Statement), CommandError> {
    let code = &arguments.unit;
    let unit = state
        .unit_by_code(code)
        .ok_or_else(|| CommandError::given(format!("there is no unit with the code `{code}`")))?;
    let rule = state.dues_rule(today).ok_or_else(|| {
        CommandError::given("the charter of this organisation knows no dues")
            .hint("add a `[dues]` rule to it; see docs/charter-language.md")
    })?;
    let statement = read(bytes, columns, rule.currency).map_err(|fault| {
        let error = CommandError::given(format!("reading {}: {fault}", arguments.file.display()));
        match fault {
            Fault::NoColumns(_) | Fault::NoSuchColumn(_) => {
                error.hint("name them with --columns \"date=Booking date,amount=Amount\"")
            }
            _ => error.hint(fault.advice()),
        }
    })?;
    Ok((unit, statement))
}

/// What is found of each line, and the payment that could come of it.
fn look(
    state: &State,
    directory: &Directory,
    (unit, today): (UnitId, Date),
    lines: &[BankLine],
) -> Vec<(Row, Option<PayDues>)> {
    let by = (Actor::Operator, today);
    let payers = Payers::within(state, directory, by, unit);
    let matched = payers.matched(lines);
    let row = |it: &Matched<'_>| (Row::of(it, directory), it.payment(state, by));
    matched.iter().map(row).collect()
}

/// Records a payment, or says why it is not.
fn record(clerk: &Clerk, payment: PayDues) -> Result<Result<(), String>, CommandError> {
    let submission = folder::request(Command::from(payment))?;
    Ok(match clerk.submit(submission) {
        Ok(_) => Ok(()),
        Err(denial) => Err(denial.to_string()),
    })
}

#[derive(Debug, Serialize)]
struct Answer {
    lines: Vec<Row>,
    unread: Vec<Unread>,
}

#[derive(Debug, Serialize)]
struct Unread {
    line: u64,
    what: String,
}

/// A line of the bank, and what came of it.
#[derive(Debug, Serialize)]
struct Row {
    line: u64,
    booked: String,
    amount: String,
    incoming: bool,
    name: String,
    text: String,
    finding: &'static str,
    told: String,
    /// The code of whom it names.
    person: Option<String>,
    recorded: bool,
    #[serde(skip)]
    certain: bool,
    #[serde(skip)]
    proposed: bool,
    /// Whether somebody has to look at it.
    #[serde(skip)]
    waits: bool,
}

impl Row {
    fn of(it: &Matched<'_>, directory: &Directory) -> Row {
        let name = it.person.map(|person| directory.name(person));
        let card = it.person.and_then(|person| directory.card(person));
        Row {
            line: it.line.number,
            booked: it.line.booked.to_string(),
            amount: it.line.money.to_string(),
            incoming: it.line.flow == Flow::In,
            name: it.line.name.clone(),
            text: it.line.text.clone(),
            finding: it.finding.word(),
            told: it.told(name.as_deref().unwrap_or_default(), |on| on.to_string()),
            person: card.map(|card| card.code.clone()),
            recorded: false,
            certain: it.finding == Finding::Certain,
            proposed: it.finding == Finding::Proposed,
            waits: it.finding.is_payable(),
        }
    }
}

impl Answer {
    fn write_text(&self, out: &mut dyn Write, dry_run: bool) -> std::io::Result<()> {
        for row in &self.lines {
            let sign = if row.incoming { "" } else { "-" };
            let done = if row.recorded { "recorded: " } else { "" };
            writeln!(
                out,
                "line {}: {} {sign}{} {}: {done}{}",
                row.line, row.booked, row.amount, row.name, row.told
            )?;
        }
        for it in &self.unread {
            writeln!(out, "line {}: it cannot be read: {}", it.line, it.what)?;
        }
        let count = |fits: fn(&Row) -> bool| {
            u64::try_from(self.lines.iter().filter(|row| fits(row)).count()).unwrap_or(u64::MAX)
        };
        let recorded = count(|row| row.recorded);
        let waiting = count(|row| row.waits && !row.recorded);
        writeln!(
            out,
            "{}: {recorded} recorded, {waiting} for somebody to look at, {} that cannot be read",
            counted(count(|_| true), "line", "lines"),
            self.unread.len()
        )?;
        if dry_run {
            writeln!(out, "a dry run: nothing was changed")?;
        }
        Ok(())
    }
}
