//! `charterhouse procedure`: what is under way, and one proceeding step by step.

use std::io::Write;
use std::path::PathBuf;

use charter::Charter;
use clap::{Args, Subcommand};
use jiff::civil::Date;
use kernel::procedures::{Course, Proceeding, TurnLate};
use kernel::{ProceedingId, State, UnitId};
use serde::Serialize;

use super::{Form, Outcome};
use crate::error::CommandError;
use crate::reading::{Named, Reading};

/// What `procedure` takes.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    what: What,
}

/// What to show.
#[derive(Debug, Subcommand)]
enum What {
    /// List the proceedings that are under way, or all there ever were
    List(List),
    /// Show one proceeding: where it stands, who signed, what was decided
    Show(Show),
}

#[derive(Debug, Args)]
struct List {
    /// Data folder of the organisation
    #[arg(value_name = "DIR")]
    data: PathBuf,
    /// Only those in the unit with this code and in units beneath it
    #[arg(long, value_name = "CODE")]
    unit: Option<String>,
    /// Those at their end too
    #[arg(long)]
    all: bool,
    /// Form of the answer
    #[arg(long, value_enum, default_value_t = Form::Text)]
    format: Form,
}

#[derive(Debug, Args)]
struct Show {
    /// Data folder of the organisation
    #[arg(value_name = "DIR")]
    data: PathBuf,
    /// Number of the proceeding
    #[arg(value_name = "NUMBER")]
    number: u32,
    /// Form of the answer
    #[arg(long, value_enum, default_value_t = Form::Text)]
    format: Form,
}

/// Runs the command.
///
/// # Errors
///
/// When the organisation does not open, or there is no such unit or proceeding.
pub(crate) fn run(arguments: &Arguments, out: &mut dyn Write) -> Result<Outcome, CommandError> {
    match &arguments.what {
        What::List(it) => {
            let reading = Reading::of(&it.data)?;
            let scene = Scene::of(&reading)?;
            let rows = scene.list(it)?;
            match it.format {
                Form::Json => json(out, &Rows { proceedings: rows })?,
                Form::Text => {
                    for row in &rows {
                        writeln!(out, "{row}")?;
                    }
                    writeln!(out, "{} proceedings", rows.len())?;
                }
            }
        }
        What::Show(it) => {
            let reading = Reading::of(&it.data)?;
            let scene = Scene::of(&reading)?;
            let shown = scene.show(it.number)?;
            match it.format {
                Form::Json => json(out, &shown)?,
                Form::Text => shown.write(out)?,
            }
        }
    }
    Ok(Outcome::Clean)
}

fn json<T: Serialize>(out: &mut dyn Write, it: &T) -> Result<(), CommandError> {
    serde_json::to_writer_pretty(&mut *out, it).map_err(std::io::Error::from)?;
    writeln!(out)?;
    Ok(())
}

#[derive(Debug, Serialize)]
struct Rows {
    proceedings: Vec<Row>,
}

/// A proceeding in a line.
#[derive(Debug, Serialize)]
struct Row {
    number: u32,
    procedure: String,
    /// Code of the unit in which it is.
    unit: String,
    /// Number and code of the person it is about.
    #[serde(flatten)]
    about: Option<Named>,
    opened: String,
    /// `open`, `done`, `ended`, `lapsed` or `dropped`.
    course: &'static str,
    step: Option<String>,
    since: String,
    due: Option<String>,
    /// `overdue`, `lapsed` or `decided`, where the time of the step has passed.
    late: Option<&'static str>,
    /// Code of the unit whose turn it is.
    waits_for: Option<String>,
}

impl std::fmt::Display for Row {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:>6}  {}", self.number, self.procedure)?;
        if let Some(about) = &self.about {
            write!(f, " of {}", about.words())?;
        }
        write!(f, " in {}: ", self.unit)?;
        match (&self.step, &self.waits_for) {
            (Some(step), Some(unit)) => write!(f, "at {step}, by {unit}")?,
            (Some(step), None) => write!(f, "at {step}")?,
            (None, _) => write!(f, "{} on {}", self.course, self.since)?,
        }
        if let Some(due) = &self.due {
            write!(f, ", due on {due}")?;
        }
        match self.late {
            Some(late) => write!(f, ", {late}"),
            None => Ok(()),
        }
    }
}

/// One proceeding.
#[derive(Debug, Serialize)]
struct Shown {
    #[serde(flatten)]
    row: Row,
    steps: Vec<String>,
    sponsors: Vec<Signed>,
    decisions: Vec<Decided>,
}

#[derive(Debug, Serialize)]
struct Signed {
    #[serde(flatten)]
    who: Named,
    on: String,
    until: Option<String>,
}

#[derive(Debug, Serialize)]
struct Decided {
    step: Option<String>,
    outcome: Option<String>,
    /// Code of the unit that decided.
    by: String,
    on: String,
    by_time: bool,
    votes: Option<Voted>,
}

#[derive(Debug, Serialize)]
struct Voted {
    entitled: u32,
    present: u32,
    in_favour: u32,
    against: u32,
    abstaining: u32,
    needed: Option<u32>,
    carried: bool,
}

