//! `charterhouse bulletin`: the bulletins of units, how things stand with them,
//! and what is published. Drafts show no word here: whoever may read them does
//! so on the pages.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use kernel::bulletins::{Bulletin, BulletinAbout, BulletinStanding, NoticeKind};
use kernel::{BulletinId, State};
use serde::Serialize;

use super::{Form, Outcome, json};
use crate::error::CommandError;
use crate::folder;

/// What `bulletin` takes.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// List the bulletins of units, by number, with how things stand with each
    List {
        /// Data folder of the organisation
        #[arg(value_name = "DIR")]
        data: PathBuf,
        /// Code of a unit: only its own
        #[arg(long, value_name = "CODE")]
        unit: Option<String>,
        /// Form of the answer
        #[arg(long, value_enum, default_value_t = Form::Text)]
        format: Form,
    },
    /// Show what was done with one before everybody's eyes
    Show {
        /// Data folder of the organisation
        #[arg(value_name = "DIR")]
        data: PathBuf,
        /// Its number
        #[arg(value_name = "NUMBER")]
        number: u32,
        /// Form of the answer
        #[arg(long, value_enum, default_value_t = Form::Text)]
        format: Form,
    },
}

/// A bulletin, as programs read it.
#[derive(Debug, Serialize)]
struct Row {
    number: u32,
    unit: String,
    about: Option<String>,
    standing: &'static str,
    texts: u32,
    published: Option<String>,
    withdrawn: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    notices: Vec<NoticeRow>,
}

/// Something that everybody could see.
#[derive(Debug, Serialize)]
struct NoticeRow {
    what: &'static str,
    on: String,
}

/// Lists or shows, even while a server has the folder.
///
/// # Errors
///
/// When the organisation does not open, or there is no such unit or bulletin.
pub(crate) fn run(arguments: &Arguments, out: &mut dyn Write) -> Result<Outcome, CommandError> {
    match &arguments.what {
        What::List { data, unit, format } => list(data, unit.as_deref(), *format, out)?,
        What::Show {
            data,
            number,
            format,
        } => show(data, *number, *format, out)?,
    }
    Ok(Outcome::Clean)
}

fn list(
    data: &Path,
    unit: Option<&str>,
    format: Form,
    out: &mut dyn Write,
) -> Result<(), CommandError> {
    let state = folder::state_of(data)?;
    let unit = folder::unit_given(&state, unit)?;
    let rows: Vec<Row> = state
        .bulletins()
        .filter(|it| unit.is_none_or(|unit| it.unit == unit))
        .map(|it| row(&state, &it))
        .collect();
    if format == Form::Json {
        return json(&rows, out);
    }
    if rows.is_empty() {
        writeln!(out, "no bulletin was written")?;
    }
    for row in &rows {
        line(row, out)?;
    }
    Ok(())
}

fn show(data: &Path, number: u32, format: Form, out: &mut dyn Write) -> Result<(), CommandError> {
    let state = folder::state_of(data)?;
    let it = state
        .bulletin(BulletinId(number))
        .ok_or_else(|| CommandError::given(format!("there is no bulletin {number}")))?;
    let mut row = row(&state, &it);
    let notices = state.notices_of(it.id).map(|notice| NoticeRow {
        what: match notice.what {
            NoticeKind::Published => "published",
            NoticeKind::Corrected => "corrected",
            NoticeKind::Withdrawn => "withdrawn",
            NoticeKind::PictureRemoved => "photograph removed",
        },
        on: notice.on.to_string(),
    });
    row.notices = notices.collect();
    row.notices.reverse();
    if format == Form::Json {
        return json(&row, out);
    }
    line(&row, out)?;
    if let Some(about) = &row.about {
        writeln!(out, "  about {about}")?;
    }
    for notice in &row.notices {
        writeln!(out, "  {} on {}", notice.what, notice.on)?;
    }
    Ok(())
}

fn row(state: &State, it: &Bulletin) -> Row {
    let unit = state.unit(it.unit);
    Row {
        number: it.id.0,
        unit: unit.map_or_else(String::new, |unit| unit.code.to_owned()),
        about: it.about.map(|about| match about {
            BulletinAbout::Meeting(meeting) => format!("meeting {meeting}"),
            BulletinAbout::Award(award) => format!("award {award}"),
            BulletinAbout::Conference(conference) => format!("conference {conference}"),
        }),
        standing: match it.standing() {
            BulletinStanding::Drafted => "drafted",
            BulletinStanding::SentBack => "sent back",
            BulletinStanding::Reviewed => "reviewed",
            BulletinStanding::Published => "published",
            BulletinStanding::Withdrawn => "withdrawn",
        },
        texts: it.revision,
        published: it.published.map(|on| on.to_string()),
        withdrawn: it.withdrawn.map(|(on, _)| on.to_string()),
        notices: Vec::new(),
    }
}

fn line(row: &Row, out: &mut dyn Write) -> std::io::Result<()> {
    write!(out, "{} {}: {}", row.number, row.unit, row.standing)?;
    if let Some(on) = &row.published {
        write!(out, ", first published on {on}")?;
    }
    writeln!(out)
}
