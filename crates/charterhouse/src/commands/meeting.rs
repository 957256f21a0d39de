//! `charterhouse meeting`: one meeting, with who was absent and what was resolved.

use std::io::Write;

use clap::{Args, Subcommand};
use kernel::meetings::{MeetingEvent, MeetingRecord, MeetingStanding};
use kernel::{DocumentId, Event, MeetingId};
use serde::Serialize;

use super::Outcome;
use crate::error::CommandError;
use crate::reading::{Asked, Named, Reading};

/// What `meeting` takes.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// Show one meeting: who was absent, what was resolved, why its record was corrected
    Show {
        #[command(flatten)]
        asked: Asked,
        /// Number of the meeting, as `charterhouse list DIR meetings` prints it
        #[arg(value_name = "NUMBER")]
        number: u32,
    },
}

/// A meeting, as programs read it.
#[derive(Debug, Serialize)]
struct Meeting {
    meeting: u32,
    /// Code of the unit.
    unit: String,
    kind: String,
    on: String,
    standing: &'static str,
    expected: Option<u32>,
    present: Option<u32>,
    /// How many with a vote had to be present.
    needed: Option<u32>,
    absent: Vec<Named>,
    /// What was resolved; nothing in the place of what has been erased.
    resolutions: Vec<Option<String>>,
    /// Why the record was corrected, the last first.
    corrections: Vec<Option<String>>,
}

/// Shows it, even while a server has the folder.
///
/// # Errors
///
/// When the organisation does not open, or has no such meeting.
pub(crate) fn run(arguments: &Arguments, out: &mut dyn Write) -> Result<Outcome, CommandError> {
    let Task::Show { asked, number } = &arguments.task;
    let reading = asked.open()?;
    let it = told(&reading, MeetingId(*number))?;
    asked.answer(&it, out, |out| tell(&it, out))
}

fn told(reading: &Reading, id: MeetingId) -> Result<Meeting, CommandError> {
    let missing = || {
        CommandError::given(format!("there is no meeting {id}"))
            .hint("`charterhouse list DIR meetings --unit CODE` names those of a unit")
    };
    let state = &reading.state;
    let it = state.meeting(id).ok_or_else(missing)?;
    let (mut holds, mut reasons): (Option<MeetingRecord>, Vec<DocumentId>) = (None, Vec::new());
    for entry in reading.of_meeting(id)? {
        let (record, reason) = match entry.event {
            Event::Meeting(MeetingEvent::Recorded { record, .. }) => (record, None),
            Event::Meeting(MeetingEvent::Corrected { record, reason, .. }) => {
                (record, Some(reason))
            }
            _ => continue,
        };
        holds.get_or_insert(record);
        reasons.extend(reason);
    }
    let held = it.standing.is_held();
    let kind = reading.charter()?.meeting(it.kind);
    let absent = holds.iter().flat_map(|record| &record.absent);
    let resolutions = holds.iter().flat_map(|record| &record.resolutions);
    Ok(Meeting {
        meeting: id.0,
        unit: state
            .unit(it.unit)
            .map_or_else(String::new, |unit| unit.code.to_owned()),
        kind: kind.map_or_else(String::new, |kind| kind.id.clone()),
        on: it.on.to_string(),
        standing: match it.standing {
            MeetingStanding::Called => "called",
            MeetingStanding::Quorate => "held",
            MeetingStanding::Inquorate => "too few",
            MeetingStanding::CalledOff => "called off",
        },
        expected: held.then_some(it.expected),
        present: held.then_some(it.present),
        needed: holds.as_ref().and_then(|record| record.needed),
        absent: absent
            .map(|person| Named::of(reading, *person))
            .collect::<Result<_, _>>()?,
        resolutions: resolutions
            .map(|text| reading.text(*text))
            .collect::<Result<_, _>>()?,
        corrections: reasons
            .into_iter()
            .map(|text| reading.text(text))
            .collect::<Result<_, _>>()?,
    })
}

fn tell(it: &Meeting, out: &mut dyn Write) -> std::io::Result<()> {
    write!(
        out,
        "{} {} {} {}: {}",
        it.meeting, it.unit, it.kind, it.on, it.standing
    )?;
    if let Some((present, expected)) = it.present.zip(it.expected) {
        write!(out, ", {present} of {expected} present")?;
    }
    if let Some(needed) = it.needed {
        write!(out, ", {needed} needed")?;
    }
    writeln!(out)?;
    for person in &it.absent {
        writeln!(out, "  absent: {}", person.words())?;
    }
    let erased = "(erased)".to_owned();
    for text in &it.resolutions {
        writeln!(out, "  resolved: {}", text.as_ref().unwrap_or(&erased))?;
    }
    for text in &it.corrections {
        writeln!(out, "  corrected: {}", text.as_ref().unwrap_or(&erased))?;
    }
    Ok(())
}
