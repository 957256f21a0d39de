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
