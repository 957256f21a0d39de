//! Ways to sign in.

use crate::program::Program;

#[test]
fn an_account_is_made_for_a_person_and_its_password_is_shown_once() {
    let program = Program::with_demo(600);
    let said = program
        .run(&["account", "add", "data", "ann", "--person", "P-000001"])
        .must();
    assert!(
        said.contains("P-000001 can sign in as ann") && said.contains("shown this once"),
        "{said}"
    );
    let taken = program.run(&["account", "add", "data", "Ann", "--person", "P-000002"]);
    assert_eq!(taken.code, 2, "{taken:?}");
    let unknown = program.run(&["account", "add", "data", "bob", "--person", "nobody"]);
    assert!(
        unknown
            .err
            .contains("there is no person with the code \"nobody\""),
        "{unknown:?}"
    );
    let changed = program.run(&["account", "password", "data", "ann"]).must();
    assert!(changed.contains("0 sessions ended"), "{changed}");
    assert_eq!(program.run(&["account", "password", "data", "bob"]).code, 2);
}

#[test]
fn names_that_nobody_could_type_are_refused_and_the_operator_has_an_account_too() {
    let program = Program::with_empty();
    for login in ["", " ", "a b/../c", "a\tb", &"x".repeat(65)] {
        let said = program.run(&["account", "add", "data", login, "--operator"]);
        assert_eq!(said.code, 2, "{login:?} {said:?}");
        assert!(said.err.contains("cannot be signed in with"), "{said:?}");
    }
    let said = program
        .run(&["account", "add", "data", "office", "--operator"])
        .must();
    assert!(
        said.starts_with("the operator can sign in as office\n"),
        "{said}"
    );
    let neither = program.run(&["account", "add", "data", "ann"]);
    assert_eq!(neither.code, 2, "{neither:?}");
}

#[test]
fn a_charter_from_a_day_to_come_says_that_nothing_can_be_entered_before() {
    let program = Program::new();
    let init = [
        "init",
        "data",
        "--charter",
        crate::program::CHARTER,
        "--from",
        "2070-01-01",
    ];
    let said = program.run(&init).must();
    assert!(said.contains("nothing can be entered before it"), "{said}");
}
