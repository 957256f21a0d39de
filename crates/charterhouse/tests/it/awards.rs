//! `award list`: what was proposed, with its figures, for people and for programs.

use crate::program::Program;

/// A unit with six people that never met.
fn with_a_unit() -> Program {
    let program = Program::with_empty();
    let mut sentences: Vec<String> = [
        r#"founds central "C" on 2020-02-01"#,
        r#"founds province "P" under "C" on 2020-02-01"#,
        r#"founds county "A" under "P" on 2020-02-01"#,
        r#"founds cell "A-1" under "A" on 2020-02-01"#,
    ]
    .map(str::to_owned)
    .to_vec();
    for number in 1..=6 {
        sentences.push(format!(
            r#"admits "Person {number}" to "A-1" as candidate on 2020-03-01"#
        ));
    }
    for sentence in &sentences {
        program.run(&["do", "data", sentence]).must();
    }
    program
}

#[test]
fn what_was_proposed_is_listed_and_an_empty_list_says_so() {
    let program = with_a_unit();
    let said = program.run(&["award", "list", "data"]).must();
    assert_eq!(said, "no unit was proposed for an award\n");
    let said = program
        .run(&["award", "list", "data", "--format", "json"])
        .must();
    let json: serde_json::Value = serde_json::from_str(&said).unwrap();
    assert_eq!(json, serde_json::json!([]));
    // What the record answers with no is refused by the article, at the command line too.
    let refused = program.run(&[
        "do",
        "data",
        r#"nominates "A-1" for loyalty for 2021-01-01 on 2022-01-10"#,
    ]);
    assert!(
        refused.err.contains("0 meetings held in time") && refused.err.contains("Article 20"),
        "{refused:?}"
    );
    let said = program.run(&["award", "list", "data", "--unit", "Z"]);
    assert!(
        said.code == 2 && said.err.contains("no unit with the code Z"),
        "{said:?}"
    );
}
