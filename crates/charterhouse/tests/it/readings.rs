//! What is read at the command line as on pages: what is due, the units somebody looks
//! after, what is handed over, and the lists of a unit.

use serde_json::Value;

use crate::elections::with_elections;
use crate::flow::with_flow;
use crate::program::Program;

fn json(program: &Program, asked: &[&str]) -> Value {
    let asked = [asked, &["--format", "json"]].concat();
    serde_json::from_str(&program.run(&asked).must()).unwrap()
}

#[test]
fn what_is_due_is_told_of_a_unit_of_a_person_and_of_all() {
    let program = with_flow();
    let told = program.run(&["due", "data", "--unit", "H-2"]).must();
    assert!(
        told.lines()
            .any(|line| line.contains("H-2 H-2: monthly report (Article ")),
        "{told}"
    );
    let of_unit = json(&program, &["due", "data", "--unit", "H-2"]);
    let returns = of_unit.as_array().unwrap().iter();
    let returns: Vec<&Value> = returns.filter(|it| it["kind"] == "return").collect();
    assert_eq!(returns.len(), 1, "{of_unit}");
    assert_eq!(returns[0]["unit"]["code"], "H-2", "{of_unit}");
    let all = json(&program, &["due", "data"]);
    assert!(all.as_array().unwrap().len() > of_unit.as_array().unwrap().len());
    let said = program.run(&["due", "data", "--unit", "nowhere"]);
    assert!(said.code == 2 && said.err.contains("nowhere"), "{said:?}");
    let said = program.run(&["due", "data", "--person", "nobody"]);
    assert!(said.code == 2 && said.err.contains("nobody"), "{said:?}");
}

#[test]
fn the_lists_of_a_unit_are_narrowed_as_their_pages_are() {
    let program = with_flow();
    let list = ["list", "data", "returns", "--unit", "H-1"];
    let told = program.run(&list).must();
    let lines: Vec<&str> = told.lines().collect();
    assert_eq!(lines.len(), 2, "{told}");
    assert!(
        lines[0].starts_with("report") && lines[0].contains("standing"),
        "{told}"
    );
    assert!(lines[1].starts_with("monthly report  2024-01"), "{told}");
    let rows = json(&program, &list);
    assert_eq!(rows[0]["period"], "2024-01", "{rows}");
    let none = [&list[..], &["--where", "year=2023"]].concat();
    assert_eq!(json(&program, &none), serde_json::json!([]));
    let none = program.run(&[&list[..], &["--where", "year=2023"]].concat());
    assert_eq!(none.must(), "there is none\nyear is 2024 here\n");
    let stray = program.run(&[&list[..], &["--where", "colour=red"]].concat());
    assert!(
        stray.code == 2 && stray.err.contains("report, standing, year"),
        "{stray:?}"
    );
    let sums = [
        "list", "data", "missing", "--unit", "H", "--report", "monthly",
    ];
    let missing = json(&program, &[&sums[..], &["--period", "2024-01"]].concat());
    assert_eq!(missing[0]["code"], "H-2", "{missing}");
    let unsaid = program.run(&["list", "data", "missing", "--unit", "H"]);
    assert!(
        unsaid.code == 2 && unsaid.err.contains("--period"),
        "{unsaid:?}"
    );
    let unknown = program.run(&["list", "data", "dreams", "--unit", "H"]);
    assert!(
        unknown.code == 2 && unknown.err.contains("meetings"),
        "{unknown:?}"
    );
    let elections = with_elections();
    let found = json(
        &elections,
        &[
            "list",
            "data",
            "elections",
            "--unit",
            "A-1",
            "--find",
            "nobody",
        ],
    );
    assert_eq!(found.as_array().unwrap().len(), 1, "{found}");
    assert_eq!(found[0]["votes_needed"], 4, "{found}");
}

#[test]
fn what_is_handed_over_names_people_as_do_takes_them() {
    let program = with_elections();
    let asked = ["post", "hand-over", "data", "secretary", "--unit", "A-1"];
    let told = json(&program, &asked);
    assert_eq!(told["holder_code"], "P-2", "{told}");
    assert_eq!(told["roll_codes"].as_array().unwrap().len(), 6, "{told}");
    let told = program.run(&asked).must();
    assert!(told.starts_with("held by P-2\n"), "{told}");
    let none = program.run(&["post", "hand-over", "data", "secretary", "--unit", "A"]);
    assert_eq!(none.code, 2, "{none:?}");
}

#[test]
fn the_units_looked_after_say_why_they_stand_where_they_stand() {
    let program = Program::with_demo(600);
    let area = json(&program, &["area", "data"]);
    let units = area.as_array().unwrap();
    assert!(units.len() > 10, "{}", units.len());
    let first = &units[0];
    assert!(first["binding_findings"].as_u64().unwrap() > 0, "{first}");
    assert!(
        first["why"]
            .as_str()
            .unwrap()
            .starts_with("Here because of what a binding rule asks: "),
        "{first}"
    );
    let last = units.last().unwrap();
    assert_eq!(
        (&last["findings"], &last["quorum"]),
        (&0.into(), &true.into()),
        "{last}"
    );
    let code = first["unit"]["code"].as_str().unwrap();
    let told = program.run(&["area", "data", "--unit", code]).must();
    assert_eq!(told.lines().count(), 2, "{told}");
    assert!(told.contains("never visited"), "{told}");
}

