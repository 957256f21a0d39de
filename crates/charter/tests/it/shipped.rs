//! The charters that ship with the program.

use charter::{read, render};

const PARTY_CELL: &str = include_str!("../../../../charters/party-cell.md");

#[test]
fn the_party_cell_charter_reads_without_problems() {
    let reading = read(PARTY_CELL);
    assert!(
        reading.charter.is_some(),
        "{}",
        render(&reading.problems, "charters/party-cell.md", PARTY_CELL)
    );
    println!("{}", charter::show(&reading.charter.unwrap()));
}
