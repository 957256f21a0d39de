//! `charterhouse explore`.

use crate::program::{CHARTER, Program};

#[test]
fn the_same_seed_comes_to_the_same_state() {
    let program = Program::new();
    let explored = |seed: &str| {
        let words = ["explore", "--charter", CHARTER, "--seed", seed];
        program
            .run(&[&words[..], &["--commands", "150"]].concat())
            .must()
    };
    let once = explored("7");
    assert!(once.starts_with("every promise was kept: "), "{once}");
    assert!(once.contains("state at the end: "), "{once}");
    assert_eq!(once, explored("7"));
    assert_ne!(once, explored("8"));
}

#[test]
fn many_seeds_are_told_in_one_line() {
    let program = Program::new();
    let words = ["explore", "--charter", CHARTER, "--seed", "1"];
    let said = program.run(&[&words[..], &["--commands", "60", "--seeds", "25"]].concat());
    assert!(said.must().ends_with("seeds: 25\n"));
}

#[test]
fn a_charter_with_problems_is_not_explored() {
    let program = Program::new();
    program.write("charter.md", "# Nothing\n");
    let said = program.run(&["explore", "--charter", "charter.md", "--seed", "1"]);
    assert_eq!(said.code, 1, "{said:?}");
    assert!(said.out.contains("charter.md:1"), "{said:?}");
    let said = program.run(&["explore", "--charter", "no-such.md", "--seed", "1"]);
    assert_eq!(said.code, 2, "{said:?}");
    assert!(said.err.contains("reading no-such.md"), "{said:?}");
}
