//! Visits at the command line.

use crate::program::Program;

#[test]
fn visits_are_listed_for_people_and_for_programs() {
    let program = Program::with_demo(600);
    let told = program
        .run(&["visit", "list", "data", "--format", "json"])
        .must();
    let units: serde_json::Value = serde_json::from_str(&told).unwrap();
    let unit = &units[0];
    let code = unit["code"].as_str().unwrap();
    assert_eq!(unit["last"], serde_json::Value::Null);
    let sentence = format!("operator visits \"{code}\", agreeing \"to meet on Mondays\"");
    program.run(&["do", "data", &sentence]).must();
    let told = program
        .run(&["visit", "list", "data", "--unit", code])
        .must();
    assert!(told.contains(": last visited on "), "{told}");
    let unknown = program.run(&["visit", "list", "data", "--unit", "nowhere"]);
    assert_eq!(unknown.code, 2, "{}", unknown.err);
}
