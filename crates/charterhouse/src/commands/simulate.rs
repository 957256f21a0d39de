//! `charterhouse simulate`: makes an organisation to a charter and lets years pass.

mod chart;
mod keeping;
mod report;
mod setting;

use std::io::{self, Write};
use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use clap::{Args, ValueEnum};
use kernel::invariants;
use sim::simulate::{self, CannotSimulate, Outcome as Simulated, Stage, Wish};

use super::Outcome;
use crate::error::CommandError;
use crate::{making, progress};
use keeping::Keeping;
use report::Run;
use setting::Setting;

/// Members up to whom the invariants are looked at without being asked for.
const CHECKED_ALWAYS: u32 = 1_000_000;

/// What `simulate` takes.
#[derive(Debug, Args)]
#[command(
    after_help = "The answer is the same to the byte for the same charter, scenario, members, years and seed, on any number of threads. Ctrl-C stops after the units at hand, and the months that passed whole are reported.\n\
    With --to the organisation is kept in a folder that serve, check, verify, export and account open, with everything that happened as entries and with made-up people. Where no scenario says when the years begin, they end with the last month that is over. Ctrl-C keeps what happened until then; a second Ctrl-C keeps nothing."
)]
pub(crate) struct Arguments {
    /// Charter to simulate under [default: the reference charter]
    #[arg(long, value_name = "FILE")]
    charter: Option<PathBuf>,
    /// Members on the first day
    #[arg(long, value_name = "N", default_value_t = 20_000)]
    members: u32,
    /// Years to pass
    #[arg(long, value_name = "Y", default_value_t = 1)]
    years: u32,
    /// Seed of all chance
    #[arg(long, value_name = "S", default_value_t = 1)]
    seed: u64,
    /// Rates, shocks and amendments, as docs/scenarios.md describes [default: the usual rates]
    #[arg(long, value_name = "FILE")]
    scenario: Option<PathBuf>,
    /// Another scenario (.toml) or charter to run from the same seed and show beside the first
    #[arg(long, value_name = "FILE")]
    against: Option<PathBuf>,
    /// Form of the answer
    #[arg(long, value_enum, default_value_t = Form::Text)]
    format: Form,
    /// Folder for one chart (SVG) a figure
    #[arg(long, value_name = "DIR")]
    charts: Option<PathBuf>,
    /// New data folder in which to keep the organisation
    #[arg(long, value_name = "DIR", conflicts_with = "against")]
    to: Option<PathBuf>,
    /// Hold the organisation at the end against every invariant; up to a million members it always is
    #[arg(long)]
    check: bool,
    /// Keep a second account of everything that happens and hold it against the first
    #[arg(long, conflicts_with = "to")]
    audit: bool,
    /// Begin even where less memory is free than may be needed
    #[arg(long)]
    anyway: bool,
    /// Threads [default: as many as the machine has]
    #[arg(long, value_name = "T")]
    threads: Option<NonZeroUsize>,
}

/// A form of answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Form {
    /// A table for people
    Text,
    /// For programs
    Json,
    /// For spreadsheets
    Csv,
}

/// Simulates, once or twice, and reports.
///
/// # Errors
///
/// When a charter or scenario is not in order, or the charter cannot be populated.
pub(crate) fn run(arguments: &Arguments, out: &mut dyn Write) -> Result<Outcome, CommandError> {
    let mut first = Setting::read(arguments.charter.as_deref(), arguments.scenario.as_deref())?;
    let months = months(arguments)?;
    let keeping = match &arguments.to {
        Some(place) => Some(keeping_at(place, arguments, months, &mut first)?),
        None => None,
    };
    let second = match &arguments.against {
        Some(path) => Some(first.against(path, arguments.charter.as_deref())?),
        None => None,
    };
    let stop = stop_on_interrupt()?;
    let mut runs = vec![simulate_one(arguments, &first, keeping, &stop)?];
    if let Some(second) = second.filter(|_| !stop.load(Ordering::Relaxed)) {
        runs.push(simulate_one(arguments, &second, None, &stop)?);
    }
    match arguments.format {
        Form::Text => report::write_text(&runs, out)?,
        Form::Json => report::write_json(&runs, arguments.seed, out)?,
        Form::Csv => report::write_csv(&runs, out)?,
    }
    if let Some(folder) = &arguments.charts {
        chart::write_all(&runs, folder)?;
    }
    let sound = |run: &Run| {
        let agreed = run
            .audit
            .as_ref()
            .is_none_or(|it| it.differences.is_empty());
        agreed && run.broken.as_ref().is_none_or(Vec::is_empty)
    };
    Ok(if runs.iter().all(sound) {
        Outcome::Clean
    } else {
        Outcome::Amiss
    })
}