#[test]
fn a_directive_is_named_to_do_as_the_list_prints_it() {
    let program = with_flow();
    let passes = r#"passes on "letter-2024-1" from "H" on 2024-02-03"#;
    program.run(&["do", "data", passes]).must();
    let said = program
        .run(&["directive", "show", "data", "letter-2024-1"])
        .must();
    assert!(said.contains("passed on by 1"), "{said}");
}

#[test]
fn the_journal_is_told_and_searched() {
    let program = with_flow();
    let all = json(&program, &["journal", "data", "--count", "1000"]);
    let entries = all.as_array().unwrap();
    assert_eq!(entries[0]["event"], "return-filed", "{all}");
    assert_eq!(entries.last().unwrap()["sequence"], 1, "{all}");
    let told = program
        .run(&["journal", "data", "--find", "issued letter"])
        .must();
    assert_eq!(told.lines().count(), 1, "{told}");
    assert!(told.contains(", by the operator"), "{told}");
    let of_unit = json(&program, &["journal", "data", "--unit", "H-2"]);
    let of_unit = of_unit.as_array().unwrap();
    assert!(!of_unit.is_empty() && of_unit.len() < entries.len());
    let before = json(&program, &["journal", "data", "--before", "3"]);
    assert_eq!(before.as_array().unwrap().len(), 2, "{before}");
}

#[test]
fn what_somebody_has_before_them_of_a_course_is_told_by_their_code() {
    let program = with_elections();
    let asked = ["study", "left", "data", "--person", "P-3"];
    let left = json(&program, &asked);
    assert_eq!(left[0]["course"], "first-steps", "{left}");
    assert_eq!(left[0]["by"], "2020-08-28", "{left}");
    let told = program.run(&asked).must();
    assert_eq!(told, "first-steps: rules, duties, meeting, by 2020-08-28\n");
    let nobody = program.run(&["study", "left", "data", "--person", "X"]);
    assert_eq!(nobody.code, 2, "{nobody:?}");
}

#[test]
fn what_one_unit_filed_is_shown_field_by_field() {
    let program = with_flow();
    let asked = [
        "report", "return", "data", "monthly", "--period", "2024-01", "--unit",
    ];
    let filed = json(&program, &[&asked[..], &["H-1"]].concat());
    assert_eq!(filed["fields"]["saved"], 11, "{filed}");
    assert_eq!(filed["fields"]["books"], "behind", "{filed}");
    assert_eq!(filed["fields"]["help"], Value::Null, "{filed}");
    let told = program.run(&[&asked[..], &["H-1"]].concat()).must();
    assert!(
        told.contains("due by 2024-02-07\n  books: \"behind\""),
        "{told}"
    );
    let none = program.run(&[&asked[..], &["H-2"]].concat());
    assert!(
        none.code == 2 && none.err.contains("has filed no monthly report"),
        "{none:?}"
    );
}

#[test]
fn a_meeting_is_shown_with_who_was_absent_and_what_was_resolved() {
    let program = with_elections();
    let records = r#"records general meeting of "A-1" with 5 present, resolving "To mend the roof." on 2023-05-02"#;
    program.run(&["do", "data", records]).must();
    let shown = json(&program, &["meeting", "show", "data", "0"]);
    assert_eq!(
        (&shown["present"], &shown["expected"]),
        (&5.into(), &6.into()),
        "{shown}"
    );
    let absent = shown["absent"][0]["person_code"]
        .as_str()
        .unwrap()
        .to_owned();
    assert!(absent.starts_with("P-"), "{shown}");
    assert_eq!(shown["resolutions"][0], "To mend the roof.", "{shown}");
    let told = program.run(&["meeting", "show", "data", "0"]).must();
    assert!(
        told.contains(&format!("absent: {absent} (person ")),
        "{told}"
    );
    assert!(told.contains("  resolved: To mend the roof.\n"), "{told}");
    let none = program.run(&["meeting", "show", "data", "9"]);
    assert!(
        none.code == 2 && none.err.contains("no meeting 9"),
        "{none:?}"
    );
}

#[test]
fn the_lists_of_the_whole_organisation_are_read_row_by_row() {
    let program = with_flow();
    let directives = json(&program, &["list", "data", "directives"]);
    assert_eq!(directives[0]["code"], "letter-2024-1", "{directives}");
    let units = json(
        &program,
        &["list", "data", "units", "--directive", "letter-2024-1"],
    );
    assert!(units.as_array().is_some_and(|it| !it.is_empty()), "{units}");
    let late = ["list", "data", "findings", "--where", "time=late"];
    let (late, all) = (
        json(&program, &late),
        json(&program, &["list", "data", "findings"]),
    );
    let count = |rows: &Value| rows.as_array().unwrap().len();
    assert!(count(&late) <= count(&all), "{all}");
    for empty in ["awards", "bodies", "conferences", "study"] {
        assert_eq!(count(&json(&program, &["list", "data", empty])), 0);
    }
    let lacking = program.run(&["list", "data", "delegates"]);
    assert!(
        lacking.code == 2 && lacking.err.contains("--conference"),
        "{lacking:?}"
    );
    let stray = program.run(&["list", "data", "awards", "--unit", "H-1"]);
    assert_eq!(stray.code, 2, "{stray:?}");
}
