//! What a simulated year takes: `cargo run --release -p sim --example years -- 1000000 [threads] [months]`.
//!
//! It makes an organisation, lets the months pass, and then hashes what came of
//! it, holds it against every invariant, and checks every rule. Figures are JSON
//! lines on standard output.
#![expect(clippy::print_stdout, reason = "a measurement prints what it measured")]

use std::error::Error;
use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::time::Instant;

use kernel::{findings, invariants};
use sim::simulate::scenario::Scenario;
use sim::simulate::{Edition, Figures, Outcome, Stage, Wish, bytes_needed, simulate, state_hash};

const CHARTER: &str = include_str!("../../../bench/charter.md");
/// How often every rule is checked at the end.
const CHECKS: u32 = 3;

fn main() -> Result<(), Box<dyn Error>> {
    let number =
        |at: usize, usual: u32| std::env::args().nth(at).map_or(Ok(usual), |it| it.parse());
    let (members, threads, months) = (number(1, 1_000_000)?, number(2, 2)?, number(3, 12)?);
    let edition = Edition::read(CHARTER).map_err(|_| "the charter does not read")?;
    let told = Told(members);
    let needed = bytes_needed(&edition.charter, members, months)?;
    told.number("memory-estimated", (needed >> 20) as f64, "MB");
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
            passing = Some((Instant::now(), processor_seconds()));
        }
        ControlFlow::Continue(())
    })?;
    let (end, worked) = (Instant::now(), processor_seconds());
    let (passing, worked_before) = passing.unwrap_or((start, 0.0));
    let (making, year) = (passing.duration_since(start), end.duration_since(passing));
    told.number("making", making.as_secs_f64(), "s");
    told.number("year", year.as_secs_f64(), "s");
    let worked = worked - worked_before;
    told.number("year-processor", worked, "s");
    let member_months = f64::from(members) * f64::from(months);
    if worked > 0.0 {
        told.number("member-months", member_months / worked, "a second");
    }
    if let Some(peak) = kilobytes("VmHWM:") {
        told.number("peak-memory", peak / 1024.0, "MB");
    }
    happened(&told, &outcome);
    ends(&told, &outcome, &wish);
    Ok(())
}

/// What the months were filled with.
fn happened(told: &Told, outcome: &Outcome) {
    let months = outcome.months.iter();
    let all = months.fold(Figures::default(), |sum, month| sum.and(&month.figures));
    for (figure, count) in [
        ("commands", all.commands),
        ("meetings", all.meetings),
        ("attendances", all.expected),
        ("moves", all.transferred + all.regrouped),
        ("splits", all.split),
        ("ends", all.ended),
    ] {
        told.number(figure, count as f64, "");
    }
}

/// What came of it, and whether it is in order.
fn ends(told: &Told, outcome: &Outcome, wish: &Wish) {
    let state = &outcome.state;
    told.number("members-at-the-end", f64::from(state.member_count()), "");
    if let (Some(now), members) = (kilobytes("VmRSS:"), f64::from(state.member_count())) {
        told.number("resident-bytes", now * 1024.0 / members, "bytes");
    }
    told.line("state", &format!("\"{}\"", state_hash(state)), "sha256");
    let last = outcome
        .months
        .last()
        .map_or(wish.scenario.begins, |it| it.on);
    let mut found = 0;
    for _ in 0..CHECKS {
        let start = Instant::now();
        found = findings::check(state, last).len();
        told.number("check", start.elapsed().as_secs_f64() * 1e3, "ms");
    }
    told.number("findings", found as f64, "");
    let start = Instant::now();
    let broken = invariants::broken(state).len();
    told.number("broken-invariants", broken as f64, "");
    told.number("invariants", start.elapsed().as_secs_f64(), "s");
}

/// Figures of an organisation of so many members.
struct Told(u32);

impl Told {
    fn number(&self, figure: &str, value: f64, unit: &str) {
        // A count is told whole, a measurement to five digits.
        let value = match value.fract() == 0.0 {
            true => format!("{value:.0}"),
            false => format!("{value:.4e}"),
        };
        self.line(figure, &value, unit);
    }

    fn line(&self, figure: &str, value: &str, unit: &str) {
        let size = self.0;
        println!(
            "{{\"figure\":\"{figure}\",\"size\":{size},\"value\":{value},\"unit\":\"{unit}\"}}"
        );
    }
}

/// A line of what the system says about this process, in kilobytes.
fn kilobytes(name: &str) -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with(name))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

/// How long all processors together have worked for this program, where the system tells.
fn processor_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = stat.rsplit(')').next().unwrap_or_default();
    let ticks = fields.split_whitespace().skip(11).take(2);
    ticks
        .filter_map(|ticks| ticks.parse::<f64>().ok())
        .sum::<f64>()
        / 100.0
}
