//! `charterhouse conference`: which conferences were called, and how the seats of one stand.

use std::io::Write;
use std::path::PathBuf;

use clap::{Args, Subcommand};
use kernel::conferences::{Conference, ItemKind};
use kernel::{ConferenceId, State};
use serde::Serialize;

use super::{Form, Outcome, json};
use crate::error::CommandError;
use crate::folder;

/// What `conference` takes.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// List every conference with its days, its seats and how many delegates it has
    List {
        /// Data folder of the organisation
        #[arg(value_name = "DIR")]
        data: PathBuf,
        /// Form of the answer
        #[arg(long, value_enum, default_value_t = Form::Text)]
        format: Form,
    },
    /// Show the seats of one conference, unit by unit, who has chosen, and its items and votes
    Show {
        /// Data folder of the organisation
        #[arg(value_name = "DIR")]
        data: PathBuf,
        /// Number of the conference, as `list` gives it
        #[arg(value_name = "NUMBER")]
        number: u32,
        /// Form of the answer
        #[arg(long, value_enum, default_value_t = Form::Text)]
        format: Form,
    },
}

/// A conference, as programs read it.
#[derive(Debug, Serialize)]
struct Row<'a> {
    number: u32,
    conference: &'a str,
    title: &'a str,
    unit: &'a str,
    key_day: String,
    first: String,
    last: String,
    called_off: Option<String>,
    members: u32,
    seats: u64,
    delegates: u32,
    came: u32,
}

/// The seats of a unit, as programs read them.
#[derive(Debug, Serialize)]
struct SeatRow<'a> {
    unit: &'a str,
    name: &'a str,
    members: u32,
    delegates: u32,
    substitutes: u32,
    chosen: Option<String>,
    entitled: Option<u32>,
    ballots: Option<u32>,
}

/// Something on the agenda, said or presented, as programs read it; its words are texts.
#[derive(Debug, Serialize)]
struct ItemRow {
    number: u32,
    kind: &'static str,
    under: Option<u32>,
    read: bool,
    on: String,
    struck: bool,
}

/// A vote with its figures, as programs read it.
#[derive(Debug, Serialize)]
struct VoteRow {
    number: u32,
    item: u32,
    present: u32,
    #[serde(rename = "for")]
    favour: u32,
    against: u32,
    abstained: u32,
    needed: u32,
    adopted: bool,
    on: String,
    struck: bool,
}

/// One conference with its seats and what it did.
#[derive(Debug, Serialize)]
struct Shown<'a> {
    #[serde(flatten)]
    conference: Row<'a>,
    units: Vec<SeatRow<'a>>,
    items: Vec<ItemRow>,
    votes: Vec<VoteRow>,
    attended: usize,
}

/// Lists conferences or shows one, even while a server has the folder.
///
/// # Errors
///
/// When the organisation does not open, or there is no such conference.
pub(crate) fn run(arguments: &Arguments, out: &mut dyn Write) -> Result<Outcome, CommandError> {
    let (data, format) = match &arguments.what {
        What::List { data, format } | What::Show { data, format, .. } => (data, *format),
    };
    let state = folder::state_of(data)?;
    match &arguments.what {
        What::List { .. } => {
            let rows: Vec<Row<'_>> = state
                .conferences()
                .filter_map(|it| row(&state, &it))
                .collect();
            match format {
                Form::Json => json(&rows, out)?,
                Form::Text if rows.is_empty() => writeln!(out, "no conference was called")?,
                Form::Text => {
                    for row in &rows {
                        line(row, out)?;
                    }
                }
            }
        }
        What::Show { number, .. } => {
            let it = shown(&state, *number)?;
            match format {
                Form::Json => json(&it, out)?,
                Form::Text => text(&it, out)?,
            }
        }
    }
    Ok(Outcome::Clean)
}

fn row<'a>(state: &'a State, it: &Conference) -> Option<Row<'a>> {
    let rule = state.charter()?.conference(it.kind)?;
    let (delegates, came) = state.conference_turnout(it.id);
    let seats = state.conference_seats(it.id);
    Some(Row {
        number: it.id.0,
        conference: &rule.id,
        title: &rule.title,
        unit: state.unit(it.unit)?.code,
        key_day: it.key_day.to_string(),
        first: it.first.to_string(),
        last: it.last.to_string(),
        called_off: it.called_off.map(|(on, _)| on.to_string()),
        members: it.members,
        seats: seats.iter().map(|(it, _)| u64::from(it.delegates)).sum(),
        delegates,
        came,
    })
}

