//! `charterhouse dues`: the books of an organisation, and what a bank says of them.

mod import;
mod list;
mod statement;

use std::io::Write;
use std::path::PathBuf;

use charter::money::Currency;
use clap::{Args, Subcommand};
use kernel::dues::{Account, Balances};
use kernel::{State, UnitId};
use serde::Serialize;

use super::{Form, Outcome};
use crate::error::CommandError;
use crate::folder;

/// What `dues` takes.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Show what the books of each unit come to: nought, if they balance
    Balance(BalanceArguments),
    /// Show the books of a unit: accounts, expenses, what was and is to be handed up
    Books(statement::BooksArguments),
    /// Show the list of a unit for a stretch of time: who was charged what, and what is paid
    List(list::Arguments),
    /// Show every posting of a unit, or what a member was charged and paid, over some days
    Statement(statement::StatementArguments),
    /// Read a bank statement and record what its lines pay of the dues
    Import(import::Arguments),
}

#[derive(Debug, Args)]
#[command(after_help = "Exit code: 0 the books balance, 1 they do not, 2 could not run.")]
struct BalanceArguments {
    /// Data folder of the organisation
    #[arg(value_name = "DIR")]
    data: PathBuf,
    /// Code of a unit: its books and those of everything beneath it [default: all units]
    #[arg(long, value_name = "CODE")]
    unit: Option<String>,
    /// Form of the answer
    #[arg(long, value_enum, default_value_t = Form::Text)]
    format: Form,
}

/// Does what is asked.
///
/// # Errors
///
/// When the organisation does not open, knows no dues, or has no such unit.
pub(crate) fn run(arguments: &Arguments, out: &mut dyn Write) -> Result<Outcome, CommandError> {
    match &arguments.action {
        Action::Balance(arguments) => balance(arguments, out),
        Action::Books(arguments) => statement::books(arguments, out),
        Action::List(arguments) => list::run(arguments, out),
        Action::Statement(arguments) => statement::statement(arguments, out),
        Action::Import(arguments) => import::run(arguments, out),
    }
}

/// Shows the books, even while a server has the folder.
fn balance(arguments: &BalanceArguments, out: &mut dyn Write) -> Result<Outcome, CommandError> {
    let state = folder::look_into(&arguments.data)?
        .state()
        .map_err(|error| folder::cannot_open(&arguments.data, &error))?;
    let currency = currency(&state)?;
    let units: Vec<UnitId> = match &arguments.unit {
        Some(code) => {
            let unit = state.unit_by_code(code).ok_or_else(|| {
                CommandError::given(format!("there is no unit with the code `{code}`"))
            })?;
            state.units_within(unit)
        }
        None => standing_or_with_books(&state),
    };
    let books = Books {
        state: &state,
        currency,
        units,
    };
    match arguments.format {
        Form::Text => books.write_text(out)?,
        Form::Json => {
            let sheet = books.sheet();
            serde_json::to_writer_pretty(&mut *out, &sheet).map_err(std::io::Error::from)?;
            writeln!(out)?;
        }
    }
    let balanced = |unit: &UnitId| state.trial_balance(*unit) == 0;
    Ok(if books.units.iter().all(balanced) {
        Outcome::Clean
    } else {
        Outcome::Amiss
    })
}

/// The currency of the dues.
fn currency(state: &State) -> Result<Currency, CommandError> {
    let dues = state.charter().and_then(|charter| charter.dues.as_ref());
    dues.map(|rule| rule.currency).ok_or_else(|| {
        CommandError::given("the charter of this organisation knows no dues")
            .hint("add a `[dues]` rule to it; see docs/charter-language.md")
    })
}

/// Units that stand, and those that ended and had money.
fn standing_or_with_books(state: &State) -> Vec<UnitId> {
    let mut units: Vec<UnitId> = state
        .standing_units()
        .chain(state.units_with_books())
        .collect();
    units.sort_unstable();
    units.dedup();
    units
}

/// The books of some units.
struct Books<'a> {
    state: &'a State,
    currency: Currency,
    units: Vec<UnitId>,
}

#[derive(Debug, Serialize)]
struct Sheet<'a> {
    currency: String,
    units: Vec<Row<'a>>,
    total: String,
}

/// What the accounts of one unit come to.
#[derive(Debug, Serialize)]
struct Row<'a> {
    code: &'a str,
    balance: String,
}

impl Books<'_> {
    fn code(&self, unit: UnitId) -> &str {
        self.state.unit(unit).map_or("", |it| it.code)
    }

    fn sheet(&self) -> Sheet<'_> {
        let balances = self
            .units
            .iter()
            .map(|unit| self.state.trial_balance(*unit));
        let total = balances.fold(0_i64, i64::saturating_add);
        let rows = self.units.iter().map(|unit| Row {
            code: self.code(*unit),
            balance: self.currency.decimal(self.state.trial_balance(*unit)),
        });
        Sheet {
            currency: self.currency.to_string(),
            units: rows.collect(),
            total: self.currency.decimal(total),
        }
    }

    /// Every account of the units that have books, and what they come to.
    fn write_text(&self, out: &mut dyn Write) -> std::io::Result<()> {
        let heads: Vec<&str> = Account::ALL.iter().map(|it| it.word()).collect();
        let mut rows = vec![row(
            "unit",
            heads.iter().map(|head| (*head).to_owned()),
            "all",
        )];
        let mut all = [0_i64; Account::ALL.len()];
        for unit in &self.units {
            let books = self.state.balances(*unit);
            if books == Balances::default() {
                continue;
            }
            for (sum, account) in all.iter_mut().zip(Account::ALL) {
                *sum = sum.saturating_add(books.of(account));
            }
            let amounts = Account::ALL.map(|account| self.currency.decimal(books.of(account)));
            let sum = self.currency.decimal(books.sum());
            rows.push(row(self.code(*unit), amounts, &sum));
        }
        let sum = self.currency.decimal(all.iter().sum());
        let amounts = all.map(|minor| self.currency.decimal(minor));
        rows.push(row("all", amounts, &sum));
        writeln!(out, "Amounts in {}", self.currency)?;
        let widths: Vec<usize> = (0..heads.len().saturating_add(2))
            .map(|column| {
                let fields = rows.iter().filter_map(|row| row.get(column));
                fields.map(|field| field.chars().count()).max().unwrap_or(0)
            })
            .collect();
        for row in rows {
            let mut line = String::new();
            for (at, (field, width)) in row.iter().zip(&widths).enumerate() {
                let field = if at == 0 {
                    format!("{field:<width$}")
                } else {
                    format!("  {field:>width$}")
                };
                line.push_str(&field);
            }
            writeln!(out, "{}", line.trim_end())?;
        }
        Ok(())
    }
}

fn row(first: &str, amounts: impl IntoIterator<Item = String>, last: &str) -> Vec<String> {
    let mut row = vec![first.to_owned()];
    row.extend(amounts);
    row.push(last.to_owned());
    row
}
