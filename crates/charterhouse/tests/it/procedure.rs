//! What is under way, listed and shown; and a whole way gone in sentences.

use serde_json::Value;

use crate::program::Program;

fn list(program: &Program, more: &[&str]) -> Vec<Value> {
    let asked = [&["procedure", "list", "data", "--format", "json"], more].concat();
    let said: Value = serde_json::from_str(&program.run(&asked).must()).unwrap();
    said["proceedings"].as_array().unwrap().clone()
}

fn show(program: &Program, number: &str) -> Value {
    let asked = ["procedure", "show", "data", number, "--format", "json"];
    serde_json::from_str(&program.run(&asked).must()).unwrap()
}

#[test]
fn the_demo_has_applications_under_way_at_every_step_and_members_who_came_by_them() {
    let program = Program::with_demo(2_000);
    let open = list(&program, &[]);
    let steps: Vec<&str> = open.iter().filter_map(|it| it["step"].as_str()).collect();
    for step in ["sponsors", "meeting", "ratification"] {
        assert!(steps.contains(&step), "{steps:?}");
    }
    assert!(open.iter().all(|it| it["late"].is_null()), "{open:?}");
    let all = list(&program, &["--all"]);
    let done = all
        .iter()
        .find(|it| it["procedure"] == "admission" && it["course"] == "done");
    let number = done.unwrap()["number"].to_string();
    let shown = show(&program, &number);
    assert_eq!(shown["sponsors"].as_array().unwrap().len(), 2);
    let decisions = shown["decisions"].as_array().unwrap();
    assert_eq!(decisions.len(), 2, "{decisions:?}");
    assert_eq!(decisions[0]["votes"]["carried"], true);
    let text = program.run(&["procedure", "show", "data", &number]).must();
    assert!(text.contains("ratification: ratified, by "), "{text}");
    let said = program.run(&["procedure", "show", "data", "999999"]);
    assert!(
        said.err.contains("there is no proceeding 999999"),
        "{said:?}"
    );
}

#[test]
fn an_application_is_opened_and_dropped_in_sentences() {
    let program = Program::with_empty();
    for sentence in [
        r#"founds central "C" on 2020-02-01"#,
        r#"founds province "P" under "C" on 2020-02-01"#,
        r#"founds county "A" under "P" on 2020-02-01"#,
        r#"founds cell "A-1" under "A" on 2020-02-01"#,
    ] {
        program.run(&["do", "data", sentence]).must();
    }
    let sentence = r#"opens admission of "Ana Ruiz" in "A-1""#;
    let said = program
        .run(&["do", "data", sentence, "--code", "K-1"])
        .must();
    assert!(said.contains("Ana Ruiz has the code K-1"), "{said}");
    let open = list(&program, &["--unit", "P"]);
    assert_eq!(open.len(), 1);
    assert_eq!(open[0]["step"], "sponsors");
    assert_eq!(open[0]["waits_for"], "A-1");
    program
        .run(&["do", "data", r#"drops admission of "K-1""#])
        .must();
    assert!(list(&program, &[]).is_empty());
    assert_eq!(show(&program, "0")["course"], "dropped");
}
