//! What the kernel takes: `cargo run --release -p kernel --example timing -- 1000000`.
//!
//! It enters an organisation of units of twenty, with some too small and some too
//! large, a part at a time as a register is, and measures single commands, one
//! act, the check of every rule, a plan, and memory. Figures are JSON lines on
//! standard output, each value of several a line of its own.
#![expect(
    clippy::print_stdout,
    clippy::disallowed_types,
    reason = "a measurement reads the clock and prints what it read"
)]

#[path = "../tests/it/large.rs"]
mod large;

use std::error::Error;
use std::time::Instant;

use kernel::{Command, findings, plan};
use large::{KINDS, Large, TODAY};

/// How often everything is measured.
const SAMPLES: u32 = 5;
/// Commands of one kind in a sample, where there are units enough.
const COMMANDS: u32 = 10_001;
/// Acts in a sample.
const ACTS: u32 = 101;

fn main() -> Result<(), Box<dyn Error>> {
    let people = std::env::args()
        .nth(1)
        .map_or(Ok(1_000_000), |count| count.parse())?;
    let before = kilobytes("VmRSS:");
    let start = Instant::now();
    let mut large = Large::of(people)?;
    let told = |figure: &str, value: f64, unit: &str| {
        println!(
            "{{\"figure\":\"{figure}\",\"size\":{people},\"value\":{value:.4e},\"unit\":\"{unit}\"}}"
        );
    };
    told("enter", seconds(start), "s");
    let members = f64::from(large.state.member_count());
    let resident = kilobytes("VmRSS:").zip(before);
    if let Some((now, before)) = resident {
        told("resident-bytes", (now - before) * 1024.0 / members, "bytes");
    }
    let bytes = large.bytes();
    told("column-bytes", bytes as f64 / members, "bytes");
    for sample in 0..SAMPLES {
        for (figure, kind) in KINDS {
            let commands = large.commands(kind, sample, COMMANDS);
            told(figure, median(&mut large, commands)? * 1e9, "ns");
        }
        let acts = (0..ACTS).map(|number| large.act(sample, number)).collect();
        told("act", median(&mut large, acts)? * 1e6, "µs");
        let start = Instant::now();
        let found = findings::check(&large.state, TODAY);
        told("check", seconds(start) * 1e3, "ms");
        if sample == 0 {
            told("findings", found.len() as f64, "");
        }
    }
    let start = Instant::now();
    drop(plan::plan(&large.state, TODAY));
    told("plan", seconds(start) * 1e3, "ms");
    if let Some(peak) = kilobytes("VmHWM:") {
        told("peak-memory", peak / 1024.0, "MB");
    }
    // A directive to every unit there is: what it takes to issue, and to keep.
    let units = large.state.standing_units().count();
    told("units", units as f64, "");
    for _ in 0..SAMPLES {
        let (command, before) = (large.circular()?, large.bytes());
        let start = Instant::now();
        large.carry_out(command)?;
        told("issue-to-all", seconds(start) * 1e3, "ms");
        told("issue-bytes", (large.bytes() - before) as f64, "bytes");
    }
    Ok(())
}

/// A line of what the system says about this process, in kilobytes.
fn kilobytes(name: &str) -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with(name))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

fn seconds(since: Instant) -> f64 {
    since.elapsed().as_secs_f64()
}

/// The middle of the times of many commands, each measured by itself, in seconds.
fn median(large: &mut Large, commands: Vec<Command>) -> Result<f64, Box<dyn Error>> {
    let mut times = Vec::with_capacity(commands.len());
    for command in commands {
        let start = Instant::now();
        large.carry_out(command)?;
        times.push(start.elapsed());
    }
    times.sort_unstable();
    let middle = times.get(times.len() / 2).copied().unwrap_or_default();
    Ok(middle.as_secs_f64())
}