fn months(arguments: &Arguments) -> Result<u32, CommandError> {
    let months = arguments.years.checked_mul(12);
    months.ok_or_else(|| CommandError::given("no record holds so many years"))
}

/// Looks, before any work, whether the years can be kept.
fn keeping_at(
    place: &Path,
    arguments: &Arguments,
    months: u32,
    setting: &mut Setting,
) -> Result<Keeping, CommandError> {
    let keeping = Keeping::at(place, setting)?;
    let today = making::today();
    if arguments.scenario.is_none()
        && let Some(begins) = keeping::begins_in_the_past(months, today)
    {
        setting.scenario.begins = begins;
        say(&format!(
            "{}: the years begin on {begins} and are over",
            setting.name
        ))?;
    }
    keeping::refuse_days_to_come(setting.scenario.begins, months, today)?;
    let wish = wish(arguments, setting)?;
    let room = keeping::room(place, &wish).map_err(|error| cannot(setting, &error))?;
    let needed = keeping::bytes_in_words(room.needed);
    let free = room.free.map(keeping::bytes_in_words);
    match (room.free, free) {
        (Some(bytes), Some(free)) if bytes < room.needed => {
            let error = format!(
                "{} would need about {needed} on the disk, and {free} are free",
                place.display()
            );
            Err(CommandError::given(error).hint("wish for fewer members or years, or another disk"))
        }
        (_, free) => {
            let free = free.map_or(String::new(), |free| format!(", {free} are free"));
            say(&format!(
                "{}: about {needed} on the disk in {}{free}",
                setting.name,
                place.display()
            ))?;
            Ok(keeping)
        }
    }
}

fn wish(arguments: &Arguments, setting: &Setting) -> Result<Wish, CommandError> {
    Ok(Wish {
        edition: setting.edition.clone(),
        amendments: setting.amendments.clone(),
        scenario: setting.scenario.clone(),
        members: arguments.members,
        months: months(arguments)?,
        seed: arguments.seed,
        threads: threads(arguments),
    })
}

/// A run for which there is not enough memory ends with nothing after a long time: it is not begun.
fn refuse_what_memory_lacks(arguments: &Arguments, needed: u64) -> Result<(), CommandError> {
    let free = memory_free().filter(|free| *free < needed && !arguments.anyway);
    let Some(free) = free else {
        return Ok(());
    };
    let error = format!("{} MB of memory are free on this machine", free >> 20);
    Err(CommandError::given(error)
        .hint("wish for fewer members or years, or a machine with more memory,")
        .hint("or begin with --anyway: what is said to be needed is more than most runs take"))
}

/// Memory that is free, in bytes, where the system tells it.
fn memory_free() -> Option<u64> {
    let told = std::fs::read_to_string("/proc/meminfo").ok()?;
    let line = told
        .lines()
        .find_map(|line| line.strip_prefix("MemAvailable:"))?;
    let kilobytes: u64 = line.split_whitespace().next()?.parse().ok()?;
    kilobytes.checked_mul(1024)
}

