//! `conference list` and `conference show`: seats and delegates, for people and for programs.

use crate::program::Program;

/// A union of two branches that has called its conference, with the sentences of the cases.
fn with_a_conference() -> Program {
    let program = Program::new();
    let charter = concat!(env!("CARGO_MANIFEST_DIR"), "/../../charters/union.md");
    program
        .run(&["init", "data", "--charter", charter, "--from", "2024-01-01"])
        .must();
    let mut sentences: Vec<String> = [
        r#"founds national "N" on 2024-01-02"#,
        r#"founds region "R" under "N" on 2024-01-02"#,
        r#"founds branch "D" under "R" on 2024-01-02"#,
        r#"founds branch "E" under "R" on 2024-01-02"#,
    ]
    .map(str::to_owned)
    .to_vec();
    for number in 1..=4 {
        sentences.push(format!(
            r#"admits "Person {number}" to "D" as full member on 2024-01-03"#
        ));
    }
    sentences.push(
        r#"convenes conference of "N" by 2024-01-31 from 2030-05-01 until 2030-05-03"#.to_owned(),
    );
    for sentence in &sentences {
        program.run(&["do", "data", sentence]).must();
    }
    program
}

#[test]
fn what_was_called_is_listed_and_shown_unit_by_unit() {
    let program = with_a_conference();
    let said = program.run(&["conference", "list", "data"]).must();
    assert_eq!(
        said,
        "0  national conference of N, 2030-05-01 to 2030-05-03: 0 delegates for 2 seats, 0 came\n"
    );
    let said = program
        .run(&["conference", "show", "data", "0", "--format", "json"])
        .must();
    let json: serde_json::Value = serde_json::from_str(&said).unwrap();
    assert_eq!(json["members"], 4);
    assert_eq!(json["units"].as_array().unwrap().len(), 1, "{said}");
    assert_eq!(
        (&json["units"][0]["unit"], &json["units"][0]["delegates"]),
        (&serde_json::json!("D"), &serde_json::json!(2))
    );
    let said = program.run(&["conference", "show", "data", "0"]).must();
    assert!(
        said.contains("4 members, 2 seats, not chosen yet"),
        "{said}"
    );
    let wrong = program.run(&["conference", "show", "data", "7"]);
    assert!(
        wrong.code == 2 && wrong.err.contains("there is no conference 7"),
        "{wrong:?}"
    );
}

#[test]
fn items_and_votes_of_a_conference_are_shown() {
    let program = with_a_conference();
    let sentences = [
        r#"tables session "The first day" at conference for 2030-05-01"#,
        r#"tables point "The new hall" at conference under 1 for 2030-05-01"#,
        r#"removes item 2 of conference because "it was not on the agenda""#,
        r#"tables paper "A letter" at conference under 1 read for 2030-05-01"#,
    ];
    for sentence in sentences {
        program.run(&["do", "data", sentence]).must();
    }
    let said = program.run(&["conference", "show", "data", "0"]).must();
    assert!(
        said.contains("  session 1, 2030-05-01\n  paper 3, 2030-05-01\n")
            && !said.contains("point"),
        "{said}"
    );
    let said = program
        .run(&["conference", "show", "data", "0", "--format", "json"])
        .must();
    let json: serde_json::Value = serde_json::from_str(&said).unwrap();
    let items = json["items"].as_array().unwrap();
    assert_eq!(items.len(), 3, "{said}");
    assert_eq!(
        (&items[1]["kind"], &items[1]["struck"]),
        (&"point".into(), &true.into())
    );
    assert_eq!(
        (&items[2]["under"], &items[2]["read"]),
        (&1.into(), &true.into())
    );
    assert_eq!(json["votes"].as_array().unwrap().len(), 0);
}

#[test]
fn a_conference_of_the_made_up_organisation_was_held_and_voted() {
    let program = Program::with_demo(2_000);
    let said = program
        .run(&["conference", "show", "data", "0", "--format", "json"])
        .must();
    let json: serde_json::Value = serde_json::from_str(&said).unwrap();
    let (delegates, came) = (&json["delegates"], &json["came"]);
    assert!(
        delegates.as_u64() > came.as_u64() && came.as_u64() > Some(3),
        "{said}"
    );
    assert_eq!(json["votes"][0]["adopted"], true, "{said}");
    let said = program.run(&["conference", "show", "data", "0"]).must();
    assert!(
        said.contains("vote 1 on 2: ") && said.contains(": carried"),
        "{said}"
    );
    let listed = program.run(&["conference", "list", "data"]).must();
    assert!(listed.starts_with("0  conference of "), "{listed}");
}
