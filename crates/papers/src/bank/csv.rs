//! Statements as tables in text. The lines above the one that names the
//! columns are the bank's own and passed over.

use charter::money::{Currency, Money};

use super::amounts::{Strokes, amount, day};
use super::layout::{Columns, Layout, Says};
use super::{BankLine, Fault, Flow, Read, tidied};

/// What may part columns.
const MARKS: [u8; 4] = [b';', b',', b'\t', b'|'];
/// So many lines are looked at for the names of columns.
const HEAD_LINES_MAX: usize = 40;
/// A field that is longer has a quotation mark that is never closed.
const FIELD_BYTES_MAX: usize = 4_000;

type Line = (u64, Vec<String>);

pub(super) fn read(text: &str, columns: &Columns, currency: Currency) -> Result<Read, Fault> {
    // The fewest columns that some line of some reading lacks.
    let mut lacking: Option<Vec<&str>> = None;
    for mark in MARKS {
        let lines = parted(text, mark)?;
        let head = || lines.iter().take(HEAD_LINES_MAX);
        let found = (0..)
            .zip(head())
            .find_map(|(at, (_, heads))| Some((at, Layout::of(heads, columns)?)));
        if let Some((at, layout)) = found {
            let lines: Vec<Line> = lines.into_iter().skip(at).skip(1).collect();
            return lines_of(&lines, &layout, currency);
        }
        let missing = head().map(|(_, heads)| columns.missing(heads));
        lacking = missing.chain(lacking).min_by_key(Vec::len);
    }
    if let Some(missing) = lacking.as_ref().and_then(|missing| missing.first()) {
        return Err(Fault::NoSuchColumn((*missing).to_owned()));
    }
    let first = text.lines().find(|line| !line.trim().is_empty());
    let beginning: String = tidied(first.unwrap_or_default()).chars().take(80).collect();
    Err(Fault::NoColumns(beginning))
}

/// The fields of every line that has any.
fn parted(text: &str, mark: u8) -> Result<Vec<Line>, Fault> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(mark)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut lines = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| Fault::Damaged {
            line: error.position().map_or(0, csv::Position::line),
            what: "it is no line of a table".to_owned(),
        })?;
        let number = record.position().map_or(0, csv::Position::line);
        let fields: Vec<String> = record.iter().map(str::to_owned).collect();
        if fields.iter().any(|field| !field.trim().is_empty()) {
            lines.push((number, fields));
        }
        if lines.len() > super::LINES_MAX.saturating_add(HEAD_LINES_MAX) {
            return Err(Fault::TooManyLines);
        }
    }
    Ok(lines)
}

fn lines_of(lines: &[Line], layout: &Layout, currency: Currency) -> Result<Read, Fault> {
    let days = lines
        .iter()
        .map(|(_, fields)| layout.field(fields, Says::Date));
    let strokes = Strokes::of(days);
    let mut read = Read::default();
    for (number, fields) in lines {
        if fields.iter().any(|field| field.len() > FIELD_BYTES_MAX) {
            return Err(Fault::Damaged {
                line: *number,
                what: "a quotation mark is opened here and not closed".to_owned(),
            });
        }
        match line_of(*number, fields, layout, (strokes, currency)) {
            Ok(line) => read.push(layout.field(fields, Says::Account), line),
            Err(what) => read.unread(*number, what),
        }
        if read.full() {
            return Err(Fault::TooManyLines);
        }
    }
    Ok(read)
}

fn line_of(
    number: u64,
    fields: &[String],
    layout: &Layout,
    (strokes, currency): (Strokes, Currency),
) -> Result<BankLine, String> {
    let said = |says| layout.field(fields, says);
    let date = said(Says::Date);
    let booked = day(date, strokes).ok_or_else(|| {
        format!(
            "`{}` is no day as in 2026-11-23 or 23.11.2026",
            tidied(date)
        )
    })?;
    let code = said(Says::Currency).to_uppercase();
    let code = if code == "€" {
        "EUR".to_owned()
    } else {
        code
    };
    let currency = if code.is_empty() {
        currency
    } else {
        Currency::named(&code).ok_or_else(|| format!("`{}` is no currency", tidied(&code)))?
    };
    let minor = signed(layout, fields, currency)?;
    let flow = if minor < 0 { Flow::Out } else { Flow::In };
    Ok(BankLine {
        number,
        booked,
        money: Money {
            minor: minor.saturating_abs(),
            currency,
        },
        flow,
        name: tidied(said(Says::Name)),
        text: tidied(said(Says::Text)),
        end_to_end: tidied(said(Says::EndToEnd)),
        reference: tidied(said(Says::Reference)),
        mark: String::new(),
    })
}

/// The amount of a line: below nought for what went out.
fn signed(layout: &Layout, fields: &[String], currency: Currency) -> Result<i64, String> {
    let read = |says| match layout.field(fields, says) {
        "" => Ok(None),
        text => amount(currency, text)
            .map(Some)
            .ok_or_else(|| format!("`{}` is no amount in {currency}", tidied(text))),
    };
    if let Some(minor) = read(Says::Amount)? {
        let side = layout.field(fields, Says::Side).to_lowercase();
        return match side.as_str() {
            "" => Ok(minor),
            "s" | "soll" | "d" | "dr" | "debit" | "dbit" => {
                Ok(minor.saturating_abs().saturating_neg())
            }
            "h" | "haben" | "c" | "cr" | "credit" | "crdt" => Ok(minor.saturating_abs()),
            other => Err(format!("`{}` says neither debit nor credit", tidied(other))),
        };
    }
    let came = read(Says::Credit)?.filter(|minor| *minor != 0);
    let went = read(Says::Debit)?.filter(|minor| *minor != 0);
    match (came, went) {
        (Some(came), None) => Ok(came.saturating_abs()),
        (None, Some(went)) => Ok(went.saturating_abs().saturating_neg()),
        (Some(_), Some(_)) => Err("it has an amount that came in and one that went out".to_owned()),
        (None, None) => Err("it has no amount".to_owned()),
    }
}
