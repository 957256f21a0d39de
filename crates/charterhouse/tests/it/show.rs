//! `show`: a unit or a person as they stood on a day.

use crate::program::Program;

/// Two cells of which one took another name, somebody went over, and somebody left.
fn with_past() -> Program {
    let program = Program::with_empty();
    let sentences = [
        r#"founds central "C" on 2020-02-01"#,
        r#"founds province "P" under "C" on 2020-02-01"#,
        r#"founds county "A" under "P" on 2020-02-01"#,
        r#"founds cell "A-1" under "A" on 2020-02-01"#,
        r#"founds cell "A-2" under "A" on 2020-06-01"#,
    ];
    for sentence in sentences {
        program.run(&["do", "data", sentence]).must();
    }
    for number in 1..=3 {
        let (code, name) = (format!("P-{number}"), format!("Person {number}"));
        let admit = format!(r#"admits "{name}" to "A-1" as candidate on 2020-03-0{number}"#);
        program.run(&["do", "data", &admit, "--code", &code]).must();
    }
    for sentence in [
        r#"renames "A-1" to "The Old Mill" on 2021-05-01"#,
        r#"transfers "P-2" to "A-2" on 2021-07-01"#,
        r#""P-3" leaves on 2021-09-01"#,
    ] {
        program.run(&["do", "data", sentence]).must();
    }
    program
}

fn json(told: &str) -> serde_json::Value {
    serde_json::from_str(told).unwrap()
}

fn people(shown: &serde_json::Value) -> Vec<u64> {
    let roll = shown["roll"].as_array().unwrap();
    roll.iter()
        .map(|row| row["person"].as_u64().unwrap())
        .collect()
}

#[test]
fn a_unit_is_shown_as_it_was_called_and_with_whom_it_had() {
    let program = with_past();
    let on = |day: &str| {
        let told = program.run(&["show", "data", "A-1", "--on", day, "--format", "json"]);
        json(&told.must())
    };
    let before = on("2021-04-30");
    assert_eq!(
        (&before["name"], &before["name_now"]),
        (&"A-1".into(), &"The Old Mill".into())
    );
    assert_eq!(people(&before), [0, 1, 2]);
    assert_eq!(people(&on("2020-03-01")), [0]);
    let after = on("2021-09-01");
    assert_eq!(after["name"], "The Old Mill");
    assert_eq!(people(&after), [0]);
    // Whoever left took their name along, in the past too.
    let told = program
        .run(&["show", "data", "A-1", "--on", "2021-08-31"])
        .must();
    assert!(told.contains("roll: 2 (2 candidate)"), "{told}");
    assert!(told.contains("renamed from A-1 to The Old Mill"), "{told}");
    assert!(
        !told.contains("Person 3") && told.contains("(No. 2)"),
        "{told}"
    );
}

#[test]
fn a_person_is_shown_where_they_belonged() {
    let program = with_past();
    let on = |what: &str, day: &str| {
        let told = program.run(&["show", "data", what, "--on", day, "--format", "json"]);
        json(&told.must())
    };
    assert_eq!(on("P-2", "2021-06-30")["belongs"]["unit"]["code"], "A-1");
    let after = on("P-2", "2021-07-01");
    assert_eq!(after["belongs"]["unit"]["code"], "A-2");
    assert_eq!(after["belongs"]["joined"], "2020-03-02");
    let gone = on("person:2", "2021-08-31");
    assert_eq!(gone["belongs"]["unit"]["name"], "The Old Mill");
    assert_eq!(gone["code"], serde_json::Value::Null);
    assert_eq!(
        on("person:2", "2021-09-01")["belongs"],
        serde_json::Value::Null
    );
}

#[test]
fn a_day_on_which_nothing_stood_is_named_with_the_way_on() {
    let program = with_past();
    let told = |arguments: &[&str], words: &str| {
        let said = program.run(arguments);
        assert!(said.code == 2 && said.err.contains(words), "{said:?}");
    };
    told(
        &["show", "data", "A-2", "--on", "2020-05-31"],
        "it was founded on 2020-06-01",
    );
    told(&["show", "data", "A-1", "--on", "2021-02-30"], "2021-02-30");
    told(
        &["show", "data", "A-1", "--on", "2078-01-01"],
        "has not come yet",
    );
    told(
        &["show", "data", "A-1", "--on", "1999-01-01"],
        "did not stand on 1999-01-01",
    );
    told(
        &["show", "data", "nobody"],
        "there is no unit and nobody with the code",
    );
}
