//! Simulated years that are kept as an organisation.

use std::process::Stdio;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::program::{CHARTER, Program, Said};

/// Two years under an amendment, long over.
const SCENARIO: &str = "begins = 2021-03-01\n\n[[amendment]]\nfrom = 2022-01-01\nreplace = 'range     = \"5..=30\"'\nby = 'range     = \"5..=20\"'\n";

fn kept(program: &Program, members: &str, more: &[&str]) -> Said {
    let arguments = ["simulate", "--members", members, "--to", "data"];
    program.run(&[&arguments, more].concat())
}

/// Bytes of everything in the folder.
fn size(program: &Program) -> u64 {
    let files = std::fs::read_dir(program.path("data")).unwrap();
    files
        .map(|file| file.unwrap().metadata().unwrap().len())
        .sum()
}

/// The run in an answer.
fn run_of(said: &str) -> Value {
    let answer: Value = serde_json::from_str(said).unwrap();
    answer["runs"][0].clone()
}

/// What `verify` says behind a word.
fn verified(program: &Program, word: &str) -> String {
    let said = program.run(&["verify", "data"]).must();
    let line = said.lines().find(|line| line.starts_with(word));
    let fields = line.unwrap_or_else(|| panic!("{said}"));
    fields.split_whitespace().nth(1).unwrap().to_owned()
}

/// Distinct units in the findings of rules that must be kept, on a day.
fn units_outside(program: &Program, on: &str) -> usize {
    let said = program.run(&["check", "data", "--on", on, "--format", "json"]);
    let standing: Value = serde_json::from_str(&said.out).unwrap();
    // Rules that should be kept count in `check` and not in the simulation.
    let charter = std::fs::read_to_string(CHARTER).unwrap();
    let reading = charter::read(&charter).charter.unwrap();
    let binds = |name: &str| {
        let rule = reading.rules.iter().find(|rule| rule.name == name);
        rule.is_some_and(|rule| rule.modality == charter::Modality::Must)
    };
    let findings = standing["findings"].as_array().unwrap().iter();
    let mut units: Vec<&str> = findings
        .filter(|finding| binds(finding["rule"].as_str().unwrap()))
        .map(|finding| finding["unit"]["code"].as_str().unwrap())
        .collect();
    units.sort_unstable();
    units.dedup();
    units.len()
}

#[test]
fn years_are_kept_as_they_were_simulated() {
    let program = Program::new();
    program.write("s.toml", SCENARIO);
    let scenario = ["--years", "2", "--scenario", "s.toml", "--format", "json"];
    let said = kept(&program, "3000", &scenario);
    let (_, room) = said.err.split_once("about ").unwrap();
    let (room, _) = room.split_once(" MB on the disk").unwrap();
    let room = room.parse::<u64>().unwrap() << 20;
    assert!(size(&program) <= room, "{} bytes of {room}", size(&program));
    let run = run_of(&said.must());
    assert_eq!(
        verified(&program, "state"),
        run["state_sha256"].as_str().unwrap()
    );
    assert_eq!(verified(&program, "charters"), "2");
    // The same years without keeping them come to the same.
    let again = [&["simulate", "--members", "3000"], scenario.as_slice()].concat();
    assert_eq!(run_of(&program.run(&again).must()), run);

    let last = run["months"].as_array().unwrap().last().unwrap().clone();
    let of = |key: &str| usize::try_from(last[key].as_u64().unwrap()).unwrap();
    assert_eq!(verified(&program, "cards"), of("members").to_string());
    let on = last["on"].as_str().unwrap();
    assert_eq!(on, "2023-02-28");
    let outside = units_outside(&program, on);
    assert!(outside > 0, "the amendment bites");
    assert_eq!(outside, of("units") - of("units_inside"));
    // A day in the middle is as it was recorded by then.
    let middle = &run["months"][12];
    let outside = units_outside(&program, middle["on"].as_str().unwrap());
    let inside =
        |month: &Value| month["units"].as_u64().unwrap() - month["units_inside"].as_u64().unwrap();
    assert_eq!(outside as u64, inside(middle));
    assert!(
        program
            .read("data/made-up.json")
            .contains("nobody in it exists")
    );

    program.run(&["export", "data", "--to", "out"]).must();
    let rows = |name: &str| program.read(name).lines().count() - 1;
    assert_eq!(rows("out/people.csv"), of("members"));
    assert_eq!(rows("out/units.csv"), of("units"));
}

