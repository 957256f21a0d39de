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

#[test]
fn the_roll_has_exactly_the_members_asked_for() {
    let program = Program::new();
    let said = program
        .run(&[
            "demo",
            "--no-serve",
            "--members",
            "1500",
            "--years",
            "2",
            "--data",
            "data",
        ])
        .must();
    assert!(
        said.contains(" units, 1500 members, how it stands"),
        "{said}"
    );
}

#[test]
fn what_is_given_for_an_organisation_that_is_there_is_passed_over_aloud() {
    let program = Program::with_demo(600);
    let again = program
        .run(&[
            "demo",
            "--no-serve",
            "--data",
            "data",
            "--members",
            "700",
            "--years",
            "1",
        ])
        .must();
    assert_eq!(
        again.lines().nth(1),
        Some(
            "--members, --years passed over: data is made already; another one is made with --data ANOTHER-FOLDER"
        ),
        "{again}"
    );
}

#[test]
fn a_port_that_is_taken_is_told_before_anything_is_made() {
    let program = Program::new();
    let taken = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let said = program.run(&[
        "demo",
        "--members",
        "600",
        "--data",
        "data",
        "--port",
        &port,
    ]);
    assert_eq!(said.code, 2, "{said:?}");
    assert!(
        said.err.contains("choose another port with --port"),
        "{said:?}"
    );
    assert!(said.out.is_empty(), "{said:?}");
    assert!(!program.path("data").exists() && !program.path("data.unfinished").exists());
}

#[test]
fn the_rules_that_nobody_can_be_outside_are_counted() {
    let said = Program::with_empty().run(&["check", "data"]).must();
    let line = said
        .lines()
        .find(|line| line.contains("more rules"))
        .expect("a line");
    for kind in ["grade 2", "right ", "duty ", "leaving 1"] {
        assert!(line.contains(kind), "{line}");
    }
}
