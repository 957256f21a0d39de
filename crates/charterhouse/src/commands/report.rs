//! `charterhouse report`: what the returns of a stretch of time come to, unit by
//! unit, and whose are missing.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::PathBuf;

use charter::{Charter, ReportRule};
use clap::{Args, Subcommand};
use clerk::Clock;
use kernel::reports::{Both, Sum, Sums, day_of_stretch, stretch_code};
use kernel::{State, UnitId};
use serde::Serialize;

use super::{Form, Outcome};
use crate::error::CommandError;
use crate::folder;

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
    let What::Show(asked) = &arguments.what;
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

fn rolled_up(state: &State, charter: &Charter, asked: &Show) -> Result<RolledUp, CommandError> {
    let report = charter.report_named(&asked.report).ok_or_else(|| {
        let known: Vec<&str> = charter.reports.iter().map(|it| it.id.as_str()).collect();
        let error = CommandError::given(format!("the charter has no report {:?}", asked.report));
        if known.is_empty() {
            error.hint("it asks for none")
        } else {
            error.hint(format!("it has {}", known.join(", ")))
        }
    })?;
    let nowhere = || {
        CommandError::given(format!("{:?} is no stretch of time", asked.period))
            .hint("name a year as in 2026, a month as in 2026-11 or a day as in 2026-11-23")
    };
    let day = day_of_stretch(&asked.period).ok_or_else(nowhere)?;
    let unit = match &asked.unit {
        Some(code) => state
            .unit_by_code(code)
            .ok_or_else(|| CommandError::given(format!("there is no unit {code:?}")))?,
        None => state
            .top_unit()
            .ok_or_else(|| CommandError::given("there is no unit yet"))?,
    };
    let rule = charter.report(report).ok_or_else(nowhere)?;
    let it = state.roll_up(rule, report, day, unit).ok_or_else(nowhere)?;
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
