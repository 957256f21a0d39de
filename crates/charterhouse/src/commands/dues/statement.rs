//! `charterhouse dues books` and `dues statement`: what a unit has, spent and handed up, and what
//! was posted of a unit, or written down of a member, over some days.

use std::io::Write;
use std::path::{Path, PathBuf};

use charter::money::Currency;
use clap::Args;
use clerk::Onlooker;
use jiff::civil::Date;
use kernel::dues::{Account, Balances, Posted, Posting};
use kernel::{DocumentId, PersonId, State, UnitId};
use serde::Serialize;

use crate::commands::{Form, Outcome};
use crate::error::CommandError;
use crate::folder;

/// What `dues books` takes.
#[derive(Debug, Args)]
pub(super) struct BooksArguments {
    /// Data folder of the organisation
    #[arg(value_name = "DIR")]
    data: PathBuf,
    /// Code of the unit
    #[arg(long, value_name = "CODE")]
    unit: String,
    /// Form of the answer
    #[arg(long, value_enum, default_value_t = Form::Text)]
    format: Form,
}

/// What `dues statement` takes.
#[derive(Debug, Args)]
pub(super) struct StatementArguments {
    /// Data folder of the organisation
    #[arg(value_name = "DIR")]
    data: PathBuf,
    /// Code of a unit: every posting, and what its accounts stood at before and after
    #[arg(
        long,
        value_name = "CODE",
        required_unless_present = "member",
        conflicts_with = "member"
    )]
    unit: Option<String>,
    /// Code of a member: what they were charged and paid
    #[arg(long, value_name = "CODE")]
    member: Option<String>,
    /// First day [default: the first there is]
    #[arg(long, value_name = "DATE")]
    from: Option<Date>,
    /// Last day [default: the last there is]
    #[arg(long, value_name = "DATE")]
    to: Option<Date>,
    /// Form of the answer
    #[arg(long, value_enum, default_value_t = Form::Text)]
    format: Form,
}

/// An organisation with dues, looked into.
struct Looked {
    onlooker: Onlooker,
    state: State,
    currency: Currency,
}

impl Looked {
    fn at(data: &Path) -> Result<Looked, CommandError> {
        let onlooker = folder::look_into(data)?;
        let state = onlooker
            .state()
            .map_err(|error| folder::cannot_open(data, &error))?;
        let currency = super::currency(&state)?;
        Ok(Looked {
            onlooker,
            state,
            currency,
        })
    }

    fn unit(&self, code: &str) -> Result<UnitId, CommandError> {
        self.state
            .unit_by_code(code)
            .ok_or_else(|| CommandError::given(format!("there is no unit with the code `{code}`")))
    }

    fn code(&self, unit: UnitId) -> String {
        let found = self.state.unit(unit);
        found.map_or_else(String::new, |it| it.code.to_owned())
    }

    fn decimal(&self, minor: i64) -> String {
        self.currency.decimal(minor)
    }

    /// What somebody wrote; none where it is erased or cannot be read.
    fn text(&self, document: DocumentId) -> Option<String> {
        self.onlooker.text(document).ok().flatten()
    }
}

#[derive(Debug, Serialize)]
struct Books {
    unit: String,
    currency: String,
    accounts: Vec<AccountRow>,
    to_hand_up: Vec<PartRow>,
    outlays: Vec<OutlayRow>,
}

#[derive(Debug, Serialize)]
struct AccountRow {
    account: &'static str,
    balance: String,
}

#[derive(Debug, Serialize)]
struct PartRow {
    to: String,
    amount: String,
}

#[derive(Debug, Serialize)]
struct OutlayRow {
    number: u32,
    on: String,
    what: &'static str,
    amount: String,
    purpose: Option<String>,
    struck: Option<String>,
    reason: Option<String>,
}

/// Shows the books of a unit as they stand.
pub(super) fn books(
    arguments: &BooksArguments,
    out: &mut dyn Write,
) -> Result<Outcome, CommandError> {
    let it = Looked::at(&arguments.data)?;
    let unit = it.unit(&arguments.unit)?;
    let balances = it.state.balances(unit);
    let outlays = it.state.outlays(unit).into_iter().map(|outlay| {
        let (struck, reason) = outlay.struck.unzip();
        OutlayRow {
            number: outlay.number,
            on: outlay.on.to_string(),
            what: if outlay.purpose.is_some() {
                "expense"
            } else {
                "remittance"
            },
            amount: it.decimal(outlay.minor),
            purpose: outlay.purpose.and_then(|text| it.text(text)),
            struck: struck.map(|on| on.to_string()),
            reason: reason.flatten().and_then(|text| it.text(text)),
        }
    });
    let books = Books {
        unit: it.code(unit),
        currency: it.currency.to_string(),
        accounts: Account::ALL
            .into_iter()
            .map(|account| AccountRow {
                account: account.word(),
                balance: it.decimal(balances.of(account)),
            })
            .collect(),
        to_hand_up: it
            .state
            .to_hand_up(unit)
            .into_iter()
            .map(|(to, minor)| PartRow {
                to: it.code(to),
                amount: it.decimal(minor),
            })
            .collect(),
        outlays: outlays.collect(),
    };
    match arguments.format {
        Form::Json => json(&books, out)?,
        Form::Text => write_books(&books, out)?,
    }
    Ok(Outcome::Clean)
}

