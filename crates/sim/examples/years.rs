//! How long a simulated year takes: `cargo run --release -p sim --example years -- 1000000 [threads] [months]`.
#![expect(clippy::print_stdout, reason = "a measurement prints what it measured")]

use std::error::Error;
use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::time::Instant;

use kernel::invariants;
use sim::simulate::scenario::Scenario;
use sim::simulate::{Edition, Figures, Stage, Wish, bytes_needed, simulate, state_hash};

const CHARTER: &str = include_str!("../../../charters/party-cell.md");

fn main() -> Result<(), Box<dyn Error>> {
    let number =
        |at: usize, usual: u32| std::env::args().nth(at).map_or(Ok(usual), |it| it.parse());
    let (members, threads, months) = (number(1, 1_000_000)?, number(2, 2)?, number(3, 12)?);
    let edition = Edition::read(CHARTER).map_err(|_| "the charter does not read")?;
    let needed = bytes_needed(&edition.charter, members, months)?;
    println!("{:<24} {} MB", "memory estimated", needed >> 20);
    let wish = Wish {
        edition,
        amendments: Vec::new(),
        scenario: Scenario::default(),
        members,
        months,
        seed: 1,
        threads: NonZeroUsize::new(usize::try_from(threads)?).ok_or("no threads")?,
    };
    let start = Instant::now();
    let mut passing = None;
    let outcome = simulate(&wish, &mut |stage, _, _| {
        if stage == Stage::Passing && passing.is_none() {
            passing = Some((Instant::now(), processor_ms()));
        }
        ControlFlow::Continue(())
    })?;
    let (end, worked) = (Instant::now(), processor_ms());
    let (passing, worked_before) = passing.unwrap_or((start, 0));
    let year = end.duration_since(passing);
    println!("{:<24} {:?}", "making it", passing.duration_since(start));
    let worked = worked.saturating_sub(worked_before);
    println!(
        "{:<24} {year:?}, {worked} ms of all processors",
        "the months"
    );
    let all = outcome
        .months
        .iter()
        .fold(Figures::default(), |sum, month| sum.and(&month.figures));
    let each = year.as_nanos().checked_div(u128::from(all.commands));
    println!(
        "{:<24} {} at {} ns",
        "commands",
        all.commands,
        each.unwrap_or(0)
    );
    println!("{:<24} {}", "meetings", all.meetings);
    println!(
        "{:<24} {}, {} formed, {} ended",
        "units split", all.split, all.formed, all.ended
    );
    println!(
        "{:<24} {}",
        "members at the end",
        outcome.state.member_count()
    );
    let memory = std::fs::read_to_string("/proc/self/status")?;
    let peak = memory.lines().find(|line| line.starts_with("VmHWM"));
    println!("{:<24} {}", "memory", peak.unwrap_or("not known"));
    let start = Instant::now();
    println!("{:<24} {}", "state", state_hash(&outcome.state));
    println!("{:<24} {:?}", "hashing it", start.elapsed());
    // The check builds lists of its own: at more members they do not fit beside the organisation.
    if members <= 20_000_000 {
        let start = Instant::now();
        let broken = invariants::broken(&outcome.state);
        let took = start.elapsed();
        println!("{:<24} {} broken, {took:?}", "invariants", broken.len());
    }
    Ok(())
}

/// What all processors together have worked for this program, where the system tells.
fn processor_ms() -> u64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = stat.rsplit(')').next().unwrap_or_default();
    let ticks = fields.split_whitespace().skip(11).take(2);
    ticks
        .filter_map(|ticks| ticks.parse::<u64>().ok())
        .sum::<u64>()
        * 10
}