fn simulate_one(
    arguments: &Arguments,
    setting: &Setting,
    keeping: Option<Keeping>,
    stop: &AtomicBool,
) -> Result<Run, CommandError> {
    let wish = wish(arguments, setting)?;
    let needed = simulate::bytes_needed(&setting.edition.charter, wish.members, wish.months)
        .map_err(|error| cannot(setting, &error))?;
    let (name, title) = (setting.name.clone(), setting.edition.charter.title.clone());
    say(&format!(
        "{name}: {} members for {} months need about {} MB of memory",
        wish.members,
        wish.months,
        needed >> 20
    ))?;
    refuse_what_memory_lacks(arguments, needed)?;
    let bar = progress::rated();
    let mut began = Instant::now();
    let mut watch = |stage, done, all| {
        match stage {
            Stage::Entering => bar.set_message("entering the register"),
            Stage::Passing => {
                if bar.message() != "letting the years pass" {
                    bar.set_message("letting the years pass");
                    bar.reset_eta();
                    began = Instant::now();
                }
            }
        }
        bar.set_length(all);
        bar.set_position(done);
        if stop.load(Ordering::Relaxed) {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    };
    let mut audit = None;
    let simulated = match keeping {
        Some(keeping) => keeping.keep(&wish, &mut watch, &bar)?,
        None if arguments.audit => {
            simulate::simulate_audited(&wish, &mut watch).map(|(simulated, said)| {
                audit = Some(said);
                simulated
            })
        }
        None => simulate::simulate(&wish, &mut watch),
    };
    let simulated = simulated.map_err(|error| cannot(setting, &error))?;
    let took = began.elapsed();
    bar.finish_and_clear();
    let kept = arguments.to.as_deref().map(|place| kept(place, &simulated));
    say(&format!(
        "{name}: {} months passed in {:.2} s{}{}",
        simulated.months.len().saturating_sub(1),
        took.as_secs_f64(),
        memory_peak().map_or(String::new(), |peak| format!(
            ", at most {} MB of memory",
            peak >> 10
        )),
        kept.unwrap_or_default()
    ))?;
    let check = arguments.check || wish.members <= CHECKED_ALWAYS;
    let broken = check.then(|| invariants::broken(&simulated.state));
    Ok(Run {
        audit,
        ..done(name, title, simulated, broken)
    })
}

/// What has become of the folder.
fn kept(place: &Path, simulated: &Simulated) -> String {
    let folder = place.display();
    match simulated.months.first() {
        Some(_) => format!(", kept in {folder}: `charterhouse serve {folder}` shows it"),
        None => format!("; stopped before the first day was over, so {folder} was not made"),
    }
}

fn done(name: String, charter: String, simulated: Simulated, broken: Option<Vec<String>>) -> Run {
    let hash = simulate::state_hash(&simulated.state);
    Run {
        name,
        charter,
        months: simulated.months,
        refusals: simulated.refusals,
        cascades: simulated.cascades,
        stopped: simulated.stopped,
        hash,
        broken,
        audit: None,
    }
}

fn threads(arguments: &Arguments) -> NonZeroUsize {
    arguments
        .threads
        .or(std::thread::available_parallelism().ok())
        .unwrap_or(NonZeroUsize::MIN)
}

fn cannot(setting: &Setting, error: &CannotSimulate) -> CommandError {
    match error {
        CannotSimulate::Scenario(problems) => setting.problems(problems),
        CannotSimulate::Members { near, .. } => {
            let help = format!("wish for {near} members, or change the sizes");
            setting.unfit(error, &help)
        }
        CannotSimulate::NoBaseLevel { .. } => {
            setting.unfit(error, "add a level to which people belong beneath this one")
        }
        other => CommandError::given(other.to_string()),
    }
}

/// A line for whoever sits at the terminal; the answer itself goes to standard output.
fn say(line: &str) -> Result<(), CommandError> {
    writeln!(io::stderr().lock(), "{line}").map_err(CommandError::from)
}

/// The most memory the process ever had, in kilobytes, where the system tells.
fn memory_peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

/// A flag that Ctrl-C sets. A second Ctrl-C ends the program at once.
fn stop_on_interrupt() -> Result<Arc<AtomicBool>, CommandError> {
    let flag = Arc::new(AtomicBool::new(false));
    let set = Arc::clone(&flag);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| CommandError::failed("listening for Ctrl-C", &error))?;
    std::thread::spawn(move || {
        runtime.block_on(async {
            while tokio::signal::ctrl_c().await.is_ok() {
                if set.swap(true, Ordering::Relaxed) {
                    std::process::exit(130);
                }
            }
        });
    });
    Ok(flag)
}
