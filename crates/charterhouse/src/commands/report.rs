//! `charterhouse report`: what the returns of a stretch of time come to, unit by
//! unit, and whose are missing.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::PathBuf;

use charter::{Charter, FieldKind, ReportId, ReportRule};
use clap::{Args, Subcommand};
use clerk::Clock;
use jiff::civil::Date;
use kernel::meetings::period_of;
use kernel::reports::{Both, DaysOf, Sum, Sums, Value, stretch_code, stretch_named};
use kernel::{State, UnitId};
use serde::Serialize;

use super::{Form, Outcome};
use crate::error::CommandError;
use crate::folder;
use crate::reading::{Asked, Reading};

/// What `report` takes.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Show what a report comes to for a stretch of time, unit by unit
    Show(Show),
    /// Show what one unit filed, field by field
    Return(Return),
}

/// What `report return` takes.
#[derive(Debug, Args)]
struct Return {
    #[command(flatten)]
    asked: Asked,
    /// Identifier of the report, as the charter has it
    #[arg(value_name = "REPORT")]
    report: String,
    /// The stretch of time: a year, a month as in 2026-11, or a day in it
    #[arg(long, value_name = "P")]
    period: String,
    /// Code of the unit
    #[arg(long, value_name = "CODE")]
    unit: String,
}

/// What `report show` takes.
#[derive(Debug, Args)]
struct Show {
    /// Data folder of the organisation
    #[arg(value_name = "DIR")]
    data: PathBuf,
    /// Identifier of the report, as the charter has it
    #[arg(value_name = "REPORT")]
    report: String,
    /// The stretch of time: a year, a month as in 2026-11, or a day in it
    #[arg(long, value_name = "P")]
    period: String,
    /// Code of the unit whose part is shown [default: the top]
    #[arg(long, value_name = "CODE")]
    unit: Option<String>,
    /// Form of the answer
    #[arg(long, value_enum, default_value_t = Form::Text)]
    format: Form,
}

/// Shows the sums, even while a server has the folder.
///
/// # Errors
///
/// When the organisation does not open, or has no such report, unit or stretch of time.
pub(crate) fn run(arguments: &Arguments, out: &mut dyn Write) -> Result<Outcome, CommandError> {
    let asked = match &arguments.what {
        What::Show(asked) => asked,
        What::Return(asked) => return filed(asked, out),
    };
    let state = folder::look_into(&asked.data)?
        .state()
        .map_err(|error| folder::cannot_open(&asked.data, &error))?;
    let charter = folder::charter_on(&state, Clock::System.today())?;
    let rolled = rolled_up(&state, charter, asked)?;
    match asked.format {
        Form::Text => rolled.write_text(out)?,
        Form::Json => {
            serde_json::to_writer_pretty(&mut *out, &rolled).map_err(io::Error::from)?;
            writeln!(out)?;
        }
    }
    Ok(Outcome::Clean)
}

/// What a report comes to.
#[derive(Debug, Serialize)]
struct RolledUp {
    report: String,
    #[serde(skip)]
    title: String,
    period: String,
    due: String,
    cut_off: String,
    unit: UnitInWords,
    /// As it is, with what came after the cut-off.
    now: SumsInWords,
    /// As it was on the day of the cut-off.
    struck: SumsInWords,
    units: Vec<UnitSums>,
    /// Units whose return is missing.
    missing: Vec<UnitInWords>,
}

#[derive(Debug, Serialize)]
struct UnitInWords {
    code: String,
    name: String,
}

#[derive(Debug, Serialize)]
struct UnitSums {
    #[serde(flatten)]
    unit: UnitInWords,
    #[serde(flatten)]
    now: SumsInWords,
}

#[derive(Debug, Serialize)]
struct SumsInWords {
    owed: u32,
    filed: u32,
    late: u32,
    corrected: u32,
    fields: BTreeMap<String, serde_json::Value>,
}

impl SumsInWords {
    fn of(rule: &ReportRule, it: &Sums) -> SumsInWords {
        let fields = rule.fields.iter().zip(&it.fields);
        let fields = fields.map(|(field, sum)| {
            let value = match sum {
                Sum::Number(number) => (*number).into(),
                Sum::Choices(counts) => counts.clone().into(),
                Sum::Texts(count) => (*count).into(),
            };
            (field.id.clone(), value)
        });
        SumsInWords {
            owed: it.owed,
            filed: it.filed,
            late: it.late,
            corrected: it.corrected,
            fields: fields.collect(),
        }
    }

    fn words(&self) -> String {
        let mut words = format!("{} of {} filed", self.filed, self.owed);
        if self.late > 0 {
            words.push_str(&format!(", {} late", self.late));
        }
        for (field, value) in &self.fields {
            words.push_str(&format!(", {field} {value}"));
        }
        words
    }
}

fn unit_in_words(state: &State, unit: UnitId) -> UnitInWords {
    let unit = state.unit(unit);
    UnitInWords {
        code: unit.map(|unit| unit.code.to_owned()).unwrap_or_default(),
        name: unit.map(|unit| unit.name.to_owned()).unwrap_or_default(),
    }
}

/// The report with an identifier.
fn named(charter: &Charter, report: &str) -> Result<ReportId, CommandError> {
    charter.report_named(report).ok_or_else(|| {
        let known: Vec<&str> = charter.reports.iter().map(|it| it.id.as_str()).collect();
        let error = CommandError::given(format!("the charter has no report {report:?}"));
        if known.is_empty() {
            error.hint("it asks for none")
        } else {
            error.hint(format!("it has {}", known.join(", ")))
        }
    })
}