fn json(shown: &impl Serialize, out: &mut dyn Write) -> Result<(), CommandError> {
    serde_json::to_writer_pretty(&mut *out, shown).map_err(std::io::Error::from)?;
    Ok(writeln!(out)?)
}

fn write_books(books: &Books, out: &mut dyn Write) -> std::io::Result<()> {
    writeln!(out, "{}, amounts in {}", books.unit, books.currency)?;
    for it in &books.accounts {
        writeln!(out, "{:<10} {:>12}", it.account, it.balance)?;
    }
    for it in &books.to_hand_up {
        writeln!(out, "to hand up to {}: {}", it.to, it.amount)?;
    }
    for it in &books.outlays {
        let purpose = it.purpose.as_ref().map(|text| format!(" for {text}"));
        let struck = it.struck.as_ref().map(|on| {
            let reason = it.reason.as_ref().map(|text| format!(": {text}"));
            format!(", struck on {on}{}", reason.unwrap_or_default())
        });
        writeln!(
            out,
            "No. {} {} {} {}{}{}",
            it.number,
            it.on,
            it.what,
            it.amount,
            purpose.unwrap_or_default(),
            struck.unwrap_or_default()
        )?;
    }
    Ok(())
}

/// Shows what was posted of a unit, or written down of a member, over some days.
pub(super) fn statement(
    arguments: &StatementArguments,
    out: &mut dyn Write,
) -> Result<Outcome, CommandError> {
    let it = Looked::at(&arguments.data)?;
    let days = (arguments.from, arguments.to);
    match (&arguments.unit, &arguments.member) {
        (Some(code), _) => {
            let shown = of_unit(&it, it.unit(code)?, days);
            match arguments.format {
                Form::Json => json(&shown, out)?,
                Form::Text => write_unit(&shown, out)?,
            }
        }
        (None, member) => {
            let code = member.as_deref().unwrap_or_default();
            let shown = of_member(&it, code, person(&it, arguments, code)?, days);
            match arguments.format {
                Form::Json => json(&shown, out)?,
                Form::Text => write_member(&shown, out)?,
            }
        }
    }
    Ok(Outcome::Clean)
}

/// The member with a code, or with the number behind `person:`.
fn person(
    it: &Looked,
    arguments: &StatementArguments,
    code: &str,
) -> Result<PersonId, CommandError> {
    let number = code.strip_prefix("person:");
    if let Some(number) = number.and_then(|number| number.parse().ok()) {
        let known = number < it.state.person_count();
        return known.then_some(PersonId(number)).ok_or_else(|| {
            CommandError::given(format!("there is nobody with the number {number}"))
        });
    }
    let directory = it
        .onlooker
        .directory()
        .map_err(|error| folder::cannot_open(&arguments.data, &error))?;
    directory.person(code).ok_or_else(|| {
        CommandError::given(format!("there is nobody with the code `{code}`"))
            .hint("whoever left is asked for as `person:NUMBER`")
    })
}

#[derive(Debug, Serialize)]
struct UnitStatement {
    unit: String,
    currency: String,
    accounts: Vec<MovedRow>,
    postings: Vec<PostingRow>,
}

#[derive(Debug, Serialize)]
struct MovedRow {
    account: &'static str,
    before: String,
    after: String,
}

#[derive(Debug, Serialize)]
struct PostingRow {
    number: Option<u32>,
    on: String,
    what: &'static str,
    person: Option<u32>,
    period: Option<String>,
    unit: Option<String>,
    text: Option<String>,
    struck_by: Option<u32>,
    moves: Vec<MoveRow>,
}

#[derive(Debug, Serialize)]
struct MoveRow {
    from: &'static str,
    to: &'static str,
    amount: String,
}

fn of_unit(it: &Looked, unit: UnitId, (from, to): (Option<Date>, Option<Date>)) -> UnitStatement {
    let ledger = it.state.ledger(unit, from, to);
    let moved = |before: &Balances, after: &Balances| {
        let of = |account: Account| MovedRow {
            account: account.word(),
            before: it.decimal(before.of(account)),
            after: it.decimal(after.of(account)),
        };
        Account::ALL.into_iter().map(of).collect()
    };
    UnitStatement {
        unit: it.code(unit),
        currency: it.currency.to_string(),
        accounts: moved(&ledger.before, &ledger.after),
        postings: ledger.postings.iter().map(|row| posting(it, row)).collect(),
    }
}

