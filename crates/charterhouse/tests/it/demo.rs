//! The made-up organisation.

use crate::program::Program;

#[test]
fn the_findings_of_the_demo_are_exactly_those_planted() {
    let program = Program::with_demo(2_000);
    let example: serde_json::Value =
        serde_json::from_str(&program.read("data/made-up.json")).unwrap();
    let mut planted: Vec<String> = example["planted"]
        .as_array()
        .unwrap()
        .iter()
        .map(|planted| {
            format!(
                "{} {}",
                planted["unit"].as_str().unwrap(),
                planted["rule"].as_str().unwrap()
            )
        })
        .collect();
    planted.sort();
    assert!(planted.len() >= 5, "{planted:?}");
    assert_eq!(program.findings(), planted);
}

#[test]
fn the_demo_tells_how_it_stands_and_whom_to_sign_in_as() {
    let program = Program::new();
    let said = program
        .run(&["demo", "--no-serve", "--members", "600", "--data", "data"])
        .must();
    assert!(said.contains("Article 4"), "{said}");
    let logins = said
        .split("sign in as\n")
        .nth(1)
        .expect("log-ins")
        .lines()
        .count();
    assert_eq!(logins, 3, "{said}");
    let again = program
        .run(&["demo", "--no-serve", "--data", "data"])
        .must();
    assert!(
        again.starts_with("found data: serving it as it is\n"),
        "{again}"
    );
    assert_eq!(
        said.split("how it stands").nth(1),
        again.split("how it stands").nth(1)
    );
}

#[test]
fn what_an_interrupted_making_left_is_made_anew() {
    let program = Program::new();
    std::fs::create_dir(program.path("data.unfinished")).unwrap();
    program.write("data.unfinished/organisation.db", "half");
    program
        .run(&["demo", "--no-serve", "--members", "600", "--data", "data"])
        .must();
    assert!(!program.path("data.unfinished").exists());
    program.run(&["verify", "data"]).must();
}
