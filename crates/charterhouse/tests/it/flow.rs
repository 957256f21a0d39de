//! `directive` and `report`: what went down, and what came up.

use crate::program::Program;

/// A small federation in which a letter went down and a return came up.
pub(crate) fn with_flow() -> Program {
    let program = Program::new();
    let charter = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../charters/self-help-groups.md"
    );
    program
        .run(&["init", "data", "--charter", charter, "--from", "2024-01-01"])
        .must();
    for sentence in [
        r#"founds mission-block "M" on 2024-01-01"#,
        r#"founds clf "F" under "M" on 2024-01-01"#,
        r#"founds vo "H" under "F" on 2024-01-01"#,
        r#"founds shg "H-1" under "H" on 2024-01-01"#,
        r#"founds shg "H-2" under "H" on 2024-01-01"#,
        r#"issues letter "count the books" from "F" to shgs on 2024-02-01"#,
        r#"files monthly report of "H-1" for 2024-01-01 with saved 11, books "behind""#,
    ] {
        program.run(&["do", "data", sentence]).must();
    }
    program
}

#[test]
fn a_directive_is_listed_and_shown_level_by_level() {
    let program = with_flow();
    let list = program.run(&["directive", "list", "data"]).must();
    assert_eq!(list, "letter-2024-1  2024-02-01  F (F), in effect\n");
    let said = program
        .run(&["directive", "show", "data", "letter-2024-1"])
        .must();
    for wanted in [
        "letter-2024-1, issued by F (F) on 2024-02-01, in effect",
        "village organisations: received by 1 of 1, passed on by 0",
        "self-help groups: addressed to 2, received by 0, answered by 0",
        "1 unit has not passed it on:\n  H H, since 2024-02-01",
    ] {
        assert!(said.contains(wanted), "{wanted:?} is not in: {said}");
    }
    let json = program
        .run(&[
            "directive",
            "show",
            "data",
            "letter-2024-1",
            "--format",
            "json",
        ])
        .must();
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["levels"][1]["addressed"], 2, "{json}");
    assert_eq!(json["holding_up"][0]["code"], "H", "{json}");
    let none = program.run(&["directive", "show", "data", "letter-2024-2"]);
    assert_eq!(none.code, 2, "{none:?}");
    assert!(none.err.contains("charterhouse directive list"), "{none:?}");
}

#[test]
fn a_report_is_summed_up_and_says_whose_return_is_missing() {
    let program = with_flow();
    let said = program
        .run(&["report", "show", "data", "monthly", "--period", "2024-01"])
        .must();
    for wanted in [
        "monthly report for 2024-01, M (M): due by 2024-02-07, struck on 2024-02-14",
        "F F: 1 of 2 filed",
        "saved 11",
        "missing: H-2",
    ] {
        assert!(said.contains(wanted), "{wanted:?} is not in: {said}");
    }
    let of_hill = [
        "report", "show", "data", "monthly", "--period", "2024-01", "--unit", "H",
    ];
    let json = program
        .run(&[&of_hill[..], &["--format", "json"]].concat())
        .must();
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["units"].as_array().unwrap().len(), 2, "{json}");
    assert_eq!(json["now"]["fields"]["saved"], 11, "{json}");
    assert_eq!(
        json["struck"]["fields"]["saved"], 0,
        "it came long after: {json}"
    );
    for (report, period, wanted) in [
        ("weekly", "2024-01", "it has monthly"),
        ("monthly", "soon", "write a year, a month as in 2026-11"),
        ("monthly", "2024", "from 2024-01 to 2024-12: name one"),
        ("monthly", "9999", "9999 is still to come"),
    ] {
        let none = program.run(&["report", "show", "data", report, "--period", period]);
        assert!(none.code == 2 && none.err.contains(wanted), "{none:?}");
    }
}
