//! `charterhouse explore`: asks the kernel for right and wrong things from a
//! seed and looks whether it keeps its promises. It touches no data folder.

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;
use std::thread;

use charter::Reading;
use clap::Args;
use sim::exploration::{Arrival, Care, Exploration, Failure, Hands, Tally, explore};
use sim::shrinking::shrink;

use super::Outcome;
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
        Ok(arrivals) => {
            tell_arrivals(&arrivals, out)?;
            Ok(Outcome::Clean)
        }
        Err(failure) => {
            tell_failure(&failure, &file.display().to_string(), Hands::sound(), out)?;
            Ok(Outcome::Amiss)
        }
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
        let hash: String = only.hash.iter().map(|byte| format!("{byte:02x}")).collect();
        writeln!(out, "state at the end: {hash}")?;
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