#[test]
fn the_register_of_kept_years_goes_out_and_in_again() {
    let program = Program::new();
    kept(&program, "2000", &[]).must();
    let sorted = |text: String| {
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        lines.sort();
        lines
    };
    program.run(&["export", "data", "--to", "out"]).must();
    let other = Program::with_empty();
    for name in ["units.csv", "people.csv"] {
        other.write(name, program.read(&format!("out/{name}")));
    }
    let files = ["--units", "units.csv", "--people", "people.csv"];
    other
        .run(&[&["import", "data"], files.as_slice()].concat())
        .must();
    other.run(&["export", "data", "--to", "out"]).must();
    for name in ["out/units.csv", "out/people.csv"] {
        assert_eq!(
            sorted(other.read(name)),
            sorted(program.read(name)),
            "{name}"
        );
    }
    let account = ["account", "add", "data", "me", "--person"];
    let person = program.read("out/people.csv");
    let code = person.lines().nth(1).unwrap().split(',').next().unwrap();
    program.run(&[account.as_slice(), &[code]].concat()).must();
}

#[test]
fn what_stands_in_the_way_is_said_before_any_work() {
    let program = Program::new();
    std::fs::create_dir(program.path("data")).unwrap();
    program.write("data/mine.txt", "mine");
    let said = kept(&program, "2000", &[]);
    assert_eq!((said.code, said.out.as_str()), (2, ""));
    assert!(said.err.contains("data holds something"), "{}", said.err);
    assert_eq!(program.read("data/mine.txt"), "mine");
    std::fs::remove_file(program.path("data/mine.txt")).unwrap();

    program.write("s.toml", "begins = 2099-01-01\n");
    let said = kept(&program, "2000", &["--scenario", "s.toml"]);
    assert_eq!(said.code, 2);
    assert!(said.err.contains("no days to come"), "{}", said.err);
    assert!(said.err.contains("write `begins = "), "{}", said.err);

    let said = kept(&program, "3", &[]);
    assert_eq!(said.code, 2);
    assert!(said.err.contains("article 4"), "{}", said.err);
    let said = kept(&program, "4000000000", &["--years", "60"]);
    assert_eq!(said.code, 2);
    assert!(said.err.contains("are free"), "{}", said.err);
    let left = std::fs::read_dir(program.path("data")).unwrap().count();
    assert_eq!(left, 0, "an empty folder stays empty");
    assert!(!program.path("data.unfinished").exists());

    kept(&program, "1500", &[]).must();
    let before = verified(&program, "last");
    let said = kept(&program, "1500", &[]);
    assert!(said.err.contains("an organisation already"), "{}", said.err);
    assert_eq!(verified(&program, "last"), before);
}

/// Waits for something the program does.
#[cfg(unix)]
fn until(what: impl Fn() -> bool) {
    let begun = Instant::now();
    while !what() {
        assert!(begun.elapsed() < Duration::from_secs(120), "it never came");
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[cfg(unix)]
#[test]
fn ctrl_c_keeps_what_happened_until_then() {
    let program = Program::new();
    let arguments = [
        "simulate",
        "--members",
        "6000",
        "--years",
        "40",
        "--to",
        "data",
        "--format",
        "json",
    ];
    let running = program
        .command(&arguments)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // Months pass once there is more than the register in the log.
    let written = || {
        let size = |name: &str| std::fs::metadata(program.path(name)).map_or(0, |it| it.len());
        size("data.unfinished/organisation.db") + size("data.unfinished/organisation.db-wal")
    };
    until(|| written() > 12_000_000);
    assert!(!program.path("data").exists());
    let pid = running.id().to_string();
    let mut kill = std::process::Command::new("kill");
    assert!(kill.args(["-INT", &pid]).status().unwrap().success());
    let ended = running.wait_with_output().unwrap();
    assert!(ended.status.success());
    let run = run_of(&String::from_utf8(ended.stdout).unwrap());
    assert_eq!(run["stopped"], true);
    let months = run["months"].as_array().unwrap().len();
    assert!((2..481).contains(&months), "{months} months");
    assert_eq!(
        verified(&program, "state"),
        run["state_sha256"].as_str().unwrap()
    );
    assert!(!program.path("data.unfinished").exists());
}
