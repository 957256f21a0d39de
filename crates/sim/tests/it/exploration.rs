//! Walks from many seeds under four charters, with the auditor and every
//! invariant looking on.

use std::ops::RangeInclusive;
use std::sync::Arc;

use charter::Charter;
use kernel::{Command, Event};
use sim::exploration::{Arrival, Care, Exploration, Hands, Tally, explore};
use sim::shrinking::shrink;

pub(crate) const PARTY_CELL: &str = include_str!("../../../../charters/party-cell.md");
pub(crate) const UNION: &str = include_str!("../../../../charters/union.md");
const SELF_HELP_GROUPS: &str = include_str!("../../../../charters/self-help-groups.md");
pub(crate) const APIARY: &str = include_str!("apiary.md");

const REFUSAL: &str = include_str!("../../../kernel/src/refusal.rs");

/// Each charter with the file from which a seed is walked again.
const CHARTERS: &[(&str, &str)] = &[
    ("charters/party-cell.md", PARTY_CELL),
    ("charters/union.md", UNION),
    ("crates/sim/tests/it/apiary.md", APIARY),
    ("charters/self-help-groups.md", SELF_HELP_GROUPS),
];

pub(crate) fn charter_of(text: &str) -> Arc<Charter> {
    let reading = charter::read(text);
    let problems = reading.problems;
    let charter = reading.charter;
    Arc::new(charter.unwrap_or_else(|| panic!("{}", charter::render(&problems, "charter", text))))
}

/// Walks, and fails with the command that walks the same way again.
fn walked(at: usize, seeds: RangeInclusive<u64>, care: Care, threads: usize) -> Vec<Arrival> {
    let (file, text) = CHARTERS[at];
    let wish = Exploration {
        charter: charter_of(text),
        seeds,
        commands: 500,
        care,
        threads,
    };
    explore(&wish, Hands::sound(), &|| {}).unwrap_or_else(|failure| {
        let again = failure.replay_command(file);
        panic!(
            "{failure}again: {again}\n{}",
            shrink(&failure, Hands::sound()).case
        );
    })
}

fn sum(arrivals: &[Arrival], tally: fn(&Arrival) -> &Tally) -> Tally {
    let mut sum = Tally::new();
    for (name, count) in arrivals.iter().flat_map(tally) {
        *sum.entry(name.clone()).or_default() += count;
    }
    sum
}

/// The variants of an enum, as its source in the kernel has them.
fn variants(source: &str, name: &str) -> Vec<String> {
    let (_, body) = source.split_once(&format!("pub enum {name} {{")).unwrap();
    let (body, _) = body.split_once("\n}").unwrap();
    body.lines()
        .filter_map(|line| line.strip_prefix("    "))
        .filter(|line| line.starts_with(|letter: char| letter.is_ascii_uppercase()))
        .map(|line| {
            let letters = line.chars().take_while(|letter| letter.is_alphanumeric());
            letters.collect()
        })
        .collect()
}

/// What was touched is compared after every event, and everything after every
/// hundredth request and the last.
#[test]
fn two_thousand_seeds_of_five_hundred_requests_break_no_promise() {
    let mut arrivals = Vec::new();
    for (at, seeds) in [1..=600, 601..=1000, 1001..=1500, 1501..=2000]
        .into_iter()
        .enumerate()
    {
        arrivals.extend(walked(at, seeds, Care::Requests(100), 2));
    }
    assert_eq!(arrivals.len(), 2000);
    // Every kind of command was carried out and refused, and caused every kind of event.
    let commands: Vec<&str> = Command::names().collect();
    assert!(commands.len() >= 20, "{commands:?}");
    let (done, refused) = (
        sum(&arrivals, |it| &it.done),
        sum(&arrivals, |it| &it.refused),
    );
    for command in &commands {
        for tally in [&done, &refused] {
            let count = tally.get(*command).copied().unwrap_or(0);
            assert!(count > 50, "{command} was met {count} times: {tally:?}");
        }
    }
    // Every reason there is stood in the way; that of an act counts as that of its step.
    let reasons = sum(&arrivals, |it| &it.reasons);
    let known = variants(REFUSAL, "Reason");
    assert!(known.len() > 40, "{known:?}");
    let unmet: Vec<String> = known
        .into_iter()
        .filter(|reason| reason != "InAct" && !reasons.contains_key(reason))
        .collect();
    assert!(unmet.is_empty(), "never met: {unmet:?}");
    let events = sum(&arrivals, |it| &it.events);
    let met: Vec<&String> = events.keys().collect();
    let mut known: Vec<&str> = Event::names().collect();
    known.sort_unstable();
    assert_eq!(met, known);
}

/// Everything there is, after every event.
#[test]
fn a_few_seeds_are_looked_at_closely() {
    for at in 0..CHARTERS.len() {
        let first = 10_001;
        assert_eq!(walked(at, first..=first + 7, Care::EveryEvent, 2).len(), 8);
    }
}

#[test]
fn one_thread_and_several_come_to_the_same_state() {
    let alone = walked(2, 1..=40, Care::Requests(500), 1);
    assert_eq!(alone, walked(2, 1..=40, Care::Requests(500), 3));
    // How closely somebody looks on changes nothing.
    let closely = walked(2, 1..=2, Care::EveryEvent, 1);
    assert_eq!(alone[..2], closely);
    assert_ne!(alone[0].hash, alone[1].hash);
}
