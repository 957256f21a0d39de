//! What `check` says to people, to programs and by its exit code.

use crate::program::Program;

#[test]
fn the_exit_code_tells_clean_from_amiss_from_could_not_run() {
    let program = Program::with_empty();
    assert_eq!(program.run(&["check", "data"]).code, 0);
    assert_eq!(program.run(&["check", "nowhere"]).code, 2);
    assert_eq!(
        program.run(&["check", "data", "--on", "1950-01-01"]).code,
        2
    );
    let amiss = Program::with_demo(600);
    assert_eq!(amiss.run(&["check", "data"]).code, 1);
}

#[test]
fn an_error_says_what_to_do() {
    let program = Program::new();
    let said = program.run(&["check", "nowhere"]);
    assert!(
        said.out.is_empty() && said.err.contains("charterhouse init"),
        "{said:?}"
    );
}

#[test]
fn the_json_has_the_promised_shape() {
    let program = Program::with_demo(600);
    let said = program.run(&["check", "data", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&said.out).unwrap();
    let keys = |value: &serde_json::Value| -> Vec<String> {
        value.as_object().unwrap().keys().cloned().collect()
    };
    assert_eq!(keys(&json), ["charter", "findings", "on", "summary"]);
    let finding = &json["findings"][0];
    assert_eq!(
        keys(finding),
        [
            "article", "message", "remedies", "rule", "since", "unit", "until"
        ]
    );
    assert_eq!(keys(&finding["unit"]), ["code", "level", "name"]);
    let counted: u64 = json["summary"]
        .as_object()
        .unwrap()
        .values()
        .map(|count| count.as_u64().unwrap())
        .sum();
    assert_eq!(counted, json["findings"].as_array().unwrap().len() as u64);
}
