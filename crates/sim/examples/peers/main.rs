//! The Charterhouse side of `cargo xtask bench --peers`: makes an organisation,
//! hands its columns to the other programs, and does the same work.
//!
//! `cargo run --release -p sim --example peers -- check MEMBERS FOLDER RUNS`
//! `cargo run --release -p sim --example peers -- month MEMBERS FOLDER MONTHS RUNS`
#![expect(
    clippy::print_stdout,
    reason = "the answer goes to the program that asked"
)]

mod check;
mod columns;
mod month;

use std::error::Error;
use std::path::PathBuf;

fn main() -> Result<(), Box<dyn Error>> {
    let mut words = std::env::args().skip(1);
    let mut next = |what: &'static str| words.next().ok_or(format!("{what} is missing"));
    let task = next("check or month")?;
    let members = next("the number of members")?.parse()?;
    let folder = PathBuf::from(next("the folder for the columns")?);
    std::fs::create_dir_all(&folder)?;
    let answer = match task.as_str() {
        "check" => {
            let runs = next("the number of runs")?.parse()?;
            check::measure(members, &folder, runs)?
        }
        "month" => {
            let months = next("the number of months")?.parse()?;
            let runs = next("the number of runs")?.parse()?;
            month::measure(members, &folder, months, runs)?
        }
        _ => return Err(format!("there is no task {task}").into()),
    };
    println!("{answer}");
    Ok(())
}
