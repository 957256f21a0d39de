//! A plan, shown and carried out.

use std::collections::BTreeSet;

use crate::program::Program;

#[test]
fn a_plan_that_is_only_shown_changes_nothing() {
    let program = Program::with_demo(2_000);
    let before = program.findings();
    assert!(
        program
            .run(&["plan", "data"])
            .must()
            .contains("nothing has been changed")
    );
    assert_eq!(program.findings(), before);
}

#[test]
fn the_plan_applied_leaves_no_size_finding_and_everybody_in_one_unit() {
    let program = Program::with_demo(2_000);
    let people = |to: &str| -> BTreeSet<String> {
        program.run(&["export", "data", "--to", to]).must();
        let text = program.read(&format!("{to}/people.csv"));
        text.lines()
            .skip(1)
            .map(|line| line.split(',').next().unwrap().to_owned())
            .collect()
    };
    let before = people("before");
    assert!(
        program
            .findings()
            .iter()
            .any(|finding| finding.contains("size."))
    );
    let json: serde_json::Value = serde_json::from_str(
        &program
            .run(&["plan", "data", "--apply", "--format", "json"])
            .must(),
    )
    .unwrap();
    assert_eq!(json["applied"], true);
    assert_eq!(json["left"].as_array().unwrap().len(), 0, "{json:#}");
    let left: Vec<String> = program
        .findings()
        .into_iter()
        .filter(|finding| finding.contains(" size.") || finding.contains(" level."))
        .collect();
    assert_eq!(left, Vec::<String>::new());
    assert_eq!(people("after"), before);
    assert!(
        program
            .run(&["plan", "data"])
            .must()
            .starts_with("nothing to plan")
    );
    program.run(&["verify", "data"]).must();
}
