//! `charterhouse explore`: asks the kernel for right and wrong things from a
//! seed and looks whether it keeps its promises. It touches no data folder.

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;
use std::thread;

use charter::Reading;
use clap::Args;
use serde::Serialize;
use sim::exploration::{Arrival, Care, Exploration, Failure, Hands, Tally, explore};
use sim::shrinking::shrink;

use super::{Form, Outcome, json};
use crate::error::CommandError;
use crate::progress;

/// Up to so many seeds everything is looked at after every event.
const SEEDS_LOOKED_AT_CLOSELY: u64 = 20;
/// Beyond that, everything is looked at after so many requests, and what was touched after every event.
const REQUESTS_BETWEEN_LOOKS: u32 = 100;

/// What `explore` takes.
#[derive(Debug, Args)]
#[command(after_help = "Exit code: 0 every promise was kept, 1 one was broken, 2 could not run.")]
pub(crate) struct Arguments {
    /// Charter document
    #[arg(long, value_name = "FILE")]
    charter: PathBuf,
    /// Seed of all chance, the first of several
    #[arg(long, value_name = "NUMBER")]
    seed: u64,
    /// How many requests each seed makes
    #[arg(long, value_name = "NUMBER", default_value_t = 500, value_parser = clap::value_parser!(u32).range(1..))]
    commands: u32,
    /// How many seeds, one after the other from the first
    #[arg(long, value_name = "NUMBER", default_value_t = 1, value_parser = clap::value_parser!(u64).range(1..))]
    seeds: u64,
    /// Form of the answer
    #[arg(long, value_enum, default_value_t = Form::Text)]
    format: Form,
}

/// What came of it, as programs read it.
#[derive(Debug, Default, Serialize)]
struct Told {
    /// Whether every promise was kept.
    kept: bool,
    seeds: u64,
    /// Requests of each kind that were carried out, over all seeds.
    done: Tally,
    refused: Tally,
    events: Tally,
    /// SHA-256 of the state at the end of each seed.
    states: Vec<String>,
    /// What is broken, where something is.
    broken: Vec<BrokenSaid>,
    /// The command that walks the same way again.
    again: Option<String>,
    /// The fewest requests that were found to break it, as a case.
    case: Option<String>,
}

#[derive(Debug, Serialize)]
struct BrokenSaid {
    promise: String,
    says: String,
}

/// Explores, and tells a broken promise with the fewest requests that break it.
///
/// # Errors
///
/// When the charter cannot be read or the answer cannot be written.
pub(crate) fn run(arguments: &Arguments, out: &mut dyn Write) -> Result<Outcome, CommandError> {
    let file = &arguments.charter;
    let text = fs::read_to_string(file)
        .map_err(|error| CommandError::failed(format!("reading {}", file.display()), &error))?;
    let Reading { charter, problems } = charter::read(&text);
    let Some(charter) = charter else {
        let name = file.display().to_string();
        write!(out, "{}", charter::render(&problems, &name, &text))?;
        return Ok(Outcome::Amiss);
    };
    let last = arguments
        .seed
        .checked_add(arguments.seeds.saturating_sub(1))
        .ok_or_else(|| CommandError::given("there are not so many seeds after this one"))?;
    let wish = Exploration {
        charter: Arc::new(charter),
        seeds: arguments.seed..=last,
        commands: arguments.commands,
        care: if arguments.seeds <= SEEDS_LOOKED_AT_CLOSELY {
            Care::EveryEvent
        } else {
            Care::Requests(REQUESTS_BETWEEN_LOOKS)
        },
        threads: thread::available_parallelism().map_or(1, usize::from),
    };
    let bar = progress::steps(
        "exploring",
        usize::try_from(arguments.seeds).unwrap_or(usize::MAX),
    );
    let explored = explore(&wish, Hands::sound(), &|| bar.inc(1));
    bar.finish_and_clear();
    match explored {
        Ok(arrivals) if arguments.format == Form::Json => {
            json(&arrived(&arrivals), out)?;
            Ok(Outcome::Clean)
        }
        Ok(arrivals) => {
            tell_arrivals(&arrivals, out)?;
            Ok(Outcome::Clean)
        }
        Err(failure) if arguments.format == Form::Json => {
            let told = failed(&failure, &file.display().to_string(), Hands::sound());
            json(&told, out)?;
            Ok(Outcome::Amiss)
        }
        Err(failure) => {
            tell_failure(&failure, &file.display().to_string(), Hands::sound(), out)?;
            Ok(Outcome::Amiss)
        }
    }
}

