//! What `check` says to people, to programs and by its exit code.

use jiff::civil::Date;

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

/// A finding of the demonstration: which, and since when.
fn findings_on(program: &Program, on: &str) -> Vec<(String, Date)> {
    let said = program.run(&["check", "data", "--format", "json", "--on", on]);
    assert!(said.code < 2, "{said:?}");
    let json: serde_json::Value = serde_json::from_str(&said.out).unwrap();
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    json["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|finding| {
            let which = format!(
                "{} {}",
                text(&finding["unit"]["code"]),
                text(&finding["rule"])
            );
            (which, text(&finding["since"]).parse().unwrap())
        })
        .collect()
}

#[test]
fn a_past_day_is_held_against_what_was_recorded_by_then() {
    let program = Program::with_demo(2_000);
    let far = program.run(&["check", "data", "--on", "2999-12-31"]);
    assert_eq!(
        far.code, 1,
        "a day to come is held against the roll of today"
    );
    let today = jiff::Zoned::now().date();
    let now = findings_on(&program, &today.to_string());
    let grown = |rule: &str| -> Vec<&(String, Date)> {
        // What the register came with is older than the record.
        let founded = today.saturating_sub(jiff::Span::new().months(10));
        let of_rule = now.iter().filter(|(which, _)| which.contains(rule));
        of_rule.filter(|(_, since)| *since > founded).collect()
    };
    assert!(grown(" size.").len() >= 3, "{now:?}");
    for (which, since) in grown("") {
        let before = findings_on(&program, &since.yesterday().unwrap().to_string());
        assert!(
            before.iter().all(|(other, _)| other != which),
            "{which} since {since} was found the day before: {before:?}"
        );
        let first = findings_on(&program, &since.to_string());
        assert!(
            first.iter().any(|found| *found == (which.clone(), *since)),
            "{which} since {since} was not found on that day: {first:?}"
        );
    }
}

#[test]
fn a_day_before_the_record_begins_is_said_so() {
    let program = Program::with_demo(600);
    let said = program.run(&["check", "data", "--on", "2001-02-03"]);
    assert_eq!((said.code, said.out.as_str()), (2, ""), "{said:?}");
    assert!(
        said.err
            .starts_with("error: no charter was in force on 2001-02-03")
            && said.err.contains("the record begins on "),
        "{said:?}"
    );
    // In force from 2020 on, though nothing had been recorded in 2021.
    let program = Program::with_empty();
    let said = program.run(&["check", "data", "--on", "2021-01-01"]);
    assert_eq!((said.code, said.out.as_str()), (2, ""), "{said:?}");
    assert!(
        said.err.contains("nothing had been recorded by 2021-01-01"),
        "{said:?}"
    );
}

#[test]
fn a_day_that_no_calendar_has_is_told_in_our_words() {
    let program = Program::with_empty();
    let said = program.run(&["check", "data", "--on", "2026-02-30"]);
    assert_eq!(
        said.err,
        "error: --on: there is no day \"2026-02-30\" in any calendar\n  \
         write a day as year, month and day, as in 2026-11-23\n"
    );
    let number = program.run(&["serve", "data", "--port", "many"]);
    assert!(
        number.code == 2 && number.err.starts_with("error: --port \"many\": "),
        "{number:?}"
    );
}