fn posting(it: &Looked, row: &Posting) -> PostingRow {
    let whose = row.what.whose();
    let (period, unit, written) = match row.what {
        Posted::Listed(period) => (Some(period), None, None),
        Posted::Spent(purpose) => (None, None, Some(purpose)),
        Posted::Passed(unit)
        | Posted::ReckonedBeneath(unit)
        | Posted::RemittedBeneath(unit)
        | Posted::StruckBeneath(unit) => (None, Some(unit), None),
        _ => (whose.map(|whose| whose.period), None, None),
    };
    let moves = row.moves.iter().map(|moved| MoveRow {
        from: moved.from.word(),
        to: moved.to.word(),
        amount: it.decimal(moved.minor),
    });
    PostingRow {
        number: row.number,
        on: row.on.to_string(),
        what: row.what.word(),
        person: whose.map(|whose| whose.person.0),
        period: period.map(|period| period.to_string()),
        unit: unit.map(|unit| it.code(unit)),
        text: written.or(row.reason).and_then(|text| it.text(text)),
        struck_by: row.struck,
        moves: moves.collect(),
    }
}

fn write_unit(shown: &UnitStatement, out: &mut dyn Write) -> std::io::Result<()> {
    writeln!(out, "{}, amounts in {}", shown.unit, shown.currency)?;
    for row in &shown.postings {
        let number = row.number.map(|number| format!("No. {number} "));
        let text = row.text.as_ref().map(|text| format!(" ({text})"));
        let struck = row.struck_by.map(|by| format!(", struck by No. {by}"));
        for moved in &row.moves {
            writeln!(
                out,
                "{} {}{}{}{}: {} from {} to {}",
                row.on,
                number.as_deref().unwrap_or_default(),
                row.what,
                text.as_deref().unwrap_or_default(),
                struck.as_deref().unwrap_or_default(),
                moved.amount,
                moved.from,
                moved.to
            )?;
        }
    }
    for row in &shown.accounts {
        writeln!(
            out,
            "{:<10} {:>12} before {:>12} after",
            row.account, row.before, row.after
        )?;
    }
    Ok(())
}

#[derive(Debug, Serialize)]
struct MemberStatement {
    member: String,
    currency: String,
    open: String,
    charges: Vec<ChargeRow>,
    payments: Vec<PaymentRow>,
}

#[derive(Debug, Serialize)]
struct ChargeRow {
    unit: String,
    period: String,
    due: String,
    charged: String,
    paid: String,
    waived: String,
    open: String,
}

#[derive(Debug, Serialize)]
struct PaymentRow {
    what: &'static str,
    period: String,
    on: String,
    amount: String,
    reason: Option<String>,
}

fn of_member(
    it: &Looked,
    code: &str,
    person: PersonId,
    (from, to): (Option<Date>, Option<Date>),
) -> MemberStatement {
    let within = |day: Date| from.is_none_or(|from| from <= day) && to.is_none_or(|to| day <= to);
    let statement = it.state.dues_statement(person);
    let charges = statement.entries.iter().filter(|row| within(row.period));
    let payments = statement.payments.iter().filter(|row| within(row.on));
    MemberStatement {
        member: code.to_owned(),
        currency: it.currency.to_string(),
        open: it.decimal(statement.open),
        charges: charges
            .map(|row| ChargeRow {
                unit: it.code(row.unit),
                period: row.period.to_string(),
                due: row.due.to_string(),
                charged: it.decimal(row.charged),
                paid: it.decimal(row.paid),
                waived: it.decimal(row.waived),
                open: it.decimal(row.open),
            })
            .collect(),
        payments: payments
            .map(|row| PaymentRow {
                what: row.what.word(),
                period: row.period.to_string(),
                on: row.on.to_string(),
                amount: it.decimal(row.amount),
                reason: row.reason.and_then(|text| it.text(text)),
            })
            .collect(),
    }
}

fn write_member(shown: &MemberStatement, out: &mut dyn Write) -> std::io::Result<()> {
    writeln!(
        out,
        "{}: {} {} open",
        shown.member, shown.open, shown.currency
    )?;
    for row in &shown.charges {
        writeln!(
            out,
            "{} {}: {} charged, {} paid, {} waived, {} open",
            row.period, row.unit, row.charged, row.paid, row.waived, row.open
        )?;
    }
    for row in &shown.payments {
        let reason = row.reason.as_ref().map(|text| format!(" ({text})"));
        writeln!(
            out,
            "{} {} {} for {}{}",
            row.on,
            row.what,
            row.amount,
            row.period,
            reason.unwrap_or_default()
        )?;
    }
    Ok(())
}
