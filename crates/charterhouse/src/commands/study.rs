//! `charterhouse study`: sessions of courses, and who attended.

use std::io::Write;
use std::path::PathBuf;

use clap::{Args, Subcommand};
use kernel::study::{Session, SessionStanding};
use kernel::{SessionId, State};
use serde::Serialize;

use super::{Form, Outcome};
use crate::error::CommandError;
use crate::reading::{Asked, Reading, person};

/// What `study` takes.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// List every session, with its unit, its day and how many attended
    List {
        /// Data folder of the organisation
        #[arg(value_name = "DIR")]
        data: PathBuf,
        /// Form of the answer
        #[arg(long, value_enum, default_value_t = Form::Text)]
        format: Form,
    },
    /// Show one session and who attended, by code
    Show {
        /// Data folder of the organisation
        #[arg(value_name = "DIR")]
        data: PathBuf,
        /// Number of the session
        #[arg(value_name = "SESSION")]
        session: u32,
        /// Form of the answer
        #[arg(long, value_enum, default_value_t = Form::Text)]
        format: Form,
    },
    /// Show what somebody still has before them of each course
    Left {
        #[command(flatten)]
        asked: Asked,
        /// Code of the person
        #[arg(long, value_name = "CODE")]
        person: String,
    },
}

/// What somebody still has before them of a course.
#[derive(Debug, Serialize)]
struct Left<'a> {
    course: &'a str,
    parts: Vec<&'a str>,
    by: Option<String>,
}

/// A session, as programs read it.
#[derive(Debug, Serialize)]
struct Row<'a> {
    session: u32,
    course: &'a str,
    part: &'a str,
    unit: &'a str,
    on: String,
    standing: &'static str,
    attended: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    people: Option<Vec<u32>>,
    /// Codes of the same people, in the same order; nothing of whom nothing is kept.
    #[serde(skip_serializing_if = "Option::is_none")]
    people_codes: Option<Vec<Option<String>>>,
}

/// Lists the sessions or shows one, even while a server has the folder.
///
/// # Errors
///
/// When the organisation does not open, or there is no such session.
pub(crate) fn run(arguments: &Arguments, out: &mut dyn Write) -> Result<Outcome, CommandError> {
    let (data, format) = match &arguments.what {
        What::List { data, format } | What::Show { data, format, .. } => (data, format),
        What::Left { asked, person } => return left(asked, person, out),
    };
    let reading = Reading::of(data)?;
    let state = &reading.state;
    let rows: Vec<Row<'_>> = match &arguments.what {
        What::List { .. } | What::Left { .. } => {
            state.sessions().filter_map(|it| row(state, &it)).collect()
        }
        What::Show { session, .. } => {
            let it = state.session(SessionId(*session));
            let mut row = it.and_then(|it| row(state, &it)).ok_or_else(|| {
                CommandError::given(format!("there is no session {session}"))
                    .hint("list them with `charterhouse study list`")
            })?;
            let people = state.attended(SessionId(*session));
            let codes = people.iter().map(|person| reading.code(*person));
            row.people_codes = Some(codes.collect::<Result<_, CommandError>>()?);
            row.people = Some(people.into_iter().map(|person| person.0).collect());
            vec![row]
        }
    };
    if *format == Form::Json {
        let json = match (&arguments.what, rows.first()) {
            (What::Show { .. }, Some(row)) => serde_json::to_string_pretty(row),
            _ => serde_json::to_string_pretty(&rows),
        };
        writeln!(out, "{}", json.map_err(std::io::Error::from)?)?;
        return Ok(Outcome::Clean);
    }
    if rows.is_empty() {
        writeln!(out, "no session was announced")?;
    }
    for row in &rows {
        tell(row, out)?;
    }
    Ok(Outcome::Clean)
}

fn left(asked: &Asked, code: &str, out: &mut dyn Write) -> Result<Outcome, CommandError> {
    let reading = asked.open()?;
    let charter = reading.charter()?;
    let somebody = person(&reading.directory()?, code)?;
    let left = reading.state.study_left(somebody, reading.today);
    let rows: Vec<Left<'_>> = left
        .iter()
        .filter_map(|it| {
            let course = charter.course(it.course)?;
            let parts = it.parts.iter().filter_map(|part| course.part(*part));
            Some(Left {
                course: &course.id,
                parts: parts.map(|part| part.id.as_str()).collect(),
                by: it.by.map(|by| by.to_string()),
            })
        })
        .collect();
    asked.answer(&rows, out, |out| {
        if rows.is_empty() {
            return writeln!(out, "nothing is before {code}");
        }
        rows.iter().try_for_each(|it| {
            let by = it.by.as_ref().map(|by| format!(", by {by}"));
            writeln!(
                out,
                "{}: {}{}",
                it.course,
                it.parts.join(", "),
                by.unwrap_or_default()
            )
        })
    })
}

fn tell(row: &Row<'_>, out: &mut dyn Write) -> std::io::Result<()> {
    let Row {
        session,
        course,
        part,
        unit,
        on,
        standing,
        ..
    } = row;
    write!(out, "{session}: {course} {part}, {unit}, {on}, {standing}")?;
    if let Some(attended) = row.attended {
        write!(out, ", {attended} attended")?;
    }
    let people = row.people.iter().flatten();
    let codes = row.people_codes.iter().flatten();
    let named: Vec<String> = people
        .zip(codes)
        .map(|(number, code)| code.clone().unwrap_or_else(|| format!("person {number}")))
        .collect();
    if !named.is_empty() {
        write!(out, ": {}", named.join(", "))?;
    }
    writeln!(out)
}

fn row<'a>(state: &'a State, it: &Session) -> Option<Row<'a>> {
    let course = state.charter()?.course(it.course)?;
    Some(Row {
        session: it.id.0,
        course: &course.id,
        part: &course.part(it.part)?.id,
        unit: state.unit(it.unit)?.code,
        on: it.on.to_string(),
        standing: match it.standing {
            SessionStanding::Announced => "announced",
            SessionStanding::Held => "held",
            SessionStanding::CalledOff => "called off",
        },
        attended: (it.standing == SessionStanding::Held).then_some(it.attended),
        people: None,
        people_codes: None,
    })
}
