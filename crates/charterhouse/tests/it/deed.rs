//! Deeds in a sentence: what a case of a charter can say, done to a folder.

use crate::program::Program;

/// A small tree with one base unit and two people in it.
fn with_a_few() -> Program {
    let program = Program::with_empty();
    for sentence in [
        r#"founds central "C" on 2020-02-01"#,
        r#"founds province "P" under "C" on 2020-02-01"#,
        r#"founds county "A" under "P" on 2020-02-01"#,
        r#"founds cell "A-1" under "A" on 2020-02-01"#,
    ] {
        program.run(&["do", "data", sentence]).must();
    }
    for (name, code) in [("Ana Ruiz", "K-1"), ("Ben Okoro", "K-2")] {
        let sentence = format!(r#"admits "{name}" to "A-1" as candidate on 2020-03-01"#);
        program
            .run(&["do", "data", &sentence, "--code", code])
            .must();
    }
    program
}

fn register(program: &Program, file: &str) -> String {
    program.run(&["export", "data", "--to", "out"]).must();
    program.read(&format!("out/{file}.csv"))
}

#[test]
fn a_refusal_names_people_as_they_were_typed() {
    let program = with_a_few();
    let said = program.run(&["do", "data", r#"receives 60.00 KPW from "K-1""#]);
    assert!(
        said.code == 2 && said.err.contains("K-1 owes nothing"),
        "{said:?}"
    );
}

#[test]
fn what_a_sentence_says_is_done_and_stands_in_the_register() {
    let program = with_a_few();
    let said = program
        .run(&[
            "do",
            "data",
            r#"promotes "K-1" to member on 2021-06-01"#,
            "--format",
            "json",
        ])
        .must();
    let json: serde_json::Value = serde_json::from_str(&said).unwrap();
    assert_eq!(json["by"], "operator");
    assert_eq!(json["events"], serde_json::json!(["member-promoted"]));
    let people = register(&program, "people");
    let ana = people.lines().find(|line| line.contains("K-1")).unwrap();
    assert!(
        ana.contains("Ana Ruiz") && ana.contains(",A-1,member,"),
        "{ana}"
    );
    // A name that is nobody's code is somebody new, whose code is told.
    let said = program
        .run(&["do", "data", r#"admits "Cem Demir" to "A-1" as candidate"#])
        .must();
    assert!(said.contains("Cem Demir has the code N-"), "{said}");
    program
        .run(&["do", "data", r#"renames "A-1" to "First cell""#])
        .must();
    assert!(register(&program, "units").contains("First cell"));
    program.run(&["verify", "data"]).must();
}

#[test]
fn a_refusal_names_its_article_and_changes_nothing() {
    let program = with_a_few();
    let before = register(&program, "units");
    let refused = program.run(&["do", "data", r#"founds cell "A-2" under "C""#]);
    assert_eq!(refused.code, 2, "{refused:#?}");
    assert!(refused.err.contains("Governed by Article 1 of the charter"));
    // The same by somebody who has no right to it.
    let deed = r#"founds cell "A-2" under "A""#;
    let refused = program.run(&["do", "data", deed, "--as", "K-1"]);
    assert_eq!(refused.code, 2, "{refused:#?}");
    assert_eq!(register(&program, "units"), before);
    program.run(&["do", "data", deed]).must();
    assert_ne!(register(&program, "units"), before);
}

#[test]
fn people_do_what_is_theirs_under_their_own_code() {
    let program = with_a_few();
    let said = program
        .run(&["do", "data", "leaves", "--as", "K-2", "--format", "json"])
        .must();
    let json: serde_json::Value = serde_json::from_str(&said).unwrap();
    assert_eq!(json["by"], "K-2");
    assert_eq!(json["events"], serde_json::json!(["member-left"]));
    assert!(!register(&program, "people").contains("K-2"));
}

#[test]
fn a_sentence_that_cannot_be_read_is_shown_with_the_place() {
    let program = with_a_few();
    for (sentence, said) in [
        (r#"renames "A-9" to "B""#, "there is no unit \"A-9\""),
        (
            r#"promotes "K-9" to member"#,
            "nobody with the code \"K-9\"",
        ),
        (r#"admits "Cem" to "A-1" as king"#, "expected a grade"),
        ("dances", "expected what is done"),
        (r#"dissolves "A-1" and "A""#, "goes on too long"),
    ] {
        let answer = program.run(&["do", "data", sentence]);
        assert_eq!(answer.code, 2, "{answer:#?}");
        assert!(answer.err.contains(said), "{sentence}: {}", answer.err);
    }
}
