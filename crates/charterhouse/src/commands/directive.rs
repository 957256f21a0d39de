//! `charterhouse directive`: the directives of an organisation, and how far one
//! has come.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use charter::Charter;
use clap::{Args, Subcommand};
use clerk::Clock;
use jiff::civil::Date;
use kernel::directives::{Directive, LevelStanding};
use kernel::{DirectiveId, State, UnitId};
use serde::Serialize;
use web::words::counted;

use super::{Form, Outcome};
use crate::error::CommandError;
use crate::folder;

/// Units named where some hold a directive up or have not answered; JSON has them all.
const UNITS_MAX: usize = 10;

/// What `directive` takes.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// List every directive, the newest first
    List {
        /// Data folder of the organisation
        #[arg(value_name = "DIR")]
        data: PathBuf,
        /// Form of the answer
        #[arg(long, value_enum, default_value_t = Form::Text)]
        format: Form,
    },
    /// Show how far a directive has come, level by level, and who holds it up
    Show {
        /// Data folder of the organisation
        #[arg(value_name = "DIR")]
        data: PathBuf,
        /// Code of the directive, as the list and its page name it: KIND-YEAR-NUMBER
        #[arg(value_name = "CODE")]
        code: String,
        /// Form of the answer
        #[arg(long, value_enum, default_value_t = Form::Text)]
        format: Form,
    },
}

/// Lists directives or shows one, even while a server has the folder.
///
/// # Errors
///
/// When the organisation does not open, or has no directive of that code.
pub(crate) fn run(arguments: &Arguments, out: &mut dyn Write) -> Result<Outcome, CommandError> {
    match &arguments.what {
        What::List { data, format } => {
            let (state, today) = opened(data)?;
            let charter = folder::charter_on(&state, today)?;
            list(&state, charter, *format, out)?;
        }
        What::Show { data, code, format } => {
            let (state, today) = opened(data)?;
            let charter = folder::charter_on(&state, today)?;
            let found = state.directive_by_code(charter, code);
            let directive = found.and_then(|id| state.directive(id)).ok_or_else(|| {
                CommandError::given(format!("there is no directive {code:?}")).hint(format!(
                    "`charterhouse directive list {}` names them all",
                    data.display()
                ))
            })?;
            let cascade = Cascade::of(&state, charter, &directive);
            match format {
                Form::Text => cascade.write_text(out)?,
                Form::Json => write_json(&cascade, out)?,
            }
        }
    }
    Ok(Outcome::Clean)
}

fn opened(data: &Path) -> Result<(State, Date), CommandError> {
    let state = folder::look_into(data)?
        .state()
        .map_err(|error| folder::cannot_open(data, &error))?;
    Ok((state, Clock::System.today()))
}

fn write_json(it: &impl Serialize, out: &mut dyn Write) -> Result<(), CommandError> {
    serde_json::to_writer_pretty(&mut *out, it).map_err(io::Error::from)?;
    writeln!(out)?;
    Ok(())
}

/// A directive in a list.
#[derive(Debug, Serialize)]
struct Row {
    code: String,
    by: UnitInWords,
    on: String,
    standing: String,
}

#[derive(Debug, Serialize)]
struct UnitInWords {
    code: String,
    name: String,
}

fn unit_in_words(state: &State, unit: UnitId) -> UnitInWords {
    let unit = state.unit(unit);
    UnitInWords {
        code: unit.map(|unit| unit.code.to_owned()).unwrap_or_default(),
        name: unit.map(|unit| unit.name.to_owned()).unwrap_or_default(),
    }
}

fn code_of(state: &State, charter: &Charter, id: DirectiveId) -> String {
    let code = state.directive_code(charter, id);
    code.unwrap_or_else(|| id.to_string())
}

fn standing(state: &State, charter: &Charter, it: &Directive) -> String {
    match (it.withdrawn, it.replaced) {
        (Some(on), _) => format!("withdrawn on {on}"),
        (None, Some((by, on))) => {
            format!("replaced by {} on {on}", code_of(state, charter, by))
        }
        (None, None) => "in effect".to_owned(),
    }
}

fn list(
    state: &State,
    charter: &Charter,
    format: Form,
    out: &mut dyn Write,
) -> Result<(), CommandError> {
    let ids = (0..state.directive_count()).rev().map(DirectiveId);
    let rows = ids.filter_map(|id| state.directive(id)).map(|it| Row {
        code: code_of(state, charter, it.id),
        by: unit_in_words(state, it.unit),
        on: it.on.to_string(),
        standing: standing(state, charter, &it),
    });
    let rows: Vec<Row> = rows.collect();
    if format == Form::Json {
        return write_json(&rows, out);
    }
    if rows.is_empty() {
        writeln!(out, "no directive was ever issued")?;
    }
    let width = rows.iter().map(|row| row.code.len()).max().unwrap_or(0);
    for row in &rows {
        writeln!(
            out,
            "{:<width$}  {}  {} ({}), {}",
            row.code, row.on, row.by.name, row.by.code, row.standing
        )?;
    }
    Ok(())
}

