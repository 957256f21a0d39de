//! `charterhouse study`: sessions of courses, and who attended.

use std::io::Write;
use std::path::PathBuf;

use clap::{Args, Subcommand};
use kernel::study::{Session, SessionStanding};
use kernel::{SessionId, State};
use serde::Serialize;

use super::{Form, Outcome};
use crate::error::CommandError;
use crate::folder;

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
    /// Show one session and the numbers of those who attended
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
}

/// Lists the sessions or shows one, even while a server has the folder.
///
/// # Errors
///
/// When the organisation does not open, or there is no such session.
pub(crate) fn run(arguments: &Arguments, out: &mut dyn Write) -> Result<Outcome, CommandError> {
    let (What::List { data, format } | What::Show { data, format, .. }) = &arguments.what;
    let onlooker = folder::look_into(data)?;
    let state = onlooker
        .state()
        .map_err(|error| folder::cannot_open(data, &error))?;
    let rows: Vec<Row<'_>> = match &arguments.what {
        What::List { .. } => state.sessions().filter_map(|it| row(&state, &it)).collect(),
        What::Show { session, .. } => {
            let it = state.session(SessionId(*session));
            let mut row = it.and_then(|it| row(&state, &it)).ok_or_else(|| {
                CommandError::given(format!("there is no session {session}"))
                    .hint("list them with `charterhouse study list`")
            })?;
            let people = state.attended(SessionId(*session));
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
    if let Some(people) = row.people.as_ref().filter(|people| !people.is_empty()) {
        let numbers: Vec<String> = people.iter().map(u32::to_string).collect();
        write!(out, ": people {}", numbers.join(", "))?;
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
    })
}