fn arrived(arrivals: &[Arrival]) -> Told {
    let sum = |tally: fn(&Arrival) -> &Tally| {
        let mut sums = Tally::new();
        for (name, count) in arrivals.iter().flat_map(tally) {
            let sum = sums.entry(name.clone()).or_default();
            *sum = sum.saturating_add(*count);
        }
        sums
    };
    Told {
        kept: true,
        seeds: u64::try_from(arrivals.len()).unwrap_or(u64::MAX),
        done: sum(|it| &it.done),
        refused: sum(|it| &it.refused),
        events: sum(|it| &it.events),
        states: arrivals.iter().map(|it| journal::hex(&it.hash)).collect(),
        ..Told::default()
    }
}

fn failed(failure: &Failure, file: &str, hands: Hands) -> Told {
    let shrunk = shrink(failure, hands);
    let broken = shrunk.failure.broken.iter().map(|it| BrokenSaid {
        promise: format!("{:?}", it.promise),
        says: it.words.clone(),
    });
    Told {
        seeds: 1,
        broken: broken.collect(),
        again: Some(failure.replay_command(file)),
        case: Some(shrunk.case),
        ..Told::default()
    }
}

fn tell_arrivals(arrivals: &[Arrival], out: &mut dyn Write) -> Result<(), CommandError> {
    let sum = |tally: fn(&Arrival) -> &Tally| -> u64 {
        arrivals.iter().flat_map(|it| tally(it).values()).sum()
    };
    writeln!(
        out,
        "every promise was kept: {} requests carried out, {} refused, {} events, seeds: {}",
        sum(|it| &it.done),
        sum(|it| &it.refused),
        sum(|it| &it.events),
        arrivals.len()
    )?;
    if let [only] = arrivals {
        writeln!(out, "state at the end: {}", journal::hex(&only.hash))?;
    }
    Ok(())
}

fn tell_failure(
    failure: &Failure,
    file: &str,
    hands: Hands,
    out: &mut dyn Write,
) -> Result<(), CommandError> {
    writeln!(out, "{failure}")?;
    writeln!(out, "again: {}\n", failure.replay_command(file))?;
    // What is found is said before the search for less, which takes a while.
    out.flush()?;
    let shrunk = shrink(failure, hands);
    writeln!(
        out,
        "{} requests are enough:",
        shrunk.failure.requests.len()
    )?;
    for broken in &shrunk.failure.broken {
        writeln!(out, "  {:?}: {}", broken.promise, broken.words)?;
    }
    writeln!(out, "\nas a case for the charter:\n\n{}", shrunk.case)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use sim::exploration::{Journey, travel};

    use super::*;

    #[test]
    fn a_broken_promise_is_told_with_the_way_there_and_a_case() {
        let text = include_str!("../../../../charters/party-cell.md");
        // A kernel that forgets to let people go.
        let hands = Hands {
            apply: |state, event| {
                if event.name() != "member-left" {
                    state.apply(event);
                }
            },
            ..Hands::sound()
        };
        let journey = Journey {
            charter: Arc::new(charter::read(text).charter.unwrap()),
            seed: 3,
            commands: 400,
            care: Care::Requests(REQUESTS_BETWEEN_LOOKS),
        };
        let failure = travel(&journey, hands).unwrap_err();
        let mut out = Vec::new();
        tell_failure(&failure, "party-cell.md", hands, &mut out).unwrap();
        let told = String::from_utf8(out).unwrap();
        let count = failure.requests.len();
        let again = format!(
            "again: charterhouse explore --charter party-cell.md --seed 3 --commands {count}\n"
        );
        assert!(told.contains(&again), "{told}");
        assert!(told.contains(" requests are enough:\n"), "{told}");
        assert!(told.contains("\n```case\ngiven  "), "{told}");
        assert!(told.contains(" leaves on "), "{told}");
        assert!(told.contains(" in no unit\n"), "{told}");
    }
}