/// The first day of the stretch of time that is asked for.
fn stretch(rule: &ReportRule, period: &str, today: Date) -> Result<Date, CommandError> {
    stretch_named(rule.every, period, today)
        .map_err(|none| CommandError::given(format!("--period of the {}: {none}", rule.title)))
}

fn nowhere(period: &str) -> CommandError {
    CommandError::given(format!("{period:?} is no stretch of time"))
        .hint("name a year as in 2026, a month as in 2026-11 or a day as in 2026-11-23")
}

/// What one unit filed.
#[derive(Debug, Serialize)]
struct Filed {
    report: String,
    period: String,
    unit: UnitInWords,
    due: String,
    /// When it was filed, or corrected so.
    on: String,
    fields: BTreeMap<String, serde_json::Value>,
    /// Why it was corrected, where it was and the text is not erased.
    reason: Option<String>,
}

fn filed(asked: &Return, out: &mut dyn Write) -> Result<Outcome, CommandError> {
    let reading = asked.asked.open()?;
    let charter = reading.charter()?;
    let report = named(charter, &asked.report)?;
    let nowhere = || nowhere(&asked.period);
    let rule = charter.report(report).ok_or_else(nowhere)?;
    let first = stretch(rule, &asked.period, reading.today)?;
    let days = DaysOf::of(rule, period_of(rule.every, first)).ok_or_else(nowhere)?;
    let unit = reading.unit(&asked.unit)?;
    let found = reading.state.return_of(report, unit, days.first, None);
    let it = found.ok_or_else(|| {
        let filed = format!(
            "{:?} has filed no {} for {}",
            asked.unit, rule.title, asked.period
        );
        CommandError::given(filed)
            .hint("`charterhouse list DIR returns --unit CODE` names what a unit has filed")
    })?;
    let mut fields = BTreeMap::new();
    for (field, value) in rule.fields.iter().zip(&it.values) {
        fields.insert(field.id.clone(), said(&reading, &field.kind, *value)?);
    }
    let answer = Filed {
        report: rule.id.clone(),
        period: stretch_code(rule.every, days.first),
        unit: unit_in_words(&reading.state, unit),
        due: days.due.to_string(),
        on: it.on.to_string(),
        fields,
        reason: match it.reason {
            Some(reason) => reading.text(reason)?,
            None => None,
        },
    };
    asked.asked.answer(&answer, out, |out| {
        writeln!(
            out,
            "{} for {}, {} ({}): filed on {}, due by {}",
            rule.title, answer.period, answer.unit.name, answer.unit.code, answer.on, answer.due
        )?;
        for (field, value) in &answer.fields {
            writeln!(out, "  {field}: {value}")?;
        }
        match &answer.reason {
            Some(reason) => writeln!(out, "  corrected: {reason}"),
            None => Ok(()),
        }
    })
}

/// What a field says, for programs.
fn said(
    reading: &Reading,
    kind: &FieldKind,
    value: Value,
) -> Result<serde_json::Value, CommandError> {
    Ok(match (kind, value) {
        (_, Value::Number(number)) => number.into(),
        (FieldKind::Choice(choices), Value::Choice(choice)) => {
            choices.get(usize::from(choice)).cloned().into()
        }
        (_, Value::Choice(choice)) => choice.into(),
        (_, Value::Text(Some(text))) => reading.text(text)?.into(),
        (_, Value::Text(None)) => serde_json::Value::Null,
    })
}

fn rolled_up(state: &State, charter: &Charter, asked: &Show) -> Result<RolledUp, CommandError> {
    let report = named(charter, &asked.report)?;
    let nowhere = || nowhere(&asked.period);
    let unit = match &asked.unit {
        Some(code) => state
            .unit_by_code(code)
            .ok_or_else(|| CommandError::given(format!("there is no unit {code:?}")))?,
        None => state
            .top_unit()
            .ok_or_else(|| CommandError::given("there is no unit yet"))?,
    };
    let rule = charter.report(report).ok_or_else(nowhere)?;
    let first = stretch(rule, &asked.period, Clock::System.today())?;
    let it = state
        .roll_up(rule, report, first, unit)
        .ok_or_else(nowhere)?;
    let row = |(unit, both): (&UnitId, &Both)| UnitSums {
        unit: unit_in_words(state, *unit),
        now: SumsInWords::of(rule, &both.now),
    };
    Ok(RolledUp {
        report: rule.id.clone(),
        title: rule.title.clone(),
        period: stretch_code(rule.every, it.days.first),
        due: it.days.due.to_string(),
        cut_off: it.days.cut_off.to_string(),
        unit: unit_in_words(state, unit),
        now: SumsInWords::of(rule, &it.total.now),
        struck: SumsInWords::of(rule, &it.total.struck),
        units: it.rows.iter().map(row).collect(),
        missing: it
            .missing
            .iter()
            .map(|unit| unit_in_words(state, *unit))
            .collect(),
    })
}

impl RolledUp {
    fn write_text(&self, out: &mut dyn Write) -> io::Result<()> {
        writeln!(
            out,
            "{} for {}, {} ({}): due by {}, struck on {}",
            self.title, self.period, self.unit.name, self.unit.code, self.due, self.cut_off
        )?;
        for row in &self.units {
            writeln!(
                out,
                "  {} {}: {}",
                row.unit.code,
                row.unit.name,
                row.now.words()
            )?;
        }
        writeln!(out, "together: {}", self.now.words())?;
        if self.now.corrected > 0 {
            writeln!(out, "as struck: {}", self.struck.words())?;
        }
        if !self.missing.is_empty() {
            let codes: Vec<&str> = self.missing.iter().map(|unit| unit.code.as_str()).collect();
            writeln!(out, "missing: {}", codes.join(", "))?;
        }
        Ok(())
    }
}
