//! Editions of the charter of an organisation at the command line.

use serde_json::Value;

use crate::program::{CHARTER, Program};

/// The reference charter with a title of its own.
fn amended(program: &Program, title: &str) {
    let text = std::fs::read_to_string(CHARTER).unwrap();
    let (head, rest) = text.split_once("title = ").unwrap();
    let (_, rest) = rest.split_once('\n').unwrap();
    let text = format!("{head}title = \"{title}\"\n{rest}");
    program.write("amended.md", text);
}

fn editions(program: &Program) -> Value {
    let said = program.run(&["charter", "editions", "data", "--format", "json"]);
    serde_json::from_str(&said.must()).unwrap()
}

#[test]
fn an_edition_is_adopted_and_the_one_before_is_told_until_its_day() {
    let program = Program::with_empty();
    amended(&program, "As amended");
    let adopt = [
        "charter",
        "adopt",
        "data",
        "amended.md",
        "--from",
        "2021-01-01",
    ];
    let told = program.run(&adopt).must();
    assert!(
        told.lines()
            .last()
            .unwrap()
            .starts_with("As amended, edition of "),
        "{told}"
    );
    let told = editions(&program);
    assert_eq!(told[0]["until"], "2021-01-01", "{told}");
    assert_eq!(told[0]["in_force"], false, "{told}");
    assert_eq!(told[1]["title"], "As amended", "{told}");
    assert_eq!(told[1]["in_force"], true, "{told}");
    // The same once more: it would have to come into force later.
    let again = program.run(&adopt);
    assert!(
        again.code == 2 && again.err.contains("2021-01-01"),
        "{again:?}"
    );
    assert_eq!(editions(&program), told);
    program.run(&["verify", "data"]).must();
}

#[test]
fn a_text_with_problems_is_not_adopted() {
    let program = Program::with_empty();
    program.write("amended.md", "# Nothing at all\n");
    let said = program.run(&["charter", "adopt", "data", "amended.md"]);
    assert!(
        said.code == 1 && said.out.contains("amended.md:1"),
        "{said:?}"
    );
    assert_eq!(editions(&program).as_array().unwrap().len(), 1);
}