impl Shown {
    fn write(&self, out: &mut dyn Write) -> std::io::Result<()> {
        writeln!(out, "{}", self.row)?;
        writeln!(out, "opened on {}", self.row.opened)?;
        for it in &self.sponsors {
            let until = it.until.as_ref().map(|on| format!(", taken back on {on}"));
            let until = until.unwrap_or_default();
            writeln!(out, "signed by {} on {}{until}", it.who.words(), it.on)?;
        }
        for it in &self.decisions {
            let step = it.step.as_deref().unwrap_or("time");
            let outcome = it.outcome.as_deref().unwrap_or("lapsed");
            write!(out, "{step}: {outcome}, by {} on {}", it.by, it.on)?;
            if let Some(votes) = &it.votes {
                let needed = votes.needed.map(|needed| format!(", {needed} needed"));
                write!(
                    out,
                    " ({} in favour, {} against, {} abstaining of {} present and {} entitled{})",
                    votes.in_favour,
                    votes.against,
                    votes.abstaining,
                    votes.present,
                    votes.entitled,
                    needed.unwrap_or_default()
                )?;
            }
            writeln!(out)?;
        }
        Ok(())
    }
}

/// The organisation under the charter of the day.
struct Scene<'a> {
    reading: &'a Reading,
    state: &'a State,
    charter: &'a Charter,
    today: Date,
}

impl<'a> Scene<'a> {
    fn of(reading: &'a Reading) -> Result<Scene<'a>, CommandError> {
        Ok(Scene {
            reading,
            state: &reading.state,
            charter: reading.charter()?,
            today: reading.today,
        })
    }

    fn code(&self, unit: UnitId) -> String {
        let unit = self.state.unit(unit);
        unit.map_or_else(String::new, |unit| unit.code.to_owned())
    }

    fn row(&self, it: &Proceeding) -> Result<Option<Row>, CommandError> {
        let turn = self.state.turn(it, self.today);
        let Some(rule) = self.charter.procedure(it.procedure) else {
            return Ok(None);
        };
        let about = match it.person {
            Some(person) => Some(Named::of(self.reading, person)?),
            None => None,
        };
        Ok(Some(Row {
            number: it.id.0,
            procedure: rule.id.clone(),
            unit: self.code(it.unit),
            about,
            opened: it.opened.to_string(),
            course: match it.course {
                Course::At(_) => "open",
                Course::Done => "done",
                Course::Ended => "ended",
                Course::Lapsed => "lapsed",
                Course::Dropped => "dropped",
            },
            step: turn.map(|turn| turn.row.id.clone()),
            since: it.since.to_string(),
            due: turn.and_then(|turn| turn.due).map(|due| due.to_string()),
            late: turn.and_then(|turn| turn.late).map(|late| match late {
                TurnLate::Overdue => "overdue",
                TurnLate::Lapsed => "lapsed",
                TurnLate::CountsAs(_) => "decided",
            }),
            waits_for: turn.and_then(|turn| turn.by).map(|unit| self.code(unit)),
        }))
    }

    fn list(&self, asked: &List) -> Result<Vec<Row>, CommandError> {
        let within = match &asked.unit {
            None => None,
            Some(code) => Some(self.state.unit_by_code(code).ok_or_else(|| {
                CommandError::given(format!("there is no unit with the code {code:?}"))
            })?),
        };
        let inside = |unit: UnitId| {
            within.is_none_or(|top| unit == top || self.state.stands_under(unit, top))
        };
        let all = (0..self.state.proceeding_count()).map(ProceedingId);
        all.filter_map(|id| self.state.proceeding(id))
            .filter(|it| (asked.all || it.course.is_open()) && inside(it.unit))
            .filter_map(|it| self.row(&it).transpose())
            .collect()
    }

    fn show(&self, number: u32) -> Result<Shown, CommandError> {
        let missing = || CommandError::given(format!("there is no proceeding {number}"));
        let it = self
            .state
            .proceeding(ProceedingId(number))
            .ok_or_else(missing)?;
        let rule = self.charter.procedure(it.procedure).ok_or_else(missing)?;
        let mut sponsors: Vec<Signed> = self
            .state
            .sponsors_of(it.id)
            .map(|one| {
                Ok(Signed {
                    who: Named::of(self.reading, one.person)?,
                    on: one.on.to_string(),
                    until: one.until.map(|on| on.to_string()),
                })
            })
            .collect::<Result<_, CommandError>>()?;
        sponsors.reverse();
        let mut decisions: Vec<Decided> = self
            .state
            .decisions_of(it.id)
            .map(|one| {
                let row = one.outcome.and_then(|it| rule.step(it.step.step));
                let outcome = row.zip(one.outcome);
                Decided {
                    step: row.map(|row| row.id.clone()),
                    outcome: outcome
                        .and_then(|(row, it)| row.outcome(it.outcome))
                        .map(|row| row.id.clone()),
                    by: self.code(one.by),
                    on: one.on.to_string(),
                    by_time: one.by_time,
                    votes: one.tally.map(|it| Voted {
                        entitled: it.entitled,
                        present: it.present,
                        in_favour: it.in_favour,
                        against: it.against,
                        abstaining: it.abstaining,
                        needed: it.needed,
                        carried: it.carried(),
                    }),
                }
            })
            .collect();
        decisions.reverse();
        Ok(Shown {
            row: self.row(&it)?.ok_or_else(missing)?,
            steps: rule.steps.iter().map(|step| step.id.clone()).collect(),
            sponsors,
            decisions,
        })
    }
}