/// How far a directive has come.
#[derive(Debug, Serialize)]
struct Cascade {
    #[serde(flatten)]
    row: Row,
    levels: Vec<LevelInWords>,
    /// Units that have it and have not passed it on, the longest first.
    holding_up: Vec<Waiting>,
    /// Units that have it and have not answered, the longest first.
    not_answered: Vec<Waiting>,
}

#[derive(Debug, Serialize)]
struct LevelInWords {
    level: String,
    #[serde(skip)]
    title: String,
    on_the_way: u32,
    received_on_the_way: u32,
    passed_on: u32,
    addressed: u32,
    received: u32,
    done: u32,
    in_part: u32,
    not_done: u32,
    objecting: u32,
    released: u32,
    dissolved: u32,
    first_received: Option<String>,
    last_received: Option<String>,
    last_passed_on: Option<String>,
    last_answer: Option<String>,
}

#[derive(Debug, Serialize)]
struct Waiting {
    #[serde(flatten)]
    unit: UnitInWords,
    since: String,
}

impl LevelInWords {
    fn of(charter: &Charter, at: &LevelStanding) -> LevelInWords {
        let row = charter.level(at.level);
        let date = |on: Option<Date>| on.map(|on| on.to_string());
        LevelInWords {
            level: row.map(|row| row.id.clone()).unwrap_or_default(),
            title: row.map(|row| row.plural.clone()).unwrap_or_default(),
            on_the_way: at.way,
            received_on_the_way: at.way_received,
            passed_on: at.passed_on,
            addressed: at.addressed,
            received: at.received,
            done: at.done,
            in_part: at.in_part,
            not_done: at.not_done,
            objecting: at.objecting,
            released: at.released,
            dissolved: at.dissolved,
            first_received: date(at.first_received),
            last_received: date(at.last_received),
            last_passed_on: date(at.last_passed_on),
            last_answer: date(at.last_answer),
        }
    }

    fn write_text(&self, out: &mut dyn Write) -> io::Result<()> {
        let answered = self
            .done
            .saturating_add(self.in_part)
            .saturating_add(self.not_done);
        write!(out, "  {}:", self.title)?;
        if self.on_the_way > 0 {
            write!(
                out,
                " received by {} of {}, passed on by {}",
                self.received_on_the_way, self.on_the_way, self.passed_on
            )?;
        }
        if self.addressed > 0 {
            let joint = if self.on_the_way > 0 { ";" } else { "" };
            write!(
                out,
                "{joint} addressed to {}, received by {}, answered by {answered} \
                 (done {}, in part {}, not done {})",
                self.addressed, self.received, self.done, self.in_part, self.not_done
            )?;
        }
        for (count, what) in [
            (self.objecting, "object"),
            (self.released, "let off"),
            (self.dissolved, "dissolved"),
        ] {
            if count > 0 {
                write!(out, ", {count} {what}")?;
            }
        }
        writeln!(out)
    }
}

impl Cascade {
    fn of(state: &State, charter: &Charter, it: &Directive) -> Cascade {
        let waiting = |units: Vec<(UnitId, Date)>| -> Vec<Waiting> {
            let open = units.into_iter().filter(|_| it.in_effect());
            open.map(|(unit, since)| Waiting {
                unit: unit_in_words(state, unit),
                since: since.to_string(),
            })
            .collect()
        };
        let cascade = state.cascade(it.id);
        Cascade {
            row: Row {
                code: code_of(state, charter, it.id),
                by: unit_in_words(state, it.unit),
                on: it.on.to_string(),
                standing: standing(state, charter, it),
            },
            levels: cascade
                .iter()
                .map(|at| LevelInWords::of(charter, at))
                .collect(),
            holding_up: waiting(state.holding_up(it.id)),
            not_answered: waiting(state.not_answered(it.id)),
        }
    }

    fn write_text(&self, out: &mut dyn Write) -> io::Result<()> {
        let row = &self.row;
        writeln!(
            out,
            "{}, issued by {} ({}) on {}, {}",
            row.code, row.by.name, row.by.code, row.on, row.standing
        )?;
        for level in &self.levels {
            level.write_text(out)?;
        }
        for (units, one, several) in [
            (
                &self.holding_up,
                "unit has not passed it on",
                "units have not passed it on",
            ),
            (
                &self.not_answered,
                "unit has not answered",
                "units have not answered",
            ),
        ] {
            if units.is_empty() {
                continue;
            }
            writeln!(out, "{}:", counted(units.len() as u64, one, several))?;
            for it in units.iter().take(UNITS_MAX) {
                writeln!(
                    out,
                    "  {} {}, since {}",
                    it.unit.code, it.unit.name, it.since
                )?;
            }
            if units.len() > UNITS_MAX {
                writeln!(out, "  and {} more", units.len().saturating_sub(UNITS_MAX))?;
            }
        }
        Ok(())
    }
}
