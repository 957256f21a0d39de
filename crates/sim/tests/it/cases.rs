//! The cases of the shipped charters, run on the kernel.

use std::sync::Arc;

use sim::case::run_all;

const PARTY_CELL: &str = include_str!("../../../../charters/party-cell.md");
const UNION: &str = include_str!("../../../../charters/union.md");

fn hold(name: &str, text: &str) {
    let reading = charter::read(text);
    let charter = reading
        .charter
        .unwrap_or_else(|| panic!("{}", charter::render(&reading.problems, name, text)));
    let charter = Arc::new(charter);
    let outcomes = run_all(&charter);
    let failures: Vec<String> = outcomes
        .iter()
        .flat_map(|outcome| &outcome.failures)
        .map(|failure| format!("{name}, {failure}"))
        .collect();
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    assert!(!outcomes.is_empty());
}

#[test]
fn the_cases_of_the_party_cell_charter_hold() {
    hold("charters/party-cell.md", PARTY_CELL);
}

#[test]
fn the_cases_of_the_union_charter_hold() {
    hold("charters/union.md", UNION);
}
