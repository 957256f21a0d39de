//! `election` and `post`: what was counted, whom it elected, and who held what since when.

use crate::program::Program;

/// A cell of six whose first head was elected in 2021, and another one the year after.
pub(crate) fn with_elections() -> Program {
    let program = Program::with_empty();
    let founded = [
        r#"founds central "C" on 2020-02-01"#,
        r#"founds province "P" under "C" on 2020-02-01"#,
        r#"founds county "A" under "P" on 2020-02-01"#,
        r#"founds cell "A-1" under "A" on 2020-02-01"#,
    ];
    let chosen = [
        r#"elects "P-1" secretary of "A-1" with 6 entitled, 6 ballots, 6 valid, 4 for "P-1", 2 for "P-2" on 2022-04-01"#,
        r#"elects nobody as secretary of "A-1" with 6 entitled, 6 ballots, 5 valid, 3 for "P-2", 2 for "P-1" on 2023-04-01"#,
        r#"elects "P-2" secretary of "A-1" with 6 entitled, 6 ballots, 6 valid, 4 for "P-2", 2 for "P-1" on 2023-04-08"#,
        r#"confirms "P-2" as secretary of "A-1" on 2023-04-20"#,
        r#"hands over secretary of "A-1" to "P-2" on 2023-04-21"#,
    ];
    for sentence in founded {
        program.run(&["do", "data", sentence]).must();
    }
    for number in 1..=6 {
        let (code, name) = (format!("P-{number}"), format!("Person {number}"));
        let admit = format!(r#"admits "{name}" to "A-1" as candidate on 2020-03-01"#);
        let promote = format!(r#"promotes "{code}" to member on 2022-03-01"#);
        program.run(&["do", "data", &admit, "--code", &code]).must();
        program.run(&["do", "data", &promote]).must();
    }
    for sentence in chosen {
        program.run(&["do", "data", sentence]).must();
    }
    program
}

fn json(told: &str) -> serde_json::Value {
    serde_json::from_str(told).unwrap()
}

#[test]
fn elections_and_holders_are_told_for_people_and_for_programs() {
    let program = with_elections();
    let told = program.run(&["election", "list", "data"]).must();
    let lines: Vec<&str> = told.lines().collect();
    assert_eq!(lines.len(), 3, "{told}");
    assert!(
        lines[1].contains("2 secretary: nobody elected, 6 of 6 entitled voted"),
        "{told}"
    );
    let told = program
        .run(&[
            "election", "list", "data", "--unit", "A-1", "--format", "json",
        ])
        .must();
    let all = json(&told);
    assert_eq!(all[2]["number"], 3, "{told}");
    assert_eq!(all[2]["votes_needed"], 4, "{told}");
    assert_eq!(all[2]["turnout_needed"], 4, "{told}");
    assert_eq!(all[1]["elected"], serde_json::json!([]), "{told}");
    // Whoever reads the numbers finds the codes that `do` takes beside them.
    let nominee = &all[2]["nominees"][0];
    assert!(nominee["person"].is_u64(), "{told}");
    assert_eq!(nominee["person_code"], all[2]["elected_codes"][0], "{told}");
    let told = program
        .run(&["election", "show", "data", "A-1", "3"])
        .must();
    assert!(told.contains("votes needed: 4\n"), "{told}");
    assert!(told.contains(": 4, elected\n"), "{told}");
    let unknown = program.run(&["election", "show", "data", "A-1", "9"]);
    assert!(
        unknown.code == 2 && unknown.err.contains("no election number 9"),
        "{unknown:?}"
    );
    let told = program
        .run(&["post", "list", "data", "--unit", "A-1", "--format", "json"])
        .must();
    let held = json(&told);
    assert_eq!(held.as_array().unwrap().len(), 2, "{told}");
    assert_eq!(held[0]["election"], 3, "{told}");
    assert_eq!(held[0]["confirmation"]["standing"], "confirmed", "{told}");
    assert_eq!(held[0]["handed_over"], "2023-04-21", "{told}");
    assert_eq!(held[1]["until"], "2023-04-08", "{told}");
    let told = program.run(&["post", "list", "data", "--now"]).must();
    assert_eq!(told.lines().count(), 1, "{told}");
    assert!(
        told.contains("to this day, by election 3, confirmed by A"),
        "{told}"
    );
}

#[test]
fn an_organisation_without_elections_says_so() {
    let program = Program::with_empty();
    let told = program.run(&["election", "list", "data"]).must();
    assert_eq!(told, "no election is on record\n");
    let told = program.run(&["post", "list", "data"]).must();
    assert_eq!(told, "nobody is on record in a post\n");
}