fn shown(state: &State, number: u32) -> Result<Shown<'_>, CommandError> {
    let conference = ConferenceId(number);
    let found = state.conference(conference);
    let found = found.and_then(|it| row(state, &it)).ok_or_else(|| {
        CommandError::given(format!("there is no conference {number}"))
            .hint("`charterhouse conference list DIR` gives the numbers")
    })?;
    let units = state
        .conference_seats(conference)
        .into_iter()
        .filter_map(|(seats, chosen)| {
            let unit = state.unit(seats.unit)?;
            Some(SeatRow {
                unit: unit.code,
                name: unit.name,
                members: seats.members,
                delegates: seats.delegates,
                substitutes: seats.substitutes,
                chosen: chosen.map(|it| it.on.to_string()),
                entitled: chosen.map(|it| it.entitled),
                ballots: chosen.map(|it| it.ballots),
            })
        })
        .collect();
    Ok(Shown {
        conference: found,
        units,
        items: items(state, conference),
        votes: votes(state, conference),
        attended: state.conference_attendance(conference).len(),
    })
}

fn items(state: &State, conference: ConferenceId) -> Vec<ItemRow> {
    let items = state.conference_items(conference).into_iter();
    items
        .map(|it| ItemRow {
            number: it.number,
            kind: match it.kind {
                ItemKind::Session => "session",
                ItemKind::Workshop => "workshop",
                ItemKind::Point => "point",
                ItemKind::Speech => "speech",
                ItemKind::Paper => "paper",
            },
            under: it.under,
            read: it.read,
            on: it.on.to_string(),
            struck: it.struck.is_some(),
        })
        .collect()
}

fn votes(state: &State, conference: ConferenceId) -> Vec<VoteRow> {
    let votes = state.conference_votes(conference).into_iter();
    votes
        .map(|it| VoteRow {
            number: it.number,
            item: it.item,
            present: it.present,
            favour: it.favour,
            against: it.against,
            abstained: it.abstained,
            needed: it.needed,
            adopted: it.adopted,
            on: it.on.to_string(),
            struck: it.struck.is_some(),
        })
        .collect()
}

/// So many of something: `1 seat`.
fn counted(count: u64, one: &str) -> String {
    format!("{count} {one}{}", if count == 1 { "" } else { "s" })
}

fn line(row: &Row<'_>, out: &mut dyn Write) -> Result<(), CommandError> {
    write!(
        out,
        "{}  {} of {}, {} to {}: {} for {}, {} came",
        row.number,
        row.title,
        row.unit,
        row.first,
        row.last,
        counted(u64::from(row.delegates), "delegate"),
        counted(row.seats, "seat"),
        row.came
    )?;
    if let Some(on) = &row.called_off {
        write!(out, ", called off on {on}")?;
    }
    writeln!(out)?;
    Ok(())
}

fn text(it: &Shown<'_>, out: &mut dyn Write) -> Result<(), CommandError> {
    line(&it.conference, out)?;
    writeln!(
        out,
        "seats by the rolls of {}, {}",
        it.conference.key_day,
        counted(u64::from(it.conference.members), "member")
    )?;
    for row in &it.units {
        write!(
            out,
            "  {} ({}): {}, {}",
            row.name,
            row.unit,
            counted(u64::from(row.members), "member"),
            counted(u64::from(row.delegates), "seat")
        )?;
        match &row.chosen {
            Some(on) => writeln!(out, ", chosen on {on}")?,
            None => writeln!(out, ", not chosen yet")?,
        }
    }
    for row in it.items.iter().filter(|row| !row.struck) {
        writeln!(out, "  {} {}, {}", row.kind, row.number, row.on)?;
    }
    for row in it.votes.iter().filter(|row| !row.struck) {
        writeln!(
            out,
            "  vote {} on {}: {} for, {} against, {} abstained, {} needed: {}",
            row.number,
            row.item,
            row.favour,
            row.against,
            row.abstained,
            row.needed,
            if row.adopted { "carried" } else { "lost" }
        )?;
    }
    Ok(())
}
