//! `charterhouse journal`: what was done and by whom, the newest first.

use std::io::Write;

use clap::Args;
use jiff::Timestamp;
use web::listing::has_words;
use web::readings::EntrySaid;

use super::Outcome;
use crate::error::CommandError;
use crate::reading::Asked;

/// Entries that are looked through at the most for what is searched.
const LOOKED_THROUGH_MAX: usize = 100_000;
/// Entries read at once.
const AT_ONCE: usize = 1_000;

/// What `journal` takes.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    asked: Asked,
    /// Only what touched the unit with this code
    #[arg(long, value_name = "CODE")]
    unit: Option<String>,
    /// Only entries that have every one of these words
    #[arg(long, value_name = "WORDS")]
    find: Option<String>,
    /// Only entries before the one of this number
    #[arg(long, value_name = "NUMBER")]
    before: Option<u64>,
    /// So many entries at the most
    #[arg(long, value_name = "NUMBER", default_value_t = 50)]
    count: usize,
    /// Code of whoever reads, with their rights [default: the operator]
    #[arg(long = "as", value_name = "CODE")]
    by: Option<String>,
}

/// Tells the entries, even while a server has the folder.
///
/// # Errors
///
/// When the organisation does not open, or has no such unit or person.
pub(crate) fn run(arguments: &Arguments, out: &mut dyn Write) -> Result<Outcome, CommandError> {
    let reading = arguments.asked.open()?;
    let directory = reading.directory()?;
    let reader = reading.reader(&directory, arguments.by.as_deref())?;
    let unit = match &arguments.unit {
        Some(code) => Some(reading.unit(code)?),
        None => None,
    };
    let sought = arguments.find.as_deref().unwrap_or_default();
    let wanted =
        |it: &EntrySaid| has_words(&format!("{} {} {}", it.says, it.who, it.event), sought);
    let (mut found, mut before, mut looked) = (Vec::new(), arguments.before, 0_usize);
    while found.len() < arguments.count && looked < LOOKED_THROUGH_MAX {
        let read = reading.entries(unit, before, AT_ONCE)?;
        looked = looked.saturating_add(AT_ONCE);
        let last = read.last().map(|entry| entry.sequence);
        let said = read.iter().filter_map(|entry| reader.entry(entry));
        found.extend(said.filter(wanted));
        match last.filter(|last| *last > 1) {
            Some(last) => before = Some(last),
            None => break,
        }
    }
    found.truncate(arguments.count);
    arguments.asked.answer(&found, out, |out| {
        found.iter().try_for_each(|it| tell(it, out))
    })
}

fn tell(it: &EntrySaid, out: &mut dyn Write) -> std::io::Result<()> {
    let at = Timestamp::from_millisecond(it.at_ms).unwrap_or(Timestamp::UNIX_EPOCH);
    let day = at.strftime("%Y-%m-%d %H:%M");
    let head: String = it.hash.chars().take(8).collect();
    writeln!(
        out,
        "{} {day} {head} {}, by {}",
        it.sequence, it.says, it.who
    )
}
